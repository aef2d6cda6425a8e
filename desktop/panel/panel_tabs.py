"""The middle of the row panel: the form, what hangs on the row, its history."""

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.desk import Desk
from desktop.panel.forms import Forms
from desktop.panel.hanging import Hanging
from desktop.panel.history_panel import HistoryPanel
from desktop.panel.stage_strip import StageStrip
from desktop.panel.stop import Stop
from models.card import details_of


class PanelTabs(QTabWidget):
    """Three tabs; a new row has only its form, a row without detail ledgers no 明细."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.forms, self.hanging, self.history = Forms(desk), Hanging(desk), HistoryPanel(desk)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self._at: Stop | None = None
        for page, title in ((self.forms, "概况"), (self.hanging, "明细"), (self.history, "历史")):
            self.addTab(page, title)
        self.currentChanged.connect(lambda _number: self.tell_history())

    def show_stop(self, stop: Stop) -> None:
        """Show the form of a row and the tabs it has."""
        self._at = stop
        self.forms.setCurrentWidget(stop.sections)
        in_book = stop.row is not None
        self.setTabVisible(1, in_book and bool(details_of(stop.ledger)))
        self.setTabVisible(2, in_book)
        self.tabBar().setVisible(in_book)

    def freshen(self, stop: Stop, stages: StageStrip) -> None:
        """Ask the book again for what hangs on a row, and for its history if that is what is looked at."""
        count = self.hanging.show_row(stop.ledger, stop.row or "", stages)
        self.setTabText(1, f"明细 {count}" if count else "明细")
        self.tell_history()

    def tell_history(self) -> None:
        """Tell the row's history, once somebody looks."""
        if self._at is not None and self._at.row is not None and self.currentWidget() is self.history:
            self.history.show_row(self._at.ledger, self._at.row)
