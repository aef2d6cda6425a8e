"""报表模板: the forms a superior office prescribes, filled every period."""

from typing import TYPE_CHECKING

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page

if TYPE_CHECKING:
    from desktop.form_templates.form_templates_view import FormTemplatesView


def make_form_templates_page(context: PageContext, links: PageLinks) -> "FormTemplatesView":
    """Build the page; the libraries that read workbooks are imported with it."""
    from desktop.form_templates.form_templates_view import FormTemplatesView

    return FormTemplatesView(context)


register_page(Page("forms", "报表模板", "file-spreadsheet", PageGroup.TOOLS, 25, make_form_templates_page))
