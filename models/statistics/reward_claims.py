"""Calculate a reward claim by each interpretation of the clause, the county's choice first (河政办函〔2021〕44号三)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.field import field_of
from models.ledgers import Reward
from models.queries.row_detail import RowDetail, load_row_detail
from models.rules import rates, rewards
from models.rules.vocabulary import RewardKind
from models.settings.definitions import Definitions, load_definitions

REFERRAL_KEYS = ("listed_amount", "real_amount")
SETTLEMENT_KEYS = ("invest_per_mu", "output_per_mu", "tax_per_mu", "base_tax", "tax_1", "tax_2", "tax_3")
INPUT_KEYS: Mapping[str, tuple[str, ...]] = {
    RewardKind.REFERRAL: REFERRAL_KEYS,
    RewardKind.SETTLING: SETTLEMENT_KEYS,
}
_TAX_KEYS = ("tax_1", "tax_2", "tax_3")


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

    def text(self, key: str) -> str:
        """Return a field's value as text."""
        return self.detail.values[key].text

    def title(self, key: str) -> str:
        """Return a field's heading with its unit."""
        return field_of(Reward, key).title


def calculate_claim(session: Session, reward: str) -> RewardClaim:
    """Calculate one reward claim; raises UserError where it is not in the book."""
    detail, row = load_row_detail(session, Reward, reward), session.get(Reward, reward)
    if detail is None or row is None or detail.removed:
        raise UserError("这笔奖励已不在账本里，请刷新后再试。")
    kind = row.kind or RewardKind.REFERRAL
    inputs = INPUT_KEYS.get(kind, ())
    needed = [key for key in inputs if key not in _TAX_KEYS]
    missing = tuple(field_of(Reward, key).label for key in needed if getattr(row, key) is None)
    if kind == RewardKind.SETTLING and all(getattr(row, key) is None for key in _TAX_KEYS):
        missing = (*missing, field_of(Reward, _TAX_KEYS[0]).label)
    readings = () if missing or not inputs else tuple(_readings(row, kind, load_definitions(session)))
    per_mu = [row.invest_per_mu, row.output_per_mu, row.tax_per_mu]
    case = None not in per_mu and rewards.by_case(*(figure or Decimal(0) for figure in per_mu))
    ordered = tuple(sorted(readings, key=lambda reading: not reading.chosen))
    return RewardClaim(reward, detail, kind, inputs, missing, ordered, case, row.amount)


def _readings(row: Reward, kind: str, county: Definitions) -> Iterator[ClauseReading]:
    """Calculate a claim by every interpretation; a choice on the row itself (口径选择) overrides the county's."""
    chosen = (row.reading or "").replace("，", "、").split("、")
    if kind == RewardKind.SETTLING:
        reading = next(
            (option for option in (rewards.ALL_THREE, rewards.ANY_OF_THREE) if option in chosen), county.reward_reading
        )
        years = [_amount(getattr(row, key)) for key in _TAX_KEYS if getattr(row, key) is not None]
        per_mu = (_amount(row.invest_per_mu), _amount(row.output_per_mu), _amount(row.tax_per_mu))
        for option in (rewards.ALL_THREE, rewards.ANY_OF_THREE):
            tier = rewards.settling_tier(*per_mu, reading=option)
            yield ClauseReading(
                (option,), rewards.settling_reward(tier, _amount(row.base_tax), years), option == reading
            )
        return
    mode = next((option for option in (rewards.WHOLE, rewards.MARGINAL) if option in chosen), county.reward_mode)
    boundary = next((option for option in (rewards.LOWER, rewards.UPPER) if option in chosen), county.reward_boundary)
    for option in (rewards.WHOLE, rewards.MARGINAL):
        for side in (rewards.LOWER, rewards.UPPER):
            result = rewards.referral_reward(
                _amount(row.listed_amount),
                _amount(row.real_amount),
                boundary=side,
                mode=option,
            )
            yield ClauseReading((option, side), result, (option, side) == (mode, boundary))


def _amount(value: Decimal | None) -> Decimal:
    """Return an amount as a person would write it, so that the arithmetic prints like that."""
    return rates.without_trailing_zeros(value or Decimal(0))
