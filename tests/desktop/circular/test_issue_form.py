"""The form a circular goes out by: reads the day, wants a format, asks for a reason only where one is wanted."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.circular.issue_form import IssueForm
from models.errors import UserError


@pytest.fixture
def form(qtbot: QtBot) -> IssueForm:
    """Give the form, asked for nothing special."""
    form = IssueForm(date(2026, 11, 20))
    qtbot.addWidget(form)
    form.fill("河招〔2026〕1号", "张示例", date(2026, 11, 5), Path("通报/2026-10"), 0, "")
    return form


def test_the_day_is_read_as_everywhere(form: IssueForm) -> None:
    assert form.chosen_day() == date(2026, 11, 5)
    form.dated.setText("11.6")
    assert form.chosen_day() == date(2026, 11, 6)
    form.dated.setText("2026年11月")
    with pytest.raises(UserError, match="要写到日"):
        form.chosen_day()


def test_a_format_is_wanted(form: IssueForm) -> None:
    assert form.chosen_formats() == tuple(form.formats)
    for box in form.formats.values():
        box.setChecked(False)
    with pytest.raises(UserError, match="至少选一种"):
        form.chosen_formats()


def test_a_reason_is_asked_for_where_something_is_grave(form: IssueForm) -> None:
    assert not form.reason.isEnabled()
    form.signer.setText("李示例")
    form.fill("河招〔2026〕2号", "张示例", date(2026, 11, 5), Path("通报"), 2, "河招〔2026〕1号")
    assert form.reason.isEnabled()
    assert "有 2 处必须处理" in form.reason.placeholderText()
    assert form.issue_button.text() == "印发更正"
    assert form.note_label.text().startswith("更正河招〔2026〕1号。")
    assert form.signer.text() == "李示例"  # what was typed stays
