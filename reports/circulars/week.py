"""The week's bulletin (周动态、周汇总): what each task force did, what moved, what falls due and what is overdue."""

from dataclasses import replace
from datetime import date

from models.happenings import COME, EVENTS, LEADS, OUT, RECOGNISED, TALKS, Happening
from reports.circulars import letterhead, matters
from reports.circulars.scene import NAMES, Move, Scene, happened
from reports.circulars.wording import counted_or_none, paragraph, row_of_names, say
from reports.content import Block, Document, Heading, Layout, Paragraph
from reports.figures import WAN_PER_YI

_DUE_DAY = 1  # The bulletin goes out on the Monday after.
_MOST = 10  # lines of each sort in the table of what is due
_FEW = 6  # names a sentence holds


def draft(scene: Scene) -> Document:
    """Write the bulletin of one week."""
    period, own = scene.period, scene.facts.only
    span = f"{_short(period.first)}至{_short(period.last)}"
    title = f"{span}\n{scene.whole}招商引资工作动态" if own else f"{span}招商引资工作动态"
    body: tuple[Block, ...] = (
        *_overview(scene, span),
        *_news(scene),
        *_coming(scene),
    )
    made = letterhead.circular(scene.facts, period, title, body, (), kind="周动态", due=_DUE_DAY)
    number = f"第{period.first.isocalendar().week}期"
    return replace(made, layout=Layout.BULLETIN, masthead="招商引资周动态", number=number, title=title, recipients="")


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _overview(scene: Scene, span: str) -> tuple[Block, ...]:
    """一、本周概况."""
    whose = "" if scene.facts.only else "各专班"
    work = [(NAMES[kind], scene.count(kind)) for kind in (LEADS, RECOGNISED, OUT, COME, TALKS, EVENTS)]
    idle = scene.idle()
    year = scene.board
    said = paragraph(
        f"本周（{span}），{whose}",
        counted_or_none(work, "没有上报线索、走访和洽谈"),
        "；",
        matters.signings(scene),
        say(
            f"{year.period.to_date}累计新签约项目{{n}}、签约金额{{a}}，到位资金{{f}}。",
            n=year.year("signed"),
            a=year.year("signed_value"),
            f=year.year("funds"),
        ),
        key="overview",
    )
    if scene.facts.only:
        return Heading(1, "一、本周概况"), said
    quiet = f"本周线索、走访、洽谈和项目都没有进展的有：{row_of_names(idle)}。" if idle else "各专班本周都有工作进展。"
    return (
        Heading(1, "一、本周概况"),
        said,
        paragraph(quiet, key="idle"),
        matters.work_table(scene, "表1　各专班本周工作情况"),
    )


def _news(scene: Scene) -> tuple[Block, ...]:
    """二、工作动态: leads, visits and talks, and the projects that moved, task force by task force."""
    parts = (
        ("线索", _leads(scene)),
        ("走访洽谈", _visits(scene)),
        ("项目进展", _moves(scene)),
    )
    found = [(title, text) for title, text in parts if text]
    if not found:
        return Heading(1, "二、工作动态"), paragraph("本周没有新的线索、走访、洽谈和项目进展。", key="news.none")
    blocks: list[Block] = [Heading(1, "二、工作动态")]
    for number, (title, text) in enumerate(found):
        blocks += [Heading(2, f"（{matters.NUMERALS[number]}）{title}"), *text]
    return tuple(blocks)


def _by_force(scene: Scene, kind: str) -> list[tuple[str, str, tuple[Happening, ...]]]:
    """Part a kind of happening by task force: its id, its name, what it did; what belongs to none comes last."""
    names = [(force.id, letterhead.called(force)) for force in scene.facts.forces]
    found = [(row, name, scene.diary.of(kind, row)) for row, name in names]
    known = {row for row, _ in names}
    rest = tuple(one for one in scene.diary.of(kind) if one.task_force not in known)
    return [one for one in (*found, ("none", "未分专班", rest)) if one[2]]


def _leads(scene: Scene) -> list[Paragraph]:
    found = []
    for row, name, some in _by_force(scene, LEADS):
        told = "；".join(_lead(one) for one in some)
        found.append(paragraph(f"{name}：{told}。", key=f"force.{row}.leads"))
    return found


def _lead(one: Happening) -> str:
    facts = [
        f"来自{one.place}" if one.place else "",
        f"预计总投资{one.amount / WAN_PER_YI:.2f}亿元" if one.amount else "",
    ]
    said = "，".join(fact for fact in facts if fact)
    return f"{one.name}{f'（{said}）' if said else ''}"


def _visits(scene: Scene) -> list[Paragraph]:
    """Tell each task force's trips, guests and talks in one paragraph."""
    told: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for kind, say_one in ((OUT, _out), (COME, _come), (TALKS, _talk), (EVENTS, _event)):
        for row, name, some in _by_force(scene, kind):
            names[row] = name
            told.setdefault(row, []).extend(say_one(one) for one in some)
    order = [*(force.id for force in scene.facts.forces), "none"]
    return [
        paragraph(f"{names[row]}：{'；'.join(told[row])}。", key=f"force.{row}.visits") for row in order if row in told
    ]


def _out(one: Happening) -> str:
    return f"{happened(one)}{f'赴{one.place}' if one.place else '外出'}走访{one.name}{_result(one)}"


def _come(one: Happening) -> str:
    return f"{happened(one)}接待{one.name}来访{_result(one)}"


def _result(one: Happening) -> str:
    return f"（{one.said}）" if one.said else ""


def _talk(one: Happening) -> str:
    return f"{happened(one)}洽谈{one.name}{_result(one)}"


def _event(one: Happening) -> str:
    return f"{happened(one)}{f'在{one.place}' if one.place else ''}举办{one.name}"


def _moves(scene: Scene) -> list[Paragraph]:
    """Tell which project came from which library into which, and what was set aside."""
    found = []
    names = {force.id: letterhead.called(force) for force in scene.facts.forces}
    for row in (*names, None):
        some = [
            one for one in scene.moves if (one.course.task_force if one.course.task_force in names else None) == row
        ]
        if some:
            name = names.get(row or "", "未分专班")
            told = "；".join(_move(one) for one in some)
            found.append(paragraph(f"{name}：{told}。", key=f"force.{row or 'none'}.moves"))
    return found


def _move(one: Move) -> str:
    day = f"{one.on.month}月{one.on.day}日"
    if not one.library:
        return f"{one.course.name}于{day}{one.stage}"
    into = f"由{one.before}转入{one.library}" if one.before and one.before != one.library else f"进入{one.library}"
    worth = f"，总投资{one.course.total / WAN_PER_YI:.2f}亿元" if one.course.total else ""
    if one.before == one.library:
        return f"{one.course.name}于{day}{one.stage}{worth}"
    if not one.before and one.library == f"{one.stage}库":
        return f"{one.course.name}于{day}{into}{worth}"
    return f"{one.course.name}于{day}{one.stage}，{into}{worth}"


def _coming(scene: Scene) -> tuple[Block, ...]:
    """三、下周提醒: what is overdue, what falls due next week, which duties come round."""
    late = matters.items("overdue", "到期未销号事项", scene.late, "时限在本周末及以前、尚未销号的责任事项数")
    due = matters.items("due_next", "下周到期事项", scene.next_due, "时限在下周、尚未销号的责任事项数")
    nodes = matters.steps("steps.next", "下周到期的项目节点", scene.next_steps, "计划完成日期在下周、尚未完成的节点数")
    starts = matters.projects("late_start", "超期未开工项目", scene.late_starts, "计划开工时间已过、尚未开工的项目数")
    figures = (
        ("到期未销号的责任事项", late),
        ("下周到期的责任事项", due),
        ("超期未开工的项目", starts),
    )
    names = [f"{one.project_name}“{one.name}”" for one in scene.next_steps]
    blocks: list[Block] = [
        Heading(1, "三、下周提醒"),
        paragraph(counted_or_none(figures, "没有到期未销号和下周到期的事项"), "。", key="coming"),
    ]
    if names:
        more = "等" if len(names) > _FEW else ""
        told = say("下周到期的项目节点{n}：", n=nodes)
        blocks.append(paragraph(told, f"{'；'.join(names[:_FEW])}{more}。", key="coming.steps"))
    rhythm = [f"{one.due.duty.name}（{_short(one.due.on)}）" for one in scene.diary.duties]
    if rhythm:
        blocks.append(paragraph(f"下周应完成的工作：{'、'.join(rhythm)}。", key="coming.duties"))
    table = matters.matters_table(scene, f"表{1 if scene.facts.only else 2}　到期未销号和下周到期的责任事项", _MOST)
    return *blocks, *((table,) if table else ())
