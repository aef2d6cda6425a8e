"""An obligation from 13710 to its end: its deadlines come by themselves, it is extended, closed, and opened again."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from models.rules.deadlines import DeadlineLight
from tests.keys import replace_text

TODAY = date.today()  # noqa: DTZ011 - the window shows the clerk's own day


def test_from_its_deadline_to_its_end_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go("obligation")
    page, office = window.ledger_page, window.controller
    assert page is not None
    assert office is not None
    window.actions_.actions_by_name["add_row"].trigger()
    panel = office.row_panel_controller.panel
    sections = panel.form_cache.currentWidget()
    for key, text in (("name", "厂区通水"), ("rule", "13710一般"), ("raised_on", "今天")):
        replace_text(sections.open_field_row(key).editor, text)  # type: ignore[attr-defined]  # Sections
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    strip = panel.strips.closing_strip
    due = TODAY + timedelta(days=7)
    assert strip.state_label.text() == f"应于 {due.isoformat()} 办结"
    assert page.model.light(0) is DeadlineLight.GREEN

    qtbot.mouseClick(strip.extend_button, Qt.MouseButton.LeftButton)
    later = due + timedelta(days=20)
    for key, text in (("extended_to", later.isoformat()), ("extension", "先铺管后通水")):
        editor = strip.field_rows[key].editor
        assert editor is not None
        replace_text(editor, text)
    qtbot.mouseClick(strip.confirm_button, Qt.MouseButton.LeftButton)
    assert strip.state_label.text() == f"应于 {later.isoformat()} 办结"

    qtbot.mouseClick(strip.close_button, Qt.MouseButton.LeftButton)
    editor = strip.field_rows["result"].editor
    assert editor is not None
    replace_text(editor, "已通水")
    qtbot.mouseClick(strip.confirm_button, Qt.MouseButton.LeftButton)
    assert "已销号" in strip.state_label.text()
    assert page.model.light(0) is None
    window.actions_.actions_by_name["undo"].trigger()
    assert strip.state_label.text() == f"应于 {later.isoformat()} 办结"
    assert page.model.light(0) is DeadlineLight.GREEN
