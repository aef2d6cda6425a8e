"""What stands where the pages of a book will be: its startup snapshot, the welcome page, or an empty page."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.app.button_factory import ButtonFactory
from desktop.app.startup_snapshot import StartupSnapshot
from desktop.pages.startup_page import StartupPage
from desktop.pages.welcome_page import WelcomePage
from desktop.theme.colours import Colours


class Placeholder(QObject):
    """Shows one placeholder at a time in the window's splitter.

    Signals:
        book_wanted: a book of the welcome page's list should be opened (its path or URL).
        read_only_wanted: the book that could not be opened should be opened read-only.
    """

    book_wanted = Signal(str)
    read_only_wanted = Signal(str)

    def __init__(self, splitter: QSplitter, make_button: ButtonFactory) -> None:
        super().__init__(splitter)
        self._splitter, self._make_button = splitter, make_button
        self._page: QWidget | None = None

    def show_snapshot(self, snapshot: StartupSnapshot, colours: Colours) -> None:
        """Show the rows that the book's ledger page showed last."""
        self._show(StartupPage(snapshot, self._make_button, colours))

    def show_welcome(self, recent: tuple[str, ...], error: str = "", book: str = "") -> None:
        """Show the welcome page, with the error that a book could not be opened; ``book`` can be opened read-only."""
        page = WelcomePage(self._make_button)
        page.list_recent(recent)
        page.book_wanted.connect(self.book_wanted)
        page.read_only_wanted.connect(self.read_only_wanted)
        if error:
            page.show_error(error, book)
        self._show(page)

    def show_empty(self) -> None:
        """Show an empty page, while a book is being opened."""
        self._show(QWidget())

    def remove(self) -> None:
        """Remove the placeholder; the pages take its place."""
        self._show(None)

    def _show(self, page: QWidget | None) -> None:
        if self._page is not None:
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = page
        if page is not None:
            page.setObjectName("page")
            self._splitter.insertWidget(0, page)
