"""The guide is one of the pages, and what it asks for reaches the window."""

from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.app.page_registry import PageLinks
from desktop.pages import load_pages
from models.ledgers import Project
from models.queries.ledger_query import LedgerQuery


def test_the_page_is_registered_and_linked(page_context: PageContext, qtbot: QtBot) -> None:
    (page,) = [page for page in load_pages() if page.key == "moving_in"]
    links = PageLinks()
    view = page.make(page_context, links)
    qtbot.addWidget(view)
    for signal, relayed, values in (
        ("new_row_wanted", links.new_row_wanted, ["project"]),
        ("page_wanted", links.page_wanted, ["receiving"]),
        ("view_wanted", links.query_wanted, [LedgerQuery(Project), "没有签约日期的项目"]),
    ):
        with qtbot.waitSignal(relayed) as emitted:
            getattr(view, signal).emit(*values)
        assert emitted.args == values
