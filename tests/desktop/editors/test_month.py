"""A month typed in short is read back in full; the year of twelve months writes the one clicked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.month import MonthEditor
from models.fields.field import field_of
from models.ledgers import Funding
from tests.keys import key_receiver, replace_text
from tests.windows import find_children


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> MonthEditor:
    """Give the editor of a payment's month."""
    editor = MonthEditor(field_of(Funding, "month"), county)
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    return editor


def button(menu: QMenu, text: str) -> QToolButton:
    """Return the button with a text or a tip."""
    return next(
        candidate for candidate in find_children(menu, QToolButton) if text in {candidate.text(), candidate.toolTip()}
    )


@pytest.fixture
def year(editor: MonthEditor, qtbot: QtBot) -> QMenu:
    """Open the year of September 2026."""
    replace_text(editor, "2026.9")
    qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (menu,) = find_children(editor, QMenu)
    qtbot.waitUntil(menu.isVisible)
    return menu


@pytest.mark.parametrize(
    ("typed", "note"), [("2026.9", "2026年9月"), ("2026-09-30", "2026年9月"), ("2026年9月", ""), ("十三月", "")]
)
def test_it_reads_back_what_is_typed(editor: MonthEditor, typed: str, note: str) -> None:
    replace_text(editor, typed)
    assert editor.line.note == note


def test_the_year_opens_at_the_month_typed(year: QMenu) -> None:
    assert [label.text() for label in find_children(year, QLabel)] == ["2026年"]
    assert [candidate.text() for candidate in find_children(year, QToolButton) if candidate.text()] == [
        f"{month}月" for month in range(1, 13)
    ]


def test_a_click_writes_the_month_of_the_year_shown(year: QMenu, editor: MonthEditor, qtbot: QtBot) -> None:
    button(year, "上一年").click()
    assert [label.text() for label in find_children(year, QLabel)] == ["2025年"]
    with qtbot.waitSignal(editor.finished):
        button(year, "12月").click()
    assert editor.raw_value() == "2025年12月"
    assert editor.dirty


def test_the_next_year_is_one_click_away(year: QMenu, editor: MonthEditor) -> None:
    button(year, "下一年").click()
    button(year, "1月").click()
    assert editor.raw_value() == "2027年1月"


def test_what_cannot_be_read_opens_this_year(editor: MonthEditor) -> None:
    replace_text(editor, "不知道")
    editor.open_month_picker()
    (menu,) = find_children(editor, QMenu)
    today = editor.book_session.reading_context().today
    assert [label.text() for label in find_children(menu, QLabel)] == [f"{today.year}年"]
    menu.close()
