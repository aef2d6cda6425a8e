"""Every matter of 责任事项 as those who chase it read it: who answers, what days it must keep, how late it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.definitions import definitions
from models.ledgers import Enterprise, Feedback, Obligation, Project, TaskForce
from models.refusal import Refusal
from models.rules.deadlines import MAJOR, Light, light

AHEAD = 7  # days: what falls due within them is put on a 督办单 beside what is overdue
PROBLEM, FIRM_S, CLOSED = "问题", "企业", "已销号"
UNNAMED = "未定责任单位"
_BETWEEN = str.maketrans(dict.fromkeys("，,；;／/\n", "、"))


@dataclass(frozen=True, slots=True)
class Matter:
    """One obligation with the names of what it hangs on; ``units`` are those who answer for it, the first leading.

    What a firm owes is chased by the task force's lead units, so these stand there and the firm in ``debtor``.
    """

    row: str
    name: str
    kind: str
    side: str
    source: str
    problem: str
    force: str | None
    force_name: str
    project: str
    enterprise: str
    units: tuple[str, ...]
    debtor: str
    owner: str
    leader: str
    rule: str
    raised_on: date | None
    feedback_due: date | None
    fed_back: date | None
    due: date | None
    extended_to: date | None
    handed_to: str
    handed_on: date | None
    answered_on: date | None
    closed_on: date | None
    is_open: bool
    state: str
    told: str  # what was reported last

    @property
    def day(self) -> date | None:
        """The day it must be settled by, as extended."""
        return self.extended_to or self.due

    @property
    def is_major(self) -> bool:
        """Whether 13710 gives it a month, and asks for a plan where that is not kept."""
        return self.rule == MAJOR

    def days_late(self, today: date) -> int:
        """Count the days past its deadline; 0 and less before it, or where it is settled or has none."""
        return (today - self.day).days if self.is_open and self.day else 0

    def feedback_late(self, today: date) -> int:
        """Count the days past the first feedback's day; 0 where it came, or is not asked for."""
        if not self.is_open or self.fed_back or self.feedback_due is None:
            return 0
        return max((today - self.feedback_due).days, 0)

    def light(self, today: date, warn: int) -> Light:
        """Give its light; feedback that did not come is as red as a deadline missed."""
        if self.is_open and self.feedback_late(today):
            return Light.RED
        return light(self.day, today, closed=None if self.is_open else (self.closed_on or today), warn=warn)


def matters(session: Session) -> list[Matter]:
    """Read every obligation of the book, the nearest deadline first."""
    query: Any = (
        sa.select(Obligation, Project.name, Project.task_force, Enterprise.name)
        .outerjoin(Project, Project.id == Obligation.project)
        .outerjoin(Enterprise, Enterprise.id == Obligation.enterprise)
        .where(Obligation.removed.is_(False))
    )
    forces = {one.id: one for one in session.execute(sa.select(TaskForce)).scalars()}
    answers = _answers(session)
    found = [
        _matter(one, project or "", enterprise or "", forces.get(one.task_force or force or ""), answers)
        for one, project, force, enterprise in session.execute(query)
    ]
    return sorted(found, key=lambda one: (one.day or date.max, one.row))


def _answers(session: Session) -> dict[str, tuple[date, str]]:
    """Find each matter's first day of feedback and its last words."""
    kept = sa.select(Feedback.obligation, Feedback.on, Feedback.text).where(Feedback.removed.is_(False))
    found: dict[str, tuple[date, str]] = {}
    for of, on, text in session.execute(kept.order_by(Feedback.on, Feedback.id)):
        if on is not None:
            found[of] = (found[of][0] if of in found else on, text or "")
    return found


def _matter(
    one: Obligation, project: str, enterprise: str, force: TaskForce | None, answers: dict[str, tuple[date, str]]
) -> Matter:
    leads = (force.lead_units or force.name) if force else ""
    is_firm_s = one.side == FIRM_S
    answered, told = answers.get(one.id, (None, ""))
    return Matter(
        row=one.id,
        name=one.name,
        kind=one.kind or "",
        side=one.side or "",
        source=one.source or "",
        problem=one.problem or "",
        force=force.id if force else None,
        force_name=(force.short or force.name) if force else "",
        project=project,
        enterprise=enterprise,
        units=split((leads if is_firm_s else one.unit or leads) or UNNAMED),
        debtor=(one.unit or enterprise) if is_firm_s else "",
        owner=one.owner or "",
        leader=one.leader or "",
        rule=one.rule or "",
        raised_on=one.raised_on,
        feedback_due=one.feedback_due,
        fed_back=answered,
        due=one.due,
        extended_to=one.extended_to,
        handed_to=one.handed_to or "",
        handed_on=one.handed_on,
        answered_on=one.answered_on,
        closed_on=one.closed_on,
        is_open=one.closed_on is None and one.state != CLOSED,
        state=one.state or "",
        told=told,
    )


def split(units: str) -> tuple[str, ...]:
    """Part the units one field names: “发改局、工科局”."""
    return tuple(dict.fromkeys(one.strip() for one in units.translate(_BETWEEN).split("、") if one.strip()))


def pressing(some: Iterable[Matter], today: date, ahead: int = AHEAD) -> list[Matter]:
    """Keep what is to be chased: open and overdue, not fed back in time, or due within so many days."""
    until = today + timedelta(days=ahead)
    return [one for one in some if one.is_open and ((one.day and one.day <= until) or one.feedback_late(today))]


def by_unit(some: Iterable[Matter]) -> list[tuple[str, list[Matter]]]:
    """Part matters by who answers, one that several answer for with each; those with the most come first."""
    found: dict[str, list[Matter]] = {}
    for one in some:
        for unit in one.units:
            found.setdefault(unit, []).append(one)
    return sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def whose(some: Sequence[Matter], text: str) -> tuple[str, list[Matter]]:
    """Find a unit's or a task force's matters by its name or a part of it; refuse what nobody or several are called."""
    units = by_unit(some)
    for named in ([(u, own) for u, own in units if u == text], [(u, own) for u, own in units if text in u]):
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            listed = "、".join(unit for unit, _ in named[:6])
            raise Refusal(f"有{len(named)}个责任单位的名称含“{text}”，请写全称：{listed}。")
    of_force = [one for one in some if one.force_name and one.force_name == text.removesuffix("专班")]
    if of_force:
        return f"{of_force[0].force_name}专班", of_force
    known = "、".join(unit for unit, _ in units[:8]) or "没有"
    raise Refusal(f"没有“{text}”到期、逾期的责任事项；有这类事项的单位：{known}。")


def warn_days(session: Session) -> int:
    """Give how many days before its deadline a matter turns yellow."""
    return definitions(session).warn_days
