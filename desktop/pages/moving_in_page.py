"""搬家: the guide that fills a book which begins with running projects."""

from typing import TYPE_CHECKING

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page

if TYPE_CHECKING:
    from desktop.pages.moving_in_view import MovingInView


def make_moving_in_page(context: PageContext, links: PageLinks) -> "MovingInView":
    """Build the page; the catalogue of metrics is imported with it."""
    from desktop.pages.moving_in_view import MovingInView

    page = MovingInView(context)
    page.page_wanted.connect(links.page_wanted)
    page.new_row_wanted.connect(links.new_row_wanted)
    page.view_wanted.connect(links.query_wanted)
    return page


register_page(Page("moving_in", "搬家", "briefcase", PageGroup.MORE, 900, make_moving_in_page))
