"""Save rows from typed values: each value is read by its field; bad ones become an error message for each field."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from models.errors import FieldErrors, UserError
from models.fields.base import Ledger
from models.fields.field import field_of, fields
from models.fields.kind import ReadContext, ReadValue, StoredValue
from models.queries.ledger_query import linked_names, value_text
from models.services import validation


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
    an error. Raises FieldErrors with a message for every bad field, UserError where the row is gone.
    """
    errors: dict[str, str] = {}
    read = {}
    for key, raw in typed.items():
        try:
            read[key] = field_of(ledger, key).read(raw, reading)
        except UserError as error:
            errors[key] = str(error)
    record = ledger() if row is None else session.get(ledger, row)
    if record is None:
        raise UserError("这一行已不在账本里，请刷新后再试。")
    if row is None:
        errors |= _missing_required(ledger, typed, errors)
    else:
        errors |= _changed_meanwhile(session, record, typed, seen or {}, errors)
    if errors:
        raise FieldErrors(errors)
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


def _missing_required(ledger: type[Ledger], typed: Mapping[str, object], errors: Mapping[str, str]) -> dict[str, str]:
    missing = [field for field in fields(ledger) if field.required and field.key not in (*typed, *errors)]
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
