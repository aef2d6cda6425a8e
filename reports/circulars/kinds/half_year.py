"""半年观摩: the circular of a half-year's project tour, with a page a project (photograph, facts, progress, plans)."""

from datetime import date

from models.ledgers import Obligation
from models.rules.stages import SUSPENDED
from models.rules.vocabulary import CircularName, Stage
from models.statistics.events import ProjectRecord
from reports.circulars.kinds import half_month
from reports.circulars.parts import charts, letterhead, next_steps, problems, size_bands, work_lists
from reports.circulars.parts.circular_kind import CircularKind, from_period_data
from reports.circulars.parts.highlights import highlight_section, latest_items
from reports.circulars.parts.inspection_section import inspection_paragraph
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.responsible import unit_of
from reports.circulars.parts.table_grid import form_table, without_unfilled_column
from reports.circulars.parts.target_section import targets
from reports.circulars.parts.total_check import with_rounding_note
from reports.circulars.parts.visit_plan import plan_paragraph
from reports.circulars.parts.wording import column, paragraph, row
from reports.content.document import Align, Annex, Block, Document, Picture, SectionHeading, Table
from reports.figures.figure import EMPTY, Figure, in_yi

_DUE_DAY = 15
_MAX_PROJECTS = 12  # projects a tour can see
_MAX_NAMES = 3


def draft(data: PeriodData) -> Document:
    """Compose the circular of one half-year's tour."""
    period, board = data.period, data.board
    toured = _projects_to_visit(data)
    body: tuple[Block, ...] = (
        paragraph(data.say("opening.half-year", half_month.opening_values(data)), key="opening"),
        *targets(data),
        *plan_paragraph(data),
        *inspection_paragraph(data),
        *charts.trend(board),
        *_projects(data, toured),
        *size_bands.section_table(board, "表3　按投资规模分档统计"),
        *highlight_section(latest_items(data.news), "三"),
        *problems.problem_section(board),
        *next_steps.next_step_section(board),
    )
    pages = tuple(_page(data, course) for course in toured)
    title = f"关于{period.name}{data.scope_name}招商引资项目观摩情况的通报"
    return letterhead.circular(data.facts, period, title, body, pages, kind="半年观摩", due=_DUE_DAY)


def _projects_to_visit(data: PeriodData) -> list[ProjectRecord]:
    """Select the projects to visit: started, finished or put into production within the half-year, largest first."""
    last = data.period.last
    candidates = [
        course
        for course in data.facts.held_projects
        if any(
            data.period.first <= course.entered.get(stage, date.min) <= last
            for stage in (Stage.STARTED, Stage.FINISHED, Stage.PRODUCED)
        )
        and course.state_on(last) not in SUSPENDED
    ]
    return sorted(candidates, key=lambda course: (-course.total, course.name))[:_MAX_PROJECTS]


def _projects(data: PeriodData, toured: list[ProjectRecord]) -> tuple[Block, ...]:
    """二、观摩项目情况."""
    heading = SectionHeading(1, "二、观摩项目情况")
    if not toured:
        return heading, paragraph(data.say("tour.none", {"期间": data.period.name}), key="tour")
    count = work_lists.project_count("toured", "观摩项目", toured, "本半年开工、竣工或者投产且没有暂停、终止的项目")
    formula = f"{len(toured)} 个项目总投资合计（万元÷10000）"
    total = in_yi("toured.total", "观摩项目总投资", ((course.row, course.total) for course in toured), formula)
    text = paragraph(data.say("tour", {"个数": count, "总投资": total}), key="tour")
    return heading, text, _project_table(data, toured, total)


def _project_table(data: PeriodData, toured: list[ProjectRecord], total: Figure) -> Table:
    forces = {force.id: force for force in data.facts.forces}
    rows = []
    for number, course in enumerate(toured, start=1):
        force = forces.get(course.task_force or "")
        name = force.short_name if force else EMPTY
        unit = course.unit or (force.lead_units if force else "") or EMPTY
        worth = _total_investment(course)
        rows.append(row(number, course.name, name, unit, worth, course.stage_on(data.period.last)))
    rows.append(row("", "合计", "", "", total, "", total=True))
    columns = (
        column("序\n号", 2),
        column("项目名称", 12, Align.LEFT),
        column("责任专班", 5, Align.LEFT),
        column("责任单位", 8, Align.LEFT),
        column("总投资\n（亿元）", 4.5, Align.RIGHT),
        column("当前\n阶段", 4),
    )
    table = Table("表2　观摩项目", columns, tuple(rows))
    return with_rounding_note(without_unfilled_column(table, "责任单位"))


def _total_investment(course: ProjectRecord) -> Figure:
    return in_yi("total", f"{course.name} 总投资", [(course.row, course.total)], "总投资（万元÷10000）")


def _page(data: PeriodData, course: ProjectRecord) -> Annex:
    """Compose the page of one project."""
    last, year, near = data.period.last, data.period.year, letterhead.short_date
    force = next((task_force for task_force in data.facts.forces if task_force.id == course.task_force), None)
    entered = {stage: day.isoformat() for stage, day in course.entered.items() if day <= last}
    facts = form_table(
        [
            ("投资方", course.investor),
            ("责任专班", letterhead.display_name(force) if force else ""),
            ("总投资（亿元）", _total_investment(course)),
            ("到位资金（亿元）", _project_funds(data, course)),
            ("签约时间", entered.get(Stage.SIGNED, "")),
            ("开工时间", entered.get(Stage.STARTED, "")),
            ("投产时间", entered.get(Stage.PRODUCED) or _planned_production(course)),
            ("责任单位", course.unit or (force.lead_units if force else "") or ""),
        ],
        2,
        6,
        9,
    )
    done = [
        step for step in data.diary.milestones if step.project == course.row and step.done_on and step.done_on <= last
    ]
    late = [step for step in data.overdue_steps if step.project == course.row]
    owed = [obligation for obligation in data.overdue if obligation.project == course.row]
    coming = [step for step in data.next_steps if step.project == course.row]
    done_text = "、".join(f"{step.name}（{near(step.done_on, year)}）" for step in done[-_MAX_NAMES:])
    wrong = [f"“{step.name}”应于{near(step.plan_on, year)}完成，尚未完成" for step in late[:_MAX_NAMES]]
    wrong += [f"{_owed_text(data, obligation)}逾期未办结" for obligation in owed[:_MAX_NAMES]]
    progress = f"期末处于{course.stage_on(last)}阶段。" + (f"已完成{done_text}。" if done_text else "")
    progress += f"{course.progress.rstrip('。')}。" if course.progress else ""
    planned = [f"{near(step.plan_on, year)}前完成{step.name}" for step in coming[:_MAX_NAMES]]
    if late:
        planned.insert(0, f"抓紧完成{'、'.join(step.name for step in late[:_MAX_NAMES])}")
    plans = "；".join(planned)
    words = form_table(
        [
            ("项目进展", progress),
            ("存在问题", f"{'；'.join(wrong) or '没有逾期的节点和事项'}。"),
            ("下步打算", f"{plans or '按计划推进'}。"),
        ],
        1,
        6,
        24,
    )
    blocks: tuple[Block, ...] = (Picture(b"", f"{course.name}现场照片"), facts, words)
    return Annex(course.name, blocks)


def _owed_text(data: PeriodData, obligation: Obligation) -> str:
    unit = unit_of(data.facts, obligation)
    return f"{obligation.name}（责任单位：{unit}）" if unit else str(obligation.name)


def _planned_production(course: ProjectRecord) -> str:
    return f"计划{course.plan_produce.isoformat()}" if course.plan_produce else ""


def _project_funds(data: PeriodData, course: ProjectRecord) -> Figure:
    last = data.period.last
    amounts = ((event.row, event.amount) for event in data.board.funds_of(course.row) if event.day <= last)
    return in_yi("funds.project", f"{course.name} 累计到位资金", amounts, "逐月到位资金合计（万元÷10000）", "funding")


KIND = CircularKind(
    "half-year",
    CircularName.HALF_YEAR,
    "half-year",
    from_period_data(draft),
    position=70,
    duties=("半年观摩",),
    lists_targets=True,
)
