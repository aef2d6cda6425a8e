"""What new rows begin with, and what is had back of those given up."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Lead, TaskForce, Visit
from models.queries.ledger_query import LedgerQuery, count_rows, title_choices
from tests import rows
from tests.desktop.form.test_row_panel import editor, form, panel, stored_text
from tests.keys import key_receiver, replace_text

__all__ = ["panel"]


def test_a_new_row_begins_with_defaults_that_are_shown_and_are_nothing_typed(
    panel: RowPanel, county: BookSession
) -> None:
    force = county.read(lambda session: title_choices(session, TaskForce))[0]
    county.run("新增 线索", lambda session: rows.add_lead(session, task_force=force[0], owner="李明"))
    today = f"{county.reading_context().today}"
    panel.open_row(Lead, None)
    assert {key: editor(panel, key).text() for key in ("task_force", "reported_on", "owner")} == {
        "task_force": force[1],
        "reported_on": today,
        "owner": "李明",
    }
    assert panel.foot.state_label.text() == "先填好了上报专班、登记时间、跟进人，可以改 · 带 * 的必填"
    assert key_receiver(editor(panel, "name")).hasFocus()
    assert not form(panel).dirty_rows()
    panel.close_row()
    assert panel.current_row() is None
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 1
    panel.open_row(Lead, None)
    assert not panel.foot.restore_draft_button.isVisibleTo(panel)
    replace_text(editor(panel, "name"), "新线索")
    replace_text(editor(panel, "owner"), "王丽")
    assert panel.save()
    row = panel.current_row()
    assert row is not None
    assert row[1] is not None
    assert [stored_text(county, Lead, row[1], key) for key in ("task_force", "reported_on", "owner")] == [
        force[1],
        today,
        "王丽",
    ]


def test_what_was_given_up_comes_before_the_defaults_of_the_next_new_row(panel: RowPanel, county: BookSession) -> None:
    county.run("新增 线索", lambda session: rows.add_lead(session, owner="李明"))
    panel.open_row(Lead, None)
    typed = {"name": "新线索", "reported_on": "2026-11-3", "owner": "王丽"}
    for key, text in typed.items():
        replace_text(editor(panel, key), text)
    panel.discard()
    panel.open_row(Lead, None)
    assert editor(panel, "owner").text() == "李明"
    panel.foot.restore_draft_wanted.emit()
    assert {key: editor(panel, key).text() for key in typed} == typed


def test_an_emptied_default_stays_empty_when_it_is_had_back(panel: RowPanel, county: BookSession) -> None:
    county.run("新增 线索", lambda session: rows.add_lead(session, owner="李明"))
    panel.open_row(Lead, None)
    replace_text(editor(panel, "name"), "新线索")
    replace_text(editor(panel, "owner"), "")
    panel.discard()
    panel.open_row(Lead, None)
    replace_text(editor(panel, "reported_on"), "2026-11-3")
    panel.foot.restore_draft_wanted.emit()
    assert [editor(panel, key).text() for key in ("name", "owner", "reported_on")] == ["新线索", "", "2026-11-3"]


def test_what_a_row_was_given_by_the_one_before_it_is_had_back_too(panel: RowPanel, county: BookSession) -> None:
    facts = {"direction": "外出", "company": "甲公司", "place": "江苏常州"}
    row = county.run("示例", lambda session: rows.add_row(session, Visit, **facts))
    panel.open_row(Visit, row)
    panel.foot.carry_on_bar.buttons["lead"].click()
    replace_text(editor(panel, "name"), "炭黑项目")
    panel.discard()
    assert panel.current_row() == (Visit, row)
    panel.open_row(Lead, None)
    panel.foot.restore_draft_button.click()
    assert [editor(panel, key).text() for key in ("name", "investor", "place")] == ["炭黑项目", "甲公司", "江苏常州"]


def test_save_and_continue_with_the_keyboard(panel: RowPanel, county: BookSession, qtbot: QtBot) -> None:
    panel.open_row(Lead, None)
    replace_text(editor(panel, "name"), "甲线索")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(key_receiver(editor(panel, "name")), Qt.Key.Key_Return, both)
    assert panel.current_row() == (Lead, None)
    assert editor(panel, "name").text() == ""
    assert key_receiver(editor(panel, "name")).hasFocus()
    replace_text(editor(panel, "name"), "乙线索")
    assert panel.save()
    qtbot.keyClick(key_receiver(editor(panel, "name")), Qt.Key.Key_Return, both)
    assert panel.current_row() == (Lead, None)
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 2
