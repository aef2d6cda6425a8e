"""What commands may ask of the window they run in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from desktop.job import Jobs
from desktop.notice import Notice
from desktop.settings import Preferences

if TYPE_CHECKING:
    # Named in annotations only: these bring SQLAlchemy, which the first paint cannot wait for.
    from desktop.desk import Desk
    from desktop.frame.office import Office
    from desktop.pages.bin import BinPage
    from desktop.pages.ledger import LedgerPage


class Shell(Protocol):
    """The window as a command sees it."""

    notice: Notice
    jobs: Jobs
    preferences: Preferences
    office: Office | None

    @property
    def desk(self) -> Desk | None:
        """The desk the open book lies on."""
        ...

    @property
    def frame(self) -> QWidget:
        """The widget dialogs belong to."""
        ...

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if one is."""
        ...

    @property
    def bin_page(self) -> BinPage | None:
        """The recycle bin, if it is in front."""
        ...

    def open_book(self, target: str) -> None:
        """Close the book at hand and open another."""
        ...

    def create_book(self, target: str, preset: str) -> None:
        """Make a book, fill it, and open it."""
        ...

    def go(self, page: str) -> None:
        """Bring a page to the front."""
        ...

    def open_finder(self) -> None:
        """Open the box that finds rows and commands."""
        ...

    def set_theme(self, theme: str) -> None:
        """Change between light and dark."""
        ...
