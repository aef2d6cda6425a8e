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
from reports.figures.figure import Figure, PeriodFigures, in_yi

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
    rows.append(row("合计", *_cells(board, "合计", courses), total=True))
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
    annex_table = Annex(f"{board.period.to_date_text}项目按投资规模分档统计表", (table(board, ""),))
    return (annex_table,)


def _cells(board: PeriodFigures, name: str, courses: dict[str, list[ProjectRecord]]) -> Iterable[Figure]:
    for _, label, key in _PARTS:
        stage_courses = courses[key]
        rows = tuple(course.row for course in stage_courses)
        counted = (
            f"{board.period.to_date_text}{label}、总投资在“{name}”的项目数" if name != "合计" else f"{label}项目数"
        )
        added = f"{len(rows)} 个项目总投资合计（万元÷10000）"
        yield Figure(f"size.{key}", f"{name} {label}", "个", Decimal(len(rows)), counted, rows, 0, "project")
        totals = ((course.row, course.total) for course in stage_courses)
        yield in_yi(f"size.{key}.total", f"{name} {label}总投资", totals, added)
