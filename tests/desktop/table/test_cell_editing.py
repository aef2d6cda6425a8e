"""Typing into cells: Enter saves and goes down, Tab goes right, Esc gives up, a value not accepted stays."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.editors import Editor
from desktop.pages.ledger_page import LedgerPage
from models.ledgers import Lead
from models.storage.store import Session
from tests.keys import compose_text, type_text
from tests.rows import add_lead
from tests.windows import find_children, let_time_pass


def fill(session: Session) -> None:
    for name in ("示例丙", "示例乙", "示例甲"):
        add_lead(session, name, total=Decimal(100), investor="原公司")


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> LedgerPage:
    """Show three leads in a window in front of all others."""
    page_context.book_session.run("示例", fill)
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    page.resize(1250, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    page.grid.setFocus()
    return page


def go_to(page: LedgerPage, row: int, key: str) -> None:
    page.grid.go_to_cell(row, page.model.keys.index(key))


def current(page: LedgerPage) -> tuple[int, str]:
    index = page.grid.currentIndex()
    return index.row(), page.model.keys[index.column()]


def open_editor(page: LedgerPage, row: int, key: str) -> QWidget:
    """Open a cell's editor by F2; return the widget that takes the keys."""
    go_to(page, row, key)
    QTest.keyClick(page.grid, Qt.Key.Key_F2)
    return receiver(page)


def receiver(page: LedgerPage) -> QWidget:
    (editor,) = [each for each in find_children(page.grid, Editor) if each.isVisible()]
    target = editor.focusProxy()
    assert target is not None
    return target


def editors(page: LedgerPage) -> list[Editor]:
    return [each for each in find_children(page.grid, Editor) if each.isVisible()]


def replace(widget: QWidget, text: str) -> None:
    QTest.keySequence(widget, "Ctrl+A")
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    type_text(widget, text)


def value(page: LedgerPage, row: int, key: str) -> str:
    return page.model.text(row, page.model.keys.index(key))


def edits(page_context: PageContext) -> list[str | None]:
    def investors(session: Session) -> list[str | None]:
        return [lead.investor for lead in session.query(Lead).order_by(Lead.name)]

    return page_context.book_session.read(investors)


def test_enter_saves_and_goes_down(page: LedgerPage, messages: list[tuple[str, str]]) -> None:
    line = open_editor(page, 0, "investor")
    replace(line, "甲公司")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert value(page, 0, "investor") == "甲公司"
    assert current(page) == (1, "investor")
    assert editors(page) == []
    assert any("Ctrl+Z" in sentence for _, sentence in messages)


def test_tab_saves_and_goes_right_and_back(page: LedgerPage) -> None:
    line = open_editor(page, 0, "investor")
    replace(line, "甲公司")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert value(page, 0, "investor") == "甲公司"
    assert current(page) == (0, "total")
    line = open_editor(page, 0, "total")
    QTest.keyClick(line, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert current(page) == (0, "investor")


def test_escape_leaves_the_cell_as_it_was(page: LedgerPage, page_context: PageContext) -> None:
    line = open_editor(page, 0, "investor")
    replace(line, "改了")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert editors(page) == []
    assert value(page, 0, "investor") == "原公司"
    assert edits(page_context) == ["原公司"] * 3


def test_a_value_not_accepted_stays_in_its_editor_and_is_told(
    page: LedgerPage, messages: list[tuple[str, str]], page_context: PageContext
) -> None:
    line = open_editor(page, 0, "total")
    replace(line, "面议")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(editors(page)) == 1
    assert current(page) == (0, "total")
    assert any("面议" in sentence for _, sentence in messages)
    replace(line, "200")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert editors(page) == []
    assert value(page, 0, "total") == "200"


def test_an_edit_without_a_change_is_no_command(page: LedgerPage, page_context: PageContext, qtbot: QtBot) -> None:
    line = open_editor(page, 0, "investor")
    with qtbot.assertNotEmitted(page_context.book_session.changed):
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert current(page) == (1, "investor")


def test_what_was_typed_is_saved_when_the_focus_goes_elsewhere(page: LedgerPage, qtbot: QtBot) -> None:
    line = open_editor(page, 0, "investor")
    replace(line, "甲公司")
    page.head.search_box.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.waitUntil(lambda: editors(page) == [])
    assert value(page, 0, "investor") == "甲公司"


def test_what_the_input_method_still_composes_is_saved_too(page: LedgerPage) -> None:
    line = open_editor(page, 0, "investor")
    replace(line, "甲")
    compose_text(line, "gongsi")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert value(page, 0, "investor") == "甲gongsi"


def test_a_key_typed_on_a_cell_begins_its_text_anew(page: LedgerPage, qtbot: QtBot) -> None:
    go_to(page, 0, "investor")
    QTest.keyClick(page.grid, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(editors(page)) == 1)
    QTest.keyClick(receiver(page), Qt.Key.Key_Return)
    assert value(page, 0, "investor") == "a"


def test_alt_enter_breaks_the_line_of_a_long_text(page: LedgerPage) -> None:
    text = open_editor(page, 0, "progress")
    assert isinstance(text, QPlainTextEdit)
    type_text(text, "第一行")
    QTest.keyClick(text, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    type_text(text, "第二行")
    QTest.keyClick(text, Qt.Key.Key_Return)
    row = page.model.row_ids[0]
    stored = page.model.cell_value(0, page.model.keys.index("progress"))[0]
    assert stored == "第一行\n第二行", row


def test_a_change_elsewhere_does_not_overwrite_what_is_being_typed(page: LedgerPage, page_context: PageContext) -> None:
    line = open_editor(page, 0, "investor")
    replace(line, "正在写")

    def change(session: Session) -> None:
        session.query(Lead).filter_by(name=value(page, 0, "name")).one().total = Decimal(5)

    page_context.book_session.run("别处", change)
    let_time_pass(20)
    assert receiver(page).property("text") == "正在写"


def test_a_book_that_cannot_be_written_is_not_typed_into(page: LedgerPage, page_context: PageContext) -> None:
    page_context.book_session.running_job_label = "收表"
    line = open_editor(page, 0, "investor")
    replace(line, "甲公司")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(editors(page)) == 1, "the text waits until the job is done"
    page_context.book_session.running_job_label = ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert value(page, 0, "investor") == "甲公司"
