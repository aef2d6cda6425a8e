"""Write a rejected workbook back: the same sheets with the rejected cells marked and explained in comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.utility import xl_cell_to_rowcol

from reports.reading.sheets import VERY_HIDDEN, VISIBLE, Sheet, Value, Workbook
from reports.workbook.sheets import Styles, fitting, sheet_name, workbook

_MARK = "#FFF2A8"
_LEAST, _MOST = 8, 40  # limits of a column's width, in digits
_LOOKED_AT = 200  # rows from which a column's width is taken


@dataclass(slots=True)
class Remarks:
    """Remarks on one sheet: a text for each cell (“C7”), and its header rows, counted from 0."""

    said: dict[str, str] = field(default_factory=dict)
    header_rows: tuple[int, ...] = ()

    def say(self, at: str, text: str) -> None:
        """Add a sentence to the remark on a cell."""
        self.said[at] = f"{self.said[at]}\n{text}" if at in self.said else text


def send_back(path: Path, read: Workbook, remarks: Mapping[str, Remarks]) -> int:
    """Write a copy of a workbook with remarks, leaving the original untouched; return how many cells are marked.

    Hidden sheets are copied, so that an exported workbook is still recognised when it returns corrected.
    """
    marked = 0
    with workbook(path, title=f"{read.file}：退回更正") as book:
        styles = Styles(book)
        taken: set[str] = set()
        first = None
        for read_sheet in read.sheets:
            sheet = book.add_worksheet(sheet_name(read_sheet.name, taken))
            sheet_remarks = remarks.get(read_sheet.name, Remarks())
            marked += _write(sheet, styles, read_sheet, sheet_remarks)
            _hide(sheet, read_sheet)
            if read_sheet.visible == VISIBLE and (first is None or sheet_remarks.said):
                name = read_sheet.name
                first = first if first is not None and remarks.get(first[1], Remarks()).said else (sheet, name)
        if first is not None:
            first[0].activate()
            first[0].set_first_sheet()
    return marked


def _hide(sheet: Any, read: Sheet) -> None:
    if read.visible == VERY_HIDDEN:
        sheet.very_hidden()
    elif read.visible != VISIBLE:
        sheet.hide()


def _write(sheet: Any, styles: Styles, read: Sheet, remarks: Remarks) -> int:
    plain = read.visible != VISIBLE
    texts = {xl_cell_to_rowcol(at): text for at, text in remarks.said.items() if at}
    body = min(remarks.header_rows, default=0)
    for line, row in enumerate(read.rows):
        for number, value in enumerate(row):
            facts: dict[str, Any] = {}
            if line in remarks.header_rows:
                facts = {"border": 1, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E8EEF5"}
            elif remarks.header_rows and line > body:
                facts = {"border": 1}
            if (line, number) in texts:
                facts |= {"bg_color": _MARK}
            fault = read.faults.get((line, number), "")
            _put(sheet, styles, (line, number), fault or value, facts)
    if plain:
        return 0
    _merge(sheet, styles, read, remarks)
    _set_widths(sheet, read)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, text in texts.items():
        sheet.write_comment(*at, text, {"author": "招商台账", "x_scale": 2.2, "y_scale": 1.2 + text.count("\n") * 0.3})
    if remarks.header_rows:
        sheet.freeze_panes(max(remarks.header_rows) + 1, 0)
    return len(texts)


def _put(sheet: Any, styles: Styles, at: tuple[int, int], value: Value, facts: Mapping[str, Any]) -> None:
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
        sheet.write_string(*at, fitting(value), styles(num_format="@", **facts))


def _merge(sheet: Any, styles: Styles, read: Sheet, remarks: Remarks) -> None:
    for span in read.merges:
        if (span.top, span.left) == (span.bottom, span.right) or span.top >= len(read.rows):
            continue
        value = read.rows[span.top][span.left] if span.left < read.width else ""
        head = {"border": 1, "bg_color": "#E8EEF5"} if span.top in remarks.header_rows else {}
        try:
            style = styles(bold=True, align="center", text_wrap=True, **head)
            sheet.merge_range(span.top, span.left, span.bottom, span.right, "", style)
        except OverlappingRange:
            continue  # a broken file with overlapping merges; the value is already written
        _put(sheet, styles, (span.top, span.left), value, {"bold": True, "align": "center", "text_wrap": True, **head})


def _set_widths(sheet: Any, read: Sheet) -> None:
    merged = {(span.top, span.left) for span in read.merges if span.right > span.left}
    for number in range(read.width):
        rows = enumerate(read.rows[:_LOOKED_AT])
        texts = [str(row[number]) for line, row in rows if (line, number) not in merged]
        longest = max((sum(2 if ord(character) > 0x2E7F else 1 for character in text) for text in texts), default=0)
        sheet.set_column(number, number, min(_MOST, max(_LEAST, longest + 2)))


def sentences(cells: Iterable[Any]) -> Remarks:
    """Return the remarks of rejected cells: the reason, and the suggested value if there is one."""
    result = Remarks()
    for cell in cells:
        result.say(cell.at, cell.said + (f"\n是不是“{cell.suggestion}”？" if cell.suggestion else ""))
    return result
