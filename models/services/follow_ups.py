"""What follows from a lead: the values that a new visit, negotiation or project takes over from it."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.kind import ReadValue, Value
from models.ledgers import Enterprise, Lead, Negotiation, Project, Visit

_SAME_KEYS = ("task_force", "enterprise")
_KEYS_OF_LEAD: Mapping[type[Ledger], Mapping[str, str]] = {  # field of the new row -> field of the lead
    Visit: {"company": "investor", "place": "place", "met": "contact", "met_phone": "phone"},
    Negotiation: {"subject": "name", "ours": "owner", "theirs": "contact"},
    Project: {
        **{key: key for key in ("name", "investor", "place", "industry", "chain", "content", "channel", "method")},
        **{key: key for key in ("total", "output", "tax", "jobs", "land", "owner", "phone", "referrer", "activity")},
        "counterpart": "contact",
    },
}
_DAY_KEYS: Mapping[type[Ledger], str] = {Visit: "on", Negotiation: "on"}  # a project's first day is asked, not set


def values_from_lead(session: Session, lead: str, ledger: type[Ledger], today: date) -> dict[str, object]:
    """Return the known values of a new row of ``ledger`` that follows from a lead, by key, with their marks (约、超).

    Raises UserError where the lead is gone.
    """
    source = session.get(Lead, lead)
    if source is None or source.removed:
        raise UserError("这条线索已不在账本里，请刷新后再试。")
    keys = {**{key: key for key in _SAME_KEYS if hasattr(ledger, key)}, **_KEYS_OF_LEAD[ledger]}
    values: dict[str, object] = {"lead": lead}
    for key, source_key in keys.items():
        value: Value = getattr(source, source_key)
        if value is not None:
            values[key] = ReadValue(value, source.mark_of(source_key))
    firm = session.get(Enterprise, source.enterprise) if source.enterprise else None
    for key, source_key in keys.items():
        if source_key == "investor" and key not in values and firm is not None:
            values[key] = firm.name
    if day := _DAY_KEYS.get(ledger):
        values[day] = today
    return values
