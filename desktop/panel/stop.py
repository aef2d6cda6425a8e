"""One row on the way to the one the panel shows, and how what was typed into it comes into the book."""

from dataclasses import dataclass

from desktop.desk import Desk
from desktop.panel.sections import Sections
from models.base import Ledger
from models.card import Card, card
from models.history import bring_back
from models.intake import context, take
from models.kind import Stored

_LONG = 40  # A deed is named by the beginning of a long title.


@dataclass(slots=True)
class Stop:
    """A row and its form; ``fill`` is the link of the row before that a new row here answers."""

    ledger: type[Ledger]
    row: str | None
    sections: Sections
    title: str = ""
    removed: bool = False
    fill: str = ""

    @property
    def heading(self) -> str:
        """What the row is called, a new one by its ledger."""
        return self.title if self.row is not None else f"新增{self.ledger.about.label}"

    def look_up(self, desk: Desk) -> Card | None:
        """Ask the book for the row; None where it is not there."""
        row_detail = desk.ask(lambda session: card(session, self.ledger, self.row or ""))
        self.title = row_detail.title if row_detail else ""
        self.removed = row_detail.removed if row_detail else False
        return row_detail

    def keep(self, desk: Desk, keys: list[str]) -> tuple[str, tuple[str, ...]]:
        """Bring what was typed into the book in one deed; gives the row's id and the fields saved, or raises Refusals.

        ``keys`` are the fields of a row of the book; of a new row all that is filled is taken.
        """
        rows = self.sections.rows.values()
        if self.row is None:
            typed = {field_row.field.key: field_row.raw() for field_row in rows if field_row.raw()}
            name = " ".join(str(typed.get(self.ledger.about.title, "")).split())[:_LONG]
            label = f"新增 {self.ledger.about.label}：{name}".rstrip("：")
            seen: dict[str, Stored] = {}
        else:
            saved_rows = [field_row for field_row in rows if field_row.field.key in keys]
            typed = {field_row.field.key: field_row.raw() for field_row in saved_rows}
            label = f"修改 {self.ledger.about.label}：{'、'.join(field_row.field.label for field_row in saved_rows)}"
            seen = {field_row.field.key: field_row.seen.stored for field_row in saved_rows}
        row_id = desk.deed(
            label, lambda session: take(session, self.ledger, self.row, typed, context(session), seen).id
        )
        return row_id, tuple(typed)

    def take_back(self, desk: Desk) -> None:
        """Take the row out of the recycle bin."""
        label, row = f"取回 {self.ledger.about.label}：{self.title}", self.row or ""
        desk.deed(label, lambda session: bring_back([session.get_one(self.ledger, row)]))
