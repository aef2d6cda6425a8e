"""三个一批 (签约、开工、投产): one numbered batch of the year, its parts with their sums, its projects one by one."""

from datetime import date
from decimal import Decimal

from models.batches import PARTS, Member
from models.facts import Facts
from models.rules import rates
from models.rules.periods import Period
from reports.batches import Batch, Part
from reports.circulars import letterhead
from reports.circulars.footing import owning_up
from reports.circulars.wording import column, paragraph, row, say
from reports.content import Align, Annex, Block, Document, Heading, Row, RowKind, Span, Table
from reports.figures import EMPTY, SHARE, Figure, in_yi

_RIGHT = Align.RIGHT


def draft(facts: Facts, period: Period, found: Batch, members: list[Member], on: date) -> Document:
    """Write the report of one batch as its projects stood on a day."""
    whole = letterhead.whole(facts)
    cut_off = letterhead.said(on)
    body: tuple[Block, ...] = (
        paragraph(f"现将{whole}{period.name}“三个一批”活动项目情况通报如下（数据截至{cut_off}）。", key="opening"),
        Heading(1, "一、总体情况"),
        paragraph(*_overview(whole, period, found), key="overview"),
        *((_parts(found),) if members else ()),
        *_forces(facts, members),
    )
    title = f"关于{whole}{period.name}\n“三个一批”活动项目情况的通报"
    span = Period(period.kind, period.key, period.first, on)
    attached = (_projects(facts, period, found, members),) if members else ()
    return letterhead.circular(facts, span, title, body, attached, kind="三个一批", due=0)


def _overview(whole: str, period: Period, found: Batch) -> tuple[str | tuple[Span, ...], ...]:
    if not found.whole.count.value:
        return (f"{whole}没有项目列入{period.name}“三个一批”活动。",)
    told: list[Span] = []
    for part in found.parts:
        lead = "，其中" if not told else "；"
        if part.count.value:
            said = say(f"{lead}{part.name}项目{{n}}、总投资{{a}}", n=part.count, a=part.amount)
        else:
            said = (Span(f"{lead}没有{part.name}项目"),)
        told += said
    head = say(
        f"{whole}列入{period.name}“三个一批”活动的项目{{n}}，总投资{{a}}", n=found.whole.count, a=found.whole.amount
    )
    return head, tuple(told), "。"


def _parts(found: Batch) -> Table:
    rows = [_part(part, found.whole) for part in found.parts]
    total = _part(found.whole, found.whole)
    rows.append(Row(total.cells, RowKind.TOTAL))
    columns = (
        column("类别", 6),
        column("项目数\n（个）", 6, _RIGHT),
        column("总投资\n（亿元）", 7, _RIGHT),
        column("项目数占比\n（%）", 6, _RIGHT),
        column("总投资占比\n（%）", 6, _RIGHT),
    )
    return owning_up(Table("表1　“三个一批”项目汇总", columns, tuple(rows)))


def _part(part: Part, whole: Part) -> Row:
    shares = []
    for key, one, of in (("count", part.count, whole.count), ("amount", part.amount, whole.amount)):
        value = rates.percent(one.value or Decimal(0), of.value)
        said = f"{one.phrase}÷{of.phrase}"
        facts = (f"batch.share.{key}", f"{one.label}占比", "%", value, said, one.rows, 2, "project")
        shares.append(Figure(*facts, operands=(one, of), relation=SHARE))
    return row(part.name, part.count, part.amount, *shares)


def _forces(facts: Facts, members: list[Member]) -> tuple[Block, ...]:
    """二、各专班项目情况: by task force and part, counts and amounts, footing both ways."""
    if facts.only or not members:
        return ()
    whose = {row: facts.courses[row].task_force for row in (one.row for one in members)}
    known = [force.id for force in facts.forces]
    lines = [(force.short or force.name, [m for m in members if whose[m.row] == force.id]) for force in facts.forces]
    lines.append(("未分专班", [m for m in members if whose[m.row] not in known]))
    rows = [row(name, *_cells(name, some)) for name, some in lines if some]
    rows.append(row("合计", *_cells("合计", members), total=True))
    heads = [column(f"{part}\n{what}", 3.6, _RIGHT) for part in PARTS for what in ("项目", "总投资")]
    columns = (
        column("专班", 7, Align.LEFT),
        *heads,
        column("合计\n项目", 3.6, _RIGHT),
        column("合计\n总投资", 4.2, _RIGHT),
    )
    named = [name for name, some in lines[:-1] if not some]
    absent = (paragraph(f"没有项目列入本次活动的专班有：{'、'.join(f'{name}专班' for name in named)}。", key="absent"),)
    table = Table("表2　各专班“三个一批”项目情况", columns, tuple(rows), "单位：个、亿元")
    return Heading(1, "二、各专班项目情况"), *(absent if named else ()), owning_up(table)


def _cells(name: str, some: list[Member]) -> list[Figure]:
    cells = []
    for part in (*PARTS, ""):
        found = [one for one in some if not part or one.part == part]
        rows = tuple(one.row for one in found)
        label = f"{name} {part or '合计'}"
        cells.append(
            Figure("batch.count", f"{label}项目", "个", Decimal(len(rows)), "列入本次的项目数", rows, 0, "project")
        )
        said = f"{len(rows)} 个项目总投资合计（万元÷10000）"
        cells.append(in_yi("batch.amount", f"{label}总投资", ((one.row, one.total) for one in found), said))
    return cells


def _projects(facts: Facts, period: Period, found: Batch, members: list[Member]) -> Annex:
    """附件: the projects part by part, each part with its own sum."""
    forces = {force.id: force for force in facts.forces}
    rows: list[Row] = []
    number = 0
    for part in found.parts:
        some = [one for one in members if one.part == part.name]
        if not some:
            continue
        rows.append(Row((Span(f"{part.name}项目{part.count.text}个"),), RowKind.GROUP))
        for one in some:
            number += 1
            course = facts.courses[one.row]
            force = forces.get(course.task_force or "")
            unit = course.unit or (force.lead_units if force else "") or EMPTY
            said = "总投资（万元÷10000）"
            worth = in_yi("total", f"{one.name} 总投资", [(one.row, one.total)], said)
            name = (force.short or force.name) if force else EMPTY
            rows.append(row(number, one.name, course.investor or EMPTY, worth, name, unit))
        rows.append(row("", "小计", "", part.amount, "", "", total=True))
    rows.append(row("", "合计", "", found.whole.amount, "", "", total=True))
    columns = (
        column("序\n号", 2),
        column("项目名称", 13, Align.LEFT),
        column("投资方", 12, Align.LEFT),
        column("总投资\n（亿元）", 5, _RIGHT),
        column("责任专班", 6, Align.LEFT),
        column("责任单位", 9, Align.LEFT),
    )
    table = owning_up(Table("", columns, tuple(rows)))
    return Annex(f"{period.name}“三个一批”活动项目明细表", (table,), landscape=True)
