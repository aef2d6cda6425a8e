"""Commands of optional ledgers: the permit steps and indicators of a project's site, the sheet of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.commands.printouts import PrintBookSheet
from desktop.shell.command import LedgerCommand, LedgerContext, Menu, registered
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.shell.window_api import MainWindowApi


@registered
class LayOutSite(LedgerCommand):
    """Lays out the permit steps and the indicators of the site among the details of the current project."""

    name, label, menu, position = "lay_out_site", "排出审批步骤和标准地指标", Menu.EDIT, (3, 13)
    icon, ledger, row_menu_position = "list-todo", "project", 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether a project is current, in a county that uses either group."""
        if not super().is_available(window) or window.book_session is None:
            return False
        from models.ledgers.permit import SITE_GROUPS
        from models.settings.optional_ledgers import groups_in_use

        return bool(window.book_session.read(groups_in_use) & SITE_GROUPS)

    def run(self, context: LedgerContext) -> None:
        """Add the rows that are missing, in one command that can be undone; the steps are promised from today on."""
        from models.services.site_plans import lay_out_site

        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下是哪个项目。")
        today = context.today
        steps, standards = context.book_session.run(self.label, lambda session: lay_out_site(session, row, today))
        context.window.notifications.notify_saved(
            f"已从今天起排出 {steps} 个审批步骤（推进节点）、{standards} 项标准地指标，在右边“明细”里改日期、填实际数"
        )


@registered
class PrintSpecialProgress(PrintBookSheet):
    """Shows the sheet of what the optional ledgers come to."""

    name, label, position = "special_sheet", "打印专项招商进度表", (4, 13)
    sheet = "special"
    hidden_where_unavailable = True

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether the county uses any optional ledger."""
        if not super().is_available(window) or window.book_session is None:
            return False
        from models.settings.optional_ledgers import groups_in_use

        return bool(window.book_session.read(groups_in_use))
