"""What the reports of a period are told from: its facts, its happenings one by one, and what follows."""

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
    """A project that entered a stage within the period; ``library`` is the one it came into, ``before`` it left."""

    course: Course
    stage: str
    on: date
    library: str
    before: str


@dataclass(frozen=True)
class Scene:
    """A period as a report sees it, of the county or of one task force."""

    facts: Facts
    period: Period
    diary: Diary

    @cached_property
    def board(self) -> Board:
        """The period's figures."""
        return Board(self.facts, self.period)

    @property
    def whole(self) -> str:
        """How a sentence names whose facts these are."""
        return letterhead.whole(self.facts)

    @cached_property
    def coming(self) -> Period:
        """The period that follows."""
        return period_of(self.period.kind, self.period.last + timedelta(days=1))

    def of(self, force: Any) -> "Scene":
        """Keep what is one task force's."""
        own = tuple(one for one in self.diary.happened if one.task_force == force.id)
        steps = tuple(one for one in self.diary.steps if one.task_force == force.id)
        mine = Diary(own, self.diary.meetings, steps, self.diary.duties)
        return Scene(narrowed(self.facts, force), self.period, mine)

    def count(self, kind: str, force: str | None = None) -> Figure:
        """Count a kind of happening within the period."""
        rows = tuple(one.row for one in self.diary.of(kind, force))
        span = f"{self.period.first.isoformat()} 至 {self.period.last.isoformat()}"
        formula = f"日期在 {span} 的{NAMES[kind]}数"
        return Figure(f"{kind}.now", NAMES[kind], _UNITS[kind], Decimal(len(rows)), formula, rows, 0, _LEDGERS[kind])

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Every stage a project entered within the period, and every turn aside, in the order of their days."""
        libraries = Definitions(self.facts.settings).libraries
        found = []
        for course in self.facts.courses.values():
            steps = [*course.entered.items(), *((state, on) for on, state in course.turns)]
            for stage, on in steps:
                if self.period.first <= on <= self.period.last:
                    past = [name for name in course.entered if name != stage and _order(name) < _order(stage)]
                    before = library_of(max(past, key=_order), libraries) if past else ""
                    found.append(Move(course, stage, on, library_of(stage, libraries), before))
        return tuple(sorted(found, key=lambda one: (one.on, one.course.name, _order(one.stage))))

    @cached_property
    def late(self) -> tuple[Any, ...]:
        """The obligations past their day and open at the period's end, the oldest first."""
        return tuple(one for one in self._open() if _day(one) <= self.period.last)

    @cached_property
    def next_due(self) -> tuple[Any, ...]:
        """The open obligations that fall due in the next period, the nearest first."""
        return tuple(one for one in self._open() if self.coming.first <= _day(one) <= self.coming.last)

    def _open(self) -> list[Any]:
        last = self.period.last
        found = [
            one
            for one in self.facts.obligations
            if (one.closed_on > last if one.closed_on else one.state != CLOSED)
            and (one.raised_on is None or one.raised_on <= last)
        ]
        return sorted((one for one in found if one.due or one.extended_to), key=lambda one: (_day(one), one.id))

    @cached_property
    def next_steps(self) -> tuple[Step, ...]:
        """The projects' milestones planned for the next period and not done by the end of this one."""
        return tuple(one for one in self._undone() if self.coming.first <= one.plan_on <= self.coming.last)

    @cached_property
    def late_steps(self) -> tuple[Step, ...]:
        """The milestones past their day and not done by the period's end."""
        return tuple(one for one in self._undone() if one.plan_on <= self.period.last)

    def _undone(self) -> list[Step]:
        last = self.period.last
        running = {row for row, course in self.facts.courses.items() if course.state_on(last) in {"正常", "重启", ""}}
        return [
            one for one in self.diary.steps if one.project in running and (one.done_on is None or one.done_on > last)
        ]

    @cached_property
    def late_starts(self) -> tuple[Course, ...]:
        """The signed projects past their planned start and not started by the period's end, the oldest plan first."""
        last = self.period.last
        found = [
            one
            for one in self.facts.courses.values()
            if one.entered.get("签约", date.max) <= last
            and one.entered.get("开工", date.max) > last
            and one.plan_start
            and one.plan_start <= last
            and not one.is_over(last)
        ]
        return tuple(sorted(found, key=lambda one: (one.plan_start or date.max, one.name)))

    def idle(self) -> list[str]:
        """Name the task forces that did nothing at all within the period."""
        busy = {one.task_force for one in self.diary.happened} | {one.course.task_force for one in self.moves}
        return [letterhead.called(force) for force in self.facts.forces if force.id not in busy]


def scene(store: Store, facts: Facts, period: Period) -> Scene:
    """Read a period's scene; of one task force where the facts are narrowed to it."""
    until = period_of(period.kind, period.last + timedelta(days=1)).last
    with store.reading() as session:
        found = diary(session, period.first, period.last, until, facts.only.id if facts.only else None)
    return Scene(facts, period, found)


def happened(one: Happening) -> str:
    """Say a day within the year: 10月20日."""
    return f"{one.day.month}月{one.day.day}日"


def _day(one: Any) -> date:
    return one.extended_to or one.due  # type: ignore[no-any-return]  # an obligation with a deadline


def _order(stage: str) -> int:
    return LOOP.index(stage) if stage in LOOP else len(LOOP) + (STATES.index(stage) if stage in STATES else 0)
