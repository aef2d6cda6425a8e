"""Two task forces chase one firm: the user is warned while typing, looks, saves all the same, and decides later."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.form.duplicate_strip import DuplicateStrip
from desktop.main_window import MainWindow
from desktop.pages.duplicates_page import DuplicatesPage
from models.ledgers import Clash, Lead
from models.queries.ledger_query import LedgerQuery, count_rows
from tests.keys import replace_text
from tests.windows import find_children

FIRM = "浙江华星铝业有限公司"


def type_lead(window: MainWindow, name: str) -> None:
    """Begin a new lead and type its name and investor."""
    window.actions_.actions_by_name["add_row"].trigger()
    assert window.controller is not None
    sections = window.controller.row_panel_controller.panel.form_cache.currentWidget()
    replace_text(sections.open_field_row("name").editor, name)  # type: ignore[attr-defined]  # Sections
    replace_text(sections.open_field_row("investor").editor, FIRM)  # type: ignore[attr-defined]  # Sections


def number(window: MainWindow, ledger: type[Lead | Clash]) -> int:
    """Count a ledger's rows."""
    assert window.book_session is not None
    return window.book_session.read(lambda session: count_rows(session, LedgerQuery(ledger)))


def test_warned_while_typing_and_ruled_afterwards(window: MainWindow, qtbot: QtBot) -> None:
    window.go("lead")
    assert window.controller is not None
    panel = window.controller.row_panel_controller.panel
    type_lead(window, "精密铝板带项目")
    assert panel.save()
    type_lead(window, "铝板带项目")
    strip = next(strip for strip in find_children(panel, DuplicateStrip))
    qtbot.waitUntil(lambda: strip.isVisibleTo(window))
    assert strip.message_label.text().startswith("可能撞单：精密铝板带项目")
    qtbot.mouseClick(strip.open_button, Qt.MouseButton.LeftButton)
    assert panel.head.title_label.text() == "精密铝板带项目"
    panel.go_back()
    assert panel.save()
    panel.close_row()
    assert number(window, Lead) == 2

    window.go("clashes")
    page = find_children(window, DuplicatesPage)[0]
    qtbot.waitUntil(lambda: page.tabs.tabText(0) == "待裁定 1")
    qtbot.mouseClick(page.case_card.buttons["归先报方"], Qt.MouseButton.LeftButton)
    assert "归先报方" in window.status.message_label.text()
    assert page.tabs.tabText(1) == "已裁定 1"
    window.actions_.actions_by_name["undo"].trigger()
    assert number(window, Clash) == 0

    qtbot.mouseClick(page.case_card.merge_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.merge_table.merge_button, Qt.MouseButton.LeftButton)
    assert number(window, Lead) == 1
    window.actions_.actions_by_name["undo"].trigger()
    assert number(window, Lead) == 2
