"""登记阶段: one command moves a project to a stage, or every field error is shown."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.audit.history import row_history
from models.fields.kind import ReadValue
from models.ledgers import Lead, Project, Setting, StageMove
from models.queries.ledger_query import Condition, LedgerQuery, matching_ids
from tests import rows
from tests.keys import replace_text


def opened(desk: BookSession, qtbot: QtBot) -> tuple[RowPanel, str]:
    """Show a project that is being talked about."""
    row = desk.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel = RowPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    panel.open_row(Project, row)
    return panel, row


def test_a_stage_is_one_command_that_undo_takes_back(county: BookSession, qtbot: QtBot) -> None:
    panel, row = opened(county, qtbot)
    strip = panel.stage_strip
    assert strip.path_label.text() == "在谈 2026-03-02"
    strip.new_stage_button.click()
    for key, text in (("stage", "签约"), ("on", "2026-5-18"), ("amount", "约9.8亿"), ("evidence", "HT-018")):
        editor = strip.field_rows[key].editor
        assert editor is not None
        replace_text(editor, text)
    with qtbot.waitSignal(panel.saved):
        strip.register_button.click()
    assert strip.path_label.text() == "在谈 2026-03-02 → 签约 2026-05-18"
    project = county.read(lambda session: session.get_one(Project, row))
    assert project.stage == "签约"
    moves = county.read(
        lambda session: [session.get_one(StageMove, row_id) for row_id in matching_ids(session, LedgerQuery(StageMove))]
    )
    (signed,) = [move for move in moves if move.stage == "签约"]
    assert signed.amount == 98000
    assert (signed.mark_of("amount"), signed.evidence) == ("约", "HT-018")
    assert signed.by == county.store.who
    county.undo()
    assert strip.path_label.text() == "在谈 2026-03-02"
    assert county.read(lambda session: session.get_one(Project, row)).stage == "在谈"


def test_all_that_is_wrong_is_said(county: BookSession, qtbot: QtBot) -> None:
    panel, _ = opened(county, qtbot)
    strip = panel.stage_strip
    strip.new_stage_button.click()
    for key, text in (("stage", "上天"), ("on", "2月30日"), ("amount", "很多")):
        editor = strip.field_rows[key].editor
        assert editor is not None
        replace_text(editor, text)
    strip.register_button.click()
    assert all(strip.field_rows[key].error_label.text() for key in ("stage", "on", "amount"))
    assert strip.form.isVisibleTo(panel)
    assert len(county.read(lambda session: matching_ids(session, LedgerQuery(StageMove)))) == 1


def test_the_strip_is_for_projects_alone(county: BookSession, qtbot: QtBot) -> None:
    panel, _ = opened(county, qtbot)
    assert panel.stage_strip.isVisibleTo(panel)
    panel.open_row(Lead, county.run("示例", rows.add_lead))
    assert not panel.stage_strip.isVisibleTo(panel)


def typed(panel: RowPanel, key: str, text: str) -> None:
    """Type into one of the strip's fields."""
    editor = panel.stage_strip.field_rows[key].editor
    assert editor is not None
    replace_text(editor, text)


def test_what_the_gate_still_wants_is_listed_before_signing(county: BookSession, qtbot: QtBot) -> None:
    panel, _ = opened(county, qtbot)
    panel.stage_strip.new_stage_button.click()
    assert not panel.stage_strip.gate_label.isVisibleTo(panel)
    typed(panel, "stage", "签约")
    assert "专家论证意见" in panel.stage_strip.gate_label.text().replace("\u2060", "")
    assert panel.stage_strip.gate_label.text().replace("\u2060", "").endswith("本县只提醒，不拦。")
    lines = panel.stage_strip.gate_label.text().replace("\u2060", "").replace("\u00a0", "").splitlines()
    assert (
        "□部门联审：发改局、自然资源局、生态环境局、应急管理局、行政审批局、财政局还没有意见" in lines
    )  # on its own line
    assert "联审和要点：右键这个项目，选“列出联审单位和协议要点”，再逐条填。" in lines
    assert not panel.stage_strip.field_rows["passed_by"].isVisibleTo(panel)
    panel.stage_strip.register_button.click()
    assert panel.stage_strip.path_label.text().startswith("在谈 2026-03-02 → 签约")


def test_a_gate_that_binds_asks_who_lets_pass_and_why(county: BookSession, qtbot: QtBot) -> None:
    gates = (Condition("key", "is", "gates"),)
    (setting,) = county.read(lambda session: matching_ids(session, LedgerQuery(Setting, where=gates)))
    county.run("必须", lambda session: session.get_one(Setting, setting).assign("value", ReadValue("必须")))
    panel, row = opened(county, qtbot)
    panel.stage_strip.new_stage_button.click()
    typed(panel, "stage", "签约")
    panel.stage_strip.register_button.click()
    assert "还缺" in panel.stage_strip.field_rows["stage"].error_label.text()
    typed(panel, "passed_by", "李县长")
    panel.stage_strip.register_button.click()
    assert panel.stage_strip.field_rows["passed_why"].error_label.text()
    typed(panel, "passed_why", "常务会议已定")
    panel.stage_strip.register_button.click()
    project = county.read(lambda session: session.get_one(Project, row))
    assert (project.stage, project.passed_by, project.passed_why) == ("签约", "李县长", "常务会议已定")
    county.undo()
    project = county.read(lambda session: session.get_one(Project, row))
    assert (project.stage, project.passed_by) == ("在谈", None)
    panel.stage_strip.new_stage_button.click()


def test_a_step_is_corrected_where_it_was_registered_and_its_history_keeps_the_first(
    county: BookSession, qtbot: QtBot
) -> None:
    panel, row = opened(county, qtbot)
    panel.stage_strip.correct_button.click()
    now = panel.current_row()
    assert now is not None
    assert now[0] is StageMove
    replace_text(panel.form_cache.currentWidget().open_field_row("on").editor, "2026-3-5")  # type: ignore[attr-defined]  # Sections
    panel.go_back()
    assert panel.current_row() == (Project, row)
    assert panel.stage_strip.path_label.text() == "在谈 2026-03-05"
    move = county.read(lambda session: matching_ids(session, LedgerQuery(StageMove)))[0]
    entries = county.read(lambda session: row_history(session, session.get_one(StageMove, move)))
    assert any(change.key == "on" and change.old == "2026-03-02" for entry in entries for change in entry.changes)
