"""Commands on a lead: record a visit or a negotiation of it, turn it into a project."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from desktop.shell.command import LedgerCommand, LedgerContext, Menu, registered
from models.errors import UserError

if TYPE_CHECKING:
    from models.fields.base import Ledger


class _FollowUpCommand(LedgerCommand):
    """Opens the form of a new row with what the current lead knows already filled in."""

    menu, ledger, row_menu_position = Menu.EDIT, "lead", 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True

    @abstractmethod
    def new_ledger(self) -> type[Ledger]:
        """Return the ledger of the new row."""

    def run(self, context: LedgerContext) -> None:
        """Open the form; nothing is in the book before it is saved."""
        from models.services.follow_ups import values_from_lead

        if (lead := context.page.current_id()) is None:
            raise UserError("请先点一下是哪条线索。")
        ledger, today = self.new_ledger(), context.today
        values = context.book_session.read(lambda session: values_from_lead(session, lead, ledger, today))
        context.controller.show_row(ledger.__tablename__, None, values)


@registered
class RecordVisit(_FollowUpCommand):
    """Opens the form of a visit to the current lead's investor."""

    name, label, position, icon = "visit_lead", "记走访…", (3, 2), "footprints"

    def new_ledger(self) -> type[Ledger]:
        """Return the visits."""
        from models.ledgers import Visit

        return Visit


@registered
class RecordNegotiation(_FollowUpCommand):
    """Opens the form of a round of talks on the current lead."""

    name, label, position, icon = "negotiate_lead", "记洽谈…", (3, 3), "handshake"

    def new_ledger(self) -> type[Ledger]:
        """Return the negotiations."""
        from models.ledgers import Negotiation

        return Negotiation


@registered
class TurnIntoProject(_FollowUpCommand):
    """Opens the form of the project that the current lead becomes."""

    name, label, position, icon = "lead_to_project", "转为项目…", (3, 4), "factory"

    def new_ledger(self) -> type[Ledger]:
        """Return the projects."""
        from models.ledgers import Project

        return Project
