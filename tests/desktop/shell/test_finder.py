"""Ctrl+K: what is found for some letters, in which order, and what choosing it does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.shell.finder import FinderItem, FinderPopup, page_items
from desktop.shell.finder_results import DETAIL_ROLE, KIND_ROLE
from desktop.shell.navigation import MORE_KEY, NavigationItem
from desktop.theme.colours import LIGHT_COLOURS
from models.ledgers import Enterprise, Lead, Project
from models.storage.store import Session
from tests.keys import type_text
from tests.rows import add_lead, add_row
from tests.windows import let_time_pass


def fill(session: Session) -> dict[str, str]:
    return {
        "firm": add_row(session, Enterprise, name="宏达示例有限公司"),
        "project": add_row(session, Project, name="宏达示例焦化项目", investor="宏达示例有限公司"),
        "first": add_lead(session, "再生铝示例", investor="甲公司"),
        "second": add_lead(session, "再生铝示例", investor="乙公司"),
    }


@pytest.fixture
def chosen() -> list[str]:
    """Record which commands were chosen."""
    return []


@pytest.fixture
def ids(desk: BookSession) -> dict[str, str]:
    """Fill the book."""
    return desk.run("示例", fill)


@pytest.fixture
def finder(desk: BookSession, ids: dict[str, str], chosen: list[str], qtbot: QtBot) -> Iterator[FinderPopup]:
    """Open the pop-up over a window."""
    commands = [
        FinderItem(label, "命令", "search", lambda label=label: chosen.append(label))  # type: ignore[misc]  # bound now
        for label in ("撤销", "重做", "备份账本", "打印")
    ]
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    popup = FinderPopup(desk, commands, LIGHT_COLOURS, window)
    popup.open_at(QPoint(100, 100))
    yield popup
    window.close()


def labels(finder: FinderPopup, typed: str) -> list[str]:
    finder.search_box.setText(typed)
    finder.search()
    return [match.label for match in finder.matches]


def test_without_a_letter_all_commands_are_offered(finder: FinderPopup) -> None:
    assert [match.label for match in finder.matches] == ["撤销", "重做", "备份账本", "打印"]
    assert finder.result_list.count() == 4
    assert finder.result_list.currentRow() == 0


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("宏达", ["宏达示例有限公司", "宏达示例焦化项目"]),
        ("hdsl", ["宏达示例有限公司", "宏达示例焦化项目"]),
        ("hongda", ["宏达示例有限公司", "宏达示例焦化项目"]),
        ("焦化", ["宏达示例焦化项目"]),
        ("备份", ["备份账本"]),
        ("bfzb", ["备份账本"]),
        ("  备 份 ", ["备份账本"]),
        ("没有这个", []),
    ],
)
def test_rows_come_before_commands_and_firms_before_projects(
    finder: FinderPopup, typed: str, expected: list[str]
) -> None:
    assert labels(finder, typed) == expected


def test_rows_of_one_name_are_told_apart_by_who_invests(finder: FinderPopup) -> None:
    assert labels(finder, "再生铝") == ["再生铝示例", "再生铝示例"]
    details = {finder.result_list.item(row).data(DETAIL_ROLE) for row in range(2)}
    assert details == {"甲公司", "乙公司"}
    assert finder.result_list.item(0).data(KIND_ROLE) == Lead.about.label


def test_nothing_found_says_so_and_cannot_be_chosen(finder: FinderPopup, chosen: list[str], qtbot: QtBot) -> None:
    assert labels(finder, "没有这个企业名称也没有这个项目名称所以找不到") == []
    assert finder.result_list.item(0).text().startswith("没有找到“没有这个企业名称也没有这个项目名称所以找”。")
    qtbot.keyClick(finder.search_box, Qt.Key.Key_Return)
    assert finder.isVisible()
    assert chosen == []


def test_arrow_keys_go_round(finder: FinderPopup, chosen: list[str], qtbot: QtBot) -> None:
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Up, 0), (Qt.Key.Key_Up, 3), (Qt.Key.Key_Down, 0)):
        qtbot.keyClick(finder.search_box, key)
        assert finder.result_list.currentRow() == row
    qtbot.keyClick(finder.search_box, Qt.Key.Key_Down)
    qtbot.keyClick(finder.search_box, Qt.Key.Key_Enter)
    assert chosen == ["重做"]
    assert not finder.isVisible()


def test_enter_right_after_typing_takes_what_was_typed_and_not_what_was_listed(
    finder: FinderPopup, ids: dict[str, str], chosen: list[str], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(finder.row_wanted) as wanted:
        qtbot.keyClicks(finder.search_box, "hdsljh")
        qtbot.keyClick(finder.search_box, Qt.Key.Key_Return)
    assert wanted.args == ["project", ids["project"]]
    assert chosen == []


def test_the_list_follows_the_typing(finder: FinderPopup, qtbot: QtBot) -> None:
    qtbot.keyClicks(finder.search_box, "dy")
    qtbot.waitUntil(lambda: [match.label for match in finder.matches] == ["打印"])


def test_a_click_chooses(finder: FinderPopup, ids: dict[str, str], qtbot: QtBot) -> None:
    labels(finder, "宏达")
    rect = finder.result_list.visualItemRect(finder.result_list.item(0))
    with qtbot.waitSignal(finder.row_wanted) as wanted:
        qtbot.mouseClick(finder.result_list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert wanted.args == ["enterprise", ids["firm"]]


def test_a_closed_pop_up_does_not_search_any_more(finder: FinderPopup) -> None:
    type_text(finder.search_box, "宏")
    finder.search_box.setText("宏达")
    finder.choose_current()
    before = list(finder.matches)
    let_time_pass(150)
    assert finder.matches == before


def test_the_pages_of_the_navigation_can_be_gone_to() -> None:
    gone: list[str] = []
    pages = [
        NavigationItem("lead", "线索", "target"),
        NavigationItem("", "", ""),
        NavigationItem(MORE_KEY, "更多", "ellipsis"),
        NavigationItem("duties", "工作节奏", "calendar"),
    ]
    items = page_items(pages, gone.append)
    assert [item.label for item in items] == ["线索", "工作节奏"]
    items[1].choose()
    assert gone == ["duties"]


def test_a_result_is_drawn_with_its_name(finder: FinderPopup) -> None:
    labels(finder, "宏达")
    finder.result_list.setCurrentRow(0)
    first = finder.result_list.grab().toImage()
    labels(finder, "再生铝")
    assert finder.result_list.grab().toImage() != first
