"""A row's fields as its ledger lays them out, for reading and typing."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.link import LinkEditor
from desktop.form.field_row import FieldRow
from desktop.form.form_section import FormSection
from models.fields.base import Ledger
from models.fields.field import Field, field_of, fields, firm_field
from models.fields.kind import PickedRow
from models.fields.kinds import FirmNameKind
from models.queries.row_detail import EMPTY_VALUE, FieldValue

_OTHER_TITLE = "其他"
_OPEN_SECTIONS_OF_NEW_ROW = 3  # sections; more would frighten


def form_sections(ledger: type[Ledger]) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """Give a ledger's sections with their fields; what no section names goes to a last one.

    The link to a firm has no field of its own: the field that names the firm shows and sets it.
    """
    named = {key for _, keys in ledger.about.sections for key in keys}
    if (firm := firm_field(ledger)) is not None:
        named.add(firm.link)
    rest = tuple(field for field in fields(ledger) if field.key not in named)
    sections = tuple((title, tuple(field_of(ledger, key) for key in keys)) for title, keys in ledger.about.sections)
    return (*sections, (_OTHER_TITLE, rest)) if rest else sections


class LedgerForm(QScrollArea):
    """All sections of one ledger under each other.

    Signals:
        field_left: the clerk is done with a field (its key).
        edited: something was typed.
        open_wanted, add_wanted: as an editor's, for links.
        firm_wanted: the firm typed into a field should be added to the library (the field's key).
    """

    field_left = Signal(str)
    edited = Signal()
    open_wanted = Signal(str, str)
    add_wanted = Signal(str, str, str)
    firm_wanted = Signal(str)

    def __init__(self, ledger: type[Ledger], book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self.ledger = ledger
        self._values: Mapping[str, FieldValue] = {}
        self.default_keys: frozenset[str] = frozenset()
        inner = QWidget()
        inner.setObjectName("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 8, 12, 16)
        column.setSpacing(4)
        self.sections: list[FormSection] = []
        for title, section_fields in form_sections(ledger):
            section = FormSection(title, section_fields, book_session, inner)
            section.row_created.connect(self._connect_row)
            self.sections.append(section)
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(inner)

    @property
    def field_rows(self) -> dict[str, FieldRow]:
        """The fields seen so far, by key."""
        return {key: row for section in self.sections for key, row in section.field_rows.items()}

    def show_row(self, values: Mapping[str, FieldValue], *, new: bool, defaults: frozenset[str] = frozenset()) -> None:
        """Show another row: sections that say something are open, the rest folded.

        ``defaults`` are the keys of values that nobody gave this new row: whatever is typed or had back replaces them.
        """
        self._values, self.default_keys = values, defaults
        self._ask_for_new_row(new)
        for row in self.field_rows.values():
            row.show_value(values.get(row.field.key, EMPTY_VALUE), force=True)
        for number, section in enumerate(self.sections):
            filled = self._count_filled(section)
            always = number == 0 or (new and number < _OPEN_SECTIONS_OF_NEW_ROW)
            section.set_open(always or bool(filled))
        self.verticalScrollBar().setValue(0)

    def refresh(self, values: Mapping[str, FieldValue], saved: tuple[str, ...] = ()) -> None:
        """Show what is new in the book; fields being typed in stay as they are, those just saved do not."""
        self._values = values
        self._ask_for_new_row(False)
        for key, row in self.field_rows.items():
            row.show_value(values.get(key, EMPTY_VALUE), force=key in saved)
        for section in self.sections:
            self._count_filled(section)

    def _ask_for_new_row(self, of_new_row: bool) -> None:
        for section in self.sections:
            section.ask_for_new_row(of_new_row)

    def open_field_row(self, key: str) -> FieldRow:
        """Give a field's row, unfolding its section."""
        for section in self.sections:
            if any(field.key == key for field in section.fields):
                section.set_open(True)
                return section.field_rows[key]
        raise KeyError(key)

    def revert(self) -> None:
        """Show again in every field what the book has, without any refusal."""
        for row in self.field_rows.values():
            if row.dirty and row.editor is not None:
                row.editor.revert()
            row.show_error("")

    def dirty_rows(self) -> list[FieldRow]:
        """Give the fields that hold something the book does not have."""
        return [row for row in self.field_rows.values() if row.dirty]

    def raw_values(self) -> dict[str, object]:
        """Give what stands in the fields that are filled, by key, as the editors have it.

        A firm that was given to a new row with a name of its own, as its lead writes it, keeps that name.
        """
        values: dict[str, object] = {}
        for key, row in self.field_rows.items():
            raw, kind = row.raw_value(), row.field.kind
            if isinstance(kind, FirmNameKind) and isinstance(raw, PickedRow) and not row.dirty:
                values |= {key: row.text(), kind.link: raw}
            elif raw:
                values[key] = raw
        return values

    def texts(self) -> dict[str, str]:
        """Give the texts that stand in the fields, by key; of fields not shown yet those of the book."""
        shown = {key: row.text() for key, row in self.field_rows.items()}
        return {key: value.text for key, value in self._values.items()} | shown

    def take_named_firm(self) -> None:
        """Take the firm that was typed by its name, as leaving its field does."""
        field = firm_field(self.ledger)
        row = self.field_rows.get(field.key) if field is not None else None
        if row is not None and row.editor is not None and row.dirty:
            row.editor.on_leave()

    def typed_texts(self) -> dict[str, str]:
        """Give the texts of a new row into which something was typed, by key; not the defaults left as they were."""
        if not self.dirty_rows():
            return {}
        rows = [row for row in self.field_rows.values() if row.editor is not None]
        return {
            row.field.key: row.text()
            for row in rows
            if row.dirty or (row.text() and row.field.key not in self.default_keys)
        }

    def retype(self, texts: Mapping[str, str]) -> None:
        """Type texts again into fields that are empty or hold a mere default."""
        for key, text in texts.items():
            editor = self.open_field_row(key).editor
            if editor is None or text == editor.text():
                continue
            if not editor.raw_value() or (key in self.default_keys and not editor.dirty):
                editor.retype(text)

    def unsaved_texts(self, *, new: bool) -> dict[str, str]:
        """Give the texts of what is not saved, by key: the fields typed into, and all that a new row begins with."""
        dirty_rows = self.dirty_rows()
        rows = [row for row in self.field_rows.values() if row.text() or row.dirty] if new else dirty_rows
        return {row.field.key: row.text() for row in rows} if dirty_rows else {}

    def put_back(self, texts: Mapping[str, str], links: Mapping[str, str]) -> None:
        """Put texts lost with an earlier run into their fields, whatever stands there; nothing is saved by it.

        ``links`` are the ids of rows that had been picked, by key, as a name may mean several.
        """
        known_keys = {field.key for section in self.sections for field in section.fields}
        with QSignalBlocker(self):  # a link that is typed counts as left, which would save it
            for key, text in texts.items():
                editor = self.open_field_row(key).editor if key in known_keys else None
                if key in links and isinstance(editor, LinkEditor):
                    editor.pick_row(links[key], text)
                elif editor is not None and text != editor.text():
                    editor.retype(text)

    def show_errors(self, errors_by_key: Mapping[str, str]) -> None:
        """Say all refusals at once, each beside its field, and go to the first."""
        for row in self.field_rows.values():
            row.show_error(errors_by_key.get(row.field.key, ""))
        for number, (key, sentence) in enumerate(self._in_order(errors_by_key)):
            row = self.open_field_row(key)
            row.show_error(sentence)
            if number == 0 and row.editor is not None:
                row.editor.setFocus()
                self.ensureWidgetVisible(row, 0, 40)

    def _in_order(self, errors_by_key: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for section in self.sections:
            yield from ((field.key, errors_by_key[field.key]) for field in section.fields if field.key in errors_by_key)

    def last_focus_widget(self) -> QWidget:
        """Return where Tab leaves the form."""
        return self.sections[-1].last_focus_widget()

    def focus_first(self) -> None:
        """Put the keys into the first empty field, else into the first."""
        rows = [row for row in self.field_rows.values() if row.editor is not None]
        target = next((row for row in rows if not row.seen_value.text), rows[0] if rows else None)
        if target is not None and target.editor is not None:
            target.editor.setFocus()

    def keep_focus_visible(self) -> None:
        """Bring the field with the keys back into sight with what is said below it, after something made room there."""
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            row = next((field_row for field_row in self.field_rows.values() if field_row.isAncestorOf(focus)), None)
            self.ensureWidgetVisible(row or focus, 0, 24)
            self.ensureWidgetVisible(focus, 0, 24)

    def commit_input_method(self) -> None:
        """Take over what is being composed in any field."""
        for row in self.field_rows.values():
            if row.editor is not None:
                row.editor.commit_input_method()

    def _count_filled(self, section: FormSection) -> int:
        filled = sum(bool(self._values.get(field.key, EMPTY_VALUE).text) for field in section.fields)
        section.show_filled_count(filled)
        return filled

    def _connect_row(self, row: FieldRow) -> None:
        key = row.field.key
        row.show_value(self._values.get(key, EMPTY_VALUE), force=True)
        if row.editor is None:
            return
        row.editor.finished.connect(lambda: self.field_left.emit(key))
        row.editor.edited.connect(self.edited)
        row.editor.open_wanted.connect(self.open_wanted)
        row.editor.add_wanted.connect(lambda to, name: self.add_wanted.emit(key, to, name))
        if isinstance(row.editor, LinkEditor):
            row.editor.firm_wanted.connect(lambda _name: self.firm_wanted.emit(key))
