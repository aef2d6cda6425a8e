"""专班工作手册: one task force on a page or two: its people, chains, targets, duties, and what it has in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.chain_map import HAS, MISSING, WEAK, ChainMap
from models.duties import Planned
from models.handbook import Handbook
from models.supervision import Matter
from reports.circulars.grid import listing, pairs
from reports.circulars.letterhead import said
from reports.circulars.supervision import count, state
from reports.circulars.wording import column, paragraph, row, row_of_names, say
from reports.content import Align, Block, Document, Heading, Table
from reports.figures import EMPTY, TARGETED, Board, Figure
from reports.quotas import Quotas, wanted

_NUMERALS = "一二三四五六七八"
_FACTS = ("category", "lead_units", "coop_units", "leader", "head", "liaison", "phone", "founded", "budget")
_FEW = 6  # firms of one chain named at the most


@dataclass(frozen=True, slots=True)
class Told:
    """All a task force's pages are told from: itself, its figures of the year, quotas, duties and what it owes."""

    county: Any
    today: date
    warn: int
    found: Handbook
    board: Board
    quotas: Quotas | None
    duties: tuple[Planned, ...]
    owed: tuple[Matter, ...]


def draft(told: Told, most: int) -> Document:
    """Write one task force's pages; a list longer than ``most`` shows its first and says how many there are."""
    found = told.found
    sections: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("专班概况", _facts(found)),
        ("人员名单", _members(found, most)),
        ("产业链和招引对象", _chains(found, most)),
        ("目标任务和进度", _targets(told, most)),
        ("经常性定额", _quotas(told)),
        ("工作节奏", _duties(told, most)),
        ("在手项目", _projects(found, most)),
        ("责任事项", _owed(told, most)),
    )
    body: list[Block] = []
    for number, (title, blocks) in enumerate(one for one in sections if one[1]):
        body += [Heading(1, f"{_NUMERALS[number]}、{title}"), *blocks]
    return Document(
        title=f"{found.name}\n工作手册",
        masthead="",
        number="",
        recipients="",
        body=tuple(body),
        signed_by="",
        dated=told.today,
        subject=f"{told.county.name}{found.name}工作手册",
        keywords=("招商引资", "专班工作手册", found.name),
    )


def _facts(found: Handbook) -> tuple[Block, ...]:
    facts = [(found.titles[key], found.facts[key]) for key in _FACTS]
    prose = [(found.titles[key], found.facts[key]) for key in ("direction", "vision") if found.facts[key]]
    return (pairs(facts, 3, 5, 8), *((pairs(prose, 1, 5, 34),) if prose else ()))


def _members(found: Handbook, most: int) -> tuple[Block, ...]:
    if not found.members.rows:
        return (paragraph("还没有登记专班人员。"),)
    shown = found.members.cells[: 2 * most]
    table = listing(("姓名", "原单位", "职务", "专班角色", "手机"), shown, (5, 12, 7, 6, 8))
    return (table, *_more(len(found.members.rows), len(shown), "人"))


def _more(every: int, shown: int, unit: str) -> tuple[Block, ...]:
    return (paragraph(f"共{every}{unit}，表中列{shown}{unit}，其余见台账。"),) if every > shown else ()


def _chains(found: Handbook, most: int) -> tuple[Block, ...]:
    named = [
        f"{kind}：{_few(names, 2 * most)}。"
        for kind, names in (("骨干企业", found.anchors), ("目标企业", found.wanted))
        if names
    ]
    firms = tuple(paragraph(one) for one in named)
    if not found.chains:
        return firms or (paragraph("还没有登记产业链。"),)
    rows = [row(one.name, _steps(one), _firms(one, anchors=True), _firms(one, anchors=False)) for one in found.chains]
    columns = (
        column("产业链", 6, Align.LEFT),
        column("环节", 10, Align.LEFT),
        column("骨干企业", 10, Align.LEFT),
        column("目标企业", 10, Align.LEFT),
    )
    wanted_at = [f"{name}{f'（{what}）' if what else ''}" for name, what in found.gaps]
    gaps = (paragraph(f"断点和弱项：{row_of_names(wanted_at, most)}。"),) if wanted_at else ()
    return (Table("", columns, tuple(rows[:most])), *_more(len(rows), min(len(rows), most), "条"), *gaps, *firms)


def _steps(one: ChainMap) -> str:
    states = [f"{name}{number}" for name in (HAS, WEAK, MISSING) if (number := one.count(name))]
    return f"{len(one.boxes)}个{f'：{row_of_names(states)}' if states else ''}" if one.boxes else "未登记环节"


def _firms(one: ChainMap, *, anchors: bool) -> str:
    named = [firm.name for box in (*one.boxes, one.unplaced) for firm in (box.anchors if anchors else box.targets)]
    return _few(list(dict.fromkeys(named)), _FEW) or EMPTY


def _few(names: Sequence[str], most: int) -> str:
    more = f"等{len(names)}家" if len(names) > most else ""
    return f"{'、'.join(names[:most])}{more}"


def _targets(told: Told, most: int) -> tuple[Block, ...]:
    board, force = told.board, told.found.row
    rows = []
    for key, name in TARGETED.items():
        goal, done, rate, gap = (
            board.target(key, force),
            board.year(key, force),
            board.completion(key, force),
            board.ahead(key, force),
        )
        if goal.value is not None or done.value:
            rows.append(row(f"{name}（{goal.unit}）", goal, done, rate, gap))
    columns = (
        column("今年目标", 10, Align.LEFT),
        *(column(one, 6, Align.RIGHT) for one in ("目标", "已完成", "完成率\n（%）", "与序时进度\n差（百分点）")),
    )
    blocks: list[Block] = []
    if rows:
        until = said(board.period.last)
        blocks += [
            paragraph(say(f"数据截至{until}，序时进度{{p}}。", p=board.elapsed())),
            Table("", columns, tuple(rows)),
        ]
    others = [
        f"{period}{metric}{value}{unit}{_shared(forces)}"
        for metric, period, value, unit, forces in told.found.targets.cells
    ]
    blocks += [paragraph(f"其他期限的目标：{row_of_names(others, 2 * most)}。")] if others else []
    return tuple(blocks) or (paragraph("还没有下达目标。"),)


def _shared(forces: str) -> str:
    """Say that a target is not one task force's alone."""
    several = forces.count("、") + 1
    return f"（{several}个专班共担）" if several > 1 else ""


def _quotas(told: Told) -> tuple[Block, ...]:
    """Say each recurring quota and how the task force stands; nothing where the county has none."""
    if told.quotas is None:
        return ()
    lines = [one for one in told.quotas.held if one.force == told.found.row]
    rows = []
    for one in lines:
        verdict = EMPTY if one.met is None else "完成" if one.met else "未完成"
        made = row(one.demand.metric, wanted(one.demand), one.done, one.said, verdict)
        rows.append(made)
    columns = (
        column("定额", 9, Align.LEFT),
        column("要求", 9),
        column("完成", 4, Align.RIGHT),
        column("情况", 10, Align.LEFT),
        column("结论", 5),
    )
    return (Table("", columns, tuple(rows)),) if rows else ()


def _duties(told: Told, most: int) -> tuple[Block, ...]:
    if not told.duties:
        return (paragraph("近期没有到期的例行工作。"),)
    shown = told.duties[: 2 * most]
    dates = [(f"{one.due.on.month}月{one.due.on.day}日", _duty(one, told.today)) for one in shown]
    return (pairs(dates, 3, 4, 9),)


def _duty(one: Planned, today: date) -> str:
    done = "（已办）" if one.done_on else "（已过期）" if one.is_late(today) else ""
    name = one.due.period.name.removeprefix(f"{one.due.on.year}年")
    return f"{one.due.duty.name} {name}{done}"


def _projects(found: Handbook, most: int) -> tuple[Block, ...]:
    if not found.projects.rows:
        return (paragraph("没有在手项目。"),)
    shown = found.projects.cells[:most]
    figure = Figure(
        "handbook.projects",
        f"{found.short}专班在手项目",
        "个",
        Decimal(len(found.projects.rows)),
        "没有终止、退库的项目数",
        found.projects.rows,
        0,
        "project",
    )
    titles = ("项目", "投资方", "阶段", "总投资\n（万元）", "责任人", "包联领导", "计划\n开工", "下步打算")
    table = listing(titles, shown, (9, 8, 3, 4.5, 4, 4, 5.5, 8))
    few = f"，表中列总投资最大的{len(shown)}个" if len(shown) < len(found.projects.rows) else ""
    return paragraph(say(f"在手项目{{n}}{few}。", n=figure)), table


def _owed(told: Told, most: int) -> tuple[Block, ...]:
    if not told.owed:
        return (paragraph("没有未销号的责任事项。"),)
    late = [one for one in told.owed if one.days_late(told.today) > 0]
    open_ones = count("handbook.open", "未销号的责任事项", told.owed, "尚未销号的责任事项数")
    overdue = count("handbook.late", "逾期的责任事项", late, "办结时限已过、尚未销号的责任事项数")
    shown = told.owed[:most]
    rows = [_owed_row(told, one) for one in shown]
    columns = (
        column("事项", 14, Align.LEFT),
        column("责任单位", 9, Align.LEFT),
        column("责任人", 4),
        column("时限", 6),
        column("状态", 7),
    )
    few = f"，表中列最近的{len(shown)}件" if len(shown) < len(told.owed) else ""
    rest = say("，其中已逾期{m}", m=overdue) if overdue.value else ()
    return paragraph(say("未销号{n}", n=open_ones), rest, f"{few}。"), Table("", columns, tuple(rows))


def _owed_row(told: Told, one: Matter) -> Any:
    name = f"{one.name}{f'——{one.project}' if one.project else ''}"
    day = one.day.isoformat() if one.day else EMPTY
    lit = state(one, told.today, told.warn).replace("\n", "") if one.day else EMPTY
    return row(name, one.debtor or _units(one.units), one.owner or EMPTY, day, lit)


def _units(units: Sequence[str]) -> str:
    return "、".join(units)
