"""A clerk words a sentence the county's way from the draft it stands in, sees it there, and takes it back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from desktop.circular.text_part import PHRASES, TextPart
from desktop.main_window import MainWindow
from desktop.settings.phrase_editor import PhraseEditor
from models.settings.phrases import county_phrases
from reports.circulars.phrases.bank import shipped_phrases
from reports.content.document import Paragraph
from tests.keys import type_text
from tests.rows import copy_template
from tests.windows import WindowOpener


@pytest.fixture
def window(opener: WindowOpener, demo_book: Path, tmp_path: Path) -> MainWindow:
    """Open the demonstration."""
    return opener(copy_template(demo_book, tmp_path / "book"))


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CircularView:
    """Draft October's circular."""
    window.go("circulars")
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    page.show_period("month", "2026-10")
    settle(page, window, qtbot)
    return page


def settle(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is being made."""
    qtbot.waitUntil(lambda: not window.jobs.busy and page.head.draft_button.isEnabled())


def text_part(page: CircularView, key: str) -> TextPart:
    """Return the part of the text by its key."""
    line = page.workbench.text_panel.find_text_part(key)
    assert line is not None
    return line


def editor_of(window: MainWindow) -> PhraseEditor:
    """Return the editor of phrases."""
    editor = window.findChild(PhraseEditor)
    assert isinstance(editor, PhraseEditor)
    return editor


def click(button: QPushButton, qtbot: QtBot) -> None:
    """Click a button a clerk can see and press."""
    qtbot.waitUntil(button.isVisible)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def word(editor: PhraseEditor, text: str, qtbot: QtBot) -> None:
    """Type the county's wording over the one shown, and save it."""
    editor.form.edit_box.setFocus()
    QTest.keySequence(editor.form.edit_box, "Ctrl+A")
    type_text(editor.form.edit_box, text)
    click(editor.form.save_button, qtbot)


def open_from_draft(page: CircularView, key: str, name: str) -> None:
    """Choose a phrase in the list that stands below a paragraph of the draft."""
    menu = text_part(page, key).buttons[PHRASES].menu()
    (action,) = (action for action in menu.actions() if action.text() == name)
    action.trigger()


def test_a_phrase_is_worded_where_it_is_read_and_the_draft_follows(
    page: CircularView, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.book_session is not None
    before = text_part(page, "targets.signed").part.text
    assert "期末在谈项目" in before
    open_from_draft(page, "targets.signed", "指标完成 · 在谈")
    editor = editor_of(window)
    assert editor.chosen_key == "talks"
    assert editor.form.shipped_label.text() == shipped_phrases()["talks"].text

    word(editor, "正在洽谈{个数}，投资{总额}。", qtbot)
    assert "没有“{总额}”这一空；可以用的空是：{个数}{总投资}" in editor.form.error_label.text()
    assert window.book_session.read(county_phrases) == {}

    word(editor, "眼下正在洽谈的项目{个数}，计划投资{总投资}。", qtbot)
    assert not editor.form.error_label.isVisibleTo(editor)
    assert window.book_session.read(county_phrases) == {"talks": "眼下正在洽谈的项目{个数}，计划投资{总投资}。"}
    assert editor.phrase_list.currentItem().text() == "● 指标完成 · 在谈"

    window.go("circulars")
    settle(page, window, qtbot)
    qtbot.waitUntil(lambda: "眼下正在洽谈的项目" in text_part(page, "targets.signed").part.text)
    assert page.produced is not None
    (paragraph,) = (
        block for block in page.produced.document.body if isinstance(block, Paragraph) and block.key == "targets.signed"
    )
    assert {"talks", "talks_amount"} <= {span.figure.key for span in paragraph.spans if span.figure}

    window.actions_.actions_by_name["undo"].trigger()
    settle(page, window, qtbot)
    qtbot.waitUntil(lambda: text_part(page, "targets.signed").part.text == before)


def test_the_shipped_wording_returns_and_wordings_travel_in_a_file(
    page: CircularView, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.book_session is not None
    open_from_draft(page, "opening", "开头 · 月通报")
    editor = editor_of(window)
    worded = "现把{期间}{范围}招商引资工作情况通报如下（数据截至{截止日}）。"
    word(editor, worded, qtbot)
    path = tmp_path / "用语.json"
    editor.export_to(path)
    click(editor.form.reset_button, qtbot)
    assert window.book_session.read(county_phrases) == {}
    assert editor.form.edit_box.toPlainText() == shipped_phrases()["opening.month"].text
    editor.import_from(path)
    assert window.book_session.read(county_phrases) == {"opening.month": worded}
    click(editor.reset_all_button, qtbot)
    assert window.book_session.read(county_phrases) == {}


def test_phrases_are_looked_for_by_what_they_say(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    open_from_draft(page, "opening", "开头 · 月通报")
    editor = editor_of(window)
    type_text(editor.search_line, "约谈")
    listed = [editor.phrase_list.item(row).text() for row in range(editor.phrase_list.count())]
    assert listed == ["约谈 · 进度落后的专班", "约谈 · 连续两期倒数第一的专班"]
    editor.form.edit_box.clear()
    editor.form.insert_slot("名单")
    assert editor.form.edit_box.toPlainText() == "{名单}"
