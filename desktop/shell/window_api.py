"""The interface of the main window for commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.app.preferences import Preferences

if TYPE_CHECKING:
    # For annotations only: these import SQLAlchemy, which the first paint cannot wait for.
    from desktop.app.book_session import BookSession
    from desktop.pages.ledger_page import LedgerPage
    from desktop.pages.recycle_bin_page import RecycleBinPage
    from desktop.shell.book_window_controller import BookWindowController


class MainWindowApi(Protocol):
    """The members of the main window that commands may use."""

    notifications: Notifications
    jobs: Jobs
    preferences: Preferences

    @property
    def controller(self) -> BookWindowController | None:
        """The controller of the open book; None while no book is open."""
        ...

    @property
    def book_session(self) -> BookSession | None:
        """The session of the open book; None while no book is open."""
        ...

    @property
    def frame(self) -> QWidget:
        """The parent widget of dialogs."""
        ...

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if one is."""
        ...

    @property
    def bin_page(self) -> RecycleBinPage | None:
        """The recycle bin, if it is in front."""
        ...

    def open_book(self, target: str) -> None:
        """Close the open book and open another."""
        ...

    def create_book(self, target: str, preset: str) -> None:
        """Create a book, fill it from a preset, and open it."""
        ...

    def go(self, page: str) -> None:
        """Bring a page to the front."""
        ...

    def open_finder(self) -> None:
        """Open the pop-up that finds rows and commands."""
        ...

    def set_theme(self, theme: str) -> None:
        """Change between light and dark."""
        ...
