"""A dictionary's words are found by their characters and pinyin initials."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.choice import ChoiceEditor
from desktop.editors.completion_list import matching_completions
from models.fields.field import field_of
from models.ledgers import Lead
from tests.keys import replace_text


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> Iterator[ChoiceEditor]:
    """Give the editor of a lead's 招商方式."""
    window = QWidget()
    qtbot.addWidget(window)
    editor = ChoiceEditor(field_of(Lead, "method"), county, window)
    editor.resize(240, 32)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield editor
    window.close()


@pytest.mark.parametrize(("typed", "first"), [("yszs", "以商招商"), ("节会", "节会招商"), ("cyl", "产业链招商")])
def test_initials_find_a_word(editor: ChoiceEditor, typed: str, first: str) -> None:
    assert matching_completions(typed, editor.terms())[0].text == first


def test_enter_takes_the_first_offer(editor: ChoiceEditor, qtbot: QtBot) -> None:
    replace_text(editor, "yszs")
    assert editor.completer.popup().isVisible()
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.completer.popup(), Qt.Key.Key_Return)
    assert editor.raw_value() == "以商招商"


def test_leaving_takes_the_only_word_that_fits(editor: ChoiceEditor) -> None:
    replace_text(editor, "yszs")
    editor.completer.popup().hide()
    editor.on_leave()
    assert editor.raw_value() == "以商招商"
