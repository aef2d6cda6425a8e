"""The strips take the height they need while there is room, and scroll where there is not."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Enterprise, Project
from tests import rows


def test_a_ledger_without_strips_gives_them_no_room(county: BookSession, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Enterprise, county.run("示例", lambda session: rows.add_row(session, Enterprise, name="甲公司")))
    assert not panel.strips.isVisibleTo(panel)


def test_an_unfolded_strip_never_pushes_the_foot_away(county: BookSession, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 520)
    panel.show()
    panel.open_row(
        Project, county.run("示例", lambda session: rows.add_project(session, "甲", {"在谈": date(2026, 3, 2)}))
    )
    panel.stage_strip.new_stage_button.click()
    panel.stage_strip.status_button.click()
    qtbot.waitUntil(lambda: panel.strips.verticalScrollBar().maximum() > 0)
    assert panel.height() == 520
