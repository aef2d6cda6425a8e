"""The data that a period's circulars are composed from: statistics, the activity log, and what falls due next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from models.ledgers import Obligation, TaskForce
from models.rules.duty_schedule import period_of
from models.rules.periods import Period
from models.rules.stages import RUNNING, STAGE_ORDER, STATUS_MOVES, library_of
from models.rules.vocabulary import ObligationState, Stage
from models.settings.definitions import Definitions
from models.statistics.activity_log import (
    EVENTS,
    LEADS,
    RECOGNISED,
    TALKS,
    VISITS_IN,
    VISITS_OUT,
    ActiveMilestone,
    ActivityEntry,
    ActivityLog,
    activity_log,
)
from models.statistics.both_sides import BothSides, read_both_sides
from models.statistics.chosen_news import ChosenTalent, NewsItem, chosen_news, chosen_talents
from models.statistics.events import ProjectRecord, StatisticsData, for_task_force
from models.statistics.inspections import InspectionRecord, inspections
from models.statistics.merit import MeritProject, merit_projects
from models.statistics.visit_plans import PlannedVisit, planned_visits
from models.storage.store import Store
from reports.circulars.parts import letterhead
from reports.circulars.parts.comparison import Comparison
from reports.circulars.parts.previous_issue import PreviousIssue
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import TextSpan
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.special_table import SpecialTable
from reports.figures.special_tables import special_tables

_LEDGERS = {
    LEADS: "lead",
    RECOGNISED: "lead",
    VISITS_OUT: "visit",
    VISITS_IN: "visit",
    TALKS: "negotiation",
    EVENTS: "activity",
}
_UNITS = {LEADS: "条", RECOGNISED: "条", VISITS_OUT: "次", VISITS_IN: "次", TALKS: "轮", EVENTS: "场"}
KIND_NAMES = {
    LEADS: "上报线索",
    RECOGNISED: "认定线索",
    VISITS_OUT: "外出招商",
    VISITS_IN: "接待来访",
    TALKS: "洽谈",
    EVENTS: "招商活动",
}
KIND_WORDS = KIND_NAMES | {EVENTS: "举办招商活动"}  # as a sentence counts them: 洽谈5轮、举办招商活动1场


@dataclass(frozen=True, slots=True)
class PeriodStageMove:
    """A project's entry into a stage within the period; ``library`` is its library then, ``before`` the one it left."""

    course: ProjectRecord
    stage: str
    on: date
    library: str
    before: str

    @property
    def task_force(self) -> str | None:
        """The task force that the project belonged to on that day."""
        return self.course.owner_on(self.on)

    @property
    def entered_text(self) -> str:
        """How a sentence says that the project entered the stage: 进入在谈, 签约."""
        return f"进入{self.stage}" if self.stage in {Stage.LEAD, Stage.TALKS} else self.stage


@dataclass(frozen=True)
class PeriodData:
    """The data of one period, for the county or for one task force.

    ``news`` and ``talents`` are what the clerk ticked of it, ``issued`` the circular of the period before, None where
    there is none; ``visit_plan`` are the visits planned from the start of the year to the period's end, ``inspections``
    all inspections of firms by then. Read for the kinds that tell of them are ``kept``, the promises of both sides at
    its end, ``special``, the tables of the optional ledgers in use, and ``merit``, the projects signed in it that meet
    the rule for a great reward.
    """

    facts: StatisticsData
    period: Period
    diary: ActivityLog
    news: tuple[NewsItem, ...] = ()
    issued: PreviousIssue | None = None
    visit_plan: tuple[PlannedVisit, ...] = ()
    kept: BothSides | None = None
    special: tuple[SpecialTable, ...] = ()
    talents: tuple[ChosenTalent, ...] = ()
    merit: tuple[MeritProject, ...] = ()
    inspections: tuple[InspectionRecord, ...] = ()

    @cached_property
    def board(self) -> PeriodFigures:
        """The period's figures."""
        return PeriodFigures(self.facts, self.period)

    @cached_property
    def compared(self) -> Comparison:
        """The period's figures beside those of the period before."""
        return Comparison(self.board, self.issued)

    def say(self, key: str, values: Mapping[str, SlotValue] | None = None) -> tuple[TextSpan, ...]:
        """Fill in a phrase as the county words it."""
        return say(self.facts.settings, key, values)

    @property
    def scope_name(self) -> str:
        """The scope of the data in a sentence: 全县, or a task force's name."""
        return letterhead.scope_name(self.facts)

    @cached_property
    def next_period(self) -> Period:
        """The period that follows."""
        return period_of(self.period.kind, self.period.last + timedelta(days=1))

    def for_task_force(self, force: TaskForce) -> "PeriodData":
        """Return the data of one task force."""
        entries = tuple(entry for entry in self.diary.entries if entry.task_force == force.id)
        steps = tuple(step for step in self.diary.milestones if step.task_force == force.id)
        force_diary = ActivityLog(entries, self.diary.meetings, steps, self.diary.duties)
        plan = tuple(visit for visit in self.visit_plan if visit.task_force == force.id)
        return PeriodData(for_task_force(self.facts, force), self.period, force_diary, visit_plan=plan)

    def count(self, kind: str, force: str | None = None) -> Figure:
        """Count the activities of a kind within the period."""
        rows = tuple(entry.row for entry in self.diary.entries_of(kind, force))
        span = f"{self.period.first.isoformat()} 至 {self.period.last.isoformat()}"
        formula = f"日期在 {span} 的{KIND_NAMES[kind]}数"
        return Figure(
            f"{kind}.now", KIND_NAMES[kind], _UNITS[kind], Decimal(len(rows)), formula, rows, 0, _LEDGERS[kind]
        )

    @cached_property
    def moves(self) -> tuple[PeriodStageMove, ...]:
        """Every stage entry and every change of status (终止, 暂停 …) within the period, by date."""
        libraries = Definitions(self.facts.settings).libraries
        moves = []
        for course in self.facts.projects.values():
            steps = [*course.entered.items(), *((state, on) for on, state in course.state_changes)]
            for stage, on in steps:
                if self.period.first <= on <= self.period.last:
                    past = [
                        name for name in course.entered if name != stage and _stage_order(name) < _stage_order(stage)
                    ]
                    before = library_of(max(past, key=_stage_order), libraries) if past else ""
                    moves.append(PeriodStageMove(course, stage, on, library_of(stage, libraries), before))
        force = self.facts.only_force
        of_scope = [move for move in moves if force is None or move.task_force == force.id]
        return tuple(sorted(of_scope, key=lambda move: (move.on, move.course.name, _stage_order(move.stage))))

    @cached_property
    def overdue(self) -> tuple[Obligation, ...]:
        """The obligations overdue and open at the period's end, the oldest first."""
        return tuple(obligation for obligation in self._open_obligations() if deadline(obligation) <= self.period.last)

    @cached_property
    def next_due(self) -> tuple[Obligation, ...]:
        """The open obligations that fall due in the next period, the nearest first."""
        first, last = self.next_period.first, self.next_period.last
        return tuple(obligation for obligation in self._open_obligations() if first <= deadline(obligation) <= last)

    def _open_obligations(self) -> list[Obligation]:
        last = self.period.last
        obligations = [
            obligation
            for obligation in self.facts.obligations
            if (obligation.closed_on > last if obligation.closed_on else obligation.state != ObligationState.CLOSED)
            and (obligation.raised_on is None or obligation.raised_on <= last)
        ]
        dated = (obligation for obligation in obligations if obligation.due or obligation.extended_to)
        return sorted(dated, key=lambda obligation: (deadline(obligation), obligation.id))

    @cached_property
    def next_steps(self) -> tuple[ActiveMilestone, ...]:
        """The projects' milestones planned for the next period and not done by the end of this one."""
        return tuple(
            step for step in self._unfinished_steps() if self.next_period.first <= step.plan_on <= self.next_period.last
        )

    @cached_property
    def overdue_steps(self) -> tuple[ActiveMilestone, ...]:
        """The milestones overdue and not done at the period's end."""
        return tuple(step for step in self._unfinished_steps() if step.plan_on <= self.period.last)

    def _unfinished_steps(self) -> list[ActiveMilestone]:
        last = self.period.last
        running = {row for row, course in self.facts.projects.items() if course.state_on(last) in {*RUNNING, ""}}
        return [
            step
            for step in self.diary.milestones
            if step.project in running and (step.done_on is None or step.done_on > last)
        ]

    @cached_property
    def late_starts(self) -> tuple[ProjectRecord, ...]:
        """The signed projects past their planned start and not started at the period's end, the oldest plan first."""
        courses = [self.facts.projects[row] for row in self.board.year("start_overdue").rows]
        return tuple(sorted(courses, key=lambda course: (course.plan_start or date.max, course.name)))

    def is_quiet(self) -> bool:
        """Whether nobody did anything within the period."""
        return not self.diary.entries and not self.moves

    def idle_task_forces(self) -> list[TaskForce]:
        """Return the task forces without any activity or stage entry within the period."""
        busy = {entry.task_force for entry in self.diary.entries} | {move.task_force for move in self.moves}
        return [force for force in self.facts.ranked_forces if force.id not in busy]


def load_period_data(
    store: Store, facts: StatisticsData, period: Period, issued: PreviousIssue | None = None
) -> PeriodData:
    """Load the data of a period; of one task force where the statistics data are narrowed to it."""
    until = period_of(period.kind, period.last + timedelta(days=1)).last
    force = facts.only_force.id if facts.only_force else None
    with store.reading() as session:
        period_diary = activity_log(session, period.first, period.last, until, force)
        news = chosen_news(session, period.first, period.last, force)
        talents = chosen_talents(session, period.first, period.last, force)
        plan = tuple(planned_visits(session, period.year_start, period.last, force))
        # Only these kinds of circulars tell of both sides; weeks and half-months are about what was done.
        tells_all = period.kind in {"month", "year"}
        kept = read_both_sides(session, period.last, force) if tells_all else None
        special = special_tables(session, period.last, force) if tells_all else ()
        merit = tuple(merit_projects(session, force, (period.first, period.last))) if period.kind == "year" else ()
        inspected = tuple(inspections(session, Definitions(facts.settings), period.last))
    inspected = tuple(record for record in inspected if force in {None, record.task_force})
    return PeriodData(facts, period, period_diary, news, issued, plan, kept, special, talents, merit, inspected)


def day_text(entry: ActivityEntry) -> str:
    """Format an activity's date without the year: 10月20日."""
    return f"{entry.day.month}月{entry.day.day}日"


def deadline(obligation: Obligation) -> date:
    """Return the day an obligation is to be met; the last of all days where it has none."""
    return obligation.extended_to or obligation.due or date.max


def _stage_order(stage: str) -> int:
    return (
        STAGE_ORDER.index(stage)
        if stage in STAGE_ORDER
        else len(STAGE_ORDER) + (STATUS_MOVES.index(stage) if stage in STATUS_MOVES else 0)
    )
