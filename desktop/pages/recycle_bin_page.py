"""回收站: the recycle bin, with the removed rows of each ledger, which can be restored."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable, column_width
from desktop.theme.icons import icon_pixmap
from desktop.theme.palette import MARGIN
from desktop.widgets.empty_state import EmptyState
from models.fields.base import Ledger, ledger_by_table
from models.queries.ledger_query import LedgerQuery, removed_counts


class RecycleBinPage(QWidget):
    """Shows one ledger's removed rows at a time.

    Signals:
        selection_changed: the selection changed.
    """

    selection_changed = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._stale = False
        self.ledger: type[Ledger] | None = None
        self.ledger_choice, self.grid = QComboBox(), LedgerTable(self)
        self.ledger_choice.setMinimumWidth(200)
        self.ledger_choice.setAccessibleName("哪本台账")
        self.grid.setItemDelegate(CellDelegate(context.colours, self.grid))
        self.grid.selection_changed.connect(self.selection_changed)
        title = QLabel("回收站")
        title.setObjectName("title")
        hint = QLabel("移走的行都在这里，随时可以恢复；历史一直保留。")
        hint.setObjectName("count")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(hint)
        head.addStretch(1)
        head.addWidget(self.ledger_choice)
        head.addWidget(context.make_button("bring_back", "恢复选中的行", "primary"))
        self._empty_state = EmptyState((), self)
        self._empty_state.show_message(
            "回收站是空的", "台账里移走的行会放到这里。", icon_pixmap("trash-2", context.colours.second, 48)
        )
        self._stack = QStackedLayout()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        self.ledger_choice.currentIndexChanged.connect(self._show_ledger)
        context.book_session.changed.connect(self._on_change)

    def refresh(self) -> None:
        """Reload from the book which ledgers have removed rows."""
        counts = self._context.book_session.read(removed_counts)
        chosen = self.ledger_choice.currentData()
        self.ledger_choice.blockSignals(True)
        self.ledger_choice.clear()
        for name, number in counts.items():
            about = ledger_by_table(name).about
            self.ledger_choice.addItem(f"{about.label}（{number} {about.measure_word}）", name)
        self.ledger_choice.setCurrentIndex(max(self.ledger_choice.findData(chosen), 0))
        self.ledger_choice.blockSignals(False)
        self.ledger_choice.setVisible(bool(counts))
        self._stack.setCurrentIndex(0 if counts else 1)
        self._stale = False
        self._show_ledger()

    def selected_ids(self) -> list[str]:
        """Return the ids of the selected rows."""
        model = self.grid.model()
        return [model.row_ids[row] for row in self.grid.selected_rows()] if isinstance(model, LedgerModel) else []

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show_ledger(self) -> None:
        name = self.ledger_choice.currentData()
        self.ledger = ledger_by_table(name) if name else None
        before = self.grid.model()
        if self.ledger is None:
            self.grid.setModel(None)
        else:
            view = LedgerQuery(self.ledger, removed=True)
            model = LedgerModel(self._context.book_session, view, self.ledger.about.columns, self.grid)
            self.grid.setModel(model)
            model.show_query(view)
            self.grid.set_column_widths(column_width(field.facts.width, field.title) for field in model.fields)
        if before is not None:
            before.deleteLater()
        self.selection_changed.emit()


def make_recycle_bin_page(context: PageContext, links: PageLinks) -> RecycleBinPage:
    """Build the page and connect it."""
    page = RecycleBinPage(context)
    page.selection_changed.connect(links.selection_changed)
    return page


register_page(Page("bin", "回收站", "trash-2", PageGroup.TOOLS, 30, make_recycle_bin_page))
