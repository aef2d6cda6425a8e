"""A county's words: moved, renamed, laid to rest; what figures count by is refused, and every step can be undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.settings.dictionary_editor import DictionaryEditor
from models.settings.dictionaries import dictionary_names, dictionary_terms
from tests.keys import type_text
from tests.windows import find_children


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> DictionaryEditor:
    """Show the channels of 河津's book."""
    editor = DictionaryEditor(county)
    qtbot.addWidget(editor)
    editor.resize(600, 600)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.dictionary_choice.setCurrentIndex(editor.dictionary_choice.findData("channel"))
    return editor


def words(county: BookSession, dictionary: str = "channel") -> list[str]:
    return [term.word for term in county.read(lambda session: dictionary_terms(session, dictionary))]


def listed(editor: DictionaryEditor) -> list[str]:
    return [editor.term_list.item(row).text() for row in range(editor.term_list.count())]


def press(editor: DictionaryEditor, text: str) -> None:
    (button,) = [each for each in find_children(editor, QPushButton) if each.text() == text]
    button.click()


def test_all_dictionaries_are_offered_by_the_names_of_their_fields(
    editor: DictionaryEditor, county: BookSession
) -> None:
    names = county.read(dictionary_names)
    box = editor.dictionary_choice
    assert {box.itemData(row): box.itemText(row) for row in range(box.count())} == dict(names)
    assert listed(editor) == words(county)


def test_a_word_is_moved_and_stays_selected(editor: DictionaryEditor, county: BookSession) -> None:
    before = words(county)
    editor.term_list.setCurrentRow(2)
    press(editor, "上移")
    assert words(county) == [before[0], before[2], before[1], *before[3:]] == listed(editor)
    assert editor.term_list.currentItem().text() == before[2]
    press(editor, "下移")
    assert words(county) == before
    county.undo()
    county.undo()
    assert words(county) == before


@pytest.mark.parametrize(("row", "text"), [(0, "上移"), (-1, "下移")])
def test_the_first_goes_no_further_up_and_the_last_no_further_down(
    editor: DictionaryEditor, county: BookSession, qtbot: QtBot, row: int, text: str
) -> None:
    editor.term_list.setCurrentRow(row % editor.term_list.count())
    with qtbot.assertNotEmitted(editor.saved):
        press(editor, text)
    assert words(county) == listed(editor)


def test_a_new_word_stands_last_and_is_selected(editor: DictionaryEditor, county: BookSession, qtbot: QtBot) -> None:
    type_text(editor.new_term_line, "校友引荐")
    with qtbot.waitSignal(editor.saved) as saved:
        press(editor, "添加")
    assert saved.args == ["添加词条：校友引荐"]
    assert words(county)[-1] == "校友引荐" == editor.term_list.currentItem().text()
    assert editor.new_term_line.text() == ""
    assert "校友引荐" in county.reading_context().terms["channel"]


@pytest.mark.parametrize("typed", ["", "   ", "云平台"])
def test_nothing_and_a_word_that_is_there_are_not_added(
    editor: DictionaryEditor, county: BookSession, typed: str
) -> None:
    before = words(county)
    editor.new_term_line.setText(typed)
    press(editor, "添加")
    assert words(county) == before
    assert editor.error_label.isVisible()


def test_an_error_goes_with_the_next_change(editor: DictionaryEditor) -> None:
    editor.new_term_line.setText("云平台")
    press(editor, "添加")
    editor.new_term_line.setText("校友引荐")
    press(editor, "添加")
    assert not editor.error_label.isVisible()


def test_a_word_laid_to_rest_is_shown_as_such_and_wakes_again(editor: DictionaryEditor, county: BookSession) -> None:
    editor.term_list.setCurrentRow(1)
    word = editor.term_list.currentItem().text()
    press(editor, "停用")
    assert listed(editor)[1] == f"{word}（停用）"
    assert word not in county.reading_context().terms["channel"]
    press(editor, "启用")
    assert listed(editor)[1] == word
    assert word in county.reading_context().terms["channel"]


def test_a_resting_word_is_renamed_without_its_mark(
    editor: DictionaryEditor, county: BookSession, qtbot: QtBot
) -> None:
    editor.term_list.setCurrentRow(1)
    word = editor.term_list.currentItem().text()
    press(editor, "停用")
    editor.term_list.item(1).setText(f"{word}商（停用）")
    qtbot.waitUntil(lambda: listed(editor)[1] == f"{word}商（停用）")
    assert words(county)[1] == f"{word}商"


def test_a_word_that_figures_count_by_keeps_its_name(
    editor: DictionaryEditor, county: BookSession, qtbot: QtBot
) -> None:
    editor.dictionary_choice.setCurrentIndex(editor.dictionary_choice.findData("lead_state"))
    before = words(county, "lead_state")
    editor.term_list.item(before.index("已认定")).setText("认定了")
    assert "不能改名" in editor.error_label.text()
    qtbot.waitUntil(lambda: listed(editor) == before)
    assert words(county, "lead_state") == before


def test_a_change_elsewhere_is_shown_and_the_place_is_kept(editor: DictionaryEditor, county: BookSession) -> None:
    editor.term_list.setCurrentRow(3)
    type_text(editor.new_term_line, "半")
    county.run("别处", lambda session: dictionary_terms(session, "channel"))
    editor.refresh()
    assert editor.dictionary_choice.currentData() == "channel"
    assert editor.term_list.currentRow() == 3
    assert editor.new_term_line.text() == "半"


def test_a_double_click_edits_the_word(editor: DictionaryEditor, qtbot: QtBot) -> None:
    editor.term_list.setCurrentRow(0)
    press(editor, "改名")
    qtbot.waitUntil(
        lambda: (
            editor.term_list.isPersistentEditorOpen(editor.term_list.currentItem())
            or bool(editor.term_list.state() == editor.term_list.State.EditingState)
        )
    )
    assert editor.term_list.item(0).flags() & Qt.ItemFlag.ItemIsEditable
