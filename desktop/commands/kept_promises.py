"""Commands of 双兑现: the county's list, an enterprise's sheet, a letter to an enterprise."""

from __future__ import annotations

from desktop.app import notifications
from desktop.commands.printouts import PrintBookSheet, PrintRowSheet
from desktop.shell.command import PRINT_ROW, LedgerCommand, LedgerContext, Menu, registered
from models.errors import UserError

_LETTERS = (("reminder", "提醒函：15日内回复"), ("warning", "警示函：逾期仍不履约的，按合同的约定办理"))


@registered
class PrintKeptList(PrintBookSheet):
    """Shows the list of promises kept on both sides."""

    name, label, position = "kept_list", "打印双兑现清单", (3, 23)
    sheet = "kept"


class PrintRowsFirm(PrintRowSheet):
    """Shows both sides of the enterprise of the current row for printing."""

    sheet = "firm"


@registered
class PrintObligationsFirm(PrintRowsFirm):
    """Shows both sides of the enterprise that the current obligation is about."""

    name, label, position = "firm_sheet", "打印双兑现一企一表…", (3, 7)
    ledger, row_menu_position = "obligation", 10


@registered
class PrintProjectsFirm(PrintRowsFirm):
    """Shows both sides of the enterprise of the current project."""

    name, label, position = "firm_sheet_of_project", "打印项目的双兑现一企一表…", (3, 8)
    ledger, row_menu_position = "project", 10


@registered
class PrintFirm(PrintRowsFirm):
    """Shows both sides of the current firm of the library."""

    name, label, position = "firm_sheet_of_firm", "打印企业的双兑现一企一表…", (3, 9)
    ledger, row_menu_position = "enterprise", 10


@registered
class PrintFirmLetter(LedgerCommand):
    """Asks for the kind of letter, and shows it to the enterprise of the current obligation."""

    name, label, menu, position = "firm_letter", "给企业出提醒函、警示函…", Menu.FILE, (3, 11)
    group, icon = PRINT_ROW, "printer"
    ledger, row_menu_position = "obligation", 11
    saves_typed = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Ask and show."""
        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下要发函的企业那一行。")
        lines = [text for _, text in _LETTERS]
        chosen = notifications.ask_choice(context.window.frame, "给企业出函", "出哪一种函？", lines)
        if chosen is not None:
            context.controller.page_stack.show_sheet(_LETTERS[chosen][0], row)
