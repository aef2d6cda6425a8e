"""人才需求: the demands for people that the clerk ticked for the period, one paragraph each."""

from decimal import Decimal

from models.ledgers import Talent
from models.statistics.chosen_news import ChosenTalent
from reports.circulars.parts import letterhead
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.wording import paragraph
from reports.content.document import Block, Paragraph, SectionHeading
from reports.figures.figure import Figure

_ANY_DEGREE = "不限"


def talent_section(data: PeriodData, number: str) -> tuple[Block, ...]:
    """Compose the section of ticked talent demands; empty where none was ticked."""
    if not data.talents:
        return ()
    return SectionHeading(1, f"{number}、人才需求"), *(_demand(data, demand) for demand in data.talents)


def _demand(data: PeriodData, demand: ChosenTalent) -> Paragraph:
    facts = (
        demand.kind,
        "学历不限" if demand.degree == _ANY_DEGREE else demand.degree,
        f"{letterhead.long_date(demand.due)}前到岗" if demand.due else "",
        f"已到岗{demand.hired}人" if demand.hired else "",
        f"{demand.unit}协调" if demand.unit else "",
    )
    details = "，".join(filter(None, facts))
    values = {"用人单位": demand.asker or "有关企业", "岗位": demand.post, "要求": f"（{details}）" if details else ""}
    key = f"talent.{demand.row}"
    if not demand.wanted:
        return paragraph(data.say("talent.open", values), key=key)
    formula = "人才需求台账里这一条的需求人数"
    figure = Figure(key, "需求人数", "人", Decimal(demand.wanted), formula, (demand.row,), 0, Talent.__tablename__)
    return paragraph(data.say("talent.wanted", {**values, "人数": figure}), key=key)
