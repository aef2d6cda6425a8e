"""A firm typed as free text becomes a firm of the library, with what its row knows of it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import firm_field
from models.fields.kind import PickedRow, ReadContext, StoredValue
from models.fields.kinds import FirmNameKind
from models.ledgers import Contact, Enterprise
from models.queries.firm_names import firm_name, firms_named, several_firms_error
from models.services.firm_entry import firm_texts
from models.services.row_service import save_row


def create_firm(
    session: Session, name: str, kind: FirmNameKind | None, known: Mapping[str, str], reading: ReadContext
) -> str:
    """Add a firm with what the texts of a row say of it, and its contact; return its id, or that of the firm so named.

    ``kind`` says which fields of the row are the firm's, None for a row that knows nothing but the name. Raises
    UserError where there is no name, or where several firms bear it already.
    """
    if not name.strip():
        raise UserError("请先填企业名称，再加入企业库。")
    firms = firms_named(session, name)
    if len(firms) > 1:
        raise several_firms_error(name, len(firms))
    if firms:
        return firms[0]
    facts: dict[str, object] = {"name": name}
    person: dict[str, object] = {}
    if kind is not None:
        guard, value = kind.not_where
        if not guard or known.get(guard) != value:
            facts |= {of: known[key] for key, of in kind.firm_fields if known.get(key)}
        person = {of: known[key] for key, of in kind.contact_fields if known.get(key)}
    firm = save_row(session, Enterprise, None, facts, reading).id
    if person.get("name"):  # a number without a name is nobody's
        save_row(session, Contact, None, {**person, "enterprise": PickedRow(firm)}, reading)
    return firm


def add_firm_to_row(
    session: Session,
    ledger: type[Ledger],
    row: str,
    key: str,
    name: str,
    reading: ReadContext,
    *,
    seen: Mapping[str, StoredValue] | None = None,
) -> None:
    """Add a firm typed into a field of a row to the library, with what the row knows, and link the field to it.

    ``key`` is the field that names a firm, or a link to the library; ``seen`` as for ``save_row``. Raises UserError.
    """
    record, field = session.get(ledger, row), firm_field(ledger)
    if record is None or record.removed:
        raise UserError("这一行已不在账本里，请刷新后再试。")
    kind = field.kind if field is not None and field.key == key else None
    firm = create_firm(session, name, kind, firm_texts(record), reading)
    save_row(session, ledger, row, {key: PickedRow(firm)}, reading, seen)


def add_firm_of_row(session: Session, ledger: type[Ledger], row: str, reading: ReadContext) -> str:
    """Add the firm that a row names as free text to the library and link the row; return its name.

    Raises UserError where the row names none, or one that is in the library already.
    """
    record, field = session.get(ledger, row), firm_field(ledger)
    if record is None or field is None:
        raise UserError("这一行没有写企业名称的栏，或者已不在账本里。")
    if linked := getattr(record, field.link):
        raise UserError(f"“{firm_name(session, linked)}”已经在企业库里。")
    name: str = getattr(record, field.key) or ""
    add_firm_to_row(session, ledger, row, field.key, name, reading)
    return name
