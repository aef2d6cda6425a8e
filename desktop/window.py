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
from desktop.frame.dropping import Dropping
from desktop.frame.first_look import FirstLook, remembered
from desktop.frame.navigation import MORE, Navigation, Place
from desktop.frame.opening import creating, opening, warming
from desktop.frame.status import StatusLine
from desktop.frame.topbar import TopBar
from desktop.job import Job, Jobs
from desktop.look.colours import Colours
from desktop.look.palette import dress
from desktop.notice import Notice
from desktop.pages.look import LookPage
from desktop.pages.welcome import WelcomePage
from desktop.settings import Preferences

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    # For annotations only: these import SQLAlchemy, which would delay the first paint.
    from desktop.desk import Desk
    from desktop.frame.office import Office
    from desktop.pages.bin import BinPage
    from desktop.pages.fittings import Fittings
    from desktop.pages.ledger import LedgerPage
    from models.store import Store

TITLE = "招商台账"
_SETTLED = 500  # milliseconds after which the first page of an opened book is certainly painted


class Window(QMainWindow):
    """Holds the bars, the pages and the open book; commands use it through the protocol MainWindowApi."""

    def __init__(self, preferences: Preferences, dress_in: Callable[[str], Colours]) -> None:
        super().__init__()
        self.notice, self.jobs, self.preferences = Notice(self), Jobs(self), preferences
        self.office: Office | None = None
        self.target = ""
        self.awake = False  # until the first paint is over
        self.on_awake: Callable[[], None] = lambda: None
        self._dress_in, self._painted = dress_in, False
        self._colours = dress_in(preferences.now.theme)
        self.actions_ = Actions(self, self)
        self.status = StatusLine(self._colours, self)
        self.topbar = TopBar(
            self.actions_.button("find", "查找企业、项目、命令…    Ctrl+K", "find"), self._who_button()
        )
        self.navigation = Navigation(self._colours, self)
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self._greeting: QWidget | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setWindowTitle(TITLE)
        self.resize(1366, 740)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.splitter, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(body)
        for title in MENUS:
            self.menuBar().addMenu(self.actions_.menu(title))
        if self.preferences.now.geometry:
            self.restoreGeometry(QByteArray.fromHex(self.preferences.now.geometry.encode()))
        self.topbar.setEnabled(False)
        Dropping(self, self.open_book, self.receive, lambda: self.office is not None)

    def _who_button(self) -> QPushButton:
        button = self.actions_.button("change_who", self.preferences.now.who, "flat")
        self.preferences.changed.connect(lambda: button.setText(self.preferences.now.who))
        return button

    def _connect(self) -> None:
        self.notice.said.connect(self.status.say)
        self.notice.written.connect(self.status.offer)
        self.jobs.started.connect(self._on_started)
        self.jobs.ended.connect(self._on_ended)
        self.navigation.wanted.connect(self.go)

    def begin(self, target: str | None) -> None:
        """Choose the book to open, and show its startup snapshot or the welcome page until it is loaded."""
        self.target = target or self.preferences.now.book
        look = remembered(self.target) if self.target else None
        if look is not None and look.page == self.preferences.now.page:
            self._show_look(look)
        else:
            welcome = WelcomePage(self.actions_.button)
            welcome.list_recent(() if self.target else self.preferences.now.recent)
            welcome.book_wanted.connect(self.open_book)
            welcome.look_wanted.connect(partial(self.open_book, write=False))
            self._greet(welcome if not self.target else QWidget())

    def _show_look(self, look: FirstLook) -> None:
        self.setWindowTitle(f"{PurePath(look.book).stem} — {TITLE}")
        self.navigation.show_places((Place(*entry) for entry in look.places), look.page)
        self._greet(LookPage(look, self.actions_.button, self._colours))

    def _greet(self, page: QWidget | None) -> None:
        """Show a placeholder where the pages will be; None removes it."""
        if self._greeting is not None:
            self._greeting.setParent(None)
            self._greeting.deleteLater()
        self._greeting = page
        if page is not None:
            page.setObjectName("page")
            self.splitter.insertWidget(0, page)

    def _on_first_paint(self) -> None:
        if self.target:
            self.open_book(self.target)
        self.actions_.recolour(self._colours)
        self.actions_.refresh()
        self.on_awake()
        self.awake = True

    def open_book(self, target: str, *, write: bool = True) -> None:
        """Close the open book and open another, read-only where ``write`` is False."""
        if self._leave_book():
            self.target = target
            steps = opening(target, self.preferences.now.who, write=write)
            self.jobs.run("打开账本", steps, self._enter, self._cannot_open)

    def create_book(self, target: str, preset: str) -> None:
        """Create a book from a preset, and open it."""
        if self._leave_book():
            self.target = target
            making = creating(target, preset, self.preferences.now.who)
            self.jobs.run("新建账本", making, self._enter, self._cannot_open)

    def _cannot_open(self, sentence: str) -> None:
        from models.files import is_book

        refused = self.target
        self.notice.refuse(sentence)
        self.preferences.change(book="")
        self.begin(None)
        if isinstance(self._greeting, WelcomePage):
            # Another user has it open, or the medium is write-protected: it can still be opened read-only.
            self._greeting.say(sentence, refused if refused and is_book(Path(refused)) else "")

    def _enter(self, store: Store) -> None:
        """Set up the pages for an opened book, and show the page that was open last."""
        from desktop.frame.office import Office

        self.preferences.note_book(self.target)
        only = "" if store.writable else "（只读）"
        self.setWindowTitle(f"{store.path.stem if store.path else '数据库账本'}{only} — {TITLE}")
        self.office = Office(store, self.target, (self.topbar, self.navigation, self.splitter), self)
        self._greet(None)
        self._furnish()
        if store.told:
            self.notice.tell(store.told)
        QTimer.singleShot(_SETTLED, self, self._warm)

    def _warm(self) -> None:
        if self.office is not None:
            self.jobs.run("准备", warming(), lambda _: None, quiet=True)

    def _furnish(self) -> None:
        if self.office is not None:
            self.office.furnish(self._fittings, self.preferences.now.page, self.actions_.refresh)
            self.actions_.refresh()

    def _fittings(self, book_session: Desk) -> Fittings:
        from desktop.pages.fittings import Fittings

        return Fittings(
            book_session,
            self.jobs,
            self.notice,
            self.preferences,
            self._colours,
            self.actions_.button,
            self.actions_.row_menu,
        )

    def _leave_book(self) -> bool:
        """Close the open book; False where typed input must be corrected first."""
        if self.office is None:
            return True
        if not self.office.keep_typed():
            return False
        controller, self.office = self.office, None
        controller.close()
        self._greet(QWidget())
        self.actions_.refresh()
        return True

    @property
    def frame(self) -> QWidget:
        """The parent widget of dialogs."""
        return self

    @property
    def desk(self) -> Desk | None:
        """The session of the open book, if one is open."""
        return self.office.desk if self.office is not None else None

    @property
    def ledger_page(self) -> LedgerPage | None:
        """The ledger page in front, if any."""
        return self.office.rooms.ledger_page if self.office is not None else None

    @property
    def bin_page(self) -> BinPage | None:
        """The recycle bin page, if it is in front."""
        return self.office.rooms.bin_page if self.office is not None else None

    def go(self, page: str) -> None:
        """Show a page by its key."""
        if self.office is not None:
            self.office.go(page)

    def open_finder(self) -> None:
        """Open the finder of rows, pages and commands."""
        if self.office is None:
            return
        from PySide6.QtCore import Qt

        from desktop.frame.finder import Finder, Found

        offered = [
            Found(command.label, command.keys or "命令", command.icon, self.actions_.by_name[command.name].trigger)
            for command in COMMANDS
            if command.name != "find" and command.when(self)
        ]
        offered += [
            Found(place.label, "打开页面", place.icon, partial(self.go, place.key))
            for place in self.navigation.places
            if place.key not in {"", MORE}
        ]
        finder = Finder(self.office.desk, offered, self._colours, self)
        finder.row_wanted.connect(self.office.show_row)
        finder.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        finder.open_at(self.topbar.finder.mapToGlobal(QPoint(0, 0)))

    def set_theme(self, theme: str) -> None:
        """Change the theme; the pages are rebuilt in its colours."""
        if self.office is not None and not self.office.keep_typed():
            return
        self.preferences.change(theme=theme)
        self._colours = self._dress_in(theme)
        self.actions_.recolour(self._colours)
        self.status.recolour(self._colours)
        self.navigation.recolour(self._colours)
        if self.office is not None:
            self.office.clear()
            self._furnish()

    def _on_started(self, job: Job) -> None:
        self.status.follow(job)
        if self.desk is not None:
            self.desk.busy = job.label

    def _on_ended(self, job: Job) -> None:
        self.status.leave(job)
        if self.desk is not None and self.desk.busy == job.label:
            self.desk.busy = ""

    def receive(self, files: Sequence[Path]) -> None:
        """Preview files for import."""
        if self.office is not None and self.office.keep_typed():
            self.office.rooms.receive(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._on_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.preferences.change(geometry=bytes(self.saveGeometry().toHex().data()).decode())
        if not self._leave_book():
            event.ignore()
            return
        self.jobs.close()
        super().closeEvent(event)


def run(target: str | None) -> int:
    """Run the window until it is closed; returns the exit code."""
    # Passed as an argument: setStyle() would return a QStyle, whose enums take 8 ms of the start-up time.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName(TITLE)
    preferences = Preferences()
    window = Window(preferences, lambda theme: dress(app, theme))
    window.on_awake = lambda: _watch(window)
    window.begin(target)
    window.show()
    return app.exec()


def _watch(window: Window) -> None:
    """Install the handler of uncaught exceptions, from the first paint on."""
    from desktop.crash import CrashHook

    CrashHook(window.notice.refuse, lambda: window).install()
