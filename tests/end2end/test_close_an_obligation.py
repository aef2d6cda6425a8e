"""An obligation from 13710 to its end: its deadlines come by themselves, it is extended, closed, and opened again."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.window import Window
from models.rules.deadlines import Light
from tests.keys import fill

TODAY = date.today()  # noqa: DTZ011 - the window shows the clerk's own day


def test_from_its_deadline_to_its_end_and_back(window: Window, qtbot: QtBot) -> None:
    window.go("obligation")
    page, office = window.ledger_page, window.office
    assert page is not None
    assert office is not None
    window.actions_.by_name["add_row"].trigger()
    panel = office.side.panel
    sections = panel.forms.currentWidget()
    for key, text in (("name", "厂区通水"), ("rule", "13710一般"), ("raised_on", "今天")):
        fill(sections.row_of(key).editor, text)  # type: ignore[attr-defined]  # Sections
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    strip = panel.strips.closing
    due = TODAY + timedelta(days=7)
    assert strip.state.text() == f"应于 {due.isoformat()} 办结"
    assert page.model.light(0) is Light.GREEN

    qtbot.mouseClick(strip.extend, Qt.MouseButton.LeftButton)
    later = due + timedelta(days=20)
    for key, text in (("extended_to", later.isoformat()), ("extension", "先铺管后通水")):
        editor = strip.rows[key].editor
        assert editor is not None
        fill(editor, text)
    qtbot.mouseClick(strip.agree, Qt.MouseButton.LeftButton)
    assert strip.state.text() == f"应于 {later.isoformat()} 办结"

    qtbot.mouseClick(strip.close_it, Qt.MouseButton.LeftButton)
    editor = strip.rows["result"].editor
    assert editor is not None
    fill(editor, "已通水")
    qtbot.mouseClick(strip.agree, Qt.MouseButton.LeftButton)
    assert "已销号" in strip.state.text()
    assert page.model.light(0) is None
    window.actions_.by_name["undo"].trigger()
    assert strip.state.text() == f"应于 {later.isoformat()} 办结"
    assert page.model.light(0) is Light.GREEN
