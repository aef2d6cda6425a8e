"""A filter is read the way its field is read."""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.firm import FirmEditor
from desktop.table.filter_chips import FilterChip
from desktop.table.filter_popup import FilterPopup
from desktop.table.value_tick_list import ValueTickList
from models.audit.recorder import add_many
from models.ledgers import Enterprise, Lead
from models.queries.ledger_query import Condition, LedgerQuery, matching_ids
from models.storage.store import Session
from tests.rows import add_row, add_task_force


def popup(desk: BookSession, qtbot: QtBot, key: str, operator: str) -> tuple[FilterPopup, list[FilterChip]]:
    filters: list[FilterChip] = []
    box = FilterPopup(desk, LedgerQuery(Lead), key)
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


def fill(session: Session) -> dict[str, str]:
    """Add leads of two task forces and of none, and return the task forces by name."""
    forces = {name: add_task_force(session, name, rank) for rank, name in enumerate(("铝", "焦化"), start=1)}
    for number, force in enumerate(("焦化", "焦化", "铝", "")):
        add_row(session, Lead, name=f"示例{number}", task_force=forces.get(force), state="已上报")
    add_row(session, Lead, name="移走的", task_force=forces["铝"], removed=True)
    return forces


def item_texts(ticks: ValueTickList) -> list[str]:
    items = map(ticks.value_list.item, range(ticks.value_list.count()))
    return [item.text() for item in items if not item.isHidden()]


def test_values_are_ticked_in_the_countys_order_with_their_counts(desk: BookSession, qtbot: QtBot) -> None:
    forces = desk.run("示例", fill)
    box, filters = popup(desk, qtbot, "task_force", "any")
    box.show()
    assert isinstance(box.value_editor, ValueTickList)
    assert item_texts(box.value_editor) == ["铝招商专班  1 条", "焦化招商专班  2 条", "（空）  1 条"]
    box.add_button.click()
    assert box.error_label.text() == "请在要看的前面打勾。"
    ticks = box.value_editor.value_list
    ticks.setFocus()
    for row in (0, 2):
        ticks.setCurrentRow(row)
        qtbot.keyClick(ticks, Qt.Key.Key_Space)
    box.add_button.click()
    condition = Condition("task_force", "any", (forces["铝"], None))
    assert filters == [FilterChip(condition, "上报专班 是 铝招商专班、（空）")]
    names = desk.read(lambda session: cell_names(session, LedgerQuery(Lead, where=(condition,))))
    assert names == ["示例3", "示例2"]


def cell_names(session: Session, query: LedgerQuery) -> list[str]:
    return [session.get_one(Lead, row).name for row in matching_ids(session, query)]


def test_the_list_of_values_is_searched_by_pinyin(desk: BookSession, qtbot: QtBot) -> None:
    desk.run("示例", fill)
    box, _ = popup(desk, qtbot, "task_force", "any")
    assert isinstance(box.value_editor, ValueTickList)
    qtbot.keyClicks(box.value_editor.search_box, "jiaoh")
    assert item_texts(box.value_editor) == ["焦化招商专班  2 条"]
    box.value_editor.search_box.clear()
    assert len(item_texts(box.value_editor)) == 3


def test_more_than_three_ticked_values_are_counted_in_the_chip(desk: BookSession, qtbot: QtBot) -> None:
    desk.run("示例", lambda session: [add_row(session, Lead, name=f"第{number}号") for number in (10, 2, 3, 1)])
    box, filters = popup(desk, qtbot, "name", "any")
    assert isinstance(box.value_editor, ValueTickList)
    for row in range(4):
        box.value_editor.value_list.item(row).setCheckState(Qt.CheckState.Checked)
    box.add_button.click()
    assert [picked.text for picked in filters] == ["线索名称 是 第1号、第2号、第3号等 4 种"]


def test_of_many_values_the_commonest_are_listed(desk: BookSession, qtbot: QtBot) -> None:
    numbers = [*range(1, 210), 209, 208]
    desk.run("示例", lambda session: add_many(session, Lead, ({"name": f"第{number}号"} for number in numbers)))
    box, _ = popup(desk, qtbot, "name", "any")
    assert isinstance(box.value_editor, ValueTickList)
    texts = item_texts(box.value_editor)
    assert len(texts) == 200
    assert texts[-2:] == ["第208号  2 条", "第209号  2 条"]
    hint = box.value_editor.findChild(QLabel)
    assert hint is not None
    assert hint.text() == "只列出最常见的 200 种"


def test_the_popup_grows_and_shrinks_and_keeps_its_right_edge(desk: BookSession, qtbot: QtBot) -> None:
    box, _ = popup(desk, qtbot, "task_force", "is")
    box.open_at(QPoint(1000, 100))
    low = box.height()
    box.operator_choice.setFocus()
    box.operator_choice.setCurrentIndex(box.operator_choice.findData("any"))
    qtbot.waitUntil(lambda: box.height() > low + 200)
    assert box.geometry().right() == 999
    assert box.focusWidget() is box.operator_choice
    box.operator_choice.setCurrentIndex(box.operator_choice.findData("is"))
    qtbot.waitUntil(lambda: box.height() == low)
    assert box.geometry().right() == 999


def test_private_values_are_not_listed(desk: BookSession, qtbot: QtBot) -> None:
    box, _ = popup(desk, qtbot, "phone", "contains")
    assert box.operator_choice.findData("any") == -1
