"""Yes, no, or not said: three buttons, since an empty tick and a no are two answers."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from desktop.desk import Desk
from desktop.editors.editor import Editor
from models.field import Field

_ANSWERS = ("是", "否", "空")
_BLANK = 2
_LOOK = """
#answers { border: 1px solid transparent; border-radius: 4px; }
#answers:focus { border: 1px solid palette(link); }
QToolButton { border: 1px solid palette(mid); border-radius: 4px; background: palette(base); color: palette(text); }
QToolButton#answer:checked { background: palette(highlight); color: palette(highlighted-text); }
QToolButton#blank:checked { background: palette(midlight); }
"""
_KEYS = {
    Qt.Key.Key_Y: 0,
    Qt.Key.Key_1: 0,
    Qt.Key.Key_N: 1,
    Qt.Key.Key_0: 1,
    Qt.Key.Key_Delete: 2,
    Qt.Key.Key_Backspace: 2,
}


class TickEditor(Editor):
    """是, 否 or 空, by click, by Y and N, by Delete, by the arrows; the blank turns to the next."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self._group = QButtonGroup(self)
        row = QWidget(self)
        self.hold(row)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setObjectName("answers")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setStyleSheet(_LOOK)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2, 1, 2, 1)
        layout.setSpacing(4)
        for number, answer in enumerate(_ANSWERS):
            button = QToolButton(row)
            button.setObjectName("blank" if number == _BLANK else "answer")
            button.setText(answer)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumSize(44, 26)
            self._group.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch(1)
        self._group.button(2).setChecked(True)
        self._group.idClicked.connect(self._answered)

    def raw(self) -> object:
        """Give 是, 否 or nothing."""
        return ("是", "否", "")[max(self._group.checkedId(), 0)] if self._group.checkedId() < 2 else ""

    def retype(self, text: str) -> None:
        """Answer as was answered before."""
        self.answer(_ANSWERS.index(text))

    def put(self, value: Any, mark: str, text: str) -> None:
        """Press the button of the value."""
        self._group.button(2 if value is None else 0 if value else 1).setChecked(True)

    def answer(self, number: int) -> None:
        """Choose 是 (0), 否 (1) or 空 (2) as a clerk would."""
        self._group.button(number).setChecked(True)
        self._answered()

    def _answered(self) -> None:
        self.edited.emit()
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 1}.get(key)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _KEYS:
            self.answer(_KEYS[key])
        elif step is not None:
            self.answer((self._group.checkedId() + step) % 3)
        else:
            super().keyPressEvent(event)
