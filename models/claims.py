"""Calculate a reward claim by each interpretation of the clause, the county's choice first (河政办函〔2021〕44号三)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.card import Card, card
from models.definitions import Definitions, definitions
from models.field import field_of
from models.ledgers import Reward
from models.refusal import Refusal
from models.rules import rewards

REFERRAL, SETTLING = "引荐奖励", "落户奖励"
REFERRAL_KEYS = ("listed_amount", "real_amount")
SETTLING_KEYS = ("invest_per_mu", "output_per_mu", "tax_per_mu", "base_tax", "tax_1", "tax_2", "tax_3")
_YEARS = ("tax_1", "tax_2", "tax_3")


@dataclass(frozen=True, slots=True)
class Reading:
    """One interpretation of the clause and its result; ``chosen`` marks the one that applies.

    ``options`` are the options that make up the interpretation.
    """

    words: tuple[str, ...]
    result: rewards.Reward
    chosen: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A reward claim: its inputs, the result by each interpretation (the chosen one first), and what is missing."""

    row: str
    card: Card
    kind: str
    inputs: tuple[str, ...]  # keys of the fields that the calculation needs
    missing: tuple[str, ...]  # labels of those fields that are empty
    readings: tuple[Reading, ...]
    by_case: bool
    recorded: Decimal | None

    def text(self, key: str) -> str:
        """Return a field's value as text."""
        return self.card.values[key].text

    def title(self, key: str) -> str:
        """Return a field's heading with its unit."""
        return field_of(Reward, key).title


def claim(session: Session, reward: str) -> Claim:
    """Calculate one reward claim; raises UserError where it is not in the book."""
    detail, row = card(session, Reward, reward), session.get(Reward, reward)
    if detail is None or row is None or detail.removed:
        raise Refusal("这笔奖励已不在账本里，请刷新后再试。")
    kind = row.kind or REFERRAL
    inputs = {REFERRAL: REFERRAL_KEYS, SETTLING: SETTLING_KEYS}.get(kind, ())
    needed = [key for key in inputs if key not in _YEARS]
    missing = tuple(field_of(Reward, key).label for key in needed if getattr(row, key) is None)
    if kind == SETTLING and all(getattr(row, key) is None for key in _YEARS):
        missing = (*missing, field_of(Reward, _YEARS[0]).label)
    readings = () if missing or not inputs else tuple(_readings(row, kind, definitions(session)))
    per_mu = [row.invest_per_mu, row.output_per_mu, row.tax_per_mu]
    case = None not in per_mu and rewards.by_case(*(figure or Decimal(0) for figure in per_mu))
    ordered = tuple(sorted(readings, key=lambda reading: not reading.chosen))
    return Claim(reward, detail, kind, inputs, missing, ordered, case, row.amount)


def _readings(row: Any, kind: str, county: Definitions) -> Iterator[Reading]:
    """Calculate a claim by every interpretation; a choice on the row itself (口径选择) overrides the county's."""
    chosen = (row.reading or "").replace("，", "、").split("、")
    if kind == SETTLING:
        reading = next((option for option in (rewards.ALL, rewards.ANY) if option in chosen), county.reading)
        years = [plain(getattr(row, key)) for key in _YEARS if getattr(row, key) is not None]
        for option in (rewards.ALL, rewards.ANY):
            tier = rewards.settling_tier(row.invest_per_mu, row.output_per_mu, row.tax_per_mu, reading=option)
            yield Reading((option,), rewards.settling(tier, plain(row.base_tax), years), option == reading)
        return
    mode = next((option for option in (rewards.WHOLE, rewards.MARGINAL) if option in chosen), county.mode)
    boundary = next((option for option in (rewards.LOWER, rewards.UPPER) if option in chosen), county.boundary)
    for option in (rewards.WHOLE, rewards.MARGINAL):
        for side in (rewards.LOWER, rewards.UPPER):
            result = rewards.referral(plain(row.listed_amount), plain(row.real_amount), boundary=side, mode=option)
            yield Reading((option, side), result, (option, side) == (mode, boundary))


def plain(value: Decimal) -> Decimal:
    """Drop the trailing zeros of a stored amount, so that the arithmetic prints as a person would write it."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
