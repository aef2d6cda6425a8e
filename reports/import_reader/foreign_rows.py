"""Build import rows for a ledger from a foreign table and its column mapping."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence

from models.exchange.sheet_import.import_columns import FUND_COLUMNS, import_column, import_columns
from models.exchange.sheet_import.import_rows import FundsPeriod, ImportCell, ImportRow, ImportTable, PlainCells
from models.fields.amounts import MoneyKind
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field
from models.fields.kind import StoredValue
from models.fields.kinds import DayKind, LineKind, LinkKind, PeopleKind, ProseKind
from reports.import_reader.column_mapping import ColumnMapping, LedgerMapping
from reports.import_reader.column_units import append_unit, column_unit, is_bare_number, is_money_unit, is_numeric
from reports.import_reader.heading_similarity import field_names
from reports.import_reader.headings import core_words, split_unit
from reports.import_reader.paired_columns import DAY_RANGES, split_at_mark, split_days, split_pair
from reports.import_reader.period_columns import TableYear, funds_period
from reports.import_reader.sheet_grid import is_blank
from reports.import_reader.table_detection import SheetLayout
from reports.import_reader.workbook_data import NO_VALUE, PICTURE, CellValue, SheetData, WorkbookData, column_letters

_NUMBERS = frozenset({int, float})
_MOST_DIGITS = 10**15  # WPS and Excel keep fifteen digits of a number; longer ones have lost their last digits
_TASK_FORCE_UNIT = re.compile(r"专班|招商组|工作组|产业链")
_DIGITS_LOST = "这个数超过 15 位，末几位已被表格改成 0 或四舍五入；请把该列设为文本后重新填写。"
_MERGED_NUMBER = "这个数写在合并的单元格里，由几行共用，分不清是哪一行的；请取消合并，逐行填写。"
_FORMULA_ERROR = "公式出错，显示为 {error}；请在原表里改好，或在这里填上正确的值。"
_NOT_CALCULATED = "公式没有算出值；请在 WPS 里打开原表保存一次，或在这里填上值。"
CellConverter = Callable[[CellValue], object]


def foreign_import_table(
    workbook: WorkbookData, sheet: SheetData, layout: SheetLayout, mapping: LedgerMapping
) -> ImportTable:
    """Build the import table of a sheet for the ledger its columns are mapped to.

    Rows without any mapped value, or with only zeros, are left out.
    """
    ledger = ledger_by_table(mapping.ledger)
    mapped = _mapped_columns(ledger, layout, mapping)
    shared = _merged_cells(sheet, layout, {column.index for column in mapped})
    common = _common_cells(ledger, layout, {column.key for column in mapped})
    odd = {row for row, _ in (*sheet.faults, *shared)} | _rows_with_lost_digits(sheet, layout, mapped)
    odd |= _rows_with_questions(sheet, layout, mapped)
    heads = tuple((column.key, column.letters) for column in mapped)
    converted = [(place, column.convert) for place, column in enumerate(mapped) if column.convert is not None]
    by_row = [place for place, column in enumerate(mapped) if column.unit_column is not None]
    rows = []
    for row in layout.data_rows:
        if row in odd:
            cells = tuple(column.cell(sheet, row, shared) for column in mapped)
            if any(cell.fault for cell in cells) or _has_content(cell.raw for cell in cells):
                rows.append(ImportRow(row + 1, (*cells, *common)))
            continue
        values = sheet.rows[row]
        raws: list[object] = [values[column.index] for column in mapped]
        for place, make in converted:
            raws[place] = make(values[mapped[place].index])
        for place in by_row:
            raws[place] = mapped[place].converted(values)
        if _has_content(raws):
            rows.append(ImportRow(row + 1, PlainCells(heads, row + 1, raws, common)))
    return ImportTable(
        mapping.ledger,
        workbook.file,
        sheet.name,
        tuple(rows),
        layout.year,
        workbook.from_1904,
        _common_values(ledger, layout, {column.key for column in mapped}),
        funds=_funds_period(layout, mapping),
    )


def _mapped_columns(ledger: type[Ledger], layout: SheetLayout, mapping: LedgerMapping) -> list["_MappedColumn"]:
    """Return the columns to read, a column that holds two fields twice."""
    fields_of_columns = [
        (column, import_column(ledger, key))
        for column in mapping.columns
        for key in (column.key, column.second_key)
        if key
    ]
    # A line that no other column needs is about those whose headings say otherwise, and contradicts them.
    is_needed = any(isinstance(field.kind, MoneyKind) and not column.unit for column, field in fields_of_columns)
    return [
        _MappedColumn(column, field, "" if is_needed and column.unit else layout.unit, mapping.unit_column)
        for column, field in fields_of_columns
    ]


def _funds_period(layout: SheetLayout, mapping: LedgerMapping) -> FundsPeriod:
    """Return what the headings of the funds columns say of their days."""
    headings = {column.key: column.header for column in mapping.columns if column.key in FUND_COLUMNS}
    return funds_period({key: text for key, text in headings.items() if key}, TableYear.of(layout))


def _has_content(raws: Iterable[object]) -> bool:
    """Return whether a row holds anything but blanks and zeros."""
    return any(not (raw == 0 or is_blank(raw)) for raw in raws)  # type: ignore[arg-type]


def _rows_with_lost_digits(sheet: SheetData, layout: SheetLayout, mapped: Sequence["_MappedColumn"]) -> set[int]:
    """Return the rows with a number too long for a spreadsheet to store exactly."""
    at = sorted({column.index for column in mapped})
    rows = sheet.rows
    return {
        row
        for row in layout.data_rows
        for value in map(rows[row].__getitem__, at)
        if value.__class__ in _NUMBERS and abs(value) >= _MOST_DIGITS  # type: ignore[arg-type]  # a number by now
    }


def _rows_with_questions(sheet: SheetData, layout: SheetLayout, mapped: Sequence["_MappedColumn"]) -> set[int]:
    """Return the rows with a bare number in a column whose unit cannot be told."""
    asked = [column.index for column in mapped if column.question]
    return {row for row in layout.data_rows for index in asked if is_bare_number(sheet.rows[row][index])}


class _MappedColumn:
    """A mapped column: converts its cells into what the field reads."""

    def __init__(self, mapped: ColumnMapping, field: Field, unit_of_sheet: str, unit_column: int | None) -> None:
        self.key = field.key
        self.index = mapped.index
        self.letters = column_letters(mapped.index)
        self.numeric = is_numeric(field)
        unit, self.question = column_unit(field, mapped.unit, unit_of_sheet, is_settled=mapped.is_unit_settled)
        has_own = bool(mapped.unit) or not isinstance(field.kind, MoneyKind)
        self.unit_column = None if has_own else unit_column
        self.convert: CellConverter | None = None
        if mapped.second_key:
            part = _part_of_pair(mapped, field)
            self.convert = (lambda value: append_unit(part(value), unit)) if unit else part  # type: ignore[arg-type]
        elif unit and self.unit_column is None:
            self.convert = lambda value: append_unit(value, unit)

    def converted(self, values: Sequence[CellValue]) -> object:
        """Return what the field reads from this column's cell of a row."""
        value = values[self.index]
        if self.unit_column is not None and is_money_unit(str(values[self.unit_column])):
            return append_unit(value, split_unit(f"（{values[self.unit_column]}）")[1])
        return self.convert(value) if self.convert else value

    def cell(self, sheet: SheetData, row: int, shared: dict[tuple[int, int], tuple[int, int]]) -> ImportCell:
        """Return one import cell; a merged cell gives its text to every row but its number only to the first."""
        place = (row, self.index)
        first = shared.get(place, place)
        value = sheet.rows[first[0]][first[1]]
        if sheet.faults.get(first) == PICTURE:
            return ImportCell(self.key, f"{self.letters}{row + 1}", "")
        fault = self._fault(sheet, first, value)
        number = self.numeric or isinstance(value, (int, float))
        if first != place and number and not is_blank(value):
            value, fault = "", _MERGED_NUMBER
        elif not fault:
            raw = self.converted(sheet.rows[first[0]])
            return ImportCell(self.key, f"{self.letters}{row + 1}", raw)
        return ImportCell(self.key, f"{self.letters}{row + 1}", value, fault=fault)

    def _fault(self, sheet: SheetData, place: tuple[int, int], value: CellValue) -> str:
        """Return why a cell has no usable value; empty if it has."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= _MOST_DIGITS:
            return _DIGITS_LOST
        if self.question and is_bare_number(value):
            return self.question
        error = sheet.faults.get(place) if sheet.faults else None
        if error is None:
            return ""
        return _NOT_CALCULATED if error == NO_VALUE else _FORMULA_ERROR.format(error=error)


def _part_of_pair(mapped: ColumnMapping, field: Field) -> CellConverter:
    """Return what takes a field's part from a cell that holds two, “王工13800000000”."""
    is_second = field.key == mapped.second_key
    if any(mapped.second_key == last for ranges in DAY_RANGES.values() for _, last in ranges):
        return lambda value: _day_of_range(value, is_second=is_second)
    if is_numeric(field) or isinstance(field.kind, DayKind):
        return lambda value: split_at_mark(value)[is_second]
    return lambda value: split_pair(value)[is_second]


def _day_of_range(value: CellValue, *, is_second: bool) -> object:
    """Return the first or the last day that a cell writes; of a single day there is no last."""
    days = split_days(value)
    if days is not None:
        return days[is_second]
    return "" if is_second else value


def _merged_cells(sheet: SheetData, layout: SheetLayout, mapped: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Map each cell below the first of a vertical merge to the first cell, in mapped columns only."""
    first_cells = {}
    first, last = (layout.data_rows[0], layout.data_rows[-1]) if layout.data_rows else (0, -1)
    for span in sheet.merges:
        if span.bottom > span.top and span.left in mapped:
            for row in range(max(span.top, first), min(span.bottom, last) + 1):
                first_cells[row, span.left] = (span.top, span.left)
    return first_cells


# --- what stands outside the table ----------------------------------------------------------------------------------


def _common_values(ledger: type[Ledger], layout: SheetLayout, mapped: set[str]) -> dict[str, StoredValue]:
    """Return values from outside the table that apply to all rows: labelled texts that exactly name a text field."""
    facts: dict[str, StoredValue] = {}
    for key, label in _labels_by_key(ledger, layout, mapped).items():
        facts[key] = layout.labelled_values[label]
    if ledger.__tablename__ == "visit" and "direction" not in mapped:
        title = layout.sheet + layout.title
        came, went = re.search("来访|接待|到访", title), re.search("外出|拜访|走访|考察|出差", title)
        if bool(came) != bool(went):
            facts["direction"] = "来访" if came else "外出"
    return facts


def _labels_by_key(ledger: type[Ledger], layout: SheetLayout, mapped: set[str]) -> dict[str, str]:
    """Return the labels outside the table whose texts apply to all rows, by the key of their text field."""
    labels: dict[str, str] = {}
    for label in layout.labelled_values:
        for names in field_names(ledger):
            field = names.field
            wordy = isinstance(field.kind, (LineKind, ProseKind, PeopleKind)) and not field.private
            row_specific = field.key in {ledger.about.title, "remark"}
            if (
                wordy
                and not row_specific
                and field.key not in mapped
                and core_words(split_unit(label)[0]) in names.exact_scores
            ):
                labels.setdefault(field.key, label)
    return labels


def used_labels(ledger: type[Ledger], layout: SheetLayout, mapped: Collection[str | None]) -> set[str]:
    """Return the labels outside the table whose texts are written into its rows."""
    keys = {key for key in mapped if key}
    cells = _common_cells(ledger, layout, keys)
    return {*_labels_by_key(ledger, layout, keys).values(), *(cell.address for cell in cells)}


def _common_cells(ledger: type[Ledger], layout: SheetLayout, mapped: set[str]) -> tuple[ImportCell, ...]:
    """Return the task force named outside the table as a cell for every row, looked up like a typed name."""
    links = (candidate for candidate in import_columns(ledger) if isinstance(candidate.kind, LinkKind))
    field = next((link for link in links if link.key == "task_force"), None)
    if field is None or field.key in mapped:
        return ()
    for label, text in layout.labelled_values.items():
        if label in {"专班", "组别", "招商组", "工作专班"} or (
            label in {"填报单位", "报送单位"} and _TASK_FORCE_UNIT.search(text)
        ):
            return (ImportCell(field.key, label, text),)
    return ()
