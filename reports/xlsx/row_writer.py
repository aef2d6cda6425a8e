"""Write ledger rows as XML directly into a streaming worksheet: a third of the time of XlsxWriter's cell methods."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from models.fields.amounts import FixedPointKind
from models.fields.field import Field
from models.fields.kind import StoredValue
from models.fields.kinds import DayKind
from reports.xlsx.field_texts import FieldTexts
from reports.xlsx.sheet_styles import fit_cell_text

CellWriter = Callable[[str, StoredValue, str], str]  # (line from 1, stored value, its mark) -> the cell's XML
_UNSAFE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FORMULA_STARTS = frozenset("=+-@'")
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()
_EXACT_LIMIT = 10**15  # Excel keeps no more digits of a number


class StreamingWorksheet(Worksheet):
    """A constant-memory worksheet that also accepts complete rows as XML; its formulas need no newer functions."""

    def put_row(self, line: int, cells: str) -> None:
        """Write one row below all others; ``line`` counts from 0."""
        if line > self.previous_row:
            self._write_single_row(line)
        self._check_dimensions(line, 0)
        # XlsxWriter writes tags only; this one ends where the row does.
        self._xml_start_tag_unencoded(f'row r="{line + 1}">{cells}</row')

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Return a formula without its equals sign; XlsxWriter searches each for forty functions of later Excel."""
        return formula.removeprefix("=")


def add_streaming_sheet(book: Workbook, name: str) -> StreamingWorksheet:
    """Add a streaming sheet to a workbook in constant memory."""
    sheet = book.add_worksheet(name, StreamingWorksheet)
    if not isinstance(sheet, StreamingWorksheet):
        raise TypeError(f"sheet {name} is a {type(sheet)}")
    return sheet


@dataclass(frozen=True, slots=True)
class ColumnFormats:
    """Format indices of a column: default, text that begins like a formula, and numbers by number of decimals."""

    default: int
    quoted: int
    numbers: tuple[int, ...] = ()


def column_writer(field: Field, number: int, formats: ColumnFormats, text_of: FieldTexts, *, plain: bool) -> CellWriter:
    """Return a function that writes one column's cells as XML; ``plain`` forces text, as for masked values."""
    begin, blank = f'<c r="{xl_col_to_name(number)}', f'" s="{formats.default}"/>'
    as_text, as_quoted = (f'" s="{style}" t="inlineStr"><is>' for style in (formats.default, formats.quoted))
    of_number = None if plain else _number_writer(field, formats)

    def put(line: str, value: StoredValue, mark: str) -> str:
        if value is None:
            return begin + line + blank
        if of_number is not None and not mark and (written := of_number(value)):
            return begin + line + written
        text = fit_cell_text(text_of(value, mark))
        if not text:
            return begin + line + blank
        head = as_quoted if text[0] in _FORMULA_STARTS else as_text
        return f"{begin}{line}{head}{text_element(text)}</is></c>"

    return put


def _number_writer(field: Field, formats: ColumnFormats) -> Callable[[StoredValue], str] | None:
    """Return a function that writes a stored value as an Excel number (empty if it cannot); None for text kinds."""
    kind = field.kind
    if isinstance(kind, DayKind):
        return lambda day: f'" s="{formats.default}"><v>{day_number(date.fromisoformat(str(day)))}</v></c>'
    if not isinstance(kind, FixedPointKind):
        return None
    whole = 10**kind.places
    heads = [f'" s="{style}"><v>' for style in formats.numbers]

    def written(steps: StoredValue) -> str:
        if not isinstance(steps, int) or not -_EXACT_LIMIT < steps < _EXACT_LIMIT:
            return ""
        if steps % whole == 0:
            return f"{heads[0]}{steps // whole}</v></c>"
        text = repr(steps / whole)
        decimals = kind.places if "e" in text else len(text) - text.index(".") - 1
        return f"{heads[decimals]}{text}</v></c>"

    return written


def day_number(day: date) -> int:
    """Return a day as Excel counts days."""
    return day.toordinal() - _EXCEL_EPOCH


def text_element(text: str) -> str:
    """Return the XML of a text; readers drop surrounding blanks and line feeds unless xml:space is set."""
    keep = bool(text) and not (text[0] > " " < text[-1] and "\n" not in text)
    return ('<t xml:space="preserve">' if keep else "<t>") + escape_xml(text) + "</t>"


def escape_xml(text: str) -> str:
    """Escape a text for XML; characters XML cannot hold are escaped as in Excel (_x0001_)."""
    return _UNSAFE.sub(_escape, text) if _UNSAFE.search(text) else text


def _escape(match: re.Match[str]) -> str:
    odd = match[0]
    if len(odd) > 1:
        return "_x005F" + odd
    return _ESCAPES.get(odd) or f"_x{ord(odd):04X}_"
