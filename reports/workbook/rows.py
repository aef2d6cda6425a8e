"""Write ledger rows as XML directly into a streaming worksheet: a third of the time of XlsxWriter's cell methods."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from models.amounts import Fixed
from models.field import Field
from models.kind import Stored
from models.kinds import Day, Link, Links
from reports.workbook.sheets import fitting

Put = Callable[[str, Any, str], str]  # (line as Excel counts, value as stored, its mark) -> the cell's XML
_ODD = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIKE_A_FORMULA = frozenset("=+-@'")
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()
_EXACT = 10**15  # Excel keeps no more digits of a number
GONE = "（已不在）"


class Streaming(Worksheet):  # type: ignore[misc]  # XlsxWriter publishes no types
    """A constant-memory worksheet that also accepts complete rows as XML."""

    def put_row(self, line: int, cells: str) -> None:
        """Write one row below all others; ``line`` counts from 0."""
        if line > self.previous_row:
            self._write_single_row(line)
        self.dim_rowmax = line
        self.fh.write(f'<row r="{line + 1}">{cells}</row>')


class Texts:
    """Formats a field's value as its cell shows it: text as typed, a linked row by name, private values masked."""

    def __init__(self, field: Field, names: Mapping[str, str], *, masked: bool) -> None:
        self._kind, self._names, self._masked = field.kind, names, masked

    def __call__(self, value: Stored, mark: str) -> str:
        """Return the text of one value."""
        kind = self._kind
        if isinstance(kind, Link):
            text = self._names.get(str(value), GONE)
        elif isinstance(kind, Links):
            text = "、".join(self._names.get(row_id, GONE) for row_id in str(value).split())
        else:
            shown = kind.cell(kind.load(value), mark)
            text = shown if isinstance(shown, str) else kind.text(kind.load(value), mark)
        return kind.mask(text) if self._masked else text


@dataclass(frozen=True, slots=True)
class Looks:
    """Format indices of a column: default, text that begins like a formula, and numbers by number of decimals."""

    usual: int
    quoted: int
    numbers: tuple[int, ...] = ()


def column(field: Field, number: int, looks: Looks, text_of: Texts, *, plain: bool) -> Put:
    """Return a function that writes one column's cells as XML; ``plain`` forces text, as for masked values."""
    begin, blank = f'<c r="{xl_col_to_name(number)}', f'" s="{looks.usual}"/>'
    as_text, as_quoted = (f'" s="{style}" t="inlineStr"><is><t' for style in (looks.usual, looks.quoted))
    of_number = None if plain else _number(field, looks)

    def put(line: str, value: Any, mark: str) -> str:
        if value is None:
            return begin + line + blank
        if of_number is not None and not mark and (written := of_number(value)):
            return begin + line + written
        text = fitting(text_of(value, mark))
        if not text:
            return begin + line + blank
        head = as_quoted if text[0] in _LIKE_A_FORMULA else as_text
        # Readers drop surrounding blanks and line feeds unless xml:space is set.
        tag_end = ">" if text[0] > " " < text[-1] and "\n" not in text else ' xml:space="preserve">'
        return f"{begin}{line}{head}{tag_end}{escaped(text)}</t></is></c>"

    return put


def _number(field: Field, looks: Looks) -> Callable[[Any], str] | None:
    """Return a function that writes a stored value as an Excel number (empty if it cannot); None for text kinds."""
    kind = field.kind
    if isinstance(kind, Day):
        return lambda day: f'" s="{looks.usual}"><v>{date.fromisoformat(day).toordinal() - _EXCEL_EPOCH}</v></c>'
    if not isinstance(kind, Fixed):
        return None
    whole = 10**kind.places
    heads = [f'" s="{style}"><v>' for style in looks.numbers]

    def written(steps: int) -> str:
        if not -_EXACT < steps < _EXACT:
            return ""
        if steps % whole == 0:
            return f"{heads[0]}{steps // whole}</v></c>"
        text = repr(steps / whole)
        decimals = kind.places if "e" in text else len(text) - text.index(".") - 1
        return f"{heads[decimals]}{text}</v></c>"

    return written


def escaped(text: str) -> str:
    """Escape a text for XML; characters XML cannot hold are escaped as in Excel (_x0001_)."""
    return _ODD.sub(_escape, text) if _ODD.search(text) else text


def _escape(match: re.Match[str]) -> str:
    odd = match[0]
    if len(odd) > 1:
        return "_x005F" + odd
    return _ESCAPES.get(odd) or f"_x{ord(odd):04X}_"
