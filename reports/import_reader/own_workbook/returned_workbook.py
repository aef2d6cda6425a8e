"""Read an exported workbook back: each sheet as an import table whose cells carry their exported values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from models import ledgers as _ledgers  # noqa: F401 - a sheet is found by its ledger's name, so all must be known
from models.exchange.merge.changeset import Changeset, read_changeset
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportRow, ImportTable, UntouchedCells
from models.fields.base import ledger_by_table
from models.fields.field import Field, fields
from models.fields.kind import StoredValue
from models.search.index import fold_text
from reports.import_reader.column_units import ColumnUnit, append_unit, is_bare_number
from reports.import_reader.own_workbook.cell_comparison import ExportedColumn, is_cut_text_edited
from reports.import_reader.own_workbook.row_identity import ReturnedLine, RowIdentity
from reports.import_reader.own_workbook.sheet_recognition import RecognisedSheet, is_heading, recognise
from reports.import_reader.workbook_data import VISIBLE, CellValue, WorkbookData, cell_name
from reports.xlsx import choices_sheet, guide_sheet
from reports.xlsx.hidden_sheet import DamagedHiddenPart, ExportedSheet, HiddenPart, read_hidden

_TOTALS = frozenset({"合计", "总计", "小计", "共计"})

_FIELDS_OWN_UNIT = ColumnUnit("")


@dataclass(frozen=True, slots=True)
class ReturnedWorkbook:
    """A returned workbook: its book and export, the time of export, an import table per sheet, and the changeset.

    ``notes`` are sentences to show to the clerk; ``changeset`` is None if the workbook carries none.
    """

    book: str
    export: str
    exported_at: str
    import_tables: tuple[ImportTable, ...]
    changeset: Changeset | None
    notes: tuple[str, ...]


def read_returned_workbook(workbook: WorkbookData) -> ReturnedWorkbook | None:
    """Read an exported workbook back; None for one without a usable hidden part, which is then read as foreign."""
    try:
        hidden = _find_hidden_part(workbook)
    except DamagedHiddenPart:
        return None
    if hidden is None:
        return None
    known = {part.ledger: _fields_of(part) for part in hidden.sheets}
    parts = {part.ledger: part for part in hidden.sheets if known[part.ledger]}
    changeset = read_changeset(hidden.changeset) if hidden.changeset else None
    seen = changeset.seen_edits() if changeset else {}
    offers, notes, met = [], [], set()
    if hidden.changeset and changeset is None:
        notes.append("随表带来的留痕读不出来，只按格比对。")
    for sheet in workbook.sheets:
        if sheet.visible != VISIBLE or sheet.name == guide_sheet.SHEET_NAME or not sheet.rows:
            continue
        recognised = recognise(sheet, parts.values(), known)
        if recognised is None:
            notes.append(f"工作表“{sheet.name}”不是导出时的表，没有读。")
            continue
        name, recognised_sheet = recognised
        met.add(name)
        offer, sheet_notes = _ReturnedSheet(workbook, hidden, parts[name], recognised_sheet, known[name]).read(seen)
        offers.append(offer)
        notes += sheet_notes
    notes += [f"工作表“{part.sheet}”不见了，账本里的不受影响。" for name, part in parts.items() if name not in met]
    return ReturnedWorkbook(hidden.book, hidden.export, hidden.exported_at, tuple(offers), changeset, tuple(notes))


def why_not_ours(workbook: WorkbookData) -> str:
    """Return why a workbook that looks exported is read as a foreign one; empty if it was never exported."""
    try:
        if _find_hidden_part(workbook) is not None:
            return ""
    except DamagedHiddenPart as damage:
        return f"“{workbook.file}”{damage}，不能逐格比对；按一般的表读，行按代码、名称去找。"
    if any(sheet.name in {guide_sheet.SHEET_NAME, choices_sheet.SHEET_NAME} for sheet in workbook.sheets):
        return f"“{workbook.file}”原是本程序导出的表，隐藏的底稿已不在；按一般的表读，行按代码、名称去找。"
    return ""


def _find_hidden_part(workbook: WorkbookData) -> HiddenPart | None:
    """Find the hidden part, even if its sheet was renamed or unhidden."""
    for sheet in workbook.sheets:
        if sheet.rows and sheet.rows[0] and isinstance(sheet.rows[0][0], str):
            hidden = read_hidden(sheet.rows)
            if hidden is not None:
                return hidden
    return None


def _fields_of(part: ExportedSheet) -> dict[str, Field]:
    """Return the known fields of an exported sheet by key; empty for an unknown ledger."""
    try:
        ledger = ledger_by_table(part.ledger)
    except KeyError:
        return {}
    return {field.key: field for field in fields(ledger) if field.key in part.keys}


class _ReturnedSheet:
    """Reads one returned sheet."""

    def __init__(
        self,
        workbook: WorkbookData,
        hidden: HiddenPart,
        part: ExportedSheet,
        recognised: RecognisedSheet,
        known: Mapping[str, Field],
    ) -> None:
        self.workbook, self.part, self.recognised = workbook, part, recognised
        self.columns = {
            key: ExportedColumn(field, hidden.names, masked=key in part.masked) for key, field in known.items()
        }
        self._positions = {key: place for place, key in enumerate(part.keys)}

    def read(self, seen: Mapping[str, tuple[str, ...]]) -> tuple[ImportTable, list[str]]:
        """Return the sheet's import table and notes on it; ``seen`` are the exporter's edits by row."""
        sheet, part = self.recognised.sheet, self.part
        lines = list(self._lines())
        identity = RowIdentity(part, self.recognised, self.columns)
        identity.match_rows(lines)
        absent = tuple(row for row in part.rows if row not in identity.claimed)
        faulty = {row for row, _ in sheet.faults}
        rows = []
        for line in lines:
            untouched = line.place not in faulty and identity.is_untouched(line)
            make = partial(self._cells, line)
            cells = UntouchedCells(make) if untouched else tuple(make())
            rows.append(ImportRow(line.place + 1, cells, line.row, seen.get(line.row or "", ())))
        offer = ImportTable(
            part.ledger,
            self.workbook.file,
            sheet.name,
            tuple(rows),
            from_1904=self.workbook.from_1904,
            missing_rows=absent,
        )
        return offer, self._notes()

    def _notes(self) -> list[str]:
        name, recognised = self.recognised.sheet.name, self.recognised
        notes = []
        if recognised.unknown:
            columns = (f"{text}（{self._filled(number)} 格）" for number, text in recognised.unknown.items())
            notes.append(f"“{name}”里多出来的栏没有读：{'、'.join(columns)}。")
        if recognised.code_column is None:
            notes.append(f"“{name}”的“编号（勿改）”列已不在，各行按名称等关键内容对应。")
        for key, (unit, question) in recognised.units.items():
            label, field_unit = self.columns[key].field.label, self.columns[key].field.kind.unit
            if question:
                notes.append(f"“{name}”里“{label}”{question}")
                continue
            notes.append(f"“{name}”里“{label}”的单位改成了{unit}：动过的数按{unit}读，没动过的仍是{field_unit}。")
        return notes

    def _filled(self, column: int) -> int:
        """Count a column's cells with a value below the headings."""
        rows = self.recognised.sheet.rows[self.recognised.heading + 1 :]
        return sum(row[column] != "" for row in rows)

    def _lines(self) -> Iterator[ReturnedLine]:
        """Yield the filled rows below the headings, without totals and repeated headings."""
        sheet, heading = self.recognised.sheet, self.recognised.heading
        held = sorted(self.recognised.columns.values())
        for place in range(heading + 1, len(sheet.rows)):
            values = sheet.rows[place]
            filled = [values[number] for number in held if values[number] != ""]
            faulty = any((place, number) in sheet.faults for number in held) if sheet.faults else False
            if not filled and not faulty:
                continue
            if filled and (fold_text(str(filled[0])) in _TOTALS or is_heading(values, sheet.rows[heading])):
                continue
            yield ReturnedLine(place, values)

    def _cells(self, line: ReturnedLine) -> Iterator[ImportCell]:
        """Yield the cells of a line to be imported."""
        marks, values = self.part.rows.get(line.row or "", ({}, ()))
        for key, number in self.recognised.columns.items():
            was = values[self._positions[key]] if values else UNKNOWN
            cell = self._cell(line, key, number, was, marks.get(key, ""))
            if cell is not None:
                yield cell

    def _cell(self, line: ReturnedLine, key: str, number: int, was: object, mark: str) -> ImportCell | None:
        """Return one import cell, flagged if untouched; None if there is nothing to import."""
        column, place = self.columns[key], cell_name(line.place, number)
        raw = _import_value(line.values[number])
        fault = self.recognised.sheet.faults.get((line.place, number), "")
        if fault:
            return ImportCell(key, place, raw, was, mark, fault)
        if was is UNKNOWN:
            return None if raw is None else self._cell_in_unit(key, place, raw, UNKNOWN, "")
        stored: StoredValue = was  # type: ignore[assignment]  # anything but UNKNOWN is as stored
        shown = column.exported_cell(stored, mark)
        if column.is_same(raw, shown):
            if column.masked or stored is None:
                return None
            return ImportCell(key, place, raw, stored, mark, untouched=True)
        if raw is None:
            return None if column.masked else ImportCell(key, place, None, stored, mark)
        if column.masked:
            masked_fault = "这一格是打了码的，改动没有读；请填完整的内容。" if "*" in str(raw) else ""
            return ImportCell(key, place, raw, fault=masked_fault)
        if column.was_cut(stored, mark) and is_cut_text_edited(raw, shown):
            cut_fault = "原文超过表格一格能装的字数，导出时截短了；改动没有读，请到台账里改原文。"
            return ImportCell(key, place, raw, stored, mark, cut_fault)
        return self._cell_in_unit(key, place, raw, stored, mark)

    def _cell_in_unit(self, key: str, place: str, raw: object, stored: object, mark: str) -> ImportCell:
        """Return a cell with the unit now named in the heading, so that its field converts it visibly."""
        unit, question = self.recognised.units.get(key, _FIELDS_OWN_UNIT)
        if not isinstance(raw, (int, float, str)):
            return ImportCell(key, place, raw, stored, mark)
        fault = question if is_bare_number(raw) else ""
        return ImportCell(key, place, append_unit(raw, unit) if unit else raw, stored, mark, fault)


def _import_value(value: CellValue) -> object:
    """Return a cell value as import cells hold it: None for a blank, a date for a datetime at midnight."""
    if value == "":
        return None
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return value
