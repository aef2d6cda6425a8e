"""The page of duplicates: both rows, a decision as one command, a merge by choice, and the decisions made."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.duplicates_page import DuplicatesPage
from models.duplicates.decisions import DECISIONS
from models.ledgers import Clash, Lead, Project
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids
from models.storage.store import Session
from tests.rows import add_lead, add_row, add_task_force

FIRM = "浙江华星铝业有限公司"


def fill(session: Session) -> None:
    aluminium, steel = add_task_force(session, "铝", 1), add_task_force(session, "钢", 2)
    add_lead(
        session, "铝板带项目", investor=FIRM, task_force=aluminium, first_report="2026-03-02 09:14", content="铝带"
    )
    add_lead(session, "铝板带项目", investor=FIRM, task_force=steel, first_report="2026-04-01 08:00", content="铝板")
    add_row(session, Project, name="别的项目", investor="山西甲铁有限公司")


@pytest.fixture
def make(page_context: PageContext, qtbot: QtBot) -> Callable[[], DuplicatesPage]:
    """Open the page as the window does."""

    def page() -> DuplicatesPage:
        page = DuplicatesPage(page_context)
        qtbot.addWidget(page)
        page.resize(1200, 640)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: not page_context.jobs.busy)
        return page

    return page


def test_a_book_without_clashes_says_so(make: Callable[[], DuplicatesPage]) -> None:
    assert make().empty_state.heading.text() == "没有疑似撞单"


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_ruling_is_one_command_and_undo_brings_the_case_back(
    make: Callable[[], DuplicatesPage], page_context: PageContext, qtbot: QtBot, decision: str
) -> None:
    page_context.book_session.run("示例", fill)
    page = make()
    assert page.tabs.tabText(0) == "待裁定 1"
    assert page.case_card.reason_label.text() == "1 级疑似：名称相似度100%，投资方相同"
    assert page.case_list.case_model.text(0, 3) == "铝招商专班 / 钢招商专班"
    qtbot.mouseClick(page.case_card.buttons[decision], Qt.MouseButton.LeftButton)
    assert page.tabs.tabText(0) == "待裁定"
    assert page.tabs.tabText(1) == "已裁定 1"
    assert page.decided_model.text(0, 1) == decision
    page_context.book_session.undo()
    assert page.tabs.tabText(0) == "待裁定 1"


def test_merging_asks_field_by_field(
    make: Callable[[], DuplicatesPage], page_context: PageContext, qtbot: QtBot
) -> None:
    page_context.book_session.run("示例", fill)
    page = make()
    qtbot.mouseClick(page.case_card.merge_button, Qt.MouseButton.LeftButton)
    assert set(page.merge_table.second_value_buttons) == {"task_force", "content"}
    page.merge_table.second_value_buttons["content"].click()
    assert not page.grab().isNull()
    qtbot.mouseClick(page.merge_table.merge_button, Qt.MouseButton.LeftButton)
    (row,) = page_context.book_session.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    merged = page_context.book_session.read(lambda session: session.get_one(Lead, row))
    assert (merged.content, merged.first_report) == ("铝板", "2026-03-02 09:14")
    assert page_context.book_session.undo().label == "合并 线索：铝板带项目"
    assert page_context.book_session.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 2
    assert page_context.book_session.read(lambda session: count_rows(session, LedgerQuery(Clash))) == 0
    assert page.tabs.tabText(0) == "待裁定 1"


def test_a_merge_can_be_given_up_and_a_side_opened(
    make: Callable[[], DuplicatesPage], page_context: PageContext, qtbot: QtBot
) -> None:
    page_context.book_session.run("示例", fill)
    page = make()
    page.case_card.merge_button.click()
    page.merge_table.cancelled.emit()
    assert page.detail_stack.currentWidget() is page.case_card
    case = page.case_list.current_case()
    assert case is not None
    with qtbot.waitSignal(page.row_wanted) as signal:
        page.case_card.open_wanted.emit("lead", case.first.row)
    assert signal.args == ["lead", case.first.row]


def test_a_lead_and_a_project_cannot_be_merged(make: Callable[[], DuplicatesPage], page_context: PageContext) -> None:
    def mixed(session: Session) -> None:
        add_lead(session, "铝板带项目", investor=FIRM, first_report="2026-03-02 09:14")
        add_row(session, Project, name="铝板带项目", investor=FIRM)

    page_context.book_session.run("示例", mixed)
    page = make()
    assert not page.case_card.merge_button.isEnabled()
    assert "不能合并" in page.case_card.merge_button.toolTip()


def test_looking_again_finds_what_came_since(
    make: Callable[[], DuplicatesPage], page_context: PageContext, qtbot: QtBot
) -> None:
    page = make()
    page_context.book_session.run("示例", fill)
    qtbot.mouseClick(page.search_again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.tabs.tabText(0) == "待裁定 1")
