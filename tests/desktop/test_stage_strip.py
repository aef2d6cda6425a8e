"""登记阶段: one deed moves a project, or all that is wrong is said."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.form import RowPanel
from models.browse import View, ids
from models.ledgers import Lead, Project, StageMove
from tests import rows
from tests.keys import fill


def opened(desk: Desk, qtbot: QtBot) -> tuple[RowPanel, str]:
    """Show a project that is being talked about."""
    row = desk.deed("示例", lambda session: rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel = RowPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Project, row)
    return panel, row


def test_a_stage_is_one_deed_that_undo_takes_back(county: Desk, qtbot: QtBot) -> None:
    panel, row = opened(county, qtbot)
    strip = panel.stages
    assert strip.path.text() == "在谈 2026-03-02"
    strip.start.click()
    for key, text in (("stage", "签约"), ("on", "2026-5-18"), ("amount", "约9.8亿"), ("evidence", "HT-018")):
        editor = strip.rows[key].editor
        assert editor is not None
        fill(editor, text)
    with qtbot.waitSignal(panel.saved):
        strip.register.click()
    assert strip.path.text() == "在谈 2026-03-02 → 签约 2026-05-18"
    project = county.ask(lambda session: session.get_one(Project, row))
    assert project.stage == "签约"
    moves = county.ask(lambda session: [session.get_one(StageMove, one) for one in ids(session, View(StageMove))])
    (signed,) = [move for move in moves if move.stage == "签约"]
    assert signed.amount == 98000
    assert (signed.mark("amount"), signed.evidence) == ("约", "HT-018")
    assert signed.by == county.store.who
    county.undo()
    assert strip.path.text() == "在谈 2026-03-02"
    assert county.ask(lambda session: session.get_one(Project, row)).stage == "在谈"


def test_all_that_is_wrong_is_said(county: Desk, qtbot: QtBot) -> None:
    panel, _ = opened(county, qtbot)
    strip = panel.stages
    strip.start.click()
    for key, text in (("stage", "上天"), ("on", "2月30日"), ("amount", "很多")):
        editor = strip.rows[key].editor
        assert editor is not None
        fill(editor, text)
    strip.register.click()
    assert all(strip.rows[key].refused.text() for key in ("stage", "on", "amount"))
    assert strip.form.isVisibleTo(panel)
    assert len(county.ask(lambda session: ids(session, View(StageMove)))) == 1


def test_the_strip_is_for_projects_alone(county: Desk, qtbot: QtBot) -> None:
    panel, _ = opened(county, qtbot)
    assert panel.stages.isVisibleTo(panel)
    panel.open_row(Lead, county.deed("示例", rows.lead))
    assert not panel.stages.isVisibleTo(panel)
