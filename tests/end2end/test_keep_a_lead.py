"""A clerk keeps a lead: adds, edits, undoes, redoes it, looks at its history, removes it, gets it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from desktop.pages.recycle_bin_page import RecycleBinPage
from models.ledgers import Lead
from models.queries.ledger_query import LedgerQuery, count_rows
from models.storage import integrity_check
from tests.keys import replace_text
from tests.rows import finish
from tests.windows import find_children


def press_button(window: QWidget, text: str) -> QPushButton:
    """Find the visible button that bears a text."""
    (button,) = [
        button
        for button in find_children(window, QPushButton)
        if button.text().strip("＋ ") == text and button.isVisibleTo(window)
    ]
    return button


def leads(window: MainWindow) -> LedgerPage:
    """Go to the leads by the navigation."""
    navigation = window.navigation
    row = next(index for index in range(navigation.count()) if navigation.item(index).text() == "线索")
    navigation.itemClicked.emit(navigation.item(row))
    page = window.ledger_page
    assert page is not None
    assert page.ledger is Lead
    return page


def type_in_cell(page: LedgerPage, qtbot: QtBot, key: str, text: str) -> None:
    """Type into a cell of the first row and press Enter."""
    column = page.model.keys.index(key)
    page.grid.go_to_cell(0, column)
    page.grid.setFocus()
    qtbot.keyClicks(page.grid, text[0])
    line = find_children(page.grid, QLineEdit)[-1]
    qtbot.keyClicks(line, text[1:])
    qtbot.keyClick(line, Qt.Key.Key_Return)


def text(page: LedgerPage, key: str, row: int = 0) -> str:
    """Read a cell."""
    return page.model.text(row, page.model.keys.index(key))


def test_a_lead_from_first_word_to_recycle_bin_and_back(window: MainWindow, qtbot: QtBot) -> None:
    page = leads(window)
    assert page.empty_state.isVisibleTo(window)
    qtbot.mouseClick(press_button(page, "新增线索"), Qt.MouseButton.LeftButton)
    assert window.controller is not None
    panel = window.controller.row_panel_controller.panel
    assert panel.isVisibleTo(window)
    replace_text(panel.form_cache.currentWidget().open_field_row("name").editor, "焦炉煤气制LNG")  # type: ignore[attr-defined]  # Sections
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert text(page, "name") == "焦炉煤气制LNG"
    panel.close_row()

    type_in_cell(page, qtbot, "total", "1.2亿"[:3])
    assert text(page, "total") == "1.2"
    type_in_cell(page, qtbot, "total", "12000")
    assert text(page, "total") == "12,000"
    window.actions_.actions_by_name["undo"].trigger()
    assert text(page, "total") == "1.2"
    window.actions_.actions_by_name["redo"].trigger()
    assert text(page, "total") == "12,000"

    page.grid.go_to_cell(0, page.model.keys.index("name"))
    window.actions_.actions_by_name["panel"].trigger()
    panel.tabs.setCurrentWidget(panel.history_panel)
    assert not panel.history_panel.grab().isNull()
    panel.close_row()

    page.grid.go_to_cell(0, 0)
    window.actions_.actions_by_name["remove_rows"].trigger()
    assert page.model.rowCount() == 0
    window.go("bin")
    bin_page = window.bin_page
    assert isinstance(bin_page, RecycleBinPage)
    assert "线索（1 条）" in bin_page.ledger_choice.currentText()
    bin_page.grid.selectRow(0)
    window.actions_.refresh()
    qtbot.mouseClick(press_button(bin_page, "恢复选中的行"), Qt.MouseButton.LeftButton)
    page = leads(window)
    assert text(page, "name") == "焦炉煤气制LNG"

    assert window.book_session is not None
    assert window.book_session.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 1
    assert finish(integrity_check.check_integrity(window.book_session.store)).is_intact


def test_what_is_refused_stays_to_be_mended(window: MainWindow, qtbot: QtBot) -> None:
    page = leads(window)
    qtbot.mouseClick(press_button(page, "新增线索"), Qt.MouseButton.LeftButton)
    assert window.controller is not None
    panel = window.controller.row_panel_controller.panel
    sections = panel.form_cache.currentWidget()
    replace_text(sections.open_field_row("total").editor, "很多钱")  # type: ignore[attr-defined]  # Sections
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    window.go("project")
    assert window.ledger_page is page
    assert window.navigation.current_key() == "lead"
    assert sections.open_field_row("total").editor.raw_value() == "很多钱"  # type: ignore[attr-defined]  # Sections
    panel.discard()
    window.go("project")
    assert window.ledger_page is not page
