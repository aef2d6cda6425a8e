"""The real window and the page context it gives its pages; fixtures for window tests and end-to-end tests."""

from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import Actions
from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.app.page_context import PageContext
from desktop.app.preferences import Preferences
from desktop.main_window import MainWindow
from desktop.theme.colours import LIGHT_COLOURS
from desktop.theme.palette import apply_theme
from tests.rows import copy_template
from tests.waiting import FACTOR, WAIT_SECONDS

T = TypeVar("T", bound=QObject)
WAIT_MS = int(WAIT_SECONDS * 1000)
WindowOpener = Callable[[Path | None], MainWindow]


def find_children(parent: QObject, kind: type[T]) -> list[T]:
    """Find the children of a type; PySide's stubs leave ``findChildren`` untyped."""
    return cast("list[T]", list(parent.findChildren(kind)))


class PatientQtBot(QtBot):
    """pytest-qt's robot with the waits of ``tests/waiting.py`` in place of five seconds."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=WAIT_MS)  # noqa: N815 - pytest-qt's name
    waitSignal = partialmethod(QtBot.waitSignal, timeout=WAIT_MS)  # noqa: N815
    waitExposed = partialmethod(QtBot.waitExposed, timeout=WAIT_MS)  # noqa: N815


def let_time_pass(milliseconds: int) -> None:
    """Run the event loop for a time, to see that something does not happen; a condition is better."""
    loop = QEventLoop()
    QTimer.singleShot(int(milliseconds * FACTOR), loop, loop.quit)
    loop.exec()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return a robot that waits as long as a slow machine needs."""
    return PatientQtBot(request)


@pytest.fixture
def preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preferences:
    """Return preferences stored in the test's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


class StubMainWindow:
    """A stand-in for the main window that offers no commands."""

    office = desk = ledger_page = bin_page = None

    def __init__(self, notice: Notifications, preferences: Preferences) -> None:
        self.notice, self.preferences = notice, preferences


@pytest.fixture
def page_context(
    desk: BookSession, notice: Notifications, preferences: Preferences, qtbot: QtBot
) -> Iterator[PageContext]:
    """Build a page context as the window would."""
    frame, jobs = QWidget(), Jobs()
    qtbot.addWidget(frame)
    actions = Actions(StubMainWindow(notice, preferences), frame)  # type: ignore[arg-type]  # enough of one for buttons
    yield PageContext(desk, jobs, notice, preferences, LIGHT_COLOURS, actions.button, actions.row_menu)
    jobs.close()


@pytest.fixture
def opener(qtbot: QtBot, qapp: QApplication, preferences: Preferences) -> Iterator[WindowOpener]:
    """Return a function that opens windows as ``run`` does; they are closed afterwards."""
    opened: list[MainWindow] = []

    def open_window(target: Path | None) -> MainWindow:
        window = MainWindow(preferences, lambda theme: apply_theme(qapp, theme))
        opened.append(window)
        qtbot.addWidget(window)
        window.begin(str(target) if target else None)
        window.resize(1366, 740)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window.is_ready)
        if target is not None:
            qtbot.waitUntil(lambda: window.controller is not None)
        qtbot.waitUntil(lambda: not window.jobs.busy)
        return window

    yield open_window
    for window in opened:
        if window.controller is not None:
            window.controller.row_panel_controller.discard()
        window.close()
        window.jobs.close()


@pytest.fixture
def window(opener: WindowOpener, hejin_book: Path, tmp_path: Path) -> MainWindow:
    """Open the real window on a copy of 河津's book."""
    return opener(copy_template(hejin_book, tmp_path / "book", "河津招商台账.zhuanban"))
