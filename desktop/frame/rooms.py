"""The pages of an open book, each made when first looked at."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.pages.bin import BinPage
from desktop.pages.fittings import Fittings
from desktop.pages.home import HomePage
from desktop.pages.ledger import LedgerPage
from models.base import Ledger, ledger_named
from models.browse import View
from models.waiting import Survey

if TYPE_CHECKING:
    # Named in annotations only: paper and its pictures are loaded with the first circular.
    from desktop.pages.chain_map import ChainMapPage
    from desktop.pages.circular import CircularPage

_PLAIN = {"home", "rhythm", "chain_map", "funnel", "clashes", "receiving", "circulars", "bin", "profile", "manual"}


@runtime_checkable
class Page(Protocol):
    """What every page can do."""

    def refresh(self) -> None:
        """Ask the book again."""
        ...


class Rooms(QStackedWidget):
    """Keeps the pages of one book.

    Signals:
        chosen: other rows are selected on the page in front.
        shown: a ledger's page shows new rows.
        moved: another page came to the front, by its key.
        row_wanted: a ledger's name and the id of a row to show.
        survey_wanted: the book should be looked through for what waits.
    """

    chosen = Signal()
    shown = Signal()
    moved = Signal(str)
    row_wanted = Signal(str, str)
    survey_wanted = Signal()

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fittings = fittings
        self._pages: dict[str, QWidget] = {}

    def go(self, key: str) -> None:
        """Bring a page to the front; an unknown one is the first page."""
        if key not in _PLAIN and not _is_ledger(key):
            key = "home"
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._make(key)
            self.addWidget(page)
            self.refresh_page(page)
        self.setCurrentWidget(page)
        self.moved.emit(key)

    def show_view(self, view: View, heading: str) -> None:
        """Show the rows of a view on their ledger's page, under a chip."""
        self.go(view.ledger.__tablename__)
        if (page := self.ledger_page) is not None:
            page.show_view(view, heading)
            page.grid.setFocus()

    def show_rows(self, ledger: type[Ledger], rows: tuple[str, ...], heading: str) -> None:
        """Show the rows behind a figure."""
        self.show_view(View(ledger, within=tuple(rows)), f"通报数字的来源：{heading}")

    def show_circular(self, kind: str, period: str) -> None:
        """Open the circulars on a kind and a period, and make that one."""
        self.go("circulars")
        if (page := self.circular_page) is not None:
            page.show_period(kind, period)

    def show_sheet(self, ledger: str, row: str) -> None:
        """Show a sheet or a wall chart to be printed: one of SHEETS, and what it is about."""
        self.go("circulars")
        if (page := self.circular_page) is not None:
            page.show_sheet(ledger, row)

    def receive(self, paths: Sequence[Path]) -> None:
        """Look at files that came in."""
        from desktop.pages.receiving import ReceivingPage

        self.go("receiving")
        if isinstance(page := self.currentWidget(), ReceivingPage):
            page.look_at(paths)

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if one is."""
        page = self.currentWidget()
        return page if isinstance(page, LedgerPage) else None

    @property
    def bin_page(self) -> BinPage | None:
        """The recycle bin, if it is in front."""
        page = self.currentWidget()
        return page if isinstance(page, BinPage) else None

    @property
    def circular_page(self) -> "CircularPage | None":
        """The circular, if it is in front."""
        page = self._pages.get("circulars")
        return cast("CircularPage", page) if page is not None and page is self.currentWidget() else None

    @property
    def chain_shown(self) -> str | None:
        """The chain drawn on the page in front, if one is."""
        page = self._pages.get("chain_map")
        shown = page is not None and page is self.currentWidget()
        return cast("ChainMapPage", page).which.currentData() if shown else None

    def refresh(self) -> None:
        """Ask the book again for the page in front, and for the others once they are seen."""
        for page in self._pages.values():
            if page is self.currentWidget() or isinstance(page, (LedgerPage, HomePage)):
                self.refresh_page(page)

    def refresh_page(self, page: QWidget) -> None:
        """Ask the book again for one page."""
        if isinstance(page, Page):
            page.refresh()

    def show_survey(self, found: Survey) -> None:
        """Tell the first page, if it was opened, what waits."""
        home = self._pages.get("home")
        if isinstance(home, HomePage):
            home.show_survey(found)

    def _make(self, key: str) -> QWidget:
        fit = self.fittings
        if key == "home":
            return self._home()
        if key == "rhythm":
            from desktop.pages.rhythm import RhythmPage

            rhythm = RhythmPage(fit, self)
            rhythm.circular_wanted.connect(self.show_circular)
            return rhythm
        if key == "clashes":
            from desktop.pages.clashes import ClashesPage

            clashes = ClashesPage(fit, self)
            clashes.row_wanted.connect(self.row_wanted)
            return clashes
        if key in {"chain_map", "funnel"}:
            return self._drawn(key)
        if key == "receiving":
            from desktop.pages.receiving import ReceivingPage

            receiving = ReceivingPage(fit, self)
            receiving.row_wanted.connect(self.row_wanted)
            return receiving
        if key == "bin":
            bin_page = BinPage(fit, self)
            bin_page.chosen.connect(self.chosen)
            return bin_page
        if key == "circulars":
            from desktop.pages.circular import CircularPage

            circulars = CircularPage(fit.desk, fit.jobs, fit.notice, self)
            circulars.rows_wanted.connect(self.show_rows)
            return circulars
        if key == "profile":
            from desktop.pages.profile import ProfilePage

            profile = ProfilePage(fit.desk, self)
            profile.who_changed.connect(lambda name: fit.preferences.change(who=name))
            return profile
        if key == "manual":
            from desktop.pages.manual import ManualPage

            return ManualPage(self)
        page = LedgerPage(ledger_named(key), fit, self)
        page.chosen.connect(self.chosen)
        page.shown.connect(self.shown)
        return page

    def _home(self) -> HomePage:
        home = HomePage(self.fittings, self)
        home.view_wanted.connect(self.show_view)
        home.row_wanted.connect(self.row_wanted)
        home.page_wanted.connect(self.go)
        home.survey_wanted.connect(self.survey_wanted)
        home.rows_wanted.connect(self.show_rows)
        return home

    def _drawn(self, key: str) -> QWidget:
        """Make a page drawn from ledgers."""
        if key == "chain_map":
            from desktop.pages.chain_map import ChainMapPage

            chain_map = ChainMapPage(self.fittings, self)
            chain_map.view_wanted.connect(self.show_view)
            return chain_map
        from desktop.pages.funnel import FunnelPage

        funnel = FunnelPage(self.fittings, self)
        funnel.view_wanted.connect(self.show_view)
        funnel.row_wanted.connect(self.row_wanted)
        return funnel


def _is_ledger(key: str) -> bool:
    try:
        ledger_named(key)
    except KeyError:
        return False
    return True
