"""Annexes shared by circulars: the figures of all task forces in one table, and the projects signed this year."""

from collections.abc import Sequence
from decimal import Decimal

from models.ledgers import TaskForce
from models.rules.stages import SUSPENDED
from models.rules.vocabulary import Stage
from models.statistics.events import ProjectRecord
from models.statistics.metrics import BY_KEY, WAN_PER_YI
from reports.circulars.parts.capital import capital_notes
from reports.circulars.parts.ranking_table import dissolution_notes
from reports.circulars.parts.total_check import with_rounding_note
from reports.circulars.parts.wording import column, row
from reports.content.document import Align, Annex, Row, Table
from reports.figures.figure import Figure, PeriodFigures, in_yi, places_of

_RIGHT = Align.RIGHT
_OUTSIDE = (
    ("funds_other_province", "year", "省外\n资金\n累计"),
    ("funds_other_city", "year", "市外\n资金\n累计"),
    ("signed_foreign", "year", "合同\n外资\n累计"),
    ("funds_foreign", "year", "到位\n外资\n累计"),
)
_SUMMARY = (
    ("leads_reported", "now", "上报\n线索\n本月"),
    ("leads_reported", "year", "上报\n线索\n累计"),
    ("leads_recognised", "year", "认定\n线索\n累计"),
    ("visits_out", "now", "外出\n招商\n本月"),
    ("visits_out", "year", "外出\n招商\n累计"),
    ("visits_in", "year", "来访\n接待\n累计"),
    ("signed", "now", "签约\n个数\n本月"),
    ("signed", "year", "签约\n个数\n累计"),
    ("signed_value", "now", "签约\n金额\n本月"),
    ("signed_value", "year", "签约\n金额\n累计"),
    ("started", "year", "开工\n个数\n累计"),
    ("produced", "year", "投产\n个数\n累计"),
    ("funds", "now", "到位\n资金\n本月"),
    ("funds", "year", "到位\n资金\n累计"),
)


def summary(board: PeriodFigures, whole: str) -> tuple[Annex, ...]:
    """Build 附件1: one row of figures a task force, with a remainder row so that every column adds up to 合计.

    There is none where the county has no task forces.
    """
    if not board.facts.forces:
        return ()
    rows = [_force_row(board, number, force) for number, force in enumerate(board.facts.forces, start=1)]
    if (other := _unassigned(board)) is not None:
        rows.append(other)
    rows.append(row("", "合计", *_line(board, None), total=True))
    heads = tuple(column(title, 3.4, _RIGHT) for *_, title in _columns(board))
    table = Table(
        caption="",
        columns=(
            column("序\n号", 2),
            column("专班", 7, Align.LEFT),
            *heads,
            column("在谈\n项目\n期末", 3.2, _RIGHT),
            column("在谈\n总投资\n期末", 4, _RIGHT),
            column("开工率\n（%）", 3.8, _RIGHT),
        ),
        rows=tuple(rows),
        unit="单位：条、次、个、亿元" + ("、万美元" if _has_dollars(board) else ""),
        notes=(*capital_notes(board), *dissolution_notes(board)),
    )
    return (Annex(f"{board.period.name}{whole}各招商专班主要指标汇总表", (with_rounding_note(table),), landscape=True),)


def _force_row(board: PeriodFigures, number: int, force: TaskForce) -> Row:
    return row(number, force.short_name, *_line(board, force.id))


def _columns(board: PeriodFigures) -> tuple[tuple[str, str, str], ...]:
    """Return the columns to print, capital from outside where there is any; but for a month only the year's."""
    columns = (*_SUMMARY, *(column for column in _OUTSIDE if column[0] in board.compared))
    if board.period.kind == "month":
        return columns
    return tuple((key, scope, title.replace("\n累计", "")) for key, scope, title in columns if scope == "year")


def _has_dollars(board: PeriodFigures) -> bool:
    return any(BY_KEY[key].unit == "万美元" for key in board.compared)


def _line(board: PeriodFigures, force: str | None) -> tuple[Figure, ...]:
    figures = tuple(getattr(board, scope)(key, force) for key, scope, _ in _columns(board))
    return (*figures, board.talks(force), board.talks_amount(force), board.started_rate(force))


def _unassigned(board: PeriodFigures) -> Row | None:
    """Return the row of what is assigned to no task force, so that columns add up; None where all are zero."""
    lines = [_line(board, force.id) for force in board.facts.forces]
    cells: list[Figure | str] = []
    for number, figure in enumerate(_line(board, None)[:-1]):
        parts = [line[number] for line in lines]
        rest = (figure.value or Decimal(0)) - sum((part.value or Decimal(0) for part in parts), Decimal(0))
        known = {row_id for part in parts for row_id in part.rows}
        rows = tuple(row_id for row_id in figure.rows if row_id not in known)
        adds = dict(zip(figure.rows, figure.parts, strict=False))
        amounts = tuple(adds[row_id] for row_id in rows) if adds else ()
        facts = (figure.key, figure.label, figure.unit, rest, "合计减去各专班之和", rows, figure.places, figure.ledger)
        cells.append(Figure(*facts, amounts))
    if all(not cell.value for cell in cells if isinstance(cell, Figure)):
        return None
    return row("", "未分专班", *cells, "—")


def projects(board: PeriodFigures) -> tuple[Annex, ...]:
    """Build 附件2: the projects signed this year, latest first, with the funds each has received; none without any."""
    if not board.year("signed").value:
        return ()
    forces = {force.id: force.short_name for force in board.facts.forces}
    signed = board.year("signed")
    courses = [board.facts.projects[row_id] for row_id in signed.rows]
    courses.sort(key=lambda course: (course.entered["签约"], course.name), reverse=True)
    rows = [_project_row(board, number, course, forces) for number, course in enumerate(courses, start=1)]
    sums = (_sum("total", "总投资", [(course.row, course.total) for course in courses]), board.year("signed_value"))
    placed = [(course.row, (_project_funds(board, course.row).value or Decimal(0)) * WAN_PER_YI) for course in courses]
    funds = _sum("funds.signed", "当年签约项目累计到位资金", placed)
    dollars = _dollars(board, signed.rows)
    rows.append(row("", "合计", "", "", "", *sums, *dollars, "", "", funds, "", total=True))
    table = Table(
        caption="",
        columns=(
            column("序\n号", 2),
            column("项目名称", 12, Align.LEFT),
            column("投资方", 10, Align.LEFT),
            column("责任专班", 6, Align.LEFT),
            column("签约\n时间", 4.6),
            column("总投资", 4, _RIGHT),
            column("签约\n金额", 4, _RIGHT),
            *((column("合同外资\n（万美元）", 4, _RIGHT),) if dollars else ()),
            column("当前\n阶段", 3),
            column("开工\n时间", 4.6),
            column("到位\n资金", 4, _RIGHT),
            column("最新进展", 12, Align.LEFT),
        ),
        rows=tuple(rows),
        unit="单位：亿元",
    )
    return (Annex(f"{board.period.to_date_text}新签约项目明细表", (with_rounding_note(table),), landscape=True),)


def _project_row(board: PeriodFigures, number: int, course: ProjectRecord, forces: dict[str, str]) -> Row:
    last = board.period.last
    started = course.entered.get(Stage.STARTED)
    begun = started.isoformat() if started and started <= last else "—"
    worth = _sum("signed_value", "签约金额", [(course.row, course.signed_amount)])
    total = _sum("total", "总投资", [(course.row, course.total)])
    facts = (course.name, course.investor, forces.get(course.task_force or "", "—"), course.entered["签约"].isoformat())
    state = aside if (aside := course.state_on(last)) in SUSPENDED else course.stage_on(last)
    amounts = (total, worth, *_dollars(board, [course.row]))
    return row(number, *facts, *amounts, state, begun, _project_funds(board, course.row), course.progress)


def _dollars(board: PeriodFigures, rows: Sequence[str]) -> tuple[Figure, ...]:
    """Return the foreign capital of some projects' contracts; nothing where no project of the year has any."""
    whole = board.year("signed_foreign")
    if not whole.value:
        return ()
    parts = {row_id: part for row_id, part in zip(whole.rows, whole.parts, strict=True) if row_id in rows}
    value = sum(parts.values(), Decimal(0)) if parts else None
    places, ids = places_of(whole.unit, value), tuple(parts)
    facts = (whole.key, whole.label, whole.unit, value, whole.formula, ids, places, whole.ledger)
    return (Figure(*facts, tuple(parts.values())),)


def _project_funds(board: PeriodFigures, project: str) -> Figure:
    amounts = ((event.row, event.amount) for event in board.funds_of(project) if event.day <= board.period.last)
    return in_yi("funds.project", "项目累计到位资金", amounts, "逐月到位资金合计（万元÷10000）", "funding")


def _sum(key: str, label: str, amounts: list[tuple[str, Decimal]]) -> Figure:
    formula = f"{label}（万元÷10000）" if len(amounts) == 1 else f"{len(amounts)} 个项目{label}合计（万元÷10000）"
    return in_yi(key, label, amounts, formula)
