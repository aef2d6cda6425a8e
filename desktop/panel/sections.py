"""A row's fields as its ledger lays them out, for reading and typing."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.panel.field_row import FieldRow
from desktop.panel.section import Section
from models.base import Ledger
from models.card import EMPTY, Value
from models.field import Field, field_of, fields

_REST = "其他"
_OPEN_WHEN_NEW = 3  # sections; more would frighten


def laid_out(ledger: type[Ledger]) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """Give a ledger's sections with their fields; what no section names goes to a last one."""
    named = {key for _, keys in ledger.about.sections for key in keys}
    rest = tuple(field for field in fields(ledger) if field.key not in named)
    sections = tuple((title, tuple(field_of(ledger, key) for key in keys)) for title, keys in ledger.about.sections)
    return (*sections, (_REST, rest)) if rest else sections


class Sections(QScrollArea):
    """All sections of one ledger under each other.

    Signals:
        left: the clerk is done with a field (its key).
        edited: something was typed.
        open_wanted, add_wanted: as an editor's, for links.
    """

    left = Signal(str)
    edited = Signal()
    open_wanted = Signal(str, str)
    add_wanted = Signal(str, str, str)

    def __init__(self, ledger: type[Ledger], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self._values: Mapping[str, Value] = {}
        inner = QWidget()
        inner.setObjectName("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 12, 16)
        column.setSpacing(4)
        self.sections: list[Section] = []
        for title, section_fields in laid_out(ledger):
            section = Section(title, section_fields, desk, inner)
            section.made.connect(self._take_in)
            self.sections.append(section)
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(inner)

    @property
    def rows(self) -> dict[str, FieldRow]:
        """The fields seen so far, by key."""
        return {key: row for section in self.sections for key, row in section.rows.items()}

    def begin(self, values: Mapping[str, Value], *, new: bool) -> None:
        """Show another row: sections that say something are open, the rest folded."""
        self._values = values
        for row in self.rows.values():
            row.show_value(values.get(row.field.key, EMPTY), force=True)
        for number, section in enumerate(self.sections):
            filled = self._count(section)
            always = number == 0 or (new and number < _OPEN_WHEN_NEW)
            section.open(always or bool(filled))
        self.verticalScrollBar().setValue(0)

    def refresh(self, values: Mapping[str, Value], saved: tuple[str, ...] = ()) -> None:
        """Show what is new in the book; fields being typed in stay as they are, those just saved do not."""
        self._values = values
        for key, row in self.rows.items():
            row.show_value(values.get(key, EMPTY), force=key in saved)
        for section in self.sections:
            self._count(section)

    def row_of(self, key: str) -> FieldRow:
        """Give a field's row, unfolding its section."""
        for section in self.sections:
            if any(field.key == key for field in section.fields):
                section.open(True)
                return section.rows[key]
        raise KeyError(key)

    def dirty(self) -> list[FieldRow]:
        """Give the fields that hold something the book does not have."""
        return [row for row in self.rows.values() if row.dirty]

    def typed(self) -> dict[str, str]:
        """Give the texts typed so far, by key."""
        return {row.field.key: text for row in self.dirty() if (text := row.text())}

    def retype(self, texts: Mapping[str, str]) -> None:
        """Type texts again into empty fields."""
        for key, text in texts.items():
            if (editor := self.row_of(key).editor) is not None and not editor.raw():
                editor.retype(text)

    def refuse(self, by_key: Mapping[str, str]) -> None:
        """Say all refusals at once, each beside its field, and go to the first."""
        for row in self.rows.values():
            row.refuse(by_key.get(row.field.key, ""))
        for number, (key, sentence) in enumerate(self._in_order(by_key)):
            row = self.row_of(key)
            row.refuse(sentence)
            if number == 0 and row.editor is not None:
                row.editor.setFocus()
                self.ensureWidgetVisible(row, 0, 40)

    def _in_order(self, by_key: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for section in self.sections:
            yield from ((field.key, by_key[field.key]) for field in section.fields if field.key in by_key)

    def focus_first(self) -> None:
        """Put the keys into the first empty field, else into the first."""
        rows = [row for row in self.rows.values() if row.editor is not None]
        target = next((row for row in rows if not row.seen.text), rows[0] if rows else None)
        if target is not None and target.editor is not None:
            target.editor.setFocus()

    def keep_focus_in_sight(self) -> None:
        """Bring the field with the keys back into sight with what is said below it, after something made room there."""
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            row = next((field_row for field_row in self.rows.values() if field_row.isAncestorOf(focus)), None)
            self.ensureWidgetVisible(row or focus, 0, 24)
            self.ensureWidgetVisible(focus, 0, 24)

    def commit_input_method(self) -> None:
        """Take over what is being composed in any field."""
        for row in self.rows.values():
            if row.editor is not None:
                row.editor.commit_input_method()

    def _count(self, section: Section) -> int:
        filled = sum(bool(self._values.get(field.key, EMPTY).text) for field in section.fields)
        section.count(filled)
        return filled

    def _take_in(self, row: FieldRow) -> None:
        key = row.field.key
        row.show_value(self._values.get(key, EMPTY), force=True)
        if row.editor is None:
            return
        row.editor.finished.connect(lambda: self.left.emit(key))
        row.editor.edited.connect(self.edited)
        row.editor.open_wanted.connect(self.open_wanted)
        row.editor.add_wanted.connect(lambda to, name: self.add_wanted.emit(key, to, name))
