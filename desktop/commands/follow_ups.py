"""Commands that begin the row which follows from the current one: a visit, a project or an obligation after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.command import LedgerCommand, LedgerContext, Menu, registered
from models.errors import UserError

if TYPE_CHECKING:
    from desktop.shell.window_api import MainWindowApi


class _FollowUpCommand(LedgerCommand):
    """Opens the form of a new row of ``target`` (a table) with what the current row knows already filled in."""

    menu, row_menu_position = Menu.EDIT, 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True
    target: str

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether a row of the target follows from those of the page in front."""
        page = window.ledger_page
        if page is None or not super().is_available(window):
            return False
        from models.services.follow_ups import follow_up_to  # not before a book is open: it loads SQLAlchemy

        return follow_up_to(page.ledger, self.target) is not None

    def run(self, context: LedgerContext) -> None:
        """Open the form; nothing is in the book before it is saved."""
        from models.services.follow_ups import follow_up_to

        about, row = context.page.ledger.about, context.page.current_id()
        follow_up = follow_up_to(context.page.ledger, self.target)
        if row is None or follow_up is None:
            raise UserError(f"请先点一下是哪{about.measure_word}{about.label}。")
        context.controller.row_panel_controller.begin_follow_up(context.page.ledger, row, follow_up)


@registered
class CarryOn(LedgerCommand):
    """Moves the keyboard focus to the buttons of what is entered next after the current row."""

    name, label, menu, position = "carry_on", "接着做", Menu.EDIT, (3, 2)
    shortcut, icon, needs_writable, needs_cell = "Ctrl+J", "chevron-right", True, True

    def run(self, context: LedgerContext) -> None:
        """Focus the first button; Tab goes on to the others, Enter presses one."""
        about, row = context.page.ledger.about, context.page.current_id()
        if row is None:
            raise UserError(f"请先点一下是哪{about.measure_word}{about.label}。")
        if not context.controller.row_panel_controller.choose_follow_up(context.page.ledger, row):
            raise UserError(f"{about.label}没有接着要做的；新增的一行请先保存。")


@registered
class RegisterLead(_FollowUpCommand):
    """Opens the form of the lead that a visit brought."""

    name, label, position, icon, target = "register_lead", "转为线索…", (3, 3), "target", "lead"


@registered
class PlanVisit(_FollowUpCommand):
    """Opens the form of a planned visit to the current firm."""

    name, label, position, icon, target = "plan_visit", "排拜访计划…", (3, 10), "calendar-days", "visit_plan"


@registered
class RecordVisit(_FollowUpCommand):
    """Opens the form of a visit to the current row's firm."""

    name, label, position, icon, target = "record_visit", "记走访…", (3, 4), "footprints", "visit"


@registered
class RecordNegotiation(_FollowUpCommand):
    """Opens the form of a round of talks on the current row."""

    name, label, position, icon, target = "record_negotiation", "记洽谈…", (3, 5), "handshake", "negotiation"


@registered
class TurnIntoProject(_FollowUpCommand):
    """Opens the form of the project that the current row becomes."""

    name, label, position, icon, target = "turn_into_project", "转为项目…", (3, 6), "factory", "project"


@registered
class RecordFunding(_FollowUpCommand):
    """Opens the form of funds placed for the current project."""

    name, label, position, icon, target = "record_funding", "记到位资金…", (3, 7), "banknote", "funding"


@registered
class RecordObligation(_FollowUpCommand):
    """Opens the form of what was promised, or must be done, on the current row."""

    name, label, position, icon, target = "record_obligation", "记承诺、责任事项…", (3, 8), "list-todo", "obligation"
