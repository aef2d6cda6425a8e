"""The monthly circular (月通报): targets, what each task force did, what is wrong, what comes next."""

from decimal import Decimal

from models.facts import Facts
from models.rules import rates
from models.rules.periods import Period
from reports.circulars import annexes, letterhead, problems, quota_table, ranking
from reports.circulars.wording import (
    against_pace,
    against_target,
    column,
    counted,
    paragraph,
    row,
    row_of_names,
    say,
    unless_none,
)
from reports.content import Align, Block, Document, Heading, Paragraph, Span, Table
from reports.figures import TARGETED, WAN_PER_YI, Board, Figure
from reports.quotas import Quotas

_DUE_DAY = 5  # 月通报 goes out by the fifth of the next month.


def draft(facts: Facts, period: Period, held: Quotas | None = None) -> Document:
    """Write the county's circular of one month from the book's facts, and its quotas where it has any."""
    board = Board(facts, period)
    whole = letterhead.whole(facts)
    cut_off = letterhead.said(period.last)
    opening = paragraph(f"现将{period.name}{whole}招商引资工作情况通报如下（数据截至{cut_off}）。")
    body: tuple[Block, ...] = (
        opening,
        *_targets(board, whole),
        *_work(board),
        *(quota_table.blocks(held, "（五）工作定额", 3) if held else ()),
        *problems.problems(board),
        *problems.next_steps(board),
    )
    title = f"关于{period.name}{whole}招商引资工作情况的通报"
    attached = (annexes.summary(board, whole), annexes.projects(board))
    return letterhead.circular(facts, period, title, body, attached, kind="月通报", due=_DUE_DAY)


def _targets(board: Board, whole: str) -> tuple[Block, ...]:
    """一、指标完成情况."""
    year, now = board.year, board.now
    span = board.period.to_date
    month = f"{board.period.first.month}月"
    n, a, here = year("signed"), year("signed_value"), now("signed")
    signed = paragraph(
        unless_none(n, f"{span}，{whole}新签约项目{{n}}，签约金额{{a}}", f"{span}，{whole}没有新签约项目", n=n, a=a),
        against_target(board.target("signed_value"), board.completion("signed_value")),
        against_pace(board.ahead("signed_value")),
        _within(
            here,
            n,
            f"。其中，{month}新签约项目{{n}}，签约金额{{a}}。",
            f"。其中，{month}没有新签约项目。",
            now("signed_value"),
        ),
        unless_none(
            board.talks(),
            "期末在谈项目{n}，计划总投资{a}。",
            "期末没有在谈项目。",
            n=board.talks(),
            a=board.talks_amount(),
        ),
    )
    n, here = year("started"), now("started")
    built = paragraph(
        unless_none(n, f"{span}，新开工项目{{n}}", f"{span}，没有新开工项目", n=n),
        against_target(board.target("started"), board.completion("started")),
        against_pace(board.ahead("started")),
        _within(here, n, f"；其中{month}开工{{n}}。", f"；其中{month}没有新开工。"),
        _rate("今年签约项目开工率{r}，", "今年尚无签约项目，", board.started_rate()),
        unless_none(year("produced"), "新投产项目{n}", "没有新投产项目", n=year("produced")),
        _rate("，投产率{r}。", "。", board.produced_rate()),
    )
    n, here = year("funds"), now("funds")
    placed = paragraph(
        unless_none(n, f"{span}，到位资金{{n}}", f"{span}，没有到位资金", n=n),
        against_target(board.target("funds"), board.completion("funds")),
        against_pace(board.ahead("funds")),
        _within(here, n, f"；其中{month}到位{{n}}。", f"；其中{month}没有到位。"),
        _rate("今年签约项目资金到位率{r}，", "", board.funds_rate()),
        _rate("合同履约率{r}。", "", board.kept_rate()),
    )
    return Heading(1, "一、指标完成情况"), signed, built, placed, _target_table(board, whole)


def _within(now: Figure, year: Figure, sentence: str, otherwise: str, amount: Figure | None = None) -> tuple[Span, ...]:
    """Say the month's part of the year's figure; of nothing there is no part to tell."""
    if not year.value:
        return (Span("。"),)
    return unless_none(now, sentence, otherwise, n=now, a=amount or now)


def _rate(sentence: str, otherwise: str, rate: Figure) -> tuple[Span, ...]:
    """Say a rate, or what to say where there is none."""
    if rate.value is None:
        return (Span(otherwise),) if otherwise else ()
    return say(sentence, r=rate)


def _target_table(board: Board, whole: str) -> Table:
    rows = []
    pace = board.facts.settings.get("pace", "按月")
    for key in TARGETED:
        goal, now, year = board.target(key), board.now(key), board.year(key)
        rows.append(row(TARGETED[key], goal.unit, goal, now, year, board.completion(key), board.ahead(key)))
    return Table(
        caption=f"表1　{whole}主要指标完成情况",
        columns=(
            column("指标", 6.5, Align.LEFT),
            column("单位", 3),
            column("年度目标", 4.5, Align.RIGHT),
            column("本月完成", 4.5, Align.RIGHT),
            column("累计完成", 4.5, Align.RIGHT),
            column("完成率\n（%）", 4.5, Align.RIGHT),
            column("序时进度差\n（百分点）", 5.5, Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(f"序时进度{rates.half_up(board.pace, 2)}%（{pace}计）；“—”表示未下达目标。",),
    )


def _work(board: Board) -> tuple[Block, ...]:
    """二、各专班开展情况."""
    return (
        Heading(1, "二、各专班开展情况"),
        Heading(2, "（一）项目信息"),
        _leads(board),
        Heading(2, "（二）外出招商和来访接待"),
        _visits(board),
        Heading(2, "（三）洽谈签约"),
        *_signings(board),
        Heading(2, "（四）开工投产和资金到位"),
        _building(board),
        ranking.table(board),
    )


def _by_force(board: Board, key: str) -> list[tuple[str, Figure]]:
    return [(f"{force.short or force.name}专班", board.now(key, force.id)) for force in board.facts.forces]


def _idle(figures: list[tuple[str, Figure]]) -> list[str]:
    return [name for name, figure in figures if not figure.value]


def _leads(board: Board) -> Paragraph:
    found = _by_force(board, "leads_reported")
    spread = counted(found)
    idle = _idle(found)
    reported, known = board.now("leads_reported"), board.now("leads_recognised")
    return paragraph(
        say("本月，各专班上报线索{a}，认定有效线索{b}。", a=reported, b=known),
        (Span("上报线索的有："), *spread, Span("。")) if spread else "",
        f"未上报线索的有：{row_of_names(idle)}。" if idle and spread else "",
        say("今年以来累计上报{a}、认定{b}。", a=board.year("leads_reported"), b=board.year("leads_recognised")),
    )


def _visits(board: Board) -> Paragraph:
    found = _by_force(board, "visits_out")
    spread = counted(found)
    idle = _idle(found)
    out, come = board.now("visits_out"), board.now("visits_in")
    return paragraph(
        say("本月，各专班外出招商{a}，接待来访{b}，举办招商活动{c}。", a=out, b=come, c=board.now("activities")),
        (Span("外出招商的有："), *spread, Span("。")) if spread else "",
        f"未外出招商的有：{row_of_names(idle)}。" if idle and spread else "",
        say("今年以来累计外出招商{a}、接待来访{b}。", a=board.year("visits_out"), b=board.year("visits_in")),
    )


def _signings(board: Board) -> tuple[Block, ...]:
    signed = board.now("signed")
    if not signed.value:
        return (paragraph(say("本月没有新签约项目；期末在谈项目{n}。", n=board.talks())),)
    spread = counted(_by_force(board, "signed"))
    names = {force.id: force.short or force.name for force in board.facts.forces}
    courses = sorted((board.facts.courses[one] for one in signed.rows), key=lambda c: (-c.signed_amount, c.name))
    listed = "；".join(
        f"{c.name}（{names.get(c.task_force or '', '未分')}专班，签约{_yi(c.signed_amount)}亿元）" for c in courses
    )
    first = paragraph(
        say("本月，新签约项目{n}，签约金额{a}", n=signed, a=board.now("signed_value")),
        (Span("，其中"), *spread, Span("。")) if spread else "。",
        say("期末在谈项目{n}，计划总投资{a}。", n=board.talks(), a=board.talks_amount()),
    )
    return first, paragraph(f"新签约项目为：{listed}。")


def _building(board: Board) -> Paragraph:
    started = counted(_by_force(board, "started"))
    placed = counted(_by_force(board, "funds"))
    return paragraph(
        unless_none(board.now("started"), "本月，新开工项目{n}", "本月，没有新开工项目", n=board.now("started")),
        (Span("，其中"), *started) if started else "",
        unless_none(board.now("produced"), "；新投产项目{n}", "；没有新投产项目", n=board.now("produced")),
        unless_none(board.now("funds"), "；到位资金{a}", "；没有到位资金", a=board.now("funds")),
        (Span("，其中"), *placed, Span("。")) if placed else "。",
    )


def _yi(wan: Decimal) -> str:
    return f"{rates.half_up(wan / WAN_PER_YI, 2):,}"
