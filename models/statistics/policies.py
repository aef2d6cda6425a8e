"""The county's policies as reward calculation and reviews need them: terms, validity, standing of the review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Policy, PolicyTier
from models.rules import fair_review, rates, rewards
from models.rules.fair_review import ReviewStanding
from models.rules.policy_validity import PolicyValidity
from models.rules.vocabulary import ReviewState, RewardKind, TierBase, TierMeasure
from models.settings.dictionaries import dictionary_terms
from models.statistics.counting_rules import is_live

REVIEW_WORDS = "review_word"  # the dictionary of words by which policies and promises are marked
POLICY_TEXTS = ("name", "clause", "text", "beneficiary")


@dataclass(frozen=True, slots=True)
class PolicyBasis:
    """A policy as a sheet names it: document, number and clause, who decides, what it leaves open, validity, review."""

    row: str
    name: str
    kind: str
    document: str
    number: str
    clause: str
    text: str
    decided_by: str
    reading: str
    questions: tuple[str, ...]
    validity: PolicyValidity
    terms: rewards.RewardTerms
    review: ReviewStanding

    @property
    def cited(self) -> str:
        """The document, its number and the clause in one line, or the policy's name where none is entered."""
        title = f"《{self.document.strip('《》')}》" if self.document else self.name
        number = f"（{self.number}）" if self.number else ""
        return f"{title}{number}{self.clause}"


def review_words(session: Session) -> tuple[str, ...]:
    """Return the county's words for the fair competition review, those in use, in order."""
    return tuple(term.word for term in dictionary_terms(session, REVIEW_WORDS) if not term.idle)


def policy_bases(session: Session) -> dict[str, PolicyBasis]:
    """Return the book's policies by row id; policies in the recycle bin do not count."""
    policies = list(session.execute(sa.select(Policy).where(is_live(Policy)).order_by(Policy.id)).scalars())
    tiers: dict[str, list[PolicyTier]] = {}
    for tier in session.execute(sa.select(PolicyTier).where(is_live(PolicyTier)).order_by(PolicyTier.id)).scalars():
        tiers.setdefault(tier.policy, []).append(tier)
    words = review_words(session)
    return {policy.id: _basis(policy, tiers.get(policy.id, []), words) for policy in policies}


def _basis(policy: Policy, tiers: list[PolicyTier], words: tuple[str, ...]) -> PolicyBasis:
    decided_by = policy.decided_by or ""
    years = min(policy.years or rewards.MAX_YEARS, rewards.MAX_YEARS)
    in_order = tuple(sorted(map(_tier, tiers), key=_tier_order))
    standing = ReviewStanding(
        policy.review or ReviewState.OPEN,
        policy.review_on,
        policy.review_ground or "",
        fair_review.words_in([getattr(policy, key) for key in POLICY_TEXTS], words),
        fair_review.tier_grounds((tier.measure for tier in tiers), (tier.base for tier in tiers)),
        policy.tied,
    )
    return PolicyBasis(
        row=policy.id,
        name=policy.name,
        kind=policy.kind or "",
        document=policy.document or "",
        number=policy.number or "",
        clause=policy.clause or "",
        text=policy.text or "",
        decided_by=decided_by,
        reading=policy.reading or "",
        questions=tuple(line.strip() for line in (policy.questions or "").splitlines() if line.strip()),
        validity=PolicyValidity(policy.valid_from, policy.valid_to, policy.abolished_on),
        terms=rewards.RewardTerms(in_order, decided_by, years, policy.cap),
        review=standing,
    )


def _tier(tier: PolicyTier) -> rewards.RewardTier:
    plain = rates.without_trailing_zeros
    per_mu = [None if value is None else plain(value) for value in (tier.invest, tier.output, tier.tax)]
    is_per_mu = any(value is not None for value in per_mu)
    return rewards.RewardTier(
        name=tier.name,
        measure=tier.measure or (TierMeasure.PER_MU if is_per_mu else TierMeasure.LISTED),
        least=plain(tier.least or Decimal(0)),
        most=None if tier.most is None else plain(tier.most),
        invest=per_mu[0],
        output=per_mu[1],
        tax=per_mu[2],
        base=tier.base or TierBase.PAID,
        rate=tier.rate,
        amount=tier.amount,
        cap=tier.cap,
    )


def _tier_order(tier: rewards.RewardTier) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Order tiers from the lowest: by their lower bound, then by their figures per mu."""
    return tier.least, tuple(least or Decimal(0) for least in tier.minima)


def find_policy(session: Session, policy: str | None, kind: str, day: date) -> PolicyBasis | None:
    """Return the policy of a claim: the one named, else the only one of its kind that holds on a day.

    None where the county has no policy of the kind. Raises UserError where several hold, and where one no longer (or
    not yet) holds: nothing is reckoned by it.
    """
    bases = policy_bases(session)
    if policy in bases:
        chosen = [bases[policy]]
    else:
        chosen = [basis for basis in bases.values() if basis.kind == kind]
        chosen = [basis for basis in chosen if not basis.validity.invalidity(day)] or chosen
    if not chosen:
        return None
    if len(chosen) > 1:
        names = "、".join(f"“{basis.name}”" for basis in chosen)
        raise UserError(f"本县有{len(chosen)}个“{kind}”的政策：{names}；请在这笔奖励的“适用政策”里选一个。")
    if invalidity := chosen[0].validity.invalidity(day):
        raise UserError(
            f"{chosen[0].cited}{invalidity}，不能按它测算{day.isoformat()}的奖励。"
            "以前达到条件的，请在这笔奖励的“适用日期”里填那一天；有新文件的，请在“政策”里登记，再选为适用政策。"
        )
    return chosen[0]


def may_be_by_case(session: Session, per_mu: Iterable[Decimal], day: date) -> bool:
    """Tell whether figures per mu reach what a policy in force asks of enterprises that are treated case by case."""
    figures = tuple(per_mu)
    return any(
        rewards.per_mu_tier(figures, [tier for tier in basis.terms.tiers if any(tier.minima)]) is not None
        for basis in policy_bases(session).values()
        if basis.kind == RewardKind.BY_CASE and not basis.validity.invalidity(day)
    )
