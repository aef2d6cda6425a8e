"""The row panel: autosave by field, a new row saved whole with all its field errors, the row history and back."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors import Editor
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from models.audit.history import row_history
from models.fields.base import Ledger
from models.ledgers import LEDGERS, Enterprise, Funding, Lead, Milestone, Obligation, Project, StageMove, TaskForce
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids, title_choices
from models.queries.row_detail import load_row_detail
from tests import rows
from tests.keys import compose_text, key_receiver, replace_text


@pytest.fixture
def panel(county: BookSession, qtbot: QtBot) -> Iterator[RowPanel]:
    """Give the panel in a window in front of all others."""
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    yield panel
    while panel.current_row() is not None:
        panel.discard()


def form(panel: RowPanel) -> LedgerForm:
    """Give the form of the row shown."""
    sections = panel.form_cache.currentWidget()
    assert isinstance(sections, LedgerForm)
    return sections


def editor(panel: RowPanel, key: str) -> Editor:
    """Give the editor of a field of the row shown."""
    editor = form(panel).open_field_row(key).editor
    assert editor is not None
    return editor


def leave_field(panel: RowPanel) -> None:
    """Leave the field one is in."""
    other = panel.head.close_button
    other.setFocus(Qt.FocusReason.TabFocusReason)


def stored_text(desk: BookSession, ledger: type[Ledger], row: str, key: str) -> str:
    """Read a field of the book as text."""
    row_detail = desk.read(lambda session: load_row_detail(session, ledger, row))
    assert row_detail is not None
    return row_detail.values[key].text


def history_steps(desk: BookSession, row: str) -> list[tuple[str, int]]:
    """List a lead's commands with the number of fields each changed, latest first."""
    entries = desk.read(lambda session: row_history(session, session.get_one(Lead, row)))
    return [(entry.label, len(entry.changes)) for entry in entries]


def test_leaving_a_field_saves_it_in_one_command(panel: RowPanel, county: BookSession, qtbot: QtBot) -> None:
    row = county.run("示例", rows.add_lead)
    panel.open_row(Lead, row)
    replace_text(editor(panel, "total"), "1.2亿")
    assert stored_text(county, Lead, row, "total") == ""
    with qtbot.waitSignal(panel.saved) as saved:
        leave_field(panel)
    assert saved.args == [row]
    assert history_steps(county, row)[0] == ("修改 线索：预计总投资", 1)
    assert editor(panel, "total").raw_value() == "12,000"
    county.undo()
    assert editor(panel, "total").raw_value() == ""


def test_a_field_left_as_it_was_writes_nothing(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_lead(session, phone="13812345678"))
    panel.open_row(Lead, row)
    for key in ("total", "phone", "reported_on", "task_force", "channel"):
        editor(panel, key).setFocus()
    leave_field(panel)
    assert len(history_steps(county, row)) == 1


def test_a_refused_field_keeps_what_was_typed_and_the_keys(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", rows.add_lead)
    panel.open_row(Lead, row)
    replace_text(editor(panel, "total"), "3-5亿")
    assert not panel.leave()
    refused = form(panel).open_field_row("total").error_label
    assert "区间" in refused.text()
    assert not refused.text().startswith("预计总投资")
    assert editor(panel, "total").raw_value() == "3-5亿"
    assert key_receiver(editor(panel, "total")).hasFocus()
    replace_text(editor(panel, "total"), "3亿")
    assert panel.leave()
    assert not refused.isVisibleTo(panel)
    assert stored_text(county, Lead, row, "total") == "30,000"


def test_a_new_row_shows_all_errors_at_once(panel: RowPanel, county: BookSession) -> None:
    panel.open_row(Lead, None)
    replace_text(editor(panel, "total"), "很多")
    replace_text(editor(panel, "reported_on"), "2月30日")
    assert not panel.save()
    messages = {
        key: form_row.error_label.text()
        for key, form_row in form(panel).field_rows.items()
        if form_row.error_label.text()
    }
    assert set(messages) == {"name", "total", "reported_on"}
    assert messages["name"] == "必填，不能空着。"
    assert "3 栏" in panel.foot.error_label.text()
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 0


def test_a_new_row_is_saved_whole_with_its_preset(panel: RowPanel, county: BookSession, qtbot: QtBot) -> None:
    force = county.read(lambda session: title_choices(session, TaskForce))[0]
    panel.open_row(Lead, None, {"task_force": force[0]})
    assert key_receiver(editor(panel, "task_force")).property("text") == force[1]
    replace_text(editor(panel, "name"), "新线索")
    replace_text(editor(panel, "content"), "年产20万吨")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    current = panel.current_row()
    assert current is not None
    assert current[1] is not None
    assert stored_text(county, Lead, current[1], "task_force") == force[1]
    assert stored_text(county, Lead, current[1], "content") == "年产20万吨"
    assert history_steps(county, current[1])[0][0] == "新增 线索：新线索"


def test_an_untouched_new_row_leaves_nothing_behind(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", rows.add_lead)
    panel.open_row(Lead, None)
    assert panel.open_row(Lead, row)
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 1


def test_saving_takes_what_is_still_being_composed(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_lead(session, place="江"))
    panel.open_row(Lead, row)
    target = key_receiver(editor(panel, "place"))
    assert isinstance(target, QLineEdit)
    target.setFocus()
    target.setCursorPosition(len(target.text()))
    compose_text(target, "su")
    assert panel.leave()
    assert stored_text(county, Lead, row, "place") == "江su"


def test_a_change_of_somebody_else_is_not_overwritten(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_lead(session, place="江苏"))
    panel.open_row(Lead, row)
    replace_text(editor(panel, "place"), "浙江")

    def other(session: object) -> None:
        session.get_one(Lead, row).place = "上海"  # type: ignore[attr-defined]  # a Session

    county.run("别人改", other)
    assert not panel.leave()
    assert "别人刚改为“上海”" in form(panel).open_field_row("place").error_label.text()
    assert editor(panel, "place").raw_value() == "浙江"
    assert stored_text(county, Lead, row, "place") == "上海"


def test_what_the_program_stamps_is_shown_not_typed(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", rows.add_lead)
    panel.open_row(Lead, row)
    shown = form(panel).open_field_row("first_report")
    assert shown.editor is None
    assert shown.stamp_label is not None
    assert shown.stamp_label.text().startswith("20")


def test_a_linked_row_opens_and_leads_back(panel: RowPanel, county: BookSession) -> None:
    firm = county.run("示例", lambda session: rows.add_row(session, Enterprise, name="甲公司"))
    row = county.run("示例", lambda session: rows.add_lead(session, enterprise=firm))
    panel.open_row(Lead, row)
    editor(panel, "investor").open_button.click()  # type: ignore[attr-defined]  # a LinkEditor
    assert panel.current_row() == (Enterprise, firm)
    assert panel.head.title_label.text() == "甲公司"
    panel.head.back_button.click()
    assert panel.current_row() == (Lead, row)


def test_a_row_that_is_missing_is_added_and_comes_back_linked(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Obligation, name="示例事项"))
    panel.open_row(Obligation, row)
    editor(panel, "enterprise").add_wanted.emit("enterprise", "乙公司")
    current = panel.current_row()
    assert current is not None
    assert current == (Enterprise, None)
    assert editor(panel, "name").raw_value() == "乙公司"
    assert panel.save()
    assert panel.current_row() == (Obligation, row)
    assert stored_text(county, Obligation, row, "enterprise") == "乙公司"


def test_details_hang_on_their_row(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    assert panel.tabs.tabText(1) == "明细 1"
    panel.detail_stack.add_wanted.emit("funding")
    assert panel.current_row() == (Funding, None)
    replace_text(editor(panel, "month"), "2026年9月")
    replace_text(editor(panel, "amount"), "1200")
    assert panel.save()
    assert panel.current_row() == (Project, row)
    assert panel.tabs.tabText(1) == "明细 2"
    table = panel.detail_stack.pages[Project].tables["funding"]
    assert table.model().index(0, 0).data() == "2026年9月"
    table.open_wanted.emit(county.read(lambda session: matching_ids(session, LedgerQuery(Funding)))[0])
    assert panel.current_row()[0] is Funding  # type: ignore[index]  # a row is shown
    panel.go_back()
    assert panel.current_row() == (Project, row)


def test_a_row_put_into_the_bin_can_be_taken_back(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", rows.add_lead)
    panel.open_row(Lead, row)

    def remove(session: object) -> None:
        session.get_one(Lead, row).removed = True  # type: ignore[attr-defined]  # a Session

    county.run("移走", remove)
    assert panel.foot.restore_row_button.isVisibleTo(panel)
    assert not form(panel).widget().isEnabled()
    panel.foot.restore_row_button.click()
    assert not panel.foot.restore_row_button.isVisibleTo(panel)
    assert form(panel).widget().isEnabled()


def test_every_ledger_has_a_form(panel: RowPanel) -> None:
    for ledger in LEDGERS:
        assert panel.open_row(ledger, None)
        for section in form(panel).sections:
            section.set_open(opened=True)
        assert not form(panel).dirty_rows()
    assert isinstance(panel, QWidget)


def test_a_milestone_names_its_project(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Milestone, None, {"project": row})
    assert editor(panel, "project").read().value == row


def test_what_was_given_up_can_be_had_back(panel: RowPanel, county: BookSession) -> None:
    force = county.read(lambda session: title_choices(session, TaskForce))[0][1]
    panel.open_row(Lead, None)
    typed = {"name": "新线索", "total": "1.2亿", "content": "年产20万吨", "task_force": force, "phone": "13812345678"}
    for key, text in typed.items():
        replace_text(editor(panel, key), text)
    panel.foot.cancel_button.click()
    assert panel.current_row() is None
    panel.open_row(Lead, None)
    assert panel.foot.restore_draft_button.isVisibleTo(panel)
    panel.foot.restore_draft_button.click()
    assert {key: editor(panel, key).text() for key in typed} == typed
    assert not panel.foot.restore_draft_button.isVisibleTo(panel)
    assert panel.save()


def test_a_half_typed_row_further_back_is_not_lost(panel: RowPanel, county: BookSession) -> None:
    other = county.run("示例", rows.add_lead)
    panel.open_row(Lead, None)
    replace_text(editor(panel, "total"), "1.2亿")
    editor(panel, "chain").add_wanted.emit("chain", "")
    assert not panel.open_row(Lead, other)
    assert panel.current_row() == (Lead, None)
    assert editor(panel, "total").raw_value() == "1.2亿"
    assert form(panel).open_field_row("name").error_label.text() == "必填，不能空着。"
    replace_text(editor(panel, "name"), "新线索")
    assert panel.open_row(Lead, other)
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 2


def test_only_a_new_project_is_asked_its_first_stage_and_the_day(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    stage_shown = form(panel).field_rows["stage"]
    assert stage_shown.stamp_label is not None
    assert stage_shown.stamp_label.text() == "在谈"
    assert "on" not in form(panel).field_rows
    panel.open_row(Project, None)
    asked = form(panel).field_rows
    assert all(asked[key].isVisibleTo(panel) and asked[key].editor is not None for key in ("stage", "on"))
    assert not stage_shown.isVisibleTo(panel)
    keys = list(asked)
    assert keys[keys.index("stage") + 1] == "on"
    panel.open_row(Project, row)
    assert stage_shown.isVisibleTo(panel)
    assert not asked["on"].isVisibleTo(panel)


def test_a_new_project_given_up_gets_its_stage_and_day_back(panel: RowPanel) -> None:
    panel.open_row(Project, None)
    for key, text in (("name", "炭黑项目"), ("stage", "签约"), ("on", "2026-3-12")):
        replace_text(editor(panel, key), text)
    panel.discard()
    panel.open_row(Project, None)
    assert editor(panel, "on").raw_value() == ""
    panel.foot.restore_draft_wanted.emit()
    assert [editor(panel, key).text() for key in ("stage", "on")] == ["签约", "2026-3-12"]


def test_a_project_without_a_stage_says_that_it_is_in_no_library(panel: RowPanel, county: BookSession) -> None:
    panel.open_row(Project, None)
    replace_text(editor(panel, "name"), "炭黑项目")
    assert panel.save()
    assert panel.stage_strip.path_label.text().startswith("还没有阶段记录，不计入任何一个库")
    assert county.read(lambda session: count_rows(session, LedgerQuery(StageMove))) == 0


def test_save_and_continue_begins_the_next_row_with_the_day_and_officer(panel: RowPanel, county: BookSession) -> None:
    panel.open_row(Lead, None)
    for key, text in (("name", "甲线索"), ("reported_on", "2026-11-3"), ("owner", "李明")):
        replace_text(editor(panel, key), text)
    panel.foot.save_next_button.click()
    assert panel.current_row() == (Lead, None)
    assert panel.minimumSizeHint().width() <= 360
    assert [editor(panel, key).text() for key in ("name", "reported_on", "owner")] == ["", "2026-11-03", "李明"]
    panel.foot.save_next_button.click()
    assert form(panel).field_rows["name"].error_label.text()
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 1


def test_save_and_continue_adds_a_detail_again_to_the_same_row(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    panel.detail_stack.add_wanted.emit("milestone")
    replace_text(editor(panel, "name"), "主体封顶")
    panel.foot.save_next_button.click()
    assert panel.current_row() == (Milestone, None)
    assert [editor(panel, key).text() for key in ("project", "name")] == ["甲项目", ""]
    panel.discard()
    assert panel.current_row() == (Project, row)
    assert county.read(lambda session: count_rows(session, LedgerQuery(Milestone))) == 1
