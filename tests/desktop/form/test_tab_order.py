"""Widgets made late take their place in the order of Tab."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.form.tab_order import chain_after, focus_widgets


def test_what_is_made_late_comes_where_it_stands(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    first, last = QLineEdit(window), QLineEdit(window)
    layout.addWidget(first)
    layout.addWidget(last)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    late = QWidget(window)
    lines = [QLineEdit(late), QLineEdit(late)]
    still = QLabel("不停", late)
    still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    layout.insertWidget(1, late)
    late.show()
    assert focus_widgets(late) == lines
    chain_after(first, focus_widgets(late))
    first.setFocus()
    visited = []
    for _ in range(3):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())
    assert visited == [*lines, last]
