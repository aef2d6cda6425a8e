"""回收站: the recycle bin, with the removed rows of each ledger, which can be restored."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop.grid.cells import Cells
from desktop.grid.grid import Grid, width_for
from desktop.grid.table import LedgerModel
from desktop.look.icons import drawing
from desktop.look.palette import MARGIN
from desktop.pages.empty import EmptyState
from desktop.pages.fittings import Fittings
from models.base import Ledger, ledger_named
from models.browse import View, removed_counts


class BinPage(QWidget):
    """Shows one ledger's removed rows at a time.

    Signals:
        chosen: the selection changed.
    """

    chosen = Signal()

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit = fittings
        self._stale = False
        self.ledger: type[Ledger] | None = None
        self.which, self.grid = QComboBox(), Grid(self)
        self.which.setMinimumWidth(200)
        self.which.setAccessibleName("哪本台账")
        self.grid.setItemDelegate(Cells(fittings.colours, self.grid))
        self.grid.chosen.connect(self.chosen)
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
        head.addWidget(self.which)
        head.addWidget(fittings.buttons("bring_back", "恢复选中的行", "primary"))
        self._empty = EmptyState((), self)
        self._empty.say("回收站是空的", "台账里移走的行会放到这里。", drawing("trash-2", fittings.colours.second, 48))
        self._middle = QStackedLayout()
        self._middle.addWidget(self.grid)
        self._middle.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self._middle, 1)
        self.which.currentIndexChanged.connect(self._show_chosen)
        fittings.desk.changed.connect(self._on_change)

    def refresh(self) -> None:
        """Reload from the book which ledgers have removed rows."""
        counts = self._fit.desk.ask(removed_counts)
        chosen = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        for name, number in counts.items():
            about = ledger_named(name).about
            self.which.addItem(f"{about.label}（{number} {about.measure}）", name)
        self.which.setCurrentIndex(max(self.which.findData(chosen), 0))
        self.which.blockSignals(False)
        self.which.setVisible(bool(counts))
        self._middle.setCurrentIndex(0 if counts else 1)
        self._stale = False
        self._show_chosen()

    def selected(self) -> list[str]:
        """Return the ids of the selected rows."""
        model = self.grid.model()
        return [model.ids[row] for row in self.grid.rows()] if isinstance(model, LedgerModel) else []

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self._stale:
            self.refresh()

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _show_chosen(self) -> None:
        name = self.which.currentData()
        self.ledger = ledger_named(name) if name else None
        before = self.grid.model()
        if self.ledger is None:
            self.grid.setModel(None)
        else:
            view = View(self.ledger, removed=True)
            model = LedgerModel(self._fit.desk, view, self.ledger.about.columns, self.grid)
            self.grid.setModel(model)
            model.show(view)
            self.grid.fit(width_for(field.facts.width, field.title) for field in model.fields)
        if before is not None:
            before.deleteLater()
        self.chosen.emit()
