"""The pages of an open book, each built when it is first shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import PageLinks, RefreshablePage
from desktop.pages import load_pages
from desktop.pages.ledger_page import LedgerPage
from models.fields.base import Ledger
from models.queries.ledger_query import LedgerQuery

_CIRCULARS, _RECEIVING = "circulars", "receiving"  # the pages that show sheets and preview imports
W = TypeVar("W")


class PageStack(QStackedWidget):
    """The stack of one book's pages, built by the factories that the pages registered.

    Signals:
        page_changed: another page came to the front (its key).
    """

    page_changed = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.links = PageLinks(self)
        self._registered = {page.key: page for page in load_pages()}
        self._pages: dict[str, QWidget] = {}
        self.links.page_wanted.connect(self.go)
        self.links.query_wanted.connect(self.show_query)
        self.links.rows_wanted.connect(self.show_rows)
        self.links.circular_wanted.connect(self.show_circular)

    def go(self, key: str) -> None:
        """Bring a page to the front; an unknown key shows the first page of the navigation."""
        if key not in self._registered:
            key = next(iter(self._registered))
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._registered[key].make(self.context, self.links)
            self.addWidget(page)
            self.refresh_page(page)
        self.setCurrentWidget(page)
        self.page_changed.emit(key)

    def show_query(self, query: LedgerQuery, heading: str) -> None:
        """Show the rows of a query on their ledger's page, under a chip with the heading."""
        self.go(query.ledger.__tablename__)
        if (page := self.ledger_page) is not None:
            page.show_query(query, heading)
            page.grid.setFocus()

    def show_rows(self, ledger: type[Ledger], rows: tuple[str, ...], heading: str) -> None:
        """Show the rows a figure of a circular is counted from."""
        self.show_query(LedgerQuery(ledger, row_ids=tuple(rows)), f"通报数字的来源：{heading}")

    def show_circular(self, kind: str, period: str) -> None:
        """Open the circular page and draft the circular of a kind and a period."""
        self.go(_CIRCULARS)
        self.links.draft_requested.emit(kind, period)

    def show_sheet(self, ledger: str, row: str) -> None:
        """Show a sheet or a wall chart to be printed: one of SHEETS, and the id of the row it is about."""
        self.links.show_sheet(ledger, row)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Preview the import of files."""
        self.go(_RECEIVING)
        self.links.import_requested.emit(paths)

    def front_page(self, kind: type[W]) -> W | None:
        """Return the page in front, if it is of a class or has the methods of a protocol."""
        page = self.currentWidget()
        return page if isinstance(page, kind) else None

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if one is."""
        return self.front_page(LedgerPage)

    def minimumSizeHint(self) -> QSize:
        # A stack asks for the largest of its pages; one that was looked at once would hold the window wide for good.
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else QSize()

    def refresh(self) -> None:
        """Refresh the page in front, and those built so far that are refreshed behind it."""
        for key, page in self._pages.items():
            if page is self.currentWidget() or self._registered[key].refreshed_behind:
                self.refresh_page(page)

    def refresh_page(self, page: QWidget) -> None:
        """Refresh one page, where it can be."""
        if isinstance(page, RefreshablePage):
            page.refresh()
