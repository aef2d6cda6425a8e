"""Money, areas, percentages and counts: typed as clerks type them, read back at once in the field's own unit."""

from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.editors.text_line import LineEditor
from models.fields.field import Field


class NumberEditor(LineEditor):
    """A number at the right with its unit behind it; “1.2亿” shows “= 12,000 万元” while it is typed."""

    align_right = True

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent, unit=field.kind.unit)

    def reading_text(self) -> str:
        """Write the number as the ledger will show it, where it looks different from what was typed."""
        value, mark = self.read()
        text = self.field.kind.text(value)
        if value is None or text == self.line.text().strip():
            return ""
        return f"{mark or '='} {text} {self.field.kind.unit}".rstrip()
