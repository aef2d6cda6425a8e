"""The page 双兑现: its views, what they open and print, and the day of a letter, which undo takes back."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.kept_promises_lines import VIEWS, kept_job
from desktop.pages.kept_promises_page import KeptPromisesPage
from models.ledgers import Obligation
from models.queries.ledger_query import LedgerQuery
from tests.kept_rows import DAY, add_both_sides
from tests.rows import finish
from tests.waiting import WAIT_SECONDS

_WAIT = int(WAIT_SECONDS * 1000)


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> KeptPromisesPage:
    """Show the page on the county of tests/kept_rows.py."""
    page_context.book_session.run("示例", add_both_sides)
    shown = KeptPromisesPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1180, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: bool(shown.summary_label.text()), timeout=_WAIT)
    return shown


def choose(page: KeptPromisesPage, view: str) -> None:
    """Choose a view as a clerk does."""
    page.view_choice.setCurrentIndex(page.view_choice.findData(view))
    page.view_choice.activated.emit(page.view_choice.currentIndex())


def shown_names(page: KeptPromisesPage) -> list[str]:
    """Return the texts of the third column of the table of items."""
    model = page.item_table.text_model
    return [model.text(row, 2) for row in range(model.row_count)]


def test_each_view_lists_its_own_and_says_how_many(page: KeptPromisesPage) -> None:
    assert page.summary_label.text() == "政府应兑现 3 件，兑现率 33.33%；企业应履约 2 件，履约率 50.00%"
    assert page.view_choice.itemText(0) == "应兑未兑（2）"
    assert shown_names(page) == ["没兑的补助", "兑一半的补助"]
    for view, names in (
        ("unclaimed", ["没申请的补助"]),
        ("held", ["税收返还三年"]),
        ("unchecked", ["没说达没达到的", "用工二百人"]),
        ("broken", ["年纳税五百万"]),
        ("duties", ["年纳税五百万", "用工二百人", "按时开工"]),
    ):
        choose(page, view)
        assert shown_names(page) == names, view
    assert [page.item_table.text_model.is_marked(row) for row in range(3)] == [True, True, False]


def test_a_view_without_lines_says_so(page: KeptPromisesPage) -> None:
    choose(page, "policy")
    assert page.tables.currentWidget() is page.rate_table
    assert page.note_label.text().startswith("没有这一类的。")
    assert not page.open_button.isEnabled()


def test_the_rates_of_units_open_the_rows_behind_them(page: KeptPromisesPage, qtbot: QtBot) -> None:
    choose(page, "unit")
    model = page.rate_table.text_model
    assert [model.text(0, column) for column in range(10)] == [
        *("财政局", "3", "1", "33.33", "400.00", "150.00", "37.50", "0", "0", "—")
    ]
    page.rate_table.go_to_cell(0, 0)
    with qtbot.waitSignal(page.view_wanted) as asked:
        page.open_button.click()
    query, heading = asked.args
    assert isinstance(query, LedgerQuery)
    assert (query.ledger, len(query.row_ids or ()), heading) == (Obligation, 3, "双兑现：财政局")


def test_a_line_opens_its_row_and_its_firm_s_sheet(page: KeptPromisesPage, qtbot: QtBot) -> None:
    page.item_table.go_to_cell(0, 0)
    with qtbot.waitSignal(page.row_wanted) as asked:
        page.open_button.click()
    assert asked.args[0] == "obligation"
    line = page.current_line()
    assert line is not None
    with qtbot.waitSignal(page.sheet_wanted) as asked:
        page.firm_button.click()
    assert asked.args == ["firm", line.firm]


def test_letters_are_offered_and_their_day_is_kept_and_taken_back(
    page: KeptPromisesPage, page_context: PageContext, qtbot: QtBot
) -> None:
    choose(page, "broken")
    page.item_table.go_to_cell(0, 0)
    menu = page.letter_button.menu()
    assert [action.text() for action in menu.actions()] == ["提醒函", "警示函"]
    with qtbot.waitSignal(page.sheet_wanted) as asked:
        menu.actions()[1].trigger()
    assert asked.args[0] == "warning"
    page.sent_button.click()
    sent = f"{page_context.today.isoformat()}发函"
    qtbot.waitUntil(lambda: page.item_table.text_model.text(0, 4) == sent, timeout=_WAIT)
    assert letter_days(page_context) == {"年纳税五百万": page_context.today}
    page_context.book_session.undo()
    qtbot.waitUntil(lambda: page.item_table.text_model.text(0, 4) == "—", timeout=_WAIT)
    assert letter_days(page_context) == {}


def letter_days(context: PageContext) -> dict[str, object]:
    """Return the days of the letters by duty."""
    with context.book_session.store.reading() as session:
        rows = session.query(Obligation).filter(Obligation.letter_on.is_not(None)).all()
        return {row.name: row.letter_on for row in rows}


def test_a_task_force_sees_its_own(page: KeptPromisesPage, page_context: PageContext) -> None:
    store = page_context.book_session.store
    read = finish(kept_job(store, DAY, "别的专班"))
    assert read.summary == "没有应兑现的政府承诺；没有到期应履约的企业事项"
    assert set(read.views) == set(VIEWS)
    assert not any(read.views.values())
