"""What the window shows of a kept form: its sheets as grids of texts, its marks, what is to be known before filling."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from models.job_steps import JobSteps
from models.storage.store import Store
from reports.form_templates.cell_references import column_letters, split_cell
from reports.form_templates.form_filling import FormSource, count_marks, form_notes, open_form, source_of_template
from reports.form_templates.sheet_cells import SheetCells, tag
from reports.form_templates.workbook_form import WorkbookForm

MAX_ROWS, MAX_COLUMNS = 300, 60  # of a sheet that a preview shows
_USUAL_WIDTH = 9.0  # digits
_MORE_ROWS, _MORE_COLUMNS = 3, 1  # blank cells after the last, where a tie may be put


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """One sheet: texts by (row, column) from 1, merged cells as (row, column, rows, columns), widths in digits."""

    name: str
    rows: int
    columns: int
    texts: Mapping[tuple[int, int], str]
    marked: frozenset[tuple[int, int]]
    merges: tuple[tuple[int, int, int, int], ...]
    widths: tuple[float, ...]

    def text_at(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        return self.texts.get((row, column), "")


@dataclass(frozen=True, slots=True)
class FormPreview:
    """A kept form: its sheets, or the paragraphs of a Word form; how many marks it has; what it does not keep."""

    source: FormSource
    sheets: tuple[SheetPreview, ...]
    paragraphs: tuple[str, ...]
    marks: int
    notes: tuple[str, ...]


def preview_form(store: Store, template: str) -> JobSteps[FormPreview]:
    """Read a kept form by its id for the window."""
    yield 0, 1, "打开模板"
    source = source_of_template(store, template)
    form = open_form(source)
    notes, marks = form_notes(form), count_marks(form)
    if isinstance(form, WorkbookForm):
        return FormPreview(source, tuple(_sheet(form, cells) for cells in form.cells_of_sheets), (), marks, notes)
    return FormPreview(source, (), tuple(islice(filter(None, form.paragraphs()), MAX_ROWS)), marks, notes)


def _sheet(form: WorkbookForm, cells: SheetCells) -> SheetPreview:
    texts: dict[tuple[int, int], str] = {}
    for row in islice(cells.rows(), MAX_ROWS):
        for cell in row.iter(tag("c")):
            if text := cells.shown_text(cell):
                texts[split_cell(cell.get("r", "A1"))] = text
    marked = {split_cell(cell.cell): "".join(cell.runs) for cell in form.marked_cells(cells)}
    texts |= marked
    merges = tuple(_merge(element.get("ref", "")) for element in cells.root.iter(tag("mergeCell")))
    rows = max((row for row, _ in texts), default=1) + _MORE_ROWS
    columns = max((column for _, column in texts), default=1) + _MORE_COLUMNS
    rows = min(max([rows, *(row + high - 1 for row, _, high, _ in merges)]), MAX_ROWS)
    columns = min(max([columns, *(column + wide - 1 for _, column, _, wide in merges)]), MAX_COLUMNS)
    widths = [_USUAL_WIDTH] * columns
    for element in cells.root.iter(tag("col")):
        for column in range(int(element.get("min", "1")), min(int(element.get("max", "1")), columns) + 1):
            widths[column - 1] = float(element.get("width", _USUAL_WIDTH))
    return SheetPreview(cells.sheet.name, rows, columns, texts, frozenset(marked), merges, tuple(widths))


def _merge(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    top, left = split_cell(first)
    bottom, right = split_cell(last or first)
    return top, left, bottom - top + 1, right - left + 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both numbers from 1: C5."""
    return f"{column_letters(column)}{row}"
