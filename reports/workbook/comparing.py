"""Whether a cell that came back is still what was exported, however another program has rewritten it."""

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
_ALIKE = 100  # characters of a cut text's beginning by which it is known again


class Column:
    """One column of an exported sheet: what its cells held, and whether a cell of today still says so."""

    def __init__(self, field: Field, names: Mapping[str, str], *, masked: bool) -> None:
        self.field, self.masked = field, masked
        self._text = Texts(field, names, masked=False)
        self._shown: dict[
            tuple[Stored, str], str | float | date | None
        ] = {}  # most of a column's values come again and again

    def shown(self, value: Stored, mark: str) -> str | float | date | None:
        """Give what the exported cell held; masked values are kept as they were shown."""
        if value is None:
            return None
        found = self._shown.get((value, mark))
        if found is None:
            found = self._shown[value, mark] = self._cell(value, mark)
        return found

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
        """Tell whether a cell means what it meant, read by its field: a day as text, a number as text, other blanks."""
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
        """Tell whether the text was too long for a cell."""
        shown = self.shown(value, mark)
        return isinstance(value, str) and isinstance(shown, str) and shown.endswith(CUT) and shown != value

    def canonical(self, raw: object) -> str:
        """Write a cell the one way by which rows are looked up."""
        if raw is None:
            return ""
        try:
            read = self.field.kind.read(raw, self._context)
        except Refusal:
            return fold(clean(raw))
        return fold(f"{read.mark}{read.value}")

    @cached_property
    def _context(self) -> Context:
        # Any word will do, and a linked row is as good as its name: nothing is looked up, only compared.
        return Context(find=lambda _, name: fold(name))


def still_alike(raw: object, shown: object) -> bool:
    """Tell whether a text that was cut is still that text, worked on: taking it would lose what was cut off."""
    return isinstance(raw, str) and isinstance(shown, str) and (CUT in raw or shown[:_ALIKE] in raw)


def _bare(text: str) -> str:
    """Drop what programs add to or take from a text: escapes, kinds of line break, blanks around."""
    return clean(_ESCAPED.sub(_unescaped, text).replace("\r", ""))


def _unescaped(found: re.Match[str]) -> Any:
    return chr(int(found[1], 16))
