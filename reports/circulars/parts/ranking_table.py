"""The table of task forces ranked by the completion the county chose (setting ``rank_by``)."""

from dataclasses import replace
from decimal import Decimal

from models.ledgers import TaskForce
from models.rules import rates
from models.statistics.metrics import RANKED_BY, TARGET_METRICS
from reports.circulars.parts.table_grid import without_unfilled_column
from reports.circulars.parts.total_check import with_rounding_note
from reports.circulars.parts.wording import column, row
from reports.content.document import Align, Row, Table
from reports.figures.figure import Figure, PeriodFigures


def ranked_metric(board: PeriodFigures) -> str:
    """Return the key of the metric by whose completion the county ranks."""
    return RANKED_BY.get(board.facts.settings.get("rank_by", "签约金额完成率"), "signed_value")


def completions(board: PeriodFigures) -> list[tuple[TaskForce, Figure]]:
    """Return the task forces that are ranked with their completion, the highest first."""
    key = ranked_metric(board)
    rates_of = [(force, board.completion(key, force.id)) for force in board.facts.ranked_forces]
    known = [(force, rate) for force, rate in rates_of if rate.value is not None]
    return sorted(known, key=lambda pair: -rates.half_up(pair[1].value or Decimal(0), 2))


def table(board: PeriodFigures, number: int = 2) -> Table:
    """Build the ranking of all task forces; equal rates share a place, those without a target come last, unranked."""
    chosen = board.facts.settings.get("rank_by", "签约金额完成率")
    key = ranked_metric(board)
    unit = board.target(key).unit
    forces, ranked = board.facts.forces, {force.id for force in board.facts.ranked_forces}
    places = rates.ranks([_rounded(board, key, force.id) if force.id in ranked else None for force in forces])
    ordered = sorted(
        zip(places, range(len(forces)), strict=True), key=lambda pair: (pair[0] is None, pair[0] or 0, pair[1])
    )
    rows = []
    for place, at in ordered:
        force = forces[at]
        figures = (board.target(key, force.id), *_done_figures(board, key, force.id))
        rates_of = (board.completion(key, force.id), board.pace_gap(key, force.id))
        name, lead = force.short_name, force.lead_units or "—"
        rows.append(row(place or "—", name, lead, *figures, *rates_of))
    if (rest := _unassigned(board, key)) is not None:
        rows.append(rest)
    total = (board.target(key), *_done_figures(board, key, None), board.completion(key), board.pace_gap(key))
    rows.append(row("", "合计", "", *total, total=True))
    ranked_table = Table(
        caption=f"表{number}　各专班{TARGET_METRICS[key]}任务完成情况排名",
        columns=(
            column("名次", 2.6),
            column("专班", 6.6, Align.LEFT),
            column("牵头单位", 7.2, Align.LEFT),
            column("年度\n目标", 3.6, Align.RIGHT),
            *((column("本月\n完成", 3.6, Align.RIGHT),) if board.period.kind == "month" else ()),
            column("累计\n完成", 3.6, Align.RIGHT),
            column("完成率\n（%）", 4, Align.RIGHT),
            column("序时进度差\n（百分点）", 5, Align.RIGHT),
        ),
        rows=tuple(rows),
        unit=f"单位：{unit}",
        notes=(
            f"按{chosen}从高到低排列，相同的名次并列，下一名次顺延；未下达目标的不排名。",
            *dissolution_notes(board),
        ),
    )
    return with_rounding_note(without_unfilled_column(ranked_table, "牵头单位"))


def dissolution_notes(board: PeriodFigures) -> tuple[str, ...]:
    """Say which task forces of a table were dissolved by the period's end; what they did before stays theirs."""
    ranked = {force.id for force in board.facts.ranked_forces}
    gone = [force for force in board.facts.forces if force.id not in ranked and force.dissolved]
    if not gone:
        return ()
    names = "、".join(f"{force.short_name}（{force.dissolved:%Y-%m-%d}撤并）" for force in gone)
    return (f"{names}撤并以前的数仍列在原专班，不再排名。",)


def _done_figures(board: PeriodFigures, key: str, force: str | None) -> tuple[Figure, ...]:
    """Return what was done: for a month its own figure and the year's, otherwise the year's alone."""
    year = board.year(key, force)
    return (board.now(key, force), year) if board.period.kind == "month" else (year,)


def _unassigned(board: PeriodFigures, key: str) -> Row | None:
    """Return the row of what is assigned to no task force, so that columns add up; None where there is none."""
    cells = []
    lines = [_done_figures(board, key, force.id) for force in board.facts.forces]
    for number, whole in enumerate(_done_figures(board, key, None)):
        parts = [line[number] for line in lines]
        known = {row for part in parts for row in part.rows}
        rows = tuple(row for row in whole.rows if row not in known)
        value = (whole.value or Decimal(0)) - sum((part.value or Decimal(0) for part in parts), Decimal(0))
        cells.append(replace(whole, value=value, rows=rows, formula="合计减去各专班之和"))
    return row("—", "未分专班", "—", "—", *cells, "—", "—") if any(cell.rows for cell in cells) else None


def _rounded(board: PeriodFigures, key: str, force: str) -> Decimal | None:
    value = board.completion(key, force).value
    return None if value is None else rates.half_up(value, 2)
