"""A filter is read the way its field is read."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.firm import FirmEditor
from desktop.table.filter_chips import FilterChip
from desktop.table.filter_popup import FilterPopup
from models.ledgers import Enterprise, Lead
from models.queries.ledger_query import Condition
from tests.rows import add_row, add_task_force


def popup(desk: BookSession, qtbot: QtBot, key: str, operator: str) -> tuple[FilterPopup, list[FilterChip]]:
    filters: list[FilterChip] = []
    box = FilterPopup(desk, Lead, key)
    qtbot.addWidget(box)
    box.filter_created.connect(filters.append)
    box.operator_choice.setCurrentIndex(box.operator_choice.findData(operator))
    return box, filters


def type_in(box: FilterPopup, text: str) -> None:
    line = box.value_editor if isinstance(box.value_editor, QLineEdit) else box.value_editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(text)
    box.add_button.click()


def test_words_in_a_text(desk: BookSession, qtbot: QtBot) -> None:
    box, filters = popup(desk, qtbot, "investor", "contains")
    type_in(box, " 新材料 ")
    assert filters == [FilterChip(Condition("investor", "contains", "新材料"), "意向投资方 含 新材料")]


def test_an_amount_with_its_unit(desk: BookSession, qtbot: QtBot) -> None:
    box, filters = popup(desk, qtbot, "total", "ge")
    type_in(box, "1.2亿")
    assert filters == [FilterChip(Condition("total", "ge", Decimal(12000)), "预计总投资 ≥ 12,000万元")]


def test_a_day_as_clerks_write_it(desk: BookSession, qtbot: QtBot) -> None:
    box, filters = popup(desk, qtbot, "reported_on", "ge")
    type_in(box, "2026.3.2")
    assert [picked.condition.value for picked in filters] == [date(2026, 3, 2)]


def test_a_linked_row_by_its_name(desk: BookSession, qtbot: QtBot) -> None:
    row = desk.run("示例", lambda session: add_task_force(session, "焦化", 1))
    box, filters = popup(desk, qtbot, "task_force", "is")
    type_in(box, "焦化招商专班")
    assert [(picked.condition.value, picked.text) for picked in filters] == [(row, "上报专班 等于 焦化招商专班")]


def test_a_firm_picked_from_the_library_by_its_name(desk: BookSession, qtbot: QtBot) -> None:
    firm = desk.run("示例", lambda session: add_row(session, Enterprise, name="甲公司"))
    box, filters = popup(desk, qtbot, "investor", "is")
    assert isinstance(box.value_editor, FirmEditor)
    box.value_editor.pick_row(firm, "甲公司")
    box.add_button.click()
    assert filters == [FilterChip(Condition("investor", "is", "甲公司"), "意向投资方 等于 甲公司")]


def test_blank_or_not_needs_no_value(desk: BookSession, qtbot: QtBot) -> None:
    box, filters = popup(desk, qtbot, "owner", "empty")
    box.add_button.click()
    assert filters == [FilterChip(Condition("owner", "empty"), "跟进人 为空")]


def test_a_refused_value_is_told_beside_it(desk: BookSession, qtbot: QtBot) -> None:
    box, filters = popup(desk, qtbot, "total", "ge")
    type_in(box, "很多")
    assert not filters
    assert box.error_label.text()
    type_in(box, "")
    assert not filters
