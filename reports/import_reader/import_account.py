"""What of a foreign table is not taken, said so that nothing vanishes: columns, totals, groups, notes, pictures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.errors import UserError
from models.exchange.sheet_import.import_columns import import_column
from models.fields.base import ledger_by_table
from models.fields.numerals import read_amount
from reports.import_reader.column_mapping import NO_FIELD, ColumnMapping, LedgerMapping
from reports.import_reader.column_units import is_numeric
from reports.import_reader.foreign_rows import used_labels
from reports.import_reader.headings import unit_line
from reports.import_reader.row_roles import HALF_WIDTH, is_subtotal
from reports.import_reader.sheet_grid import is_blank
from reports.import_reader.table_detection import SheetLayout
from reports.import_reader.workbook_data import PICTURE, SheetData, cell_name, column_letters

_EXACT = "与栏名相同"
_NAMED_ROWS = 8  # row numbers written out before “等”
_ROUNDING = 0.01  # difference of a total that rounding explains


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column that is not taken: its heading, letters, how many cells have a value, and why, where that is special."""

    header: str
    letters: str
    cells: int
    reason: str = ""

    @property
    def text(self) -> str:
        """How it is named to the clerk: 2025年产值（G 列，3 格：写的是2025年……）."""
        return f"{self.header}（{self.letters} 列，{self.cells} 格{'：' if self.reason else ''}{self.reason}）"


@dataclass(frozen=True, slots=True)
class TableAccount:
    """What of one table is not taken, or taken with a remark; rows count from 0."""

    unread_columns: tuple[UnreadColumn, ...]
    matched_otherwise: tuple[str, ...]  # “责任单位→包联部门”: columns recognised by another name than the field's own
    total_rows: tuple[int, ...]
    group_rows: tuple[int, ...]
    note_rows: tuple[int, ...]
    example_rows: tuple[int, ...]
    hidden_rows: tuple[int, ...]
    pictures: tuple[str, ...]
    total_faults: tuple[str, ...]
    empty_rows: tuple[int, ...] = ()
    unused_labels: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        """Yield a sentence for each thing the clerk should know."""
        if self.unread_columns:
            yield f"{self._unread_columns_text()}；要收请在“表头对照”里选栏。"
        if self.matched_otherwise:
            yield f"按别的叫法认的列：{'、'.join(self.matched_otherwise)}；不对请在“表头对照”里改。"
        yield from self._facts()

    def beside_columns(self) -> Iterator[str]:
        """Yield the sentences beside the list of columns, which itself shows how each is matched."""
        if self.unread_columns:
            yield f"有内容而没有收的列有 {len(self.unread_columns)} 列，在下面写着“没有收”；要收请选栏。"
        yield from self._facts()

    def left_out(self) -> Iterator[str]:
        """Yield the sentences on what has content and is not taken."""
        if self.unread_columns:
            yield f"{self._unread_columns_text()}。"
        yield from self._left_out_rows()

    def _unread_columns_text(self) -> str:
        return f"有内容而没有收的列：{'、'.join(column.text for column in self.unread_columns)}"

    def _facts(self) -> Iterator[str]:
        yield from self._left_out_rows()
        if self.hidden_rows:
            rows_text = _rows_text(self.hidden_rows)
            yield f"隐藏或筛选掉的 {len(self.hidden_rows)} 行也收了（{rows_text}），请看一眼该不该收。"
        yield from self.total_faults

    def _left_out_rows(self) -> Iterator[str]:
        for what, rows in (
            ("合计", self.total_rows),
            ("分组标题", self.group_rows),
            ("表下的附注", self.note_rows),
            ("填写示例", self.example_rows),
            ("认得的栏都空着或是 0 的", self.empty_rows),
        ):
            if rows:
                yield f"{what} {len(rows)} 行没有收（{_rows_text(rows)}）。"
        if self.unused_labels:
            yield f"表外写着的没有收：{'、'.join(self.unused_labels)}。"
        if self.pictures:
            cells = "、".join(self.pictures[:_NAMED_ROWS])
            yield f"图片 {len(self.pictures)} 格没有收（{cells}），格里存的是图片不是文字；请把图片另存。"


def account_of(sheet: SheetData, layout: SheetLayout, mapping: LedgerMapping) -> TableAccount:
    """Compare a table with what its mapping takes."""
    data = set(layout.data_rows)
    columns = {heading.column for heading in layout.headings}
    pictures = sorted(place for place, fault in sheet.faults.items() if fault == PICTURE)
    return TableAccount(
        unread_columns=tuple(_unread_columns(sheet, layout, mapping)),
        matched_otherwise=tuple(_matched_otherwise(mapping)),
        total_rows=layout.total_rows,
        group_rows=layout.group_rows,
        note_rows=layout.note_rows,
        example_rows=layout.example_rows,
        hidden_rows=tuple(sorted(data & sheet.hidden_rows)),
        pictures=tuple(cell_name(row, column) for row, column in pictures if row in data and column in columns),
        total_faults=tuple(_total_faults(sheet, layout, mapping)),
        empty_rows=tuple(_empty_rows(sheet, layout, mapping)),
        unused_labels=tuple(_unused_labels(sheet, layout, mapping)),
    )


def _rows_text(rows: Sequence[int]) -> str:
    shown = "、".join(str(row + 1) for row in rows[:_NAMED_ROWS])
    return f"第 {shown}{' 等' if len(rows) > _NAMED_ROWS else ''} 行"


def _unread_columns(sheet: SheetData, layout: SheetLayout, mapping: LedgerMapping) -> Iterator[UnreadColumn]:
    named = {heading.column for heading in layout.headings}
    unread = [
        (column.index, column.header, "" if column.reason == NO_FIELD else column.reason)
        for column in mapping.unread_columns
    ]
    unread += [(column, "没有栏名", "") for column in range(*layout.columns) if column not in named]
    for index, header, reason in sorted(unread):
        cells = sum(not is_blank(sheet.rows[row][index]) for row in layout.data_rows)
        if cells:
            yield UnreadColumn(header, column_letters(index), cells, reason)


def _empty_rows(sheet: SheetData, layout: SheetLayout, mapping: LedgerMapping) -> Iterator[int]:
    """Yield the rows that have nothing but their number or zeros where something is read, and nothing elsewhere."""
    taken = [column.index for column in mapping.columns if column.key]
    for row in layout.data_rows:
        values = sheet.rows[row]
        if all(is_blank(values[index]) or values[index] == 0 for index in taken):  # ends at the name of most rows
            yield row


def _unused_labels(sheet: SheetData, layout: SheetLayout, mapping: LedgerMapping) -> Iterator[str]:
    """Yield what stands above the table and is written into no row: “填报人：张某”; notes are said to be notes."""
    notes = "".join(str(value) for row in layout.note_rows for value in sheet.rows[row]).translate(HALF_WIDTH)
    used = used_labels(ledger_by_table(mapping.ledger), layout, {column.key for column in mapping.columns})
    for label, text in layout.labelled_values.items():
        if text and label not in used and text not in notes and not unit_line(f"{label}:{text}"):
            yield f"{label}：{text}"


def _matched_otherwise(mapping: LedgerMapping) -> Iterator[str]:
    ledger = ledger_by_table(mapping.ledger)
    for column in mapping.columns:
        if column.key and column.reason != _EXACT:
            keys = filter(None, (column.key, column.second_key))
            yield f"{column.header}→{'、'.join(import_column(ledger, key).label for key in keys)}"


# --- totals ---------------------------------------------------------------------------------------------------------


def _total_faults(sheet: SheetData, layout: SheetLayout, mapping: LedgerMapping) -> Iterator[str]:
    """Yield the totals that are not the sum of any rows they could stand for."""
    ledger = ledger_by_table(mapping.ledger)
    numeric = [column for column in mapping.columns if column.key and is_numeric(import_column(ledger, column.key))]
    for row in layout.total_rows:
        for column in numeric:
            written = _number(sheet, row, column)
            added = [_sum(sheet, rows, column) for rows in _possible_parts(sheet, layout, row)]
            sums = [value for value in added if value is not None]
            if written is None or len(sums) < len(added) or not sums:
                continue
            if any(abs(written - value) <= _ROUNDING for value in sums):
                continue
            yield (
                f"第 {row + 1} 行合计的“{column.header}”写 {_plain(written)}，逐行相加是 {_plain(sums[0])}，"
                "收进来的是各行的数，请查原表。"
            )


def _possible_parts(sheet: SheetData, layout: SheetLayout, row: int) -> list[list[int]]:
    """Return the sets of rows that a total may add up: first the likeliest."""
    data = list(layout.data_rows)
    if not data:
        return []
    bounds = [*layout.total_rows, *layout.group_rows]
    before = max((bound for bound in bounds if bound < row), default=-1)
    after = min((bound for bound in bounds if bound > row), default=max(data) + 1)
    around = [[place for place in data if before < place < row], [place for place in data if row < place < after]]
    sections = _sections(layout, row)
    parts = [data, *around, *sections] if not is_subtotal(_label(sheet, row)) else [*around, *sections, data]
    return [rows for rows in parts if rows]


def _sections(layout: SheetLayout, row: int) -> list[list[int]]:
    """Return the rows from each group's title above a total down to it, the nearest first."""
    starts = [group for group in reversed(layout.group_rows) if group < row]
    return [[place for place in layout.data_rows if start < place < row] for start in starts]


def _plain(number: float) -> str:
    """Write a number as a sheet shows it, without the noise of sums of fractions."""
    return f"{number:.4f}".rstrip("0").rstrip(".")


def _label(sheet: SheetData, row: int) -> str:
    return next((value for value in sheet.rows[row] if isinstance(value, str) and value.strip()), "")


def _number(sheet: SheetData, row: int, column: ColumnMapping) -> float | None:
    """Return a cell's number as the sheet adds it up, “约3” too; None for a blank, a text, or one with its own unit."""
    value = sheet.rows[row][column.index]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        amount = read_amount(str(value))
    except UserError:
        return None
    return None if amount.noun or amount.power is not None else float(amount.count)


def _sum(sheet: SheetData, rows: Iterable[int], column: ColumnMapping) -> float | None:
    """Add up a column; None where a cell cannot be added."""
    total = 0.0
    for row in rows:
        number = _number(sheet, row, column)
        if number is None and not is_blank(sheet.rows[row][column.index]):
            return None
        total += number or 0.0
    return total
