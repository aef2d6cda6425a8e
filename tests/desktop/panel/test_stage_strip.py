"""登记阶段: one command moves a project to a stage, or every field error is shown."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.panel.form import RowPanel
from models.browse import Condition, View, ids
from models.history import history
from models.kind import Read
from models.ledgers import Lead, Project, Setting, StageMove
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
    moves = county.ask(lambda session: [session.get_one(StageMove, row_id) for row_id in ids(session, View(StageMove))])
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


def typed(panel: RowPanel, key: str, text: str) -> None:
    """Type into one of the strip's fields."""
    editor = panel.stages.rows[key].editor
    assert editor is not None
    fill(editor, text)


def test_what_the_gate_still_wants_is_listed_before_signing(county: Desk, qtbot: QtBot) -> None:
    panel, _ = opened(county, qtbot)
    panel.stages.start.click()
    assert not panel.stages.gate.isVisibleTo(panel)
    typed(panel, "stage", "签约")
    assert "专家论证意见" in panel.stages.gate.text().replace("\u2060", "")
    assert panel.stages.gate.text().replace("\u2060", "").endswith("本县只提醒，不拦。")
    assert not panel.stages.rows["passed_by"].isVisibleTo(panel)
    panel.stages.register.click()
    assert panel.stages.path.text().startswith("在谈 2026-03-02 → 签约")


def test_a_gate_that_binds_asks_who_lets_pass_and_why(county: Desk, qtbot: QtBot) -> None:
    gates = (Condition("key", "is", "gates"),)
    (setting,) = county.ask(lambda session: ids(session, View(Setting, where=gates)))
    county.deed("必须", lambda session: session.get_one(Setting, setting).put("value", Read("必须")))
    panel, row = opened(county, qtbot)
    panel.stages.start.click()
    typed(panel, "stage", "签约")
    panel.stages.register.click()
    assert "还缺" in panel.stages.rows["stage"].refused.text()
    typed(panel, "passed_by", "李县长")
    panel.stages.register.click()
    assert panel.stages.rows["passed_why"].refused.text()
    typed(panel, "passed_why", "常务会议已定")
    panel.stages.register.click()
    project = county.ask(lambda session: session.get_one(Project, row))
    assert (project.stage, project.passed_by, project.passed_why) == ("签约", "李县长", "常务会议已定")
    county.undo()
    project = county.ask(lambda session: session.get_one(Project, row))
    assert (project.stage, project.passed_by) == ("在谈", None)
    panel.stages.start.click()


def test_a_step_is_corrected_where_it_was_registered_and_its_history_keeps_the_first(
    county: Desk, qtbot: QtBot
) -> None:
    panel, row = opened(county, qtbot)
    panel.stages.mend.click()
    now = panel.current()
    assert now is not None
    assert now[0] is StageMove
    fill(panel.forms.currentWidget().row_of("on").editor, "2026-3-5")  # type: ignore[attr-defined]  # Sections
    panel.go_back()
    assert panel.current() == (Project, row)
    assert panel.stages.path.text() == "在谈 2026-03-05"
    move = county.ask(lambda session: ids(session, View(StageMove)))[0]
    entries = county.ask(lambda session: history(session, session.get_one(StageMove, move)))
    assert any(change.key == "on" and change.old == "2026-03-02" for entry in entries for change in entry.changes)
