"""The opening sentence on how the work stands: how many of the year's targets keep pace, and which lag most."""

from decimal import Decimal

from models.rules import rates
from models.statistics.metrics import TARGET_METRICS
from reports.circulars.parts.letterhead import scope_name
from reports.circulars.parts.wording import join_names
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import TextSpan
from reports.figures.figure import Figure, PeriodFigures

_MAX_NAMES = 3
_WHOLE_YEAR = Decimal(100)


def situation(board: PeriodFigures) -> tuple[TextSpan, ...]:
    """Compose the sentence; empty where fewer than two targets are set, which needs no summing up."""
    gaps = {key: _gap(board, key) for key in board.compared}
    known = {key: gap for key, gap in gaps.items() if gap is not None}
    if len(known) < 2:
        return ()
    met = [key for key, gap in known.items() if gap >= 0]
    behind = sorted((key for key in known if key not in met), key=lambda key: known[key])
    over = board.pace >= _WHOLE_YEAR
    total = _count(board, "pace.targets", "有年度目标的指标", list(known))
    reached = _count(board, "pace.met", "完成年度目标的指标" if over else "达到序时进度的指标", met)
    values: dict[str, SlotValue] = {
        "期间": board.period.to_date_text,
        "范围": scope_name(board.facts),
        "总数": total,
        "达到": reached,
        "短板": join_names([TARGET_METRICS[key] for key in behind[:_MAX_NAMES]])
        + ("等" if len(behind) > _MAX_NAMES else ""),
    }
    return say(board.facts.settings, f"situation.{'year.' if over else ''}{_degree(len(met), len(known))}", values)


def _degree(met: int, known: int) -> str:
    if met == known:
        return "all"
    if not met:
        return "none"
    return "most" if met * 2 >= known else "few"


def _gap(board: PeriodFigures, key: str) -> Decimal | None:
    value = board.pace_gap(key).value
    return None if value is None else rates.half_up(value, 2)


def _count(board: PeriodFigures, key: str, label: str, metrics: list[str]) -> Figure:
    rows = tuple(dict.fromkeys(row for metric in metrics for row in board.target(metric).rows))
    listed = join_names([TARGET_METRICS[metric] for metric in metrics]) or "没有"
    return Figure(key, label, "项", Decimal(len(metrics)), f"{label}：{listed}", rows, 0, "target")
