"""A clerk finds rows: by a filter, by pinyin initials, by Ctrl+K, and with the columns wanted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from desktop.shell.finder import FinderPopup
from desktop.table.column_chooser import ColumnChooser
from desktop.table.filter_popup import FilterPopup
from models.audit.recorder import add_many
from models.ledgers import Lead, Project
from tests.windows import find_children


@pytest.fixture
def page(window: MainWindow) -> LedgerPage:
    """Show three leads and a project."""
    assert window.book_session is not None

    def work(session: object) -> None:
        rows = [
            {"name": "焦炉煤气制LNG", "total": 12000, "investor": "晋南焦化"},
            {"name": "再生铝", "total": 30000, "investor": "晋南铝业"},
            {"name": "产业园", "total": 800},
        ]
        add_many(session, Lead, rows)  # type: ignore[arg-type]  # a Session
        add_many(session, Project, [{"name": "果蔬精深加工"}])  # type: ignore[arg-type]  # a Session

    window.book_session.run("示例", work)
    window.go("lead")
    page = window.ledger_page
    assert page is not None
    assert page.model.rowCount() == 3
    return page


def names(page: LedgerPage) -> set[str]:
    """Read the names on the page."""
    return {page.model.text(row, page.model.keys.index("name")) for row in range(page.model.rowCount())}


def test_by_a_filter(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    page.grid.go_to_cell(0, page.model.keys.index("total"))
    window.actions_.actions_by_name["add_filter"].trigger()
    (popup,) = find_children(page, FilterPopup)
    assert popup.field_choice.currentText() == "预计总投资（万元）"
    line = popup.value_editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "10000")
    qtbot.mouseClick(popup.add_button, Qt.MouseButton.LeftButton)
    assert names(page) == {"焦炉煤气制LNG", "再生铝"}
    window.actions_.actions_by_name["clear_filters"].trigger()
    assert len(names(page)) == 3


def test_by_initials_in_the_page(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.actions_by_name["search_page"].trigger()
    assert window.focusWidget() is page.head.search_box
    qtbot.keyClicks(page.head.search_box, "zsl")
    qtbot.waitUntil(lambda: names(page) == {"再生铝"})


def test_by_ctrl_k_anywhere(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.actions_by_name["find"].trigger()
    (finder,) = find_children(window, FinderPopup)
    qtbot.keyClicks(finder.search_box, "gsjs")
    qtbot.keyClick(finder.search_box, Qt.Key.Key_Return)
    assert window.ledger_page is not None
    assert window.ledger_page.ledger is Project
    assert window.controller is not None
    assert window.controller.row_panel_controller.panel.current_row() == (Project, window.ledger_page.current_id())


def test_what_is_nowhere_is_said_to_be_nowhere(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.actions_by_name["find"].trigger()
    (finder,) = find_children(window, FinderPopup)
    qtbot.keyClicks(finder.search_box, "zaishenglv")
    qtbot.waitUntil(lambda: [match.label for match in finder.matches] == ["再生铝"])
    finder.search_box.setText("没有这样的企业")
    qtbot.waitUntil(lambda: finder.matches == [])
    assert finder.result_list.item(0).text() == "没有找到“没有这样的企业”。请少打几个字，或换名称、拼音再试。"
    qtbot.keyClick(finder.search_box, Qt.Key.Key_Return)
    assert finder.isVisible(), "the sentence cannot be chosen"


def test_a_command_by_its_initials(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.actions_by_name["find"].trigger()
    (finder,) = find_children(window, FinderPopup)
    qtbot.keyClicks(finder.search_box, "hsz")
    qtbot.waitUntil(lambda: 1 <= len(finder.matches) < 10)
    while finder.matches[finder.result_list.currentRow()].label != "回收站":
        qtbot.keyClick(finder.search_box, Qt.Key.Key_Down)
    qtbot.keyClick(finder.search_box, Qt.Key.Key_Return)
    assert window.bin_page is not None


def test_with_the_columns_wanted(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.actions_by_name["choose_columns"].trigger()
    (chooser,) = find_children(page, ColumnChooser)
    chooser.search_box.setText("需用土地")
    (item,) = chooser.field_list.findItems("需用土地（亩）", Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)
    assert "land" in page.model.keys
    chooser.close()
    assert QApplication.activePopupWidget() is None
