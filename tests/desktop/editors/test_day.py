"""A day's editor says at once which day it understood."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.day import DayEditor
from models.fields.field import field_of
from models.ledgers import Lead
from tests.keys import replace_text


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> Iterator[DayEditor]:
    """Give the editor of a lead's day."""
    window = QWidget()
    qtbot.addWidget(window)
    editor = DayEditor(field_of(Lead, "reported_on"), county, window)
    editor.resize(240, 32)
    window.show()
    yield editor
    window.close()


def test_it_shows_the_day_before_the_field_is_left(editor: DayEditor, county: BookSession) -> None:
    year = county.reading_context().today.year
    replace_text(editor, "0302")
    assert editor.line.note.startswith(f"{year}-03-02 周")
    replace_text(editor, "3.2")
    assert editor.line.note.startswith(f"{year}-03-02 周")
    replace_text(editor, "昨天")
    assert editor.line.note.startswith((county.reading_context().today - timedelta(days=1)).isoformat())
    replace_text(editor, "上周五")
    assert editor.line.note.endswith("周五")


def test_a_day_half_typed_is_not_scolded(editor: DayEditor) -> None:
    replace_text(editor, "0")
    assert editor.line.note == ""


def test_a_month_alone_stays_a_month(editor: DayEditor) -> None:
    replace_text(editor, "2026年9月")
    assert editor.line.note == "2026年9月（只到月）"
    assert editor.read() == (date(2026, 9, 1), "月")


def test_the_calendar_picks_a_day_and_can_clear_it(editor: DayEditor, qtbot: QtBot) -> None:
    replace_text(editor, "2026-03-02")
    editor.open_calendar()
    assert editor._calendar is not None  # noqa: SLF001 - the pop-up is the editor's own
    with qtbot.waitSignal(editor.finished):
        editor._calendar.picked.emit(date(2026, 3, 5))  # noqa: SLF001 - as above
    assert editor.read().value == date(2026, 3, 5)
    editor._calendar.picked.emit(None)  # noqa: SLF001 - as above
    assert editor.read().value is None
    editor._calendar.hide()  # noqa: SLF001 - as above
