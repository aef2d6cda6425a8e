"""The next step above the form: what it says, and its tick."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.app.book_session import BookSession
from desktop.form.next_step_strip import NextStepStrip
from desktop.form.row_panel import RowPanel
from models.ledgers import Lead, Negotiation, Project, Visit
from models.statistics.alerts import daily_alerts
from tests import rows
from tests.desktop.form.test_row_panel import editor, leave_field, panel, stored_text
from tests.keys import replace_text

__all__ = ["panel"]


def strip_of(panel: RowPanel) -> NextStepStrip:
    """Return the strip."""
    return panel.strips.next_step_strip


def add_visit(county: BookSession, days: int) -> tuple[str, str]:
    """Add a visit with a step due in some days; return its id and the day."""
    due = county.reading_context().today + timedelta(days=days)
    facts = {"direction": "外出", "company": "甲公司", "next_step": "寄送协议", "next_on": due, "next_by": "李明"}
    return county.run("示例", lambda session: rows.add_row(session, Visit, **facts)), due.isoformat()


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-2, "■ 下一步：寄送协议（{}前，李明，已过2天）"),
        (0, "▲ 下一步：寄送协议（{}前，李明）"),
        (9, "● 下一步：寄送协议（{}前，李明）"),
    ],
)
def test_it_says_what_by_when_and_by_whom(panel: RowPanel, county: BookSession, days: int, text: str) -> None:
    row, due = add_visit(county, days)
    panel.open_row(Visit, row)
    assert strip_of(panel).isVisibleTo(panel)
    assert strip_of(panel).text_label.text() == text.format(due)


def test_the_tick_is_one_command_that_ends_the_warning(panel: RowPanel, county: BookSession) -> None:
    row, _ = add_visit(county, -2)
    today = county.reading_context().today
    panel.open_row(Visit, row)
    assert [alert.row for alert in county.read(lambda session: daily_alerts(session, today))] == [row]
    strip_of(panel).done_button.setFocus()
    QTest.keyClick(strip_of(panel).done_button, Qt.Key.Key_Return)
    assert stored_text(county, Visit, row, "next_done") == today.isoformat()
    assert not strip_of(panel).isVisibleTo(panel)
    assert county.read(lambda session: daily_alerts(session, today)) == []
    assert county.undo().label == "办结下一步 走访：甲公司"
    assert strip_of(panel).isVisibleTo(panel)


def test_another_step_takes_the_tick_off(panel: RowPanel, county: BookSession) -> None:
    row, _ = add_visit(county, -2)
    panel.open_row(Visit, row)
    strip_of(panel).done_button.click()
    replace_text(editor(panel, "next_on"), (county.reading_context().today + timedelta(days=9)).isoformat())
    leave_field(panel)
    assert stored_text(county, Visit, row, "next_done") == ""
    assert strip_of(panel).isVisibleTo(panel)


@pytest.mark.parametrize("ledger", [Lead, Negotiation])
def test_leads_and_negotiations_have_it_too_and_a_new_row_and_a_project_have_not(
    panel: RowPanel, county: BookSession, ledger: type[Lead | Negotiation]
) -> None:
    today = county.reading_context().today
    facts = {ledger.about.title: "甲", "next_on": today}
    row = county.run("示例", lambda session: rows.add_row(session, ledger, **facts))
    project = county.run("示例", lambda session: rows.add_row(session, Project, name="乙"))
    panel.open_row(ledger, row)
    assert strip_of(panel).text_label.text() == f"▲ 下一步（{today.isoformat()}前）"
    panel.open_row(ledger, None)
    assert not strip_of(panel).isVisibleTo(panel)
    panel.open_row(ledger, row)
    panel.open_row(Project, project)
    assert not strip_of(panel).isVisibleTo(panel)
