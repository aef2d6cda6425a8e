"""Tables and counts shared by circulars: work by task force, due and overdue obligations with their owners."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from models.facts import Course
from models.happenings import COME, EVENTS, LEADS, OUT, RECOGNISED, TALKS
from reports.circulars import letterhead
from reports.circulars.scene import Scene
from reports.circulars.wording import column, row, say
from reports.content import Align, Row, Span, Table
from reports.figures import EMPTY, Figure

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_KINDS = (LEADS, RECOGNISED, OUT, COME, TALKS, EVENTS)
_HEADS = ("上报\n线索", "认定\n线索", "外出\n招商", "接待\n来访", "洽谈\n（轮）", "招商\n活动")
_MEASURES = (("signed", "签约\n项目"), ("started", "开工\n项目"), ("produced", "投产\n项目"))


def work_table(scene: Scene, caption: str) -> Table:
    """Build the table of the period's work by task force, with a remainder row so that every column adds up."""
    rows = [
        row(number, force.short or force.name, *_line(scene, force.id))
        for number, force in enumerate(scene.facts.forces, start=1)
    ]
    whole = _line(scene, None)
    if (rest := _unassigned(scene, whole)) is not None:
        rows.append(rest)
    rows.append(row("", "合计", *whole, total=True))
    heads = [column(title, 3.1, Align.RIGHT) for title in (*_HEADS, *(title for _, title in _MEASURES))]
    return Table(
        caption, (column("序\n号", 2), column("专班", 6.5, Align.LEFT), *heads), tuple(rows), "单位：条、次、轮、场、个"
    )


def _line(data: Scene, force: str | None) -> tuple[Figure, ...]:
    counted = tuple(data.count(kind, force) for kind in _KINDS)
    return *counted, *(data.board.now(key, force) for key, _ in _MEASURES)


def _unassigned(data: Scene, whole: Sequence[Figure]) -> Row | None:
    lines = [_line(data, force.id) for force in data.facts.forces]
    cells = []
    for number, figure in enumerate(whole):
        assigned = {row_id for line in lines for row_id in line[number].rows}
        rest = tuple(row for row in figure.rows if row not in assigned)
        facts = (figure.key, figure.label, figure.unit, Decimal(len(rest)), "没有填专班的", rest, 0, figure.ledger)
        cells.append(Figure(*facts))
    return row("", "未分专班", *cells) if any(cell.value for cell in cells) else None


def items(key: str, label: str, found: Sequence[Any], formula: str) -> Figure:
    """Return the number of some obligations as a figure."""
    rows = tuple(obligation.id for obligation in found)
    return Figure(key, label, "件", Decimal(len(found)), formula, rows, 0, "obligation")


def projects(key: str, label: str, found: Sequence[Course], formula: str) -> Figure:
    """Return the number of some projects as a figure."""
    return Figure(key, label, "个", Decimal(len(found)), formula, tuple(course.row for course in found), 0, "project")


def steps(key: str, label: str, found: Sequence[Any], formula: str) -> Figure:
    """Return the number of some milestones as a figure."""
    rows = tuple(milestone.row for milestone in found)
    return Figure(key, label, "个", Decimal(len(found)), formula, rows, 0, "milestone")


def matters_table(scene: Scene, caption: str, most: int) -> Table | None:
    """Build the table of overdue and coming obligations, at most ``max_rows`` of each; None where there is none."""
    obligations = [*scene.late, *scene.next_due]
    shown = [*scene.late[:most], *scene.next_due[:most]]
    if not obligations:
        return None
    rows = [_matter(scene, number, obligation) for number, obligation in enumerate(shown, start=1)]
    left = len(obligations) - len(shown)
    notes = (f"按时限先后，逾期和将到期的各列{most}件，其余{left}件见台账。",) if left else ()
    columns = (
        column("序\n号", 2),
        column("事项", 12, Align.LEFT),
        column("责任单位", 8, Align.LEFT),
        column("责任人", 4),
        column("完成时限", 6),
        column("情况", 5.5),
    )
    return Table(caption, columns, tuple(rows), notes=notes)


def _matter(data: Scene, number: int, obligation: Any) -> Row:
    due = obligation.extended_to or obligation.due
    days = (data.period.last - due).days
    state = f"逾期{days}天" if days > 0 else "当天到期" if days == 0 else "将到期"
    course = data.facts.courses.get(obligation.project or "")
    unit = obligation.unit or _lead_unit(data, obligation.task_force or (course.task_force if course else None))
    figure = items(f"matter.{obligation.id}", obligation.name, [obligation], "台账登记的责任事项")
    return Row(
        (
            Span(str(number)),
            Span(named(data, obligation), figure),
            Span(unit),
            Span(obligation.owner or EMPTY),
            Span(due.isoformat()),
            Span(f"{state}{'（已延期）' if obligation.extended_to else ''}"),
        )
    )


def named(scene: Scene, one: Any) -> str:
    """Return an obligation's name with its project's, since the same name (用地手续) occurs in many projects."""
    course = scene.facts.courses.get(one.project or "")
    return f"{one.name}——{course.name}" if course else str(one.name)


def _lead_unit(data: Scene, force: str | None) -> str:
    return next(
        (
            task_force.lead_units or letterhead.called(task_force)
            for task_force in data.facts.forces
            if task_force.id == force
        ),
        EMPTY,
    )


def signings(scene: Scene) -> tuple[Span, ...]:
    """Compose the clause on projects signed, started and put into production; zero is expressed as 没有…."""
    board = scene.board
    parts: list[tuple[Span, ...]] = []
    missing = []
    for key, name in (("signed", "新签约项目"), ("started", "新开工项目"), ("produced", "新投产项目")):
        figure = board.now(key)
        if not figure.value:
            missing.append(name.removesuffix("项目"))
        elif key == "signed":
            parts.append(say("新签约项目{n}、签约金额{a}", n=figure, a=board.now("signed_value")))
        else:
            parts.append(say(f"{name}{{n}}", n=figure))
    if missing:
        parts.append((Span(f"没有{'、'.join(missing)}项目"),))
    spans: list[Span] = []
    for part in parts:
        spans += [Span("，" if spans else ""), *part]
    return (*(span for span in spans if span.text), Span("。"))
