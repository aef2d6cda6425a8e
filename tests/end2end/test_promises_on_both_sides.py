"""A promise goes from its condition to its payment, and a duty to its letter, on the page where both sides stand."""

from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.kept_promises_page import KeptPromisesPage
from models.ledgers import Obligation
from models.storage.store import Session
from tests.end2end.test_policies_and_reviews import parts_of, row_named, save, sheet_text, type_fields
from tests.kept_rows import FirmRows, add_firm
from tests.waiting import WAIT_SECONDS

_WAIT = int(WAIT_SECONDS * 1000)


def kept_page(window: MainWindow) -> KeptPromisesPage:
    """Go to 双兑现 and return the page."""
    assert window.controller is not None
    window.go("kept_promises")
    page = window.controller.page_stack.front_page(KeptPromisesPage)
    assert page is not None
    return page


def wait_for(page: KeptPromisesPage, qtbot: QtBot, view: str, names: set[str]) -> None:
    """Choose a view and wait until it lists what a test names, beside what the book had."""
    page.view_choice.setCurrentIndex(page.view_choice.findData(view))
    page.view_choice.activated.emit(page.view_choice.currentIndex())
    qtbot.waitUntil(lambda: {line.texts[2] for line in page._lines()} & _TYPED == names, timeout=_WAIT)  # noqa: SLF001


def shown_state(page: KeptPromisesPage, row: str) -> tuple[str, str, bool]:
    """Return the state, the amount paid and the mark of a row's line."""
    line = next(shown for shown in page._lines() if shown.row == row)  # noqa: SLF001
    return line.texts[0], line.texts[7], line.is_open


_TYPED = {"设备补助", "年纳税五百万"}


def test_a_promise_is_met_claimed_owed_and_paid(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    today = kept_page(window)._context.today  # noqa: SLF001
    rows = book_session.run("企业", add_firm)
    window.go("obligation")
    window.actions_.actions_by_name["add_row"].trigger()
    type_fields(panel, {"name": "设备补助", "side": "政府", "kind": "承诺", "unit": "财政局", "amount": "300"})
    type_fields(panel, {"condition": "投产", "met_on": (today - timedelta(days=20)).isoformat()})
    raised = {"raised_on": (today - timedelta(days=90)).isoformat()}
    type_fields(panel, raised | {"due": (today - timedelta(days=1)).isoformat()})
    save(panel, qtbot)
    promise = row_named(book_session, Obligation, "设备补助")
    book_session.run("企业", lambda session: name_firm(session, promise, rows))
    page = kept_page(window)
    wait_for(page, qtbot, "unclaimed", {"设备补助"})

    # The button leads from the line to its row, where the claim and then the payment are typed.
    for typed, view, names in (
        ({"applied_on": (today - timedelta(days=5)).isoformat()}, "owed", {"设备补助"}),
        ({"fulfilled": "300"}, "promises", {"设备补助"}),
    ):
        line = next(number for number, shown in enumerate(page._lines()) if shown.row == promise)  # noqa: SLF001
        page.item_table.go_to_cell(line, 0)
        qtbot.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
        type_fields(panel, typed)
        save(panel, qtbot)
        page = kept_page(window)
        wait_for(page, qtbot, view, names)
    paid = ("✓已兑现", "300万元", False)
    qtbot.waitUntil(lambda: shown_state(page, promise) == paid, timeout=_WAIT)
    window.actions_.actions_by_name["undo"].trigger()
    assert book_session.read(lambda session: session.get_one(Obligation, promise)).fulfilled is None
    wait_for(kept_page(window), qtbot, "owed", {"设备补助"})


def test_a_duty_is_held_against_the_ledger_and_a_letter_is_written(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    today = kept_page(window)._context.today  # noqa: SLF001
    rows = book_session.run("企业", lambda session: add_firm(session, real_tax=Decimal(320)))
    window.go("obligation")
    window.actions_.actions_by_name["add_row"].trigger()
    type_fields(panel, {"name": "年纳税五百万", "side": "企业", "kind": "履约", "source": "投资合同第六条"})
    raised = {"raised_on": (today - timedelta(days=90)).isoformat()}
    type_fields(panel, raised | {"due": (today - timedelta(days=31)).isoformat()})
    type_fields(panel, {"measure": "年税收", "promised": "500"})
    save(panel, qtbot)
    duty = row_named(book_session, Obligation, "年纳税五百万")
    book_session.run("企业", lambda session: name_firm(session, duty, rows))
    page = kept_page(window)
    wait_for(page, qtbot, "broken", {"年纳税五百万"})
    number, line = next((place, shown) for place, shown in enumerate(page._lines()) if shown.row == duty)  # noqa: SLF001
    assert line.texts[6:8] == ("年税收500万元", "320万元（项目台账），64%")
    page.item_table.go_to_cell(number, 0)
    page.letter_button.menu().actions()[0].trigger()
    text = sheet_text(window, qtbot)
    for words in ("提醒函", "甲公司", "年纳税五百万", "投资合同第六条", "320万元（项目台账），64%", "31"):
        assert words in text, words


def name_firm(session: Session, row: str, rows: FirmRows) -> None:
    """Link an obligation to the project of a firm."""
    session.get_one(Obligation, row).project = rows.project
