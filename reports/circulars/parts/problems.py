"""The sections 存在问题 and 下步打算, composed only from what the ledgers show."""

from datetime import date, timedelta
from decimal import Decimal

from models.ledgers import Obligation
from models.rules.periods import Period, read_period
from models.rules.vocabulary import ObligationSide, Stage
from models.statistics.events import ProjectRecord
from reports.circulars.parts.letterhead import display_name
from reports.circulars.parts.wording import against_pace, fill, join_names, paragraph, unless_none
from reports.content.document import Block, Paragraph, SectionHeading, TextSpan
from reports.figures.figure import LEFT, Figure, PeriodFigures

_NUMERALS = "一二三四五六"
_MAX_NAMES = 8


def problem_section(board: PeriodFigures) -> tuple[Block, ...]:
    """Compose 三、存在问题 from the figures."""
    sections = [section for section in (_behind_pace(board), _unstarted(board), _overdue(board)) if section]
    if not sections:
        return SectionHeading(1, "三、存在问题"), paragraph(
            f"从{_span_name(board)}数据看，未发现低于序时进度、超期未开工和逾期未办的情况。", key="problems.none"
        )
    return SectionHeading(1, "三、存在问题"), *_numbered(sections)


def next_step_section(board: PeriodFigures) -> tuple[Block, ...]:
    """Compose 四、下步打算 from the plans and deadlines of the next month."""
    coming = _next_month(board.period)
    sections = [
        section
        for section in (_remaining_target(board), _to_start(board, coming), _to_settle(board, coming))
        if section
    ]
    return SectionHeading(1, "四、下步打算"), *_numbered(sections)


def _numbered(sections: list[tuple[str, Paragraph]]) -> list[Block]:
    blocks: list[Block] = []
    for number, (title, text) in enumerate(sections):
        blocks += [SectionHeading(2, f"（{_NUMERALS[number]}）{title}"), text]
    return blocks


def _next_month(period: Period) -> Period:
    after = period.last + timedelta(days=1)
    return read_period(f"{after.year}-{after.month:02}")


def _behind_pace(board: PeriodFigures) -> tuple[str, Paragraph] | None:
    """Compose the paragraph on task forces below the pace, largest gap first, and those without a signing this year."""
    gaps = [(force, board.pace_gap("signed_value", force.id)) for force in board.facts.ranked_forces]
    low = sorted(((f, g) for f, g in gaps if g.value is not None and g.value < 0), key=lambda pair: pair[1].value or 0)
    idle = [display_name(force) for force in board.facts.ranked_forces if not board.year("signed", force.id).value]
    if not low and not idle:
        return None
    over = board.period.since_text == "全年"
    none_signed = "全年没有签约项目" if over else "今年以来尚无签约项目"
    spans: list[TextSpan] = []
    for number, (force, gap) in enumerate(low):
        spans += [
            TextSpan(("、" if number else "") + display_name(force) + "（低"),
            TextSpan(f"{abs(gap.value or 0):.2f}", gap),
            TextSpan("）"),
        ]
    if board.facts.only_force:
        text = paragraph(
            "签约金额完成率" if low else none_signed,
            against_pace(low[0][1])[0].text.removeprefix("，") if low else "",
            against_pace(low[0][1])[1:] if low else "",
            f"，{none_signed}" if low and idle else "",
            "。",
            key="problems.behind",
        )
        return "签约进度滞后" if low else "尚无签约项目", text
    lead = f"签约金额完成率低于序时进度的专班有{len(low)}个，按差距从大到小（百分点）为："
    return (
        "部分专班进度滞后",
        paragraph(
            (TextSpan(lead), *spans, TextSpan("。")) if low else "",
            f"{none_signed}的有：{join_names(idle)}。" if idle else "",
            key="problems.behind",
        ),
    )


def _unstarted(board: PeriodFigures) -> tuple[str, Paragraph] | None:
    """Compose the paragraph on this year's signed projects not yet started, naming those past their planned start."""
    last = board.period.last
    courses = [board.facts.projects[row_id] for row_id in board.year("signed").rows]
    waiting = [c for c in courses if c.entered.get(Stage.STARTED, date.max) > last and not c.has_ended(last)]
    late = [c for c in waiting if c.plan_start and c.plan_start <= last]
    if not waiting:
        return None
    count = _count("unstarted", "已签约未开工项目", [c.row for c in waiting], "年内签约、期末未开工且未终止的项目数")
    past = _count("late_start", "超期未开工项目", [c.row for c in late], "其中计划开工时间已过的项目数")
    names = join_names([c.name for c in sorted(late, key=lambda c: (c.plan_start, c.name))], _MAX_NAMES)
    return (
        "项目转化不够快",
        paragraph(
            fill(f"{board.period.year_word}签约项目中尚有{{n}}未开工", n=count),
            (*fill("，其中{m}已过计划开工时间：", m=past), TextSpan(names)) if late else "",
            "。",
            key="problems.unstarted",
        ),
    )


def _overdue(board: PeriodFigures) -> tuple[str, Paragraph] | None:
    """Compose the paragraph on overdue open obligations: the government's share and the units with most."""
    last = board.period.last
    late = [
        obligation
        for obligation in board.facts.obligations
        if _open(obligation, last) and (obligation.extended_to or obligation.due or date.max) <= last
    ]
    if not late:
        return None
    ours = [obligation for obligation in late if obligation.side == ObligationSide.GOVERNMENT]
    units: dict[str, int] = {}
    for obligation in late:
        units[obligation.unit or "未定责任单位"] = units.get(obligation.unit or "未定责任单位", 0) + 1
    ordered = sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))
    spread = "、".join(f"{unit}{count}件" for unit, count in ordered[:_MAX_NAMES])
    more = "等" if len(ordered) > _MAX_NAMES else ""
    count = _items("overdue", "逾期未销号事项", late, "时限在期末及以前、期末尚未销号的责任事项数")
    government_count = _items("overdue.ours", "其中政府应办", ours, "逾期事项中责任方为政府的件数")
    return (
        "责任事项有逾期",
        paragraph(
            fill("到期未销号的责任事项{n}，", n=count),
            unless_none(government_count, "其中应由政府部门办理的{m}。", "都应由企业办理。", m=government_count),
            f"涉及：{spread}{more}。",
            key="problems.overdue",
        ),
    )


def units_of_projects(board: PeriodFigures, courses: list[ProjectRecord]) -> str:
    """Return the units responsible for some projects: the unit in charge of each, else its task force's lead units."""
    leads = {force.id: force.lead_units or display_name(force) for force in board.facts.forces}
    unit_names = [
        name for course in courses for name in _split_units(course.unit or leads.get(course.task_force or "", ""))
    ]
    return join_names(list(dict.fromkeys(name for name in unit_names if name)), _MAX_NAMES) or "各专班牵头单位"


def _split_units(units: str) -> list[str]:
    """Split “市教育局、住建局” into units, adding the level (市) of the first to those that omit it."""
    parts = [unit.strip() for unit in units.split("、") if unit.strip()]
    level = parts[0][0] if parts and parts[0][0] in "市县区" else ""
    return [unit if not level or unit.startswith(level) or not unit.endswith("局") else level + unit for unit in parts]


def _task_forces_prefix(board: PeriodFigures) -> str:
    return "" if board.facts.only_force else "各专班"


def lead_units(board: PeriodFigures) -> str:
    """Return the units responsible for what every task force has to do."""
    only = board.facts.only_force
    return (only.lead_units or display_name(only)) if only else "各专班牵头单位"


def units_by_obligations(items: list[Obligation]) -> list[str]:
    """Return the units responsible for some obligations, the one with most first; those without a unit are skipped."""
    counts: dict[str, int] = {}
    for obligation in items:
        if obligation.unit:
            counts[obligation.unit] = counts.get(obligation.unit, 0) + 1
    return sorted(counts, key=lambda unit: (-counts[unit], unit))


def _span_name(board: PeriodFigures) -> str:
    return "本月" if board.period.kind == "month" else "目前"


def _open(obligation: Obligation, day: date) -> bool:
    return obligation.closed_on is None or obligation.closed_on > day


def _remaining_target(board: PeriodFigures) -> tuple[str, Paragraph] | None:
    """Compose the paragraph on the rest of the year's signing target and the monthly amount it needs."""
    goal, done = board.target("signed_value"), board.year("signed_value")
    months = 12 - board.period.last.month
    if goal.value is None or months == 0:
        return None
    left = max(goal.value - (done.value or Decimal(0)), Decimal(0))
    formula = f"年度目标{goal.text}亿元−累计{done.text}亿元"
    facts = ("signed_value.left", "签约金额剩余任务", "亿元", left, formula, done.rows, 2, "project")
    rest = Figure(*facts, operands=(goal, done), relation=LEFT)
    if left == 0:
        forces, units = _task_forces_prefix(board), lead_units(board)
        sentence = f"年度签约目标已完成，{forces}要把力量转到项目开工和资金到位上来。（责任单位：{units}）"
        return "巩固签约成果", paragraph(sentence, key="next.signing")
    each = Figure(
        "signed_value.monthly",
        "月均需签约",
        "亿元",
        left / months,
        f"{rest.formula}，÷{months}个月",
        done.rows,
        2,
        "project",
    )
    return (
        "倒排签约任务",
        paragraph(
            fill(f"对照年度目标，全年还需签约{{left}}，后{months}个月月均需签约{{each}}。", left=rest, each=each),
            fill(f"{_task_forces_prefix(board)}要对{{n}}在谈项目逐个明确签约时间和责任人，", n=board.talks()),
            f"低于序时进度的{'' if board.facts.only_force else '专班'}每周报告一次进展。",
            f"（责任单位：{lead_units(board)}）",
            key="next.signing",
        ),
    )


def _to_start(board: PeriodFigures, coming: Period) -> tuple[str, Paragraph] | None:
    """Compose the paragraph on projects planned to start next month; None where there is none."""
    due = [
        c
        for c in board.facts.held_projects
        if c.plan_start
        and coming.first <= c.plan_start <= coming.last
        and c.entered.get(Stage.STARTED, date.max) > board.period.last
        and not c.has_ended(board.period.last)
    ]
    month = f"{coming.first.month}月"
    if not due:
        return None
    count = _count(
        "to_start", f"{month}计划开工项目", [c.row for c in due], f"计划开工时间在{coming.name}、尚未开工的项目数"
    )
    names = join_names([c.name for c in sorted(due, key=lambda c: (c.plan_start, c.name))], _MAX_NAMES)
    return (
        "抓好项目开工",
        paragraph(
            fill(f"{month}计划开工项目{{n}}：", n=count),
            f"{names}。包联领导和代办员要逐个过手续、保要素，确保按时开工。",
            f"（责任单位：{units_of_projects(board, due)}）",
            key="next.start",
        ),
    )


def _to_settle(board: PeriodFigures, coming: Period) -> tuple[str, Paragraph] | None:
    """Compose the paragraph on obligations due next month and overdue; None where there is none."""
    last = board.period.last
    due = [
        obligation
        for obligation in board.facts.obligations
        if _open(obligation, last)
        and coming.first <= (obligation.extended_to or obligation.due or date.max) <= coming.last
    ]
    late = [
        obligation
        for obligation in board.facts.obligations
        if _open(obligation, last) and (obligation.extended_to or obligation.due or date.max) <= last
    ]
    if not due and not late:
        return None
    month = f"{coming.first.month}月"
    count = _items("due_next", "下月到期事项", due, f"时限在{coming.name}、尚未销号的责任事项数")
    owed = _items("overdue", "逾期未销号事项", late, "时限在期末及以前、期末尚未销号的责任事项数")
    return (
        "按期兑现销号",
        paragraph(
            unless_none(count, f"{month}到期的责任事项{{n}}，", f"{month}没有到期的责任事项，", n=count),
            unless_none(owed, f"{'连同' if due else ''}已逾期的{{m}}，", "", m=owed),
            fill("责任单位要逐件明确责任人，按时办结销号；确需延期的，写明时间节点和方案。"),
            f"（责任单位：{join_names(units_by_obligations(late + due), _MAX_NAMES) or '各责任单位'}）",
            key="next.settle",
        ),
    )


def _count(key: str, label: str, rows: list[str], formula: str) -> Figure:
    return Figure(key, label, "个", Decimal(len(rows)), formula, tuple(rows), 0, "project")


def _items(key: str, label: str, items: list[Obligation], formula: str) -> Figure:
    rows = tuple(obligation.id for obligation in items)
    return Figure(key, label, "件", Decimal(len(items)), formula, rows, 0, "obligation")
