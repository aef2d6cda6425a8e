"""专班工作手册: one task force on one or two pages: people, industry chains, targets, duties, projects, obligations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import County
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import ChainMap
from models.statistics.duty_calendar import PlannedDuty
from models.statistics.handbook import Handbook
from models.statistics.metrics import TARGET_METRICS
from models.statistics.people import People
from models.statistics.supervision import SupervisionItem
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.table_grid import form_table, list_table
from reports.circulars.parts.wording import column, fill, join_names, paragraph, row
from reports.circulars.sheets.people_sheet import people_sentence, talent_blocks, training_blocks
from reports.circulars.sheets.sheet_document import numbered_sections, sheet
from reports.circulars.sheets.supervision_sheet import matter_count, state_text
from reports.content.document import Align, Block, Document, Row, Table
from reports.figures.figure import EMPTY, Figure, PeriodFigures
from reports.figures.quota_figures import Quotas, requirement_text

_FACTS = ("category", "lead_units", "coop_units", "leader", "head", "liaison", "phone", "founded", "budget")
_MAX_FIRMS = 6  # firms of one chain named at the most
_MAX_PAYMENTS = 3


@dataclass(frozen=True, slots=True)
class HandbookInput:
    """Everything a handbook is composed from: the task force, its figures, quotas, duties, open matters and people."""

    county: County
    today: date
    warn_days: int
    handbook: Handbook
    board: PeriodFigures
    quotas: Quotas | None
    duties: tuple[PlannedDuty, ...]
    open_matters: tuple[SupervisionItem, ...]
    people: People | None = None


def draft(data: HandbookInput, max_rows: int) -> Document:
    """Compose a task force's handbook; a list longer than ``max_rows`` is cut, with a note of the full number."""
    handbook = data.handbook
    sections: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("专班概况", _facts(data)),
        ("人员名单", _members(data, max_rows)),
        ("队伍培训", _trainings(data, max_rows)),
        ("产业链和招引对象", _chains(handbook, max_rows)),
        ("目标任务和进度", _targets(data, max_rows)),
        ("经常性定额", _quotas(data)),
        ("经费支出", _spendings(data)),
        ("工作节奏", _duties(data, max_rows)),
        ("在手项目", _projects(handbook, max_rows)),
        ("人才需求", _talents(data, max_rows)),
        ("责任事项", _open_matters(data, max_rows)),
    )
    body = numbered_sections(sections)
    return sheet(
        f"{handbook.name}\n工作手册",
        body,
        data.today,
        f"{data.county.name}{handbook.name}工作手册",
        ("专班工作手册", handbook.name),
    )


def _facts(data: HandbookInput) -> tuple[Block, ...]:
    """Build the facts of the task force; whom it answers to (指挥长, 办公室主任) stands first where it was entered."""
    handbook, county = data.handbook, data.county
    heads = (("指挥长", county.commander), ("副指挥长", county.deputies), ("办公室主任", county.office_head))
    facts = [(label, name) for label, name in heads if name]
    facts += [(handbook.titles[key], handbook.values[key]) for key in _FACTS]
    prose = [(handbook.titles[key], handbook.values[key]) for key in ("direction", "vision") if handbook.values[key]]
    return (form_table(facts, 3, 5, 8), *((form_table(prose, 1, 5, 34),) if prose else ()))


def _members(data: HandbookInput, max_rows: int) -> tuple[Block, ...]:
    handbook = data.handbook
    if not handbook.members.rows:
        return (paragraph("还没有登记专班人员。"),)
    shown = handbook.members.cells[: 2 * max_rows]
    titles = ("姓名", "原单位", "职务", "专班角色", "手机", "抽调脱产", "到岗日期")
    table = list_table(titles, shown, (5, 11, 6, 5, 8, 4, 6))
    force = data.people.force(handbook.row) if data.people else None
    sentence = (paragraph(*people_sentence(force, data.people)),) if force and data.people else ()
    return (*sentence, table, *_cut_note(len(handbook.members.rows), len(shown), "人"))


def _trainings(data: HandbookInput, max_rows: int) -> tuple[Block, ...]:
    """List this year's training that the task force took part in, and that of the whole county."""
    trainings = data.people.trainings if data.people else ()
    mine = [training for training in trainings if not training.forces or data.handbook.row in training.forces]
    return (*training_blocks(mine[:max_rows]), *_cut_note(len(mine), min(len(mine), max_rows), "期"))


def _talents(data: HandbookInput, max_rows: int) -> tuple[Block, ...]:
    """List the demands for talent that the task force helps with and that are still open."""
    talents = data.people.talents if data.people else ()
    mine = [demand for demand in talents if demand.is_open and demand.force == data.handbook.row]
    return (*talent_blocks(mine[:max_rows]), *_cut_note(len(mine), min(len(mine), max_rows), "项"))


def _cut_note(every: int, shown: int, unit: str) -> tuple[Block, ...]:
    return (paragraph(f"共{every}{unit}，表中列{shown}{unit}，其余见台账。"),) if every > shown else ()


def _chains(handbook: Handbook, max_rows: int) -> tuple[Block, ...]:
    named = [
        f"{kind}：{_join_first(names, 2 * max_rows)}。"
        for kind, names in (("骨干企业", handbook.unplaced_anchors), ("目标企业", handbook.unplaced_targets))
        if names
    ]
    firms = tuple(paragraph(sentence) for sentence in named)
    if not handbook.chains:
        return firms or (paragraph("还没有登记产业链。"),)
    rows = [
        row(chain.name, _step_summary(chain), _firms(chain, anchors=True), _firms(chain, anchors=False))
        for chain in handbook.chains
    ]
    columns = (
        column("产业链", 6, Align.LEFT),
        column("环节", 10, Align.LEFT),
        column("骨干企业", 10, Align.LEFT),
        column("目标企业", 10, Align.LEFT),
    )
    wanted_at = [f"{name}{f'（{what}）' if what else ''}" for name, what in handbook.gaps]
    gaps = (paragraph(f"断点和弱项：{join_names(wanted_at, max_rows)}。"),) if wanted_at else ()
    table = Table("", columns, tuple(rows[:max_rows]))
    return (table, *_cut_note(len(rows), min(len(rows), max_rows), "条"), *gaps, *firms)


def _step_summary(chain: ChainMap) -> str:
    states = [
        f"{name}{number}"
        for name in (NodeState.PRESENT, NodeState.WEAK, NodeState.MISSING)
        if (number := chain.count(name))
    ]
    return f"{len(chain.boxes)}个{f'：{join_names(states)}' if states else ''}" if chain.boxes else "未登记环节"


def _firms(chain: ChainMap, *, anchors: bool) -> str:
    named = [firm.name for box in (*chain.boxes, chain.unplaced) for firm in (box.anchors if anchors else box.targets)]
    return _join_first(list(dict.fromkeys(named)), _MAX_FIRMS) or EMPTY


def _join_first(names: Sequence[str], max_rows: int) -> str:
    more = f"等{len(names)}家" if len(names) > max_rows else ""
    return f"{'、'.join(names[:max_rows])}{more}"


def _targets(data: HandbookInput, max_rows: int) -> tuple[Block, ...]:
    board, force = data.board, data.handbook.row
    rows = []
    for key, name in TARGET_METRICS.items():
        goal, done, rate, gap = (
            board.target(key, force),
            board.year(key, force),
            board.completion(key, force),
            board.pace_gap(key, force),
        )
        if goal.value is not None or done.value:
            rows.append(row(f"{name}（{goal.unit}）", goal, done, rate, gap))
    columns = (
        column("今年目标", 10, Align.LEFT),
        *(column(title, 6, Align.RIGHT) for title in ("目标", "已完成", "完成率\n（%）", "与序时进度\n差（百分点）")),
    )
    blocks: list[Block] = []
    if rows:
        until = long_date(board.period.last)
        blocks += [
            paragraph(fill(f"数据截至{until}，序时进度{{p}}。", p=board.elapsed())),
            Table("", columns, tuple(rows)),
        ]
    others = [
        f"{period}{metric}{value}{unit}{_shared(forces)}"
        for metric, period, value, unit, forces in data.handbook.targets.cells
    ]
    blocks += [paragraph(f"其他期限的目标：{join_names(others, 2 * max_rows)}。")] if others else []
    return tuple(blocks) or (paragraph("还没有下达目标。"),)


def _shared(forces: str) -> str:
    """Return the note that a target is shared by several task forces; empty for its own."""
    several = forces.count("、") + 1
    return f"（{several}个专班共担）" if several > 1 else ""


def _quotas(data: HandbookInput) -> tuple[Block, ...]:
    """Build the table of recurring quotas with what was done; empty where the county has none."""
    if data.quotas is None:
        return ()
    lines = [quota for quota in data.quotas.results if quota.force == data.handbook.row]
    rows = []
    for quota in lines:
        outcome = EMPTY if quota.met is None else "完成" if quota.met else "未完成"
        quota_row = row(quota.demand.metric, requirement_text(quota.demand), quota.done, quota.summary, outcome)
        rows.append(quota_row)
    columns = (
        column("定额", 9, Align.LEFT),
        column("要求", 9),
        column("完成", 4, Align.RIGHT),
        column("情况", 10, Align.LEFT),
        column("结论", 5),
    )
    return (Table("", columns, tuple(rows)),) if rows else ()


def _spendings(data: HandbookInput) -> tuple[Block, ...]:
    """Name the latest payments of this year and their purposes; empty where nothing was entered."""
    spent = data.handbook.spendings
    if not spent.rows:
        return ()
    latest = "；".join(
        f"{on} {f'{purpose} ' if purpose else ''}{amount}万元" for on, purpose, amount in spent.cells[:_MAX_PAYMENTS]
    )
    facts = ("handbook.spent", f"{data.handbook.short}专班今年的经费支出", "笔", Decimal(len(spent.rows)))
    count = Figure(*facts, "今年登记的经费支出笔数", spent.rows, 0, "spending")
    more = "最近的是" if len(spent.rows) > _MAX_PAYMENTS else ""
    return (paragraph(fill("今年支出{n}：", n=count), f"{more}{latest}。"),)


def _duties(data: HandbookInput, max_rows: int) -> tuple[Block, ...]:
    if not data.duties:
        return (paragraph("近期没有到期的例行工作。"),)
    shown = data.duties[: 2 * max_rows]
    dates = [(f"{planned.due.on.month}月{planned.due.on.day}日", _duty(planned, data.today)) for planned in shown]
    return (form_table(dates, 3, 4, 9),)


def _duty(planned: PlannedDuty, today: date) -> str:
    done = "（已办）" if planned.done_on else "（已过期）" if planned.is_late(today) else ""
    name = planned.due.period.name.removeprefix(f"{planned.due.on.year}年")
    return f"{planned.due.duty.name} {name}{done}"


def _projects(handbook: Handbook, max_rows: int) -> tuple[Block, ...]:
    if not handbook.projects.rows:
        return (paragraph("没有在手项目。"),)
    shown = handbook.projects.cells[:max_rows]
    figure = Figure(
        "handbook.projects",
        f"{handbook.short}专班在手项目",
        "个",
        Decimal(len(handbook.projects.rows)),
        "没有终止、退库的项目数",
        handbook.projects.rows,
        0,
        "project",
    )
    titles = ("项目", "投资方", "阶段", "总投资\n（万元）", "责任人", "包联领导", "计划\n开工", "下步打算")
    table = list_table(titles, shown, (9, 8, 3, 4.5, 4, 4, 5.5, 8))
    note = f"，表中列总投资最大的{len(shown)}个" if len(shown) < len(handbook.projects.rows) else ""
    return paragraph(fill(f"在手项目{{n}}{note}。", n=figure)), table


def _open_matters(data: HandbookInput, max_rows: int) -> tuple[Block, ...]:
    if not data.open_matters:
        return (paragraph("没有未销号的责任事项。"),)
    late = [matter for matter in data.open_matters if matter.days_late(data.today) > 0]
    open_count = matter_count("handbook.open", "未销号的责任事项", data.open_matters, "尚未销号的责任事项数")
    overdue = matter_count("handbook.late", "逾期的责任事项", late, "办结时限已过、尚未销号的责任事项数")
    shown = data.open_matters[:max_rows]
    rows = [_matter_row(data, matter) for matter in shown]
    columns = (
        column("事项", 14, Align.LEFT),
        column("责任单位", 9, Align.LEFT),
        column("责任人", 4),
        column("时限", 6),
        column("状态", 7),
    )
    note = f"，表中列最近的{len(shown)}件" if len(shown) < len(data.open_matters) else ""
    rest = fill("，其中已逾期{m}", m=overdue) if overdue.value else ()
    return paragraph(fill("未销号{n}", n=open_count), rest, f"{note}。"), Table("", columns, tuple(rows))


def _matter_row(data: HandbookInput, matter: SupervisionItem) -> Row:
    name = f"{matter.name}{f'——{matter.project}' if matter.project else ''}"
    day = matter.day.isoformat() if matter.day else EMPTY
    lit = state_text(matter, data.today, data.warn_days).replace("\n", "") if matter.day else EMPTY
    return row(name, matter.debtor or _units(matter.units), matter.owner or EMPTY, day, lit)


def _units(units: Sequence[str]) -> str:
    return "、".join(units)
