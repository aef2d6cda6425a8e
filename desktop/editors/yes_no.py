"""Yes, no, or not said: three buttons, since an empty tick and a no are two answers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.editor import Editor
from models.fields.field import Field
from models.fields.kind import Value

_ANSWERS = ("是", "否", "空")
_BLANK_ANSWER = 2
_STYLE = """
#answers { border: 1px solid transparent; border-radius: 4px; }
#answers:focus { border: 1px solid palette(link); }
QToolButton { border: 1px solid palette(mid); border-radius: 4px; background: palette(base); color: palette(text); }
QToolButton#answer:checked { background: palette(highlight); color: palette(highlighted-text); }
QToolButton#blank:checked { background: palette(midlight); }
"""
_ANSWER_BY_KEY = {
    Qt.Key.Key_Y: 0,
    Qt.Key.Key_1: 0,
    Qt.Key.Key_N: 1,
    Qt.Key.Key_0: 1,
    Qt.Key.Key_Delete: 2,
    Qt.Key.Key_Backspace: 2,
}


class YesNoEditor(Editor):
    """是, 否 or 空, by click, by Y and N, by Delete, by the arrows; the blank turns to the next."""

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self._button_group = QButtonGroup(self)
        row = QWidget(self)
        self.lay_out(row)
        row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.setObjectName("answers")
        row.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row.setStyleSheet(_STYLE)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(2, 1, 2, 1)
        layout.setSpacing(4)
        for number, answer in enumerate(_ANSWERS):
            button = QToolButton(row)
            button.setObjectName("blank" if number == _BLANK_ANSWER else "answer")
            button.setText(answer)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumSize(44, 26)
            self._button_group.addButton(button, number)
            layout.addWidget(button)
        layout.addStretch(1)
        self._button_group.button(2).setChecked(True)
        self._button_group.idClicked.connect(self._on_answered)

    def raw_value(self) -> object:
        """Give 是, 否 or nothing."""
        return ("是", "否", "")[max(self._button_group.checkedId(), 0)] if self._button_group.checkedId() < 2 else ""

    def retype(self, text: str) -> None:
        """Give the answer a text stands for; an empty text leaves the field unanswered."""
        self.choose_answer(_ANSWERS.index(text) if text in _ANSWERS else _BLANK_ANSWER)

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Press the button of the value."""
        self._button_group.button(2 if value is None else 0 if value else 1).setChecked(True)

    def choose_answer(self, number: int) -> None:
        """Choose 是 (0), 否 (1) or 空 (2) as a clerk would."""
        self._button_group.button(number).setChecked(True)
        self._on_answered()

    def _on_answered(self) -> None:
        self.edited.emit()
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 1}.get(key)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif key in _ANSWER_BY_KEY:
            self.choose_answer(_ANSWER_BY_KEY[key])
        elif step is not None:
            self.choose_answer((self._button_group.checkedId() + step) % 3)
        else:
            super().keyPressEvent(event)
