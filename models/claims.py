"""A reward claim worked out by every reading of the clause, the county's own first (河政办函〔2021〕44号 三)."""

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
    """One way to read the clause and what comes of it; ``chosen`` is the county's."""

    words: tuple[str, ...]
    result: rewards.Reward
    chosen: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its inputs, its readings (the chosen one first) and what is missing to work it out."""

    row: str
    card: Card
    kind: str
    inputs: tuple[str, ...]  # keys of the fields the calculation needs
    missing: tuple[str, ...]  # their labels where they are empty
    readings: tuple[Reading, ...]
    by_case: bool
    recorded: Decimal | None

    def text(self, key: str) -> str:
        """Give a field as text."""
        return self.card.values[key].text

    def title(self, key: str) -> str:
        """Give a field's heading with its unit."""
        return field_of(Reward, key).title


def claim(session: Session, reward: str) -> Claim:
    """Work out one claim; refuse one that is not in the book."""
    found, row = card(session, Reward, reward), session.get(Reward, reward)
    if found is None or row is None or found.removed:
        raise Refusal("这笔奖励已不在账本里，请刷新后再试。")
    kind = row.kind or REFERRAL
    inputs = {REFERRAL: REFERRAL_KEYS, SETTLING: SETTLING_KEYS}.get(kind, ())
    needed = [key for key in inputs if key not in _YEARS]
    missing = tuple(field_of(Reward, key).label for key in needed if getattr(row, key) is None)
    if kind == SETTLING and all(getattr(row, key) is None for key in _YEARS):
        missing = (*missing, field_of(Reward, _YEARS[0]).label)
    readings = () if missing or not inputs else tuple(_readings(row, kind, definitions(session)))
    per_mu = [row.invest_per_mu, row.output_per_mu, row.tax_per_mu]
    case = None not in per_mu and rewards.by_case(*(one or Decimal(0) for one in per_mu))
    ordered = tuple(sorted(readings, key=lambda one: not one.chosen))
    return Claim(reward, found, kind, inputs, missing, ordered, case, row.amount)


def _readings(row: Any, kind: str, county: Definitions) -> Iterator[Reading]:
    """Work a claim out by every reading; what the row itself chose (口径选择) stands above the county's."""
    own = (row.reading or "").replace("，", "、").split("、")
    if kind == SETTLING:
        reading = next((one for one in (rewards.ALL, rewards.ANY) if one in own), county.reading)
        years = [plain(getattr(row, key)) for key in _YEARS if getattr(row, key) is not None]
        for one in (rewards.ALL, rewards.ANY):
            tier = rewards.settling_tier(row.invest_per_mu, row.output_per_mu, row.tax_per_mu, reading=one)
            yield Reading((one,), rewards.settling(tier, plain(row.base_tax), years), one == reading)
        return
    mode = next((one for one in (rewards.WHOLE, rewards.MARGINAL) if one in own), county.mode)
    boundary = next((one for one in (rewards.LOWER, rewards.UPPER) if one in own), county.boundary)
    for one in (rewards.WHOLE, rewards.MARGINAL):
        for side in (rewards.LOWER, rewards.UPPER):
            result = rewards.referral(plain(row.listed_amount), plain(row.real_amount), boundary=side, mode=one)
            yield Reading((one, side), result, (one, side) == (mode, boundary))


def plain(value: Decimal) -> Decimal:
    """Drop the idle noughts a stored amount ends in, so that the arithmetic prints as a person writes it."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
