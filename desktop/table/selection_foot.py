"""The line below a ledger's table: the sums of the selected rows, else how to type into the table."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable
from desktop.table.selection_totals import totals_text
from desktop.theme.palette import MARGIN
from models.fields.base import Ledger
from models.queries.ledger_query import column_sums

_HINT = "打字即可修改，回车向下，Tab 向右；Ctrl+Z 撤销"
_PAUSE_MS = 60  # after the last change of the selection


class SelectionFoot(QLabel):
    """Sums the columns over the selected rows, from two rows on."""

    def __init__(
        self,
        ledger: type[Ledger],
        model: LedgerModel,
        grid: LedgerTable,
        book_session: BookSession,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("count")
        self.setFixedHeight(28)
        self.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._ledger, self._model, self._grid, self._book_session = ledger, model, grid, book_session
        self._timer = DelayTimer(self, _PAUSE_MS, self.show_totals)
        grid.selection_changed.connect(self._timer.start)

    def show_soon(self) -> None:
        """Sum the rows again after a pause."""
        self._timer.start()

    def show_totals(self) -> None:
        """Sum the selected rows."""
        row_ids = self._model.row_ids
        rows = [row_ids[row] for row in self._grid.selected_rows() if row < len(row_ids)]
        if len(rows) < 2:
            self.setText(_HINT if row_ids else "")
            return
        sums = self._book_session.read(lambda session: column_sums(session, self._ledger, rows, self._model.keys))
        self.setText(f"选中 {len(rows):,} 行  {totals_text(self._model.fields, sums)}".rstrip())
