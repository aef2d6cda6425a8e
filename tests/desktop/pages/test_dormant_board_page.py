"""The page of dormant firms and idle assets: its counts, its rows, and the ways to them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.dormant_board_page import DormantBoardPage, board_job
from models.ledgers import Asset, Dormant, Target
from models.queries.ledger_query import matching_ids
from models.storage.store import Session
from tests.rows import add_row, finish
from tests.waiting import WAIT_SECONDS


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> DormantBoardPage:
    """Show the page on three firms, one of them late, and a plant."""
    page_context.book_session.run("示例", lambda session: fill(session, page_context))
    shown = DormantBoardPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1180, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.groups_table.text_model.row_count == 4, timeout=int(WAIT_SECONDS * 1000))
    return shown


def fill(session: Session, context: PageContext) -> None:
    """Add the rows."""
    year = context.today.year
    add_row(session, Target, metric="僵尸企业盘活数", period=str(year), value=Decimal(51), unit="家")
    late = context.today - timedelta(days=5)
    add_row(session, Dormant, name="甲厂", kind="A", due=late, unit="高新区")
    add_row(session, Dormant, name="乙厂", kind="B", due=context.today + timedelta(days=10))
    add_row(session, Dormant, name="丙厂", kind="B", revived_on=context.today)
    add_row(session, Asset, name="示例厂房", kind="闲置厂房", plant=Decimal(5000))


def texts(page: DormantBoardPage) -> list[tuple[str, ...]]:
    """Return light, name and unit of the rows below."""
    model = page.rows_table.text_model
    return [tuple(model.text(row, column) for column in (0, 1, 3)) for row in range(model.row_count)]


def test_all_firms_are_in_hand_at_first_the_late_on_top(page: DormantBoardPage, page_context: PageContext) -> None:
    model = page.groups_table.text_model
    lines = [tuple(model.text(row, column) for column in range(7)) for row in range(4)]
    assert lines == [
        ("僵尸企业　A类", "1", "0", "0.00%", "0", "1", "0"),
        ("僵尸企业　B类", "2", "1", "50.00%", "1", "0", "1"),
        ("僵尸企业　合计", "3", "1", "33.33%", "1", "1", "1"),
        ("资产要素　闲置厂房", "1", "0", "0.00%", "0", "0", "1"),
    ]
    assert page.groups_table.current_row() == 2
    assert texts(page) == [("■ 逾期", "甲厂", "高新区"), ("▲ 临期", "乙厂", "未定"), ("已盘活", "丙厂", "未定")]
    assert page.rows_table.text_model.is_marked(0)
    assert not page.rows_table.text_model.is_marked(1)
    assert page.summary_label.text() == "共 4，已盘活 1，逾期 1"
    year = page_context.today.year
    assert page.target_label.text().startswith(f"{year}全县僵尸企业盘活1家，目标51家，完成率1.96%")


def test_a_class_shows_its_rows_and_a_count_opens_them(
    page: DormantBoardPage, page_context: PageContext, qtbot: QtBot
) -> None:
    page.groups_table.go_to_cell(1, 6)
    assert [name for _, name, _ in texts(page)] == ["乙厂", "丙厂"]
    with qtbot.waitSignal(page.view_wanted) as asked:
        page.rows_button.click()
    query, heading = asked.args
    assert heading == "僵尸企业B：未定责任单位"
    names = page_context.book_session.read(
        lambda session: [session.get_one(Dormant, row).name for row in matching_ids(session, query)]
    )
    assert names == ["乙厂"]
    page.groups_table.go_to_cell(1, 3)  # a share is no count: all rows of the class
    with qtbot.waitSignal(page.view_wanted) as asked:
        page.rows_button.click()
    assert asked.args[1] == "僵尸企业B：总数"


def test_a_line_opens_its_row_and_a_revival_is_counted_at_once(
    page: DormantBoardPage, page_context: PageContext, qtbot: QtBot
) -> None:
    page.rows_table.go_to_cell(0, 0)
    with qtbot.waitSignal(page.row_wanted) as asked:
        page.open_button.click()
    ledger, row = asked.args
    assert ledger == "dormant"
    page_context.book_session.run("复工", lambda session: _revive(session, row))
    wait = int(WAIT_SECONDS * 1000)
    qtbot.waitUntil(lambda: page.summary_label.text() == "共 4，已盘活 2，逾期 0", timeout=wait)


def _revive(session: Session, row: str) -> None:
    session.get_one(Dormant, row).state = "已复工复产"


def test_an_empty_book_says_where_to_enter_them(page_context: PageContext) -> None:
    view = finish(board_job(page_context.book_session.store, page_context.today, None))
    assert view.groups == ()
    assert view.summary == "还没有登记；在“僵尸企业”“资产要素”里登记后，这里就有"
