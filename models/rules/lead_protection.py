"""首报首谈: how long a lead is kept for the task force that reported it first, and what that asks of it.

The numbers are the county's (江门 2024: 1天上报、3天研判、1周反馈、2周一报); nought switches a clock off.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.rules.deadlines import DeadlineLight
from models.rules.workdays import WorkCalendar

DUTY_WARNING_DAYS = 1  # days before a duty's end that it is named; the clocks themselves run for a few days only


class ProtectionState(StrEnum):
    """What holds of a lead today."""

    UNLIMITED = "不限期"
    RUNNING = "受保护"
    EXTENDED = "申诉延期"
    UNDER_APPEAL = "申诉处理中"
    LAPSED = "保护已过"


@dataclass(frozen=True, slots=True)
class LeadClockRules:
    """The days of each clock; nought for none. ``counts_working_days`` holds for all of them."""

    protect_days: int = 0
    report_days: int = 0
    judge_days: int = 0
    follow_days: int = 0
    appeal_days: int = 0
    counts_working_days: bool = False

    @property
    def is_off(self) -> bool:
        """Whether the county set no clock for leads at all."""
        return not any((self.protect_days, self.report_days, self.judge_days, self.follow_days, self.appeal_days))


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """What the clocks of a lead are read from.

    ``registered`` is the day a clerk wrote (登记时间), ``reported`` that of the program's own stamp (首报时间);
    ``judged`` that of 研判; ``contact`` is the latest visit or talk up to today. ``extended_to`` is the latest day that
    an appeal granted; ``appealed`` the day of the oldest appeal nobody decided.
    """

    registered: date | None = None
    reported: date | None = None
    judged: date | None = None
    contact: date | None = None
    extended_to: date | None = None
    appealed: date | None = None

    @property
    def first(self) -> date | None:
        """The day the clocks start: that of the first report, else the one registered."""
        return self.reported or self.registered


@dataclass(frozen=True, slots=True)
class LeadDuty:
    """Something owed until a day, its name as alerts have it and in full: 研判, 首次对接, 申诉 (whoever decides it)."""

    name: str
    words: str
    due: date


@dataclass(frozen=True, slots=True)
class LeadStanding:
    """A lead's state, the last day of its protection, what is still owed, and how late it was entered (days)."""

    state: ProtectionState
    until: date | None = None
    duties: tuple[LeadDuty, ...] = ()
    days_late: int = 0

    def light(self, today: date, warn: int) -> DeadlineLight:
        """Return its light: red past a duty's day, yellow before one and where the protection ends within ``warn``."""
        near = today + timedelta(days=DUTY_WARNING_DAYS)
        if any(duty.due < today for duty in self.duties):
            return DeadlineLight.RED
        ends = self.until is not None and self.until <= today + timedelta(days=warn)
        is_near = ends or any(duty.due <= near for duty in self.duties)
        return DeadlineLight.YELLOW if is_near else DeadlineLight.GREEN


class LeadClocks:
    """Reckons the clocks of leads by a county's rules."""

    def __init__(self, rules: LeadClockRules, days: WorkCalendar) -> None:
        self.rules, self._days = rules, days
        self._ends: dict[tuple[date, int], date] = {}  # many leads start on the same day

    def end(self, start: date, number: int) -> date:
        """Return the last day of a clock of ``number`` days; the first day does not count."""
        key = (start, number)
        if key not in self._ends:
            working = self.rules.counts_working_days
            self._ends[key] = self._days.add(start, number) if working else start + timedelta(days=number)
        return self._ends[key]

    def standing(self, lead: LeadRecord, today: date) -> LeadStanding:
        """Reckon a lead today: each visit or talk starts its protection anew, an open appeal holds it."""
        state, until = self._protection(lead, today)
        duties = tuple(self._duties(lead)) if state is not ProtectionState.LAPSED else ()
        return LeadStanding(state, until, duties, self._days_late(lead))

    def _protection(self, lead: LeadRecord, today: date) -> tuple[ProtectionState, date | None]:
        first, number = lead.first, self.rules.protect_days
        if not number or first is None:
            return ProtectionState.UNLIMITED, None
        until = self.end(max(first, lead.contact or first), number)
        if until >= today and until >= (lead.extended_to or until):
            return ProtectionState.RUNNING, until
        if lead.extended_to is not None and lead.extended_to >= today:
            return ProtectionState.EXTENDED, lead.extended_to
        return (ProtectionState.UNDER_APPEAL if lead.appealed else ProtectionState.LAPSED), until

    def _duties(self, lead: LeadRecord) -> Iterable[LeadDuty]:
        first, rules = lead.first, self.rules
        if first is not None and rules.judge_days and lead.judged is None:
            yield LeadDuty("研判", "研判", self.end(first, rules.judge_days))
        if first is not None and rules.follow_days and lead.contact is None:
            yield LeadDuty("首次对接", "首次走访、洽谈", self.end(first, rules.follow_days))
        if lead.appealed is not None and lead.appealed > date.min and rules.appeal_days:
            yield LeadDuty("申诉", "申诉的处理", self.end(lead.appealed, rules.appeal_days))

    def _days_late(self, lead: LeadRecord) -> int:
        if not self.rules.report_days or lead.registered is None or lead.reported is None:
            return 0
        return max((lead.reported - self.end(lead.registered, self.rules.report_days)).days, 0)

    def latest_lapsed_start(self, today: date) -> date | None:
        """Return the latest start whose protection is over today; None where there is no protection.

        Later starts end later, so that a query can compare days instead of reckoning each row.
        """
        if not self.rules.protect_days:
            return None
        start = today - timedelta(days=self.rules.protect_days + 1)
        while self.end(start, self.rules.protect_days) >= today:
            start -= timedelta(days=1)
        return start
