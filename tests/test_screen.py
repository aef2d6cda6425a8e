"""The window's tests run on a real screen with a real keyboard, not on Qt's imitation of one."""

import os

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no screen here; make test brings its own")


def test_a_window_appears_on_the_x_server_and_takes_what_is_typed(qtbot: QtBot) -> None:
    assert QGuiApplication.platformName() == "xcb"
    line = QLineEdit()
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    qtbot.keyClicks(line, "zsqy")
    assert line.text() == "zsqy"
    assert not line.grab().isNull()
