"""A clerk drags a project into 签约 on the board, takes it back, and makes a project of a lead by keys."""

import os
import subprocess
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.project_board_page import ProjectBoardPage
from desktop.widgets.card_list import CardList
from models.ledgers import Lead, Project
from models.storage.store import Session
from tests.end2end.test_policies_and_reviews import editor_of, parts_of
from tests.keys import replace_text, type_text
from tests.rows import add_lead, add_project
from tests.windows import let_time_pass

needs_screen = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="the real mouse needs an X server")


def board(window: MainWindow, qtbot: QtBot) -> ProjectBoardPage:
    """Show the board with a lead and a project in talks."""
    assert window.book_session is not None
    assert window.controller is not None

    def add(session: Session) -> None:
        add_lead(session, "示例待转线索", investor="示例投资公司", reported_on=date(2026, 11, 2))
        add_project(session, "示例在谈项目", {"在谈": date(2026, 10, 8)})

    window.book_session.run("示例", add)
    window.go("project_board")
    page = window.controller.page_stack.front_page(ProjectBoardPage)
    assert page is not None
    qtbot.waitUntil(lambda: names(page) == [["示例待转线索"], ["示例在谈项目"], [], []])
    return page


def names(page: ProjectBoardPage) -> list[list[str]]:
    """Return the titles of the cards by column."""
    return [[card.title for card in column.card_model.cards] for column in page.lists]


def drag(source: QPoint, target: QPoint) -> "subprocess.Popen[bytes]":
    """Begin to drag with the real mouse of the X server, in the steps of a hand; Qt's loop must run meanwhile."""
    steps: list[object] = ["mousemove", source.x(), source.y(), "sleep", 0.2, "mousedown", 1, "sleep", 0.2]
    for share in (0.25, 0.5, 0.75, 1):
        x = round(source.x() + (target.x() - source.x()) * share)
        steps += ["mousemove", x, round(source.y() + (target.y() - source.y()) * share), "sleep", 0.15]
    return subprocess.Popen(["xdotool", *map(str, [*steps, "mouseup", 1])])  # noqa: S603, S607 - a fixed command


def first_card(cards: CardList) -> QPoint:
    """Return a place on the first card of a column, on the screen."""
    return cards.viewport().mapToGlobal(QPoint(cards.viewport().width() // 2, 40))


@needs_screen
def test_a_card_is_dragged_to_signed_registered_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    page = board(window, qtbot)
    panel, book_session = parts_of(window)
    let_time_pass(300)  # the columns get their places after the cards
    hand = drag(first_card(page.lists[1]), first_card(page.lists[2]))
    strip = panel.stage_strip
    qtbot.waitUntil(lambda: hand.poll() is not None and strip.form.isVisible())
    stage, day = (strip.field_rows[key].editor for key in ("stage", "on"))
    assert stage is not None
    assert day is not None
    assert stage.raw_value() == "签约"
    assert "签约" in strip.gate_label.text()  # what the county asks for before signing
    # Nothing has moved before the day is given and the stage registered.
    assert names(page)[1] == ["示例在谈项目"]
    replace_text(day, "2026-11-3")
    qtbot.keyClick(strip.register_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: names(page) == [["示例待转线索"], [], ["示例在谈项目"], []])
    book_session.undo()
    qtbot.waitUntil(lambda: names(page)[1] == ["示例在谈项目"])


def test_a_project_is_not_dragged_back(window: MainWindow, qtbot: QtBot) -> None:
    page = board(window, qtbot)
    assert window.controller is not None
    messages: list[str] = []
    window.controller.context.notifications.message_posted.connect(lambda _, sentence: messages.append(sentence))
    page.lists[1].focus_card(0)
    qtbot.keyClick(page.lists[1], Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert messages == [
        "“示例在谈项目”已在“在谈”，不往回退；谈不下去的，请打开它，点“状态…”登记暂停、终止或退库；阶段登记错了的，点“更正…”。"
    ]
    assert names(page)[1] == ["示例在谈项目"]


def test_a_lead_becomes_a_project_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    page = board(window, qtbot)
    panel, _ = parts_of(window)
    page.lists[1].focus_card(0)
    qtbot.keyClick(page.lists[1], Qt.Key.Key_Left)
    assert page.lists[0].hasFocus()
    qtbot.keyClick(page.lists[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (panel.current_row() or (None,))[0] is Lead)
    qtbot.keyClick(page.lists[0], Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.current_row() == (Project, None))
    assert editor_of(panel, "name").raw_value() == "示例待转线索"


def test_what_is_typed_narrows_the_board(window: MainWindow, qtbot: QtBot) -> None:
    page = board(window, qtbot)
    page.search()
    type_text(page.search_field, "示例投资")
    assert names(page) == [["示例待转线索"], [], [], []]
    assert "0／1" in page.heads[1].text()
