"""建账向导: the guide that sets up a new book step by step."""

from typing import TYPE_CHECKING

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page

if TYPE_CHECKING:
    from desktop.pages.setup_view import SetupView

SETUP = "setup"  # the page's key


def make_setup_page(context: PageContext, links: PageLinks) -> "SetupView":
    """Build the page; the editors of the settings are imported with it."""
    from desktop.pages.setup_view import SetupView

    page = SetupView(context)
    page.page_wanted.connect(links.page_wanted)
    links.setup_requested.connect(page.show_step)
    return page


register_page(Page(SETUP, "建账向导", "list-todo", PageGroup.MORE, 890, make_setup_page))
