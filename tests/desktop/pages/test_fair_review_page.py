"""The page of what wants a fair competition review: its order, its marks, and the way to the row."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.fair_review_page import FairReviewPage, risks_job
from models.ledgers import Obligation, Term
from models.storage.store import Session
from tests.rows import add_row, add_task_force, finish
from tests.waiting import WAIT_SECONDS


def fill(session: Session) -> tuple[str, str]:
    """Add two open promises, one of a task force, and one that passed."""
    if not session.query(Term).filter(Term.dictionary == "review_word").count():
        add_row(session, Term, dictionary="review_word", word="税收返还", rank=1)
    force = add_task_force(session, "铝", 1)
    facts = {"side": "政府", "kind": "承诺"}
    add_row(session, Obligation, name="小额税收返还", amount=Decimal("50.5"), **facts)
    day = date(2026, 3, 1)
    add_row(session, Obligation, name="已审税收返还", amount=Decimal(900), review="通过", review_on=day, **facts)
    facts |= {"task_force": force, "source": "协议第八条"}
    large = add_row(session, Obligation, name="大额税收返还", amount=Decimal(1800), fulfilled=Decimal(200), **facts)
    return force, large


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> FairReviewPage:
    """Show the page on a book with three promises."""
    page_context.book_session.run("示例", fill)
    shown = FairReviewPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1180, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.table.text_model.row_count == 3, timeout=int(WAIT_SECONDS * 1000))
    return shown


def test_what_is_open_stands_on_top_by_amount_and_is_marked(page: FairReviewPage) -> None:
    model = page.table.text_model
    lines = [tuple(model.text(row, column) for column in (0, 2, 4, 5)) for row in range(3)]
    assert lines == [
        ("▲ 未审查", "大额税收返还", "1,800", "200"),
        ("▲ 未审查", "小额税收返还", "50.5", "—"),
        ("通过（2026-03-01）", "已审税收返还", "900", "—"),
    ]
    assert [model.is_marked(row) for row in range(3)] == [True, True, False]
    assert page.summary_label.text() == "3 条挂钩，2 条还没有通过审查"
    assert "第783号" in page.note_label.text()


def test_a_line_opens_its_row_and_a_review_takes_its_mark_away(
    page: FairReviewPage, page_context: PageContext, qtbot: QtBot
) -> None:
    page.table.go_to_cell(0, 0)
    with qtbot.waitSignal(page.row_wanted) as asked:
        page.open_button.click()
    ledger, row = asked.args
    assert ledger == "obligation"
    page_context.book_session.run("通过", lambda session: _pass(session, row))
    wait = int(WAIT_SECONDS * 1000)
    qtbot.waitUntil(lambda: page.summary_label.text() == "3 条挂钩，1 条还没有通过审查", timeout=wait)


def _pass(session: Session, row: str) -> None:
    session.get_one(Obligation, row).review = "通过"


def test_a_task_force_sees_its_own_promises_and_those_of_none(page: FairReviewPage, page_context: PageContext) -> None:
    store = page_context.book_session.store
    with store.reading() as session:
        promise = session.query(Obligation).filter(Obligation.name == "大额税收返还").one()
    risks, _ = finish(risks_job(store, promise.task_force))
    assert [risk.name for risk in risks] == ["大额税收返还", "小额税收返还", "已审税收返还"]
    risks, _ = finish(risks_job(store, "别的专班"))
    assert [risk.name for risk in risks] == ["小额税收返还", "已审税收返还"]
