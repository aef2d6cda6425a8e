"""半月调度: material for the half-monthly meeting: agenda, each task force's state, and items to decide."""

from dataclasses import replace

from models.ledgers import Obligation, TaskForce
from models.rules import rates
from models.rules.vocabulary import CircularName, ObligationKind, ObligationState
from models.statistics.activity_log import LEADS, RECOGNISED, TALKS, VISITS_IN, VISITS_OUT
from reports.circulars.parts import letterhead, work_lists
from reports.circulars.parts.capital import funds_spans, outside_sentence, signed_spans
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.force_names import name_all_or_some, name_forces
from reports.circulars.parts.period_data import KIND_NAMES, PeriodData
from reports.circulars.parts.problems import Section, numbered
from reports.circulars.parts.responsible import unit_of
from reports.circulars.parts.review import review
from reports.circulars.parts.wording import (
    against_pace,
    against_target,
    counted_or_none,
    fill,
    paragraph,
    unless_none,
)
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Block, Document, Paragraph, SectionHeading, TextSpan
from reports.figures.figure import Figure

_MAX_ROWS = 12  # lines of each sort in the table of matters
_MAX_NAMES = 8
_KINDS = (LEADS, RECOGNISED, VISITS_OUT, VISITS_IN, TALKS)


def draft(data: PeriodData) -> Document:
    """Compose the material of one half-month's meeting."""
    period = data.period
    body: tuple[Block, ...] = (
        paragraph(data.say("opening.half-month", opening_values(data)), key="opening"),
        *agenda(data, "半月调度"),
        *_overview(data),
        *force_sections(data, "三、各专班情况"),
        *decision_items(data, "四、提请会议研究的事项"),
    )
    title = f"{period.name}{data.scope_name}\n招商引资工作调度材料"
    return without_letterhead(letterhead.circular(data.facts, period, title, body, (), kind="半月调度", due=0))


def opening_values(data: PeriodData) -> dict[str, SlotValue]:
    """Return what the opening sentence of a circular names: period, scope and day of the data."""
    last = letterhead.long_date(data.period.last)
    return {"期间": data.period.name, "范围": data.scope_name, "截止日": last}


def without_letterhead(document: Document) -> Document:
    """Remove the head and foot of an official document: meeting material is handed out and not sent to anybody."""
    return replace(document, masthead="", number="", recipients="", printed_by="", copies_to="", remark="")


def agenda(data: PeriodData, meeting: str) -> tuple[Block, ...]:
    """一、会议议程."""
    heard = "听取本专班工作汇报" if data.facts.only_force else f"听取{len(data.facts.forces)}个专班工作汇报"
    steps = (
        f"通报{data.period.name}工作情况；",
        f"{heard}；",
        "研究逾期事项、超期未开工项目和企业反映的问题；",
        "议定事项，明确责任单位和完成时限。",
    )
    paragraphs = [paragraph(f"{number}．{step}", key=f"agenda.{number}") for number, step in enumerate(steps, start=1)]
    return SectionHeading(1, "一、会议议程"), *paragraphs


def _overview(data: PeriodData) -> tuple[Block, ...]:
    """二、总体情况."""
    board = data.board
    work = [(KIND_NAMES[kind], data.count(kind)) for kind in _KINDS]
    values: dict[str, SlotValue] = {
        "期间": data.period.name,
        "范围": data.scope_name,
        "工作情况": counted_or_none(work, "没有上报线索、走访和洽谈"),
        "签约情况": work_lists.signings_clause(data),
    }
    to_date: dict[str, SlotValue] = {
        "期间": board.period.to_date_text,
        "签约情况": signed_spans(board, label="、签约金额") if board.year("signed").value else "没有新签约项目",
        "完成目标": against_target(
            board.facts.settings, board.target("signed_value"), board.completion("signed_value")
        ),
        "比序时": against_pace(board.facts.settings, board.pace_gap("signed_value")),
        "资金情况": funds_spans(board),
        "在谈情况": unless_none(board.talks(), "期末在谈项目{t}", "期末没有在谈项目", t=board.talks()),
    }
    text = paragraph(
        data.say("half-month.work", values),
        data.say("half-month.year", to_date),
        outside_sentence(board, "累计"),
        key="overview",
    )
    reviewed = review(data)
    results = (paragraph(reviewed, key="review"),) if reviewed else ()
    heading = SectionHeading(1, "二、总体情况")
    if data.facts.only_force:
        return heading, text, *_own_moves(data), *results
    if data.is_quiet():
        return heading, text, *results
    idle = data.idle_task_forces()
    names = name_all_or_some(idle, data.facts.forces)
    quiet = (paragraph(data.say("half-month.idle", {"名单": names}), key="idle"),) if idle else ()
    return heading, text, *quiet, *results, work_lists.work_table(data, "表1　各专班本期工作情况")


def _own_moves(data: PeriodData) -> tuple[Paragraph, ...]:
    """Compose which projects of the only task force moved; the numbers stand in the overview."""
    moved = _moved_projects(data)
    return (paragraph(data.say("half-month.moves", {"名单": "、".join(moved)}), key="moves"),) if moved else ()


def _moved_projects(data: PeriodData) -> list[str]:
    return [f"{move.course.name}{move.entered_text}" for move in data.moves if move.library]


def force_sections(data: PeriodData, title: str) -> tuple[Block, ...]:
    """Compose the section of all task forces: a paragraph on each one's work, results and open problems.

    A single task force has none, nor a county in which nothing happened: the overview tells the same.
    """
    if data.facts.only_force:
        return ()
    parts = [(force, data.for_task_force(force)) for force in data.facts.forces]
    quiet = [force for force, part in parts if len(parts) > 1 and is_quiet(part)]
    if len(quiet) == len(parts):
        return ()
    paragraphs = [force_paragraph(part, force) for force, part in parts if force not in quiet]
    if quiet:  # They differ by their names alone.
        values: dict[str, SlotValue] = {"名单": name_forces(quiet), "年称": data.period.none_yet_text}
        paragraphs.append(paragraph(data.say("half-month.quiet", values), key="force.quiet"))
    return SectionHeading(1, title), *paragraphs


def is_quiet(data: PeriodData) -> bool:
    """Whether there is nothing to tell of a task force: no work, nothing in talks, signed, late or overdue."""
    board = data.board
    figures = (*(data.count(kind) for kind in _KINDS), board.talks(), board.year("signed"))
    return not any(figure.value for figure in figures) and not (data.moves or data.overdue or data.late_starts)


def force_paragraph(data: PeriodData, force: TaskForce) -> Paragraph:
    """Compose the paragraph on one task force, a single sentence whose subject is named once."""
    board = data.board
    work = [(KIND_NAMES[kind], data.count(kind)) for kind in _KINDS]
    moved = _moved_projects(data)
    late = work_lists.obligation_count("overdue", "到期未销号事项", data.overdue, "时限已过、尚未销号的责任事项数")
    starts = work_lists.project_count(
        "late_start", "超期未开工项目", data.late_starts, "计划开工时间已过、尚未开工的项目数"
    )
    wrong = [(name, figure) for name, figure in (("到期未销号事项", late), ("超期未开工项目", starts)) if figure.value]
    signed = board.year("signed").value
    return paragraph(
        f"{letterhead.display_name(force)}{f'（{force.lead_units}）' if force.lead_units else ''}：本期",
        counted_or_none(work, "没有线索、走访和洽谈"),
        f"，{'、'.join(moved)}" if moved else "",
        unless_none(board.talks(), "；在谈{t}", "；没有在谈项目", t=board.talks()),
        signed_spans(board, f"，{board.period.year_word}签约", label="、")
        if signed
        else f"，{board.period.none_yet_text}签约",
        _against(board.completion("signed_value"), board.pace_gap("signed_value")) if signed else "",
        (TextSpan("；需调度"), *counted_or_none(wrong, "")) if wrong else "",
        "。",
        key=f"force.{force.id}",
    )


def _against(done: Figure, gap: Figure) -> tuple[TextSpan, ...]:
    if done.value is None or gap.value is None:
        return ()
    off = rates.half_up(gap.value, 2)
    if not off:
        return fill("，完成年度签约任务的{d}，与序时进度持平", d=done)
    side = "高于" if off > 0 else "低于"
    return (*fill(f"，完成年度签约任务的{{d}}，{side}序时进度", d=done), TextSpan(f"{abs(off)}个百分点", gap))


def decision_items(data: PeriodData, title: str) -> tuple[Block, ...]:
    """List what the meeting is asked to decide: late starts, problems put to the government, overdue obligations."""
    blocks: list[Block] = [SectionHeading(1, title)]
    parts = (("starts", _late_starts(data)), ("problems", _problems(data)), ("late", _due_obligations(data)))
    items: list[Section] = [(str(text[0]), paragraph(*text[1:], key=f"decide.{key}")) for key, text in parts if text]
    blocks += numbered(items)
    if not items:
        return *blocks, paragraph(data.say("half-month.none"), key="decide.none")
    table = work_lists.deadline_table(
        data, f"表{1 if data.facts.only_force else 2}　到期未销号和将到期的责任事项", _MAX_ROWS
    )
    return *blocks, *((table,) if table else ())


def _late_starts(data: PeriodData) -> tuple[str | tuple[TextSpan, ...], ...]:
    late_starts = data.late_starts
    if not late_starts:
        return ()
    count = work_lists.project_count("late_start", "超期未开工项目", late_starts, "计划开工时间已过、尚未开工的项目数")
    leads = {force.id: force.lead_units or letterhead.display_name(force) for force in data.facts.forces}
    named = "；".join(
        f"{course.name}（计划{letterhead.short_date(course.plan_start, data.period.year)}开工，"
        f"责任单位：{course.unit or leads.get(course.task_force or '', '未定')}）"
        for course in late_starts[:_MAX_NAMES]
    )
    more = "等" if len(late_starts) > _MAX_NAMES else ""
    return "超期未开工项目", data.say("half-month.starts", {"个数": count, "名单": f"{named}{more}"})


def _problems(data: PeriodData) -> tuple[str | tuple[TextSpan, ...], ...]:
    last = data.period.last
    open_problems = [
        obligation
        for obligation in data.facts.obligations
        if obligation.kind == ObligationKind.PROBLEM
        and (obligation.raised_on or last) <= last
        and (obligation.closed_on > last if obligation.closed_on else obligation.state != ObligationState.CLOSED)
    ]
    if not open_problems:
        return ()
    count = work_lists.obligation_count(
        "problems", "待协调的问题", open_problems, "类别为“问题”、期末尚未销号的责任事项数"
    )
    named = "；".join(_problem(data, obligation) for obligation in open_problems[:_MAX_NAMES])
    more = "等" if len(open_problems) > _MAX_NAMES else ""
    return "企业反映的问题", data.say("half-month.problems", {"个数": count, "名单": f"{named}{more}"})


def _problem(data: PeriodData, obligation: Obligation) -> str:
    """Word one problem: whose it is, what it is, and who has to solve it."""
    course = data.facts.projects.get(obligation.project or "")
    whose = f"{course.name}，" if course else ""
    return f"{whose}{obligation.name}（责任单位：{unit_of(data.facts, obligation) or '未定'}）"


def _due_obligations(data: PeriodData) -> tuple[str | tuple[TextSpan, ...], ...]:
    if not data.overdue and not data.next_due:
        return ()
    late = work_lists.obligation_count("overdue", "到期未销号事项", data.overdue, "时限已过、尚未销号的责任事项数")
    due = work_lists.obligation_count("due_next", "下期到期事项", data.next_due, "时限在下一期、尚未销号的责任事项数")
    coming = data.next_period
    name = coming.name if coming.year != data.period.year else coming.name[5:]  # 11月下半月, or 11月
    counts = counted_or_none((("到期未销号的责任事项", late), (f"{name}到期的责任事项", due)), "")
    return "逾期和将到期的责任事项", data.say("half-month.late", {"事项情况": counts})


KIND = CircularKind(
    "half-month", CircularName.HALF_MONTH, "half-month", from_period_data(draft), position=20, duties=("半月一调度",)
)
