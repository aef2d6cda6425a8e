"""月例会材料 (襄城 C4): the content of the month's circular and what each task force did, in one document."""

from models.ledgers import TaskForce
from models.rules import rates
from models.rules.vocabulary import CircularName
from models.statistics.activity_log import EVENTS, LEADS, RECOGNISED, TALKS, VISITS_IN, VISITS_OUT
from models.statistics.metrics import TARGET_METRICS
from reports.circulars.kinds import half_month
from reports.circulars.parts import annexes, letterhead, next_steps, problems, work_lists
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.force_names import name_all_or_some
from reports.circulars.parts.highlights import highlight_section
from reports.circulars.parts.period_data import KIND_WORDS, PeriodData
from reports.circulars.parts.talent_section import talent_section
from reports.circulars.parts.target_section import targets
from reports.circulars.parts.wording import counted_or_none, fill, paragraph
from reports.circulars.parts.work_section import work
from reports.content.document import Annex, Block, Document, SectionHeading, TextSpan

_MAX_FORCES = 60  # told one by one
_MAX_NAMES = 2  # of each sort, so that several task forces find room on a page


def draft(data: PeriodData) -> Document:
    """Compose the material of one month's meeting."""
    period, board = data.period, data.board
    body: tuple[Block, ...] = (
        paragraph(data.say("opening.meeting", half_month.opening_values(data)), key="opening"),
        *half_month.agenda(data, "月例会"),
        *targets(data),
        *work(data, _not_annexed(data)),
        *highlight_section(data.news, "四"),
        *talent_section(data, "四"),
        *problems.problem_section(board),
        *next_steps.next_step_section(board),
        *half_month.decision_items(data, "六、提请会议研究的事项"),
    )
    attached = _annexes(data)
    title = f"{period.name}{data.scope_name}\n招商引资月例会材料"
    document = letterhead.circular(data.facts, period, title, body, attached, kind="月例会", due=0)
    return half_month.without_letterhead(document)


def _annexes(data: PeriodData) -> tuple[Annex, ...]:
    """Tell of the task forces one after another; of more than a meeting can leaf through there is the table alone."""
    forces = data.facts.forces
    if data.facts.only_force:
        return ()
    if len(forces) > _MAX_FORCES:
        return annexes.summary(data.board, data.scope_name)
    parts = [(data.for_task_force(force), force) for force in forces]
    described = [block for part, force in parts if not half_month.is_quiet(part) for block in force_blocks(part, force)]
    if not described:
        return ()
    return (*annexes.summary(data.board, data.scope_name), Annex(f"各专班{data.period.name}工作情况", tuple(described)))


def _not_annexed(data: PeriodData) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Name the task forces that the annex leaves out, since there is nothing to tell of them; empty where none is."""
    forces = data.facts.forces
    if data.facts.only_force or len(forces) > _MAX_FORCES:
        return ()
    quiet = [force for force in forces if half_month.is_quiet(data.for_task_force(force))]
    if not quiet:
        return ()
    text = data.say("meeting.quiet", {"名单": name_all_or_some(quiet, forces)})
    return (("没有工作进展的专班", (paragraph(text, key="force.quiet"),)),)


def force_blocks(data: PeriodData, force: TaskForce) -> tuple[Block, ...]:
    """Compose what the annex tells of a task force: its work, targets, problems and what is due next."""
    board = data.board
    work = [(KIND_WORDS[kind], data.count(kind)) for kind in (LEADS, RECOGNISED, VISITS_OUT, VISITS_IN, TALKS, EVENTS)]
    who = (("牵头单位", force.lead_units), ("组长", force.leader), ("联络员", force.liaison))
    named = "；".join(f"{title}：{person}" for title, person in who if person)
    moved = [f"{move.course.name}于{move.on.month}月{move.on.day}日{move.entered_text}" for move in data.moves]
    return (
        SectionHeading(1, letterhead.display_name(force)),
        *((paragraph(f"{named}。", key=f"force.{force.id}.who"),) if named else ()),
        paragraph(
            "本月",
            counted_or_none(work, "没有线索、走访和洽谈"),
            "；",
            work_lists.signings_clause(data),
            fill("；期末在谈项目{n}。", n=board.talks()) if board.talks().value else "；期末没有在谈项目。",
            f"项目进展：{_join_first(moved)}。" if moved else "",
            _completions(data),
            key=f"force.{force.id}.work",
        ),
        *_problems_and_next(data, force),
    )


def _completions(data: PeriodData) -> tuple[TextSpan, ...]:
    """Compose how far the task force is with each of its targets; empty where it has none."""
    board = data.board
    done = [(TARGET_METRICS[key], board.completion(key)) for key in board.compared]
    given = [(name, figure) for name, figure in done if figure.value is not None]
    if not given:
        return ()
    spans = [
        span
        for number, (name, figure) in enumerate(given)
        for span in (TextSpan(f"{'、' if number else ''}{name}"), TextSpan(figure.phrase, figure))
    ]
    pace = f"{rates.half_up(board.pace, 2)}%"
    return data.say("meeting.targets", {"完成率": tuple(spans), "序时进度": pace})


def _problems_and_next(data: PeriodData, force: TaskForce) -> tuple[Block, ...]:
    """Compose the paragraphs on what is overdue and what is due next, naming the responsible units."""
    late = work_lists.obligation_count("overdue", "到期未销号事项", data.overdue, "时限已过、尚未销号的责任事项数")
    starts = work_lists.project_count(
        "late_start", "超期未开工项目", data.late_starts, "计划开工时间已过、尚未开工的项目数"
    )
    due = work_lists.obligation_count("due_next", "下月到期事项", data.next_due, "时限在下月、尚未销号的责任事项数")
    wrong = (("到期未销号的责任事项", late), ("超期未开工项目", starts))
    named = [
        *(course.name for course in data.late_starts),
        *(f"{obligation.name}{f'（{obligation.unit}）' if obligation.unit else ''}" for obligation in data.overdue),
    ]
    steps = [
        f"{step.project_name}“{step.name}”（{step.plan_on.month}月{step.plan_on.day}日）" for step in data.next_steps
    ]
    return (
        paragraph(
            "存在问题：",
            counted_or_none(wrong, "没有逾期事项和超期未开工项目"),
            f"：{_join_first(named)}。" if named else "。",
            key=f"force.{force.id}.wrong",
        ),
        paragraph(
            "下月：",
            counted_or_none((("到期的责任事项", due),), "没有到期的责任事项"),
            f"；到期的项目节点：{_join_first(steps)}。" if steps else "，没有到期的项目节点。",
            key=f"force.{force.id}.next",
        ),
    )


def _join_first(names: list[str]) -> str:
    """Join the first names, with the full number where there are more."""
    return "；".join(names[:_MAX_NAMES]) + (f"等{len(names)}项" if len(names) > _MAX_NAMES else "")


KIND = CircularKind("meeting", CircularName.MEETING, "month", from_period_data(draft), position=50, duties=("月例会",))
