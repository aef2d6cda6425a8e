"""Recognise exported sheets in a returned workbook: the ledger, heading row and columns of each."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.fields.field import Field
from models.search.index import fold_text
from reports.import_reader.column_units import ColumnUnit, column_unit
from reports.import_reader.headings import split_unit, unit_line
from reports.import_reader.workbook_data import CellValue, SheetData
from reports.xlsx.hidden_sheet import ROW_CODE_HEADING, ExportedSheet, row_id_of

_SEARCHED_ROWS = 40  # rows searched for the heading row
_UNIT = re.compile(r"[（(]([^（）()]*)[）)]$")
_MIN_SHARE = 0.5  # share of the headings that must be found
_MIN_SIMILARITY = 0.6  # similarity of a slightly changed heading


@dataclass(frozen=True, slots=True)
class RecognisedSheet:
    """A recognised sheet: its heading row, the column of the row codes (None: lost), and the column of each key.

    ``units`` are those named in headings that differ from the field's; ``unknown`` are headings of unmatched columns.
    """

    sheet: SheetData
    heading: int
    code_column: int | None
    columns: dict[str, int]
    units: dict[str, ColumnUnit]
    unknown: dict[int, str]


def plain_heading(text: object) -> str:
    """Normalise a heading: no star, no unit, no blanks."""
    return _heading_forms(text)[1]


def _folded(text: object) -> str:
    return fold_text(str(text)).lstrip("*")


def _heading_forms(text: object) -> tuple[str, str]:
    written = _folded(text)
    return written, fold_text(_UNIT.sub("", written))


def recognise(
    sheet: SheetData, parts: Iterable[ExportedSheet], fields: dict[str, dict[str, Field]]
) -> tuple[str, RecognisedSheet] | None:
    """Return which exported ledger a sheet is, by name and headings; None if it is none of them."""
    best: tuple[float, str, int] | None = None
    top = [[_heading_forms(value) for value in row if value != ""] for row in sheet.rows[:_SEARCHED_ROWS]]
    for part in parts:
        known = _HeadingIndex(fields[part.ledger])
        for line, row in enumerate(top):
            keys = {key for forms in row if (key := known.key_of(forms))}
            share = len(keys) / max(1, len(part.keys)) + (0.25 if sheet.name == part.sheet else 0)
            if keys and (best is None or share > best[0]):
                best = share, part.ledger, line
    if best is None or best[0] < _MIN_SHARE:
        return None
    return best[1], _columns(sheet, best[2], fields[best[1]])


class _HeadingIndex:
    """Looks up fields by heading: as written, without the unit, or by alias."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._known = {fold_text(alias): key for key, field in fields.items() for alias in field.facts.aliases}
        self._known |= {plain_heading(field.label): key for key, field in fields.items()}
        # “走访企业（库）” is a label, not 走访企业 in a unit called 库.
        self._known |= {fold_text(text): key for key, field in fields.items() for text in (field.label, field.title)}

    def __call__(self, heading: CellValue) -> str | None:
        """Return the key a heading names."""
        return self.key_of(_heading_forms(heading))

    def key_of(self, forms: tuple[str, str]) -> str | None:
        """Return the key for a normalised heading: as written, or without its unit."""
        return self._known.get(forms[0]) or self._known.get(forms[1])


def _columns(sheet: SheetData, heading: int, fields: dict[str, Field]) -> RecognisedSheet:
    """Map a sheet's columns by heading, exactly or by similarity; row codes are also recognised by their cells."""
    known = _HeadingIndex(fields)
    row = sheet.rows[heading]
    code_head = fold_text(ROW_CODE_HEADING)
    codes = next((number for number, value in enumerate(row) if fold_text(str(value)) == code_head), None)
    if codes is None:
        codes = _code_column(sheet, heading)
    columns: dict[str, int] = {}
    left: dict[int, str] = {}
    for number, value in enumerate(row):
        key = known(value)
        if key is not None and key not in columns and number != codes:
            columns[key] = number
        elif number != codes and str(value).strip():
            left[number] = str(value).strip()
    for number, text in list(left.items()):
        missing = {plain_heading(field.label): key for key, field in fields.items() if key not in columns}
        if near := difflib.get_close_matches(plain_heading(text), missing, 1, _MIN_SIMILARITY):
            columns[missing[near[0]]] = number
            del left[number]
    line = _unit_line(sheet, heading)
    units = {key: unit for key, number in columns.items() if any(unit := _column_unit(fields[key], row[number], line))}
    return RecognisedSheet(sheet, heading, codes, columns, units, left)


def _code_column(sheet: SheetData, heading: int) -> int | None:
    """Find the column of row codes by its values."""
    for number in reversed(range(sheet.width)):
        if any(row_id_of(row[number]) for row in sheet.rows[heading + 1 : heading + 200]):
            return number
    return None


def _unit_line(sheet: SheetData, heading: int) -> str:
    """Return the unit declared above the headings for all money, “单位：亿元”."""
    above = (unit for row in sheet.rows[:heading] for value in row if value and (unit := unit_line(str(value))))
    return next(above, "")


def _column_unit(field: Field, heading: CellValue, line: str) -> ColumnUnit:
    """Return the unit of a column's numbers, if it is not the field's; a heading that was changed beats the line."""
    of_heading = split_unit(str(heading))[1]
    return column_unit(field, of_heading, "" if of_heading else line)


def is_heading(row: Sequence[CellValue], heading: Sequence[CellValue]) -> bool:
    """Return whether a row repeats the heading row."""
    begins = [next((plain_heading(value) for value in line if str(value).strip()), "") for line in (row, heading)]
    if begins[0] != begins[1]:
        return False  # decided by the first filled cell, as for nearly all rows
    expected = [plain_heading(value) for value in heading if str(value).strip()]
    return [plain_heading(value) for value in row if str(value).strip()] == expected
