"""The tick editor has three values: yes, no and unknown."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.yes_no import YesNoEditor
from models.fields.field import field_of
from models.ledgers import Lead


@pytest.mark.parametrize(
    ("key", "value"),
    [(Qt.Key.Key_Y, True), (Qt.Key.Key_N, False), (Qt.Key.Key_Space, True), (Qt.Key.Key_Delete, None)],
)
def test_keys_answer(county: BookSession, qtbot: QtBot, key: Qt.Key, value: bool | None) -> None:
    editor = YesNoEditor(field_of(Lead, "followed"), county)
    qtbot.addWidget(editor)
    editor.show_value(None, "", "")
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.focusProxy(), key)
    assert editor.read().value is value


@pytest.mark.parametrize(("text", "value"), [("是", True), ("否", False), ("", None)])
def test_an_answer_is_typed_again_and_no_text_leaves_it_open(
    county: BookSession, qtbot: QtBot, text: str, value: bool | None
) -> None:
    editor = YesNoEditor(field_of(Lead, "followed"), county)
    qtbot.addWidget(editor)
    editor.show_value(None, "", "")
    editor.retype(text)
    assert editor.read().value is value


def test_a_no_is_shown_as_no(county: BookSession, qtbot: QtBot) -> None:
    editor = YesNoEditor(field_of(Lead, "followed"), county)
    qtbot.addWidget(editor)
    editor.show_value(value=False, mark="", text="否")
    assert editor.raw_value() == "否"
    assert not editor.dirty
