"""The keys that save work in the strips above the form as they do in the form."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.app.book_session import BookSession
from desktop.form.entry_strip import EntryStrip
from desktop.form.row_panel import RowPanel
from models.ledgers import Obligation, Project
from tests import rows
from tests.desktop.form.test_row_panel import panel, stored_text
from tests.keys import key_receiver, replace_text

__all__ = ["panel"]
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
SAVING_KEYS = [(Qt.Key.Key_S, CONTROL), (Qt.Key.Key_Return, CONTROL), (Qt.Key.Key_Return, NONE)]


def type_and_press(strip: EntryStrip, texts: dict[str, str], key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Type into the fields of a strip and press a key in the last of them."""
    for name, text in texts.items():
        editor = strip.field_rows[name].editor
        assert editor is not None
        replace_text(editor, text)
        last = key_receiver(editor)
    QTest.keyClick(last, key, modifier)


@pytest.mark.parametrize(("key", "modifier"), SAVING_KEYS)
def test_a_stage_is_registered_with_the_keys(
    panel: RowPanel, county: BookSession, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    strip = panel.stage_strip
    strip.new_stage_button.click()
    type_and_press(strip, {"stage": "签约", "on": "2026-5-18", "evidence": "HT-018"}, key, modifier)
    assert stored_text(county, Project, row, "stage") == "签约"
    assert strip.form.isHidden()


@pytest.mark.parametrize(("key", "modifier"), SAVING_KEYS)
def test_an_obligation_is_closed_with_the_keys(
    panel: RowPanel, county: BookSession, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Obligation, name="通水"))
    panel.open_row(Obligation, row)
    strip = panel.strips.closing_strip
    strip.close_button.click()
    today = f"{county.reading_context().today}"
    type_and_press(strip, {"result": "已通水", "closed_on": today}, key, modifier)
    assert stored_text(county, Obligation, row, "closed_on") == today


def test_enter_goes_on_to_the_next_field_before_the_last(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    strip = panel.stage_strip
    strip.new_stage_button.click()
    type_and_press(strip, {"stage": "签约", "on": "2026-5-18"}, *SAVING_KEYS[2])
    amount = strip.field_rows["amount"].editor
    assert amount is not None
    assert key_receiver(amount).hasFocus()
    assert stored_text(county, Project, row, "stage") == "在谈"


def test_a_status_is_noted_with_the_keys_and_escape_folds_the_strip_not_the_panel(
    panel: RowPanel, county: BookSession
) -> None:
    row = county.run("示例", lambda session: rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}))
    panel.open_row(Project, row)
    strip = panel.strips.status_strip
    strip.unfold()
    status = strip.field_rows["status"].editor
    assert status is not None
    QTest.keyClick(key_receiver(status), Qt.Key.Key_Escape)
    assert strip.isHidden()
    assert panel.current_row() == (Project, row)
    strip.unfold()
    type_and_press(strip, {"status": "暂停", "status_reason": "等环评"}, Qt.Key.Key_S, CONTROL)
    assert stored_text(county, Project, row, "status") == "暂停"


def test_enter_presses_the_button_it_stands_on(panel: RowPanel, county: BookSession) -> None:
    row = county.run("示例", lambda session: rows.add_row(session, Obligation, name="通水"))
    panel.open_row(Obligation, row)
    strip = panel.strips.closing_strip
    strip.close_button.setFocus()
    QTest.keyClick(strip.close_button, Qt.Key.Key_Return)
    assert strip.form.isVisibleTo(panel)
