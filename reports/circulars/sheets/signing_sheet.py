"""签约前审查表: what is on record of a project before it is signed, gate by gate, and what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.fields.field import field_of
from models.ledgers import AgreementPoint, Obligation, Project, UnitOpinion
from models.queries.row_detail import RowDetail
from models.rules.fair_review import ReviewStanding
from models.services.gates import GateCheck
from models.statistics.signing_review import SigningReview
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.table_grid import form_table
from reports.circulars.parts.wording import column, paragraph, row
from reports.circulars.sheets.sheet_document import numbered_sections, sheet
from reports.content.document import Align, Block, Document, Table
from reports.figures.figure import EMPTY

_BASICS = ("task_force", "investor", "total", "signed_amount", "fixed", "land", "contract", "owner")
_DILIGENCE = ("registered", "paid_in", "controller", "checked_on", "checked_by", "advice")
_DILIGENCE_PROSE = (
    "litigation",
    "dishonesty",
    "affiliates",
    "checked_background",
    "checked_industry",
    "checked_experts",
)
_LEGAL = ("lawyer", "lawyer_on", "lawyer_text")
_DECISION = ("decided", "decided_on", "decided_number")


@dataclass(frozen=True, slots=True)
class SigningSheetInput:
    """What the sheet is made of: the project's fields, its review, its promises that are open, the checks, the note."""

    county: str
    today: date
    detail: RowDetail
    review: SigningReview
    promises: tuple[tuple[Obligation, ReviewStanding], ...]
    checks: tuple[GateCheck, ...]
    note: str

    def text(self, key: str) -> str:
        """Return a field of the project as text."""
        return self.detail.values[key].text


def draft(data: SigningSheetInput) -> Document:
    """Compose the sheet."""
    name = data.text("name")
    sections: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("还缺什么", _checks(data)),
        ("项目和投资方", (_form(data, _BASICS, 4, 5, 6),)),
        ("尽职调查", (_form(data, _DILIGENCE, 3, 6, 9), _form(data, _DILIGENCE_PROSE, 2, 7, 15))),
        ("部门联审", (_opinions(data), _form(data, ("review", "review_on"), 2, 5, 17))),
        ("司法审核和公平竞争审查", (_form(data, _LEGAL, 3, 5, 10), *_fair_reviews(data))),
        ("协议要点", (_points(data),)),
        ("集体决策", (_form(data, _DECISION, 3, 5, 10),)),
    )
    body = numbered_sections(sections)
    body.append(paragraph("经办人：　　　　　　　审核人：　　　　　　　分管领导：　　　　　　　　年　　月　　日"))
    return sheet(f"{name}签约前审查表", body, data.today, f"{data.county}招商项目签约前审查表", ("签约前审查", name))


def _form(data: SigningSheetInput, keys: tuple[str, ...], pairs: int, label: float, value: float) -> Block:
    return form_table([(field_of(Project, key).title, data.text(key)) for key in keys], pairs, label, value)


def _checks(data: SigningSheetInput) -> tuple[Block, ...]:
    """Build the table of the checks, what is missing spelled out, and who let the project pass, if somebody did."""
    open_checks = [check for check in data.checks if check.missing]
    day = long_date(data.today)
    opening = f"截至{day}，{len(open_checks)}项没有齐备。" if open_checks else f"截至{day}，各项齐备，可以签约。"
    columns = (column("审查", 9), column("县里要求", 5), column("结果", 30, Align.LEFT))
    lines = [row(check.name, check.level, _missing_text(check)) for check in data.checks]
    if data.text("passed_by"):
        lines.append(row("放行", data.text("passed_by"), data.text("passed_why") or EMPTY))
    return (paragraph(opening), Table("", columns, tuple(lines)))


def _missing_text(check: GateCheck) -> str:
    named = (text.removeprefix(f"{check.name}：") for text in check.missing)
    return f"■ {'；'.join(named)}" if check.missing else "● 齐备"


def _opinions(data: SigningSheetInput) -> Block:
    """Build the table of opinions: the county's units in their order, those without a row too, then any others."""
    listed: Mapping[str, list[UnitOpinion]] = {unit: [] for unit in data.review.units}
    by_unit = dict(listed)
    for opinion in data.review.opinions:
        by_unit.setdefault(opinion.unit, []).append(opinion)
    columns = (
        column("单位", 7),
        column("送审日期", 5.5),
        column("结果", 5.5),
        column("意见", 15, Align.LEFT),
        column("回复日期", 5.5),
        column("经办人", 5),
    )
    lines = []
    for unit, opinions in by_unit.items():
        if not opinions:
            lines.append(row(unit, EMPTY, "没有送审", EMPTY, EMPTY, EMPTY))
        for opinion in opinions:
            answer = opinion.opinion or "没有回复"
            days = _day(opinion.asked_on), _day(opinion.on)
            lines.append(row(unit, days[0], answer, opinion.text or EMPTY, days[1], opinion.by or EMPTY))
    return Table("", columns, tuple(lines))


def _fair_reviews(data: SigningSheetInput) -> tuple[Block, ...]:
    """List what needs a fair competition review, promises and points of the agreement, with the rules named."""
    named = [(f"承诺“{promise.name}”", standing) for promise, standing in data.promises]
    named += [(f"协议要点“{point.point}”", standing) for point, standing in data.review.points if standing.needs_review]
    if not named:
        return (paragraph("没有还要作公平竞争审查的承诺和协议要点。"),)
    columns = (
        column("承诺、要点", 10, Align.LEFT),
        column("审查状态", 7),
        column("为什么要审查", 12, Align.LEFT),
        column("见", 15, Align.LEFT),
    )
    lines = [
        row(name, standing.state_text, standing.tie_text or EMPTY, standing.law_text or EMPTY)
        for name, standing in named
    ]
    return (Table("", columns, tuple(lines), notes=(data.note,)),)


def _points(data: SigningSheetInput) -> Block:
    by_point: dict[str, list[AgreementPoint]] = {point: [] for point in data.review.wanted_points}
    for point, _ in data.review.points:
        by_point.setdefault(point.point, []).append(point)
    columns = (column("要点", 8), column("约定内容", 28, Align.LEFT), column("条款", 8))
    lines = []
    for name, points in by_point.items():
        if not points:
            lines.append(row(name, "没有写明", EMPTY))
        for point in points:
            agreed = "本项目不适用" if point.waived else point.text or "没有写明"
            lines.append(row(name, agreed, point.clause or EMPTY))
    return Table("", columns, tuple(lines))


def _day(day: date | None) -> str:
    return day.isoformat() if day else EMPTY
