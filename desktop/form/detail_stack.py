"""The detail ledgers of whatever row is shown: one page for each ledger that has any."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.app.book_session import BookSession
from desktop.form.detail_tables import DetailTables
from desktop.form.stage_strip import StageStrip
from models.fields.base import Ledger
from models.ledgers.project import StageMove
from models.queries.row_detail import has_details, load_details


class DetailStack(QStackedWidget):
    """Makes a ledger's page of details when it is first asked for.

    Signals:
        open_wanted, add_wanted: as the pages'.
    """

    open_wanted = Signal(str, str)
    add_wanted = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self.pages: dict[type[Ledger], DetailTables] = {}

    def show_row(self, ledger: type[Ledger], row: str, stage_strip: StageStrip) -> int:
        """Show what hangs on a row, a project's stages also in the strip; gives how many rows there are."""
        if not has_details(ledger):
            return 0
        if ledger not in self.pages:
            page = self.pages[ledger] = DetailTables(ledger, self)
            page.open_wanted.connect(self.open_wanted)
            page.add_wanted.connect(self.add_wanted)
            self.addWidget(page)
        detail_rows = self._book_session.read(lambda session: load_details(session, ledger, row))
        self.pages[ledger].show_details(detail_rows)
        self.setCurrentWidget(self.pages[ledger])
        for detail in detail_rows:
            if detail.ledger is StageMove:
                stage_strip.show_row(row, detail)
        return sum(detail.total for detail in detail_rows)
