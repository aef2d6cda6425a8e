"""Which of two values to keep: the first side's unless another is chosen."""

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from desktop.widgets.merge_table import MergeTable
from models.duplicates.decisions import DuplicateCase, DuplicateSide, MergeChoice
from models.ledgers import Lead
from tests.windows import find_children

FIRST = DuplicateSide(Lead, "1", "铝板带项目", "铝招商专班", "2026-03-02 09:14", ())
SECOND = DuplicateSide(Lead, "2", "铝板带项目二", "", "2026-04-01 08:00", ())
CASE = DuplicateCase(1, 100, "投资方相同", FIRST, SECOND)
CHOICES = (MergeChoice("total", "预计总投资", "300", "500"), MergeChoice("content", "投资内容", "铝带", "铝板"))


@pytest.fixture
def table(qtbot: QtBot) -> MergeTable:
    """Show the table."""
    table = MergeTable()
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    return table


def test_the_first_side_is_kept_unless_chosen_otherwise(table: MergeTable, qtbot: QtBot) -> None:
    table.show_choices(CASE, CHOICES)
    assert table.fields_from_second() == ()
    table.second_value_buttons["content"].click()
    with qtbot.waitSignal(table.confirmed) as confirmed:
        table.merge_button.click()
    assert confirmed.args == [("content",)]


def test_of_two_values_one_is_chosen_and_fields_do_not_disturb_each_other(table: MergeTable) -> None:
    table.show_choices(CASE, CHOICES)
    buttons = {button.accessibleName(): button for button in find_children(table, QRadioButton)}
    buttons["预计总投资：500"].click()
    buttons["投资内容：铝板"].click()
    assert table.fields_from_second() == ("total", "content")
    buttons["预计总投资：300"].click()
    assert table.fields_from_second() == ("content",)


def test_both_sides_say_whose_they_are_and_what_is_kept(table: MergeTable) -> None:
    table.show_choices(CASE, CHOICES)
    assert "保留“铝板带项目”这一行" in table.summary_label.text()
    assert table.summary_label.text().endswith("请逐栏选：")
    table.show_choices(CASE, ())
    assert table.summary_label.text().endswith("两边没有写得不一样的栏。")
    assert table.fields_from_second() == ()


def test_another_case_forgets_the_choices_of_the_last(table: MergeTable) -> None:
    table.show_choices(CASE, CHOICES)
    table.second_value_buttons["total"].click()
    table.show_choices(CASE, CHOICES)
    assert table.fields_from_second() == ()
