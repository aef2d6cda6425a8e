"""Folded sections are reached, opened and left with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.book_session import BookSession
from desktop.form.form_section import FormSection
from desktop.form.row_panel import RowPanel
from models.ledgers import Lead, Obligation, Project
from models.queries.ledger_query import LedgerQuery, count_rows
from tests import rows
from tests.desktop.form.test_row_panel import editor, form, panel
from tests.keys import key_receiver, replace_text

__all__ = ["panel"]


def focus() -> QWidget:
    """Return the widget with the keys."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def section(panel: RowPanel, title: str) -> FormSection:
    """Return a section by what stands in its heading."""
    return next(part for part in form(panel).sections if part.heading_button.text().split("　")[0] == title)


def focused_key(panel: RowPanel) -> str:
    """Return the key of the field with the keys, empty where it is none."""
    return next((key for key, row in form(panel).field_rows.items() if row.isAncestorOf(focus())), "")


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_tab_comes_to_a_folded_section_and_a_key_opens_it(panel: RowPanel, key: Qt.Key) -> None:
    panel.open_row(Project, None)
    key_receiver(editor(panel, "plant")).setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    folded = section(panel, "投资")
    assert focus() is folded.heading_button
    assert not folded.is_open
    QTest.keyClick(focus(), key)
    assert folded.is_open
    assert focused_key(panel) == "total"
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focused_key(panel) == "signed_amount"
    QTest.keyClick(focus(), Qt.Key.Key_Backtab)
    QTest.keyClick(focus(), Qt.Key.Key_Backtab)
    assert focused_key(panel) == "plant"


def test_a_folded_section_may_be_passed(panel: RowPanel) -> None:
    panel.open_row(Project, None)
    key_receiver(editor(panel, "plant")).setFocus()
    for _ in range(2):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is section(panel, "效益").heading_button


def test_a_section_with_days_opens_as_tab_comes_to_it_and_is_gone_through(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Obligation, name="通水"))
    panel.open_row(Obligation, row)
    section(panel, "责任").set_open(True)
    assert not section(panel, "时限").is_open
    key_receiver(editor(panel, "leader")).setFocus()
    visited = []
    for _ in range(6):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        visited.append(focused_key(panel))
    assert visited == ["rule", "raised_on", "feedback_due", "due", "extended_to", "extension"]


def test_behind_the_last_field_come_the_buttons_below_and_enter_presses_them(
    panel: RowPanel, county: BookSession
) -> None:
    panel.open_row(Lead, None)
    replace_text(editor(panel, "name"), "新线索")
    for part in form(panel).sections:
        part.set_open(True)
    last = form(panel).last_focus_widget()
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert focus() is panel.foot.save_button
    QTest.keyClick(focus(), Qt.Key.Key_Tab)
    assert focus() is panel.foot.save_next_button
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert county.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 1
    assert panel.current_row() == (Lead, None)
