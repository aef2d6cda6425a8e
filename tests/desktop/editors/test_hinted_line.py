"""A line that says beside what is typed how it is understood; without room the note hangs below."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.editors.hinted_line import HintedLineEdit
from tests.keys import type_text
from tests.windows import find_children

LONG = "即 1 亿 2000 万元，按 2026 年 10 月的口径折算"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Show a window in front of all others."""
    window = QWidget()
    window.resize(400, 200)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def line_in(window: QWidget, **options: object) -> HintedLineEdit:
    line = HintedLineEdit(window, **options)  # type: ignore[arg-type]  # unit and align_right
    line.resize(160, 30)
    line.show()
    line.setFocus()
    return line


def bubble(window: QWidget) -> QLabel | None:
    shown = [label for label in find_children(window, QLabel) if label.objectName() == "bubble" and label.isVisible()]
    return shown[0] if shown else None


def test_a_short_note_stands_in_the_line(window: QWidget) -> None:
    line = line_in(window)
    type_text(line, "12")
    before = line.grab().toImage()
    line.show_note("12万")
    assert line.note == "12万"
    assert bubble(window) is None
    assert line.grab().toImage() != before


def test_a_note_without_room_hangs_below_inside_the_window(window: QWidget) -> None:
    line = line_in(window)
    line.move(260, 20)
    type_text(line, "1.2亿")
    line.show_note(LONG)
    label = bubble(window)
    assert label is not None
    assert label.text() == LONG
    assert label.y() >= line.y() + line.height()
    assert label.geometry().right() <= window.width()


def test_it_goes_when_the_line_is_left_and_comes_back(window: QWidget, qtbot: QtBot) -> None:
    other = QLineEdit(window)
    other.move(0, 120)
    other.show()
    line = line_in(window)
    type_text(line, "1.2亿")
    line.show_note(LONG)
    other.setFocus()
    qtbot.waitUntil(lambda: bubble(window) is None)
    line.setFocus()
    line.show_note(LONG)
    assert bubble(window) is not None
    line.show_note("")
    assert bubble(window) is None


def test_more_text_leaves_less_room_for_the_note(window: QWidget) -> None:
    line = line_in(window)
    line.setText("1")
    line.show_note("一万二千")
    assert bubble(window) is None
    line.setText("123456789012345678")
    assert bubble(window) is not None


def test_a_unit_stands_at_the_end_and_takes_its_room(window: QWidget) -> None:
    bare, with_unit = line_in(window), line_in(window, unit="万元", align_right=True)
    assert with_unit.textMargins().right() > bare.textMargins().right() == 0
    assert with_unit.alignment() & Qt.AlignmentFlag.AlignRight
    assert with_unit.grab().toImage() != bare.grab().toImage()


def test_a_button_stands_inside_the_frame_at_the_end(window: QWidget) -> None:
    line = line_in(window)
    button = QToolButton()
    line.add_button(button)
    line.resize(220, 32)
    assert line.rect().contains(button.geometry())
    assert button.geometry().right() > line.width() - 10
    assert line.textMargins().right() >= button.width()
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_bubble_goes_with_its_line(window: QWidget, qtbot: QtBot) -> None:
    line = line_in(window)
    type_text(line, "1.2亿")
    line.show_note(LONG)
    assert bubble(window) is not None
    line.deleteLater()
    qtbot.waitUntil(lambda: bubble(window) is None)
