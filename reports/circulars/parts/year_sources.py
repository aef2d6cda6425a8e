"""What 年终总结 says of where leads came from (信息渠道), and of the projects whose finders are rewarded (重奖项目)."""

from collections.abc import Sequence
from decimal import Decimal

from models.settings.definitions import Definitions
from models.statistics.events import ProjectRecord
from models.statistics.metrics import WAN_PER_YI
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.responsible import lead_units
from reports.circulars.parts.wording import counted_or_none, join_names
from reports.circulars.parts.work_lists import project_count
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import TextSpan
from reports.figures.figure import Figure

_MAX_NAMES = 10
_UNKNOWN = "没有写渠道的"


def channel_spans(data: PeriodData) -> tuple[TextSpan, ...]:
    """Say by which channels the year's leads came, the most first; empty where no lead names one."""
    reported = set(data.board.year("leads_reported").rows)
    rows: dict[str, list[str]] = {}
    for lead in data.facts.events.leads_reported:
        if lead.row in reported:
            rows.setdefault(lead.channel, []).append(lead.row)
    if not set(rows) - {""}:
        return ()
    channels = sorted(rows, key=lambda channel: (not channel, -len(rows[channel])))
    counts = [(channel or _UNKNOWN, _lead_count(channel or _UNKNOWN, rows[channel])) for channel in channels]
    return data.say("year.channels", {"渠道": counted_or_none(counts, "")})


def _lead_count(channel: str, rows: Sequence[str]) -> Figure:
    formula = f"本年上报、信息渠道是“{channel}”的线索数"
    return Figure(f"leads.{channel}", channel, "条", Decimal(len(rows)), formula, tuple(rows), 0, "lead")


def merit_spans(data: PeriodData) -> tuple[TextSpan, ...]:
    """Name the projects signed in the year that are marked 重奖项目, and those that the county's rule would mark."""
    over = Definitions(data.facts.settings).merit_over
    signed = set(data.board.year("signed").rows)
    projects = [project for row, project in data.facts.projects.items() if row in signed]
    marked = [project for project in projects if project.is_merit]
    due = [project for project in projects if over and not project.is_merit and project.fixed > over * WAN_PER_YI]
    spans: tuple[TextSpan, ...] = ()
    if marked:
        count = project_count("merit.marked", "列为重奖的项目", marked, "本年新签约、列为重奖项目的项目数")
        spans += data.say("year.merit", {"个数": count, "名单": _names(marked)})
    if due:
        amount = f"{over.normalize():f}亿元"
        formula = f"本年新签约、固定资产投资超过{amount}、还没有列为重奖项目的项目数"
        count = project_count("merit.due", "达到重奖条件的项目", due, formula)
        values: dict[str, SlotValue] = {
            "金额": amount,
            "个数": count,
            "名单": _names(due),
            "单位": lead_units(data.board),
        }
        spans += data.say("year.merit.due", values)
    return spans


def _names(projects: Sequence[ProjectRecord]) -> str:
    return join_names([project.name for project in projects], _MAX_NAMES)
