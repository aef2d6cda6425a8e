"""按投资规模分档统计表 (襄城 C8): projects signed, started and in production by investment, in the county's bands."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from models.errors import UserError
from models.rules.vocabulary import Stage
from models.statistics.events import ProjectRecord
from models.statistics.metrics import WAN_PER_YI
from reports.circulars.parts.total_check import with_rounding_note
from reports.circulars.parts.wording import column, row
from reports.content.document import Align, Annex, Table
from reports.figures.figure import UNASSIGNED_NAME, Figure, PeriodFigures, in_yi

_UNDIVIDED, _BY_FORCE = "不分", "按专班"  # of the setting size_zones; else by township
_TOTAL = "合计"
_NO_PLACE = "未填落户地"
DEFAULT_BANDS = "1、5、10、50"  # 亿元, each the least of its band
_PARTS = (
    (Stage.SIGNED, "新签约", "signed"),
    (Stage.STARTED, "新开工", "started"),
    (Stage.PRODUCED, "新投产", "produced"),
)


@dataclass(frozen=True, slots=True)
class SizeBand:
    """A band of total investment from ``lower`` (included) to below ``upper``, in 亿元; None for no upper bound."""

    name: str
    lower: Decimal
    upper: Decimal | None

    def contains(self, course: ProjectRecord) -> bool:
        """Whether a project's total investment is in this band; “以上” includes the number itself."""
        worth = course.total / WAN_PER_YI
        return self.lower <= worth and (self.upper is None or worth < self.upper)


def read_bands(setting: str | None) -> tuple[SizeBand, ...]:
    """Parse the setting “1、5、10、50” into bands, the smallest first; UserError unless the numbers rise."""
    text = (setting or DEFAULT_BANDS).replace("，", "、").replace(",", "、").replace("亿元", "")
    try:
        bounds = [Decimal(part.strip()) for part in text.split("、") if part.strip()]
    except InvalidOperation:
        bounds = []
    if not bounds or any(not bound.is_finite() or bound <= 0 for bound in bounds) or sorted(set(bounds)) != bounds:
        raise UserError(f"口径“投资规模分档”应是从小到大的几个数（亿元），例如“{DEFAULT_BANDS}”，现在是“{setting}”。")
    labels = [f"{bound.normalize():f}" for bound in bounds]
    between = [
        SizeBand(f"{low}亿元（含）—{high}亿元", lower, upper)
        for low, high, lower, upper in zip(labels, labels[1:], bounds, bounds[1:], strict=False)
    ]
    least = SizeBand(f"{labels[0]}亿元以下", Decimal(0), bounds[0])
    return least, *between, SizeBand(f"{labels[-1]}亿元以上", bounds[-1], None)


def table(board: PeriodFigures, caption: str) -> Table:
    """Build the table of this year's projects by investment; its counts and amounts add up."""
    size_bands = read_bands(board.facts.settings.get("size_bands"))
    courses = {key: [board.facts.projects[row_id] for row_id in board.year(key).rows] for *_, key in _PARTS}
    rows = [
        row(
            band.name,
            *_cells(board, band.name, {key: list(filter(band.contains, group)) for key, group in courses.items()}),
        )
        for band in size_bands
    ]
    rows.append(row(_TOTAL, *_cells(board, _TOTAL, courses), total=True))
    heads = [column(f"{label}\n{what}", 4.2, Align.RIGHT) for _, label, _ in _PARTS for what in ("（个）", "总投资")]
    notes = ("按项目总投资分档，“以上”“（含）”包括本数。",)
    unit = "单位：个、亿元"
    columns = (column("投资规模", 9, Align.LEFT), *heads)
    return with_rounding_note(Table(caption, columns, tuple(rows), unit, notes))


def section_table(board: PeriodFigures, caption: str) -> tuple[Table, ...]:
    """Build the table for a section; none where no project was signed, started or put into production."""
    return (table(board, caption),) if any(board.year(key).value for _, _, key in _PARTS) else ()


def annex(board: PeriodFigures) -> tuple[Annex, ...]:
    """Build the table as an annex; none where no project was signed, started or put into production."""
    if not section_table(board, ""):
        return ()
    title = f"{board.period.to_date_text}项目按投资规模分档统计表"
    return (Annex(title, (table(board, ""), *zone_tables(board))),)


def zone_tables(board: PeriodFigures) -> tuple[Table, ...]:
    """Build a table for projects signed, started and in production each, with a row for every zone that has any.

    None where the county does not divide them, and for one task force alone.
    """
    zones = board.facts.settings.get("size_zones", _UNDIVIDED)
    if zones == _UNDIVIDED or board.facts.only_force is not None:
        return ()
    parts = [(label, key, _by_zone(board, key, zones)) for _, label, key in _PARTS]
    return tuple(_zone_table(board, label, key, by_zone) for label, key, by_zone in parts if by_zone)


def _by_zone(board: PeriodFigures, key: str, zones: str) -> dict[str, list[ProjectRecord]]:
    """Group the year's projects by task force, in the order they print, or by township, by its name."""
    rows = board.year(key).rows
    holder: dict[str, str] = {}
    if zones == _BY_FORCE:
        for force in board.facts.forces:
            holder |= dict.fromkeys(board.year(key, force.id).rows, force.short_name)
        order = [force.short_name for force in board.facts.forces] + [UNASSIGNED_NAME]
    else:
        holder = {row_id: place for row_id in rows if (place := board.facts.projects[row_id].township)}
        order = [*sorted(set(holder.values())), _NO_PLACE]
    by_zone: dict[str, list[ProjectRecord]] = {}
    for row_id in rows:
        by_zone.setdefault(holder.get(row_id, order[-1]), []).append(board.facts.projects[row_id])
    return {zone: by_zone[zone] for zone in order if zone in by_zone}


def _zone_table(board: PeriodFigures, label: str, key: str, by_zone: dict[str, list[ProjectRecord]]) -> Table:
    size_bands = read_bands(board.facts.settings.get("size_bands"))
    everyone = [course for group in by_zone.values() for course in group]
    rows = [
        row(zone, *_zone_cells(f"{zone}{label}", key, group, size_bands), total=zone == _TOTAL)
        for zone, group in (*by_zone.items(), (_TOTAL, everyone))
    ]
    heads = [column(f"{band.name}\n（个）", 4.2, Align.RIGHT) for band in size_bands]
    columns = (
        column("范围", 9, Align.LEFT),
        *heads,
        column("合计\n（个）", 4.2, Align.RIGHT),
        column("总投资\n（亿元）", 5, Align.RIGHT),
    )
    return with_rounding_note(Table(f"各区{label}项目按投资规模分档", columns, tuple(rows)))


def _zone_cells(label: str, key: str, group: list[ProjectRecord], size_bands: tuple[SizeBand, ...]) -> Iterable[Figure]:
    parts = [(band.name, list(filter(band.contains, group))) for band in size_bands]
    for name, courses in (*parts, (_TOTAL, group)):
        rows = tuple(course.row for course in courses)
        formula = f"{label}、总投资在“{name}”的项目数" if name != _TOTAL else f"{label}项目数"
        yield Figure(f"size.{key}.zone", f"{label} {name}", "个", Decimal(len(rows)), formula, rows, 0, "project")
    totals = ((course.row, course.total) for course in group)
    yield in_yi(f"size.{key}.zone.total", f"{label}总投资", totals, f"{len(group)} 个项目总投资合计（万元÷10000）")


def _cells(board: PeriodFigures, name: str, courses: dict[str, list[ProjectRecord]]) -> Iterable[Figure]:
    for _, label, key in _PARTS:
        stage_courses = courses[key]
        rows = tuple(course.row for course in stage_courses)
        counted = (
            f"{board.period.to_date_text}{label}、总投资在“{name}”的项目数" if name != _TOTAL else f"{label}项目数"
        )
        added = f"{len(rows)} 个项目总投资合计（万元÷10000）"
        yield Figure(f"size.{key}", f"{name} {label}", "个", Decimal(len(rows)), counted, rows, 0, "project")
        totals = ((course.row, course.total) for course in stage_courses)
        yield in_yi(f"size.{key}.total", f"{name} {label}总投资", totals, added)
