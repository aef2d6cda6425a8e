"""收表: import of workbooks that others sent."""

from typing import TYPE_CHECKING

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page

if TYPE_CHECKING:
    from desktop.import_export.import_view import ImportView


def make_import_page(context: PageContext, links: PageLinks) -> "ImportView":
    """Build the page; the libraries that read workbooks and merge books are imported with it."""
    from desktop.import_export.import_view import ImportView

    page = ImportView(context)
    page.row_wanted.connect(links.row_wanted)
    links.import_requested.connect(page.preview_files)
    return page


register_page(Page("receiving", "收表", "inbox", PageGroup.TOOLS, 10, make_import_page))
