"""The firm that a row names: its text and its link to the library, which a clerk types and sees as one field."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import FirmField, firm_field
from models.fields.kind import PickedRow
from models.ledgers import Enterprise
from models.queries.ledger_query import cell_texts
from models.search.index import fold_text, rows_holding

_CHUNK_ROWS = 500  # the number of ids in one statement is limited


def firms_named(session: Session, text: str) -> list[str]:
    """Return the ids of the firms of the library whose name, short name or code is exactly a text."""
    folded = fold_text(text)
    query = sa.select(Enterprise.id, Enterprise.name, Enterprise.short, Enterprise.code).where(
        Enterprise.removed.is_(False), Enterprise.id.in_(rows_holding(session, Enterprise, text))
    )
    return [
        row
        for row, *names in session.execute(query.order_by(Enterprise.id))
        if folded in {fold_text(name) for name in names if name}
    ]


def several_firms_error(text: str, number: int) -> UserError:
    """Return the error of a name that several firms of the library bear."""
    return UserError(f"“{text}”在企业库里有 {number} 家，请从下拉的列表里选是哪一家。")


def firm_name(session: Session, row: str) -> str:
    """Return the name of a firm of the library; raises UserError where it is no longer there."""
    firm = session.get(Enterprise, row)
    if firm is None or firm.removed:
        raise UserError("选的企业已不在企业库里，请重新选，或者直接填企业名称。")
    return firm.name


def with_firm_link(
    session: Session, ledger: type[Ledger], record: Ledger | None, typed: Mapping[str, object]
) -> Mapping[str, object]:
    """Return typed values with the link that the firm typed in them means, and with the firm's whole name.

    A picked firm gives both; a text links where exactly one firm bears it, and else is free text without a link. Values
    that name the link themselves are left alone, and so is a text that the row has already. ``record`` is None for a
    new row. Raises UserError for a text that several firms bear, unless the row is linked to one of them.
    """
    field = firm_field(ledger)
    if field is None or field.key not in typed or field.link in typed:
        return typed
    raw = typed[field.key]
    if isinstance(raw, PickedRow):
        return split_picked_firm(session, ledger, typed)
    if raw is not None and not isinstance(raw, str):
        return typed
    return {**typed, **_linked_text(session, field, record, (raw or "").strip())}


def split_picked_firm(session: Session, ledger: type[Ledger], typed: Mapping[str, object]) -> Mapping[str, object]:
    """Return typed values with the name and the link of a picked firm in the place of the firm."""
    field = firm_field(ledger)
    raw = typed.get(field.key) if field is not None else None
    if field is None or not isinstance(raw, PickedRow):
        return typed
    return {**typed, field.key: firm_name(session, raw), field.link: raw}


def _linked_text(session: Session, field: FirmField, record: Ledger | None, text: str) -> Mapping[str, object]:
    """Return the values that a typed text stands for."""
    linked = getattr(record, field.link) if record is not None else None
    if record is not None and linked and text == getattr(record, field.key):
        return {}
    firms = firms_named(session, text) if text else []
    if linked in firms:
        firms = [linked]
    if len(firms) > 1:
        raise several_firms_error(text, len(firms))
    if firms:
        return {field.key: firm_name(session, firms[0]), field.link: PickedRow(firms[0])}
    return {field.key: text, field.link: ""}


def table_texts(
    session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str], *, whole: bool = False
) -> dict[str, tuple[str, ...]]:
    """Return the cells of some rows as a table shows them, or copies them ``whole``.

    A row linked to a firm without its name shows the name.
    """
    field = firm_field(ledger)
    if field is None or field.key not in keys:
        return cell_texts(session, ledger, rows, keys, whole=whole)
    column = list(keys).index(field.key)
    texts_by_id = cell_texts(session, ledger, rows, (*keys, field.link), whole=whole)
    return {
        row: (*texts[:column], texts[column] or texts[-1], *texts[column + 1 : -1])
        for row, texts in texts_by_id.items()
    }


def whole_texts(
    session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the cells of any number of rows as a table shows them, with long texts whole and their line breaks."""
    texts: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(rows), _CHUNK_ROWS):
        texts |= table_texts(session, ledger, rows[start : start + _CHUNK_ROWS], keys, whole=True)
    return texts
