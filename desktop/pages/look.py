"""The page that shows the startup snapshot while the libraries load, in the place of the ledger's page."""

from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from desktop.frame.first_look import FirstLook, LookModel
from desktop.grid.cells import Cells
from desktop.grid.grid import Grid
from desktop.look.colours import Colours
from desktop.pages.head import Buttons, PageHead


class LookPage(QFrame):
    """Shows a ledger's first screenful, read-only."""

    def __init__(self, look: FirstLook, buttons: Buttons, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = PageHead(buttons, self)
        head.name(look.title, look.count)
        head.setEnabled(False)
        self.grid = Grid(self)
        self.grid.setItemDelegate(Cells(colours, self.grid, still=True))
        self.grid.setModel(LookModel(look, self.grid))
        self.grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.grid.fit(width for _, width, _ in look.columns)
        layout.addWidget(head)
        layout.addWidget(self.grid, 1)
        layout.addSpacing(28)
