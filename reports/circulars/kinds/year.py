"""年终总结: the year against its targets, against the year before where that is known, and by task force."""

from decimal import Decimal

from models.rules.vocabulary import CircularName, Stage
from models.statistics.activity_log import EVENTS, TALKS, VISITS_IN, VISITS_OUT
from models.statistics.metrics import CIRCULAR_METRICS, TARGET_METRICS
from reports.circulars.kinds import month
from reports.circulars.parts import (
    annexes,
    charts,
    letterhead,
    problems,
    ranking_table,
    size_bands,
    work_lists,
    year_on_year,
)
from reports.circulars.parts.capital import talks_spans
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.period_data import KIND_NAMES, PeriodData
from reports.circulars.parts.wording import column, counted, counted_or_none, fill, join_names, paragraph, row
from reports.content.document import Align, Annex, Block, Document, Row, SectionHeading, Table, TextSpan

_DUE_DAY = 15
_MAX_UNITS = 8
_COMPARED = ("signed", "signed_value", "started", "produced", "funds")


def draft(data: PeriodData) -> Document:
    """Compose the report of one year."""
    period, board, whole = data.period, data.board, data.scope_name
    body: tuple[Block, ...] = (
        paragraph(
            f"现将{period.name}{whole}招商引资工作总结如下（数据截至{letterhead.long_date(period.last)}）。",
            key="opening",
        ),
        *month.targets(board, whole),
        *_compared(data),
        *charts.trend(board),
        *_work(data),
        *charts.funnel(board),
        *_forces(data),
        *_problems(data),
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
    for measure in (candidate for candidate in CIRCULAR_METRICS if candidate.key in _COMPARED):
        now, then = data.board.year(measure.key), year_on_year.last_year_figure(data.board, measure.key)
        if then is None:
            continue
        rows.append(row(measure.label, measure.unit, then, now, year_on_year.growth_rate(now, then)))
        if measure.key in {"signed_value", "funds"} and (growth := year_on_year.growth_phrase(now, then)):
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
    text = (paragraph("与上年相比，", tuple(spans), "。", key="compared"),) if spans else ()
    return *text, Table(f"表2　{data.scope_name}主要指标与上年比较", columns, tuple(rows), notes=notes)


def _force_table_number(data: PeriodData) -> int:
    """Return the number of the table of task forces: 3 where the comparison's table is printed before it, else 2."""
    return 3 if any(year_on_year.last_year_figure(data.board, key) for key in _COMPARED) else 2


def _work(data: PeriodData) -> tuple[Block, ...]:
    """二、主要工作."""
    board = data.board
    work = [(KIND_NAMES[kind], data.count(kind)) for kind in (VISITS_OUT, VISITS_IN, TALKS, EVENTS)]
    signed_by_force = [
        (f"{letterhead.display_name(force)}", board.year("signed", force.id)) for force in data.facts.forces
    ]
    spread = counted(signed_by_force) if not data.facts.only_force else ()
    signed = board.year("signed")
    return (
        SectionHeading(1, "二、主要工作"),
        paragraph(
            fill(
                "全年上报线索{a}，认定有效线索{b}；", a=board.year("leads_reported"), b=board.year("leads_recognised")
            ),
            counted_or_none(work, "没有外出招商、接待来访和洽谈"),
            "。",
            key="work",
        ),
        paragraph(
            "全年",
            work_lists.signings_sentence(data),
            (TextSpan("新签约项目分别为："), *spread, TextSpan("。")) if spread and signed.value else "",
            key="signed",
        ),
    )


def _forces(data: PeriodData) -> tuple[Block, ...]:
    """三、各专班完成情况: the ranking by completion, and who met the year's target."""
    if data.facts.only_force:
        return ()
    board = data.board
    met: list[str] = []
    missed: list[str] = []
    none: list[str] = []
    for force in data.facts.forces:
        done = board.completion("signed_value", force.id).value
        names = none if done is None else met if done >= Decimal(100) else missed
        names.append(letterhead.display_name(force))
    text = paragraph(
        f"完成年度签约金额任务的有：{join_names(met)}。" if met else "没有专班完成年度签约金额任务。",
        f"没有完成的有：{join_names(missed)}。" if met and missed else "",
        f"没有下达签约金额任务的有：{join_names(none)}。" if none else "",
        key="forces",
    )
    return (
        SectionHeading(1, "三、各专班完成情况"),
        text,
        ranking_table.table(board, _force_table_number(data)),
        *charts.by_force(board),
    )


def _problems(data: PeriodData) -> tuple[Block, ...]:
    number = "三" if data.facts.only_force else "四"
    return SectionHeading(1, f"{number}、存在问题"), *problems.problem_section(data.board)[1:]


def _next_year(data: PeriodData) -> tuple[Block, ...]:
    """五、下年打算: targets missed, projects signed but not started, obligations due, and projects in talks."""
    parts = (_catch_up(data), _to_start(data), _to_settle(data), _to_sign(data))
    number = "四" if data.facts.only_force else "五"
    blocks: list[Block] = [SectionHeading(1, f"{number}、下年打算")]
    for place, (title, key, text) in enumerate(part for part in parts if part):
        blocks += [SectionHeading(2, f"（{work_lists.NUMERALS[place]}）{title}"), paragraph(text, key=f"ahead.{key}")]
    return tuple(blocks)


_Part = tuple[str, str, str | tuple[TextSpan, ...]] | None  # heading, key, text


def _catch_up(data: PeriodData) -> _Part:
    board, lead = data.board, problems.lead_units(data.board)
    missed = []
    for key in TARGET_METRICS:
        goal, done = board.target(key), board.year(key)
        if goal.value is not None and (done.value or 0) < goal.value:
            missed.append(TARGET_METRICS[key])
    if not missed:
        return "巩固成果", "targets", f"本年各项指标都已完成，要把力量转到项目落地和达产上来。（责任单位：{lead}）"
    how = "按季调度" if data.facts.only_force else "分解到各专班，按季调度"
    return "补短板", "targets", f"本年没有完成的指标（{'、'.join(missed)}），{how}。（责任单位：{lead}）"


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
    sentence = fill("结转的已签约未开工项目{n}，逐个排出开工时间。", n=count)
    return "促开工", "start", (*sentence, TextSpan(f"（责任单位：{problems.units_of_projects(data.board, waiting)}）"))


def _to_settle(data: PeriodData) -> _Part:
    due = work_lists.obligation_count(
        "due_next", f"{data.next_period.name}到期事项", data.next_due, "时限在下年、尚未销号的责任事项数"
    )
    late = work_lists.obligation_count("overdue", "到期未销号事项", data.overdue, "年末到期未销号的责任事项数")
    if not late.value and not due.value:
        return None
    owed = counted_or_none((("结转的到期未销号事项", late), ("下年到期的事项", due)), "")
    units = join_names(problems.units_by_obligations([*data.overdue, *data.next_due]), _MAX_UNITS) or "各责任单位"
    return "抓兑现", "settle", (*owed, TextSpan(f"，按时办结销号。（责任单位：{units}）"))


def _to_sign(data: PeriodData) -> _Part:
    board = data.board
    if not board.talks().value:
        return None
    sentence = (*talks_spans(board, "年末在谈项目"), TextSpan("，逐个明确签约时间。"))
    return "储项目", "talks", (*sentence, TextSpan(f"（责任单位：{problems.lead_units(board)}）"))


KIND = CircularKind(
    "year", CircularName.YEAR, "year", from_period_data(draft), position=80, duties=("年终总结",), lists_targets=True
)
