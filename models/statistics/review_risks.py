"""Policies and promises that need a fair competition review (公平竞争审查), with the money behind them.

This is information for the people who review and decide: nothing here says that a promise is unlawful.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import AgreementPoint, Enterprise, Obligation, Policy, Project, Reward
from models.rules import fair_review
from models.rules.fair_review import PAYING_GATE, ReviewStanding
from models.rules.vocabulary import ObligationKind, ObligationSide, ReviewState, RewardKind, RewardState
from models.settings.definitions import load_definitions
from models.statistics.counting_rules import is_live
from models.statistics.policies import POLICY_TEXTS, PolicyBasis, policy_bases, review_words

PROMISE_TEXTS = ("name", "source", "clause", "condition")
POINT_TEXTS = ("text",)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReviewRisk:
    """A policy or promise of the list: whose it is, the money promised and paid (万元), and where its review stands.

    ``amount`` is None where none is entered. ``basis`` is the document and clause, ``force`` the task force of
    a promise.
    """

    ledger: str
    row: str
    kind: str
    name: str
    party: str
    basis: str
    amount: Decimal | None
    paid: Decimal
    review: ReviewStanding
    force: str | None = None


def is_promise(side: str | None, kind: str | None) -> bool:
    """Whether an obligation is the government's own promise, and so needs a review."""
    return side == ObligationSide.GOVERNMENT or (not side and kind == ObligationKind.PROMISE)


def promise_review(
    values: Mapping[str, object], bases: Mapping[str, PolicyBasis], words: Iterable[str]
) -> ReviewStanding:
    """Return where a promise stands, from its values by key: its own state, else that of the policy it rests on.

    What a policy is tied to, its promises are tied to as well.
    """
    texts = [str(values[key]) if values.get(key) else None for key in PROMISE_TEXTS]
    basis, mark = bases.get(str(values.get("policy") or "")), values.get("tied")
    own_words = fair_review.words_in(texts, words)
    grounds: tuple[str, ...] = ()
    if basis is not None and basis.review.is_tied:
        grounds = (f"依据的政策“{basis.name}”挂钩",)
    if not values.get("review") and basis is not None:
        inherited = basis.review
        return ReviewStanding(
            inherited.state,
            inherited.on,
            inherited.ground,
            own_words,
            grounds,
            mark if isinstance(mark, bool) else None,
        )
    return own_standing(values, own_words, grounds)


def own_standing(
    values: Mapping[str, object], words: tuple[str, ...] = (), grounds: tuple[str, ...] = ()
) -> ReviewStanding:
    """Return the standing that a row's own fields of the review state."""
    on, mark = values.get("review_on"), values.get("tied")
    return ReviewStanding(
        str(values.get("review") or ReviewState.OPEN),
        on if isinstance(on, date) else None,
        str(values.get("review_ground") or ""),
        words,
        grounds,
        mark if isinstance(mark, bool) else None,
    )


def promise_values(row: Ledger) -> dict[str, object]:
    """Return what the review reads of a promise, by key."""
    keys = (*PROMISE_TEXTS, "policy", "review", "review_on", "review_ground", "tied")
    return {key: getattr(row, key) for key in keys}


def review_of(session: Session, ledger: type[Reward | Obligation], row: Reward | Obligation) -> ReviewStanding | None:
    """Return where the review of a reward's policy or of a promise stands; None where there is nothing to review.

    A reward without a policy of its own counts with the only one of its kind, whether or not it still holds. The row
    may be one that is not in the book yet, and of no class; ``ledger`` says what it is.
    """
    bases = policy_bases(session)
    if ledger is Reward:
        basis = policy_of_claim(row.policy, row.kind, bases)
        return None if basis is None else basis.review
    if not is_promise(getattr(row, "side", None), row.kind):
        return None
    return promise_review(promise_values(row), bases, review_words(session))


def policy_of_claim(policy: str | None, kind: str | None, bases: Mapping[str, PolicyBasis]) -> PolicyBasis | None:
    """Return the policy that a claim names, else the only one of its kind."""
    if policy and policy in bases:
        return bases[policy]
    candidates = [basis for basis in bases.values() if basis.kind == (kind or RewardKind.REFERRAL)]
    return candidates[0] if len(candidates) == 1 else None


def project_promises(session: Session, project: str) -> list[tuple[Obligation, ReviewStanding]]:
    """Return the government's promises to a project that need a review before they are signed."""
    if not project:  # a row of a sheet that is not in the book yet has no promises
        return []
    query = sa.select(Obligation).where(is_live(Obligation), Obligation.project == project).order_by(Obligation.id)
    promises = [row for row in session.execute(query).scalars() if is_promise(row.side, row.kind)]
    if not promises:
        return []
    bases, words = policy_bases(session), review_words(session)
    standings = [(row, promise_review(promise_values(row), bases, words)) for row in promises]
    return [(row, standing) for row, standing in standings if standing.needs_review]


def point_standings(
    session: Session, points: Sequence[AgreementPoint]
) -> tuple[tuple[AgreementPoint, ReviewStanding], ...]:
    """Return points of agreements, each with where its review stands."""
    words = review_words(session) if points else ()
    return tuple((point, _point_standing(point, words)) for point in points)


def _point_standing(point: AgreementPoint, words: tuple[str, ...]) -> ReviewStanding:
    values = {key: getattr(point, key) for key in ("review", "review_on", "review_ground", "tied")}
    return own_standing(values, fair_review.words_in([getattr(point, key) for key in POINT_TEXTS], words))


def review_risks(session: Session) -> list[ReviewRisk]:
    """List what is tied or was refused or stopped: what still needs a review first, then by amount, largest first."""
    bases, words = policy_bases(session), review_words(session)
    promised = [*_promise_risks(session, bases, words), *_point_risks(session)]
    risks = [*_policy_risks(session, bases), *promised]
    listed = [risk for risk in risks if risk.review.needs_review or risk.review.is_tied]
    return sorted(listed, key=lambda risk: (not risk.review.needs_review, -(risk.amount or _ZERO), risk.row))


def _policy_risks(session: Session, bases: Mapping[str, PolicyBasis]) -> list[ReviewRisk]:
    """List the policies, each with the rewards reckoned by it."""
    amounts: dict[str, Decimal] = {}
    paid: dict[str, Decimal] = {}
    for claim in session.execute(sa.select(Reward).where(is_live(Reward))).scalars():
        basis = policy_of_claim(claim.policy, claim.kind, bases)
        if basis is None or claim.amount is None:
            continue
        amounts[basis.row] = amounts.get(basis.row, _ZERO) + claim.amount
        if claim.state == RewardState.PAID or claim.paid_on is not None:
            paid[basis.row] = paid.get(basis.row, _ZERO) + claim.amount
    return [
        ReviewRisk(
            Policy.__tablename__,
            row,
            Policy.about.label,
            basis.name,
            basis.decided_by,
            basis.cited,
            amounts.get(row),
            paid.get(row, _ZERO),
            basis.review,
        )
        for row, basis in bases.items()
    ]


def _promise_risks(session: Session, bases: Mapping[str, PolicyBasis], words: tuple[str, ...]) -> Iterable[ReviewRisk]:
    projects, firms = _names(session, Project), _names(session, Enterprise)
    for row in session.execute(sa.select(Obligation).where(is_live(Obligation))).scalars():
        if not is_promise(row.side, row.kind):
            continue
        party = projects.get(row.project or "") or firms.get(row.enterprise or "") or ""
        basis = row.source or (bases[row.policy].cited if row.policy and row.policy in bases else "")
        yield ReviewRisk(
            Obligation.__tablename__,
            row.id,
            row.kind or ObligationKind.PROMISE,
            row.name,
            party,
            basis,
            row.amount,
            row.fulfilled or _ZERO,
            promise_review(promise_values(row), bases, words),
            row.task_force,
        )


def _point_risks(session: Session) -> Iterable[ReviewRisk]:
    """List the points of agreements in which something is agreed."""
    projects = {
        row.id: row
        for row in session.execute(
            sa.select(Project.id, Project.name, Project.task_force).join(
                AgreementPoint, AgreementPoint.project == Project.id
            )
        )
    }
    agreed = sa.select(AgreementPoint).where(is_live(AgreementPoint), AgreementPoint.text.is_not(None))
    points = session.execute(agreed.order_by(AgreementPoint.id)).scalars().all()
    for point, standing in point_standings(session, points):
        project = projects[point.project]
        clause = f"协议{point.clause}" if point.clause else "协议"
        about = (AgreementPoint.__tablename__, point.id, AgreementPoint.about.label, point.point, project.name, clause)
        yield ReviewRisk(*about, None, _ZERO, standing, project.task_force)


def _names(session: Session, ledger: type[Ledger]) -> dict[str, str]:
    query = sa.select(ledger.id, getattr(ledger, ledger.about.title))
    return {row: name for row, name in session.execute(query)}  # noqa: C416 - a Result has keys(), dict() is misled


def review_note(session: Session) -> str:
    """Return the county's own words about the rules, printed beside what needs a review."""
    return load_definitions(session).review_note


def caution_text(
    session: Session, ledger: type[Ledger], row: str | None, values: Mapping[str, object], day: date
) -> str:
    """Say what is open about the row in a form, from what is typed by key; empty where nothing is.

    ``row`` is its id once it is in the book; a reward's policy must hold on ``day`` unless it names another.
    """
    bases, words = policy_bases(session), review_words(session)
    invalidity = ""
    if ledger is Policy:
        texts = [str(values[key]) if values.get(key) else None for key in POLICY_TEXTS]
        basis = bases.get(row or "")
        grounds = basis.review.grounds if basis is not None else ()
        standing = own_standing(values, fair_review.words_in(texts, words), grounds)
    elif ledger is AgreementPoint:
        texts = [_text_of(values, key) for key in POINT_TEXTS]
        standing = own_standing(values, fair_review.words_in(texts, words))
    elif ledger is Obligation and is_promise(_text_of(values, "side"), _text_of(values, "kind")):
        standing = promise_review(values, bases, words)
    elif ledger is Reward and (basis := policy_of_claim(_text_of(values, "policy"), _text_of(values, "kind"), bases)):
        applies_on = values.get("applies_on")
        standing = basis.review
        invalidity = basis.validity.invalidity(applies_on if isinstance(applies_on, date) else day)
        invalidity = f"{basis.cited}{invalidity}，不能按它测算。" if invalidity else ""
    else:
        return ""
    if not standing.needs_review:
        return invalidity
    tie = f"，{standing.tie_text}" if standing.tie_text else ""
    law = f"见{standing.law_text}。" if standing.law_text else ""
    return f"{invalidity}{PAYING_GATE}：{standing.state}{tie}。{law}"


def _text_of(values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None
