"""拜访进度: each count opens its rows, visits are matched from the page, and those not contacted are opened."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.app.page_context import PageContext
from desktop.pages.visit_progress_page import VisitProgressPage
from models.ledgers import Contact, Enterprise, Visit, VisitPlan
from models.queries.ledger_query import LedgerQuery
from models.storage.store import Session
from tests.rows import add_row, add_task_force
from tests.waiting import WAIT_SECONDS


def fill(session: Session) -> None:
    """Add last year's plan, which stands still: one visit made, two open, one that may fit; and an unplanned one."""
    year = date.today().year - 1  # noqa: DTZ011 - the page's own day
    force = add_task_force(session, "焦化", 1)
    firm = add_row(session, Enterprise, name="甲公司", visit_plan="3月", task_force=force)
    add_row(session, Contact, enterprise=firm, name="赵总", last_met=date(year, 1, 5))
    facts = {"leader": "王强", "task_force": force}
    march = add_row(session, VisitPlan, company="甲公司", enterprise=firm, month=date(year, 3, 1), **facts)
    add_row(session, Visit, direction="外出", company="甲公司", enterprise=firm, on=date(year, 3, 9), plan=march)
    add_row(session, VisitPlan, company="乙公司", month=date(year, 5, 1), **facts)
    add_row(session, VisitPlan, company="丙公司", month=date(year, 6, 1), leader="李明")
    add_row(session, Visit, direction="外出", company="乙公司", on=date(year, 5, 20), content="看厂")
    add_row(session, Visit, direction="外出", company="丁公司", on=date(year, 6, 2), planned_on=date(year, 6, 1))


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> VisitProgressPage:
    """Show last year's plan."""
    page_context.book_session.run("示例", fill)
    shown = VisitProgressPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1180, 640)
    shown.year_choice.setCurrentIndex(0)
    shown.show()
    shown.refresh()
    wait_for(qtbot, shown, "计划 4 次，已访 2 次，逾期未访 2 次，1 次走访可能对得上计划")
    return shown


def wait_for(qtbot: QtBot, page: VisitProgressPage, summary: str) -> None:
    """Wait until the page's summary reads so."""
    qtbot.waitUntil(lambda: page.summary_label.text() == summary, timeout=int(WAIT_SECONDS * 1000))


def lines(page: VisitProgressPage) -> list[tuple[str, ...]]:
    """Return the table's first five columns."""
    model = page.counts_table.text_model
    return [tuple(model.text(row, column) for column in range(5)) for row in range(model.row_count)]


def test_the_plan_is_counted_by_leader_force_and_month(page: VisitProgressPage) -> None:
    assert lines(page) == [
        ("王强", "2", "1", "50.0%", "1"),
        ("李明", "1", "—", "0.0%", "1"),
        ("（未定）", "1", "1", "100.0%", "—"),
        ("合计", "4", "2", "50.0%", "2"),
    ]
    page.view_choice.setCurrentIndex(1)
    assert [line[0] for line in lines(page)] == ["焦化", "（未定）", "合计"]
    assert page.counts_table.text_model.columns[0][0] == "专班"
    page.view_choice.setCurrentIndex(2)
    assert [line[0] for line in lines(page)] == ["3月", "5月", "6月", "合计"]


def test_a_count_opens_its_rows(page: VisitProgressPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page.counts_table.go_to_cell(0, 4)
    assert page.rows_button.text() == "看王强的逾期未访"
    query = opened(page, qtbot)
    assert (query.ledger, len(query.row_ids or ())) == (VisitPlan, 1)
    page.counts_table.go_to_cell(0, 2)
    query = opened(page, qtbot)
    assert (query.ledger, len(query.row_ids or ())) == (Visit, 1)
    page.counts_table.go_to_cell(3, 1)  # in two ledgers: three rows of the plan, one visit planned by itself
    monkeypatch.setattr(notifications, "ask_choice", lambda _parent, _title, _question, offered: len(offered) - 1)
    query = opened(page, qtbot)
    assert {query.ledger, len(query.row_ids or ())} <= {VisitPlan, Visit, 1, 3}
    monkeypatch.setattr(notifications, "ask_choice", lambda *_: None)
    with qtbot.assertNotEmitted(page.view_wanted):
        page.rows_button.click()


def opened(page: VisitProgressPage, qtbot: QtBot) -> LedgerQuery:
    """Press the button and return the query it asks to show."""
    with qtbot.waitSignal(page.view_wanted) as asked:
        page.rows_button.click()
    query, heading = asked.args
    assert heading.startswith("拜访进度：")
    assert isinstance(query, LedgerQuery)
    return query


def test_a_visit_is_matched_from_the_page_and_undone(
    page: VisitProgressPage, page_context: PageContext, qtbot: QtBot
) -> None:
    page.view_choice.setCurrentIndex(3)
    model = page.match_table.text_model
    assert [model.text(0, column) for column in (1, 3, 5)] == ["乙公司", "王强", "看厂"]
    with qtbot.waitSignal(page.row_wanted) as asked:
        page.rows_button.click()
    assert asked.args[0] == "visit_plan"
    page.match_button.click()
    wait_for(qtbot, page, "计划 4 次，已访 3 次，逾期未访 1 次")
    assert model.row_count == 0
    page_context.book_session.undo()
    wait_for(qtbot, page, "计划 4 次，已访 2 次，逾期未访 2 次，1 次走访可能对得上计划")


def test_those_not_contacted_are_listed_and_opened(page: VisitProgressPage, qtbot: QtBot) -> None:
    for view, ledger, name in ((4, "enterprise", "—"), (5, "contact", "赵总")):
        page.view_choice.setCurrentIndex(view)
        texts = [page.contact_table.text_model.text(0, column) for column in range(3)]
        assert texts == ["甲公司", name, "焦化"]
        with qtbot.waitSignal(page.row_wanted) as asked:
            page.rows_button.click()
        assert asked.args[0] == ledger


def test_a_year_without_a_plan_says_what_to_do(page: VisitProgressPage, qtbot: QtBot) -> None:
    page.year_choice.setCurrentIndex(2)
    page.refresh()
    year = page.chosen_year
    wait_for(qtbot, page, f"{year}年还没有拜访计划；点“从企业库排计划”，或在“拜访计划”里登记。")
    assert not page.rows_button.isEnabled()
