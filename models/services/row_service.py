"""Save rows from typed values: each value is read by its field; bad ones become an error message for each field."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.errors import FieldErrors, UserError
from models.fields.base import Ledger
from models.fields.field import field_of, fields, firm_field
from models.fields.kind import ReadContext, ReadValue, StoredValue
from models.queries.firm_names import firm_name, with_firm_link
from models.queries.ledger_query import linked_names, value_text
from models.services import validation
from models.services.firm_entry import read_brought


def save_row(
    session: Session,
    ledger: type[Ledger],
    row: str | None,
    typed: Mapping[str, object],
    reading: ReadContext,
    seen: Mapping[str, StoredValue] | None = None,
) -> Ledger:
    """Create a row (``row`` is None) or change one from typed values by field key.

    ``seen`` holds the stored values that the clerk was looking at; a field that somebody else changed meanwhile is
    an error. A firm of the library named in ``typed`` sets both its name and its link, and fills empty fields of a row
    of the book. Raises FieldErrors with a message for every bad field, UserError where the row is gone.
    """
    stored_row = None if row is None else session.get(ledger, row)
    if row is not None and stored_row is None:
        raise UserError("这一行已不在账本里，请刷新后再试。")
    errors: dict[str, str] = {}
    try:
        typed = with_firm_link(session, ledger, stored_row, typed)
    except UserError as error:
        errors |= _firm_error(ledger, error)
    read = {}
    for key, raw in typed.items():
        try:
            read[key] = field_of(ledger, key).read(raw, reading)
        except UserError as error:
            errors[key] = str(error)
    read |= _name_of_linked_firm(session, ledger, stored_row, read)
    record = stored_row or ledger()
    if stored_row is None:
        errors |= _missing_required(ledger, (*typed, *read), errors)
    else:
        errors |= _changed_meanwhile(session, record, typed, seen or {}, errors)
    if errors:
        raise FieldErrors(errors)
    if stored_row is not None:
        read |= read_brought(session, stored_row, read, reading)
    _set_values(session, record, read, reading.today)
    if row is None:
        session.add(record)
        session.flush()
    record.update_dependents(session)
    return record


def _set_values(session: Session, row: Ledger, read: Mapping[str, ReadValue], today: date) -> None:
    """Set the values read and those derived from them; raises FieldErrors for combinations that are not allowed."""
    old = _old_errors(session, row, today)
    for key, value in read.items():
        row.assign(key, value)
    faults = {
        key: message
        for key, message in validation.validate(row, session, today).items()
        if key in read or old.get(key) != message
    }
    if faults:
        if row in session:
            session.expire(row)  # A caller that goes on must not save the rejected values.
        raise FieldErrors(faults)


def _old_errors(session: Session, row: Ledger, today: date) -> Mapping[str, str]:
    """Return the errors of a row before it is changed; they are no reason to reject a change of something else."""
    if row not in session:
        return {}
    session.flush()  # Earlier changes of this command to the row are kept, even if this one is rejected.
    old = validation.validate(row, session, today)
    session.expire(row)  # Values that validation derived while checking must not be saved.
    return old


def _firm_error(ledger: type[Ledger], error: UserError) -> dict[str, str]:
    field = firm_field(ledger)
    return {field.key: f"{field_of(ledger, field.key).label}：{error}"} if field is not None else {}


def _name_of_linked_firm(
    session: Session, ledger: type[Ledger], record: Ledger | None, read: Mapping[str, ReadValue]
) -> dict[str, ReadValue]:
    """Return the firm's name where only its link was typed, as in a table that shows the link's column.

    The name that a row not linked yet gives the firm is kept.
    """
    field = firm_field(ledger)
    if field is None or field.link not in read or field.key in read or not (firm := read[field.link].value):
        return {}
    linked, text = (getattr(record, field.link), getattr(record, field.key)) if record is not None else (None, None)
    return {} if linked == firm or (text and not linked) else {field.key: ReadValue(firm_name(session, firm))}


def _missing_required(ledger: type[Ledger], given: Collection[str], errors: Mapping[str, str]) -> dict[str, str]:
    missing = [field for field in fields(ledger) if field.required and field.key not in (*given, *errors)]
    return {field.key: f"{field.label}：必填，不能空着。" for field in missing}


def _changed_meanwhile(
    session: Session,
    row: Ledger,
    typed: Mapping[str, object],
    seen: Mapping[str, StoredValue],
    errors: Mapping[str, str],
) -> dict[str, str]:
    overtaken = {}
    for key in typed:
        field = field_of(type(row), key)
        now = field.kind.store(getattr(row, key))
        if key in seen and key not in errors and now != seen[key]:
            value = getattr(row, key)
            text = value_text(field, value, row.mark_of(key), linked_names(session, [field], [(row.id, {}, value)]))
            overtaken[key] = f"{field.label}：别人刚改为“{text}”，您填的没有保存；请核对后再填。"
    return overtaken


def set_cells(
    session: Session, ledger: type[Ledger], rows: Sequence[str], key: str, raw: object, reading: ReadContext
) -> None:
    """Set one field of several rows to the same typed value."""
    for row in rows:
        save_row(session, ledger, row, {key: raw}, reading)
