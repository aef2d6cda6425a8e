"""Policies of a preset: a county's published reward clauses as its own rows, and what older books get of them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.amounts import FixedPointKind
from models.fields.base import Ledger
from models.fields.field import field_of
from models.fields.kind import Value
from models.fields.kinds import DayKind
from models.ledgers import Policy, PolicyTier

# Until policies became rows, the tiers of this preset were part of the program; its books alone hold these settings.
_FORMER_SETTINGS = frozenset({"reward_referral", "reward_settled"})
_FORMER_PRESET = "hejin"


def derived_id(*names: object) -> str:
    """Derive a row id from its names, the same in every book, so that merged books do not hold the row twice.

    It starts with “f”, after all time-ordered ids, so that added rows sort behind the existing ones.
    """
    return "f" * 12 + hashlib.sha256("\n".join(map(str, names)).encode()).hexdigest()[:20]


def add_policies(session: Session, plan: Mapping[str, Any]) -> None:
    """Add the policies of a preset's plan with their tiers; a plan that has none adds nothing."""
    for policy in plan.get("policies", []):
        row = Policy(id=policy_id(policy), **_values(Policy, policy))
        session.add(row)
        session.add_all(
            PolicyTier(id=derived_id("policy_tier", row.id, number), policy=row.id, **_values(PolicyTier, tier))
            for number, tier in enumerate(policy["tiers"], start=1)
        )


def policy_id(policy: Mapping[str, Any]) -> str:
    """Return the row id of a preset's policy."""
    return derived_id("policy", policy.get("number", ""), policy["name"])


def _values(ledger: type[Ledger], written: Mapping[str, Any]) -> dict[str, Value]:
    """Read a row as the preset writes it: days and numbers as text, several questions as a list."""
    values: dict[str, Value] = {}
    for key, raw in written.items():
        if key == "tiers":
            continue
        kind = field_of(ledger, key).kind
        if isinstance(kind, DayKind):
            values[key] = date.fromisoformat(raw)
        elif isinstance(kind, FixedPointKind):
            values[key] = int(raw) if key == "years" else Decimal(raw)
        else:
            values[key] = "\n".join(raw) if isinstance(raw, list) else raw
    return values


def missing_policies(session: Session, settings: Iterable[str], preset_folder: Path) -> list[Mapping[str, Any]]:
    """List the policies that an older book reckoned by without holding them: those of its preset, once.

    ``settings`` are the keys of the book's settings. A book of another preset gets none, nor one that had them before,
    even if the county removed them, nor one with policies of its own.
    """
    if not _FORMER_SETTINGS & set(settings):
        return []
    if session.execute(sa.select(Policy.id).limit(1)).first() is not None:
        return []
    plan: Mapping[str, Any] = json.loads((preset_folder / f"{_FORMER_PRESET}.json").read_text("utf-8"))
    return list(plan["policies"])
