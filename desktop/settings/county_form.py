"""县情: the form of the county's one row, which stays open."""

from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers.profile import County
from models.queries.ledger_query import LedgerQuery, matching_ids

_WIDTH = 720  # pixels: in a wider form labels are too far from their fields


class CountyForm(RowPanel):
    """The panel of the county's row without its head; Esc only gives up what was typed."""

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(book_session, parent)
        self.head.hide()
        self.setMaximumWidth(_WIDTH)
        counties = book_session.read(lambda session: matching_ids(session, LedgerQuery(County)))
        self._county = counties[0] if counties else None
        self.show_county()
        self.closed.connect(self.show_county)

    def show_county(self) -> None:
        """Show the row again."""
        self.open_row(County, self._county)
