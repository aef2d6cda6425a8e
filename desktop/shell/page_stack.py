"""The pages of an open book, each built when it is first shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.app.page_context import PageContext
from desktop.pages.dashboard_page import DashboardPage
from desktop.pages.ledger_page import LedgerPage
from desktop.pages.recycle_bin_page import RecycleBinPage
from models.fields.base import Ledger, ledger_by_table
from models.queries.ledger_query import LedgerQuery
from models.statistics.dashboard import DashboardData

if TYPE_CHECKING:
    # For annotations only: the PDF and image modules are imported with the first circular.
    from desktop.pages.chain_map_page import ChainMapPage
    from desktop.pages.circular_page import CircularPage

_PLAIN_PAGES = {
    "home",
    "rhythm",
    "chain_map",
    "funnel",
    "clashes",
    "receiving",
    "circulars",
    "bin",
    "profile",
    "manual",
}


@runtime_checkable
class RefreshablePage(Protocol):
    """A page that can read its data again."""

    def refresh(self) -> None:
        """Read what is shown from the book again."""
        ...


class PageStack(QStackedWidget):
    """The stack of one book's pages.

    Signals:
        selection_changed: the selection changed on the page in front.
        rows_shown: a ledger page shows other rows.
        page_changed: another page came to the front (its key).
        row_wanted: a row should be shown (table name of its ledger, row id).
        dashboard_wanted: the dashboard data should be read again.
    """

    selection_changed = Signal()
    rows_shown = Signal()
    page_changed = Signal(str)
    row_wanted = Signal(str, str)
    dashboard_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._pages: dict[str, QWidget] = {}

    def go(self, key: str) -> None:
        """Bring a page to the front; an unknown key shows the dashboard."""
        if key not in _PLAIN_PAGES and not _is_ledger(key):
            key = "home"
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._make_page(key)
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
        self.go("circulars")
        if (page := self.circular_page) is not None:
            page.show_period(kind, period)

    def show_sheet(self, ledger: str, row: str) -> None:
        """Show a sheet or a wall chart to be printed: one of SHEETS, and the id of the row it is about."""
        self.go("circulars")
        if (page := self.circular_page) is not None:
            page.show_sheet(ledger, row)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Preview the import of files."""
        from desktop.pages.import_page import ImportPage

        self.go("receiving")
        if isinstance(page := self.currentWidget(), ImportPage):
            page.preview_files(paths)

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if one is."""
        page = self.currentWidget()
        return page if isinstance(page, LedgerPage) else None

    @property
    def bin_page(self) -> RecycleBinPage | None:
        """The recycle bin, if it is in front."""
        page = self.currentWidget()
        return page if isinstance(page, RecycleBinPage) else None

    @property
    def circular_page(self) -> "CircularPage | None":
        """The circular, if it is in front."""
        page = self._pages.get("circulars")
        return cast("CircularPage", page) if page is not None and page is self.currentWidget() else None

    @property
    def shown_chain(self) -> str | None:
        """The chain drawn on the page in front, if one is."""
        page = self._pages.get("chain_map")
        shown = page is not None and page is self.currentWidget()
        return cast("ChainMapPage", page).chain_choice.currentData() if shown else None

    def refresh(self) -> None:
        """Refresh the page in front and the dashboard and ledger pages built so far."""
        for page in self._pages.values():
            if page is self.currentWidget() or isinstance(page, (LedgerPage, DashboardPage)):
                self.refresh_page(page)

    def refresh_page(self, page: QWidget) -> None:
        """Refresh one page, where it can be."""
        if isinstance(page, RefreshablePage):
            page.refresh()

    def show_dashboard(self, data: DashboardData) -> None:
        """Show new dashboard data on the dashboard page, if it is built."""
        home = self._pages.get("home")
        if isinstance(home, DashboardPage):
            home.show_data(data)

    def _make_page(self, key: str) -> QWidget:
        fit = self.context
        if key == "home":
            return self._make_dashboard()
        if key == "rhythm":
            from desktop.pages.duties_page import DutiesPage

            rhythm = DutiesPage(fit, self)
            rhythm.circular_wanted.connect(self.show_circular)
            return rhythm
        if key == "clashes":
            from desktop.pages.duplicates_page import DuplicatesPage

            clashes = DuplicatesPage(fit, self)
            clashes.row_wanted.connect(self.row_wanted)
            return clashes
        if key in {"chain_map", "funnel"}:
            return self._make_drawn_page(key)
        if key == "receiving":
            from desktop.pages.import_page import ImportPage

            receiving = ImportPage(fit, self)
            receiving.row_wanted.connect(self.row_wanted)
            return receiving
        if key == "bin":
            bin_page = RecycleBinPage(fit, self)
            bin_page.selection_changed.connect(self.selection_changed)
            return bin_page
        if key == "circulars":
            from desktop.pages.circular_page import CircularPage

            circulars = CircularPage(fit.book_session, fit.jobs, fit.notifications, self)
            circulars.rows_wanted.connect(self.show_rows)
            return circulars
        if key == "profile":
            from desktop.pages.settings_page import SettingsPage

            profile = SettingsPage(fit.book_session, self)
            profile.user_changed.connect(lambda name: fit.preferences.update(who=name))
            return profile
        if key == "manual":
            from desktop.pages.manual_page import ManualPage

            return ManualPage(self)
        page = LedgerPage(ledger_by_table(key), fit, self)
        page.selection_changed.connect(self.selection_changed)
        page.rows_shown.connect(self.rows_shown)
        return page

    def _make_dashboard(self) -> DashboardPage:
        home = DashboardPage(self.context, self)
        home.view_wanted.connect(self.show_query)
        home.row_wanted.connect(self.row_wanted)
        home.page_wanted.connect(self.go)
        home.data_wanted.connect(self.dashboard_wanted)
        home.rows_wanted.connect(self.show_rows)
        return home

    def _make_drawn_page(self, key: str) -> QWidget:
        """Build a page that draws figures of several ledgers: the chain map or the funnel."""
        if key == "chain_map":
            from desktop.pages.chain_map_page import ChainMapPage

            chain_map = ChainMapPage(self.context, self)
            chain_map.view_wanted.connect(self.show_query)
            return chain_map
        from desktop.pages.funnel_page import FunnelPage

        funnel = FunnelPage(self.context, self)
        funnel.view_wanted.connect(self.show_query)
        funnel.row_wanted.connect(self.row_wanted)
        return funnel


def _is_ledger(key: str) -> bool:
    try:
        ledger_by_table(key)
    except KeyError:
        return False
    return True
