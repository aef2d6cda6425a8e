"""The section 存在问题, composed only from what the ledgers show: who lags and why, what is not started or overdue."""

from datetime import date
from decimal import Decimal

from models.ledgers import Obligation, TaskForce
from models.rules import rates
from models.rules.vocabulary import Stage
from models.statistics.events import ProjectRecord
from reports.circulars.parts.force_names import name_all_or_some, name_forces
from reports.circulars.parts.letterhead import short_date
from reports.circulars.parts.responsible import is_owed_by_firm, spread
from reports.circulars.parts.wording import paragraph
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import Block, Paragraph, SectionHeading, TextSpan
from reports.figures.figure import Figure, PeriodFigures

_NUMERALS = "一二三四五六"
_MAX_NAMES = 8
_FEW_TALKS = 2  # projects in talks that are too few to catch up with
_EXPLAINED = 3  # of those that lag most, how many are explained
Section = tuple[str, Paragraph]  # heading, text


def problem_section(board: PeriodFigures, title: str = "三、存在问题") -> tuple[Block, ...]:
    """Compose 存在问题 from the figures."""
    sections = [section for section in (_behind_pace(board), _unstarted(board), _overdue(board)) if section]
    if not sections:
        present = "本月" if board.period.kind == "month" else "目前"
        text = say(board.facts.settings, "problems.none", {"这一期": present})
        return SectionHeading(1, title), paragraph(text, key="problems.none")
    return SectionHeading(1, title), *numbered(sections)


def numbered(sections: list[Section]) -> list[Block]:
    """Return sections under numbered headings of the second level; a single one needs none, its text says it all."""
    if len(sections) == 1:
        return [sections[0][1]]
    blocks: list[Block] = []
    for number, (title, text) in enumerate(sections):
        blocks += [SectionHeading(2, f"（{_NUMERALS[number]}）{title}"), text]
    return blocks


def forces_behind(board: PeriodFigures) -> list[tuple[TaskForce, Figure]]:
    """Return the task forces below the pace of signing with their gaps, the largest first."""
    gaps = [(force, board.pace_gap("signed_value", force.id)) for force in board.facts.ranked_forces]
    low = [(force, gap) for force, gap in gaps if gap.value is not None and rates.half_up(gap.value, 2) < 0]
    return sorted(low, key=lambda pair: pair[1].value or 0)


def _behind_pace(board: PeriodFigures) -> Section | None:
    """Compose the paragraph on task forces below the pace, largest gap first, and those without a signing this year."""
    low = forces_behind(board)
    idle = [force for force in board.facts.ranked_forces if not board.year("signed", force.id).value]
    if not low and not idle:
        return None
    settings, over = board.facts.settings, board.period.since_text == "全年"
    if board.facts.only_force is not None:
        parts = []
        if low:
            parts.append(say(settings, "problems.behind.own", {"差距": _gap_spans(low[0][1])}))
        if idle:
            parts.append(say(settings, "problems.idle.own.year" if over else "problems.idle.own"))
        return "签约进度滞后" if low else "尚无签约项目", paragraph(*parts, key="problems.behind")
    names = name_all_or_some(idle, board.facts.forces)
    rest = say(settings, "problems.idle.year" if over else "problems.idle", {"名单": names})
    text = paragraph(
        _ranked_gaps(board, low) if low else (),
        _explained(board, [force for force, _ in low]),
        rest if idle else (),
        key="problems.behind",
    )
    prefix = "" if len(idle) == len(board.facts.forces) else "部分"
    return "部分专班进度滞后" if low else f"{prefix}专班签约尚未破零", text


def _gap_spans(gap: Figure) -> tuple[TextSpan, ...]:
    return TextSpan("低于序时进度"), TextSpan(f"{abs(rates.half_up(gap.value or Decimal(0), 2))}个百分点", gap)


def _ranked_gaps(board: PeriodFigures, low: list[tuple[TaskForce, Figure]]) -> tuple[TextSpan, ...]:
    """Compose who is below the pace by how much; those that print the same gap share it."""
    groups: dict[str, list[tuple[TaskForce, Figure]]] = {}
    for force, gap in low:
        groups.setdefault(f"{abs(rates.half_up(gap.value or Decimal(0), 2))}", []).append((force, gap))
    spans: list[TextSpan] = []
    for number, (printed, members) in enumerate(groups.items()):
        names = "、".join(force.short_name for force, _ in members)
        each = f"专班{'各' if len(members) > 1 else ''}低"
        spans += [TextSpan(f"{'，' if number else ''}{names}{each}"), TextSpan(printed, members[0][1])]
    rows = tuple(force.id for force, _ in low)
    label = "签约金额完成率低于序时进度的专班"
    count = Figure("forces.behind", label, "个", Decimal(len(low)), f"{label}，逐个数", rows, 0, "task_force")
    return say(board.facts.settings, "problems.behind", {"个数": count, "名单": tuple(spans)})


def _explained(board: PeriodFigures, forces: list[TaskForce]) -> tuple[TextSpan, ...]:
    """Compose what the ledgers show behind the largest gaps; those with the same reasons share them."""
    groups: dict[str, tuple[list[TaskForce], tuple[TextSpan, ...]]] = {}
    for force in forces[:_EXPLAINED]:
        if reasons := _reasons(board, force):
            text = "".join(span.text for span in reasons)
            groups.setdefault(text, ([], reasons))[0].append(force)
    spans: list[TextSpan] = []
    for members, reasons in groups.values():
        spans += [TextSpan("；" if spans else ""), *name_forces(members), *reasons]
    return say(board.facts.settings, "problems.reasons", {"原因": tuple(spans)}) if spans else ()


def _reasons(board: PeriodFigures, force: TaskForce) -> tuple[TextSpan, ...]:
    """Name what the ledgers show of a task force that lags: nothing in talks, no leads or visits, late starts."""
    settings, present = board.facts.settings, "本月" if board.period.kind == "month" else "本期"
    talks, late = board.talks(force.id), board.year("start_overdue", force.id)
    missing = [
        word
        for key, word in (("leads_reported", "上报线索"), ("visits_out", "外出招商"))
        if not board.now(key, force.id).value
    ]
    clauses: list[tuple[TextSpan, ...]] = []
    if not talks.value:
        clauses.append(say(settings, "reason.talks.none"))
    if missing:
        clauses.append(say(settings, "reason.work.none", {"这一期": present, "工作": "、".join(missing)}))
    if late.value:
        count = Figure("late_start.force", "超期未开工项目", "个", late.value, late.formula, late.rows, 0, late.ledger)
        clauses.append(say(settings, "reason.late", {"个数": count}))
    if not clauses and talks.value and talks.value <= _FEW_TALKS:
        clauses.append(say(settings, "reason.talks.few", {"个数": talks}))
    spans: list[TextSpan] = []
    for clause in clauses:
        spans += [TextSpan("，" if spans else ""), *clause]
    return tuple(span for span in spans if span.text)


def _unstarted(board: PeriodFigures) -> Section | None:
    """Compose the paragraph on this year's signed projects not yet started, naming those past their planned start."""
    last, settings = board.period.last, board.facts.settings
    courses = [board.facts.projects[row_id] for row_id in board.year("signed").rows]
    waiting = [c for c in courses if c.entered.get(Stage.STARTED, date.max) > last and not c.has_ended(last)]
    late = [c for c in waiting if c.plan_start and c.plan_start <= last]
    if not waiting:
        return None
    values: dict[str, SlotValue] = {
        "年称": board.period.year_word,
        "个数": count_projects("unstarted", "已签约未开工项目", waiting, "年内签约、期末未开工且未终止的项目数"),
        "超期": count_projects("late_start", "超期未开工项目", late, "其中计划开工时间已过的项目数"),
        "名单": _late_names(late, board.period.year),
    }
    key = "problems.unstarted.all" if len(late) == len(waiting) else "problems.unstarted.late"
    text = say(settings, key if late else "problems.unstarted", values)
    return "项目转化不够快", paragraph(text, key="problems.unstarted")


def _late_names(late: list[ProjectRecord], year: int) -> str:
    """Name the projects past their planned start with that day, the longest overdue first."""
    ordered = sorted(late, key=lambda course: (course.plan_start or date.max, course.name))
    named = [f"{course.name}（计划{short_date(course.plan_start, year)}）" for course in ordered[:_MAX_NAMES]]
    return "、".join(named) + ("等" if len(ordered) > _MAX_NAMES else "")


def _overdue(board: PeriodFigures) -> Section | None:
    """Compose the paragraph on overdue open obligations: what bureaus owe, and apart from it what firms owe."""
    late = overdue_obligations(board)
    if not late:
        return None
    firms = [obligation for obligation in late if is_owed_by_firm(obligation)]
    ours = [obligation for obligation in late if not is_owed_by_firm(obligation)]
    values: dict[str, SlotValue] = {
        "总数": count_items("overdue", "逾期未销号事项", late, "时限在期末及以前、期末尚未销号的责任事项数"),
        "政府应办": count_items("overdue.ours", "其中政府应办", ours, "逾期事项中应由政府部门办理的件数"),
        "企业应办": count_items("overdue.firms", "其中企业应履行", firms, "逾期事项中应由企业履行的件数"),
        "部门名单": spread(board.facts, ours),
        "企业名单": spread(board.facts, firms),
    }
    which = "both" if ours and firms else "ours" if ours else "firms"
    text = say(board.facts.settings, f"problems.overdue.{which}", values)
    return "责任事项有逾期", paragraph(text, key="problems.overdue")


def overdue_obligations(board: PeriodFigures) -> list[Obligation]:
    """Return the obligations open and past their deadline at the period's end."""
    last = board.period.last
    return [
        obligation
        for obligation in board.facts.obligations
        if is_open(obligation, last) and (obligation.extended_to or obligation.due or date.max) <= last
    ]


def is_open(obligation: Obligation, day: date) -> bool:
    """Whether an obligation was not settled by the end of a day."""
    return obligation.closed_on is None or obligation.closed_on > day


def count_projects(key: str, label: str, courses: list[ProjectRecord], formula: str) -> Figure:
    """Return the number of some projects as a figure."""
    rows = tuple(course.row for course in courses)
    return Figure(key, label, "个", Decimal(len(rows)), formula, rows, 0, "project")


def count_items(key: str, label: str, items: list[Obligation], formula: str) -> Figure:
    """Return the number of some obligations as a figure."""
    rows = tuple(obligation.id for obligation in items)
    return Figure(key, label, "件", Decimal(len(items)), formula, rows, 0, "obligation")
