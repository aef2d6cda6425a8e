"""The page of duplicates: both rows, a decision as one command, a merge by choice, and the decisions made."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.clashes import ClashesPage
from desktop.pages.fittings import Fittings
from models.browse import View, count, ids
from models.ledgers import Clash, Lead, Project
from models.rulings import DECISIONS
from models.store import Session
from tests.rows import add, lead, task_force

FIRM = "浙江华星铝业有限公司"


def fill(session: Session) -> None:
    aluminium, steel = task_force(session, "铝", 1), task_force(session, "钢", 2)
    lead(session, "铝板带项目", investor=FIRM, task_force=aluminium, first_report="2026-03-02 09:14", content="铝带")
    lead(session, "铝板带项目", investor=FIRM, task_force=steel, first_report="2026-04-01 08:00", content="铝板")
    add(session, Project, name="别的项目", investor="山西甲铁有限公司")


@pytest.fixture
def make(fittings: Fittings, qtbot: QtBot) -> Callable[[], ClashesPage]:
    """Open the page as the window does."""

    def page() -> ClashesPage:
        page = ClashesPage(fittings)
        qtbot.addWidget(page)
        page.resize(1200, 640)
        page.show()
        page.refresh()
        qtbot.waitUntil(lambda: not fittings.jobs.busy)
        return page

    return page


def test_a_book_without_clashes_says_so(make: Callable[[], ClashesPage]) -> None:
    assert make().empty.heading.text() == "没有疑似撞单"


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_ruling_is_one_deed_and_undo_brings_the_case_back(
    make: Callable[[], ClashesPage], fittings: Fittings, qtbot: QtBot, decision: str
) -> None:
    fittings.desk.deed("示例", fill)
    page = make()
    assert page.tabs.tabText(0) == "待裁定 1"
    assert page.card.why.text() == "1 级疑似：名称相似度100%，投资方相同"
    assert page.list.cases.text(0, 3) == "铝招商专班 / 钢招商专班"
    qtbot.mouseClick(page.card.buttons[decision], Qt.MouseButton.LeftButton)
    assert page.tabs.tabText(0) == "待裁定"
    assert page.tabs.tabText(1) == "已裁定 1"
    assert page.model.text(0, 1) == decision
    fittings.desk.undo()
    assert page.tabs.tabText(0) == "待裁定 1"


def test_merging_asks_field_by_field(make: Callable[[], ClashesPage], fittings: Fittings, qtbot: QtBot) -> None:
    fittings.desk.deed("示例", fill)
    page = make()
    qtbot.mouseClick(page.card.merge, Qt.MouseButton.LeftButton)
    assert set(page.merging.seconds) == {"task_force", "content"}
    page.merging.seconds["content"].click()
    assert not page.grab().isNull()
    qtbot.mouseClick(page.merging.agree, Qt.MouseButton.LeftButton)
    (row,) = fittings.desk.ask(lambda session: ids(session, View(Lead)))
    merged = fittings.desk.ask(lambda session: session.get_one(Lead, row))
    assert (merged.content, merged.first_report) == ("铝板", "2026-03-02 09:14")
    assert fittings.desk.undo().label == "合并 线索：铝板带项目"
    assert fittings.desk.ask(lambda session: count(session, View(Lead))) == 2
    assert fittings.desk.ask(lambda session: count(session, View(Clash))) == 0
    assert page.tabs.tabText(0) == "待裁定 1"


def test_a_merge_can_be_given_up_and_a_side_opened(
    make: Callable[[], ClashesPage], fittings: Fittings, qtbot: QtBot
) -> None:
    fittings.desk.deed("示例", fill)
    page = make()
    page.card.merge.click()
    page.merging.given_up.emit()
    assert page.below.currentWidget() is page.card
    case = page.list.current()
    assert case is not None
    with qtbot.waitSignal(page.row_wanted) as signal:
        page.card.open_wanted.emit("lead", case.first.row)
    assert signal.args == ["lead", case.first.row]


def test_a_lead_and_a_project_cannot_be_merged(make: Callable[[], ClashesPage], fittings: Fittings) -> None:
    def mixed(session: Session) -> None:
        lead(session, "铝板带项目", investor=FIRM, first_report="2026-03-02 09:14")
        add(session, Project, name="铝板带项目", investor=FIRM)

    fittings.desk.deed("示例", mixed)
    page = make()
    assert not page.card.merge.isEnabled()
    assert "不能合并" in page.card.merge.toolTip()


def test_looking_again_finds_what_came_since(make: Callable[[], ClashesPage], fittings: Fittings, qtbot: QtBot) -> None:
    page = make()
    fittings.desk.deed("示例", fill)
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.tabs.tabText(0) == "待裁定 1", timeout=10_000)
