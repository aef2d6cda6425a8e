"""首报首谈 in the window: the county sets its days, a lead shows its protection, lapses, is appealed and held again."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.settings_page import SettingsPage
from desktop.settings.definitions_editor import DefinitionsEditor
from models.duplicates.lead_protection import lapsed_leads
from models.ledgers import Lead
from tests.desktop.pages.test_settings_page import open_sheet
from tests.end2end.test_policies_and_reviews import parts_of, save, type_fields
from tests.rows import add_lead


def test_from_the_setting_to_the_end_of_a_protection_and_an_appeal(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    today = book_session.reading_context().today
    on = (today - timedelta(days=20)).isoformat()
    lead = book_session.run("示例", lambda session: add_lead(session, "示例铝箔线索", first_report=f"{on} 09:14"))
    strip = panel.strips.protection_strip
    window.go("lead")
    panel.open_row(Lead, lead)
    assert not strip.isVisibleTo(panel)
    assert window.controller is not None
    window.go("profile")
    settings = window.controller.page_stack.front_page(SettingsPage)
    assert settings is not None
    editor = open_sheet(settings, "统计口径")
    assert isinstance(editor, DefinitionsEditor)
    line = editor.value_editors["lead_protect_days"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "14")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    window.go("lead")
    panel.open_row(Lead, lead)
    until = (today - timedelta(days=6)).isoformat()
    assert strip.text_label.text().startswith(f"▲ 首报保护已于{until}到期")
    assert book_session.read(lambda session: lead in lapsed_leads(session, today))
    panel.detail_stack.add_wanted.emit("appeal")
    type_fields(panel, {"ground": "一直在电话联系，有通话记录"})
    save(panel, qtbot)
    panel.open_row(Lead, lead)
    assert strip.text_label.text() == f"▲ 首报保护已于{until}到期，申诉处理以前继续保护"
    assert not book_session.read(lambda session: lead in lapsed_leads(session, today))
    book_session.undo()
    panel.open_row(Lead, lead)
    assert "期间没有走访、洽谈" in strip.text_label.text()
