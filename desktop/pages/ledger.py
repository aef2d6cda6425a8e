"""The page of a ledger: its rows in a table, filtered by search, chips and the window's scope."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop.grid.columns import ColumnChooser
from desktop.grid.filter_popup import FilterPopup
from desktop.grid.filters import Filter, FilterBar
from desktop.grid.grid import Grid, width_for
from desktop.grid.narrowing import Narrowing, sort_known
from desktop.grid.table import LedgerModel
from desktop.grid.totals import totals
from desktop.grid.typing_in import TypingCells
from desktop.look.icons import drawing
from desktop.look.lights import lamps
from desktop.look.palette import MARGIN
from desktop.pages.empty import EmptyState
from desktop.pages.fittings import Fittings
from desktop.pages.head import PageHead
from models import browse, scope
from models.base import Ledger
from models.browse import View
from models.scope import PERIODS
from models.warning import LIT

_SETTLE = 400  # milliseconds from the last change of a column until the layout is saved


class LedgerPage(QWidget):
    """Shows one ledger and lets the user edit it.

    Signals:
        chosen: the selection or the current row changed.
        shown: the rows were reloaded.
    """

    chosen = Signal()
    shown = Signal()

    def __init__(self, ledger: type[Ledger], fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.ledger, self._fit = ledger, fittings
        layout = fittings.preferences.now.layout(ledger.__tablename__)
        known = {field.key: field for field in browse.listed_fields(ledger)}
        keys = tuple(key for key in layout.keys if key in known) or ledger.about.columns
        self.narrowing = Narrowing(ledger, sort_known(layout.sort, known))
        self._stale = False
        self.model = LedgerModel(fittings.desk, View(ledger), keys, self)
        self.model.lamps = lamps(fittings.colours) if ledger in LIT else {}
        self.head, self.bar, self.grid = PageHead(fittings.buttons, self), FilterBar(self), Grid(self)
        self._clear = fittings.buttons("clear_filters", "清除筛选", "secondary")
        add = fittings.buttons("add_row", f"＋ 新增{ledger.about.label}", "primary")
        self.empty = EmptyState((self._clear, add), self)
        self.foot = QLabel()
        self.foot.setObjectName("count")
        self._build()
        self._connect()
        self._lay_columns()

    def _build(self) -> None:
        cells = TypingCells(self._fit.desk, self._fit.notice, self._fit.colours, self.grid)
        cells.moved.connect(self.grid.step)
        self.grid.setItemDelegate(cells)
        self.grid.setModel(self.model)
        self.foot.setFixedHeight(28)
        self.foot.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._middle = QStackedLayout()
        self._middle.addWidget(self.grid)
        self._middle.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.bar)
        layout.addLayout(self._middle, 1)
        layout.addWidget(self.foot)

    def _connect(self) -> None:
        self.head.typed.connect(self._search_for)
        self.head.box.setClearButtonEnabled(True)
        self.bar.dropped.connect(self._drop)
        self.bar.cleared.connect(self.clear_filters)
        self.grid.chosen.connect(self._on_chosen)
        self.grid.sorted_by.connect(self._sort)
        self.grid.hinted.connect(self._fit.notice.tell)
        self.grid.customContextMenuRequested.connect(self._offer_row_menu)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self._remember_columns)
        self.grid.arranged.connect(self._settle.start)
        self._sum = QTimer(self, singleShot=True, interval=60)
        self._sum.timeout.connect(self._add_up)
        self._fit.desk.changed.connect(self._on_change)

    def view(self) -> View:
        """Return the query of the rows shown."""
        return self.narrowing.view(self._fit.scope, self._fit.today)

    def refresh(self) -> None:
        """Reload the rows from the book; the current row stays current where it is still shown."""
        row, column = self.current(), max(self.grid.currentIndex().column(), 0)
        selected = self.selected()
        self.model.show(self.view())
        place = self.model.row_of(row) if row else -1
        if place >= 0 and len(selected) <= 1 and self.grid.currentIndex().row() != place:
            self.grid.go(place, column)
        if not self.grid.currentIndex().isValid() and self.model.ids:
            self.grid.go(0, 0)
        self._stale = False
        self._tell_count()
        self._add_up()
        self.shown.emit()

    def show_view(self, view: View, heading: str) -> None:
        """Show only the rows of a query, such as those behind a figure, under a chip with the heading."""
        self.narrowing.show(view, heading)
        self._show_sort()
        self._narrowed()
        self.grid.go(0, 0)

    def show_row(self, row: str) -> None:
        """Make a row current, clearing the filters where they hide it."""
        if self.model.row_of(row) < 0:
            self.clear_filters()
        place = self.model.row_of(row)
        if place >= 0:
            self.grid.go(place, max(self.grid.currentIndex().column(), 0))
            self.grid.setFocus()

    def mark_row(self, row: str) -> None:
        """Make a row current where it is shown, without moving the keyboard focus."""
        place = self.model.row_of(row)
        if place < 0:
            self._fit.notice.tell("已保存；这一行不符合当前的筛选，所以表里没有显示。")
        elif place != self.grid.currentIndex().row():
            self.grid.go(place, max(self.grid.currentIndex().column(), 0))

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _on_change(self) -> None:
        if self.model.putting:
            self.model.freshen()
            self._sum.start()
        elif self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _tell_count(self) -> None:
        shown, about = len(self.model.ids), self.ledger.about
        narrowed = self.view().narrowed(sort=()) != View(self.ledger)
        total = self._fit.desk.ask(lambda session: browse.count(session, View(self.ledger))) if narrowed else shown
        text = f"{shown:,} {about.measure}"
        if narrowed:
            text += f" · 全部 {total:,} {about.measure}"
        if scope.main_day(self.ledger) and self._fit.scope.period != "all":
            text = f"{PERIODS[self._fit.scope.period]} {text}"
        self.head.name(about.label, text)
        self._middle.setCurrentIndex(0 if shown else 1)
        if not shown:
            self._tell_empty(total)

    def _tell_empty(self, total: int) -> None:
        picture = drawing("inbox", self._fit.colours.second, 48)
        self._clear.setVisible(bool(total))
        about = self.ledger.about
        if total:
            self.empty.say("没有符合条件的行", "换个条件，或清除筛选看全部；顶上的专班、期间也会筛掉行。", picture)
        else:
            self.empty.say(f"还没有{about.label}", about.hint, picture)

    def search(self) -> None:
        """Move the focus to the search box."""
        self.head.box.setFocus()
        self.head.box.selectAll()

    def add_filter(self) -> None:
        """Open the popup that adds a filter."""
        column = self.grid.currentIndex().column()
        popup = FilterPopup(self._fit.desk, self.ledger, self.model.keys[max(column, 0)], self)
        popup.made.connect(self.add)
        popup.open_at(self._corner())

    def choose_columns(self) -> None:
        """Open the popup that chooses columns."""
        chooser = ColumnChooser(self.ledger, [self.model.keys[column] for column in self.grid.order()], self)
        chooser.chosen.connect(self.show_columns)
        chooser.open_at(self._corner())

    def show_columns(self, keys: tuple[str, ...]) -> None:
        """Show these columns and remember them."""
        row, name = self.current(), self.ledger.__tablename__
        self.grid.straighten()
        self.model.show_columns(keys)
        self._fit.preferences.arrange(name, keys=keys)
        self._lay_columns()
        if row:
            self.grid.go(self.model.row_of(row), 0)

    def clear_filters(self) -> None:
        """Show all rows again."""
        self.narrowing.clear()
        self._narrowed()

    def add(self, made: Filter) -> None:
        """Add a filter."""
        self.narrowing.filters.append(made)
        self._narrowed()

    def _corner(self) -> QPoint:
        return self.head.mapToGlobal(QPoint(self.head.width() - MARGIN, self.head.height()))

    def _search_for(self, typed: str) -> None:
        self.narrowing.typed = typed.strip()
        self.refresh()

    def _drop(self, number: int) -> None:
        self.narrowing.drop(number)
        self._narrowed()

    def _narrowed(self) -> None:
        """Update chips and rows after the filters changed."""
        if not self.narrowing.typed:
            self.head.clear()
        self.bar.show_chips(self.narrowing.chips())
        self.refresh()

    def _sort(self, column: int, descending: bool) -> None:
        self.narrowing.sort = ((self.model.keys[column], descending),) if column >= 0 else ()
        self._fit.preferences.arrange(self.ledger.__tablename__, sort=self.narrowing.sort)
        self.refresh()

    def _show_sort(self) -> None:
        key, descending = self.narrowing.sort[0] if self.narrowing.sort else ("", False)
        self.grid.show_sort(self.model.keys.index(key) if key in self.model.keys else -1, descending=descending)

    def _lay_columns(self) -> None:
        widths = self._fit.preferences.now.layout(self.ledger.__tablename__).widths
        self.grid.fit(widths.get(field.key) or width_for(field.facts.width, field.title) for field in self.model.fields)
        self._show_sort()

    def _remember_columns(self) -> None:
        keys, head = self.model.keys, self.grid.horizontalHeader()
        layout = self._fit.preferences.now.layout(self.ledger.__tablename__)
        widths = dict(layout.widths) | {key: head.sectionSize(number) for number, key in enumerate(keys)}
        order = tuple(keys[column] for column in self.grid.order())
        self._fit.preferences.arrange(self.ledger.__tablename__, keys=order, widths=widths)

    def current(self) -> str | None:
        """Return the id of the current row."""
        row = self.grid.currentIndex().row()
        return self.model.ids[row] if 0 <= row < len(self.model.ids) else None

    def selected(self) -> list[str]:
        """Return the ids of the selected rows, from top to bottom."""
        return [self.model.ids[row] for row in self.grid.rows() if row < len(self.model.ids)]

    def _offer_row_menu(self, at: QPoint) -> None:
        if self.grid.indexAt(at).isValid():
            menu = self._fit.row_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.grid.viewport().mapToGlobal(at))

    def _on_chosen(self) -> None:
        self._sum.start()
        self.chosen.emit()

    def _add_up(self) -> None:
        rows = self.selected()
        if len(rows) < 2:
            self.foot.setText("打字即可修改，回车向下，Tab 向右；Ctrl+Z 撤销" if self.model.ids else "")
            return
        sums = self._fit.desk.ask(lambda session: browse.sums(session, self.ledger, rows, self.model.keys))
        self.foot.setText(f"选中 {len(rows):,} 行  {totals(self.model.fields, sums)}".rstrip())
