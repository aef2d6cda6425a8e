"""A clerk finds a dormant firm that is late on the board, enters its revival, prints the sheet, and takes it back."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from desktop.main_window import MainWindow
from desktop.pages.dormant_board_page import DormantBoardPage
from desktop.pages.ledger_page import LedgerPage
from models.ledgers import Dormant
from models.queries.ledger_query import Condition
from tests.end2end.test_policies_and_reviews import parts_of, save, sheet_text, type_fields
from tests.rows import add_row


def test_from_a_count_to_the_row_and_the_sheet_and_back(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    facts = {"kind": "A", "unit": "示例高新区", "identified_on": date(2020, 1, 6), "due": date(2021, 1, 6)}
    row = book_session.run("示例", lambda session: add_row(session, Dormant, name="示例停产铸造厂", **facts))
    assert window.controller is not None
    page_stack = window.controller.page_stack
    window.go("dormant_board")
    page = page_stack.front_page(DormantBoardPage)
    assert page is not None
    names = page.rows_table.text_model
    qtbot.waitUntil(lambda: names.row_count > 0 and names.text(0, 1) == "示例停产铸造厂")
    assert names.text(0, 0) == "■ 逾期"
    # The count of the late ones in class A opens the ledger with them.
    page.groups_table.go_to_cell(0, 5)
    page.rows_button.setFocus()
    qtbot.keyClick(page.rows_button, Qt.Key.Key_Space)
    ledger_page = page_stack.front_page(LedgerPage)
    assert ledger_page is not None
    qtbot.waitUntil(lambda: Condition("kind", "is", "A") in ledger_page.query().where)
    panel.open_row(Dormant, row)
    type_fields(panel, {"state": "已复工复产", "revived_on": "2026-11-2"})
    save(panel, qtbot)
    window.go("dormant_board")
    qtbot.waitUntil(lambda: names.text(0, 0) == "已盘活")
    window.actions_.actions_by_name["dormant_sheet"].trigger()
    text = sheet_text(window, qtbot)
    assert "示例停产铸造厂" in text
    assert "2026-11-02盘活" in text
    assert page_stack.front_page(CircularView) is not None
    book_session.undo()
    window.go("dormant_board")
    qtbot.waitUntil(lambda: names.text(0, 0) == "■ 逾期")
