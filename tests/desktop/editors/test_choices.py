"""Several words of a dictionary as chips: added from the list, taken out by Backspace or their cross, none lost."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.choices import ChoicesEditor
from models.fields.field import Field, FieldFacts
from models.fields.kinds import ChoiceKind
from tests.keys import key_receiver, replace_text

METHODS = Field("methods", ChoiceKind("method", many=True), required=False, facts=FieldFacts("招商方式"))


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> ChoicesEditor:
    """Give the editor of a field that takes several words of 招商方式."""
    editor = ChoicesEditor(METHODS, county)
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    return editor


def chips(editor: ChoicesEditor) -> list[str]:
    """Return the texts of the chips."""
    return [offer.text for offer in editor.chosen]


def test_a_value_is_parted_into_chips(editor: ChoicesEditor) -> None:
    assert not editor.chips.isVisible()
    editor.show_value("以商招商、节会招商", "", "以商招商、节会招商")
    assert chips(editor) == ["以商招商", "节会招商"]
    assert editor.chips.isVisible()
    assert (editor.raw_value(), editor.dirty) == ("以商招商、节会招商", False)


def test_a_picked_word_becomes_a_chip_and_is_offered_no_more(editor: ChoicesEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.edited):
        editor.completer.picked.emit("以商招商", "以商招商")
    replace_text(editor, "yszs")
    assert chips(editor) == ["以商招商"]
    assert not editor.completer.popup().isVisible()


def test_what_is_typed_and_not_picked_counts_too(editor: ChoicesEditor) -> None:
    editor.show_value("以商招商", "", "以商招商")
    replace_text(editor, "节会招商")
    assert editor.raw_value() == "以商招商、节会招商"
    assert editor.read().value == "以商招商、节会招商"
    assert editor.dirty


def test_backspace_in_the_empty_line_takes_the_last_chip(editor: ChoicesEditor, qtbot: QtBot) -> None:
    editor.show_value("以商招商、节会招商", "", "")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Backspace)
    assert editor.raw_value() == "以商招商"
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Backspace)
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Backspace)  # nothing is left to take
    assert editor.raw_value() == ""
    assert not editor.chips.isVisible()


def test_backspace_in_a_text_takes_a_letter_and_no_chip(editor: ChoicesEditor, qtbot: QtBot) -> None:
    editor.show_value("以商招商", "", "")
    replace_text(editor, "jh")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Backspace)
    assert (chips(editor), editor.pending_text()) == (["以商招商"], "j")


def test_the_cross_takes_its_own_chip(editor: ChoicesEditor) -> None:
    editor.show_value("以商招商、节会招商、委托招商", "", "")
    editor.chips.linkActivated.emit("1")
    assert chips(editor) == ["以商招商", "委托招商"]


def test_going_back_shows_what_the_book_has(editor: ChoicesEditor) -> None:
    editor.show_value("以商招商", "", "")
    replace_text(editor, "节")
    editor.chips.linkActivated.emit("0")
    editor.revert()
    assert (chips(editor), editor.pending_text(), editor.dirty) == (["以商招商"], "", False)


def test_an_unknown_word_is_refused(editor: ChoicesEditor) -> None:
    replace_text(editor, "敲锣打鼓")
    assert "敲锣打鼓" in editor.error_text()


def test_a_chip_s_text_is_no_markup(editor: ChoicesEditor) -> None:
    editor.chips.show_chips(["<b>甲</b>"])
    assert "&lt;b&gt;甲&lt;/b&gt;" in editor.chips.text()
