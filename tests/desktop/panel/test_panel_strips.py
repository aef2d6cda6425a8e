"""The strips take the height they need while there is room, and scroll where there is not."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.panel.form import RowPanel
from models.ledgers import Enterprise, Project
from tests import rows


def test_a_ledger_without_strips_gives_them_no_room(county: Desk, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Enterprise, county.deed("示例", lambda session: rows.add(session, Enterprise, name="甲公司")))
    assert not panel.strips.isVisibleTo(panel)


def test_an_unfolded_strip_never_pushes_the_foot_away(county: Desk, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 520)
    panel.show()
    panel.open_row(
        Project, county.deed("示例", lambda session: rows.project(session, "甲", {"在谈": date(2026, 3, 2)}))
    )
    panel.stages.start.click()
    panel.stages.turn.click()
    qtbot.wait(50)
    assert panel.height() == 520
    assert panel.strips.verticalScrollBar().maximum() > 0
