"""加入企业库 works on the row a clerk stands on, and says why where there is no firm to add."""

from PySide6.QtTest import QTest

from desktop.main_window import MainWindow
from models.ledgers import Enterprise, Lead
from models.queries.ledger_query import LedgerQuery, matching_ids
from tests.rows import add_lead


def test_the_firm_of_the_current_lead_is_added_once(window: MainWindow) -> None:
    book_session, messages = window.book_session, []
    assert book_session is not None
    window.notifications.message_posted.connect(lambda _tone, sentence: messages.append(sentence))
    row = book_session.run("示例", lambda session: add_lead(session, investor="示例新来的企业"))
    blank = book_session.run("示例", add_lead)
    window.go("lead")
    page = window.ledger_page
    assert page is not None
    for lead in (row, row, blank):
        page.show_row(lead)
        QTest.keySequence(page.grid, "Ctrl+L")
    (firm,) = book_session.read(
        lambda session: matching_ids(session, LedgerQuery(Enterprise, search_text="示例新来的企业"))
    )
    assert book_session.read(lambda session: session.get_one(Lead, row)).enterprise == firm
    assert "“示例新来的企业”加入了企业库" in messages[0]
    assert messages[1:] == ["“示例新来的企业”已经在企业库里。", "请先填企业名称，再加入企业库。"]


def test_the_command_is_offered_where_rows_name_firms(window: MainWindow) -> None:
    action = window.actions_.actions_by_name["add_firm"]
    offered = {}
    for page in ("lead", "visit", "project", "enterprise", "task_force", "home"):
        window.go(page)
        window.actions_.refresh()
        offered[page] = action.isEnabled()
    assert {page for page, enabled in offered.items() if enabled} == {"lead", "visit", "project"}
