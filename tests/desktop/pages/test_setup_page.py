"""The guide is one of the pages, and the first page leads to its steps."""

from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.app.page_registry import PageLinks
from desktop.pages import load_pages
from desktop.pages.setup_page import SETUP
from desktop.pages.setup_view import SetupView


def test_the_page_is_registered_and_linked(page_context: PageContext, qtbot: QtBot) -> None:
    (page,) = [page for page in load_pages() if page.key == SETUP]
    links = PageLinks()
    view = page.make(page_context, links)
    qtbot.addWidget(view)
    assert isinstance(view, SetupView)
    with qtbot.waitSignal(links.page_wanted) as emitted:
        view.page_wanted.emit("receiving")
    assert emitted.args == ["receiving"]
    with qtbot.waitSignal(links.page_wanted) as emitted:
        links.show_setup("targets")
    assert emitted.args == [SETUP]
    assert view.step.key == "targets"
