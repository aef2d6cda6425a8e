"""Text of several lines: Enter breaks the line, Esc goes back, Ctrl+Enter is the form's; it grows up to nine lines."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.multiline import ProseEditor
from models.fields.field import field_of
from models.ledgers import Lead
from tests.keys import key_receiver, replace_text, type_text


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> ProseEditor:
    """Give the editor of a lead's remark."""
    editor = ProseEditor(field_of(Lead, "remark"), county)
    qtbot.addWidget(editor)
    editor.resize(300, 60)
    with qtbot.waitExposed(editor):
        editor.show()
    return editor


def test_enter_breaks_the_line(editor: ProseEditor, qtbot: QtBot) -> None:
    replace_text(editor, "一期")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Return)
    type_text(key_receiver(editor), "二期")
    assert editor.raw_value() == "一期\n二期"


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_keys_of_the_form_leave_the_text_alone(
    editor: ProseEditor, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    replace_text(editor, "一期")
    qtbot.keyClick(key_receiver(editor), key, modifier)
    assert editor.raw_value() == "一期"


def test_escape_goes_back_to_what_the_book_has(editor: ProseEditor, qtbot: QtBot) -> None:
    editor.show_value("一期", "", "一期")
    replace_text(editor, "二期")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Escape)
    assert (editor.raw_value(), editor.dirty) == ("一期", False)


def test_it_grows_with_its_lines_from_two_to_nine(editor: ProseEditor) -> None:
    heights = []
    for lines in (1, 2, 3, 9, 10, 40):
        editor.retype("\n".join(["行"] * lines))
        heights.append(editor.text_edit.minimumHeight())
    assert heights[0] == heights[1] < heights[2] < heights[3] == heights[4] == heights[5]


def test_a_value_shown_is_no_edit(editor: ProseEditor, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(editor.edited):
        editor.show_value("一期\n二期", "", "一期\n二期")
    assert (editor.raw_value(), editor.dirty) == ("一期\n二期", False)
    replace_text(editor, "三期")
    assert editor.dirty
    editor.revert()
    assert (editor.raw_value(), editor.dirty) == ("一期\n二期", False)
