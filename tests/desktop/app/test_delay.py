"""A delayed call is made while its widget is in an open window, and in no other case."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.delay import DelayTimer, call_after_layout
from tests.windows import let_time_pass

_PAUSE_MS = 20


@pytest.fixture
def frame(qtbot: QtBot) -> QWidget:
    """Show a window to put widgets into."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def leave_alone(_widget: QWidget) -> None:
    """Do nothing to a widget."""


def take_out(widget: QWidget) -> None:
    """Take a widget out of its window, as a page of a closed book."""
    widget.setParent(None)
    widget.deleteLater()


def close_window(widget: QWidget) -> None:
    """Close the window a widget stands in."""
    widget.window().close()


@pytest.mark.parametrize(
    ("end", "calls"),
    [
        (leave_alone, {"layout", "timer"}),
        (QWidget.hide, {"layout", "timer"}),
        (QWidget.deleteLater, {"layout"}),  # Qt deletes it only after the events that wait already
        (take_out, set()),
        (close_window, set()),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_a_timer_fires_only_for_a_widget_in_an_open_window(
    frame: QWidget, qtbot: QtBot, end: Callable[[QWidget], None], calls: set[str], *, below: bool
) -> None:
    widget, fired = QWidget(frame), list[str]()
    widget.show()
    timer = DelayTimer(QObject(widget) if below else widget, _PAUSE_MS, lambda: fired.append("timer"))
    timer.start()
    call_after_layout(widget, lambda: fired.append("layout"))
    end(widget)
    let_time_pass(5 * _PAUSE_MS)
    assert set(fired) == calls


def test_a_timer_is_started_anew_by_every_start(frame: QWidget, qtbot: QtBot) -> None:
    fired = list[str]()
    timer = DelayTimer(frame, _PAUSE_MS, lambda: fired.append("timer"))
    timer.start()
    timer.start()
    let_time_pass(5 * _PAUSE_MS)
    assert fired == ["timer"]
    timer.start()
    timer.stop()
    let_time_pass(5 * _PAUSE_MS)
    assert fired == ["timer"]


def test_an_object_without_a_widget_has_its_calls_too(qtbot: QtBot) -> None:
    owner, fired = QObject(), list[str]()
    DelayTimer(owner, _PAUSE_MS, lambda: fired.append("timer")).start()
    qtbot.waitUntil(lambda: fired == ["timer"])
