"""A project is paused and resumed with a reason, each as one command."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.panel.form import RowPanel
from models.ledgers import Project
from tests import rows
from tests.keys import fill


@pytest.fixture
def panel(county: Desk, qtbot: QtBot) -> RowPanel:
    """Show a project that is being talked about."""
    row = county.deed("示例", lambda session: rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Project, row)
    return panel


def typed(panel: RowPanel, key: str, text: str) -> None:
    """Type into one of the strip's fields."""
    editor = panel.strips.status.rows[key].editor
    assert editor is not None
    fill(editor, text)


def test_setting_aside_wants_a_reason_and_shows_it(county: Desk, panel: RowPanel, qtbot: QtBot) -> None:
    strip = panel.strips.status
    panel.stages.turn.click()
    strip.agree.click()
    assert "请选一个状态" in strip.rows["status"].refused.text()
    typed(panel, "status", "暂停")
    strip.agree.click()
    assert "写明原因" in strip.rows["status_reason"].refused.text()
    typed(panel, "status_reason", "用地没有落实")
    with qtbot.waitSignal(panel.saved):
        strip.agree.click()
    assert not strip.isVisibleTo(panel)
    assert panel.stages.status.text() == "■ 暂停：用地没有落实"
    panel.stages.turn.click()
    typed(panel, "status", "重启")
    strip.agree.click()
    assert not panel.stages.status.isVisibleTo(panel)
    assert county.undo().label == "重启 项目：甲项目"
    assert panel.stages.status.isVisibleTo(panel)


def test_what_never_stopped_cannot_be_restarted(county: Desk, panel: RowPanel, qtbot: QtBot) -> None:
    panel.stages.turn.click()
    typed(panel, "status", "重启")
    panel.strips.status.agree.click()
    assert "才能重启" in panel.strips.status.rows["status"].refused.text()
