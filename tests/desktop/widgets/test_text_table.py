"""A table of texts says once that another line is current, keeps its place, and is typed into as in WPS."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.text_table import TextTable
from tests.windows import find_children

LINES = [(str(number), "甲") for number in range(9)]


@pytest.fixture
def table(qtbot: QtBot) -> TextTable:
    """Give a table of nine lines on the screen."""
    table = TextTable("示例", (("号", 60), ("字", 90)), LIGHT_COLOURS)
    qtbot.addWidget(table)
    table.resize(300, 400)
    table.show()
    table.show_texts(LINES)
    return table


def test_each_line_is_told_of_once(table: TextTable, qtbot: QtBot) -> None:
    heard: list[int | None] = []
    table.current_changed.connect(lambda: heard.append(table.current_row()))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert heard == [1, 2]
    table.show_texts(LINES[:2])
    assert heard == [1, 2, 1]  # the place is kept as far as there is one
    table.show_texts([])
    assert heard == [1, 2, 1, None]


def test_the_lines_selected_are_those_a_command_is_for(table: TextTable, qtbot: QtBot) -> None:
    table.go_to_cell(3, 1)
    assert table.marked_rows() == [3]
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.marked_rows() == [3, 4]


def test_tab_leaves_the_table(qtbot: QtBot) -> None:
    frame, other = QWidget(), QLineEdit()
    qtbot.addWidget(frame)
    table = TextTable("示例", (("号", 60), ("字", 90)), LIGHT_COLOURS, parent=frame)
    table.show_texts(LINES)
    column = QVBoxLayout(frame)
    column.addWidget(table)
    column.addWidget(other)
    frame.show()
    frame.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert other.hasFocus()
    assert table.current_row() == 0


def test_typing_opens_only_the_open_column(qtbot: QtBot) -> None:
    table = TextTable("示例", (("号", 60), ("字", 90)), LIGHT_COLOURS, editable_column=1)
    qtbot.addWidget(table)
    table.show()
    table.show_texts(LINES)
    table.go_to_cell(0, 0)
    qtbot.keyClicks(table, "x")
    assert not find_children(table.viewport(), QLineEdit)
    table.go_to_cell(2, 1)
    with qtbot.waitSignal(table.text_edited) as typed:
        qtbot.keyClicks(table, "5")
        (line,) = find_children(table.viewport(), QLineEdit)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert typed.args == [2, "5"]


def test_a_marked_row_is_drawn_on_another_ground(table: TextTable) -> None:
    def ground(row: int) -> str:
        cell = table.visualRect(table.text_model.index(row, 1))
        return table.viewport().grab().toImage().pixelColor(cell.right() - 2, cell.center().y()).name()

    plain = ground(5)
    assert ground(6) == plain
    table.text_model.is_marked = lambda row: row == 6
    table.viewport().update()
    assert ground(5) == plain
    assert ground(6) != plain
