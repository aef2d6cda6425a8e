"""Calculate a reward claim by each interpretation of the county's own policy, the county's choice first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.field import field_of
from models.ledgers import Reward
from models.queries.row_detail import RowDetail, load_row_detail
from models.rules import rates, rewards
from models.rules.vocabulary import RewardKind, TierBase, TierMeasure
from models.settings.definitions import load_definitions
from models.statistics.policies import PolicyBasis, find_policy, may_be_by_case

_INVESTMENT_KEYS = {TierMeasure.LISTED: "listed_amount", TierMeasure.PAID: "real_amount"}
_PER_MU_KEYS = ("invest_per_mu", "output_per_mu", "tax_per_mu")
_TAX_KEYS = ("tax_1", "tax_2", "tax_3")
_OPTIONS = (
    rewards.WHOLE,
    rewards.MARGINAL,
    rewards.LOWER,
    rewards.UPPER,
    rewards.ALL_THREE,
    rewards.ANY_OF_THREE,
)


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """One interpretation of the clause and its result; ``chosen`` marks the one that applies.

    ``options`` are the options that make up the interpretation.
    """

    options: tuple[str, ...]
    result: rewards.RewardAmount
    chosen: bool


@dataclass(frozen=True, slots=True)
class RewardClaim:
    """A reward claim: its inputs, the result by each interpretation (the chosen one first), and what is missing."""

    row: str
    detail: RowDetail
    kind: str
    inputs: tuple[str, ...]  # keys of the fields that the calculation needs
    missing: tuple[str, ...]  # labels of those fields that are empty
    readings: tuple[ClauseReading, ...]
    by_case: bool
    recorded: Decimal | None
    policy: PolicyBasis | None

    def text(self, key: str) -> str:
        """Return a field's value as text."""
        return self.detail.values[key].text

    def title(self, key: str) -> str:
        """Return a field's heading with its unit."""
        return field_of(Reward, key).title


def calculate_claim(session: Session, reward: str, today: date) -> RewardClaim:
    """Calculate one reward claim by the policy that holds on its day (适用日期, else today).

    Raises UserError where the claim is not in the book, where the county has no policy for it, and where the policy
    expired or was abolished.
    """
    detail, row = load_row_detail(session, Reward, reward), session.get(Reward, reward)
    if detail is None or row is None or detail.removed:
        raise UserError("这笔奖励已不在账本里，请刷新后再试。")
    kind, day = row.kind or RewardKind.REFERRAL, row.applies_on or today
    policy = find_policy(session, row.policy, kind, day)
    if kind != RewardKind.BY_CASE and (policy is None or not policy.terms.tiers):
        raise UserError(_no_policy(kind, policy))
    inputs = () if kind == RewardKind.BY_CASE or policy is None else _input_keys(policy.terms)
    missing = _missing(row, inputs)
    readings = () if missing or not inputs or policy is None else tuple(_readings(session, row, policy))
    case = all(getattr(row, key) is not None for key in _PER_MU_KEYS) and may_be_by_case(session, _per_mu(row), day)
    ordered = tuple(sorted(readings, key=lambda reading: not reading.chosen))
    return RewardClaim(reward, detail, kind, inputs, missing, ordered, case, row.amount, policy)


def _no_policy(kind: str, policy: PolicyBasis | None) -> str:
    if policy is None:
        return f"本县的账本里没有“{kind}”的政策，不能测算；请先在“政策”里登记文件、条款和各档，再来打印。"
    return f"政策“{policy.name}”还没有登记档次，不能测算；请在“政策”里点开它，在“政策档次”里登记各档。"


def _input_keys(terms: rewards.RewardTerms) -> tuple[str, ...]:
    """Return the keys of the claim's fields that a policy needs, in the order of the form."""
    measures = {tier.measure for tier in terms.tiers}
    needed = [key for word, key in _INVESTMENT_KEYS.items() if word in measures | terms.bases]
    if terms.is_per_mu:
        needed += _PER_MU_KEYS
    if TierBase.TAX_INCREMENT in terms.bases:
        needed += ["base_tax", *_TAX_KEYS[: terms.years]]
    return tuple(needed)


def _missing(row: Reward, inputs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels of the needed fields that are empty; of the years of tax one is enough."""
    years = [key for key in inputs if key in _TAX_KEYS]
    lacking = [key for key in inputs if key not in years and getattr(row, key) is None]
    if years and all(getattr(row, key) is None for key in years):
        lacking.append(years[0])
    return tuple(field_of(Reward, key).label for key in lacking)


def _readings(session: Session, row: Reward, policy: PolicyBasis) -> Iterator[ClauseReading]:
    """Calculate a claim by every interpretation; the row's own choice comes before the policy's and the county's."""
    county = load_definitions(session)
    usual = (county.reward_mode, county.reward_boundary, county.reward_reading)
    chosen = _chosen_options(row.reading or "", _chosen_options(policy.reading, usual))
    inputs = rewards.RewardInputs(
        _amount(row.listed_amount),
        _amount(row.real_amount),
        _per_mu(row),
        _amount(row.base_tax),
        tuple(_amount(getattr(row, key)) for key in _TAX_KEYS if getattr(row, key) is not None),
    )
    for options in rewards.possible_readings(policy.terms):
        result = rewards.calculate(policy.terms, inputs, options)
        yield ClauseReading(options, result, set(options) <= set(chosen))


def _chosen_options(text: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return the choices that a text makes, each in place of the usual one of its pair."""
    typed = text.replace("，", "、").split("、")
    pairs = zip(_OPTIONS[::2], _OPTIONS[1::2], strict=True)
    return tuple(
        next((option for option in pair if option in typed), by_default)
        for pair, by_default in zip(pairs, usual, strict=True)
    )


def _per_mu(row: Reward) -> tuple[Decimal, Decimal, Decimal]:
    invest, output, tax = (_amount(getattr(row, key)) for key in _PER_MU_KEYS)
    return invest, output, tax


def _amount(value: Decimal | None) -> Decimal:
    """Return an amount as a person would write it, so that the arithmetic prints like that."""
    return rates.without_trailing_zeros(value or Decimal(0))
