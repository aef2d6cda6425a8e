"""A firm's name and its link to the library in a new row of a sheet: the column a sheet has gives the one it has not.

Only new rows are completed. In a row of the book each column is a value of its own with its own history, so that a
merge gives the same result in whatever order books and sheets come.
"""

from collections.abc import Mapping

from models.exchange.sheet_import.cell_reader import ReadRow, shown_text
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.row_outcome import ParsedValue, parsed_value
from models.fields.base import Ledger
from models.fields.field import FirmField, firm_field
from models.ledgers import Enterprise
from models.search.index import fold_text


class FirmColumns:
    """Completes the firms of the new rows of one table."""

    def __init__(self, import_context: ImportContext, ledger: type[Ledger]) -> None:
        self._import_context, self._ledger = import_context, ledger
        self._field = firm_field(ledger)

    def missing_values(self, read: ReadRow, values: Mapping[str, ParsedValue]) -> dict[str, ParsedValue]:
        """Return the name or the link of the firm that a new row lacks since its sheet has no column for it.

        A name that the ledger requires is given for an empty cell too. A link is given only for a name that exactly one
        firm of the library bears, and not where the sheet has a column for it.
        """
        field = self._field
        if field is None:
            return {}
        if field.link in values:
            is_required = import_column(self._ledger, field.key).required
            if field.key in values or (field.key in read.blanks and not is_required) or field.key in read.rejected:
                return {}
            return {field.key: self._name(field, read, values[field.link])}
        if field.key not in values or field.link in read.blanks or field.link in read.rejected:
            return {}
        firms = self._import_context.row_finder.rows_by_name(Enterprise.__tablename__)
        named = firms.get(fold_text(str(values[field.key].value)), [])
        return {field.link: parsed_value(import_column(self._ledger, field.link), named[0])} if len(named) == 1 else {}

    def _name(self, field: FirmField, read: ReadRow, link: ParsedValue) -> ParsedValue:
        """Return the name of a linked firm, of one that comes with the same import as the sheet writes it."""
        stored = self._import_context.stored_rows(Enterprise).get(str(link.value), {})
        written = next((shown_text(cell.raw) for cell in read.import_row.cells if cell.key == field.link), "")
        return parsed_value(import_column(self._ledger, field.key), stored.get("name") or written)
