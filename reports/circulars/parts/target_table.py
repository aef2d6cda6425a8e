"""The annex of targets over several years, or of a firm or a person, with their progress (目标任务进度表)."""

from collections.abc import Sequence
from functools import partial

from models.ledgers import Target
from models.rules.periods import Period
from models.rules.target_spans import OPEN, span_of
from models.statistics.events import StatisticsData
from models.storage.store import Store
from reports.circulars.parts.letterhead import long_date, scope_name
from reports.circulars.parts.wording import column, row
from reports.content.document import Align, Annex, Block, Row, Table
from reports.figures.figure import EMPTY, Figure
from reports.figures.target_figures import TargetLine, target_lines

_RIGHT = Align.RIGHT


def annex(store: Store, facts: StatisticsData, period: Period) -> tuple[Annex, ...]:
    """Build the annex; none where every target is a year's of a task force or the county, which the tables compare."""
    only = facts.only_force
    # Few counties have such targets: without any, the whole book need not be counted once more.
    if only is None and not any(_may_be_listed(target, period) for target in facts.targets):
        return ()
    by_period: dict[str, list[TargetLine]] = {}
    listed = partial(_may_be_listed, period=period)
    for line in target_lines(store, period.last, only.id if only else None, listed):
        if _is_listed(line, period):
            by_period.setdefault(line.progress.period, []).append(line)
    if not by_period:
        return ()
    tables: tuple[Block, ...] = tuple(
        _table(number if len(by_period) > 1 else 0, text, lines)
        for number, (text, lines) in enumerate(by_period.items(), start=1)
    )
    return (Annex(f"{scope_name(facts)}目标任务进度表（截至{long_date(period.last)}）", tables, landscape=True),)


def _may_be_listed(target: Target, period: Period) -> bool:
    """Whether a target is listed unless the firm that it names is gone; asked before its progress is counted."""
    span = span_of(target.period)
    runs = span is None or (span.first <= period.last and span.last >= period.year_start)
    is_of_one_year = span is not None and span.year is not None
    return runs and (not is_of_one_year or bool(target.enterprise or target.owner))


def _is_listed(line: TargetLine, period: Period) -> bool:
    """Whether it runs in the year, and the circular's own tables do not compare it: one of several years, or of a firm.

    A plan that ended is listed for the last time by the circulars of its last year.
    """
    span = line.progress.span
    runs = span is None or (span.first <= period.last and span.last >= period.year_start)
    return runs and (not line.progress.is_of_one_year or line.progress.is_personal)


def _table(number: int, text: str, lines: Sequence[TargetLine]) -> Table:
    """Build the table of the targets of one span, with a column for each of its years so far.

    The only table (``number`` 0) has no number, and no caption where its targets name no span: the annex's title is
    enough.
    """
    years = max((tuple(year for year, _ in line.progress.by_year) for line in lines), key=len)
    has_stretch = any(line.stretch.value is not None for line in lines)
    columns = (
        column("序\n号", 2),
        column("考核对象", 9, Align.LEFT),
        column("指标", 9, Align.LEFT),
        column("单位", 3.4),
        column("目标值", 4, _RIGHT),
        *((column("奋斗\n目标", 4, _RIGHT),) if has_stretch else ()),
        *(column(f"{year}年", 4, _RIGHT) for year in years),
        column("累计\n完成", 4.4, _RIGHT),
        column("完成率\n（%）", 4.4, _RIGHT),
        column("时间进度\n（%）", 4.4, _RIGHT),
    )
    rows = tuple(_row(place, line, years, has_stretch=has_stretch) for place, line in enumerate(lines, start=1))
    is_named = bool(span_of(text))
    name = f"{text}目标任务" if is_named and text != OPEN else "没有写明期限的目标任务"
    caption = f"表{number}　{name}" if number else name if is_named else ""
    return Table(caption, columns, rows, notes=_notes(lines))


def _row(place: int, line: TargetLine, years: Sequence[int], *, has_stretch: bool) -> Row:
    progress = line.progress
    in_year = dict(zip((year for year, _ in progress.by_year), line.by_year, strict=True))
    stretch = (line.stretch,) if has_stretch else ()
    parts: tuple[Figure | str, ...] = tuple(in_year.get(year) or EMPTY for year in years)
    rates = (line.done or EMPTY, line.completion or EMPTY, line.passed or EMPTY)
    return row(place, progress.subject, progress.metric, progress.unit, line.goal, *stretch, *parts, *rates)


def _notes(lines: Sequence[TargetLine]) -> tuple[str, ...]:
    """Say which numbers were reported by the county, which nobody has reported yet, and what is not added up."""
    reported = dict.fromkeys(line.progress.metric for line in lines if line.progress.is_reported)
    missing = dict.fromkeys(line.progress.metric for line in lines if line.done is None)
    standing = dict.fromkeys(line.progress.metric for line in lines if line.progress.is_standing)
    return tuple(
        note
        for names, note in (
            (reported, "{}按填报数。"),
            (standing, "{}是项目达产后的年度数，按台账里最近填的合计，不逐年相加。"),
            (missing, "{}台账里数不出，尚未填报。"),
        )
        if names
        for note in (note.format("、".join(names)),)
    )
