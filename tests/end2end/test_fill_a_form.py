"""A clerk fills forms in the real window: a lead, mended where it was refused; projects, their stages and money."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from desktop.main_window import MainWindow
from models.ledgers import Lead, Project
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.row_detail import load_row_detail
from tests import rows
from tests.keys import replace_text


def panel_of(window: MainWindow) -> RowPanel:
    """Give the row on the right."""
    assert window.controller is not None
    return window.controller.row_panel_controller.panel


def write(panel: RowPanel, key: str, text: str) -> None:
    """Type into a field of the row on the right."""
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    editor = form.open_field_row(key).editor
    assert editor is not None
    replace_text(editor, text)


def test_a_lead_is_filled_refused_mended_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("lead")
    window.actions_.actions_by_name["add_row"].trigger()
    panel = panel_of(window)
    write(panel, "name", "年产20万吨高端炭材料项目")
    write(panel, "task_force", "焦化")
    write(panel, "reported_on", "2月30日")
    write(panel, "total", "3-5亿")
    write(panel, "phone", "13812345678")
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    assert {key for key, row in form.field_rows.items() if row.error_label.text()} == {"reported_on", "total"}

    write(panel, "reported_on", "2026.11.2")
    write(panel, "total", "约3.2亿")
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.book_session is not None
    (row,) = window.book_session.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    row_detail = window.book_session.read(lambda session: load_row_detail(session, Lead, row))
    assert row_detail is not None
    texts = {key: value.text for key, value in row_detail.values.items() if value.text}
    assert texts["total"] == "约32,000"
    assert texts["reported_on"] == "2026-11-02"
    assert "焦化" in texts["task_force"]
    assert texts["phone"] == "13812345678"

    write(panel, "place", "江苏常州")
    panel.head.close_button.setFocus(Qt.FocusReason.TabFocusReason)
    again = window.book_session.read(lambda session: load_row_detail(session, Lead, row))
    assert again is not None
    assert again.values["place"].text == "江苏常州"
    window.actions_.actions_by_name["undo"].trigger()
    undone = window.book_session.read(lambda session: load_row_detail(session, Lead, row))
    assert undone is not None
    assert undone.values["place"].text == ""
    assert panel.current_row() == (Lead, row)


def test_a_project_moves_on_and_gets_its_money(window: MainWindow, qtbot: QtBot) -> None:
    assert window.book_session is not None
    row = window.book_session.run(
        "示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    )
    window.go("project")
    assert window.controller is not None
    window.controller.show_row("project", row)
    panel = panel_of(window)
    qtbot.mouseClick(panel.stage_strip.new_stage_button, Qt.MouseButton.LeftButton)
    for key, text in (("stage", "签约"), ("on", "2026-5-18"), ("amount", "9.8亿")):
        editor = panel.stage_strip.field_rows[key].editor
        assert editor is not None
        replace_text(editor, text)
    qtbot.mouseClick(panel.stage_strip.register_button, Qt.MouseButton.LeftButton)
    assert window.book_session.read(lambda session: session.get_one(Project, row)).stage == "签约"

    panel.tabs.setCurrentIndex(1)
    panel.detail_stack.add_wanted.emit("funding")
    write(panel, "month", "2026年9月")
    write(panel, "amount", "1200")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.current_row() == (Project, row)
    assert panel.detail_stack.pages[Project].tables["funding"].model().rowCount() == 1


def register_stage(panel: RowPanel, qtbot: QtBot, stage: str, on: str) -> None:
    """Register a stage in the strip above the row's fields."""
    qtbot.mouseClick(panel.stage_strip.new_stage_button, Qt.MouseButton.LeftButton)
    for key, text in (("stage", stage), ("on", on)):
        editor = panel.stage_strip.field_rows[key].editor
        assert editor is not None
        replace_text(editor, text)
    qtbot.mouseClick(panel.stage_strip.register_button, Qt.MouseButton.LeftButton)


def test_a_project_signed_in_march_is_typed_with_its_true_days(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    window.go("project")
    window.actions_.actions_by_name["add_row"].trigger()
    panel = panel_of(window)
    write(panel, "name", "年产5万吨炭黑项目")
    write(panel, "stage", "签约")
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    errors = {key: row.error_label.text() for key, row in form.field_rows.items() if row.error_label.text()}
    assert errors.keys() == {"on"}
    assert errors["on"].startswith("填了阶段，请写明哪天进入的")

    write(panel, "on", "2026.3.12")
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert panel.stage_strip.path_label.text() == "签约 2026-03-12"
    assert form.field_rows["stage"].text() == ""
    assert "on" not in form.field_rows

    register_stage(panel, qtbot, "开工", "2026-8-1")
    register_stage(panel, qtbot, "在谈", "2026-1-5")
    assert panel.stage_strip.path_label.text() == "在谈 2026-01-05 → 签约 2026-03-12 → 开工 2026-08-01"
    register_stage(panel, qtbot, "竣工", "2026-7-31")
    assert "早于“开工”的 2026-08-01" in panel.stage_strip.field_rows["on"].error_label.text()
    current = panel.current_row()
    assert current is not None
    assert current[0] is Project
    assert window.book_session is not None
    row = current[1]
    assert window.book_session.read(lambda session: session.get_one(Project, row)).stage == "开工"
    for _ in range(2):
        window.actions_.actions_by_name["undo"].trigger()
    assert panel.stage_strip.path_label.text() == "签约 2026-03-12"
