"""The main window: painted at once with Qt alone, filled when the book has been opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.actions import Actions
from desktop.app.jobs import Job, Jobs
from desktop.app.notifications import Notifications
from desktop.app.preferences import Preferences
from desktop.app.startup_snapshot import load_snapshot
from desktop.shell.book_lifecycle import BookLifecycle
from desktop.shell.command import Menu
from desktop.shell.file_drop import FileDropFilter
from desktop.shell.navigation import Navigation, NavigationItem
from desktop.shell.placeholder import Placeholder
from desktop.shell.status_line import StatusLine
from desktop.shell.top_bar import TopBar
from desktop.shell.unsaved_bar import UnsavedBar
from desktop.theme.colours import Colours
from desktop.theme.palette import apply_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    # For annotations only: these import SQLAlchemy, which would delay the first paint.
    from desktop.app.book_session import BookSession
    from desktop.app.page_context import PageContext
    from desktop.pages.ledger_page import LedgerPage
    from desktop.pages.recycle_bin_page import RecycleBinPage
    from desktop.shell.book_window_controller import BookWindowController

TITLE = "招商台账"


class MainWindow(QMainWindow):
    """Holds the bars, the pages and the open book; commands use it through the protocol MainWindowApi."""

    def __init__(self, preferences: Preferences, apply_theme: Callable[[str], Colours]) -> None:
        super().__init__()
        self.notifications, self.jobs, self.preferences = Notifications(self), Jobs(self), preferences
        self.is_ready = False  # until the first paint is over
        self.on_ready: Callable[[], None] = lambda: None
        self._apply_theme, self._has_painted = apply_theme, False
        self._colours = apply_theme(preferences.current.theme)
        self.actions_ = Actions(self, self)
        self.status = StatusLine(self._colours, self)
        self.top_bar = TopBar(
            self.actions_.button("find", "查找企业、项目、命令…    Ctrl+K", "find"), self._user_button()
        )
        self.unsaved_bar = UnsavedBar(self)
        self.navigation = Navigation(self._colours, self)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self._placeholder = Placeholder(self.splitter, self.actions_.button)
        self._books = BookLifecycle(self, (self.top_bar, self.navigation, self.splitter), self)
        _lay_out(self)
        self._connect()

    def _user_button(self) -> QPushButton:
        button = self.actions_.button("change_who", self.preferences.current.who, "flat")
        self.preferences.changed.connect(lambda: button.setText(self.preferences.current.who))
        return button

    def _connect(self) -> None:
        self.notifications.message_posted.connect(self.status.show_message)
        self.notifications.file_written.connect(self.status.offer_file)
        self.jobs.started.connect(self._on_started)
        self.jobs.ended.connect(self._on_ended)
        self.navigation.page_wanted.connect(self.go)
        self._placeholder.book_wanted.connect(self.open_book)
        self._placeholder.read_only_wanted.connect(lambda target: self._books.open(target, write=False))
        self._books.opened.connect(self._on_book_opened)
        self._books.failed.connect(self._on_open_failed)
        self._books.closed.connect(self._on_book_closed)

    def begin(self, target: str | None) -> None:
        """Choose the book to open, and show its startup snapshot or the welcome page until it is loaded."""
        target = self._books.target = target or self.preferences.current.book
        snapshot = load_snapshot(target) if target else None
        if snapshot is not None and snapshot.page == self.preferences.current.page:
            self.setWindowTitle(f"{PurePath(snapshot.book).stem} — {TITLE}")
            self.navigation.show_items((NavigationItem(*entry) for entry in snapshot.places), snapshot.page)
            self._placeholder.show_snapshot(snapshot, self._colours)
        elif target:
            self._placeholder.show_empty()
        else:
            self._placeholder.show_welcome(self.preferences.current.recent)

    def _on_first_paint(self) -> None:
        if self.target:
            self.open_book(self.target)
        self.actions_.recolour(self._colours)
        self.actions_.refresh()
        self.on_ready()
        self.is_ready = True

    def open_book(self, target: str) -> None:
        """Close the open book and open another."""
        self._books.open(target)

    def create_book(self, target: str, preset: str) -> None:
        """Create a book from a preset, and open it."""
        self._books.create(target, preset)

    def _on_open_failed(self, message: str, read_only: str) -> None:
        self._placeholder.show_welcome(self.preferences.current.recent, message, read_only)

    def _on_book_opened(self, name: str) -> None:
        """Build the pages of an opened book, and show the page that was open last."""
        self.setWindowTitle(f"{name} — {TITLE}")
        self._placeholder.remove()
        self._build_pages()

    def _on_book_closed(self) -> None:
        self._placeholder.show_empty()
        self.unsaved_bar.hide()
        self.actions_.refresh()

    def _build_pages(self) -> None:
        if self.controller is not None:
            self.controller.build_pages(self._page_context, self.preferences.current.page, self.actions_.refresh)
            self.unsaved_bar.follow(self.controller)
            self.actions_.refresh()

    def _page_context(self, book_session: BookSession) -> PageContext:
        from desktop.app.page_context import PageContext

        return PageContext(
            book_session,
            self.jobs,
            self.notifications,
            self.preferences,
            self._colours,
            self.actions_.button,
            self.actions_.row_menu,
        )

    @property
    def frame(self) -> QWidget:
        """The parent widget of dialogs."""
        return self

    @property
    def target(self) -> str:
        """The path or URL of the book that is open or being opened; empty where there is none."""
        return self._books.target

    @property
    def controller(self) -> BookWindowController | None:
        """The controller of the open book, if one is open."""
        return self._books.controller

    @property
    def book_session(self) -> BookSession | None:
        """The session of the open book, if one is open."""
        return self.controller.book_session if self.controller is not None else None

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if any."""
        return self.controller.page_stack.ledger_page if self.controller is not None else None

    @property
    def bin_page(self) -> RecycleBinPage | None:
        """The recycle bin page, if it is in front."""
        if self.controller is None:
            return None
        from desktop.pages.recycle_bin_page import RecycleBinPage

        return self.controller.page_stack.front_page(RecycleBinPage)

    def go(self, page: str) -> None:
        """Show a page by its key."""
        if self.controller is not None:
            self.controller.go(page)

    def open_finder(self) -> None:
        """Open the finder of rows, pages and commands."""
        if self.controller is None:
            return
        from desktop.shell.finder import command_items, open_finder, page_items

        items = [*command_items(self.actions_.available()), *page_items(self.navigation.navigation_items, self.go)]
        finder = open_finder(self.controller.book_session, items, self._colours, self.top_bar.finder_button)
        finder.row_wanted.connect(self.controller.show_row)

    def set_theme(self, theme: str) -> None:
        """Change the theme; the pages are rebuilt in its colours."""
        if self.controller is not None and not self.controller.save_typed():
            return
        self.preferences.update(theme=theme)
        self._colours = self._apply_theme(theme)
        self.actions_.recolour(self._colours)
        self.status.recolour(self._colours)
        self.navigation.recolour(self._colours)
        if self.controller is not None:
            self.controller.remove_pages()
            self._build_pages()

    def _on_started(self, job: Job) -> None:
        self.status.follow_job(job)
        if self.book_session is not None:
            self.book_session.running_job_label = job.label

    def _on_ended(self, job: Job) -> None:
        self.status.drop_job(job)
        if self.book_session is not None and self.book_session.running_job_label == job.label:
            self.book_session.running_job_label = ""

    def import_files(self, files: Sequence[Path]) -> None:
        """Preview files for import."""
        if self.controller is not None and self.controller.save_typed():
            self.controller.page_stack.import_files(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self, self._on_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.preferences.update(geometry=bytes(self.saveGeometry().toHex().data()).decode())
        if not self._books.close():
            event.ignore()
            return
        self.jobs.close()
        super().closeEvent(event)


def _lay_out(window: MainWindow) -> None:
    """Arrange the bars and the pages, and restore the window's size and place."""
    window.setWindowTitle(TITLE)
    window.resize(1366, 740)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(window.navigation)
    middle.addWidget(window.splitter, 1)
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.top_bar)
    column.addLayout(middle, 1)
    column.addWidget(window.status)
    window.setCentralWidget(body)
    for title in Menu:
        window.menuBar().addMenu(window.actions_.menu(title))
    window.menuBar().setCornerWidget(window.unsaved_bar)
    if window.preferences.current.geometry:
        window.restoreGeometry(QByteArray.fromHex(window.preferences.current.geometry.encode()))
    window.top_bar.setEnabled(False)
    FileDropFilter(window, window.open_book, window.import_files, lambda: window.controller is not None)


def run_window(target: str | None) -> int:
    """Run the window until it is closed; returns the exit code."""
    # Passed as an argument: setStyle() would return a QStyle, whose enums take 8 ms of the start-up time.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName(TITLE)
    preferences = Preferences()
    window = MainWindow(preferences, lambda theme: apply_theme(app, theme))
    window.on_ready = lambda: _finish_start(app, window)
    window.begin(target)
    window.show()
    return app.exec()


def _finish_start(app: QApplication, window: MainWindow) -> None:
    """Do what the first paint need not wait for: the handler of uncaught exceptions, Qt's words, the window's icon."""
    from desktop.app.crash import CrashHook
    from desktop.app.translation import translate_qt
    from desktop.theme.icons import program_icon

    translate_qt(app)
    app.setWindowIcon(program_icon())
    CrashHook(window.notifications.show_error, lambda: window).install()
