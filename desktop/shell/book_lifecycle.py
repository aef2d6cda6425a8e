"""Opens, creates and closes the book of a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.app.delay import DelayTimer
from desktop.shell.book_opening import create_book_job, open_book_job, preload_job

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter, QWidget

    # For annotations only: these import SQLAlchemy, which the first paint cannot wait for.
    from desktop.shell.book_window_controller import BookWindowController
    from desktop.shell.navigation import Navigation
    from desktop.shell.top_bar import TopBar
    from desktop.shell.window_api import MainWindowApi
    from models.storage.store import Store

_SETUP_PAGE = "setup"
_PRELOAD_DELAY = 500  # milliseconds after which the first page of an opened book is certainly painted


class BookLifecycle(QObject):
    """Keeps the controller of the open book; books are opened and created in jobs.

    Signals:
        opened: a book was opened, and its pages can be built (the name for the window's title).
        failed: a book could not be opened (the sentence, and its path where it can still be opened read-only).
        closed: the book was closed.
    """

    opened = Signal(str)
    failed = Signal(str, str)
    closed = Signal()

    def __init__(
        self, window: MainWindowApi, bars: tuple[TopBar, Navigation, QSplitter], parent: QWidget, target: str = ""
    ) -> None:
        super().__init__(parent)
        self._window, self._bars = window, bars
        self.target = target
        self.controller: BookWindowController | None = None
        self._preload_timer = DelayTimer(self, _PRELOAD_DELAY, self._preload)

    def open(self, target: str, *, write: bool = True) -> None:
        """Close the open book and open another, read-only where ``write`` is False."""
        if self.close():
            self.target = target
            steps = open_book_job(target, self._window.preferences.current.who, write=write)
            self._window.jobs.run("打开账本", steps, self._on_opened, self._on_failed)

    def create(self, target: str, preset: str) -> None:
        """Create a book from a preset, and open it."""
        if self.close():
            self.target = target
            steps = create_book_job(target, preset, self._window.preferences.current.who)
            self._window.jobs.run("新建账本", steps, self._on_created, self._on_failed)

    def close(self) -> bool:
        """Close the open book; False where typed input must be corrected first."""
        if self.controller is None:
            return True
        if not self.controller.save_typed():
            return False
        self._preload_timer.stop()
        controller, self.controller = self.controller, None
        controller.close()
        self.closed.emit()
        return True

    def _on_created(self, store: Store) -> None:
        """Begin a new book with the guide that says what it lacks."""
        self._window.preferences.update(page=_SETUP_PAGE)
        self._on_opened(store)

    def _on_opened(self, store: Store) -> None:
        from desktop.shell.book_window_controller import BookWindowController

        self._window.preferences.remember_book(self.target)
        self.controller = BookWindowController(store, self.target, self._bars, self)
        name = store.path.stem if store.path else "数据库账本"
        self.opened.emit(name if store.writable else f"{name}（只读）")
        if store.opening_message:
            self._window.notifications.notify(store.opening_message)
        self._preload_timer.start()

    def _on_failed(self, message: str) -> None:
        from models.storage.files import is_book

        target, self.target = self.target, ""
        self._window.notifications.show_error(message)
        self._window.preferences.update(book="")
        # Another user has it open, or the medium is write-protected: it can still be opened read-only.
        self.failed.emit(message, target if target and is_book(Path(target)) else "")

    def _preload(self) -> None:
        if self.controller is not None:
            self._window.jobs.run("准备", preload_job(), lambda _: None, quiet=True)
