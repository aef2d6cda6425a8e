"""The government's promises to enterprises (政策兑现): where each stands on a day, with its days and amounts.

Rewards that were reckoned count beside the promises of contracts; one whose project is promised the same under the same
policy is counted once, as the promise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from models.ledgers import Enterprise, Obligation, Project, Reward, TaskForce
from models.rules.fair_review import ReviewStanding
from models.rules.kept_promises import PromiseDays, PromiseState, counts_as_due, promise_state
from models.rules.vocabulary import (
    Fulfilment,
    ObligationKind,
    ObligationSide,
    ObligationState,
    ReviewState,
    RewardKind,
    RewardState,
)
from models.statistics.counting_rules import SqlCondition, is_live
from models.statistics.policies import PolicyBasis, policy_bases, review_words
from models.statistics.review_risks import PROMISE_TEXTS, policy_of_claim, promise_review
from models.statistics.supervision import NO_UNIT, split_units

NO_PARTY = "没有写企业"
NO_POLICY = "没有写依据政策"
OWN_ENTERPRISE, PROJECT_ENTERPRISE = aliased(Enterprise), aliased(Enterprise)
PARTY_COLUMNS = (
    OWN_ENTERPRISE.id.label("own_firm"),
    OWN_ENTERPRISE.name.label("own_firm_name"),
    PROJECT_ENTERPRISE.id.label("project_firm"),
    PROJECT_ENTERPRISE.name.label("project_firm_name"),
    Project.id.label("project_id"),
    Project.name.label("project_name"),
    Project.investor,
    Project.task_force.label("project_force"),
)


@dataclass(frozen=True, slots=True)
class Party:
    """The enterprise that an obligation is about: the row id of the library's firm, else of the project, else empty."""

    row: str
    name: str
    project: str = ""  # row id
    project_name: str = ""

    @property
    def rows(self) -> tuple[str, str]:
        """The row ids by which its sheet and its letters are asked for."""
        return self.row, self.project


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of the government: to whom, on what ground, its days and amounts (万元), and where it stands.

    ``paid`` is what was paid by the day that was asked for; ``amount`` is None where none is entered. ``review`` is
    where its fair competition review stands; ``is_due`` whether it counts below the line of 兑现率.
    """

    ledger: str
    row: str
    name: str
    party: Party
    force: str | None
    units: tuple[str, ...]
    policy: str
    basis: str
    days: PromiseDays
    amount: Decimal | None
    paid: Decimal
    state: PromiseState
    is_due: bool
    review: ReviewStanding

    @property
    def unpaid(self) -> Decimal | None:
        """What is still to be paid; None where no amount is entered."""
        return None if self.amount is None else max(self.amount - self.paid, Decimal(0))

    @property
    def is_owed(self) -> bool:
        """Whether it should have been paid by now and is not, or not in full."""
        return self.is_due and self.state != PromiseState.PAID


def read_promises(session: Session, day: date, force: str | None = None) -> list[Promise]:
    """Read the promises to enterprises as they stood at the end of a day, those of one task force where given.

    Sorted by state as the lists print them, then by deadline.
    """
    bases, words = policy_bases(session), review_words(session)
    leads = lead_units(session)
    promises = [_promise(row, day, bases, words, leads) for row in session.execute(_promise_query())]
    with_policy = (promise for promise in promises if promise.policy != NO_POLICY)
    promised = {(promise.party.project, promise.policy) for promise in with_policy if promise.party.project}
    promises += _rewards(session, day, bases, leads, promised)
    order = list(PromiseState)
    listed = [promise for promise in promises if force is None or promise.force == force]
    return sorted(listed, key=lambda promise: (order.index(promise.state), promise.days.due or date.max, promise.row))


def lead_units(session: Session) -> dict[str, str]:
    """Return the lead units of the task forces by id, or their names where none are entered."""
    query = sa.select(TaskForce.id, TaskForce.lead_units, TaskForce.name)
    return {row: units or name for row, units, name in session.execute(query)}


def of_side(side: ObligationSide) -> SqlCondition:
    """Obligations that bind one side by contract: promises and duties, not problems, supervision and decisions."""
    kind, named = sa.func.coalesce(Obligation.kind, ""), sa.func.coalesce(Obligation.side, "")
    usual = ObligationKind.DUTY if side == ObligationSide.ENTERPRISE else ObligationKind.PROMISE
    return sa.or_(
        sa.and_(named == side, kind.in_(("", ObligationKind.PROMISE, ObligationKind.DUTY))),
        sa.and_(named == "", kind == usual),
    )


def with_parties(query: Any) -> Any:
    """Join what names the enterprise of an obligation: its own, and its project's."""
    return (
        query.outerjoin(Project, Project.id == Obligation.project)
        .outerjoin(OWN_ENTERPRISE, OWN_ENTERPRISE.id == Obligation.enterprise)
        .outerjoin(PROJECT_ENTERPRISE, PROJECT_ENTERPRISE.id == Project.enterprise)
    )


def party_of(row: Any) -> Party:
    """Return the enterprise that a row of ``PARTY_COLUMNS`` is about."""
    project = (row.project_id or "", row.project_name or "")
    if row.own_firm:
        return Party(row.own_firm, row.own_firm_name, *project)
    if row.project_firm:
        return Party(row.project_firm, row.project_firm_name, *project)
    if row.project_id:
        return Party(row.project_id, row.investor or row.project_name, *project)
    return Party("", NO_PARTY)


_PROMISE_KEYS = (
    *("id", *PROMISE_TEXTS, "policy", "review", "review_on", "review_ground", "tied", "task_force", "unit"),
    *("met_on", "applied_on", "paid_without_claim", "due", "extended_to", "amount", "fulfilled", "paid_on"),
    *("fulfilment", "state", "closed_on"),
)


def _promise_query() -> Any:
    columns = [getattr(Obligation, key) for key in _PROMISE_KEYS]
    return with_parties(sa.select(*columns, *PARTY_COLUMNS)).where(
        is_live(Obligation), of_side(ObligationSide.GOVERNMENT)
    )


def _promise(
    row: Any, day: date, bases: Mapping[str, PolicyBasis], words: tuple[str, ...], leads: Mapping[str, str]
) -> Promise:
    days = PromiseDays(
        condition=row.condition or "",
        met_on=row.met_on,
        applied_on=row.applied_on,
        without_claim=bool(row.paid_without_claim),
        due=row.extended_to or row.due,
        amount=row.amount,
        fulfilled=row.fulfilled,
        paid_on=row.paid_on,
        word=row.fulfilment or "",
        closed=row.closed_on is not None or row.state == ObligationState.CLOSED,
        closed_on=row.closed_on,
    )
    review, basis = promise_review(row._mapping, bases, words), bases.get(row.policy or "")  # noqa: SLF001 - public API
    state = promise_state(days, day, is_held=_is_held(review, days, day))
    force = row.task_force or row.project_force
    return Promise(
        ledger=Obligation.__tablename__,
        row=row.id,
        name=row.name,
        party=party_of(row),
        force=force,
        units=split_units(row.unit or leads.get(force or "") or NO_UNIT),
        policy=basis.name if basis else NO_POLICY,
        basis=row.source or (basis.cited if basis else ""),
        days=days,
        amount=row.amount,
        paid=days.paid_by(day),
        state=state,
        is_due=counts_as_due(state, is_past=days.is_past(day)),
        review=review,
    )


def _is_held(review: ReviewStanding, days: PromiseDays, day: date) -> bool:
    """Whether the review keeps a promise from being paid: refused or stopped, or not passed when it could be paid."""
    is_stopped = review.state in {ReviewState.REFUSED, ReviewState.STOPPED}
    return review.needs_review and (is_stopped or days.is_met(day))


def _rewards(
    session: Session,
    day: date,
    bases: Mapping[str, PolicyBasis],
    leads: Mapping[str, str],
    promised: set[tuple[str, str]],
) -> Iterator[Promise]:
    """Read the reckoned rewards as promises; those promised to their project under the same policy are left out."""
    query: Any = (
        sa.select(Reward, sa.null().label("own_firm"), *PARTY_COLUMNS[2:])
        .outerjoin(Project, Project.id == Reward.project)
        .outerjoin(PROJECT_ENTERPRISE, PROJECT_ENTERPRISE.id == Project.enterprise)
        .where(is_live(Reward))
    )
    for row in session.execute(query.order_by(Reward.id)):
        reward, force = row[0], row.project_force
        basis = policy_of_claim(reward.policy, reward.kind, bases)
        policy = basis.name if basis else NO_POLICY
        if (row.project_id, policy) in promised:
            continue
        # A referral is paid to who referred the project, the others to the enterprise of the project.
        is_firm_s = bool(row.project_id) and reward.kind != RewardKind.REFERRAL
        days = _reward_days(reward)
        review = basis.review if basis else ReviewStanding()
        state = promise_state(days, day, is_held=_is_held(review, days, day))
        yield Promise(
            ledger=Reward.__tablename__,
            row=reward.id,
            name=f"{reward.kind or ''}（{reward.name}）",
            party=party_of(row) if is_firm_s else Party("", reward.name, row.project_id or "", row.project_name or ""),
            force=force,
            units=split_units((basis.decided_by if basis else "") or leads.get(force or "") or NO_UNIT),
            policy=policy,
            basis=basis.cited if basis else "",
            days=days,
            amount=reward.amount,
            paid=days.paid_by(day),
            state=state,
            is_due=counts_as_due(state, is_past=True),
            review=review,
        )


def _reward_days(reward: Reward) -> PromiseDays:
    """Return a reward's days as those of a promise: it is met and claimed once it is decided (审定)."""
    is_paid = reward.state == RewardState.PAID or reward.paid_on is not None
    is_decided = is_paid or reward.state == RewardState.DECIDED
    return PromiseDays(
        condition="" if is_decided else "审定",
        met_on=reward.applies_on if is_decided else None,
        without_claim=True,
        amount=reward.amount,
        fulfilled=reward.amount if is_paid else None,
        paid_on=reward.paid_on,
        word=Fulfilment.PAID if is_paid else Fulfilment.OWED if is_decided else Fulfilment.NOT_MET,
    )
