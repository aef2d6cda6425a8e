"""The progress of targets as figures: what was done, the target, how far that is, and each year's part."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import Target
from models.rules import rates
from models.statistics.event_reader import read_statistics
from models.statistics.target_progress import TargetProgress, completion, target_progress
from models.storage.store import Store
from reports.figures.figure import SHARE, Figure, places_of

_HUNDRED = Decimal(100)
_AMOUNTS = frozenset({"亿元", "万元", "万美元", "亩", "㎡", "%"})


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target as it is printed; ``done`` is None where no ledger tells it and the county has not reported it.

    ``completion`` and ``passed`` (the share of its time that is over) are percentages, None where there is none.
    """

    progress: TargetProgress
    goal: Figure
    stretch: Figure
    done: Figure | None
    completion: Figure | None
    passed: Figure | None
    by_year: tuple[Figure, ...]

    @property
    def is_behind(self) -> bool:
        """Whether less is done than time has passed; a target without a number or without a first day is never."""
        if self.completion is None or self.passed is None:
            return False
        return (self.completion.value or 0) < (self.passed.value or 0)

    @property
    def state_text(self) -> str:
        """How it stands in a word: 已完成, 慢于进度, 正常, 到期未完成, 待填报."""
        done = None if self.completion is None else self.completion.value
        passed = None if self.passed is None else self.passed.value
        if done is None:
            return "待填报" if self.done is None else ""
        if done >= _HUNDRED:
            return "已完成"
        if passed is None:
            return ""
        return "到期未完成" if passed >= _HUNDRED else "慢于进度" if done < passed else "正常"


def target_lines(
    store: Store, last: date, force: str | None = None, wanted: Callable[[Target], bool] | None = None
) -> tuple[TargetLine, ...]:
    """Return the progress of all targets, or those ``wanted`` or of a task force, by the end of a day."""
    with store.reading() as session:
        whole = read_statistics(session, as_of=last)
        return tuple(_line(progress, last) for progress in target_progress(session, whole, last, force, wanted))


def _line(progress: TargetProgress, last: date) -> TargetLine:
    key, name = f"target.{progress.row}", f"{progress.subject}{progress.metric}"
    goal = _number(
        f"{key}.goal", f"{name}目标", progress.value, progress, f"{progress.period}目标任务“{progress.metric}”"
    )
    stretch = _number(f"{key}.stretch", f"{name}奋斗目标", progress.stretch, progress, "目标任务里的“奋斗目标值”")
    done = _done(f"{key}.done", name, progress, last)
    return TargetLine(
        progress,
        goal,
        stretch,
        done,
        _completion(key, name, progress, done, goal),
        _passed(key, progress),
        _years(key, progress),
    )


def _number(key: str, label: str, value: Decimal | None, progress: TargetProgress, formula: str) -> Figure:
    return Figure(key, label, progress.unit, value, formula, (progress.row,), _places(progress.unit, value), "target")


def _done(key: str, name: str, progress: TargetProgress, last: date) -> Figure | None:
    if progress.done is None:
        return None
    if progress.is_reported:
        return _number(key, f"{name}完成（填报）", progress.done, progress, "目标任务里的“填报完成”")
    span = progress.span
    first = "有记录" if span is None or not span.starts else span.first.isoformat()
    until = last if span is None else min(span.last, last)
    formula = f"{first}起至 {until.isoformat()} 的{progress.metric}"
    places = _places(progress.unit, progress.done)
    return Figure(key, f"{name}完成", progress.unit, progress.done, formula, progress.rows, places, progress.ledger)


def _completion(key: str, name: str, progress: TargetProgress, done: Figure | None, goal: Figure) -> Figure | None:
    value = completion(progress)
    if value is None or done is None:
        return None
    formula = f"完成率＝{done.text}{done.unit}÷{goal.text}{goal.unit}"
    facts = (f"{key}.completion", f"{name}完成率", "%", value, formula, done.rows, 2, done.ledger)
    return Figure(*facts, operands=(done, goal), relation=SHARE)


def _passed(key: str, progress: TargetProgress) -> Figure | None:
    """Return the share of the target's time that is over."""
    if progress.passed is None:
        return None
    over, whole = progress.passed
    formula = f"期限已过 {over}÷{whole}"
    return Figure(f"{key}.passed", "时间进度", "%", rates.percent(Decimal(over), Decimal(whole)), formula, (), 2)


def _years(key: str, progress: TargetProgress) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            f"{key}.{year}",
            f"{progress.subject}{progress.metric}（{year}年）",
            progress.unit,
            value,
            f"{year}年的{progress.metric}",
            (),
            _places(progress.unit, value),
            progress.ledger,
        )
        for year, value in progress.by_year
    )


def _places(unit: str, value: Decimal | None) -> int:
    """Return the decimals of a number: those of amounts, none for counts that are whole."""
    whole = value is None or value == value.to_integral_value()
    return places_of(unit, value) if unit in _AMOUNTS or not whole else 0
