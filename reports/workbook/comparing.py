"""Compare a returned cell with what was exported, ignoring changes made by other programs."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from models.field import Field
from models.kind import Context, Stored, clean
from models.kinds import Link, Links
from models.refusal import Refusal
from models.search import fold
from reports.workbook.rows import Texts
from reports.workbook.sheets import CUT, fitting

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ALIKE = 100  # characters at the beginning by which a truncated text is recognised


class Column:
    """One column of an exported sheet: what its cells held, and whether a returned cell still means the same."""

    def __init__(self, field: Field, names: Mapping[str, str], *, masked: bool) -> None:
        self.field, self.masked = field, masked
        self._text = Texts(field, names, masked=False)
        self._shown: dict[tuple[Stored, str], str | float | date | None] = {}  # most values of a column repeat

    def shown(self, value: Stored, mark: str) -> str | float | date | None:
        """Return what the exported cell held; masked values are stored as they were shown."""
        if value is None:
            return None
        cell = self._shown.get((value, mark))
        if cell is None:
            cell = self._shown[value, mark] = self._cell(value, mark)
        return cell

    def _cell(self, value: str | int, mark: str) -> str | float | date | None:
        kind = self.field.kind
        if self.masked:
            return fitting(str(value))
        if isinstance(kind, (Link, Links)):
            return fitting(self._text(value, mark))
        cell = kind.cell(kind.load(value), mark)
        if isinstance(cell, float) and float(repr(cell)) == cell and abs(int(value)) >= 10**15:
            return self._text(value, mark)
        return fitting(cell) if isinstance(cell, str) else cell

    def same(self, raw: object, shown: object) -> bool:
        """Return whether two cells mean the same when read by the field: dates or numbers as text, other blanks."""
        if raw == shown:
            return True
        if shown is None or raw is None:
            return False
        if isinstance(raw, datetime) and raw.date() == shown:
            return True
        if isinstance(raw, str) and isinstance(shown, str) and _bare(raw) == _bare(shown):
            return True
        if self.masked:
            return False
        try:
            kind = self.field.kind
            return kind.read(raw, self._context) == kind.read(shown, self._context)
        except Refusal:
            return False

    def was_cut(self, value: Stored, mark: str) -> bool:
        """Return whether the text was truncated on export."""
        shown = self.shown(value, mark)
        return isinstance(value, str) and isinstance(shown, str) and shown.endswith(CUT) and shown != value

    def canonical(self, raw: object) -> str:
        """Return the canonical text of a cell, by which rows are looked up."""
        if raw is None:
            return ""
        try:
            read = self.field.kind.read(raw, self._context)
        except Refusal:
            return fold(clean(raw))
        return fold(f"{read.mark}{read.value}")

    @cached_property
    def _context(self) -> Context:
        # Values are only compared, so a linked row is represented by its name and any term is accepted.
        return Context(find=lambda _, name: fold(name))


def still_alike(raw: object, shown: object) -> bool:
    """Return whether a returned text is an edit of a truncated one: importing it would lose the truncated part."""
    return isinstance(raw, str) and isinstance(shown, str) and (CUT in raw or shown[:_ALIKE] in raw)


def _bare(text: str) -> str:
    """Normalise what programs add to or remove from a text: escapes, line break styles, surrounding blanks."""
    return clean(_ESCAPED.sub(_unescaped, text).replace("\r", ""))


def _unescaped(match: re.Match[str]) -> Any:
    return chr(int(match[1], 16))
