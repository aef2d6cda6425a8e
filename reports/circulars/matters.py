"""Lists that several reports share: work by task force, what is due and overdue with who answers for it, and names."""

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
    """Count the period's work by task force, what belongs to none beside it, so that every column foots."""
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


def _line(scene: Scene, force: str | None) -> tuple[Figure, ...]:
    counted = tuple(scene.count(kind, force) for kind in _KINDS)
    return *counted, *(scene.board.now(key, force) for key, _ in _MEASURES)


def _unassigned(scene: Scene, whole: Sequence[Figure]) -> Row | None:
    lines = [_line(scene, force.id) for force in scene.facts.forces]
    cells = []
    for number, one in enumerate(whole):
        rest = tuple(row for row in one.rows if row not in {mine for line in lines for mine in line[number].rows})
        cells.append(Figure(one.key, one.label, one.unit, Decimal(len(rest)), "没有填专班的", rest, 0, one.ledger))
    return row("", "未分专班", *cells) if any(cell.value for cell in cells) else None


def items(key: str, label: str, found: Sequence[Any], formula: str) -> Figure:
    """Count obligations."""
    return Figure(key, label, "件", Decimal(len(found)), formula, tuple(one.id for one in found), 0, "obligation")


def projects(key: str, label: str, found: Sequence[Course], formula: str) -> Figure:
    """Count projects."""
    return Figure(key, label, "个", Decimal(len(found)), formula, tuple(one.row for one in found), 0, "project")


def steps(key: str, label: str, found: Sequence[Any], formula: str) -> Figure:
    """Count milestones."""
    return Figure(key, label, "个", Decimal(len(found)), formula, tuple(one.row for one in found), 0, "milestone")


def matters_table(scene: Scene, caption: str, most: int) -> Table | None:
    """List what is overdue and what falls due next, each with who answers for it; nothing where nothing is."""
    found = [*scene.late, *scene.next_due]
    shown = [*scene.late[:most], *scene.next_due[:most]]
    if not found:
        return None
    rows = [_matter(scene, number, one) for number, one in enumerate(shown, start=1)]
    left = len(found) - len(shown)
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


def _matter(scene: Scene, number: int, one: Any) -> Row:
    due = one.extended_to or one.due
    days = (scene.period.last - due).days
    state = f"逾期{days}天" if days > 0 else "当天到期" if days == 0 else "将到期"
    own = scene.facts.courses.get(one.project or "")
    unit = one.unit or _lead_unit(scene, one.task_force or (own.task_force if own else None))
    figure = items(f"matter.{one.id}", one.name, [one], "台账登记的责任事项")
    return Row(
        (
            Span(str(number)),
            Span(named(scene, one), figure),
            Span(unit),
            Span(one.owner or EMPTY),
            Span(due.isoformat()),
            Span(f"{state}{'（已延期）' if one.extended_to else ''}"),
        )
    )


def named(scene: Scene, one: Any) -> str:
    """Name an obligation with its project: many a project has its own 用地手续."""
    own = scene.facts.courses.get(one.project or "")
    return f"{one.name}——{own.name}" if own else str(one.name)


def _lead_unit(scene: Scene, force: str | None) -> str:
    return next((one.lead_units or letterhead.called(one) for one in scene.facts.forces if one.id == force), EMPTY)


def signings(scene: Scene) -> tuple[Span, ...]:
    """Say what was signed, started and put into production in the period, nought in words."""
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
