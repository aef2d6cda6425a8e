"""The detail ledgers of whatever row is shown: one page for each ledger that has any."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.panel.details import Details
from desktop.panel.stage_strip import StageStrip
from models.base import Ledger
from models.card import details, details_of
from models.ledgers.project import StageMove


class Hanging(QStackedWidget):
    """Makes a ledger's page of details when it is first asked for.

    Signals:
        open_wanted, add_wanted: as the pages'.
    """

    open_wanted = Signal(str, str)
    add_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.pages: dict[type[Ledger], Details] = {}

    def show_row(self, ledger: type[Ledger], row: str, stages: StageStrip) -> int:
        """Show what hangs on a row, a project's stages also in the strip; gives how many rows there are."""
        if not details_of(ledger):
            return 0
        if ledger not in self.pages:
            page = self.pages[ledger] = Details(details_of(ledger), self)
            page.open_wanted.connect(self.open_wanted)
            page.add_wanted.connect(self.add_wanted)
            self.addWidget(page)
        detail_rows = self._desk.ask(lambda session: details(session, ledger, row))
        self.pages[ledger].show_details(detail_rows)
        self.setCurrentWidget(self.pages[ledger])
        for detail in detail_rows:
            if detail.ledger is StageMove:
                stages.show_row(row, detail)
        return sum(detail.total for detail in detail_rows)
