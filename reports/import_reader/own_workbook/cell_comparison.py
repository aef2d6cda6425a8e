"""Compare a returned cell with what was exported, ignoring changes made by other programs."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from models.errors import UserError
from models.fields.field import Field
from models.fields.kind import ReadContext, StoredValue, clean_text
from models.fields.kinds import LinkKind, LinksKind
from models.search.index import fold_text
from reports.xlsx.field_texts import FieldTexts
from reports.xlsx.sheet_styles import CUT_MARK, fit_cell_text

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COMPARED_LENGTH = 100  # characters at the beginning by which a truncated text is recognised


class ExportedColumn:
    """One column of an exported sheet: what its cells held, and whether a returned cell still means the same."""

    def __init__(self, field: Field, names: Mapping[str, str], *, masked: bool) -> None:
        self.field, self.masked = field, masked
        self._text = FieldTexts(field, names, masked=False)
        self._exported_cells: dict[
            tuple[StoredValue, str], str | float | date | None
        ] = {}  # most values of a column repeat

    def exported_cell(self, value: StoredValue, mark: str) -> str | float | date | None:
        """Return what the exported cell held; masked values are stored as they were shown."""
        if value is None:
            return None
        cell = self._exported_cells.get((value, mark))
        if cell is None:
            cell = self._exported_cells[value, mark] = self._cell(value, mark)
        return cell

    def _cell(self, value: str | int, mark: str) -> str | float | date | None:
        kind = self.field.kind
        if self.masked:
            return fit_cell_text(str(value))
        if isinstance(kind, (LinkKind, LinksKind)):
            return fit_cell_text(self._text(value, mark))
        cell = kind.excel_value(kind.load(value), mark)
        if isinstance(cell, float) and float(repr(cell)) == cell and abs(int(value)) >= 10**15:
            return self._text(value, mark)
        return fit_cell_text(cell) if isinstance(cell, str) else cell

    def is_same(self, raw: object, shown: object) -> bool:
        """Return whether two cells mean the same when read by the field: dates or numbers as text, other blanks."""
        if raw == shown:
            return True
        if shown is None or raw is None:
            return False
        if isinstance(raw, datetime) and raw.date() == shown:
            return True
        if isinstance(raw, str) and isinstance(shown, str) and _normalised(raw) == _normalised(shown):
            return True
        if self.masked:
            return False
        try:
            kind = self.field.kind
            return kind.read(raw, self._context) == kind.read(shown, self._context)
        except UserError:
            return False

    def was_cut(self, value: StoredValue, mark: str) -> bool:
        """Return whether the text was truncated on export."""
        shown = self.exported_cell(value, mark)
        return isinstance(value, str) and isinstance(shown, str) and shown.endswith(CUT_MARK) and shown != value

    def canonical(self, raw: object) -> str:
        """Return the canonical text of a cell, by which rows are looked up."""
        if raw is None:
            return ""
        try:
            read = self.field.kind.read(raw, self._context)
        except UserError:
            return fold_text(clean_text(raw))
        return fold_text(f"{read.mark}{read.value}")

    @cached_property
    def _context(self) -> ReadContext:
        # Values are only compared, so a linked row is represented by its name and any term is accepted.
        return ReadContext(find_row=lambda _, name: fold_text(name))


def is_cut_text_edited(raw: object, shown: object) -> bool:
    """Return whether a returned text is an edit of a truncated one: importing it would lose the truncated part."""
    return isinstance(raw, str) and isinstance(shown, str) and (CUT_MARK in raw or shown[:_COMPARED_LENGTH] in raw)


def _normalised(text: str) -> str:
    """Normalise what programs add to or remove from a text: escapes, line break styles, surrounding blanks."""
    return clean_text(_ESCAPED.sub(_unescape, text).replace("\r", ""))


def _unescape(match: re.Match[str]) -> Any:
    return chr(int(match[1], 16))
