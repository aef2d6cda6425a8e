"""Account for every filled cell of a workbook by what the window shows: taken, refused, asked, or named as left out.

The workbook is read by openpyxl, not by the program; of the window only texts are used that a clerk can read.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt

from desktop.import_export.import_view import ImportView

_ROWS = re.compile(r"\d+ 行没有收（第 ([\d、]+)")
_COLUMN = re.compile(r"（([A-Z]+) 列，\d+ 格")
_HEADER = re.compile(r"工作表“(.+?)”，表头在第 ([\d、]+) 行")
_NAMES_OF_TABLE = re.compile(r"（第.张表）$")
Place = tuple[str, str]  # sheet, address


def filled_cells(path: Path) -> dict[Place, object]:
    """Return the cells of a workbook that have a value."""
    workbook = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    }


def account_for(page: ImportView, path: Path, wait: Callable[[], None]) -> dict[Place, str]:
    """Return what the window says of each filled cell of the file shown; cells of which it says nothing are missing."""
    cells = filled_cells(path)
    fates: dict[Place, str] = {}
    remarks = page.files.text_model.text(page.files.current_row() or 0, 9)
    for number in range(max(page.columns.table_choice.count(), 1)):
        if page.columns.table_choice.count() > 1:
            page.columns.table_choice.setCurrentRow(number)
            wait()
        fates |= _fates_by_head(page, cells, remarks)
    fates |= _fates_of_rows(page, cells)
    fates |= {place: "sheet named" for place in cells if _is_named_whole(place[0], remarks)} | fates
    fates |= {place: "outside the table, named" for place, value in cells.items() if str(value) in remarks} | fates
    return fates


def _fates_by_head(page: ImportView, cells: dict[Place, object], remarks: str) -> Iterator[tuple[Place, str]]:
    """Yield the cells of the head of the table shown, and those of its columns and rows that are named as left out."""
    summary = page.columns.summary_label.text()
    match = _HEADER.search(summary)
    assert match is not None, summary
    sheet = match[1]
    unit = re.search("；单位：([^；。]+)", summary)
    header = {int(row) for row in match[2].split("、")}
    left_rows = {int(row) for rows in _ROWS.findall(summary) for row in rows.split("、")}
    columns = page.columns.columns.text_model
    texts = [[columns.text(row, column) for column in range(5)] for row in range(columns.rowCount())]
    left_columns = {row[0] for row in texts if row[3].startswith("没有收")}
    ordinals = {row[0] for row in texts if row[4] in {"编排用的号，不导入", "各行金额的单位"}}
    named = set(_COLUMN.findall(remarks))
    letters = {row[0] for row in texts} | named
    for (title, address), value in cells.items():
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", address).groups()  # type: ignore[union-attr]  # an address
        if title != sheet:
            continue
        if int(row) in header:
            yield (title, address), "heading"
        elif int(row) in left_rows:
            yield (title, address), "row named"
        elif str(value) in summary or (unit is not None and re.search(rf"单位.*{unit[1]}", str(value))):
            yield (title, address), "title or unit"
        elif _is_below(int(row), header) and column in letters:
            if column in left_columns & named:
                yield (title, address), "column named"
            elif column in ordinals:
                yield (title, address), "row number"


def _is_below(row: int, header: set[int]) -> bool:
    return row > max(header)


def _ticked_tables(page: ImportView) -> list[str]:
    """Return the names of the tables that are taken."""
    choice = page.columns.table_choice
    items = [choice.item(number) for number in range(choice.count())]
    return [item.text().split("　")[0] for item in items if item.checkState() is Qt.CheckState.Checked]


def _is_named_whole(sheet: str, remarks: str) -> bool:
    """Whether a sheet is named as not taken at all."""
    left = re.findall(r"(?:还有没收的表|没有收的工作表)：[^；。]*(?:；[^；。]*)*", remarks)
    return any(re.search(rf"[：、]{re.escape(sheet)}（\d+ 行|“{re.escape(sheet)}”", text) for text in left)


def _fates_of_rows(page: ImportView, cells: dict[Place, object]) -> Iterator[tuple[Place, str]]:
    """Yield the cells of every row shown, with the value that they become or the reason why they become none."""
    page.rows.outcome_buttons["全部"].click()
    rows, shown = page.rows.rows, page.rows.cells.text_model
    only_sheet = next((name for name in _ticked_tables(page)), next(iter(cells))[0])
    for number in range(rows.text_model.rowCount()):
        rows.go_to_cell(number, 0)
        where = rows.text_model.text(number, 0)
        table = where.rsplit(" ", 1)[0] if " " in where else ""
        sheet = _NAMES_OF_TABLE.sub("", table or only_sheet)
        for line in range(shown.rowCount()):
            address, old, new, why = (shown.text(line, column) for column in (1, 3, 4, 5))
            if (sheet, address) in cells and (old or new or why):
                yield (sheet, address), why or new or old
