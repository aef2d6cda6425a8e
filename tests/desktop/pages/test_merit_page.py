"""The page of projects that meet the rule for a great reward: proposed, declined, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.merit_page import MeritPage
from models.storage.store import Session
from tests.definitions import set_definitions
from tests.rows import add_project
from tests.waiting import WAIT_SECONDS

WAIT = int(WAIT_SECONDS * 1000)


def fill(session: Session) -> None:
    """Add two projects above 10亿元."""
    for name, fixed in (("示例甲", 250_000), ("示例乙", 120_000)):
        add_project(session, name, {"签约": date(2026, 3, 1)}, fixed=Decimal(fixed))


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> MeritPage:
    """Show the page on a book that has a threshold."""
    page_context.book_session.run("示例", fill)
    page_context.book_session.run("口径", lambda session: set_definitions(session, merit_fixed="10"))
    shown = MeritPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1180, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.summary_label.text() == "2 个达到条件，2 个还没有提出", timeout=WAIT)
    return shown


def test_a_project_is_proposed_and_taken_back(page: MeritPage, page_context: PageContext, qtbot: QtBot) -> None:
    model = page.table.text_model
    assert [model.text(0, column) for column in (0, 1, 4, 5)] == [
        "▲ 还没有提出",
        "示例甲",
        "25.00",
        "固定资产投资25亿元，超过10亿元",
    ]
    page.table.go_to_cell(0, 0)
    page.propose_button.click()
    qtbot.waitUntil(lambda: page.summary_label.text() == "2 个达到条件，1 个还没有提出", timeout=WAIT)
    assert (model.text(0, 1), model.text(1, 0)) == ("示例乙", "已提出")
    page.table.go_to_cell(0, 0)
    page.decline_button.click()
    qtbot.waitUntil(lambda: page.summary_label.text() == "2 个达到条件，都已提出或者定了不提出", timeout=WAIT)
    page_context.book_session.undo()
    page_context.book_session.undo()
    qtbot.waitUntil(lambda: page.summary_label.text() == "2 个达到条件，2 个还没有提出", timeout=WAIT)


def test_a_line_opens_its_project(page: MeritPage, qtbot: QtBot) -> None:
    page.table.go_to_cell(1, 0)
    with qtbot.waitSignal(page.row_wanted) as asked:
        page.open_button.click()
    assert asked.args[0] == "project"


def test_a_county_without_a_threshold_is_told_where_to_set_it(page_context: PageContext, qtbot: QtBot) -> None:
    shown = MeritPage(page_context)
    qtbot.addWidget(shown)
    page_context.book_session.run("口径", lambda session: set_definitions(session, merit_fixed="0"))
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: "本县没有定门槛" in shown.summary_label.text(), timeout=WAIT)
