"""年终总结: the year against its targets, against the year before where that is known, and by task force."""

from datetime import date
from decimal import Decimal

from models.facts import SIGNED, STARTED
from models.happenings import COME, EVENTS, OUT, TALKS
from reports.circulars import annexes, charts, compared, letterhead, matters, month, problems, ranking, sizes
from reports.circulars.scene import NAMES, Scene
from reports.circulars.wording import column, counted, counted_or_none, paragraph, row, row_of_names, say
from reports.content import Align, Annex, Block, Document, Heading, Row, Span, Table
from reports.figures import MEASURES, TARGETED

_DUE_DAY = 15
_FEW = 8
_COMPARED = ("signed", "signed_value", "started", "produced", "funds")


def draft(scene: Scene) -> Document:
    """Compose the report of one year."""
    period, board, whole = scene.period, scene.board, scene.whole
    body: tuple[Block, ...] = (
        paragraph(
            f"现将{period.name}{whole}招商引资工作总结如下（数据截至{letterhead.said(period.last)}）。", key="opening"
        ),
        *month.targets(board, whole),
        *_compared(scene),
        *charts.trend(board),
        *_work(scene),
        *charts.funnel(board),
        *_forces(scene),
        *_wrong(scene),
        *_ahead(scene),
    )
    # The portrait annex comes last: 版记 is printed below it, for which a landscape page has no room.
    attached: tuple[Annex, ...] = (annexes.projects(board), sizes.annex(board))
    if not scene.facts.only:
        attached = (annexes.summary(board, whole), *attached)
    title = f"{period.name}{whole}招商引资工作总结"
    return letterhead.circular(scene.facts, period, title, body, attached, kind="年终总结", due=_DUE_DAY)


def _compared(data: Scene) -> tuple[Block, ...]:
    """Build the comparison with the year before; empty where that is not known."""
    rows: list[Row] = []
    spans: list[Span] = []
    for measure in (candidate for candidate in MEASURES if candidate.key in _COMPARED):
        now, then = data.board.year(measure.key), compared.before(data.board, measure.key)
        if then is None:
            continue
        rows.append(row(measure.label, measure.unit, then, now, compared.change(now, then)))
        if measure.key in {"signed_value", "funds"} and (growth := compared.grown(now, then)):
            spans += [Span("，" if spans else ""), Span(measure.label), *growth]
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
    return *text, Table(f"表2　{data.whole}主要指标与上年比较", columns, tuple(rows), notes=notes)


def _next(data: Scene) -> int:
    """Return the number of the table of task forces: 3 where the comparison's table is printed before it, else 2."""
    return 3 if any(compared.before(data.board, key) for key in _COMPARED) else 2


def _work(data: Scene) -> tuple[Block, ...]:
    """二、主要工作."""
    board = data.board
    work = [(NAMES[kind], data.count(kind)) for kind in (OUT, COME, TALKS, EVENTS)]
    signed_by_force = [(f"{letterhead.called(force)}", board.year("signed", force.id)) for force in data.facts.forces]
    spread = counted(signed_by_force) if not data.facts.only else ()
    signed = board.year("signed")
    return (
        Heading(1, "二、主要工作"),
        paragraph(
            say("全年上报线索{a}，认定有效线索{b}；", a=board.year("leads_reported"), b=board.year("leads_recognised")),
            counted_or_none(work, "没有外出招商、接待来访和洽谈"),
            "。",
            key="work",
        ),
        paragraph(
            "全年",
            matters.signings(data),
            (Span("新签约项目分别为："), *spread, Span("。")) if spread and signed.value else "",
            key="signed",
        ),
    )


def _forces(data: Scene) -> tuple[Block, ...]:
    """三、各专班完成情况: the ranking by completion, and who met the year's target."""
    if data.facts.only:
        return ()
    board = data.board
    met: list[str] = []
    missed: list[str] = []
    none: list[str] = []
    for force in data.facts.forces:
        done = board.completion("signed_value", force.id).value
        names = none if done is None else met if done >= Decimal(100) else missed
        names.append(letterhead.called(force))
    text = paragraph(
        f"完成年度签约金额任务的有：{row_of_names(met)}。" if met else "没有专班完成年度签约金额任务。",
        f"没有完成的有：{row_of_names(missed)}。" if met and missed else "",
        f"没有下达签约金额任务的有：{row_of_names(none)}。" if none else "",
        key="forces",
    )
    return Heading(1, "三、各专班完成情况"), text, ranking.table(board, _next(data)), *charts.by_force(board)


def _wrong(data: Scene) -> tuple[Block, ...]:
    number = "三" if data.facts.only else "四"
    return Heading(1, f"{number}、存在问题"), *problems.problems(data.board)[1:]


def _ahead(data: Scene) -> tuple[Block, ...]:
    """五、下年打算: targets missed, projects signed but not started, obligations due, and projects in talks."""
    parts = (_catch_up(data), _to_start(data), _to_settle(data), _to_sign(data))
    number = "四" if data.facts.only else "五"
    blocks: list[Block] = [Heading(1, f"{number}、下年打算")]
    for place, (title, key, text) in enumerate(part for part in parts if part):
        blocks += [Heading(2, f"（{matters.NUMERALS[place]}）{title}"), paragraph(text, key=f"ahead.{key}")]
    return tuple(blocks)


_Part = tuple[str, str, str | tuple[Span, ...]] | None  # heading, key, text


def _catch_up(data: Scene) -> _Part:
    board, lead = data.board, problems.leads(data.board)
    missed = []
    for key in TARGETED:
        goal, done = board.target(key), board.year(key)
        if goal.value is not None and (done.value or 0) < goal.value:
            missed.append(TARGETED[key])
    if not missed:
        return "巩固成果", "targets", f"本年各项指标都已完成，要把力量转到项目落地和达产上来。（责任单位：{lead}）"
    how = "按季调度" if data.facts.only else "分解到各专班，按季调度"
    return "补短板", "targets", f"本年没有完成的指标（{'、'.join(missed)}），{how}。（责任单位：{lead}）"


def _to_start(data: Scene) -> _Part:
    last = data.period.last
    waiting = [
        course
        for course in data.facts.courses.values()
        if course.entered.get(SIGNED, date.max) <= last
        and course.entered.get(STARTED, date.max) > last
        and not course.is_over(last)
    ]
    if not waiting:
        return None
    count = matters.projects("unstarted.all", "已签约未开工项目", waiting, "年末已签约、未开工且未终止的项目数")
    sentence = say("结转的已签约未开工项目{n}，逐个排出开工时间。", n=count)
    return "促开工", "start", (*sentence, Span(f"（责任单位：{problems.units_of(data.board, waiting)}）"))


def _to_settle(data: Scene) -> _Part:
    due = matters.items("due_next", f"{data.coming.name}到期事项", data.next_due, "时限在下年、尚未销号的责任事项数")
    late = matters.items("overdue", "到期未销号事项", data.late, "年末到期未销号的责任事项数")
    if not late.value and not due.value:
        return None
    owed = counted_or_none((("结转的到期未销号事项", late), ("下年到期的事项", due)), "")
    units = row_of_names(problems.units([*data.late, *data.next_due]), _FEW) or "各责任单位"
    return "抓兑现", "settle", (*owed, Span(f"，按时办结销号。（责任单位：{units}）"))


def _to_sign(data: Scene) -> _Part:
    board = data.board
    if not board.talks().value:
        return None
    sentence = say("年末在谈项目{n}，计划总投资{a}，逐个明确签约时间。", n=board.talks(), a=board.talks_amount())
    return "储项目", "talks", (*sentence, Span(f"（责任单位：{problems.leads(board)}）"))
