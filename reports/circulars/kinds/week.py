"""The weekly bulletin (周动态、周汇总): the task forces' work, stage entries, and what is due or overdue."""

from dataclasses import replace
from datetime import date

from models.rules.vocabulary import CircularName
from models.statistics.activity_log import EVENTS, LEADS, RECOGNISED, TALKS, VISITS_IN, VISITS_OUT, ActivityEntry
from models.statistics.metrics import WAN_PER_YI
from reports.circulars.parts import letterhead, work_lists
from reports.circulars.parts.capital import funds_spans, outside_sentence, signed_spans
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.force_names import name_all_or_some
from reports.circulars.parts.highlights import highlight_section
from reports.circulars.parts.period_data import KIND_WORDS, PeriodData, PeriodStageMove, day_text
from reports.circulars.parts.review import review
from reports.circulars.parts.talent_section import talent_section
from reports.circulars.parts.wording import Sentence, counted_or_none, paragraph
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Block, Document, DocumentLayout, Paragraph, SectionHeading, TextSpan

_DUE_DAY = 1  # The bulletin goes out on the Monday after.
_MAX_ROWS = 10  # lines of each sort in the table of what is due
_UNASSIGNED = ("none", "未分专班")
_MAX_NAMES = 6  # names a sentence holds


def draft(data: PeriodData) -> Document:
    """Compose the bulletin of one week."""
    period, force = data.period, data.facts.only_force
    span = f"{_short(period.first)}至{_short(period.last)}"
    title = f"{span}\n{data.scope_name}招商引资工作动态" if force else f"{span}招商引资工作动态"
    body: tuple[Block, ...] = (
        *_overview(data, span),
        *highlight_section(data.news, "二"),
        *talent_section(data, "二"),
        *_news(data),
        *_coming(data),
    )
    document = letterhead.circular(data.facts, period, title, body, (), kind="周动态", due=_DUE_DAY)
    number = f"第{period.first.isocalendar().week}期"
    # A 附注 belongs to an official document.
    document = replace(document, masthead="招商引资周动态", number=number, title=title, recipients="", remark="")
    return replace(document, layout=DocumentLayout.BULLETIN)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


_COMPARED = (("leads_reported", "上报线索"), ("visits_out", "外出招商"), ("signed", "新签约项目"))


def _overview(data: PeriodData, span: str) -> tuple[Block, ...]:
    """一、本周概况."""
    only = data.facts.only_force
    work = [(KIND_WORDS[kind], data.count(kind)) for kind in (LEADS, RECOGNISED, VISITS_OUT, VISITS_IN, TALKS, EVENTS)]
    year = data.board
    values: dict[str, SlotValue] = {
        "起止": span,
        "范围": data.scope_name,
        "工作情况": counted_or_none(work, "没有上报线索、走访和洽谈"),
        "签约情况": work_lists.signings_clause(data),
    }
    to_date: dict[str, SlotValue] = {
        "期间": year.period.to_date_text,
        "签约情况": signed_spans(year, label="、签约金额") if year.year("signed").value else "没有新签约项目",
        "资金情况": funds_spans(year),
    }
    overview = paragraph(
        data.say("week.work.own" if only else "week.work", values),
        _changes(data),
        data.say("week.year", to_date),
        outside_sentence(year, "累计"),
        key="overview",
    )
    reviewed = review(data)
    results = (paragraph(reviewed, key="review"),) if reviewed else ()
    if only or data.is_quiet():
        return SectionHeading(1, "一、本周概况"), overview, *results
    idle = data.idle_task_forces()
    quiet = (
        data.say("week.idle", {"名单": name_all_or_some(idle, data.facts.forces)}) if idle else data.say("week.busy")
    )
    return (
        SectionHeading(1, "一、本周概况"),
        overview,
        paragraph(quiet, key="idle"),
        *results,
        work_lists.work_table(data, "表1　各专班本周工作情况"),
    )


def _changes(data: PeriodData) -> Sentence:
    """Compose what grew and what fell against last week; empty where nothing did, or nothing is known of it."""
    spans: list[TextSpan] = []
    for key, name in _COMPARED if data.compared.is_known else ():
        figure = data.compared.change(key)
        if figure.value:
            word = f"{'、' if spans else ''}{name}{'增加' if figure.value > 0 else '减少'}"
            spans += [TextSpan(word), TextSpan(figure.phrase.lstrip("-"), figure)]
    return data.say("week.compare", {"增减": tuple(spans)}) if spans else ""


def _news(data: PeriodData) -> tuple[Block, ...]:
    """二、工作动态: leads, visits and talks, and the projects that moved, task force by task force."""
    parts = (
        ("线索", _leads(data)),
        ("走访洽谈", _visits(data)),
        ("项目进展", _moves(data)),
    )
    sections = [(title, text) for title, text in parts if text]
    if not sections:  # The overview says so.
        return ()
    blocks: list[Block] = [SectionHeading(1, "二、工作动态")]
    for number, (title, text) in enumerate(sections):
        heading = SectionHeading(2, f"（{letterhead.NUMERALS[number]}）{title}")
        blocks += [*((heading,) if len(sections) > 1 else ()), *text]
    return tuple(blocks)


def _of_force(data: PeriodData, name: str, text: str, key: str) -> Paragraph:
    """Compose a paragraph on one task force, which its own bulletin need not name."""
    return paragraph(f"{text}。" if data.facts.only_force else f"{name}：{text}。", key=key)


def _by_force(data: PeriodData, kind: str) -> list[tuple[str, str, tuple[ActivityEntry, ...]]]:
    """Group the activities of a kind by task force, as (id, name, activities); those assigned to none come last."""
    names = dict(_force_names(data)[:-1])
    by_force = [(row, name, data.diary.entries_of(kind, row)) for row, name in names.items()]
    rest = tuple(entry for entry in data.diary.entries_of(kind) if entry.task_force not in names)
    return [item for item in (*by_force, (*_UNASSIGNED, rest)) if item[2]]


def _force_names(data: PeriodData) -> list[tuple[str, str]]:
    """Return the ids and names of the task forces, and at the end what stands for none."""
    return [*((force.id, letterhead.display_name(force)) for force in data.facts.forces), _UNASSIGNED]


def _leads(data: PeriodData) -> list[Paragraph]:
    paragraphs = []
    recognised = {row: entries for row, _, entries in _by_force(data, RECOGNISED)}
    reported = {row: entries for row, _, entries in _by_force(data, LEADS)}
    for row, name in _force_names(data):
        text = _leads_text(reported.get(row, ()), recognised.get(row, ()))
        if text:
            paragraphs.append(_of_force(data, name, text, f"force.{row}.leads"))
    return paragraphs


def _leads_text(reported: tuple[ActivityEntry, ...], recognised: tuple[ActivityEntry, ...]) -> str:
    """Compose the leads reported and those recognised; one that is both is told once."""
    both = {entry.row for entry in recognised}
    new = {entry.row for entry in reported}
    listed = [f"{_lead(entry)}{'，已认定' if entry.row in both else ''}" for entry in reported]
    parts = [f"上报{'；'.join(listed)}"] if listed else []
    if earlier := [entry.name for entry in recognised if entry.row not in new]:
        parts.append(f"认定此前上报的{'、'.join(earlier)}")
    return "；".join(parts)


def _lead(entry: ActivityEntry) -> str:
    # A name that begins with the place needs no place beside it.
    facts = [
        f"来自{entry.place}" if entry.place and entry.place not in entry.name else "",
        f"预计总投资{entry.amount / WAN_PER_YI:.2f}亿元" if entry.amount else "",
    ]
    detail = "，".join(fact for fact in facts if fact)
    return f"{entry.name}{f'（{detail}）' if detail else ''}"


def _visits(data: PeriodData) -> list[Paragraph]:
    """Compose one paragraph a task force on its visits, guests, negotiations and events."""
    sentences: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for kind, describe in ((VISITS_OUT, _outward_visit), (VISITS_IN, _inward_visit), (TALKS, _talk), (EVENTS, _event)):
        for row, name, entries in _by_force(data, kind):
            names[row] = name
            sentences.setdefault(row, []).extend(describe(entry) for entry in entries)
    order = [*(force.id for force in data.facts.forces), "none"]
    return [
        _of_force(data, names[row], "；".join(sentences[row]), f"force.{row}.visits")
        for row in order
        if row in sentences
    ]


def _outward_visit(entry: ActivityEntry) -> str:
    away = f"赴{entry.place}" if entry.place and entry.place not in entry.name else "外出"
    return f"{day_text(entry)}{away}走访{entry.name}{_result(entry)}"


def _inward_visit(entry: ActivityEntry) -> str:
    return f"{day_text(entry)}接待{entry.name}来访{_result(entry)}"


def _result(entry: ActivityEntry) -> str:
    return f"（{entry.detail}）" if entry.detail else ""


def _talk(entry: ActivityEntry) -> str:
    return f"{day_text(entry)}洽谈{entry.name}{_result(entry)}"


def _event(entry: ActivityEntry) -> str:
    return f"{day_text(entry)}{f'在{entry.place}' if entry.place else ''}举办{entry.name}"


def _moves(data: PeriodData) -> list[Paragraph]:
    """Compose one paragraph a task force on stage entries, changes of project library and of status."""
    paragraphs = []
    names = {force.id: letterhead.display_name(force) for force in data.facts.forces}
    for row in (*names, None):
        moves = [move for move in data.moves if (move.task_force if move.task_force in names else None) == row]
        if moves:
            name = names.get(row or "", "未分专班")
            text = "；".join(_move(move) for move in moves)
            paragraphs.append(_of_force(data, name, text, f"force.{row or 'none'}.moves"))
    return paragraphs


def _move(move: PeriodStageMove) -> str:
    day = f"{move.on.month}月{move.on.day}日"
    if not move.library:
        return f"{move.course.name}于{day}{move.stage}"
    came_over = move.before and move.before != move.library
    into = f"由{move.before}转入{move.library}" if came_over else f"进入{move.library}"
    worth = f"，总投资{move.course.total / WAN_PER_YI:.2f}亿元" if move.course.total else ""
    if move.before == move.library:
        return f"{move.course.name}于{day}{move.entered_text}{worth}"
    if not move.before and move.library == f"{move.stage}库":
        return f"{move.course.name}于{day}{into}{worth}"
    return f"{move.course.name}于{day}{move.entered_text}，{into}{worth}"


def _coming(data: PeriodData) -> tuple[Block, ...]:
    """三、下周提醒: what is overdue, what is due next week, and the routine duties due."""
    late = work_lists.obligation_count(
        "overdue", "到期未销号事项", data.overdue, "时限在本周末及以前、尚未销号的责任事项数"
    )
    due = work_lists.obligation_count("due_next", "下周到期事项", data.next_due, "时限在下周、尚未销号的责任事项数")
    nodes = work_lists.milestone_count(
        "steps.next", "下周到期的项目节点", data.next_steps, "计划完成日期在下周、尚未完成的节点数"
    )
    starts = work_lists.project_count(
        "late_start", "超期未开工项目", data.late_starts, "计划开工时间已过、尚未开工的项目数"
    )
    figures = (
        ("到期未销号的责任事项", late),
        ("下周到期的责任事项", due),
        ("超期未开工的项目", starts),
    )
    state = counted_or_none(figures, "")
    coming = data.say("week.coming", {"事项情况": state}) if state[0].text else data.say("week.coming.none")
    blocks: list[Block] = [SectionHeading(1, "三、下周提醒"), paragraph(coming, key="coming")]
    names = [f"{step.project_name}“{step.name}”" for step in data.next_steps]
    if names:
        listed = "；".join(names[:_MAX_NAMES]) + ("等" if len(names) > _MAX_NAMES else "")
        blocks.append(paragraph(data.say("week.steps", {"个数": nodes, "名单": listed}), key="coming.steps"))
    rhythm = [f"{planned.due.duty.name}（{_short(planned.due.on)}）" for planned in data.diary.duties]
    if rhythm:
        blocks.append(paragraph(data.say("week.duties", {"名单": "、".join(rhythm)}), key="coming.duties"))
    table = work_lists.deadline_table(
        data, f"表{1 if data.facts.only_force else 2}　到期未销号和下周到期的责任事项", _MAX_ROWS
    )
    return *blocks, *((table,) if table else ())


KIND = CircularKind(
    "week", CircularName.WEEK, "week", from_period_data(draft), position=10, duties=("周动态", "周汇总")
)
