"""按投资规模分档统计表 (襄城 C8): signed, started and produced projects by size, in the bands the county set."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from models.facts import PRODUCED, SIGNED, STARTED, Course
from models.refusal import Refusal
from reports.circulars.footing import owning_up
from reports.circulars.wording import column, row
from reports.content import Align, Annex, Table
from reports.figures import WAN_PER_YI, Board, Figure, in_yi

BANDS = "1、5、10、50"  # 亿元, each the least of its band
_PARTS = ((SIGNED, "新签约", "signed"), (STARTED, "新开工", "started"), (PRODUCED, "新投产", "produced"))


@dataclass(frozen=True, slots=True)
class Band:
    """Sizes from ``least`` on and below ``under`` (亿元; None: no end)."""

    name: str
    least: Decimal
    under: Decimal | None

    def holds(self, course: Course) -> bool:
        """Whether a project's total investment lies in it; “以上” includes the number."""
        worth = course.total / WAN_PER_YI
        return self.least <= worth and (self.under is None or worth < self.under)


def bands(setting: str | None) -> tuple[Band, ...]:
    """Read the bounds “1、5、10、50” as bands, the smallest first; refuse what is no rising list of numbers."""
    text = (setting or BANDS).replace("，", "、").replace(",", "、").replace("亿元", "")
    try:
        bounds = [Decimal(one.strip()) for one in text.split("、") if one.strip()]
    except InvalidOperation:
        bounds = []
    if not bounds or any(not one.is_finite() or one <= 0 for one in bounds) or sorted(set(bounds)) != bounds:
        raise Refusal(f"口径“投资规模分档”应是从小到大的几个数（亿元），例如“{BANDS}”，现在是“{setting}”。")
    said = [f"{one.normalize():f}" for one in bounds]
    between = [
        Band(f"{low}亿元（含）—{high}亿元", one, other)
        for low, high, one, other in zip(said, said[1:], bounds, bounds[1:], strict=False)
    ]
    least = Band(f"{said[0]}亿元以下", Decimal(0), bounds[0])
    return least, *between, Band(f"{said[-1]}亿元以上", bounds[-1], None)


def table(board: Board, caption: str) -> Table:
    """Count this year's projects by size; counts and amounts foot."""
    found = bands(board.facts.settings.get("size_bands"))
    courses = {key: [board.facts.courses[one] for one in board.year(key).rows] for *_, key in _PARTS}
    rows = [
        row(
            band.name, *_cells(board, band.name, {key: list(filter(band.holds, some)) for key, some in courses.items()})
        )
        for band in found
    ]
    rows.append(row("合计", *_cells(board, "合计", courses), total=True))
    heads = [column(f"{said}\n{what}", 4.2, Align.RIGHT) for _, said, _ in _PARTS for what in ("（个）", "总投资")]
    notes = ("按项目总投资分档，“以上”“（含）”包括本数。",)
    unit = "单位：个、亿元"
    columns = (column("投资规模", 9, Align.LEFT), *heads)
    return owning_up(Table(caption, columns, tuple(rows), unit, notes))


def annex(board: Board) -> Annex:
    """Write the table as an annex of its own."""
    return Annex(f"{board.period.to_date}项目按投资规模分档统计表", (table(board, ""),))


def _cells(board: Board, name: str, courses: dict[str, list[Course]]) -> Iterable[Figure]:
    for _, said, key in _PARTS:
        some = courses[key]
        rows = tuple(one.row for one in some)
        counted = f"{board.period.to_date}{said}、总投资在“{name}”的项目数" if name != "合计" else f"{said}项目数"
        added = f"{len(rows)} 个项目总投资合计（万元÷10000）"
        yield Figure(f"size.{key}", f"{name} {said}", "个", Decimal(len(rows)), counted, rows, 0, "project")
        yield in_yi(f"size.{key}.total", f"{name} {said}总投资", ((one.row, one.total) for one in some), added)
