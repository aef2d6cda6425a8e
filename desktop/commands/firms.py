"""The command on firms: what is typed or kept as free text becomes a firm of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.shell.command import BookCommand, BookContext, Menu, registered
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.editors.link import LinkEditor
    from desktop.pages.ledger_page import LedgerPage
    from desktop.shell.book_window_controller import BookWindowController
    from desktop.shell.window_api import MainWindowApi
    from models.fields.base import Ledger

_NO_FIRM = "这里没有可以加入企业库的企业：请点到填企业名称的那一栏，或者点一下表格里写着企业的那一行。"


@registered
class AddFirm(BookCommand):
    """Adds the firm typed in the field at hand, or named as free text by the current row, to the library."""

    name, label, menu, position = "add_firm", "加入企业库", Menu.EDIT, (3, 9)
    shortcut, icon, row_menu_position = "Ctrl+L", "building-2", 8
    saves_typed, needs_writable, hidden_where_unavailable = False, True, True

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether a book is open for writing and the rows of the table in front name firms.

        Elsewhere the editor of a link to the library takes the key itself.
        """
        page = window.ledger_page
        return super().is_available(window) and page is not None and _names_firms(page.ledger)

    def run(self, context: BookContext) -> None:
        """Add the firm."""
        editor, page = _editor_at_hand(context.controller), context.window.ledger_page
        if editor is not None:
            if not editor.add_typed_firm():
                raise UserError(_NO_FIRM)
        elif page is not None and (row := page.current_id()) is not None:
            _add_firm_of_row(context, page, row)
        else:
            raise UserError(_NO_FIRM)


def _editor_at_hand(controller: BookWindowController) -> LinkEditor | None:
    """Return the editor with the keyboard focus if it takes a firm, else that of the firm in the form with focus."""
    from desktop.editors.link import LinkEditor
    from desktop.form.form_layout import LedgerForm
    from models.fields.field import firm_field

    widget = focus = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, LinkEditor):
        widget = widget.parentWidget()
    if isinstance(widget, LinkEditor) and widget.takes_firms:
        return widget
    rows = controller.row_panel_controller
    is_in_panel = rows.is_open and focus is not None and rows.panel.isAncestorOf(focus)
    form = rows.panel.form_cache.currentWidget() if is_in_panel else None
    field = firm_field(form.ledger) if isinstance(form, LedgerForm) else None
    if not isinstance(form, LedgerForm) or field is None:
        return None
    editor = form.open_field_row(field.key).editor
    return editor if isinstance(editor, LinkEditor) else None


def _add_firm_of_row(context: BookContext, page: LedgerPage, row: str) -> None:
    """Add the firm that the current row of a table names."""
    from models.queries.reading_context import reading_context
    from models.services.firm_library import add_firm_of_row

    if not context.controller.save_typed():
        return
    name = context.book_session.run(
        "加入企业库", lambda session: add_firm_of_row(session, page.ledger, row, reading_context(session))
    )
    context.window.notifications.notify_saved(f"“{name}”加入了企业库，Ctrl+Z 可撤销")


def _names_firms(ledger: type[Ledger]) -> bool:
    from models.fields.field import firm_field

    return firm_field(ledger) is not None
