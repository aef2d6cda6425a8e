"""The pages of the ledgers, one each: its rows in a table, filtered by search, chips and the window's scope."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.pages.ledger_empty_state import LedgerEmptyState
from desktop.pages.ledger_head import LedgerHead
from desktop.table.cell_editing import EditableCellDelegate
from desktop.table.cell_filling import clear_cells
from desktop.table.column_chooser import ColumnChooser
from desktop.table.column_layout import ColumnLayout, remembered_columns
from desktop.table.filter_chips import FilterBar, FilterChip
from desktop.table.filter_popup import FilterPopup
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable
from desktop.table.page_filters import PageFilters
from desktop.table.selection_foot import SelectionFoot
from desktop.theme.lights import light_pixmaps
from desktop.theme.palette import MARGIN
from models.fields.base import Ledger
from models.fields.field import NavigationGroup
from models.ledgers import LEDGERS
from models.queries import ledger_query, scope
from models.queries.ledger_query import LedgerQuery
from models.queries.scope import PERIODS
from models.statistics.alerts import LEDGERS_WITH_LIGHTS


class LedgerPage(QWidget):
    """Shows one ledger and lets the user edit it.

    Signals:
        selection_changed: the selection or the current row changed.
    """

    selection_changed = Signal()

    def __init__(self, ledger: type[Ledger], context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ledger, self._context = ledger, context
        keys, sort = remembered_columns(context.preferences, ledger)
        self.filters = PageFilters(ledger, sort)
        self._stale = False
        self.model = LedgerModel(context.book_session, LedgerQuery(ledger), keys, self)
        self.model.light_icons = light_pixmaps(context.colours) if ledger in LEDGERS_WITH_LIGHTS else {}
        self.head, self.filter_bar = LedgerHead(context.make_button, self), FilterBar(self)
        self.grid, self.empty_state = LedgerTable(self), LedgerEmptyState(ledger, context, self)
        self.columns = ColumnLayout(ledger, self.model, self.grid, context.preferences, self)
        self.foot_label = SelectionFoot(ledger, self.model, self.grid, context.book_session, self)
        self._stack = QStackedLayout()
        _lay_out(self, self._context, self._stack)
        self._connect()
        self.columns.set_widths()
        self.columns.show_sort(sort)

    def _connect(self) -> None:
        self.head.search_changed.connect(self._search_for)
        self.head.search_box.setClearButtonEnabled(True)
        self.filter_bar.chip_removed.connect(self._remove_chip)
        self.filter_bar.all_removed.connect(self.clear_filters)
        self.grid.selection_changed.connect(self.selection_changed)
        self.grid.sort_changed.connect(self._sort)
        self.grid.clear_wanted.connect(self._on_clear_wanted)
        self.grid.customContextMenuRequested.connect(self._offer_row_menu)
        self._context.book_session.changed.connect(self._on_change)

    def query(self) -> LedgerQuery:
        """Return the query of the rows shown."""
        return self.filters.query(self._context.scope, self._context.today)

    def refresh(self) -> None:
        """Reload the rows from the book; the current row stays current where it is still shown."""
        row, column = self.current_id(), max(self.grid.currentIndex().column(), 0)
        selected = self.selected_ids()
        self.model.show_query(self.query())
        position = self.model.row_of(row) if row else -1
        if position >= 0 and len(selected) <= 1 and self.grid.currentIndex().row() != position:
            self.grid.go_to_cell(position, column)
        if not self.grid.currentIndex().isValid() and self.model.row_ids:
            self.grid.go_to_cell(0, 0)
        self._stale = False
        self._show_count()
        self.foot_label.show_totals()

    def show_query(self, query: LedgerQuery, heading: str) -> None:
        """Show only the rows of a query, such as those behind a figure, under a chip with the heading."""
        self.filters.show_query(query, heading)
        self.columns.show_sort(self.filters.sort)
        self._on_filters_changed()
        self.grid.go_to_cell(0, 0)

    def show_row(self, row: str) -> None:
        """Make a row current, clearing the filters where they hide it."""
        if self.model.row_of(row) < 0:
            self.clear_filters()
        position = self.model.row_of(row)
        if position >= 0:
            self.grid.go_to_cell(position, max(self.grid.currentIndex().column(), 0))
            self.grid.setFocus()

    def mark_row(self, row: str) -> None:
        """Make a row current where it is shown, without moving the keyboard focus."""
        position = self.model.row_of(row)
        if position < 0:
            self._context.notifications.notify("已保存；这一行不符合当前的筛选，所以表里没有显示。")
        elif position != self.grid.currentIndex().row():
            self.grid.go_to_cell(position, max(self.grid.currentIndex().column(), 0))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _on_change(self) -> None:
        if self.model.is_writing:
            self.model.refresh_texts()
            self.foot_label.show_soon()
        elif self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show_count(self) -> None:
        shown, about = len(self.model.row_ids), self.ledger.about
        narrowed = self.query().with_changes(sort=()) != LedgerQuery(self.ledger)
        total = (
            self._context.book_session.read(lambda session: ledger_query.count_rows(session, LedgerQuery(self.ledger)))
            if narrowed
            else shown
        )
        text = f"{shown:,} {about.measure_word}"
        if narrowed:
            text += f" · 全部 {total:,} {about.measure_word}"
        if scope.main_day_field(self.ledger) and self._context.scope.period != "all":
            text = f"{PERIODS[self._context.scope.period]} {text}"
        self.head.show_title(about.label, text)
        self._stack.setCurrentIndex(0 if shown else 1)
        if not shown:
            self.empty_state.show_reason(total)

    def search(self) -> None:
        """Move the focus to the search box."""
        self.head.search_box.setFocus()
        self.head.search_box.selectAll()

    def add_filter(self) -> None:
        """Open the popup that adds a filter."""
        column = self.grid.currentIndex().column()
        popup = FilterPopup(self._context.book_session, self.model.query, self.model.keys[max(column, 0)], self)
        popup.filter_created.connect(self.add_chip)
        popup.open_at(self._popup_corner())

    def choose_columns(self) -> None:
        """Open the popup that chooses columns."""
        chooser = ColumnChooser(self.ledger, [self.model.keys[column] for column in self.grid.column_order()], self)
        chooser.columns_changed.connect(self.show_columns)
        chooser.open_at(self._popup_corner())

    def show_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns and remember them."""
        row = self.current_id()
        self.columns.show_columns(keys)
        self.columns.show_sort(self.filters.sort)
        if row:
            self.grid.go_to_cell(self.model.row_of(row), 0)

    def clear_cells(self) -> None:
        """Clear the selected cells; raises UserError where one must not be empty, and then clears none."""
        count = clear_cells(self.grid, self.model)
        self._context.notifications.notify_saved(f"清空了 {count} 格，Ctrl+Z 可撤销")

    def _on_clear_wanted(self) -> None:
        if self._context.book_session.store.writable:
            with self._context.notifications.showing_user_errors():
                self.clear_cells()

    def clear_filters(self) -> None:
        """Show all rows again."""
        self.filters.clear()
        self._on_filters_changed()

    def add_chip(self, chip: FilterChip) -> None:
        """Add a filter."""
        self.filters.filter_chips.append(chip)
        self._on_filters_changed()

    def _popup_corner(self) -> QPoint:
        return self.head.mapToGlobal(QPoint(self.head.width() - MARGIN, self.head.height()))

    def _search_for(self, text: str) -> None:
        self.filters.search_text = text.strip()
        self.refresh()

    def _remove_chip(self, number: int) -> None:
        self.filters.remove_chip(number)
        self._on_filters_changed()

    def _on_filters_changed(self) -> None:
        """Update chips and rows after the filters changed."""
        if not self.filters.search_text:
            self.head.clear_search()
        self.filter_bar.show_chips(self.filters.chip_texts())
        self.refresh()

    def _sort(self, column: int, descending: bool) -> None:
        self.filters.sort = self.columns.sort_keys(column, descending=descending)
        self.refresh()

    def current_id(self) -> str | None:
        """Return the id of the current row."""
        row = self.grid.currentIndex().row()
        return self.model.row_ids[row] if 0 <= row < len(self.model.row_ids) else None

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows, from top to bottom."""
        return [self.model.row_ids[row] for row in self.grid.selected_rows() if row < len(self.model.row_ids)]

    def _offer_row_menu(self, at: QPoint) -> None:
        if self.grid.indexAt(at).isValid():
            menu = self._context.make_row_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.grid.viewport().mapToGlobal(at))


def _lay_out(page: LedgerPage, context: PageContext, stack: QStackedLayout) -> None:
    """Arrange the head, the filter chips, the table or its empty state, and the totals."""
    cells = EditableCellDelegate(context.book_session, context.notifications, context.colours, page.grid)
    cells.move_wanted.connect(page.grid.move_current)
    page.grid.setItemDelegate(cells)
    page.grid.setModel(page.model)
    stack.addWidget(page.grid)
    stack.addWidget(page.empty_state)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(page.head)
    layout.addWidget(page.filter_bar)
    layout.addLayout(stack, 1)
    layout.addWidget(page.foot_label)


def make_ledger_page(ledger: type[Ledger], context: PageContext, links: PageLinks) -> LedgerPage:
    """Build the page of a ledger and connect it."""
    page = LedgerPage(ledger, context)
    page.selection_changed.connect(links.selection_changed)
    return page


_FIRST_ORDER = 100  # ledgers follow each other as in LEDGERS; other pages of a group have numbers below and above
_GROUPS = {
    NavigationGroup.DAILY: PageGroup.DAILY,
    NavigationGroup.REFERENCE: PageGroup.REFERENCE,
    NavigationGroup.MORE: PageGroup.MORE,
}


def _group_of(ledger: type[Ledger]) -> PageGroup | None:
    if not ledger.about.in_navigation:
        return None
    return PageGroup.DETAILS if ledger.about.parent else _GROUPS[ledger.about.navigation_group]


def _register_ledgers() -> None:
    for order, ledger in enumerate(LEDGERS, _FIRST_ORDER):
        key, about = ledger.__tablename__, ledger.about
        make, optional = partial(make_ledger_page, ledger), (about.optional,) if about.optional else ()
        group = _group_of(ledger)
        register_page(Page(key, about.label, about.icon, group, order, make, refreshed_behind=True, optional=optional))


_register_ledgers()
