"""A ledger as Qt's tables want it: ids in order, and the texts of the pages that were looked at."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from desktop.desk import Desk
from models import browse, intake
from models.base import Ledger
from models.browse import View
from models.field import Field, field_of
from models.refusal import Refusal
from models.rules.deadlines import Light
from models.warning import LIT, lights

if TYPE_CHECKING:
    from models.exchange.offer import Offer

T = TypeVar("T")
PAGE = 256
_KEPT = 12  # pages
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_TEXT_ROLES = frozenset([Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole])
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Put together once: Qt asks every cell twice a step.
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
_NONE = Qt.ItemFlag.NoItemFlags


class LedgerModel(QAbstractTableModel):
    """The rows of one view of a ledger, a page of 256 fetched when first looked at."""

    def __init__(self, desk: Desk, view: View, keys: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.view = desk, view
        self.fields: tuple[Field, ...] = tuple(field_of(view.ledger, key) for key in keys)
        self.ids: list[str] = []
        self._places: dict[str, int] = {}
        self._pages: OrderedDict[int, list[tuple[str, ...]]] = OrderedDict()
        self.lamps: Mapping[Light | None, QPixmap] = {}  # what is drawn before the rows' numbers; nothing without them
        self._lit: OrderedDict[int, dict[str, Light]] = OrderedDict()
        self.putting = False  # While the table itself changes the book its rows keep their places.

    @property
    def ledger(self) -> type[Ledger]:
        """The ledger shown."""
        return self.view.ledger

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns' fields by key."""
        return tuple(field.key for field in self.fields)

    def show(self, view: View) -> None:
        """Show another view, or the same one anew."""
        row_ids = self.desk.ask(lambda session: browse.ids(session, view))
        self.view = view
        if row_ids == self.ids:
            self.freshen()
            return
        self.beginResetModel()
        self.ids = row_ids
        self._places = {}
        self._forget()
        self.endResetModel()

    def freshen(self) -> None:
        """Ask again for the texts of the same rows."""
        self._forget()
        if self.ids and self.fields:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.fields) - 1))

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.fields = tuple(field_of(self.ledger, key) for key in keys)
        self._forget()
        self.endResetModel()

    def row_of(self, id_: str) -> int:
        """Find where a row stands; -1 where the view has it not."""
        if not self._places and self.ids:
            self._places = {row_id: number for number, row_id in enumerate(self.ids)}
        return self._places.get(id_, -1)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell, masked where it is private."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        return page[place][column] if place < len(page) else ""

    def _forget(self) -> None:
        self._pages.clear()
        self._lit.clear()

    def light(self, row: int) -> Light | None:
        """Give a row's light; one at rest, or of a ledger without lights, has none."""
        if self.ledger not in LIT or not row < len(self.ids):
            return None
        number = row // PAGE
        if (page_lights := self._lit.get(number)) is None:
            wanted, today = self.ids[number * PAGE : (number + 1) * PAGE], self.desk.context().today
            try:
                page_lights = self.desk.ask(lambda session: lights(session, self.ledger, wanted, today))
            except Refusal:  # A definition nobody can reckon with is told on the first page, not in every table.
                page_lights = {}
            self._lit[number] = page_lights
            while len(self._lit) > _KEPT:
                self._lit.popitem(last=False)
        return page_lights.get(self.ids[row])

    def is_number(self, column: int) -> bool:
        """Tell whether a column is set to the right."""
        return self.fields[column].kind.numeric

    def put(self, row: int, column: int, raw: object) -> None:
        """Set one cell to what was typed; a Refusal leaves it as it was."""
        self.put_many([(row, column, raw)])

    def put_many(self, typed: Sequence[tuple[int, int, object]]) -> None:
        """Set several cells in one deed: all of them, or none."""
        by_row: dict[int, dict[str, object]] = {}
        for row, column, raw in typed:
            by_row.setdefault(row, {})[self.fields[column].key] = raw
        first = next(iter(by_row.values()))
        what = self.fields[typed[0][1]].label if len(first) == 1 and len(by_row) == 1 else f"{len(typed)} 格"

        def work(session: Any) -> None:
            reading = intake.context(session)
            for row, values in by_row.items():
                intake.take(session, self.ledger, self.ids[row], values, reading)

        self._deed(f"修改{self.ledger.about.label}：{what}", work)

    def paste(self, offer: "Offer") -> int:
        """Take in a copied block as a sheet's rows are taken in: all of it, or none; gives how many rows changed."""
        from models.exchange.pasted import take_in

        return self._deed(f"粘贴{self.ledger.about.label}", lambda session: take_in(session, offer))

    def _deed(self, label: str, work: Callable[[Any], T]) -> T:
        self.putting = True
        try:
            return self.desk.deed(label, work)
        finally:
            self.putting = False

    def value(self, row: int, column: int) -> tuple[Any, str, str]:
        """Give a cell's value, its mark and its whole text, unmasked, as an editor needs them."""
        field = self.fields[column]

        def look(session: Any) -> tuple[Any, str, str]:
            record = session.get(self.ledger, self.ids[row])
            if record is None:
                return None, "", ""
            value, mark = getattr(record, field.key), record.mark(field.key)
            names = browse.linked_names(session, [field], [(record.id, "", value)])
            return value, mark, browse.text_of(field, value, mark, names) if value is not None else ""

        return self.desk.ask(look)

    def _fetch(self, number: int) -> list[tuple[str, ...]]:
        wanted = self.ids[number * PAGE : (number + 1) * PAGE]
        texts_by_id = self.desk.ask(lambda session: browse.cells(session, self.ledger, wanted, self.keys))
        blank = ("",) * len(self.fields)
        page = self._pages[number] = [texts_by_id.get(row_id, blank) for row_id in wanted]
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        return page

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in _TEXT_ROLES:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(index.column()) else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._side(section, role)
        if not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return field.facts.hint or field.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if field.kind.numeric else _LEFT
        return None

    def _side(self, row: int, role: int) -> Any:
        """Give a row's number, its light before it, and what the light means."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row + 1
        if not self.lamps or role not in {Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        light = self.light(row)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.lamps[light]
        return light.value if light is not None else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NONE
        stamped = self.fields[index.column()].kind.stamped
        return _READ if stamped or self.view.removed else _TYPED
