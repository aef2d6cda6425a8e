"""Two task forces chase one firm: the user is warned while typing, looks, saves all the same, and decides later."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.clashes import ClashesPage
from desktop.panel.clash_strip import ClashStrip
from desktop.window import Window
from models.browse import View, count
from models.ledgers import Clash, Lead
from tests.keys import fill
from tests.windows import children

FIRM = "浙江华星铝业有限公司"


def type_lead(window: Window, name: str) -> None:
    """Begin a new lead and type its name and investor."""
    window.actions_.by_name["add_row"].trigger()
    assert window.office is not None
    sections = window.office.side.panel.forms.currentWidget()
    fill(sections.row_of("name").editor, name)  # type: ignore[attr-defined]  # Sections
    fill(sections.row_of("investor").editor, FIRM)  # type: ignore[attr-defined]  # Sections


def number(window: Window, ledger: type[Lead | Clash]) -> int:
    """Count a ledger's rows."""
    assert window.desk is not None
    return window.desk.ask(lambda session: count(session, View(ledger)))


def test_warned_while_typing_and_ruled_afterwards(window: Window, qtbot: QtBot) -> None:
    window.go("lead")
    assert window.office is not None
    panel = window.office.side.panel
    type_lead(window, "精密铝板带项目")
    assert panel.save()
    type_lead(window, "铝板带项目")
    strip = next(strip for strip in children(panel, ClashStrip))
    qtbot.waitUntil(lambda: strip.isVisibleTo(window), timeout=10_000)
    assert strip.words.text().startswith("可能撞单：精密铝板带项目")
    qtbot.mouseClick(strip.look, Qt.MouseButton.LeftButton)
    assert panel.head.title.text() == "精密铝板带项目"
    panel.go_back()
    assert panel.save()
    panel.close_row()
    assert number(window, Lead) == 2

    window.go("clashes")
    page = children(window, ClashesPage)[0]
    qtbot.waitUntil(lambda: page.tabs.tabText(0) == "待裁定 1", timeout=10_000)
    qtbot.mouseClick(page.card.buttons["归先报方"], Qt.MouseButton.LeftButton)
    assert "归先报方" in window.status.sentence.text()
    assert page.tabs.tabText(1) == "已裁定 1"
    window.actions_.by_name["undo"].trigger()
    assert number(window, Clash) == 0

    qtbot.mouseClick(page.card.merge, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.merging.agree, Qt.MouseButton.LeftButton)
    assert number(window, Lead) == 1
    window.actions_.by_name["undo"].trigger()
    assert number(window, Lead) == 2
