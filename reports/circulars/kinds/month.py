"""The monthly circular (月通报): targets, work of the task forces, problems, next steps."""

from models.rules import rates
from models.rules.periods import Period
from models.rules.vocabulary import CircularName
from models.statistics.events import StatisticsData
from models.statistics.metrics import BY_KEY, TARGET_METRICS
from reports.circulars.parts import (
    annexes,
    charts,
    letterhead,
    problems,
    quota_table,
    ranking_table,
    size_bands,
    year_on_year,
)
from reports.circulars.parts.capital import (
    capital_notes,
    funds_spans,
    outside_sentence,
    signed_spans,
    talks_spans,
    worth_text,
)
from reports.circulars.parts.circular_kind import CircularKind, DraftRequest
from reports.circulars.parts.wording import (
    Sentence,
    against_pace,
    against_target,
    column,
    counted,
    counted_or_none,
    fill,
    join_names,
    paragraph,
    row,
    unless_none,
)
from reports.content.document import Align, Block, Document, Paragraph, SectionHeading, Table, TextSpan
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.quota_figures import Quotas, quotas

_DUE_DAY = 5  # 月通报 goes out by the fifth of the next month.


def draft(facts: StatisticsData, period: Period, quotas: Quotas | None = None) -> Document:
    """Compose the circular of one month from the statistics data, with the quotas' section where there are quotas."""
    board = PeriodFigures(facts, period)
    whole = letterhead.scope_name(facts)
    cut_off = letterhead.long_date(period.last)
    verb = "汇总" if facts.only_force else "通报"
    sentence = f"现将{period.name}{whole}招商引资工作情况{verb}如下（数据截至{cut_off}）。"
    opening = paragraph(sentence, key="opening")
    body: tuple[Block, ...] = (
        opening,
        *targets(board, whole),
        *work(board),
        *(
            quota_table.blocks(
                quotas, "（五）工作定额", 2 if facts.only_force else 3, single_force=bool(facts.only_force)
            )
            if quotas
            else ()
        ),
        *problems.problem_section(board),
        *problems.next_step_section(board),
    )
    listed = annexes.projects(board)
    if facts.only_force:
        title = f"{whole}{period.name}招商引资工作汇总"
        return letterhead.circular(facts, period, title, body, listed, kind="月汇总", due=0)
    title = f"关于{period.name}{whole}招商引资工作情况的通报"
    attached = (*annexes.summary(board, whole), *listed, *size_bands.annex(board))
    return letterhead.circular(facts, period, title, body, attached, kind="月通报", due=_DUE_DAY)


def targets(board: PeriodFigures, whole: str) -> tuple[Block, ...]:
    """一、指标完成情况, the year's numbers against its targets."""
    paragraphs = (_signed(board, whole), _built(board), _funds(board))
    return (
        SectionHeading(1, "一、指标完成情况"),
        *paragraphs,
        _target_table(board, whole),
        *charts.completion(board, whole),
    )


def _signed(board: PeriodFigures, whole: str) -> Paragraph:
    span, month = board.period.to_date_text, name_within_year(board.period)
    year, here = board.year("signed"), board.now("signed")
    signed = signed_spans(board, f"{span}，{whole}新签约项目")
    part: Sentence = "。"
    if month and year.value:
        lead = f"。其中，{month}新签约项目"
        part = (
            (*signed_spans(board, lead, now=True), TextSpan("。")) if here.value else f"。其中，{month}没有新签约项目。"
        )
    return paragraph(
        signed if year.value else f"{span}，{whole}没有新签约项目",
        against_target(board.target("signed_value"), board.completion("signed_value")),
        year_on_year.growth_clause(board, "signed_value"),
        against_pace(board.pace_gap("signed_value")),
        part,
        _talks(board),
        key="targets.signed",
    )


def _talks(board: PeriodFigures) -> Sentence:
    return (*talks_spans(board), TextSpan("。")) if board.talks().value else "期末没有在谈项目。"


def _built(board: PeriodFigures) -> Paragraph:
    year, span, month = board.year, board.period.to_date_text, name_within_year(board.period)
    n, here, word = year("started"), board.now("started"), board.period.year_word
    return paragraph(
        unless_none(n, f"{span}，新开工项目{{n}}", f"{span}，没有新开工项目", n=n),
        against_target(board.target("started"), board.completion("started")),
        year_on_year.growth_clause(board, "started"),
        against_pace(board.pace_gap("started")),
        _part_of_year(here, n if month else None, f"；其中{month}开工{{n}}。", f"；其中{month}没有新开工。"),
        _rate(f"{word}签约项目开工率{{r}}，", f"{board.period.none_yet_text}签约项目，", board.started_rate()),
        unless_none(year("produced"), "新投产项目{n}", "没有新投产项目", n=year("produced")),
        _rate("，投产率{r}。", "。", board.produced_rate()),
        key="targets.built",
    )


def _funds(board: PeriodFigures) -> Paragraph:
    span, month = board.period.to_date_text, name_within_year(board.period)
    n, here = board.year("funds"), board.now("funds")
    return paragraph(
        f"{span}，",
        funds_spans(board),
        against_target(board.target("funds"), board.completion("funds")),
        year_on_year.growth_clause(board, "funds"),
        against_pace(board.pace_gap("funds")),
        _part_of_year(here, n if month else None, f"；其中{month}到位{{n}}。", f"；其中{month}没有到位。"),
        _rate(f"{board.period.year_word}签约项目资金到位率{{r}}，", "", board.funds_rate()),
        _rate("合同履约率{r}。", "", board.fulfilment_rate()),
        outside_sentence(board, f"{span}，"),
        key="targets.funds",
    )


def name_within_year(period: Period) -> str:
    """Return a period's name within its year: 10月, 下半年; empty where the period begins the year."""
    if period.first <= period.year_start:
        return ""
    return f"{period.first.month}月" if period.kind == "month" else period.name[5:]


def _part_of_year(now: Figure, year: Figure | None, sentence: str, otherwise: str) -> tuple[TextSpan, ...]:
    """Compose the period's part of a year-to-date figure; only a full stop where that is zero or the period itself."""
    if year is None or not year.value:
        return (TextSpan("。"),)
    return unless_none(now, sentence, otherwise, n=now)


def _rate(sentence: str, otherwise: str, rate: Figure) -> tuple[TextSpan, ...]:
    """Compose a sentence with a rate, or the alternative where the rate has no value."""
    if rate.value is None:
        return (TextSpan(otherwise),) if otherwise else ()
    return fill(sentence, r=rate)


def _target_table(board: PeriodFigures, whole: str) -> Table:
    rows = []
    pace = board.facts.settings.get("pace", "按月")
    apart = board.period.kind == "month" or bool(name_within_year(board.period))
    for key in board.compared:
        goal, done = board.target(key), (board.now(key),) if apart else ()
        rates_of = (board.completion(key), board.pace_gap(key))
        rows.append(row(TARGET_METRICS[key], goal.unit, goal, *done, board.year(key), *rates_of))
    now = "本月完成" if board.period.kind == "month" else f"{name_within_year(board.period)}完成"
    return Table(
        caption=f"表1　{whole}主要指标完成情况",
        columns=(
            column("指标", 6.5, Align.LEFT),
            column("单位", 3),
            column("年度目标", 4.5, Align.RIGHT),
            *((column(now, 4.5, Align.RIGHT),) if apart else ()),
            column("累计完成", 4.5, Align.RIGHT),
            column("完成率\n（%）", 4.5, Align.RIGHT),
            column("序时进度差\n（百分点）", 5.5, Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(
            f"序时进度{rates.half_up(board.pace, 2)}%（{pace}计）；“—”表示未下达目标。",
            *capital_notes(board),
        ),
    )


def work(board: PeriodFigures) -> tuple[Block, ...]:
    """二、各专班开展情况; of one task force, what it did."""
    single_force = board.facts.only_force is not None
    ranked: tuple[Block, ...] = () if single_force else (ranking_table.table(board), *charts.by_force(board))
    return (
        SectionHeading(1, "二、工作开展情况" if single_force else "二、各专班开展情况"),
        SectionHeading(2, "（一）项目信息"),
        _leads(board),
        SectionHeading(2, "（二）外出招商和来访接待"),
        _visits(board),
        SectionHeading(2, "（三）洽谈签约"),
        *_signings(board),
        SectionHeading(2, "（四）开工投产和资金到位"),
        _building(board),
        *ranked,
    )


def _by_force(board: PeriodFigures, key: str) -> list[tuple[str, Figure]]:
    if board.facts.only_force is not None:
        return []
    return [(letterhead.display_name(force), board.now(key, force.id)) for force in board.facts.forces]


def _idle(figures: list[tuple[str, Figure]]) -> list[str]:
    return [name for name, figure in figures if not figure.value]


def _leads(board: PeriodFigures) -> Paragraph:
    by_force = _by_force(board, "leads_reported")
    spread = counted(by_force)
    idle = _idle(by_force)
    reported, known = board.now("leads_reported"), board.now("leads_recognised")
    if board.facts.only_force:
        return paragraph(*_task_force_work(board, ("leads_reported", "leads_recognised"), "上报线索"), key="work.leads")
    return paragraph(
        fill("本月，各专班上报线索{a}，认定有效线索{b}。", a=reported, b=known),
        (TextSpan("上报线索的有："), *spread, TextSpan("。")) if spread else "",
        f"未上报线索的有：{join_names(idle)}。" if idle and spread else "",
        fill(
            f"{board.period.since_text}累计上报{{a}}、认定{{b}}。",
            a=board.year("leads_reported"),
            b=board.year("leads_recognised"),
        ),
        key="work.leads",
    )


def _visits(board: PeriodFigures) -> Paragraph:
    by_force = _by_force(board, "visits_out")
    spread = counted(by_force)
    idle = _idle(by_force)
    out, come = board.now("visits_out"), board.now("visits_in")
    if board.facts.only_force:
        return paragraph(
            *_task_force_work(board, ("visits_out", "visits_in", "activities"), "外出招商和接待来访"), key="work.visits"
        )
    return paragraph(
        fill(
            "本月，各专班外出招商{a}，接待来访{b}，举办招商活动{c}。",
            a=out,
            b=come,
            c=board.now("activities"),
        ),
        (TextSpan("外出招商的有："), *spread, TextSpan("。")) if spread else "",
        f"未外出招商的有：{join_names(idle)}。" if idle and spread else "",
        fill(
            f"{board.period.since_text}累计外出招商{{a}}、接待来访{{b}}。",
            a=board.year("visits_out"),
            b=board.year("visits_in"),
        ),
        key="work.visits",
    )


def _signings(board: PeriodFigures) -> tuple[Block, ...]:
    signed = board.now("signed")
    if not signed.value:
        return (paragraph("本月没有新签约项目；", _talks(board), key="work.signed"),)
    spread = counted(_by_force(board, "signed"))
    names = {force.id: force.short_name for force in board.facts.forces}
    courses = sorted((board.facts.projects[row_id] for row_id in signed.rows), key=lambda c: (-c.signed_amount, c.name))
    listed = "；".join(f"{c.name}（{_task_force_prefix(names, c.task_force)}{worth_text(c)}）" for c in courses)
    first = paragraph(
        signed_spans(board, "本月，新签约项目", now=True),
        (TextSpan("，其中"), *spread, TextSpan("。")) if spread else "。",
        _talks(board),
        key="work.signed",
    )
    return first, paragraph(f"新签约项目为：{listed}。", key="work.signed.names")


def _building(board: PeriodFigures) -> Paragraph:
    started = counted(_by_force(board, "started"))
    placed = counted(_by_force(board, "funds"))
    return paragraph(
        unless_none(board.now("started"), "本月，新开工项目{n}", "本月，没有新开工项目", n=board.now("started")),
        (TextSpan("，其中"), *started) if started else "",
        unless_none(board.now("produced"), "；新投产项目{n}", "；没有新投产项目", n=board.now("produced")),
        "；",
        funds_spans(board, now=True),
        (TextSpan("，其中"), *placed, TextSpan("。")) if placed else "。",
        outside_sentence(board, now=True),
        key="work.building",
    )


def _task_force_work(board: PeriodFigures, keys: tuple[str, ...], none: str) -> tuple[str | tuple[TextSpan, ...], ...]:
    """Compose one task force's work of the month and the year so far; zero is expressed as 没有…."""
    now, year = ([(BY_KEY[key].label, scope(key)) for key in keys] for scope in (board.now, board.year))
    month_text, year_text = counted_or_none(now, f"没有{none}"), counted_or_none(year, f"没有{none}")
    return "本月，", month_text, f"。{board.period.since_text}，", year_text, "。"


def _task_force_prefix(names: dict[str, str], force: str | None) -> str:
    """Return the prefix that names a project's task force; empty where there is only one."""
    if len(names) == 1:
        return ""
    return f"{names[force]}专班，" if force in names else "未分专班，"


def _draft_with_quotas(request: DraftRequest) -> Document:
    facts = request.facts
    return draft(facts, request.period, quotas(request.store, facts.forces, request.period) if facts.quotas else None)


KIND = CircularKind(
    "month",
    CircularName.MONTH,
    "month",
    _draft_with_quotas,
    position=40,
    duties=("每月一通报", "月通报"),
    lists_targets=True,
)
