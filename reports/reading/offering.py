"""A foreign table's rows, as a ledger is offered them."""

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
_MOST_DIGITS = 10**15  # WPS and Excel keep fifteen digits of a number; what is longer has lost its end
_YUAN_IN_WAN = 10_000
_BY_UNIT = re.compile(r"专班|招商组|工作组|产业链")
_LOST = "这个数超过 15 位，末几位已被表格改成 0 或四舍五入；请把该列设为文本后重新填写。"
_SHARED = "这个数写在合并的单元格里，由几行共用，分不清是哪一行的；请取消合并，逐行填写。"
_ERROR = "公式出错，显示为 {error}；请在原表里改好，或在这里填上正确的值。"
_UNRECKONED = "公式没有算出值；请在 WPS 里打开原表保存一次，或在这里填上值。"
Make = Callable[[Value], object]


def offer(workbook: Workbook, sheet: Sheet, layout: Layout, mapping: Mapping) -> Offer:
    """Offer a sheet's rows to the ledger its columns were mapped to.

    Rows without any mapped value, or with nothing but noughts, are left out.
    """
    ledger = ledger_named(mapping.ledger)
    mapped = [_Column(one, column_of(ledger, one.key), layout) for one in mapping.columns if one.key]
    shared = _shared(sheet, layout, {one.index for one in mapped})
    common = _common_cells(ledger, layout, {one.key for one in mapped})
    odd = {row for row, _ in (*sheet.faults, *shared)} | _with_lost_digits(sheet, layout, mapped)
    heads = tuple((one.key, one.letters) for one in mapped)
    converted = [(place, one.make) for place, one in enumerate(mapped) if one.make is not None]
    rows = []
    for row in layout.data_rows:
        if row in odd:
            cells = tuple(one.cell(sheet, row, shared) for one in mapped)
            if any(cell.fault for cell in cells) or _says(cell.raw for cell in cells):
                rows.append(OfferedRow(row + 1, (*cells, *common)))
            continue
        values = sheet.rows[row]
        raws: list[object] = [values[one.index] for one in mapped]
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
        _facts(ledger, layout, {one.key for one in mapped}),
    )


def _says(raws: Iterable[object]) -> bool:
    """Tell whether a row holds anything but blanks and noughts."""
    return any(not (raw == 0 or is_blank(raw)) for raw in raws)  # type: ignore[arg-type]


def _with_lost_digits(sheet: Sheet, layout: Layout, mapped: Sequence["_Column"]) -> set[int]:
    """Find the rows with a number too long for a sheet to keep."""
    at = [one.index for one in mapped]
    return {
        row
        for row in layout.data_rows
        for value in map(sheet.rows[row].__getitem__, at)
        if value.__class__ in _NUMBERS and abs(value) >= _MOST_DIGITS  # type: ignore[arg-type]  # a number by now
    }


class _Column:
    """A mapped column: how its cells become what a field reads."""

    def __init__(self, mapped: ColumnMapping, field: Field, layout: Layout) -> None:
        self.key = field.key
        self.index = mapped.index
        self.letters = letters(mapped.index)
        self.numeric = isinstance(field.kind, Fixed)
        unit = _unit_for(field, mapped.unit, layout.unit)
        self.make: Make | None = (lambda value: _with_unit(value, unit)) if unit else None

    def cell(self, sheet: Sheet, row: int, shared: dict[tuple[int, int], tuple[int, int]]) -> OfferedCell:
        """Offer one cell; a merged one gives its words to every row, its number to the first only."""
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
        """Say why a cell holds no value."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= _MOST_DIGITS:
            return _LOST
        said = sheet.faults.get(place) if sheet.faults else None
        if said is None:
            return ""
        return _UNRECKONED if said == NO_VALUE else _ERROR.format(error=said)


def _shared(sheet: Sheet, layout: Layout, mapped: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Find for every place below the first of a merged area where its value stands, in the mapped columns only."""
    found = {}
    first, last = (layout.data_rows[0], layout.data_rows[-1]) if layout.data_rows else (0, -1)
    for span in sheet.merges:
        if span.bottom > span.top and span.left in mapped:
            for row in range(max(span.top, first), min(span.bottom, last) + 1):
                found[row, span.left] = (span.top, span.left)
    return found


# --- units ----------------------------------------------------------------------------------------------------------


def _unit_for(field: Field, of_column: str, of_sheet: str) -> str:
    """Give the unit a column's bare numbers are in, where it is another than the field's own; empty where it is not.

    A unit in the heading goes first; the sheet's unit line speaks of money only, and of areas where it names one.
    """
    kind = field.kind
    if not isinstance(kind, (Money, Area)):
        return ""
    own = kind.unit.replace("平方米", "㎡")
    money = isinstance(kind, Money)
    for one in (of_column, *re.split(r"[、,，/]", of_sheet)):
        unit = one.replace("平方米", "㎡").replace("人民币", "元")
        if not unit or (unit.endswith("元") != money) or (money and "/" in unit):
            continue
        # Dollars under a line that says 万元 keep their own unit: a line speaks of most columns, not of each.
        if one is not of_column and money and (unit.endswith("美元") != own.endswith("美元")):
            continue
        return "" if unit == own else unit
    return ""


def _with_unit(value: Value, unit: str) -> object:
    """Write a bare number with its column's unit; what names a unit itself stays as it is."""
    if isinstance(value, bool) or is_blank(value):
        return value
    if isinstance(value, (int, float)):
        return _written(Decimal(repr(value)), unit)
    if isinstance(value, str) and (found := _BARE_NUMBER.fullmatch(plain(value).replace(" ", ""))):
        return f"{found[1]}{_written(Decimal(found[2].replace(',', '')), unit)}{found[3] or ''}"
    return value


def _written(number: Decimal, unit: str) -> str:
    """Write a number with a unit; yuan below ten thousand as 万元, which the heading makes no guess."""
    if unit == "元" and abs(number) < _YUAN_IN_WAN:
        number, unit = number / _YUAN_IN_WAN, "万元"
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


# --- what stands outside the table ----------------------------------------------------------------------------------


def _facts(ledger: type[Ledger], layout: Layout, mapped: set[str]) -> dict[str, Stored]:
    """Give the rows' common values a sheet tells outside its table, where a field of words has just that name."""
    found: dict[str, Stored] = {}
    for label, text in layout.facts.items():
        for names in names_of(ledger):
            field = names.field
            wordy = isinstance(field.kind, (Line, Prose, People)) and not field.private
            own = field.key in {ledger.about.title, "remark"}
            if wordy and not own and field.key not in mapped and bare(split(label)[0]) in names.exact:
                found.setdefault(field.key, text)
    if ledger.__tablename__ == "visit" and "direction" not in mapped:
        title = layout.sheet + layout.title
        came, went = re.search("来访|接待|到访", title), re.search("外出|拜访|走访|考察|出差", title)
        if bool(came) != bool(went):
            found["direction"] = "来访" if came else "外出"
    return found


def _common_cells(ledger: type[Ledger], layout: Layout, mapped: set[str]) -> tuple[OfferedCell, ...]:
    """Give every row the task force the sheet names outside its table, to be looked up like a typed one."""
    field = next((one for one in columns(ledger) if one.key == "task_force" and isinstance(one.kind, Link)), None)
    if field is None or field.key in mapped:
        return ()
    for label, text in layout.facts.items():
        if label in {"专班", "组别", "招商组", "工作专班"} or (
            label in {"填报单位", "报送单位"} and _BY_UNIT.search(text)
        ):
            return (OfferedCell(field.key, label, text),)
    return ()
