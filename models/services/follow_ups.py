"""The row that is entered next after another: a visit or a project after a lead, a promise after a negotiation."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, FollowUp, field_of
from models.fields.kind import PickedRow, ReadContext, ReadValue
from models.fields.kinds import LinkKind, ProseKind
from models.queries.ledger_query import titles_by_id
from models.services.row_service import save_row


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """The row that a new one follows from; ``link`` is its own link that the new row answers, if any."""

    ledger: type[Ledger]
    row: str
    link: str = ""


def follow_up_to(ledger: type[Ledger], table: str) -> FollowUp | None:
    """Return how a row of another ledger follows from one of this; None where it does not."""
    return next((follow_up for follow_up in ledger.about.follow_ups if follow_up.to == table), None)


def follow_up_values(session: Session, ledger: type[Ledger], row: str, follow_up: FollowUp) -> dict[str, ReadValue]:
    """Return all that a row knows of the new row that follows from it, by key, with the marks (约、超).

    Raises UserError where the row is gone, or where the link that the new row would answer leads to another already.
    """
    source = session.get(ledger, row)
    if source is None or source.removed:
        raise UserError(f"这{ledger.about.measure_word}{ledger.about.label}已不在账本里，请刷新后再试。")
    if follow_up.answers and (linked := getattr(source, follow_up.answers)):
        target = ledger_by_table(follow_up.to)
        name = titles_by_id(session, target, [linked]).get(linked, "")
        raise UserError(
            f"这{ledger.about.measure_word}{ledger.about.label}已经连着{target.about.label}“{name}”，请点“打开”看它。"
        )
    target = ledger_by_table(follow_up.to)
    values = {
        key: _shaped(field_of(target, key), _first_known(session, source, source_keys))
        for key, source_keys in follow_up.keys.items()
    }
    return {key: read for key, read in values.items() if read.value is not None}


def _first_known(session: Session, source: Ledger, keys: str) -> ReadValue:
    """Return the first value that is not empty, of fields of a row or of the rows it links to."""
    for key in keys.split():
        link, _, name = key.rpartition(".")
        row = _linked_row(session, source, link) if link else source
        if row is not None and getattr(row, name) not in {None, ""}:
            return ReadValue(getattr(row, name), row.mark_of(name))
    return ReadValue(None)


def _linked_row(session: Session, source: Ledger, path: str) -> Ledger | None:
    """Return the row at the end of some links (“lead.enterprise”); None where one of them is empty."""
    row: Ledger | None = source
    for key in path.split("."):
        kind = field_of(type(row), key).kind if row is not None else None
        linked = getattr(row, key) if row is not None else None
        row = session.get(ledger_by_table(kind.to), linked) if isinstance(kind, LinkKind) and linked else None
    return row


def _shaped(field: Field, read: ReadValue) -> ReadValue:
    """Put a text into one line unless its field holds several."""
    if isinstance(read.value, str) and not isinstance(field.kind, (LinkKind, ProseKind)):
        return read._replace(value=" ".join(read.value.split()))
    return read


def answer_origin(session: Session, origin: RowOrigin, new_row: str, reading: ReadContext) -> None:
    """Let the row that a new one follows from link to it, unless it meanwhile links to another."""
    source = session.get(origin.ledger, origin.row)
    if origin.link and source is not None and not getattr(source, origin.link):
        save_row(session, origin.ledger, origin.row, {origin.link: PickedRow(new_row)}, reading)
