"""Build import rows for a ledger from a foreign table and its column mapping."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from models.amounts import Area, Fixed, Money
from models.base import Ledger, ledger_named
from models.exchange.columns import column_of, columns
from models.exchange.offer import Offer, OfferedCell, OfferedRow, PlainCells
from models.field import Field
from models.kind import Stored
from models.kinds import Line, Link, People, Prose
from models.numerals import plain
from reports.reading.grid import is_blank
from reports.reading.headings import bare, split
from reports.reading.layout import Layout
from reports.reading.likeness import names_of
from reports.reading.mapping import ColumnMapping, Mapping
from reports.reading.sheets import NO_VALUE, Sheet, Value, Workbook, letters

_NUMBERS = frozenset({int, float})
_BARE_NUMBER = re.compile(r"([约超近逾]?)([-+]?\d[\d,]*(?:\.\d+)?)(左右|以上|余|多)?")
_MOST_DIGITS = 10**15  # WPS and Excel keep fifteen digits of a number; longer ones have lost their last digits
_YUAN_IN_WAN = 10_000
_BY_UNIT = re.compile(r"专班|招商组|工作组|产业链")
_LOST = "这个数超过 15 位，末几位已被表格改成 0 或四舍五入；请把该列设为文本后重新填写。"
_SHARED = "这个数写在合并的单元格里，由几行共用，分不清是哪一行的；请取消合并，逐行填写。"
_ERROR = "公式出错，显示为 {error}；请在原表里改好，或在这里填上正确的值。"
_UNRECKONED = "公式没有算出值；请在 WPS 里打开原表保存一次，或在这里填上值。"
Make = Callable[[Value], object]


def offer(workbook: Workbook, sheet: Sheet, layout: Layout, mapping: Mapping) -> Offer:
    """Build the import table of a sheet for the ledger its columns are mapped to.

    Rows without any mapped value, or with only zeros, are left out.
    """
    ledger = ledger_named(mapping.ledger)
    mapped = [_Column(column, column_of(ledger, column.key), layout) for column in mapping.columns if column.key]
    shared = _shared(sheet, layout, {column.index for column in mapped})
    common = _common_cells(ledger, layout, {column.key for column in mapped})
    odd = {row for row, _ in (*sheet.faults, *shared)} | _with_lost_digits(sheet, layout, mapped)
    heads = tuple((column.key, column.letters) for column in mapped)
    converted = [(place, column.make) for place, column in enumerate(mapped) if column.make is not None]
    rows = []
    for row in layout.data_rows:
        if row in odd:
            cells = tuple(column.cell(sheet, row, shared) for column in mapped)
            if any(cell.fault for cell in cells) or _says(cell.raw for cell in cells):
                rows.append(OfferedRow(row + 1, (*cells, *common)))
            continue
        values = sheet.rows[row]
        raws: list[object] = [values[column.index] for column in mapped]
        for place, make in converted:
            raws[place] = make(values[mapped[place].index])
        if _says(raws):
            rows.append(OfferedRow(row + 1, PlainCells(heads, row + 1, raws, common)))
    return Offer(
        mapping.ledger,
        workbook.file,
        sheet.name,
        tuple(rows),
        layout.year,
        workbook.from_1904,
        _facts(ledger, layout, {column.key for column in mapped}),
    )


def _says(raws: Iterable[object]) -> bool:
    """Return whether a row holds anything but blanks and zeros."""
    return any(not (raw == 0 or is_blank(raw)) for raw in raws)  # type: ignore[arg-type]


def _with_lost_digits(sheet: Sheet, layout: Layout, mapped: Sequence["_Column"]) -> set[int]:
    """Return the rows with a number too long for a spreadsheet to store exactly."""
    at = [column.index for column in mapped]
    return {
        row
        for row in layout.data_rows
        for value in map(sheet.rows[row].__getitem__, at)
        if value.__class__ in _NUMBERS and abs(value) >= _MOST_DIGITS  # type: ignore[arg-type]  # a number by now
    }


class _Column:
    """A mapped column: converts its cells into what the field reads."""

    def __init__(self, mapped: ColumnMapping, field: Field, layout: Layout) -> None:
        self.key = field.key
        self.index = mapped.index
        self.letters = letters(mapped.index)
        self.numeric = isinstance(field.kind, Fixed)
        unit = _unit_for(field, mapped.unit, layout.unit)
        self.make: Make | None = (lambda value: _with_unit(value, unit)) if unit else None

    def cell(self, sheet: Sheet, row: int, shared: dict[tuple[int, int], tuple[int, int]]) -> OfferedCell:
        """Return one import cell; a merged cell gives its text to every row but its number only to the first."""
        place = (row, self.index)
        first = shared.get(place, place)
        value = sheet.rows[first[0]][first[1]]
        fault = self._fault(sheet, first, value)
        number = self.numeric or isinstance(value, (int, float))
        if first != place and number and not is_blank(value):
            value, fault = "", _SHARED
        elif not fault:
            raw = self.make(value) if self.make else value
            return OfferedCell(self.key, f"{self.letters}{row + 1}", raw)
        return OfferedCell(self.key, f"{self.letters}{row + 1}", value, fault=fault)

    def _fault(self, sheet: Sheet, place: tuple[int, int], value: Value) -> str:
        """Return why a cell has no usable value; empty if it has."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= _MOST_DIGITS:
            return _LOST
        error = sheet.faults.get(place) if sheet.faults else None
        if error is None:
            return ""
        return _UNRECKONED if error == NO_VALUE else _ERROR.format(error=error)


def _shared(sheet: Sheet, layout: Layout, mapped: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Map each cell below the first of a vertical merge to the first cell, in mapped columns only."""
    first_cells = {}
    first, last = (layout.data_rows[0], layout.data_rows[-1]) if layout.data_rows else (0, -1)
    for span in sheet.merges:
        if span.bottom > span.top and span.left in mapped:
            for row in range(max(span.top, first), min(span.bottom, last) + 1):
                first_cells[row, span.left] = (span.top, span.left)
    return first_cells


# --- units ----------------------------------------------------------------------------------------------------------


def _unit_for(field: Field, of_column: str, of_sheet: str) -> str:
    """Return the unit of a column's bare numbers if it differs from the field's own; otherwise empty.

    A unit in the heading takes precedence; the sheet's unit line applies to money, and to areas if it names one.
    """
    kind = field.kind
    if not isinstance(kind, (Money, Area)):
        return ""
    field_unit = kind.unit.replace("平方米", "㎡")
    money = isinstance(kind, Money)
    for unit_text in (of_column, *re.split(r"[、,，/]", of_sheet)):
        unit = unit_text.replace("平方米", "㎡").replace("人民币", "元")
        if not unit or (unit.endswith("元") != money) or (money and "/" in unit):
            continue
        # Dollar fields keep their own unit under a unit line 万元, which describes most columns and not each.
        if unit_text is not of_column and money and (unit.endswith("美元") != field_unit.endswith("美元")):
            continue
        return "" if unit == field_unit else unit
    return ""


def _with_unit(value: Value, unit: str) -> object:
    """Append the column's unit to a bare number; a value that names a unit is unchanged."""
    if isinstance(value, bool) or is_blank(value):
        return value
    if isinstance(value, (int, float)):
        return _written(Decimal(repr(value)), unit)
    if isinstance(value, str) and (match := _BARE_NUMBER.fullmatch(plain(value).replace(" ", ""))):
        return f"{match[1]}{_written(Decimal(match[2].replace(',', '')), unit)}{match[3] or ''}"
    return value


def _written(number: Decimal, unit: str) -> str:
    """Format a number with its unit; amounts below 10,000 元 become 万元: the heading makes 元 certain."""
    if unit == "元" and abs(number) < _YUAN_IN_WAN:
        number, unit = number / _YUAN_IN_WAN, "万元"
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


# --- what stands outside the table ----------------------------------------------------------------------------------


def _facts(ledger: type[Ledger], layout: Layout, mapped: set[str]) -> dict[str, Stored]:
    """Return values from outside the table that apply to all rows: labelled texts that exactly name a text field."""
    facts: dict[str, Stored] = {}
    for label, text in layout.facts.items():
        for names in names_of(ledger):
            field = names.field
            wordy = isinstance(field.kind, (Line, Prose, People)) and not field.private
            row_specific = field.key in {ledger.about.title, "remark"}
            if wordy and not row_specific and field.key not in mapped and bare(split(label)[0]) in names.exact:
                facts.setdefault(field.key, text)
    if ledger.__tablename__ == "visit" and "direction" not in mapped:
        title = layout.sheet + layout.title
        came, went = re.search("来访|接待|到访", title), re.search("外出|拜访|走访|考察|出差", title)
        if bool(came) != bool(went):
            facts["direction"] = "来访" if came else "外出"
    return facts


def _common_cells(ledger: type[Ledger], layout: Layout, mapped: set[str]) -> tuple[OfferedCell, ...]:
    """Return the task force named outside the table as a cell for every row, looked up like a typed name."""
    links = (candidate for candidate in columns(ledger) if isinstance(candidate.kind, Link))
    field = next((link for link in links if link.key == "task_force"), None)
    if field is None or field.key in mapped:
        return ()
    for label, text in layout.facts.items():
        if label in {"专班", "组别", "招商组", "工作专班"} or (
            label in {"填报单位", "报送单位"} and _BY_UNIT.search(text)
        ):
            return (OfferedCell(field.key, label, text),)
    return ()
