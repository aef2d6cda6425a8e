"""Several rows of another ledger."""

from desktop.editors.completion_list import Completion
from desktop.editors.multi_value import MultiValueEditor
from models.fields.base import ledger_by_table
from models.fields.kind import PickedRow, ReadValue, Value
from models.fields.kinds import LinksKind
from models.queries.ledger_query import title_choices, titles_by_id
from models.queries.reading_context import reading_context


class LinksEditor(MultiValueEditor):
    """Rows as chips, found by name or pinyin initials; a name typed in full counts too."""

    @property
    def target_ledger(self) -> str:
        """The ledger linked to."""
        kind = self.field.kind
        return kind.to if isinstance(kind, LinksKind) else ""

    def raw_value(self) -> object:
        """Give the picked rows and what was typed beside them."""
        typed = (name for name in self.pending_text().split("、") if name)
        return (*(PickedRow(offer.key) for offer in self.chosen), *typed)

    def read(self) -> ReadValue:
        """Read them, looking typed names up in the book."""
        return self.book_session.read(lambda session: self.field.kind.read(self.raw_value(), reading_context(session)))

    def find_completions(self, typed: str) -> list[Completion]:
        """Offer rows by name."""
        ledger = ledger_by_table(self.target_ledger)
        return [
            Completion(*pair) for pair in self.book_session.read(lambda session: title_choices(session, ledger, typed))
        ]

    def split_value(self, value: Value, text: str) -> list[Completion]:
        """Look up the names of the rows."""
        ledger, rows = ledger_by_table(self.target_ledger), str(value).split()
        names = self.book_session.read(lambda session: titles_by_id(session, ledger, rows))
        return [Completion(row, names.get(row, "（已不在）")) for row in rows]
