"""通报: circulars from the draft to the issued copy, and the sheets printed one at a time."""

from typing import TYPE_CHECKING

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page

if TYPE_CHECKING:
    from desktop.circular.circular_view import CircularView


def make_circular_page(context: PageContext, links: PageLinks) -> "CircularView":
    """Build the page; the PDF and image libraries are imported with it."""
    from desktop.circular.circular_view import CircularView

    page = CircularView(context.book_session, context.jobs, context.notifications)
    page.rows_wanted.connect(links.rows_wanted)
    page.phrase_wanted.connect(links.show_phrase)
    links.draft_requested.connect(page.show_period)
    links.sheet_requested.connect(page.show_sheet)
    return page


register_page(Page("circulars", "通报", "file-text", PageGroup.TOOLS, 20, make_circular_page))
