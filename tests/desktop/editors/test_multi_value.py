"""Several values in one field: chips added and taken out, none twice, and what stands in the line counts too."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors import editor_for
from desktop.editors.multi_value import MultiValueEditor
from models.fields.field import field_of
from models.ledgers import Visit
from tests.keys import key_receiver, type_text


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> MultiValueEditor:
    """Show the editor of a visit's purposes."""
    editor = editor_for(field_of(Visit, "purpose"), county)
    assert isinstance(editor, MultiValueEditor)
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.setFocus()
    return editor


def chips(editor: MultiValueEditor) -> list[str]:
    return [offer.text for offer in editor.chosen]


def test_a_chip_s_cross_takes_out_that_chip(editor: MultiValueEditor, qtbot: QtBot) -> None:
    editor.show_value("对接项目、送政策、推进签约", "", "对接项目、送政策、推进签约")
    with qtbot.waitSignal(editor.edited):
        editor.chips.remove_clicked.emit(1)
    assert chips(editor) == ["对接项目", "推进签约"]
    assert editor.dirty


def test_backspace_takes_letters_before_it_takes_chips(editor: MultiValueEditor, qtbot: QtBot) -> None:
    editor.show_value("对接项目、送政策", "", "对接项目、送政策")
    type_text(key_receiver(editor), "a")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Backspace)
    assert chips(editor) == ["对接项目", "送政策"]
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Backspace)
    assert chips(editor) == ["对接项目"]


def test_the_text_names_the_chips_and_what_is_being_typed(editor: MultiValueEditor) -> None:
    editor.show_value("对接项目", "", "对接项目")
    type_text(key_receiver(editor), "送政策")
    assert editor.text() == "对接项目、送政策"
    assert editor.read().value == "对接项目、送政策"


def test_a_value_shown_anew_forgets_what_was_being_typed(editor: MultiValueEditor) -> None:
    type_text(key_receiver(editor), "送")
    editor.show_value("对接项目", "", "对接项目")
    assert (editor.line.text(), editor.dirty) == ("", False)
    editor.show_value(None, "", "")
    assert chips(editor) == []
    assert editor.chips.isHidden()


def test_reverting_brings_the_chips_back(editor: MultiValueEditor, qtbot: QtBot) -> None:
    editor.show_value("对接项目、送政策", "", "对接项目、送政策")
    editor.chips.remove_clicked.emit(0)
    type_text(key_receiver(editor), "新")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Escape)
    editor.revert()
    assert chips(editor) == ["对接项目", "送政策"]
    assert not editor.dirty


def test_a_word_retyped_is_read_when_the_row_is_saved(editor: MultiValueEditor) -> None:
    editor.retype("对接项目、送政策")
    assert editor.read().value == "对接项目、送政策"


def test_a_word_outside_the_dictionary_is_refused_with_its_words(editor: MultiValueEditor) -> None:
    editor.retype("喝茶")
    assert "对接项目" in editor.error_text()
