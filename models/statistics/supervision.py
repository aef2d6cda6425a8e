"""Supervision of obligations (责任事项): who is responsible, which deadlines apply, how late each one is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Enterprise, Feedback, Obligation, Project, TaskForce
from models.rules.deadlines import DeadlineLight, light
from models.rules.fair_review import ReviewStanding
from models.rules.vocabulary import ObligationKind, ObligationRule, ObligationSide
from models.settings.definitions import load_definitions
from models.statistics.counting_rules import is_closed, is_live
from models.statistics.policies import PolicyBasis, policy_bases, review_words
from models.statistics.review_risks import is_promise, promise_review, promise_values

DAYS_AHEAD = 7  # days: what falls due within them is listed on a 督办单 beside what is overdue
NO_UNIT = "未定责任单位"
_BETWEEN = str.maketrans(dict.fromkeys("，,；;／/\n", "、"))


@dataclass(frozen=True, slots=True)
class SupervisionItem:
    """One obligation with the names of its linked rows; ``units`` are the responsible units, the leading one first.

    An obligation of a firm is supervised by the task force's lead units, so these are in ``units`` and the firm is in
    ``debtor``.
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
    last_feedback: str  # text of the latest feedback
    review: ReviewStanding | None = None  # of an open promise to an enterprise; None of everything else

    @property
    def day(self) -> date | None:
        """The deadline, as extended."""
        return self.extended_to or self.due

    @property
    def is_major(self) -> bool:
        """Whether it is a major item of 13710: due within a month, with a plan required for an extension."""
        return self.rule == ObligationRule.MAJOR

    def days_late(self, today: date) -> int:
        """Count the days past the deadline; negative before it, 0 where it is closed or has none."""
        return (today - self.day).days if self.is_open and self.day else 0

    def feedback_late(self, today: date) -> int:
        """Count the days past the deadline of the first feedback; 0 where it was given or is not required."""
        if not self.is_open or self.fed_back or self.feedback_due is None:
            return 0
        return max((today - self.feedback_due).days, 0)

    def light(self, today: date, warn: int) -> DeadlineLight:
        """Return its traffic light; late feedback is red, like a missed deadline."""
        if self.is_open and self.feedback_late(today):
            return DeadlineLight.RED
        return light(self.day, today, closed=None if self.is_open else (self.closed_on or today), warn=warn)


def supervision_items(session: Session) -> list[SupervisionItem]:
    """Read all obligations of the book, the nearest deadline first."""
    query: Any = (
        sa.select(Obligation, Project.name, Project.task_force, Enterprise.name)
        .outerjoin(Project, Project.id == Obligation.project)
        .outerjoin(Enterprise, Enterprise.id == Obligation.enterprise)
        .where(is_live(Obligation))
    )
    forces = {force.id: force for force in session.execute(sa.select(TaskForce)).scalars()}
    answers, bases, words = _feedback_by_obligation(session), policy_bases(session), review_words(session)
    listed = [
        replace(
            _supervision_item(
                obligation, project or "", enterprise or "", forces.get(obligation.task_force or force or ""), answers
            ),
            review=_review(obligation, bases, words),
        )
        for obligation, project, force, enterprise in session.execute(query)
    ]
    return sorted(listed, key=lambda item: (item.day or date.max, item.row))


def _feedback_by_obligation(session: Session) -> dict[str, tuple[date, str]]:
    """Return the day of the first feedback and the text of the latest, by obligation."""
    query = sa.select(Feedback.obligation, Feedback.on, Feedback.text).where(is_live(Feedback))
    answers: dict[str, tuple[date, str]] = {}
    for obligation, on, text in session.execute(query.order_by(Feedback.on, Feedback.id)):
        if on is not None:
            answers[obligation] = (answers[obligation][0] if obligation in answers else on, text or "")
    return answers


def _review(obligation: Obligation, bases: Mapping[str, PolicyBasis], words: tuple[str, ...]) -> ReviewStanding | None:
    """Return where the review of an open promise to an enterprise stands."""
    is_contract = obligation.kind in {None, "", ObligationKind.PROMISE, ObligationKind.DUTY}
    if is_closed(obligation) or not is_contract or not is_promise(obligation.side, obligation.kind):
        return None
    return promise_review(promise_values(obligation), bases, words)


def _supervision_item(
    obligation: Obligation, project: str, enterprise: str, force: TaskForce | None, answers: dict[str, tuple[date, str]]
) -> SupervisionItem:
    leads = (force.lead_units or force.name) if force else ""
    is_firm_s = obligation.side == ObligationSide.ENTERPRISE
    answered, last_text = answers.get(obligation.id, (None, ""))
    return SupervisionItem(
        row=obligation.id,
        name=obligation.name,
        kind=obligation.kind or "",
        side=obligation.side or "",
        source=obligation.source or "",
        problem=obligation.problem or "",
        force=force.id if force else None,
        force_name=force.short_name if force else "",
        project=project,
        enterprise=enterprise,
        units=split_units((leads if is_firm_s else obligation.unit or leads) or NO_UNIT),
        debtor=(obligation.unit or enterprise) if is_firm_s else "",
        owner=obligation.owner or "",
        leader=obligation.leader or "",
        rule=obligation.rule or "",
        raised_on=obligation.raised_on,
        feedback_due=obligation.feedback_due,
        fed_back=answered,
        due=obligation.due,
        extended_to=obligation.extended_to,
        handed_to=obligation.handed_to or "",
        handed_on=obligation.handed_on,
        answered_on=obligation.answered_on,
        closed_on=obligation.closed_on,
        is_open=not is_closed(obligation),
        state=obligation.state or "",
        last_feedback=last_text,
    )


def split_units(units: str) -> tuple[str, ...]:
    """Split a field that names several units: “发改局、工科局”."""
    return tuple(dict.fromkeys(unit.strip() for unit in units.translate(_BETWEEN).split("、") if unit.strip()))


def urgent_items(items: Iterable[SupervisionItem], today: date, days_ahead: int = DAYS_AHEAD) -> list[SupervisionItem]:
    """Keep the urgent items: open and overdue, late with feedback, or due within ``days_ahead`` days."""
    until = today + timedelta(days=days_ahead)
    return [item for item in items if item.is_open and ((item.day and item.day <= until) or item.feedback_late(today))]


def items_by_unit(items: Iterable[SupervisionItem]) -> list[tuple[str, list[SupervisionItem]]]:
    """Group items by responsible unit, an item of several units under each; units with the most items come first."""
    by_name: dict[str, list[SupervisionItem]] = {}
    for item in items:
        for unit in item.units:
            by_name.setdefault(unit, []).append(item)
    return sorted(by_name.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def items_of_unit(items: Sequence[SupervisionItem], text: str) -> tuple[str, list[SupervisionItem]]:
    """Find the items of a unit (by its name or a part of it) or of a task force (by its name); return its name too.

    Raises UserError where none or several match.
    """
    units = items_by_unit(items)
    for named in (
        [(unit, unit_items) for unit, unit_items in units if unit == text],
        [(unit, unit_items) for unit, unit_items in units if text in unit],
    ):
        if len(named) == 1:
            return named[0]
        if len(named) > 1:
            listed = "、".join(unit for unit, _ in named[:6])
            raise UserError(f"有{len(named)}个责任单位的名称含“{text}”，请写全称：{listed}。")
    of_force = [item for item in items if item.force_name and item.force_name == text.removesuffix("专班")]
    if of_force:
        return f"{of_force[0].force_name}专班", of_force
    known = "、".join(unit for unit, _ in units[:8]) or "没有"
    raise UserError(f"没有“{text}”到期、逾期的责任事项；有这类事项的单位：{known}。")


def warn_days(session: Session) -> int:
    """Return how many days before its deadline an obligation turns yellow."""
    return load_definitions(session).warn_days
