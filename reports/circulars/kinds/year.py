"""年终总结: the year against its targets, against the year before where that is known, and by task force."""

from decimal import Decimal

from models.ledgers import TaskForce
from models.rules.vocabulary import CircularName, Stage
from models.statistics.activity_log import EVENTS, TALKS, VISITS_IN, VISITS_OUT
from models.statistics.metrics import CIRCULAR_METRICS, TARGET_METRICS
from reports.circulars.kinds import half_month
from reports.circulars.parts import (
    annexes,
    charts,
    letterhead,
    next_steps,
    problems,
    ranking_table,
    size_bands,
    work_lists,
    year_on_year,
    year_sources,
)
from reports.circulars.parts.capital import talks_spans
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.force_names import grouped, name_all_or_some, name_forces
from reports.circulars.parts.highlights import highlight_section, latest_items
from reports.circulars.parts.kept_section import kept_spans
from reports.circulars.parts.merit_section import merit_spans
from reports.circulars.parts.period_data import KIND_WORDS, PeriodData
from reports.circulars.parts.responsible import lead_units, responsible_text, units_of_projects
from reports.circulars.parts.special_section import special_spans
from reports.circulars.parts.target_section import targets
from reports.circulars.parts.wording import Sentence, column, counted_or_none, paragraph, row
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Align, Annex, Block, Document, Row, SectionHeading, Table, TextSpan

_DUE_DAY = 15
_COMPARED = ("signed", "signed_value", "started", "produced", "funds")


def draft(data: PeriodData) -> Document:
    """Compose the report of one year."""
    period, board, whole = data.period, data.board, data.scope_name
    body: tuple[Block, ...] = (
        paragraph(data.say("opening.year", half_month.opening_values(data)), key="opening"),
        *targets(data),
        *_compared(data),
        *charts.trend(board),
        *_work(data),
        *charts.funnel(board),
        *_forces(data),
        *highlight_section(latest_items(data.news), "四"),
        *problems.problem_section(board),
        *_next_year(data),
    )
    # The portrait annex comes last: 版记 is printed below it, for which a landscape page has no room.
    attached: tuple[Annex, ...] = (*annexes.projects(board), *size_bands.annex(board))
    if not data.facts.only_force:
        attached = (*annexes.summary(board, whole), *attached)
    title = f"{period.name}{whole}招商引资工作总结"
    return letterhead.circular(data.facts, period, title, body, attached, kind="年终总结", due=_DUE_DAY)


def _compared(data: PeriodData) -> tuple[Block, ...]:
    """Build the comparison with the year before; empty where that is not known."""
    rows: list[Row] = []
    spans: list[TextSpan] = []
    settings = data.facts.settings
    for measure in (candidate for candidate in CIRCULAR_METRICS if candidate.key in _COMPARED):
        now, then = data.board.year(measure.key), year_on_year.last_year_figure(data.board, measure.key)
        if then is None:
            continue
        rows.append(row(measure.label, measure.unit, then, now, year_on_year.growth_rate(now, then)))
        if measure.key in {"signed_value", "funds"} and (growth := year_on_year.growth_phrase(settings, now, then)):
            spans += [TextSpan("，" if spans else ""), TextSpan(measure.label), *growth]
    if not rows:
        return ()
    columns = (
        column("指标", 8, Align.LEFT),
        column("单位", 4),
        column("上年", 6, Align.RIGHT),
        column("本年", 6, Align.RIGHT),
        column("同比\n（%）", 6, Align.RIGHT),
    )
    notes = ("负数为下降；上年为0的不算同比。",)
    text = (paragraph(data.say("year.compared", {"增减": tuple(spans)}), key="compared"),) if spans else ()
    return *text, Table(f"表2　{data.scope_name}主要指标与上年比较", columns, tuple(rows), notes=notes)


def _force_table_number(data: PeriodData) -> int:
    """Return the number of the table of task forces: 3 where the comparison's table is printed before it, else 2."""
    return 3 if any(year_on_year.last_year_figure(data.board, key) for key in _COMPARED) else 2


def _work(data: PeriodData) -> tuple[Block, ...]:
    """二、主要工作."""
    board = data.board
    leads = (("上报线索", board.year("leads_reported")), ("认定有效线索", board.year("leads_recognised")))
    work = [*leads, *((KIND_WORDS[kind], data.count(kind)) for kind in (VISITS_OUT, VISITS_IN, TALKS, EVENTS))]
    by_force = [(force, board.year("signed", force.id)) for force in data.facts.forces]
    spread = grouped(by_force) if not data.facts.only_force else ()
    done = counted_or_none(work, "没有上报线索、外出招商、接待来访和洽谈")
    kept = kept_spans(data.facts.settings, data.kept) if data.kept else ()
    special = special_spans(data.facts.settings, data.special)
    merit = merit_spans(data.facts.settings, data.merit)
    return (
        SectionHeading(1, "二、主要工作"),
        paragraph(data.say("year.work", {"工作情况": done}), year_sources.source_spans(data), key="work"),
        *((paragraph(data.say("year.who", {"名单": spread}), key="signed"),) if spread else ()),
        *((paragraph(kept, key="kept"),) if kept else ()),
        *((paragraph(special, key="special"),) if special else ()),
        *((paragraph(merit, key="merit"),) if merit else ()),
    )


def _forces(data: PeriodData) -> tuple[Block, ...]:
    """三、各专班完成情况: the ranking by completion, and who met the year's target."""
    if data.facts.only_force:
        return ()
    board = data.board
    met: list[TaskForce] = []
    missed: list[TaskForce] = []
    none: list[TaskForce] = []
    for force in data.facts.forces:
        done = board.completion("signed_value", force.id).value
        names = none if done is None else met if done >= Decimal(100) else missed
        names.append(force)
    first: Sentence = data.say("year.met", {"名单": name_all_or_some(met, data.facts.forces)}) if met else ""
    if missed and not met:
        first = data.say("year.met.none")
    text = paragraph(
        first,
        data.say("year.missed", {"名单": name_forces(missed)}) if met and missed else "",
        data.say("year.untargeted", {"名单": name_all_or_some(none, data.facts.forces)}) if none else "",
        key="forces",
    )
    heading = SectionHeading(1, "三、各专班完成情况")
    if not ranking_table.completions(board):
        return heading, text
    return heading, text, ranking_table.table(board, _force_table_number(data)), *charts.by_force(board)


def _next_year(data: PeriodData) -> tuple[Block, ...]:
    """五、下年打算: targets missed, projects signed but not started, obligations due, and projects in talks."""
    parts = (_catch_up(data), _to_start(data), _to_settle(data), _to_sign(data))
    sections = [(title, paragraph(text, key=f"ahead.{key}")) for title, key, text in (part for part in parts if part)]
    return SectionHeading(1, "五、下年打算"), *problems.numbered(sections)


_Part = tuple[str, str, tuple[TextSpan, ...]] | None  # heading, key, text


def _catch_up(data: PeriodData) -> _Part:
    board = data.board
    given = [key for key in TARGET_METRICS if board.target(key).value is not None]
    missed = [key for key in given if (board.year(key).value or 0) < (board.target(key).value or 0)]
    values = _demand(data) | {"指标": "、".join(TARGET_METRICS[key] for key in missed)}
    if not given:
        return "下达任务", "targets", data.say("ahead.untargeted", values)
    if not missed:
        return "巩固成果", "targets", data.say("ahead.done", values)
    key = "ahead.missed" if data.facts.only_force is None else "ahead.missed.own"
    return "补短板", "targets", data.say(key, values)


def _demand(data: PeriodData) -> dict[str, SlotValue]:
    return {"日期": next_steps.report_day(data.board), "单位": lead_units(data.board)}


def _to_start(data: PeriodData) -> _Part:
    last = data.period.last
    waiting = [
        course
        for course in (data.facts.projects[event.project] for event in data.facts.events.signed if event.day <= last)
        if not course.has_entered(Stage.STARTED, last) and not course.has_ended(last)
    ]
    if not waiting:
        return None
    count = work_lists.project_count("unstarted.all", "已签约未开工项目", waiting, "年末已签约、未开工且未终止的项目数")
    values = _demand(data) | {"个数": count, "单位": units_of_projects(data.board, waiting)}
    return "促开工", "start", data.say("ahead.start", values)


def _to_settle(data: PeriodData) -> _Part:
    due = work_lists.obligation_count(
        "due_next", f"{data.next_period.name}到期事项", data.next_due, "时限在下年、尚未销号的责任事项数"
    )
    late = work_lists.obligation_count("overdue", "到期未销号事项", data.overdue, "年末到期未销号的责任事项数")
    if not late.value and not due.value:
        return None
    owed = counted_or_none((("结转的到期未销号事项", late), ("下年到期的事项", due)), "")
    units = responsible_text(data.facts, [*data.overdue, *data.next_due])
    return "抓兑现", "settle", data.say("ahead.settle", {"事项情况": owed, "单位": units})


def _to_sign(data: PeriodData) -> _Part:
    board = data.board
    if not board.talks().value:
        return None
    values = _demand(data) | {"在谈情况": talks_spans(board, "年末在谈项目")}
    return "储项目", "talks", data.say("ahead.talks", values)


KIND = CircularKind(
    "year", CircularName.YEAR, "year", from_period_data(draft), position=80, duties=("年终总结",), lists_targets=True
)
