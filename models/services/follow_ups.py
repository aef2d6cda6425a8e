"""The values a new row takes over: a visit, a negotiation or a project from its lead, any row from the one before."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kind import ReadValue, Value
from models.ledgers import Enterprise, Lead, Negotiation, Project, Visit
from models.queries.scope import main_day_field, task_force_field

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


_OFFICER_KEYS = ("owner", "ours")


def values_for_next_row(session: Session, ledger: type[Ledger], row: str) -> dict[str, object]:
    """Return what the next row of a ledger begins with after ``row``: task force, officer, day, the row it belongs to.

    Rows of a detail ledger take no day over: two payments of one month or two stages of one day are the exception.
    """
    source = session.get(ledger, row)
    if source is None:
        return {}
    day = None if ledger.about.parent else main_day_field(ledger)
    taken = {field.key for field in (task_force_field(ledger), day) if field is not None}
    taken |= {ledger.about.parent, *_OFFICER_KEYS}
    keys = [field.key for field in fields(ledger) if field.key in taken]
    return {
        key: ReadValue(getattr(source, key), source.mark_of(key)) for key in keys if getattr(source, key) is not None
    }


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
