"""Our sheets found again in a workbook that came back: which ledger each is, its heading row, its columns."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.amounts import Money
from models.field import Field
from models.search import fold
from reports.reading.sheets import Sheet, Value
from reports.workbook.hidden import SheetPart, row_of
from reports.workbook.ledger_sheet import ROW_CODE

_TOP = 40  # rows a heading may have slipped down to
_UNIT_LINE = re.compile(r"单位\s*[:：]\s*([^\s，。；）)]+)")
_UNIT = re.compile(r"[（(]([^（）()]*)[）)]$")
_ENOUGH = 0.5  # of the headings, for a sheet to be ours
_CLOSE = 0.6  # likeness of a heading slightly changed


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet of ours: its heading row, the column of the row codes (None: lost), and each key's column.

    ``units`` are those a heading names otherwise than its field does; ``unknown`` are columns nobody knows.
    """

    sheet: Sheet
    heading: int
    codes: int | None
    columns: dict[str, int]
    units: dict[str, str]
    unknown: dict[int, str]


def plain_heading(text: object) -> str:
    """Fold a heading: no star, no unit, no blanks."""
    return _forms(text)[1]


def _written(text: object) -> str:
    return fold(str(text)).lstrip("*")


def _forms(text: object) -> tuple[str, str]:
    written = _written(text)
    return written, fold(_UNIT.sub("", written))


def recognise(
    sheet: Sheet, parts: Iterable[SheetPart], fields: dict[str, dict[str, Field]]
) -> tuple[str, Found] | None:
    """Tell which exported ledger a sheet is, by its name and headings; None for a sheet that is none of them."""
    best: tuple[float, str, int] | None = None
    top = [[_forms(value) for value in row if value != ""] for row in sheet.rows[:_TOP]]
    for part in parts:
        known = _Headings(fields[part.ledger])
        for line, row in enumerate(top):
            told = {key for forms in row if (key := known.named(forms))}
            share = len(told) / max(1, len(part.keys)) + (0.25 if sheet.name == part.sheet else 0)
            if told and (best is None or share > best[0]):
                best = share, part.ledger, line
    if best is None or best[0] < _ENOUGH:
        return None
    return best[1], _columns(sheet, best[2], fields[best[1]])


class _Headings:
    """Knows fields by their headings: as written, else without the unit, else by an alias."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._known = {fold(alias): key for key, field in fields.items() for alias in field.facts.aliases}
        self._known |= {plain_heading(field.label): key for key, field in fields.items()}
        # “走访企业（库）” is a label, not 走访企业 in a unit called 库.
        self._known |= {fold(text): key for key, field in fields.items() for text in (field.label, field.title)}

    def __call__(self, heading: Value) -> str | None:
        """Give the key a heading names."""
        return self.named(_forms(heading))

    def named(self, forms: tuple[str, str]) -> str | None:
        """Give the key a heading names, folded already: as written, and without its unit."""
        return self._known.get(forms[0]) or self._known.get(forms[1])


def _columns(sheet: Sheet, heading: int, fields: dict[str, Field]) -> Found:
    """Map a sheet's columns by their headings: exactly, else by likeness; a column of codes is known by its cells."""
    known = _Headings(fields)
    row = sheet.rows[heading]
    code_head = fold(ROW_CODE)
    codes = next((number for number, value in enumerate(row) if fold(str(value)) == code_head), None)
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
        if near := difflib.get_close_matches(plain_heading(text), missing, 1, _CLOSE):
            columns[missing[near[0]]] = number
            del left[number]
    line = _unit_line(sheet, heading)
    units = {key: unit for key, number in columns.items() if (unit := _other_unit(fields[key], row[number], line))}
    return Found(sheet, heading, codes, columns, units, left)


def _code_column(sheet: Sheet, heading: int) -> int | None:
    """Find the row codes by what they are."""
    for number in reversed(range(sheet.width)):
        if any(row_of(row[number]) for row in sheet.rows[heading + 1 : heading + 200]):
            return number
    return None


def _unit_line(sheet: Sheet, heading: int) -> str:
    """Give the unit that stands above the headings for all money, “单位：亿元”."""
    above = (found for row in sheet.rows[:heading] for value in row if (found := _UNIT_LINE.search(str(value))))
    return next((found[1] for found in above), "")


def _other_unit(field: Field, heading: Value, line: str) -> str:
    """Give the unit a heading names, or for money the line above, where it is not the field's own."""
    if not field.kind.numeric:
        return ""
    found = _UNIT.search(str(heading).strip())
    said = found[1] if found else line if isinstance(field.kind, Money) else ""
    return said if said != field.kind.unit else ""


def is_heading(row: Sequence[Value], heading: Sequence[Value]) -> bool:
    """Tell a heading row repeated further down."""
    begins = [next((plain_heading(value) for value in line if str(value).strip()), "") for line in (row, heading)]
    if begins[0] != begins[1]:
        return False  # as all rows but one or two are, told by one cell
    said = [plain_heading(value) for value in heading if str(value).strip()]
    return [plain_heading(value) for value in row if str(value).strip()] == said
