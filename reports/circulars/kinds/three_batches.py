"""三个一批 (签约、开工、投产): the report of one numbered batch of the year, with its parts, totals and projects."""

from datetime import date
from decimal import Decimal

from models.rules import rates
from models.rules.periods import BATCH, Period
from models.rules.vocabulary import CircularName
from models.statistics.events import StatisticsData
from models.statistics.three_batches import ROLES, BatchMember, members_of_batch
from reports.circulars.parts import letterhead
from reports.circulars.parts.circular_kind import CircularKind, DraftRequest
from reports.circulars.parts.force_names import name_forces
from reports.circulars.parts.table_grid import without_unfilled_column
from reports.circulars.parts.total_check import with_rounding_note
from reports.circulars.parts.wording import column, fill, paragraph, row
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import Align, Annex, Block, Document, Row, RowKind, SectionHeading, Table, TextSpan
from reports.figures.batch_figures import BatchFigures, BatchPart, figures_of_members
from reports.figures.figure import EMPTY, SHARE, Figure, in_yi

_RIGHT = Align.RIGHT
_FEW = 2  # projects of a part from which the largest is named


def draft(facts: StatisticsData, period: Period, batch: BatchFigures, members: list[BatchMember], on: date) -> Document:
    """Compose the report of one batch as its projects were on a day."""
    whole = letterhead.scope_name(facts)
    cut_off = letterhead.long_date(on)
    opening = say(facts.settings, "opening.batch", {"范围": whole, "期间": period.name, "截止日": cut_off})
    body: tuple[Block, ...] = (
        paragraph(opening, key="opening"),
        SectionHeading(1, "一、总体情况"),
        paragraph(_overview(facts, period, batch), *_largest(facts, members), key="overview"),
        *((_parts(batch),) if members else ()),
        *_forces(facts, members),
    )
    title = f"关于{whole}{period.name}\n“三个一批”活动项目情况的通报"
    span = Period(period.kind, period.key, period.first, on)
    attached = (_projects(facts, period, batch, members),) if members else ()
    return letterhead.circular(facts, span, title, body, attached, kind="三个一批", due=0)


def _overview(facts: StatisticsData, period: Period, batch: BatchFigures) -> tuple[TextSpan, ...]:
    values: dict[str, SlotValue] = {"范围": letterhead.scope_name(facts), "期间": period.name}
    if not batch.total.count.value:
        return say(facts.settings, "batch.none", values)
    spans: list[TextSpan] = []
    there = [part for part in batch.parts if part.count.value]
    absent = [part.name for part in batch.parts if not part.count.value]
    if len(there) == 1:
        spans.append(TextSpan(f"，都是{there[0].name}项目"))
    else:
        for part in there:
            lead = "，其中" if not spans else "；"
            spans += fill(f"{lead}{part.name}项目{{n}}、总投资{{a}}", n=part.count, a=part.amount)
        spans.append(TextSpan(f"；没有{'、'.join(absent)}项目" if absent else ""))
    values |= {"个数": batch.total.count, "总投资": batch.total.amount, "其中": tuple(spans)}
    return say(facts.settings, "batch.overview", values)


def _largest(facts: StatisticsData, members: list[BatchMember]) -> tuple[tuple[TextSpan, ...], ...]:
    """Name the largest project of each part with its investment; nothing where a batch has too few to single out."""
    named: list[TextSpan] = []
    for role in ROLES:
        part = sorted((m for m in members if m.role == role and m.total), key=lambda m: (-m.total, m.name))
        if len(part) < _FEW:
            continue
        worth = in_yi("total", f"{part[0].name} 总投资", [(part[0].row, part[0].total)], "总投资（万元÷10000）")
        named += [TextSpan(f"{'，' if named else ''}{role}项目中的{part[0].name}（"), TextSpan(worth.phrase, worth)]
        named.append(TextSpan("）"))
    return (say(facts.settings, "batch.most", {"名单": tuple(named)}),) if named else ()


def _parts(batch: BatchFigures) -> Table:
    rows = [_part(part, batch.total) for part in batch.parts]
    total = _part(batch.total, batch.total)
    rows.append(Row(total.cells, RowKind.TOTAL))
    columns = (
        column("类别", 6),
        column("项目数\n（个）", 6, _RIGHT),
        column("总投资\n（亿元）", 7, _RIGHT),
        column("项目数占比\n（%）", 6, _RIGHT),
        column("总投资占比\n（%）", 6, _RIGHT),
    )
    return with_rounding_note(Table("表1　“三个一批”项目汇总", columns, tuple(rows)))


def _part(part: BatchPart, whole: BatchPart) -> Row:
    shares = []
    for key, figure, whole_figure in (("count", part.count, whole.count), ("amount", part.amount, whole.amount)):
        value = rates.percent(figure.value or Decimal(0), whole_figure.value)
        formula = f"{figure.phrase}÷{whole_figure.phrase}"
        facts = (f"batch.share.{key}", f"{figure.label}占比", "%", value, formula, figure.rows, 2, "project")
        shares.append(Figure(*facts, operands=(figure, whole_figure), relation=SHARE))
    return row(part.name, part.count, part.amount, *shares)


def _forces(facts: StatisticsData, members: list[BatchMember]) -> tuple[Block, ...]:
    """二、各专班项目情况: counts and amounts by task force and part, adding up in both directions."""
    if facts.only_force or not members:
        return ()
    force_of = {row: facts.projects[row].task_force for row in (member.row for member in members)}
    known = [force.id for force in facts.forces]
    lines = [(force.short_name, [m for m in members if force_of[m.row] == force.id]) for force in facts.forces]
    lines.append(("未分专班", [m for m in members if force_of[m.row] not in known]))
    rows = [row(name, *_cells(name, force_members)) for name, force_members in lines if force_members]
    rows.append(row("合计", *_cells("合计", members), total=True))
    heads = [column(f"{part}\n{what}", 3.6, _RIGHT) for part in ROLES for what in ("项目", "总投资")]
    columns = (
        column("专班", 7, Align.LEFT),
        *heads,
        column("合计\n项目", 3.6, _RIGHT),
        column("合计\n总投资", 4.2, _RIGHT),
    )
    held = {force_of[member.row] for member in members}
    named = [force for force in facts.forces if force.id not in held]
    absent = (paragraph(say(facts.settings, "batch.absent", {"名单": name_forces(named)}), key="absent"),)
    table = Table("表2　各专班“三个一批”项目情况", columns, tuple(rows), "单位：个、亿元")
    return SectionHeading(1, "二、各专班项目情况"), *(absent if named else ()), with_rounding_note(table)


def _cells(name: str, members: list[BatchMember]) -> list[Figure]:
    cells = []
    for part in (*ROLES, ""):
        part_members = [member for member in members if not part or member.role == part]
        rows = tuple(member.row for member in part_members)
        label = f"{name} {part or '合计'}"
        cells.append(
            Figure("batch.count", f"{label}项目", "个", Decimal(len(rows)), "列入本次的项目数", rows, 0, "project")
        )
        formula = f"{len(rows)} 个项目总投资合计（万元÷10000）"
        totals = ((member.row, member.total) for member in part_members)
        cells.append(in_yi("batch.amount", f"{label}总投资", totals, formula))
    return cells


def _projects(facts: StatisticsData, period: Period, batch: BatchFigures, members: list[BatchMember]) -> Annex:
    """Build the annex of projects by part, each with its subtotal."""
    forces = {force.id: force for force in facts.forces}
    rows: list[Row] = []
    number = 0
    for part in batch.parts:
        part_members = [member for member in members if member.role == part.name]
        if not part_members:
            continue
        rows.append(Row((TextSpan(f"{part.name}项目{part.count.text}个"),), RowKind.GROUP))
        for member in part_members:
            number += 1
            course = facts.projects[member.row]
            force = forces.get(course.task_force or "")
            unit = course.unit or (force.lead_units if force else "") or EMPTY
            formula = "总投资（万元÷10000）"
            worth = in_yi("total", f"{member.name} 总投资", [(member.row, member.total)], formula)
            name = force.short_name if force else EMPTY
            rows.append(row(number, member.name, course.investor or EMPTY, worth, name, unit))
        rows.append(row("", "小计", "", part.amount, "", "", total=True))
    rows.append(row("", "合计", "", batch.total.amount, "", "", total=True))
    columns = (
        column("序\n号", 2),
        column("项目名称", 13, Align.LEFT),
        column("投资方", 12, Align.LEFT),
        column("总投资\n（亿元）", 5, _RIGHT),
        column("责任专班", 6, Align.LEFT),
        column("责任单位", 9, Align.LEFT),
    )
    table = with_rounding_note(without_unfilled_column(Table("", columns, tuple(rows)), "责任单位"))
    return Annex(f"{period.name}“三个一批”活动项目明细表", (table,), landscape=True)


def _draft_as_of_today(request: DraftRequest) -> Document:
    """Draft the batch as its projects are today, or were at the end of its year."""
    period, facts = request.period, request.facts
    on = min(date.today(), period.last)  # noqa: DTZ011 - the clerk's own day
    with request.store.reading() as session:
        members = [member for member in members_of_batch(session, period.name, on) if member.row in facts.projects]
    return draft(facts, period, figures_of_members(period.name, members), members, on)


KIND = CircularKind("three-batches", CircularName.THREE_BATCHES, BATCH, _draft_as_of_today, position=90)
