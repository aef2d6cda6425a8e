"""Qt table model of a ledger: row ids in order, and a cache of the texts of the pages shown."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from desktop.app.book_session import BookSession
from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import Field, field_of
from models.fields.kind import Value
from models.fields.kinds import FirmNameKind
from models.queries import ledger_query
from models.queries.firm_names import table_texts, whole_texts
from models.queries.ledger_query import LedgerQuery
from models.queries.reading_context import reading_context
from models.queries.row_detail import load_field_values
from models.rules.deadlines import DeadlineLight
from models.services import firm_entry, firm_library, row_service
from models.statistics.alerts import LEDGERS_WITH_LIGHTS, lights
from models.storage.store import Session

if TYPE_CHECKING:
    from models.exchange.sheet_import.import_rows import ImportTable

T = TypeVar("T")
PAGE_SIZE = 256
_CACHED_PAGES = 12  # pages
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_TEXT_ROLES = frozenset([Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole])
_ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Combined once: Qt asks each cell for its flags twice per movement.
_READ_ONLY_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE_FLAGS = _READ_ONLY_FLAGS | Qt.ItemFlag.ItemIsEditable
_NO_FLAGS = Qt.ItemFlag.NoItemFlags


class LedgerModel(QAbstractTableModel):
    """The rows of one query of a ledger; texts are fetched in pages of 256 rows when first shown."""

    def __init__(
        self, book_session: BookSession, query: LedgerQuery, keys: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.book_session, self.query = book_session, query
        self.fields: tuple[Field, ...] = tuple(field_of(query.ledger, key) for key in keys)
        self.row_ids: list[str] = []
        self._row_by_id: dict[str, int] = {}
        self._text_pages: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()
        self.light_icons: Mapping[
            DeadlineLight | None, QPixmap
        ] = {}  # drawn before the row numbers; empty for no lights
        self._light_pages: OrderedDict[int, dict[str, DeadlineLight]] = OrderedDict()
        self.is_writing = False  # While the table itself writes, its rows keep their places.

    @property
    def ledger(self) -> type[Ledger]:
        """The ledger shown."""
        return self.query.ledger

    @property
    def keys(self) -> tuple[str, ...]:
        """The field keys of the columns."""
        return tuple(field.key for field in self.fields)

    def show_query(self, query: LedgerQuery) -> None:
        """Show another query, or run the same one again."""
        row_ids = self.book_session.read(lambda session: ledger_query.matching_ids(session, query))
        self.query = query
        if row_ids == self.row_ids:
            self.refresh_texts()
            return
        self.beginResetModel()
        self.row_ids = row_ids
        self._row_by_id = {}
        self._clear_caches()
        self.endResetModel()

    def refresh_texts(self) -> None:
        """Read the texts of the same rows again."""
        self._clear_caches()
        if self.row_ids and self.fields:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.row_ids) - 1, len(self.fields) - 1))

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.fields = tuple(field_of(self.ledger, key) for key in keys)
        self._clear_caches()
        self.endResetModel()

    def row_of(self, id_: str) -> int:
        """Return the position of a row; -1 where the query does not find it."""
        if not self._row_by_id and self.row_ids:
            self._row_by_id = {row_id: number for number, row_id in enumerate(self.row_ids)}
        return self._row_by_id.get(id_, -1)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, masked where it is private."""
        number, offset = divmod(row, PAGE_SIZE)
        page = self._text_pages.get(number)
        if page is None:
            page = self._fetch_page(number)
        return page[offset][column] if offset < len(page) else ""

    def whole_texts(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """Return all cells of some rows with long texts whole and their line breaks, for the clipboard."""
        wanted = [self.row_ids[row] for row in rows]
        texts = self.book_session.read(lambda session: whole_texts(session, self.ledger, wanted, self.keys))
        return [texts.get(row_id, ("",) * len(self.fields)) for row_id in wanted]

    def _clear_caches(self) -> None:
        self._text_pages.clear()
        self._light_pages.clear()

    def light(self, row: int) -> DeadlineLight | None:
        """Return a row's deadline light; None for a row at rest and for a ledger without lights."""
        if self.ledger not in LEDGERS_WITH_LIGHTS or not row < len(self.row_ids):
            return None
        number = row // PAGE_SIZE
        if (page_lights := self._light_pages.get(number)) is None:
            wanted = self.row_ids[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
            today = self.book_session.reading_context().today
            try:
                page_lights = self.book_session.read(lambda session: lights(session, self.ledger, wanted, today))
            except UserError:  # A definition that cannot be used is shown on the dashboard, not in every table.
                page_lights = {}
            self._light_pages[number] = page_lights
            while len(self._light_pages) > _CACHED_PAGES:
                self._light_pages.popitem(last=False)
        return page_lights.get(self.row_ids[row])

    def is_number(self, column: int) -> bool:
        """Return whether a column is aligned right."""
        return self.fields[column].kind.numeric

    def write_cell(self, row: int, column: int, raw: object) -> str:
        """Save one typed cell; return what a firm typed in it brought into the row, as a sentence.

        Raises UserError and leaves the cell as it was where the value is not accepted.
        """
        before = self._firm_texts(row, column)
        self.write_cells([(row, column, raw)])
        return firm_entry.brought_sentence(self.ledger, before, self._firm_texts(row, column))

    def _firm_texts(self, row: int, column: int) -> dict[str, str]:
        """Return the texts that a firm may bring into a row, where the column names a firm."""
        if not isinstance(self.fields[column].kind, FirmNameKind):
            return {}
        record_id = self.row_ids[row]
        return self.book_session.read(lambda session: firm_entry.firm_texts(session.get(self.ledger, record_id)))

    def add_firm(self, row: int, column: int, name: str) -> None:
        """Add the firm typed in a cell to the library and link the row to it, in one command; raises UserError."""
        key, row_id = self.fields[column].key, self.row_ids[row]
        self._run_command(
            f"加入企业库：{name}",
            lambda session: firm_library.add_firm_to_row(
                session, self.ledger, row_id, key, name, reading_context(session)
            ),
        )

    def write_cells(self, cells: Sequence[tuple[int, int, object]]) -> None:
        """Save several typed cells (row, column, raw value) in one command: all of them, or none."""
        by_row: dict[int, dict[str, object]] = {}
        for row, column, raw in cells:
            by_row.setdefault(row, {})[self.fields[column].key] = raw
        first = next(iter(by_row.values()))
        what = self.fields[cells[0][1]].label if len(first) == 1 and len(by_row) == 1 else f"{len(cells)} 格"

        def work(session: Session) -> None:
            reading = reading_context(session)
            for row, values in by_row.items():
                row_service.save_row(session, self.ledger, self.row_ids[row], values, reading)

        self._run_command(f"修改{self.ledger.about.label}：{what}", work)

    def paste(self, import_table: "ImportTable") -> int:
        """Import a pasted block like the rows of a sheet: all of it, or none; return how many rows changed."""
        from models.exchange.sheet_import.paste import import_pasted

        return self._run_command(f"粘贴{self.ledger.about.label}", lambda session: import_pasted(session, import_table))

    def _run_command(self, label: str, work: Callable[[Session], T]) -> T:
        self.is_writing = True
        try:
            return self.book_session.run(label, work)
        finally:
            self.is_writing = False

    def cell_value(self, row: int, column: int) -> tuple[Value, str, str]:
        """Return a cell's value, its mark and its whole unmasked text, for an editor."""
        field = self.fields[column]

        def read_value(session: Session) -> tuple[Value, str, str]:
            record = session.get(self.ledger, self.row_ids[row])
            if record is None:
                return None, "", ""
            value = load_field_values(session, record, [field])[field.key]
            return value.value, value.mark, value.text

        return self.book_session.read(read_value)

    def _fetch_page(self, number: int) -> list[tuple[str, ...]]:
        wanted = self.row_ids[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
        texts_by_id = self.book_session.read(lambda session: table_texts(session, self.ledger, wanted, self.keys))
        blank = ("",) * len(self.fields)
        page = self._text_pages[number] = [texts_by_id.get(row_id, blank) for row_id in wanted]
        while len(self._text_pages) > _CACHED_PAGES:
            self._text_pages.popitem(last=False)
        return page

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.row_ids)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in _TEXT_ROLES:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if self.is_number(index.column()) else _ALIGN_LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        if not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return field.facts.hint or field.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if field.kind.numeric else _ALIGN_LEFT
        return None

    def _row_header(self, row: int, role: int) -> object:
        """Return the header data of a row: its number, its light, and as tooltip what the light means."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row + 1
        if not self.light_icons or role not in {Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        light = self.light(row)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.light_icons[light]
        return light.value if light is not None else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NO_FLAGS
        stamped = self.fields[index.column()].kind.set_by_program
        return _READ_ONLY_FLAGS if stamped or self.query.removed else _EDITABLE_FLAGS
