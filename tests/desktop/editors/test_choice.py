"""A dictionary's words are found by their characters and pinyin initials."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.editors.choice import ChoiceEditor
from desktop.editors.offers import fitting
from models.field import field_of
from models.ledgers import Lead
from tests.keys import fill


@pytest.fixture
def editor(county: Desk, qtbot: QtBot) -> Iterator[ChoiceEditor]:
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
    assert fitting(typed, editor.words())[0].text == first


def test_enter_takes_the_first_offer(editor: ChoiceEditor, qtbot: QtBot) -> None:
    fill(editor, "yszs")
    assert editor.offers.popup().isVisible()
    with qtbot.waitSignal(editor.finished):
        qtbot.keyClick(editor.offers.popup(), Qt.Key.Key_Return)
    assert editor.raw() == "以商招商"


def test_leaving_takes_the_only_word_that_fits(editor: ChoiceEditor) -> None:
    fill(editor, "yszs")
    editor.offers.popup().hide()
    editor.left()
    assert editor.raw() == "以商招商"
