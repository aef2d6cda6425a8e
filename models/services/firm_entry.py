"""What a firm of the library brings into a row that names it: its place, its industry, its contact."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import Field, field_of, firm_field
from models.fields.kind import ReadContext, ReadValue
from models.fields.kinds import FirmNameKind
from models.ledgers import Contact, Enterprise
from models.queries.linked_rows import linking_keys

Texts = dict[str, str]  # texts of fields by key


def brought_texts(session: Session, kind: FirmNameKind, firm: str, before: str, known: Mapping[str, str]) -> Texts:
    """Return the texts that a firm brings into the fields of a row, by key; an empty one clears.

    ``known`` are the texts of the row, ``before`` is the firm it named until now. A field is filled while it is empty
    or as the firm before brought it: what else stands there was typed. A person's name, post and number go together.
    """
    old = _texts_of_firm(session, kind, before, known) if before else {}
    free = {key for key in kind.filled_keys if known.get(key, "") in {"", old.get(key, "")}}
    typed = {key: text for key, text in known.items() if key not in free}
    new = _texts_of_firm(session, kind, firm, {**typed, kind.not_where[0]: known.get(kind.not_where[0], "")})
    persons = {key for key, _ in kind.contact_fields}
    brings_person = any(new.get(key) for key in persons)
    return {
        key: text
        for key, text in new.items()
        if key in free and text != known.get(key, "") and (text or (key in persons and brings_person))
    }


def _texts_of_firm(session: Session, kind: FirmNameKind, row: str, known: Mapping[str, str]) -> Texts:
    """Return what a firm could bring, by key: of its contacts the latest met who may be the one the row knows."""
    firm = session.get(Enterprise, row)
    if firm is None or firm.removed:
        return {}
    guard, value = kind.not_where
    texts = {} if guard and known.get(guard) == value else {key: _text(firm, of) for key, of in kind.firm_fields}
    contact = _contact_of(session, kind, row, known)
    return texts | ({key: _text(contact, of) for key, of in kind.contact_fields} if contact is not None else {})


def _contact_of(session: Session, kind: FirmNameKind, firm: str, known: Mapping[str, str]) -> Contact | None:
    query = sa.select(Contact).where(Contact.enterprise == firm, Contact.removed.is_(False))
    latest_first = query.order_by(Contact.last_met.is_(None), Contact.last_met.desc(), Contact.id)
    fitting = (
        contact
        for contact in session.execute(latest_first).scalars()
        if all(known.get(key, "") in {"", _text(contact, of)} for key, of in kind.contact_fields)
    )
    return next(fitting, None)


def _text(row: Ledger, key: str) -> str:
    return field_of(type(row), key).kind.text(getattr(row, key))


def read_brought(
    session: Session, record: Ledger, read: Mapping[str, ReadValue], reading: ReadContext
) -> dict[str, ReadValue]:
    """Return the values that a firm just chosen for a row of the book brings, by key; ``read`` are the values typed.

    What the row's fields would not take, such as an industry that is no longer in the dictionary, is left out.
    """
    ledger = type(record)
    field = firm_field(ledger)
    before = (getattr(record, field.link) or "") if field is not None else ""
    firm = (read[field.link].value or "") if field is not None and field.link in read else ""
    if field is None or not firm or firm == before:
        return {}
    known = firm_texts(record) | {key: field_of(ledger, key).kind.text(value) for key, (value, _) in read.items()}
    values = {}
    for key, text in brought_texts(session, field.kind, firm, before, known).items():
        try:
            values[key] = field_of(ledger, key).read(text, reading)
        except UserError:
            continue
    return {key: value for key, value in values.items() if key not in read}


def values_for_linked_row(session: Session, ledger: type[Ledger], of: type[Ledger], row: str) -> dict[str, object]:
    """Return what a new row of a ledger begins with below a row of ``of``: its link, and what a firm brings.

    Empty where no link of the ledger leads to ``of``.
    """
    key = ledger.about.parent or next(iter(linking_keys(ledger, of)), "")
    field = firm_field(ledger)
    if field is None or field.link != key:
        return {key: row} if key else {}
    guard, value = field.kind.not_where  # nothing is known of the new row yet: what may be wrong is left to the clerk
    return {key: row, **brought_texts(session, field.kind, row, "", {guard: value} if guard else {})}


def firm_texts(record: Ledger | None) -> Texts:
    """Return the texts of a row's fields that a firm may fill, and of the field that may forbid it."""
    field = firm_field(type(record)) if record is not None else None
    if record is None or field is None:
        return {}
    return {key: _text(record, key) for key in (*field.kind.filled_keys, field.kind.not_where[0]) if key}


def brought_sentence(ledger: type[Ledger], before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Say what a firm brought into a row, from the texts before and after; private ones by their label only."""
    field = firm_field(ledger)
    if field is None:
        return ""
    filled = [key for key in field.kind.filled_keys if after.get(key) and after.get(key) != before.get(key)]
    return _sentence([field_of(ledger, key) for key in filled], after)


def _sentence(filled: Sequence[Field], texts: Mapping[str, str]) -> str:
    parts = [field.label if field.private else f"{field.label} {texts[field.key]}" for field in filled]
    return f"从企业库带来：{'、'.join(parts)}" if parts else ""
