"""A project is paused and resumed with a reason, each as one command."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Project
from tests import rows
from tests.keys import replace_text


@pytest.fixture
def panel(county: BookSession, qtbot: QtBot) -> RowPanel:
    """Show a project that is being talked about."""
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Project, row)
    return panel


def typed(panel: RowPanel, key: str, text: str) -> None:
    """Type into one of the strip's fields."""
    editor = panel.strips.status_strip.field_rows[key].editor
    assert editor is not None
    replace_text(editor, text)


def test_setting_aside_wants_a_reason_and_shows_it(county: BookSession, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.status_strip
    panel.stage_strip.status_button.click()
    strip.confirm_button.click()
    assert "请选一个状态" in strip.field_rows["status"].error_label.text()
    typed(panel, "status", "暂停")
    strip.confirm_button.click()
    assert "写明原因" in strip.field_rows["status_reason"].error_label.text()
    typed(panel, "status_reason", "用地没有落实")
    with qtbot.waitSignal(panel.saved):
        strip.confirm_button.click()
    assert not strip.isVisibleTo(panel)
    assert panel.stage_strip.status_label.text() == "■ 暂停：用地没有落实"
    panel.stage_strip.status_button.click()
    typed(panel, "status", "重启")
    strip.confirm_button.click()
    assert not panel.stage_strip.status_label.isVisibleTo(panel)
    assert county.undo().label == "重启 项目：甲项目"
    assert panel.stage_strip.status_label.isVisibleTo(panel)


def test_what_never_stopped_cannot_be_restarted(county: BookSession, panel: RowPanel, qtbot: QtBot) -> None:
    panel.stage_strip.status_button.click()
    typed(panel, "status", "重启")
    panel.strips.status_strip.confirm_button.click()
    assert "才能重启" in panel.strips.status_strip.field_rows["status"].error_label.text()
