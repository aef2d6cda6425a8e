"""A clerk fills forms in the real window: a lead, mended where it was refused; a project's stage and its money."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.panel.form import RowPanel
from desktop.panel.sections import Sections
from desktop.window import Window
from models.browse import View, ids
from models.card import card
from models.ledgers import Lead, Project
from tests import rows
from tests.keys import fill


def panel_of(window: Window) -> RowPanel:
    """Give the row on the right."""
    assert window.office is not None
    return window.office.side.panel


def write(panel: RowPanel, key: str, text: str) -> None:
    """Type into a field of the row on the right."""
    form = panel.forms.currentWidget()
    assert isinstance(form, Sections)
    editor = form.row_of(key).editor
    assert editor is not None
    fill(editor, text)


def test_a_lead_is_filled_refused_mended_and_kept(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("lead")
    window.actions_.by_name["add_row"].trigger()
    panel = panel_of(window)
    write(panel, "name", "年产20万吨高端炭材料项目")
    write(panel, "task_force", "焦化")
    write(panel, "reported_on", "2月30日")
    write(panel, "total", "3-5亿")
    write(panel, "phone", "13812345678")
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form = panel.forms.currentWidget()
    assert isinstance(form, Sections)
    assert {key for key, row in form.rows.items() if row.refused.text()} == {"reported_on", "total"}

    write(panel, "reported_on", "2026.11.2")
    write(panel, "total", "约3.2亿")
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.desk is not None
    (row,) = window.desk.ask(lambda session: ids(session, View(Lead)))
    row_detail = window.desk.ask(lambda session: card(session, Lead, row))
    assert row_detail is not None
    texts = {key: value.text for key, value in row_detail.values.items() if value.text}
    assert texts["total"] == "约32,000"
    assert texts["reported_on"] == "2026-11-02"
    assert "焦化" in texts["task_force"]
    assert texts["phone"] == "13812345678"

    write(panel, "place", "江苏常州")
    panel.head.close_button.setFocus(Qt.FocusReason.TabFocusReason)
    again = window.desk.ask(lambda session: card(session, Lead, row))
    assert again is not None
    assert again.values["place"].text == "江苏常州"
    window.actions_.by_name["undo"].trigger()
    undone = window.desk.ask(lambda session: card(session, Lead, row))
    assert undone is not None
    assert undone.values["place"].text == ""
    assert panel.current() == (Lead, row)


def test_a_project_moves_on_and_gets_its_money(window: Window, qtbot: QtBot) -> None:
    assert window.desk is not None
    row = window.desk.deed("示例", lambda session: rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    window.go("project")
    assert window.office is not None
    window.office.show_row("project", row)
    panel = panel_of(window)
    qtbot.mouseClick(panel.stages.start, Qt.MouseButton.LeftButton)
    for key, text in (("stage", "签约"), ("on", "2026-5-18"), ("amount", "9.8亿")):
        editor = panel.stages.rows[key].editor
        assert editor is not None
        fill(editor, text)
    qtbot.mouseClick(panel.stages.register, Qt.MouseButton.LeftButton)
    assert window.desk.ask(lambda session: session.get_one(Project, row)).stage == "签约"

    panel.tabs.setCurrentIndex(1)
    panel.hanging.add_wanted.emit("funding")
    write(panel, "month", "2026年9月")
    write(panel, "amount", "1200")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.current() == (Project, row)
    assert panel.hanging.pages[Project].tables["funding"].model().rowCount() == 1
