"""The row on the right: when it opens, which row it follows, how it closes."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSplitter

from desktop.frame.rooms import Rooms
from desktop.pages.ledger import LedgerPage
from desktop.panel.form import WIDTH, RowPanel
from models.base import Ledger
from models.scope import task_force_field

_FOLLOW = 120  # milliseconds the current row stays before the panel follows


class Side(QObject):
    """Keeps the panel beside the pages and lets it follow the current row.

    Signals:
        saved: something typed in the panel is in the book.
        refused: a sentence why something is not.
        opened: whether the panel is to be seen.
    """

    saved = Signal()
    refused = Signal(str)
    opened = Signal(bool)

    def __init__(self, rooms: Rooms, splitter: QSplitter) -> None:
        super().__init__(splitter)
        self._rooms, self._splitter = rooms, splitter
        self._panel: RowPanel | None = None
        self._wait = QTimer(self, singleShot=True, interval=_FOLLOW)
        self._wait.timeout.connect(self._follow)
        rooms.chosen.connect(self._wait.start)
        rooms.moved.connect(lambda _: self._on_moved())

    @property
    def is_open(self) -> bool:
        """Whether the panel is to be seen."""
        return self._panel is not None and not self._panel.isHidden()

    @property
    def panel(self) -> RowPanel:
        """The panel, made when first needed."""
        if self._panel is None:
            panel = self._panel = RowPanel(self._rooms.fittings.desk, self._splitter, self._rooms.fittings.jobs)
            panel.hide()
            self._splitter.addWidget(panel)
            for place, stretch in enumerate((1, 0)):
                self._splitter.setStretchFactor(place, stretch)
                self._splitter.setCollapsible(place, False)
            panel.closed.connect(self._on_closed)
            panel.saved.connect(self._on_saved)
            panel.refused.connect(self.refused)
        return self._panel

    def leave(self) -> bool:
        """Save what is typed; False where it was refused."""
        return self._panel is None or self._panel.leave()

    def show_row(self, ledger: type[Ledger], row: str | None) -> None:
        """Show a row, or the form of a new one with the chosen task force in it."""
        self._wait.stop()  # What was asked for now must not give way to the row that was current before.
        force, scope = task_force_field(ledger), self._rooms.fittings.scope
        preset: dict[str, object] = {}
        if row is None and force is not None and scope.task_force:
            preset = {force.key: scope.task_force}
        if self.panel.open_row(ledger, row, preset or None):
            self._open()

    def toggle(self) -> None:
        """Open the panel on the current row, or close it."""
        page = self._rooms.ledger_page
        if self.is_open:
            self.panel.close_row()
        elif page is not None and (row := page.current()):
            self.show_row(page.ledger, row)

    def drop(self) -> None:
        """Give up what is typed in a new row."""
        if self._panel is not None:
            self._panel.drop()

    def close(self) -> None:
        """Take the panel away with its book."""
        self._wait.stop()
        self.deleteLater()
        if self._panel is not None:
            self._panel.hide()
            self._panel.setParent(None)
            self._panel.deleteLater()
            self._panel = None

    def _open(self) -> None:
        if not self.is_open:
            self.panel.show()
            width = self._splitter.width()
            self._splitter.setSizes([width - WIDTH, WIDTH])
            self.opened.emit(True)

    def _follow(self) -> None:
        page = self._rooms.ledger_page
        if not self.is_open or page is None or (row := page.current()) is None:
            return
        if self.panel.current() != (page.ledger, row):
            focus = self._splitter.window().focusWidget()
            self.panel.open_row(page.ledger, row)
            if focus is not None:
                focus.setFocus()

    def _on_moved(self) -> None:
        """Close the panel where it would show a row of another page."""
        page, now = self._rooms.ledger_page, self._panel.current() if self._panel is not None else None
        if now is not None and (page is None or page.ledger is not now[0]):
            self.panel.close_row()

    def _on_closed(self) -> None:
        self.panel.hide()
        self.opened.emit(False)
        if (page := self._rooms.ledger_page) is not None:
            page.grid.setFocus()

    def _on_saved(self, row: str) -> None:
        page = self._rooms.ledger_page
        if isinstance(page, LedgerPage) and row and self.panel.current() == (page.ledger, row):
            page.mark_row(row)
        self.saved.emit()
