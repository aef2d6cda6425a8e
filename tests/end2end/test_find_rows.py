"""A clerk finds rows: by a filter, by pinyin initials, by Ctrl+K, and with the columns wanted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.frame.finder import Finder
from desktop.grid.columns import ColumnChooser
from desktop.grid.filter_popup import FilterPopup
from desktop.pages.ledger import LedgerPage
from desktop.window import Window
from models.ledgers import Lead, Project
from models.record import add_many
from tests.windows import children


@pytest.fixture
def page(window: Window) -> LedgerPage:
    """Show three leads and a project."""
    assert window.desk is not None

    def work(session: object) -> None:
        rows = [
            {"name": "焦炉煤气制LNG", "total": 12000, "investor": "晋南焦化"},
            {"name": "再生铝", "total": 30000, "investor": "晋南铝业"},
            {"name": "产业园", "total": 800},
        ]
        add_many(session, Lead, rows)  # type: ignore[arg-type]  # a Session
        add_many(session, Project, [{"name": "果蔬精深加工"}])  # type: ignore[arg-type]  # a Session

    window.desk.deed("示例", work)
    window.go("lead")
    page = window.ledger_page
    assert page is not None
    assert page.model.rowCount() == 3
    return page


def names(page: LedgerPage) -> set[str]:
    """Read the names on the page."""
    return {page.model.text(row, page.model.keys.index("name")) for row in range(page.model.rowCount())}


def test_by_a_filter(window: Window, page: LedgerPage, qtbot: QtBot) -> None:
    page.grid.go(0, page.model.keys.index("total"))
    window.actions_.by_name["add_filter"].trigger()
    (popup,) = children(page, FilterPopup)
    assert popup.field.currentText() == "预计总投资（万元）"
    line = popup.value.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "10000")
    qtbot.mouseClick(popup.add, Qt.MouseButton.LeftButton)
    assert names(page) == {"焦炉煤气制LNG", "再生铝"}
    window.actions_.by_name["clear_filters"].trigger()
    assert len(names(page)) == 3


def test_by_initials_in_the_page(window: Window, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.by_name["search_page"].trigger()
    assert window.focusWidget() is page.head.box
    qtbot.keyClicks(page.head.box, "zsl")
    qtbot.waitUntil(lambda: names(page) == {"再生铝"})


def test_by_ctrl_k_anywhere(window: Window, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.by_name["find"].trigger()
    (finder,) = children(window, Finder)
    qtbot.keyClicks(finder.box, "gsjs")
    qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    assert window.ledger_page is not None
    assert window.ledger_page.ledger is Project
    assert window.office is not None
    assert window.office.side.panel.current() == (Project, window.ledger_page.current())


def test_a_command_by_its_initials(window: Window, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.by_name["find"].trigger()
    (finder,) = children(window, Finder)
    qtbot.keyClicks(finder.box, "hsz")
    qtbot.waitUntil(lambda: 1 <= len(finder.found) < 10)
    while finder.found[finder.list.currentRow()].label != "回收站":
        qtbot.keyClick(finder.box, Qt.Key.Key_Down)
    qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    assert window.bin_page is not None


def test_with_the_columns_wanted(window: Window, page: LedgerPage, qtbot: QtBot) -> None:
    window.actions_.by_name["choose_columns"].trigger()
    (chooser,) = children(page, ColumnChooser)
    chooser.box.setText("需用土地")
    (item,) = chooser.list.findItems("需用土地（亩）", Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)
    assert "land" in page.model.keys
    chooser.close()
    assert QApplication.activePopupWidget() is None
