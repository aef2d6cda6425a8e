"""Project stages in order, the four libraries (运城 招商四库), suspended states, and the rolling warning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import UserError
from models.rules.vocabulary import ProjectStatus, Stage
from models.rules.workdays import WorkCalendar

STAGE_ORDER = tuple(Stage)
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "线索库": (Stage.LEAD, Stage.STUDY),
    "在谈库": (Stage.TALKS,),
    "签约库": (Stage.SIGNED,),
    "建设投产库": (Stage.STARTED, Stage.FINISHED, Stage.PRODUCED, Stage.AT_CAPACITY),
}
SUSPENDED = (ProjectStatus.PAUSED, ProjectStatus.TERMINATED, ProjectStatus.WITHDRAWN)
RUNNING = (ProjectStatus.NORMAL, ProjectStatus.RESUMED)
STATUS_MOVES = (*SUSPENDED, *RUNNING)  # status changes, recorded in the stage log with their dates beside the stages
QUIET_PROFILES: Mapping[str, int] = {"五日": 5, "七日": 7, "半月": 15, "一月": 30}


def library_of(stage: str, libraries: Mapping[str, tuple[str, ...]] = LIBRARIES) -> str:
    """Return the library a stage belongs to; empty where the county has none for it."""
    return next((name for name, stages in libraries.items() if stage in stages), "")


def check_move(now: str, to: str, on: date, entered: Mapping[str, date], today: date) -> None:
    """Raise UserError for an invalid move: an unknown stage, a future day, a day out of order with other stages' days.

    A project never goes back a stage; it is suspended (暂停、终止、退库) with a reason instead.
    """
    if to not in STAGE_ORDER:
        raise UserError(f"没有“{to}”这个阶段，可选：{'、'.join(STAGE_ORDER)}。")
    if on > today:
        raise UserError(f"进入“{to}”的日期 {on.isoformat()} 还没有到；计划日期请填在计划时间里。")
    for stage, day in entered.items():
        if _order(stage) in range(_order(to)) and on < day:
            raise UserError(f"进入“{to}”的日期 {on.isoformat()} 早于“{stage}”的 {day.isoformat()}，请核对。")
        if _order(stage) > _order(to) and on > day:
            raise UserError(f"进入“{to}”的日期 {on.isoformat()} 晚于“{stage}”的 {day.isoformat()}，请核对。")
    if now == to:
        raise UserError(f"项目已经在“{to}”阶段；要改日期请用“更正”。")


def _order(stage: str) -> int:
    return STAGE_ORDER.index(stage) if stage in STAGE_ORDER else -1


def current_stage(moves: Iterable[tuple[str, date]]) -> str:
    """Return the current stage after some moves: the latest, and of one day the furthest; empty without moves."""
    forward = (move for move in moves if move[0] not in STATUS_MOVES)
    return max(forward, key=lambda move: (move[1], _order(move[0])), default=("", date.min))[0]


@dataclass(frozen=True, slots=True)
class WarningRules:
    """Thresholds of the rolling warning: quiet days per library, days ahead for nodes, and whether in working days."""

    quiet_days: Mapping[str, int]
    days_ahead: int = 5
    working_days: bool = False


@dataclass(frozen=True, slots=True)
class StageWarning:
    """One entry of the daily warning list: the kind, the number of days, and the text."""

    row: str
    kind: str  # 未更新 or 节点临期 or 节点逾期
    days: int
    text: str


def warn_if_quiet(
    row: str, library: str, updated: date, today: date, watch: WarningRules, days: WorkCalendar
) -> StageWarning | None:
    """Return a warning for a row that has not been updated for its library's limit; else None."""
    limit = watch.quiet_days.get(library)
    since = days.between(updated, today) if watch.working_days else (today - updated).days
    if limit is None or since < limit:
        return None
    unit = "个工作日" if watch.working_days else "天"
    return StageWarning(row, "未更新", since, f"{since}{unit}没有更新（{library}限{limit}{unit}）")


def warn_if_due(row: str, name: str, due: date, today: date, watch: WarningRules) -> StageWarning | None:
    """Return a warning for a node that is overdue or due within the days ahead; else None."""
    left = (due - today).days
    if left < 0:
        return StageWarning(row, "节点逾期", -left, f"“{name}”应于{due.isoformat()}完成，已过{-left}天")
    if today + timedelta(days=watch.days_ahead) >= due:
        return StageWarning(
            row, "节点临期", left, f"“{name}”{'今天' if left == 0 else f'{left}天后'}到期（{due.isoformat()}）"
        )
    return None
