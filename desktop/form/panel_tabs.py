"""The middle of the row panel: the form, what hangs on the row, its history."""

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.app.book_session import BookSession
from desktop.form.detail_stack import DetailStack
from desktop.form.form_cache import FormCache
from desktop.form.history_panel import HistoryPanel
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.stage_strip import StageStrip
from models.queries.row_detail import has_details


class PanelTabs(QTabWidget):
    """Three tabs; a new row has only its form, a row without detail ledgers no 明细."""

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form_cache, self.detail_stack, self.history_panel = (
            FormCache(book_session),
            DetailStack(book_session),
            HistoryPanel(book_session),
        )
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self._entry: NavigationEntry | None = None
        for page, title in ((self.form_cache, "概况"), (self.detail_stack, "明细"), (self.history_panel, "历史")):
            self.addTab(page, title)
        self.currentChanged.connect(lambda _number: self.show_history())

    def show_entry(self, entry: NavigationEntry) -> None:
        """Show the form of a row and the tabs it has."""
        self._entry = entry
        self.form_cache.setCurrentWidget(entry.form)
        in_book = entry.row is not None
        self.setTabVisible(1, in_book and has_details(entry.ledger))
        self.setTabVisible(2, in_book)
        self.tabBar().setVisible(in_book)

    def refresh(self, entry: NavigationEntry, stage_strip: StageStrip) -> None:
        """Ask the book again for what hangs on a row, and for its history if that is what is looked at."""
        count = self.detail_stack.show_row(entry.ledger, entry.row or "", stage_strip)
        self.setTabText(1, f"明细 {count}" if count else "明细")
        self.show_history()

    def show_history(self) -> None:
        """Tell the row's history, once somebody looks."""
        if self._entry is not None and self._entry.row is not None and self.currentWidget() is self.history_panel:
            self.history_panel.show_row(self._entry.ledger, self._entry.row)
