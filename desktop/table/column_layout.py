"""The columns of a ledger's table as the user arranged them: which, how wide, sorted by which; kept in preferences."""

from PySide6.QtCore import QObject

from desktop.app.delay import DelayTimer
from desktop.app.preferences import Preferences
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable, column_width
from desktop.table.page_filters import SortKeys, known_sort_keys
from models.fields.base import Ledger
from models.queries.ledger_query import table_fields

_REMEMBER_DELAY = 400  # milliseconds from the last change of a column until the layout is saved
_MOST_SORT_KEYS = 3


def remembered_columns(preferences: Preferences, ledger: type[Ledger]) -> tuple[tuple[str, ...], SortKeys]:
    """Return the keys of the columns and the sorting the user chose last, without fields that no longer exist."""
    layout = preferences.current.layout(ledger.__tablename__)
    known = {field.key: field for field in table_fields(ledger)}
    keys = tuple(key for key in layout.keys if key in known) or ledger.about.columns
    return keys, known_sort_keys(layout.sort, known)


class ColumnLayout(QObject):
    """Arranges the columns of one table, and saves every arrangement shortly after it was made."""

    def __init__(
        self, ledger: type[Ledger], model: LedgerModel, grid: LedgerTable, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._name, self._model, self._grid, self._preferences = ledger.__tablename__, model, grid, preferences
        self._remember_timer = DelayTimer(self, _REMEMBER_DELAY, self._remember_columns)
        grid.columns_arranged.connect(self._remember_timer.start)

    def show_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns and remember them."""
        self._grid.reset_column_order()
        self._model.show_columns(keys)
        self._preferences.update_table(self._name, keys=keys)
        self.set_widths()

    def set_widths(self) -> None:
        """Set the widths the user chose, else those the fields ask for."""
        widths = self._preferences.current.layout(self._name).widths
        self._grid.set_column_widths(
            widths.get(field.key) or column_width(field.facts.width, field.title) for field in self._model.fields
        )

    def sort_keys(self, column: int, *, descending: bool) -> SortKeys:
        """Return the sorting by a column of the table, -1 for none, and remember it.

        Rows alike in that column stay in the order they were sorted in before, as in a spreadsheet.
        """
        before = self._preferences.current.layout(self._name).sort
        sort: SortKeys = ()
        if column >= 0:
            key = self._model.keys[column]
            earlier = [pair for pair in before if pair[0] != key and pair[0] in self._model.keys]
            sort = ((key, descending), *earlier)[:_MOST_SORT_KEYS]
        self._preferences.update_table(self._name, sort=sort)
        return sort

    def show_sort(self, sort: SortKeys) -> None:
        """Show in the heading by which column the rows are sorted."""
        key, descending = sort[0] if sort else ("", False)
        keys = self._model.keys
        self._grid.show_sort(keys.index(key) if key in keys else -1, descending=descending)

    def _remember_columns(self) -> None:
        keys, head = self._model.keys, self._grid.horizontalHeader()
        layout = self._preferences.current.layout(self._name)
        widths = dict(layout.widths) | {key: head.sectionSize(number) for number, key in enumerate(keys)}
        order = tuple(keys[column] for column in self._grid.column_order())
        self._preferences.update_table(self._name, keys=order, widths=widths)
