"""A ledger's page narrows, sorts, sums and keeps its place."""

import time
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.ledger_page import LedgerPage
from desktop.table.filter_chips import FilterChip
from desktop.table.filter_popup import FilterPopup
from models.fields.base import Ledger
from models.ledgers import LEDGERS, Lead
from models.queries.ledger_query import Condition, LedgerQuery
from models.queries.scope import Scope
from models.storage.store import Session
from tests.rows import TODAY, add_lead, add_task_force
from tests.windows import find_children


def fill(session: Session) -> dict[str, str]:
    force = add_task_force(session, "焦化", 1)
    row_ids = {"force": force}
    for key, name, facts in (
        ("gas", "焦炉煤气制LNG", {"total": Decimal(12000), "task_force": force, "reported_on": TODAY}),
        ("alu", "再生铝", {"total": Decimal(30000), "investor": "晋南铝业"}),
        ("park", "产业园", {"total": Decimal(800)}),
    ):
        row_ids[key] = add_lead(session, name, **facts)
        time.sleep(0.002)  # Rows are told apart by the millisecond of their birth.
    return row_ids


@pytest.fixture
def rows(page_context: PageContext) -> dict[str, str]:
    """Fill the book with three leads."""
    return page_context.book_session.run("示例", fill)


@pytest.fixture
def page(rows: dict[str, str], page_context: PageContext, qtbot: QtBot) -> LedgerPage:
    """Show the leads."""
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    return page


def names(page: LedgerPage) -> list[str]:
    column = page.model.keys.index("name")
    return [page.model.text(row, column) for row in range(page.model.rowCount())]


def test_the_newest_stand_first_and_are_counted(page: LedgerPage) -> None:
    assert names(page) == ["产业园", "再生铝", "焦炉煤气制LNG"]
    assert page.head.count.text() == "3 条"
    assert page.current_id() == page.model.row_ids[0]


@pytest.mark.parametrize("typed", ["jlmq", "煤气", "LNG"])
def test_search_takes_words_and_initials(page: LedgerPage, qtbot: QtBot, typed: str) -> None:
    page.head.search_box.setText(typed)
    qtbot.waitUntil(lambda: names(page) == ["焦炉煤气制LNG"])
    assert page.head.count.text() == "1 条 · 全部 3 条"


def test_chips_narrow_and_go(page: LedgerPage) -> None:
    page.add_chip(FilterChip(Condition("total", "ge", Decimal(10000)), "预计总投资 ≥ 1亿元"))
    page.add_chip(FilterChip(Condition("investor", "contains", "铝"), "意向投资方 含 铝"))
    assert names(page) == ["再生铝"]
    page.filter_bar.chip_removed.emit(1)
    assert names(page) == ["再生铝", "焦炉煤气制LNG"]
    page.clear_filters()
    assert len(names(page)) == 3
    assert page.filter_bar.isHidden()


def test_a_typed_filter_need_not_have_the_case_and_width_of_the_row(page: LedgerPage, qtbot: QtBot) -> None:
    page.add_filter()
    popup = page.findChild(FilterPopup)
    assert popup is not None
    popup.field_choice.setCurrentText("线索名称")
    popup.operator_choice.setCurrentText("含")
    assert isinstance(popup.value_editor, QLineEdit)
    popup.value_editor.setText("煤气 制ｌｎ")  # what an input method puts in
    qtbot.keyClicks(popup.value_editor, "g")
    qtbot.keyClick(popup.value_editor, Qt.Key.Key_Return)
    assert names(page) == ["焦炉煤气制LNG"]
    assert page.filter_bar.isVisible()


def test_a_heading_sorts_and_is_remembered(page: LedgerPage, page_context: PageContext, qtbot: QtBot) -> None:
    head = page.grid.horizontalHeader()
    column = page.model.keys.index("total")
    head.setSortIndicator(column, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["产业园", "焦炉煤气制LNG", "再生铝"]
    head.setSortIndicator(column, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == "再生铝"
    again = LedgerPage(Lead, page_context)
    qtbot.addWidget(again)
    again.refresh()
    assert names(again)[0] == "再生铝"
    head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["产业园", "再生铝", "焦炉煤气制LNG"]


def test_a_click_on_the_names_heading_sorts_by_pinyin(page: LedgerPage, qtbot: QtBot) -> None:
    head = page.grid.horizontalHeader()
    column = page.model.keys.index("name")
    at = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, head.height() // 2)
    clicked = {}
    for _ in range(2):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
        clicked[head.sortIndicatorOrder()] = names(page)
    assert clicked == {
        Qt.SortOrder.AscendingOrder: ["产业园", "焦炉煤气制LNG", "再生铝"],
        Qt.SortOrder.DescendingOrder: ["再生铝", "焦炉煤气制LNG", "产业园"],
    }


def test_the_scope_holds(page: LedgerPage, page_context: PageContext, rows: dict[str, str]) -> None:
    page_context.scope = Scope(rows["force"])
    page.refresh()
    assert names(page) == ["焦炉煤气制LNG"]
    page_context.scope = Scope(None, "year")
    page.refresh()
    assert names(page) == (["焦炉煤气制LNG"] if page_context.today.year == TODAY.year else [])
    assert page.head.count.text().startswith("本年 ")


def test_a_figures_rows_stand_under_a_chip(page: LedgerPage, rows: dict[str, str]) -> None:
    page.show_query(LedgerQuery(Lead, row_ids=(rows["alu"],)), "通报数字的来源：示例")
    assert names(page) == ["再生铝"]
    page.filter_bar.chip_removed.emit(0)
    assert len(names(page)) == 3


def test_selected_rows_are_added_up(page: LedgerPage, qtbot: QtBot) -> None:
    page.grid.selectAll()
    qtbot.waitUntil(lambda: page.foot_label.text() == "选中 3 行  合计 预计总投资 4.28亿元")
    assert len(page.selected_ids()) == 3


def test_columns_move_and_stay(page: LedgerPage, page_context: PageContext, qtbot: QtBot) -> None:
    page.show_columns(("name", "total", "owner"))
    head = page.grid.horizontalHeader()
    head.moveSection(1, 0)
    head.resizeSection(0, 333)
    qtbot.waitUntil(lambda: page_context.preferences.current.layout("lead").keys == ("total", "name", "owner"))
    again = LedgerPage(Lead, page_context)
    qtbot.addWidget(again)
    assert again.model.keys == ("total", "name", "owner")
    assert again.grid.columnWidth(1) == 333


def test_an_empty_ledger_says_what_belongs_there(page_context: PageContext, qtbot: QtBot) -> None:
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    page.refresh()
    assert page.empty_state.heading.text() == "还没有线索"
    assert page.empty_state.sentence.text() == Lead.about.hint


def test_nothing_found_says_how_to_go_on(page: LedgerPage, qtbot: QtBot) -> None:
    page.head.search_box.setText("不存在的东西")
    qtbot.waitUntil(lambda: page.empty_state.heading.text() == "没有符合条件的行")
    page.show_row(page.model.row_ids[0]) if page.model.row_ids else page.clear_filters()
    assert len(names(page)) == 3


def test_a_change_elsewhere_is_seen_and_the_place_kept(
    page: LedgerPage, page_context: PageContext, rows: dict[str, str]
) -> None:
    page.show_row(rows["gas"])
    page_context.book_session.run("示例", lambda session: add_lead(session, "新来的"))
    assert names(page)[0] == "新来的"
    assert page.current_id() == rows["gas"]


def test_the_row_typed_in_stays_where_it_is(page: LedgerPage) -> None:
    column = page.model.keys.index("total")
    page.grid.horizontalHeader().setSortIndicator(column, Qt.SortOrder.AscendingOrder)
    page.model.write_cell(0, column, "9亿")
    assert names(page)[0] == "产业园"
    assert page.model.text(0, column) == "90,000"
    page.refresh()
    assert names(page)[-1] == "产业园"


def test_typing_goes_into_the_cell_and_enter_goes_down(page: LedgerPage, qtbot: QtBot) -> None:
    column = page.model.keys.index("investor")
    page.grid.go_to_cell(0, column)
    page.grid.setFocus()
    qtbot.keyClicks(page.grid, "a")
    line = page.grid.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text() == "a"
    qtbot.keyClicks(line, "bc")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.model.text(0, column) == "abc"
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (1, column)


def test_tab_goes_right_and_escape_gives_up(page: LedgerPage, qtbot: QtBot) -> None:
    column = page.model.keys.index("investor")
    page.grid.go_to_cell(1, column)
    page.grid.setFocus()
    qtbot.keyClicks(page.grid, "x")
    line = page.grid.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert page.model.text(1, column) == "晋南铝业"
    qtbot.keyClicks(page.grid, "y")
    line = find_children(page.grid, QLineEdit)[-1]
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert page.model.text(1, column) == "y"
    assert page.grid.currentIndex().column() == column + 1


def test_a_refused_text_stays_in_its_cell(page: LedgerPage, qtbot: QtBot, messages: list[tuple[str, str]]) -> None:
    column = page.model.keys.index("total")
    page.grid.go_to_cell(0, column)
    page.grid.setFocus()
    qtbot.keyClicks(page.grid, "a")
    line = page.grid.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "bc")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert messages[-1][0] == "refused"
    assert line.text() == "abc"
    assert line.isVisible()
    line.setText("2亿")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.model.text(0, column) == "20,000"


def test_cells_are_copied_as_wps_takes_them(page: LedgerPage) -> None:
    page.show_columns(("name", "total"))
    page.grid.selectAll()
    page.grid.copy_selection()
    assert QGuiApplication.clipboard().text() == "产业园\t800\n再生铝\t30,000\n焦炉煤气制LNG\t12,000"


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.__tablename__)
def test_every_ledger_has_a_page_that_can_be_drawn(
    ledger: type[Ledger], page_context: PageContext, qtbot: QtBot
) -> None:
    page = LedgerPage(ledger, page_context)
    qtbot.addWidget(page)
    page.refresh()
    assert not page.grab().isNull()
