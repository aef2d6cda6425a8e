"""The first page says what waits, and each line opens its rows."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.dashboard_page import COUNTED_LEDGERS, DashboardPage
from models.ledgers import Obligation
from models.statistics.dashboard import read_dashboard
from models.storage.store import Session
from tests.rows import add_lead, add_row, finish

TODAY = date.today()  # noqa: DTZ011 - the page shows the clerk's own day


def fill(session: Session) -> None:
    add_row(session, Obligation, name="逾期的", due=TODAY - timedelta(days=1))
    add_row(session, Obligation, name="快到期的", due=TODAY + timedelta(days=1))
    add_row(session, Obligation, name="延期的", due=TODAY - timedelta(days=9), extended_to=TODAY + timedelta(days=30))
    add_row(session, Obligation, name="销号的", due=TODAY - timedelta(days=9), closed_on=TODAY)
    add_lead(session, "没认定的")
    add_lead(session, "认定的", state="已认定")


def test_each_line_opens_its_rows(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run("示例", fill)
    page = DashboardPage(page_context)
    qtbot.addWidget(page)
    page.show_data(finish(read_dashboard(page_context.book_session.store, COUNTED_LEDGERS, page_context.scope, TODAY)))
    assert [line.text().strip() for line in page.item_buttons] == [
        "1 件责任事项逾期",
        "1 件责任事项临期",
        "1 条线索还没有认定",
    ]
    with qtbot.waitSignal(page.view_wanted) as signal:
        qtbot.mouseClick(page.item_buttons[0], Qt.MouseButton.LeftButton)
    assert signal.args is not None
    view, heading = signal.args
    assert view.ledger is Obligation
    assert heading == "逾期的责任事项"


def test_more_than_three_rows_are_opened_all_together(page_context: PageContext, qtbot: QtBot) -> None:
    def fill_five(session: Session) -> None:
        for number in range(5):
            add_row(session, Obligation, name=f"逾期的{number}", due=TODAY - timedelta(days=1))
        add_row(session, Obligation, name="快到期的", due=TODAY + timedelta(days=1))

    page_context.book_session.run("示例", fill_five)
    page = DashboardPage(page_context)
    qtbot.addWidget(page)
    page.show_data(finish(read_dashboard(page_context.book_session.store, COUNTED_LEDGERS, page_context.scope, TODAY)))
    assert [button.text() for button in page.all_buttons] == ["全部 5 件 ›"]
    with qtbot.waitSignal(page.view_wanted) as signal:
        qtbot.mouseClick(page.all_buttons[0], Qt.MouseButton.LeftButton)
    assert signal.args is not None
    assert len(signal.args[0].row_ids) == 5


def test_nothing_waiting_is_said(page_context: PageContext, qtbot: QtBot) -> None:
    page = DashboardPage(page_context)
    qtbot.addWidget(page)
    page.show_data(finish(read_dashboard(page_context.book_session.store, COUNTED_LEDGERS, page_context.scope, TODAY)))
    assert page.item_buttons == []
    assert not page.grab().isNull()


def test_what_a_new_book_lacks_is_named_first_and_leads_to_its_step(page_context: PageContext, qtbot: QtBot) -> None:
    page = DashboardPage(page_context)
    qtbot.addWidget(page)
    store, scope = page_context.book_session.store, page_context.scope
    data = finish(read_dashboard(store, COUNTED_LEDGERS, scope, TODAY))
    page.show_data(data)
    assert [line.text().strip() for line in page.setup_buttons[:2]] == [
        "县名、印发单位、代字、主送：还没填：县市名称、印发单位、发文代字、主送单位",
        "招商专班：还没有：每条产业链、每个招商方向一个专班",
    ]
    with qtbot.waitSignal(page.setup_wanted) as signal:
        qtbot.mouseClick(page.setup_buttons[1], Qt.MouseButton.LeftButton)
    assert signal.args == ["forces"]
    page.show_data(replace(data, setup=()))
    assert page.setup_buttons == []


def test_an_empty_book_offers_to_move_in_and_a_filled_one_does_not(page_context: PageContext, qtbot: QtBot) -> None:
    page = DashboardPage(page_context)
    qtbot.addWidget(page)
    store, scope = page_context.book_session.store, page_context.scope
    page.show_data(finish(read_dashboard(store, COUNTED_LEDGERS, scope, TODAY)))
    assert page.moving_in_button is not None
    with qtbot.waitSignal(page.page_wanted) as signal:
        qtbot.mouseClick(page.moving_in_button, Qt.MouseButton.LeftButton)
    assert signal.args == ["moving_in"]
    page_context.book_session.run("示例", lambda session: add_lead(session, "线索"))
    page.show_data(finish(read_dashboard(store, COUNTED_LEDGERS, scope, TODAY)))
    assert page.moving_in_button is None
