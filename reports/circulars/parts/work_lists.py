"""Tables and counts shared by circulars: work by task force, due and overdue obligations with their owners."""

from collections.abc import Sequence
from decimal import Decimal

from models.ledgers import Obligation
from models.statistics.activity_log import EVENTS, LEADS, RECOGNISED, TALKS, VISITS_IN, VISITS_OUT, ActiveMilestone
from models.statistics.events import ProjectRecord
from reports.circulars.parts.capital import signed_spans
from reports.circulars.parts.period_data import PeriodData, deadline
from reports.circulars.parts.responsible import unit_of
from reports.circulars.parts.wording import column, fill, row
from reports.content.document import Align, Row, Table, TextSpan
from reports.figures.figure import EMPTY, Figure

_KINDS = (LEADS, RECOGNISED, VISITS_OUT, VISITS_IN, TALKS, EVENTS)
_HEADS = ("上报\n线索", "认定\n线索", "外出\n招商", "接待\n来访", "洽谈\n（轮）", "招商\n活动")
_MEASURES = (("signed", "签约\n项目"), ("started", "开工\n项目"), ("produced", "投产\n项目"))


def work_table(data: PeriodData, caption: str) -> Table:
    """Build the table of the period's work by task force, with a remainder row so that every column adds up."""
    rows = [
        row(number, force.short_name, *_line(data, force.id)) for number, force in enumerate(data.facts.forces, start=1)
    ]
    whole = _line(data, None)
    if (rest := _unassigned(data, whole)) is not None:
        rows.append(rest)
    rows.append(row("", "合计", *whole, total=True))
    heads = [column(title, 3.1, Align.RIGHT) for title in (*_HEADS, *(title for _, title in _MEASURES))]
    return Table(
        caption, (column("序\n号", 2), column("专班", 6.5, Align.LEFT), *heads), tuple(rows), "单位：条、次、轮、场、个"
    )


def _line(data: PeriodData, force: str | None) -> tuple[Figure, ...]:
    counted = tuple(data.count(kind, force) for kind in _KINDS)
    return *counted, *(data.board.now(key, force) for key, _ in _MEASURES)


def _unassigned(data: PeriodData, whole: Sequence[Figure]) -> Row | None:
    lines = [_line(data, force.id) for force in data.facts.forces]
    cells = []
    for number, figure in enumerate(whole):
        assigned = {row_id for line in lines for row_id in line[number].rows}
        rest = tuple(row for row in figure.rows if row not in assigned)
        facts = (figure.key, figure.label, figure.unit, Decimal(len(rest)), "没有填专班的", rest, 0, figure.ledger)
        cells.append(Figure(*facts))
    return row("", "未分专班", *cells) if any(cell.value for cell in cells) else None


def obligation_count(key: str, label: str, obligations: Sequence[Obligation], formula: str) -> Figure:
    """Return the number of some obligations as a figure."""
    rows = tuple(obligation.id for obligation in obligations)
    return Figure(key, label, "件", Decimal(len(obligations)), formula, rows, 0, "obligation")


def project_count(key: str, label: str, projects: Sequence[ProjectRecord], formula: str) -> Figure:
    """Return the number of some projects as a figure."""
    return Figure(
        key, label, "个", Decimal(len(projects)), formula, tuple(course.row for course in projects), 0, "project"
    )


def milestone_count(key: str, label: str, milestones: Sequence[ActiveMilestone], formula: str) -> Figure:
    """Return the number of some milestones as a figure."""
    rows = tuple(milestone.row for milestone in milestones)
    return Figure(key, label, "个", Decimal(len(milestones)), formula, rows, 0, "milestone")


def deadline_table(data: PeriodData, caption: str, max_rows: int) -> Table | None:
    """Build the table of overdue and coming obligations, at most ``max_rows`` of each; None where there is none."""
    obligations = [*data.overdue, *data.next_due]
    shown = [*data.overdue[:max_rows], *data.next_due[:max_rows]]
    if not obligations:
        return None
    rows = [_deadline_row(data, number, obligation) for number, obligation in enumerate(shown, start=1)]
    left = len(obligations) - len(shown)
    notes = (f"按时限先后，逾期和将到期的各列{max_rows}件，其余{left}件见台账。",) if left else ()
    columns = (
        column("序\n号", 2),
        column("事项", 12, Align.LEFT),
        column("责任单位", 8, Align.LEFT),
        column("责任人", 4),
        column("完成时限", 6),
        column("情况", 5.5),
    )
    return Table(caption, columns, tuple(rows), notes=notes)


def _deadline_row(data: PeriodData, number: int, obligation: Obligation) -> Row:
    due = deadline(obligation)
    days = (data.period.last - due).days
    state = f"逾期{days}天" if days > 0 else "当天到期" if days == 0 else "将到期"
    unit = unit_of(data.facts, obligation) or EMPTY
    figure = obligation_count(f"matter.{obligation.id}", obligation.name, [obligation], "台账登记的责任事项")
    return Row(
        (
            TextSpan(str(number)),
            TextSpan(obligation_name(data, obligation), figure),
            TextSpan(unit),
            TextSpan(obligation.owner or EMPTY),
            TextSpan(due.isoformat()),
            TextSpan(f"{state}{'（已延期）' if obligation.extended_to else ''}"),
        )
    )


def obligation_name(data: PeriodData, obligation: Obligation) -> str:
    """Return an obligation's name with its project's, since the same name (用地手续) occurs in many projects."""
    course = data.facts.projects.get(obligation.project or "")
    return f"{obligation.name}——{course.name}" if course else str(obligation.name)


def signings_clause(data: PeriodData) -> tuple[TextSpan, ...]:
    """Compose the clause on projects signed, started and put into production; zero is expressed as 没有…."""
    board = data.board
    parts: list[tuple[TextSpan, ...]] = []
    missing = []
    for key, name in (("signed", "新签约项目"), ("started", "新开工项目"), ("produced", "新投产项目")):
        figure = board.now(key)
        if not figure.value:
            missing.append(name.removesuffix("项目"))
        elif key == "signed":
            parts.append(signed_spans(board, now=True, label="、签约金额"))
        else:
            parts.append(fill(f"{name}{{n}}", n=figure))
    if missing:
        parts.append((TextSpan(f"没有{'、'.join(missing)}项目"),))
    spans: list[TextSpan] = []
    for part in parts:
        spans += [TextSpan("，" if spans else ""), *part]
    return tuple(span for span in spans if span.text)
