"""The main window: painted at once with Qt alone, filled when the book has been opened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.actions import COMMANDS, MENUS, Actions
from desktop.app.delay import DelayTimer
from desktop.app.jobs import Job, Jobs
from desktop.app.notifications import Notifications
from desktop.app.preferences import Preferences
from desktop.app.startup_snapshot import StartupSnapshot, load_snapshot
from desktop.pages.startup_page import StartupPage
from desktop.pages.welcome_page import WelcomePage
from desktop.shell.book_opening import create_book_job, open_book_job, preload_job
from desktop.shell.file_drop import FileDropFilter
from desktop.shell.navigation import MORE_KEY, Navigation, NavigationItem
from desktop.shell.status_line import StatusLine
from desktop.shell.top_bar import TopBar
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
    from models.storage.store import Store

TITLE = "招商台账"
_PRELOAD_DELAY = 500  # milliseconds after which the first page of an opened book is certainly painted


class MainWindow(QMainWindow):
    """Holds the bars, the pages and the open book; commands use it through the protocol MainWindowApi."""

    def __init__(self, preferences: Preferences, apply_theme: Callable[[str], Colours]) -> None:
        super().__init__()
        self.notifications, self.jobs, self.preferences = Notifications(self), Jobs(self), preferences
        self.controller: BookWindowController | None = None
        self.target = ""
        self.is_ready = False  # until the first paint is over
        self.on_ready: Callable[[], None] = lambda: None
        self._apply_theme, self._has_painted = apply_theme, False
        self._colours = apply_theme(preferences.current.theme)
        self.actions_ = Actions(self, self)
        self.status = StatusLine(self._colours, self)
        self.top_bar = TopBar(
            self.actions_.button("find", "查找企业、项目、命令…    Ctrl+K", "find"), self._user_button()
        )
        self.navigation = Navigation(self._colours, self)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self._placeholder: QWidget | None = None
        self._preload_timer = DelayTimer(self, _PRELOAD_DELAY, self._preload)
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

    def begin(self, target: str | None) -> None:
        """Choose the book to open, and show its startup snapshot or the welcome page until it is loaded."""
        self.target = target or self.preferences.current.book
        look = load_snapshot(self.target) if self.target else None
        if look is not None and look.page == self.preferences.current.page:
            self._show_startup_snapshot(look)
        else:
            welcome = WelcomePage(self.actions_.button)
            welcome.list_recent(() if self.target else self.preferences.current.recent)
            welcome.book_wanted.connect(self.open_book)
            welcome.read_only_wanted.connect(partial(self.open_book, write=False))
            self._show_placeholder(welcome if not self.target else QWidget())

    def _show_startup_snapshot(self, snapshot: StartupSnapshot) -> None:
        self.setWindowTitle(f"{PurePath(snapshot.book).stem} — {TITLE}")
        self.navigation.show_items((NavigationItem(*entry) for entry in snapshot.places), snapshot.page)
        self._show_placeholder(StartupPage(snapshot, self.actions_.button, self._colours))

    def _show_placeholder(self, page: QWidget | None) -> None:
        """Show a placeholder where the pages will be; None removes it."""
        if self._placeholder is not None:
            self._placeholder.setParent(None)
            self._placeholder.deleteLater()
        self._placeholder = page
        if page is not None:
            page.setObjectName("page")
            self.splitter.insertWidget(0, page)

    def _on_first_paint(self) -> None:
        if self.target:
            self.open_book(self.target)
        self.actions_.recolour(self._colours)
        self.actions_.refresh()
        self.on_ready()
        self.is_ready = True

    def open_book(self, target: str, *, write: bool = True) -> None:
        """Close the open book and open another, read-only where ``write`` is False."""
        if self._close_book():
            self.target = target
            steps = open_book_job(target, self.preferences.current.who, write=write)
            self.jobs.run("打开账本", steps, self._on_opened, self._on_open_failed)

    def create_book(self, target: str, preset: str) -> None:
        """Create a book from a preset, and open it."""
        if self._close_book():
            self.target = target
            making = create_book_job(target, preset, self.preferences.current.who)
            self.jobs.run("新建账本", making, self._on_opened, self._on_open_failed)

    def _on_open_failed(self, message: str) -> None:
        from models.storage.files import is_book

        refused = self.target
        self.notifications.show_error(message)
        self.preferences.update(book="")
        self.begin(None)
        if isinstance(self._placeholder, WelcomePage):
            # Another user has it open, or the medium is write-protected: it can still be opened read-only.
            self._placeholder.show_error(message, refused if refused and is_book(Path(refused)) else "")

    def _on_opened(self, store: Store) -> None:
        """Set up the pages for an opened book, and show the page that was open last."""
        from desktop.shell.book_window_controller import BookWindowController

        self.preferences.remember_book(self.target)
        only = "" if store.writable else "（只读）"
        self.setWindowTitle(f"{store.path.stem if store.path else '数据库账本'}{only} — {TITLE}")
        self.controller = BookWindowController(store, self.target, (self.top_bar, self.navigation, self.splitter), self)
        self._show_placeholder(None)
        self._build_pages()
        if store.opening_message:
            self.notifications.notify(store.opening_message)
        self._preload_timer.start()

    def _preload(self) -> None:
        if self.controller is not None:
            self.jobs.run("准备", preload_job(), lambda _: None, quiet=True)

    def _build_pages(self) -> None:
        if self.controller is not None:
            self.controller.build_pages(self._page_context, self.preferences.current.page, self.actions_.refresh)
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

    def _close_book(self) -> bool:
        """Close the open book; False where typed input must be corrected first."""
        if self.controller is None:
            return True
        if not self.controller.save_typed():
            return False
        self._preload_timer.stop()
        controller, self.controller = self.controller, None
        controller.close()
        self._show_placeholder(QWidget())
        self.actions_.refresh()
        return True

    @property
    def frame(self) -> QWidget:
        """The parent widget of dialogs."""
        return self

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
        from PySide6.QtCore import Qt

        from desktop.shell.finder import FinderItem, FinderPopup

        offered = [
            FinderItem(
                command.label,
                command.shortcut or "命令",
                command.icon,
                self.actions_.actions_by_name[command.name].trigger,
            )
            for command in COMMANDS
            if command.name != "find" and command.is_available(self)
        ]
        offered += [
            FinderItem(place.label, "打开页面", place.icon, partial(self.go, place.key))
            for place in self.navigation.navigation_items
            if place.key not in {"", MORE_KEY}
        ]
        finder = FinderPopup(self.controller.book_session, offered, self._colours, self)
        finder.row_wanted.connect(self.controller.show_row)
        finder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        finder.open_at(self.top_bar.finder_button.mapToGlobal(QPoint(0, 0)))

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
        if not self._close_book():
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
    for title in MENUS:
        window.menuBar().addMenu(window.actions_.menu(title))
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
    window.on_ready = lambda: _install_crash_hook(window)
    window.begin(target)
    window.show()
    return app.exec()


def _install_crash_hook(window: MainWindow) -> None:
    """Install the handler of uncaught exceptions, from the first paint on."""
    from desktop.app.crash import CrashHook

    CrashHook(window.notifications.show_error, lambda: window).install()
