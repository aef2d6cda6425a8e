"""Several rows of another ledger."""

from typing import Any

from desktop.editors.offers import Offer
from desktop.editors.several import SeveralEditor
from models.base import ledger_named
from models.browse import names_of, titles
from models.intake import context
from models.kind import Picked, Read
from models.kinds import Links


class LinksEditor(SeveralEditor):
    """Rows as chips, found by name or pinyin initials; a name typed in full counts too."""

    @property
    def to(self) -> str:
        """The ledger linked to."""
        kind = self.field.kind
        return kind.to if isinstance(kind, Links) else ""

    def raw(self) -> object:
        """Give the picked rows and what was typed beside them."""
        typed = (name for name in self.pending().split("、") if name)
        return (*(Picked(offer.key) for offer in self.chosen), *typed)

    def read(self) -> Read:
        """Read them, looking typed names up in the book."""
        return self.desk.ask(lambda session: self.field.kind.read(self.raw(), context(session)))

    def offered(self, typed: str) -> list[Offer]:
        """Offer rows by name."""
        ledger = ledger_named(self.to)
        return [Offer(*pair) for pair in self.desk.ask(lambda session: titles(session, ledger, typed))]

    def shown(self, value: Any, text: str) -> list[Offer]:
        """Look up the names of the rows."""
        ledger, rows = ledger_named(self.to), str(value).split()
        names = self.desk.ask(lambda session: names_of(session, ledger, rows))
        return [Offer(row, names.get(row, "（已不在）")) for row in rows]
