"""Write a rejected workbook back: the same sheets with the rejected cells marked and explained in comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.utility import xl_cell_to_rowcol

from models.exchange.sheet_import.row_outcome import RejectedCell
from reports.import_reader.workbook_data import VERY_HIDDEN, VISIBLE, CellValue, SheetData, WorkbookData
from reports.xlsx.sheet_styles import Styles, fit_cell_text, open_workbook, sheet_name

_MARK_COLOUR = "#FFF2A8"
_MIN_WIDTH, _MAX_WIDTH = 8, 40  # limits of a column's width, in digits
_SAMPLE_ROWS = 200  # rows from which a column's width is taken


@dataclass(slots=True)
class CellRemarks:
    """Remarks on one sheet: a text for each cell (“C7”), and its header rows, counted from 0."""

    texts: dict[str, str] = field(default_factory=dict)
    header_rows: tuple[int, ...] = ()

    def add(self, at: str, text: str) -> None:
        """Add a sentence to the remark on a cell."""
        self.texts[at] = f"{self.texts[at]}\n{text}" if at in self.texts else text

    def add_rejected(self, cells: Iterable[RejectedCell]) -> None:
        """Add the reasons of rejected cells, with the suggested values."""
        for cell in cells:
            suggestion = f"\n是不是“{cell.suggestion}”？" if cell.suggestion else ""
            self.add(cell.address, cell.message + suggestion)


def write_refused_workbook(path: Path, source: WorkbookData, remarks: Mapping[str, CellRemarks]) -> int:
    """Write a copy of a workbook with remarks, leaving the original untouched; return how many cells are marked.

    Hidden sheets are copied, so that an exported workbook is still recognised when it returns corrected.
    """
    marked = 0
    with open_workbook(path, title=f"{source.file}：退回更正") as book:
        styles = Styles(book)
        taken: set[str] = set()
        first = None
        for read_sheet in source.sheets:
            sheet = book.add_worksheet(sheet_name(read_sheet.name, taken))
            sheet_remarks = remarks.get(read_sheet.name, CellRemarks())
            marked += _write_sheet(sheet, styles, read_sheet, sheet_remarks)
            _hide(sheet, read_sheet)
            if read_sheet.visible == VISIBLE and (first is None or sheet_remarks.texts):
                name = read_sheet.name
                first = first if first is not None and remarks.get(first[1], CellRemarks()).texts else (sheet, name)
        if first is not None:
            first[0].activate()
            first[0].set_first_sheet()
    return marked


def _hide(sheet: Any, source: SheetData) -> None:
    if source.visible == VERY_HIDDEN:
        sheet.very_hidden()
    elif source.visible != VISIBLE:
        sheet.hide()


def _write_sheet(sheet: Any, styles: Styles, source: SheetData, remarks: CellRemarks) -> int:
    plain = source.visible != VISIBLE
    texts = {xl_cell_to_rowcol(at): text for at, text in remarks.texts.items() if at}
    body = min(remarks.header_rows, default=0)
    for line, row in enumerate(source.rows):
        for number, value in enumerate(row):
            facts: dict[str, Any] = {}
            if line in remarks.header_rows:
                facts = {"border": 1, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E8EEF5"}
            elif remarks.header_rows and line > body:
                facts = {"border": 1}
            if (line, number) in texts:
                facts |= {"bg_color": _MARK_COLOUR}
            fault = source.faults.get((line, number), "")
            _write_cell(sheet, styles, (line, number), fault or value, facts)
    if plain:
        return 0
    _write_merged(sheet, styles, source, remarks)
    _set_widths(sheet, source)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, text in texts.items():
        sheet.write_comment(*at, text, {"author": "招商台账", "x_scale": 2.2, "y_scale": 1.2 + text.count("\n") * 0.3})
    if remarks.header_rows:
        sheet.freeze_panes(max(remarks.header_rows) + 1, 0)
    return len(texts)


def _write_cell(sheet: Any, styles: Styles, at: tuple[int, int], value: CellValue, facts: Mapping[str, Any]) -> None:
    """Write one value with its original cell type; text stays text whatever it begins with."""
    if value == "":
        if facts:
            sheet.write_blank(*at, None, styles(**facts))
    elif isinstance(value, bool):
        sheet.write_boolean(*at, value, styles(**facts))
    elif isinstance(value, (int, float)):
        sheet.write_number(*at, value, styles(**facts))
    elif isinstance(value, date):
        sheet.write_datetime(*at, value, styles(num_format="yyyy-mm-dd", **facts))
    else:
        sheet.write_string(*at, fit_cell_text(value), styles(num_format="@", **facts))


def _write_merged(sheet: Any, styles: Styles, source: SheetData, remarks: CellRemarks) -> None:
    for span in source.merges:
        if (span.top, span.left) == (span.bottom, span.right) or span.top >= len(source.rows):
            continue
        value = source.rows[span.top][span.left] if span.left < source.width else ""
        head = {"border": 1, "bg_color": "#E8EEF5"} if span.top in remarks.header_rows else {}
        try:
            style = styles(bold=True, align="center", text_wrap=True, **head)
            sheet.merge_range(span.top, span.left, span.bottom, span.right, "", style)
        except OverlappingRange:
            continue  # a broken file with overlapping merges; the value is already written
        _write_cell(
            sheet, styles, (span.top, span.left), value, {"bold": True, "align": "center", "text_wrap": True, **head}
        )


def _set_widths(sheet: Any, source: SheetData) -> None:
    merged = {(span.top, span.left) for span in source.merges if span.right > span.left}
    for number in range(source.width):
        rows = enumerate(source.rows[:_SAMPLE_ROWS])
        texts = [str(row[number]) for line, row in rows if (line, number) not in merged]
        longest = max((sum(2 if ord(character) > 0x2E7F else 1 for character in text) for text in texts), default=0)
        sheet.set_column(number, number, min(_MAX_WIDTH, max(_MIN_WIDTH, longest + 2)))
