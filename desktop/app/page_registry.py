"""The page registry: each file of desktop/pages registers its pages, and nothing else lists them.

Importing a page's file happens before the first rows are shown, so a file that draws with slow libraries (PDF, images,
workbooks) imports them inside its factory.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    # For annotations only: it imports SQLAlchemy, which the first paint cannot wait for.
    from desktop.app.page_context import PageContext


class PageGroup(IntEnum):
    """The groups of the navigation from top to bottom; ``MORE`` is unfolded by 更多, ``DETAILS`` by 明细台账."""

    TODAY = 1
    DAILY = 2
    REFERENCE = 3
    MORE = 4
    DETAILS = 5
    TOOLS = 6


class PageLinks(QObject):
    """What the pages of a book ask of the window, and what the window passes to them; a page's factory connects both.

    Signals:
        page_wanted: another page should come to the front (its key).
        query_wanted: the rows of a query should be shown (the query, the heading of its filter chip).
        rows_wanted: the rows a figure is counted from should be shown (ledger class, ids, heading).
        row_wanted: a row should be shown (table name of its ledger, row id).
        panel_wanted: a row should be shown beside the page in front (table name of its ledger, row id).
        stage_wanted: a stage of a project should be registered beside the page in front (row id, the stage).
        follow_up_wanted: the row that follows from another should be begun (its table, its id, table of the new row).
        new_row_wanted: the form of a new row should be opened (table name of its ledger).
        circular_wanted: a circular should be drafted (kind, period).
        dashboard_wanted: the dashboard data should be read again.
        selection_changed: the selection changed on the page in front.
        dashboard_read: the dashboard data was read.
        draft_requested, sheet_requested, import_requested: to the page that drafts circulars (kind, period), shows
            sheets (one of SHEETS, row id) and previews workbooks (paths).
        setup_requested: to the setting-up guide: a step should be shown (its key).
        phrase_requested: to the settings: a phrase of circulars should be opened (its key).
    """

    page_wanted = Signal(str)
    query_wanted = Signal(object, str)
    rows_wanted = Signal(object, object, str)
    row_wanted = Signal(str, str)
    panel_wanted = Signal(str, str)
    stage_wanted = Signal(str, str)
    follow_up_wanted = Signal(str, str, str)
    new_row_wanted = Signal(str)
    circular_wanted = Signal(str, str)
    dashboard_wanted = Signal()
    selection_changed = Signal()
    dashboard_read = Signal(object)
    draft_requested = Signal(str, str)
    sheet_requested = Signal(str, str)
    import_requested = Signal(object)
    phrase_requested = Signal(str)
    setup_requested = Signal(str)

    def show_sheet(self, sheet: str, about: str) -> None:
        """Show a sheet to be printed: one of SHEETS, and the id of the row it is about."""
        self.page_wanted.emit("circulars")
        self.sheet_requested.emit(sheet, about)

    def show_phrase(self, key: str) -> None:
        """Show the settings with a phrase of circulars opened."""
        self.page_wanted.emit("profile")
        self.phrase_requested.emit(key)

    def show_setup(self, step: str) -> None:
        """Show a step of the setting-up guide."""
        self.page_wanted.emit("setup")
        self.setup_requested.emit(step)


PageFactory = Callable[["PageContext", PageLinks], QWidget]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an open book.

    ``group`` is None for a page that the navigation does not list; ``order`` counts within the group; ``icon`` is a
    name of resources/icons. A page with ``refreshed_behind`` is read again on a change of the scope even while another
    page is in front. A page of ``optional`` ledgers is listed where the county uses one of these groups.
    """

    key: str
    title: str
    icon: str
    group: PageGroup | None
    order: int
    make: PageFactory
    refreshed_behind: bool = False
    optional: tuple[str, ...] = ()

    def is_listed(self, groups: Collection[str]) -> bool:
        """Whether the navigation lists it in a county that uses these groups of optional ledgers."""
        return self.group is not None and (not self.optional or any(group in groups for group in self.optional))


@runtime_checkable
class RefreshablePage(Protocol):
    """A page that can read its data again."""

    def refresh(self) -> None:
        """Read what is shown from the book again."""
        ...


@runtime_checkable
class SearchablePage(Protocol):
    """A page with a search box."""

    def search(self) -> None:
        """Move the keyboard focus to the search box."""
        ...


@runtime_checkable
class PrintablePage(Protocol):
    """A page whose content can be printed."""

    def print(self) -> None:
        """Ask for the printer, and print."""
        ...


_pages_by_key: dict[str, Page] = {}


def register_page(page: Page) -> None:
    """Add a page; raises ValueError where its key is taken."""
    if page.key in _pages_by_key:
        raise ValueError(f"two pages have the key {page.key!r}")
    _pages_by_key[page.key] = page


def registered_pages() -> tuple[Page, ...]:
    """Return the pages registered so far in the order of the navigation, those it does not list at the end."""
    return tuple(sorted(_pages_by_key.values(), key=lambda page: (page.group or max(PageGroup) + 1, page.order)))
