"""The data that a period's circulars are composed from: statistics, the activity log, and what falls due next."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from models.definitions import Definitions
from models.facts import Course, Facts, narrowed
from models.happenings import COME, EVENTS, LEADS, OUT, RECOGNISED, TALKS, Diary, Happening, Step, diary
from models.rules.duties import period_of
from models.rules.periods import Period
from models.rules.stages import LOOP, STATES, library_of
from models.store import Store
from reports.circulars import letterhead
from reports.figures import Board, Figure

_LEDGERS = {LEADS: "lead", RECOGNISED: "lead", OUT: "visit", COME: "visit", TALKS: "negotiation", EVENTS: "activity"}
_UNITS = {LEADS: "条", RECOGNISED: "条", OUT: "次", COME: "次", TALKS: "轮", EVENTS: "场"}
NAMES = {
    LEADS: "上报线索",
    RECOGNISED: "认定线索",
    OUT: "外出招商",
    COME: "接待来访",
    TALKS: "洽谈",
    EVENTS: "招商活动",
}
CLOSED = "已销号"


@dataclass(frozen=True, slots=True)
class Move:
    """A project's entry into a stage within the period; ``library`` is its library then, ``before`` the one it left."""

    course: Course
    stage: str
    on: date
    library: str
    before: str


@dataclass(frozen=True)
class Scene:
    """The data of one period, for the county or for one task force."""

    facts: Facts
    period: Period
    diary: Diary

    @cached_property
    def board(self) -> Board:
        """The period's figures."""
        return Board(self.facts, self.period)

    @property
    def whole(self) -> str:
        """The scope of the data in a sentence: 全县, or a task force's name."""
        return letterhead.whole(self.facts)

    @cached_property
    def coming(self) -> Period:
        """The period that follows."""
        return period_of(self.period.kind, self.period.last + timedelta(days=1))

    def of(self, force: Any) -> "Scene":
        """Return the data of one task force."""
        entries = tuple(entry for entry in self.diary.happened if entry.task_force == force.id)
        steps = tuple(step for step in self.diary.steps if step.task_force == force.id)
        force_diary = Diary(entries, self.diary.meetings, steps, self.diary.duties)
        return Scene(narrowed(self.facts, force), self.period, force_diary)

    def count(self, kind: str, force: str | None = None) -> Figure:
        """Count the activities of a kind within the period."""
        rows = tuple(entry.row for entry in self.diary.of(kind, force))
        span = f"{self.period.first.isoformat()} 至 {self.period.last.isoformat()}"
        formula = f"日期在 {span} 的{NAMES[kind]}数"
        return Figure(f"{kind}.now", NAMES[kind], _UNITS[kind], Decimal(len(rows)), formula, rows, 0, _LEDGERS[kind])

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every stage entry and every change of status (终止, 暂停 …) within the period, by date."""
        libraries = Definitions(self.facts.settings).libraries
        moves = []
        for course in self.facts.courses.values():
            steps = [*course.entered.items(), *((state, on) for on, state in course.turns)]
            for stage, on in steps:
                if self.period.first <= on <= self.period.last:
                    past = [name for name in course.entered if name != stage and _order(name) < _order(stage)]
                    before = library_of(max(past, key=_order), libraries) if past else ""
                    moves.append(Move(course, stage, on, library_of(stage, libraries), before))
        return tuple(sorted(moves, key=lambda move: (move.on, move.course.name, _order(move.stage))))

    @cached_property
    def late(self) -> tuple[Any, ...]:
        """The obligations overdue and open at the period's end, the oldest first."""
        return tuple(obligation for obligation in self._open() if _day(obligation) <= self.period.last)

    @cached_property
    def next_due(self) -> tuple[Any, ...]:
        """The open obligations that fall due in the next period, the nearest first."""
        first, last = self.coming.first, self.coming.last
        return tuple(obligation for obligation in self._open() if first <= _day(obligation) <= last)

    def _open(self) -> list[Any]:
        last = self.period.last
        obligations = [
            obligation
            for obligation in self.facts.obligations
            if (obligation.closed_on > last if obligation.closed_on else obligation.state != CLOSED)
            and (obligation.raised_on is None or obligation.raised_on <= last)
        ]
        dated = (obligation for obligation in obligations if obligation.due or obligation.extended_to)
        return sorted(dated, key=lambda obligation: (_day(obligation), obligation.id))

    @cached_property
    def next_steps(self) -> tuple[Step, ...]:
        """The projects' milestones planned for the next period and not done by the end of this one."""
        return tuple(step for step in self._undone() if self.coming.first <= step.plan_on <= self.coming.last)

    @cached_property
    def late_steps(self) -> tuple[Step, ...]:
        """The milestones overdue and not done at the period's end."""
        return tuple(step for step in self._undone() if step.plan_on <= self.period.last)

    def _undone(self) -> list[Step]:
        last = self.period.last
        running = {row for row, course in self.facts.courses.items() if course.state_on(last) in {"正常", "重启", ""}}
        return [
            step
            for step in self.diary.steps
            if step.project in running and (step.done_on is None or step.done_on > last)
        ]

    @cached_property
    def late_starts(self) -> tuple[Course, ...]:
        """The signed projects past their planned start and not started at the period's end, the oldest plan first."""
        last = self.period.last
        courses = [
            course
            for course in self.facts.courses.values()
            if course.entered.get("签约", date.max) <= last
            and course.entered.get("开工", date.max) > last
            and course.plan_start
            and course.plan_start <= last
            and not course.is_over(last)
        ]
        return tuple(sorted(courses, key=lambda course: (course.plan_start or date.max, course.name)))

    def idle(self) -> list[str]:
        """Return the names of the task forces without any activity or stage entry within the period."""
        busy = {entry.task_force for entry in self.diary.happened} | {move.course.task_force for move in self.moves}
        return [letterhead.called(force) for force in self.facts.forces if force.id not in busy]


def scene(store: Store, facts: Facts, period: Period) -> Scene:
    """Load the data of a period; of one task force where the statistics data are narrowed to it."""
    until = period_of(period.kind, period.last + timedelta(days=1)).last
    with store.reading() as session:
        period_diary = diary(session, period.first, period.last, until, facts.only.id if facts.only else None)
    return Scene(facts, period, period_diary)


def happened(one: Happening) -> str:
    """Format an activity's date without the year: 10月20日."""
    return f"{one.day.month}月{one.day.day}日"


def _day(obligation: Any) -> date:
    return obligation.extended_to or obligation.due  # type: ignore[no-any-return]  # an obligation with a deadline


def _order(stage: str) -> int:
    return LOOP.index(stage) if stage in LOOP else len(LOOP) + (STATES.index(stage) if stage in STATES else 0)
