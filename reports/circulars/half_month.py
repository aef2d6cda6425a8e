"""半月调度: material for the half-monthly meeting: agenda, each task force's state, and items to decide."""

from dataclasses import replace
from typing import Any

from models.happenings import COME, LEADS, OUT, RECOGNISED, TALKS
from models.rules import rates
from reports.circulars import letterhead, matters
from reports.circulars.scene import NAMES, Scene
from reports.circulars.wording import counted_or_none, paragraph, row_of_names, say, unless_none
from reports.content import Block, Document, Heading, Paragraph, Span

_MOST = 12  # lines of each sort in the table of matters
_FEW = 8


def draft(scene: Scene) -> Document:
    """Compose the material of one half-month's meeting."""
    period = scene.period
    body: tuple[Block, ...] = (
        paragraph(
            f"现将{period.name}{scene.whole}招商引资工作情况和提请调度事项汇总如下（数据截至{letterhead.said(period.last)}）。",
            key="opening",
        ),
        *agenda(scene, "半月调度"),
        *_overview(scene),
        *forces(scene, "三、各专班情况" if not scene.facts.only else "三、工作情况"),
        *decide(scene, "四、提请会议研究的事项"),
    )
    title = f"{period.name}{scene.whole}\n招商引资工作调度材料"
    return for_a_meeting(letterhead.circular(scene.facts, period, title, body, (), kind="半月调度", due=0))


def for_a_meeting(document: Document) -> Document:
    """Remove the head and foot of an official document: meeting material is handed out and not sent to anybody."""
    return replace(document, masthead="", number="", recipients="", printed_by="", copies_to="")


def agenda(scene: Scene, meeting: str) -> tuple[Block, ...]:
    """一、会议议程."""
    heard = "听取本专班工作汇报" if scene.facts.only else f"听取{len(scene.facts.forces)}个专班工作汇报"
    steps = (
        f"通报{scene.period.name}工作情况；",
        f"{heard}；",
        "研究逾期事项、超期未开工项目和企业反映的问题；",
        "议定事项，明确责任单位和完成时限。",
    )
    paragraphs = [paragraph(f"{number}．{step}", key=f"agenda.{number}") for number, step in enumerate(steps, start=1)]
    return Heading(1, "一、会议议程"), *paragraphs


def _overview(data: Scene) -> tuple[Block, ...]:
    """二、总体情况."""
    board = data.board
    goal, done = board.target("signed_value"), board.completion("signed_value")
    work = [(NAMES[kind], data.count(kind)) for kind in (LEADS, RECOGNISED, OUT, COME, TALKS)]
    against = () if done.value is None else say("，完成年度目标{g}的{d}", g=goal, d=done)
    pace = () if done.value is None else say("（序时进度{p}）", p=board.elapsed())
    text = paragraph(
        f"{data.period.name}，{data.whole}",
        counted_or_none(work, "没有上报线索、走访和洽谈"),
        "；",
        matters.signings(data),
        say(
            f"{board.period.to_date}累计新签约项目{{n}}、签约金额{{a}}",
            n=board.year("signed"),
            a=board.year("signed_value"),
        ),
        against,
        pace,
        say("，到位资金{f}；期末在谈项目{t}。", f=board.year("funds"), t=board.talks()),
        key="overview",
    )
    if data.facts.only:
        return Heading(1, "二、总体情况"), text
    idle = data.idle()
    quiet = (paragraph(f"本期没有工作进展的专班有：{row_of_names(idle)}。", key="idle"),) if idle else ()
    return Heading(1, "二、总体情况"), text, *quiet, matters.work_table(data, "表1　各专班本期工作情况")


def forces(scene: Scene, title: str) -> tuple[Block, ...]:
    """Compose the section of all task forces: a paragraph on each one's work, results and open problems."""
    paragraphs = [told(scene.of(force), force) for force in scene.facts.forces]
    return Heading(1, title), *paragraphs


def told(mine: Scene, force: Any) -> Paragraph:
    """Compose the paragraph on one task force."""
    board = mine.board
    work = [(NAMES[kind], mine.count(kind)) for kind in (LEADS, RECOGNISED, OUT, COME, TALKS)]
    moved = [f"{move.course.name}{move.stage}" for move in mine.moves if move.library]
    done = board.completion("signed_value")
    gap = board.ahead("signed_value")
    late = matters.items("overdue", "到期未销号事项", mine.late, "时限已过、尚未销号的责任事项数")
    starts = matters.projects("late_start", "超期未开工项目", mine.late_starts, "计划开工时间已过、尚未开工的项目数")
    wrong = [(name, figure) for name, figure in (("到期未销号事项", late), ("超期未开工项目", starts)) if figure.value]
    return paragraph(
        f"{letterhead.called(force)}（{force.lead_units or '未定牵头单位'}）：本期",
        counted_or_none(work, "没有线索、走访和洽谈"),
        f"；{'、'.join(moved)}" if moved else "；项目没有新进展",
        unless_none(board.talks(), "。在谈{t}", "。没有在谈项目", t=board.talks()),
        say("，今年签约{n}、{a}", n=board.year("signed"), a=board.year("signed_value"))
        if board.year("signed").value
        else "，今年尚无签约",
        _against(done, gap) if board.year("signed").value else "",
        "。",
        (Span("需调度："), *counted_or_none(wrong, ""), Span("。")) if wrong else "",
        key=f"force.{force.id}",
    )


def _against(done: Any, gap: Any) -> tuple[Span, ...]:
    if done.value is None or gap.value is None:
        return ()
    off = rates.half_up(gap.value, 2)
    if not off:
        return say("，完成年度签约任务的{d}，与序时进度持平", d=done)
    side = "高于" if off > 0 else "低于"
    return (*say(f"，完成年度签约任务的{{d}}，{side}序时进度", d=done), Span(f"{abs(off)}个百分点", gap))


def decide(scene: Scene, title: str) -> tuple[Block, ...]:
    """List what the meeting is asked to decide: late starts, problems put to the government, overdue obligations."""
    blocks: list[Block] = [Heading(1, title)]
    number = 0
    for key, text in (("starts", _starts(scene)), ("problems", _problems(scene)), ("late", _late(scene))):
        if text:
            heading, *parts = text
            blocks += [
                Heading(2, f"（{matters.NUMERALS[number]}）{heading}"),
                paragraph(*parts, key=f"decide.{key}"),
            ]
            number += 1
    if not number:
        return *blocks, paragraph("本期没有逾期事项、超期未开工项目和待协调的问题。", key="decide.none")
    table = matters.matters_table(scene, f"表{1 if scene.facts.only else 2}　到期未销号和将到期的责任事项", _MOST)
    return *blocks, *((table,) if table else ())


def _starts(data: Scene) -> tuple[str | tuple[Span, ...], ...]:
    late_starts = data.late_starts
    if not late_starts:
        return ()
    count = matters.projects("late_start", "超期未开工项目", late_starts, "计划开工时间已过、尚未开工的项目数")
    leads = {force.id: force.lead_units or letterhead.called(force) for force in data.facts.forces}
    named = "；".join(
        f"{course.name}（计划{letterhead.near(course.plan_start, data.period.year)}开工，"
        f"责任单位：{course.unit or leads.get(course.task_force or '', '未定')}）"
        for course in late_starts[:_FEW]
    )
    more = f"等{len(late_starts)}个项目" if len(late_starts) > _FEW else ""
    return "超期未开工项目", say("已过计划开工时间、尚未开工的项目{n}：", n=count), f"{named}{more}。"


def _problems(data: Scene) -> tuple[str | tuple[Span, ...], ...]:
    last = data.period.last
    open_problems = [
        obligation
        for obligation in data.facts.obligations
        if obligation.kind == "问题"
        and (obligation.raised_on or last) <= last
        and (obligation.closed_on > last if obligation.closed_on else obligation.state != "已销号")
    ]
    if not open_problems:
        return ()
    count = matters.items("problems", "待协调的问题", open_problems, "类别为“问题”、期末尚未销号的责任事项数")
    named = "；".join(
        f"{matters.named(data, obligation)}（责任单位：{obligation.unit or '未定'}）"
        for obligation in open_problems[:_FEW]
    )
    more = f"等{len(open_problems)}件" if len(open_problems) > _FEW else ""
    return "企业反映的问题", say("企业反映、尚未解决的问题{n}：", n=count), f"{named}{more}。"


def _late(data: Scene) -> tuple[str | tuple[Span, ...], ...]:
    if not data.late and not data.next_due:
        return ()
    late = matters.items("overdue", "到期未销号事项", data.late, "时限已过、尚未销号的责任事项数")
    due = matters.items("due_next", "下期到期事项", data.next_due, "时限在下一期、尚未销号的责任事项数")
    counts = counted_or_none((("到期未销号的责任事项", late), ("下一期到期的责任事项", due)), "")
    return "逾期和将到期的责任事项", counts, "，请责任单位在会上说明办理进度和完成时间（见下表）。"
