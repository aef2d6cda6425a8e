"""The page that shows the startup snapshot while the libraries load, in the place of the ledger's page."""

from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from desktop.app.button_factory import ButtonFactory
from desktop.app.startup_snapshot import SnapshotModel, StartupSnapshot
from desktop.pages.ledger_head import LedgerHead
from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_table import LedgerTable
from desktop.theme.colours import Colours


class StartupPage(QFrame):
    """Shows a ledger's first screenful, read-only."""

    def __init__(
        self, snapshot: StartupSnapshot, make_button: ButtonFactory, colours: Colours, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = LedgerHead(make_button, self)
        head.show_title(snapshot.title, snapshot.count)
        head.setEnabled(False)
        self.grid = LedgerTable(self)
        self.grid.setItemDelegate(CellDelegate(colours, self.grid, static=True))
        self.grid.setModel(SnapshotModel(snapshot, self.grid))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.set_column_widths(width for _, width, _ in snapshot.columns)
        layout.addWidget(head)
        layout.addWidget(self.grid, 1)
        layout.addSpacing(28)
