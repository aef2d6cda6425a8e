"""A form that is a workbook: its marks, where they stand, and filling them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from models.errors import UserError
from reports.form_templates.form_data import FormData
from reports.form_templates.form_faults import FormFaults
from reports.form_templates.form_values import FormValue
from reports.form_templates.loose_texts import loose_texts
from reports.form_templates.marks import Mark, has_broken_mark, marks_in, read_mark, replace_marks, whole_mark
from reports.form_templates.office_package import OfficePackage
from reports.form_templates.row_insertion import repeat_row
from reports.form_templates.sheet_cells import FormWorkbook, SheetCells, SheetPart, tag

_COLUMN = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell with marks: its sheet and place, and its text with the marks, run by run."""

    sheet: str
    cell: str
    runs: tuple[str, ...]

    @property
    def row(self) -> int:
        """The number of its row."""
        return int(re.sub(r"\D", "", self.cell))

    @property
    def marks(self) -> list[Mark]:
        """The marks of its text."""
        return [placed.mark for placed in marks_in("".join(self.runs))]


class WorkbookForm:
    """A form that is a workbook. ``ties`` are marks that the clerk put over cells in the window."""

    def __init__(self, package: OfficePackage, ties: Mapping[tuple[str, str], str]) -> None:
        self.package, self.workbook = package, FormWorkbook(package)
        self._cells = [SheetCells(self.workbook, sheet) for sheet in self.workbook.sheets]
        self._ties = ties

    @property
    def sheets(self) -> list[SheetPart]:
        """The sheets in their order."""
        return self.workbook.sheets

    def marked_cells(self, cells: SheetCells) -> list[MarkedCell]:
        """Return the marked cells of a sheet from top to bottom; a tie stands for whatever the cell holds."""
        name = cells.sheet.name
        tied = {cell: mark for (sheet, cell), mark in self._ties.items() if sheet == name}
        marked_cells = [
            MarkedCell(name, cell.get("r", ""), tuple(runs))
            for cell, runs in cells.texts()
            if cell.get("r", "") not in tied and ("{{" in "".join(runs) or "｛｛" in "".join(runs))
        ]
        marked_cells += [
            MarkedCell(name, cell, (mark if "{{" in mark else read_mark(mark).braced,)) for cell, mark in tied.items()
        ]
        return sorted(marked_cells, key=lambda marked: (marked.row, len(marked.cell), marked.cell))

    @property
    def cells_of_sheets(self) -> list[SheetCells]:
        """The cells of every sheet, in the order of the sheets."""
        return self._cells

    def all_marked_cells(self) -> Iterator[MarkedCell]:
        """Yield the marked cells of all sheets."""
        for cells in self._cells:
            yield from self.marked_cells(cells)

    @property
    def loose_marks(self) -> int:
        """How many marks stand outside cells."""
        return sum(len(text.marks) for text in loose_texts(self.workbook))

    @property
    def has_formulas(self) -> bool:
        """Whether any cell holds a formula."""
        return any(next(cells.root.iter(tag("f")), None) is not None for cells in self._cells)

    @property
    def repeating_sheets(self) -> set[str]:
        """The sheets that get more rows."""
        return {cell.sheet for cell in self.all_marked_cells() if any(mark.repeats_row for mark in cell.marks)}

    def fill(self, data: FormData) -> bytes:
        """Return the filled workbook; raises UserError that names every cell that could not be filled.

        All values are resolved before the first cell is touched.
        """
        faults = FormFaults()
        unknown = {sheet for sheet, _ in self._ties} - {sheet.name for sheet in self.sheets}
        for sheet in sorted(unknown):
            faults.add(f"工作表“{sheet}”", "在页面里对应过它的格，可是模板里没有这张工作表")
        plans = [_SheetPlan(cells, self.marked_cells(cells), data, faults) for cells in self._cells]
        loose = [(text, text.values(data, faults)) for text in loose_texts(self.workbook)]
        if not faults.sentences and not loose and not any(plan.marked for plan in plans):
            faults.add(f"“{self.package.name}”", "里面没有标记，也没有在页面里对应过格，不知道填哪里")
        faults.raise_if_any()
        for text, values in loose:
            text.write(self.package, values)
        for plan in plans:
            plan.apply()
        if any(plan.changes_structure for plan in plans):
            self._drop_calculation_chain()
        self._recalculate_on_opening()
        return self.package.to_bytes()

    def _drop_calculation_chain(self) -> None:
        """Leave out the order of calculation, which no longer fits; every program makes it anew."""
        for kind, part in self.workbook.related.values():
            if kind == "calcChain" and self.package.has(part):
                self.package.drop(part)

    def _recalculate_on_opening(self) -> None:
        """Take the old results of formulas away, so that no program shows a figure of the template."""
        for cells in self._cells:
            for formula in cells.root.iter(tag("f")):
                cell = formula.getparent()
                result = cell.find(tag("v")) if cell is not None else None
                if cell is not None and result is not None:
                    self.package.changed(cells.sheet.part)
                    cell.remove(result)
                    cell.attrib.pop("t", "")
        book = self.package.changed(self.workbook.part)
        settings = book.find(tag("calcPr"))
        if settings is None:
            settings = etree.Element(tag("calcPr"))
            before = [book.find(tag(name)) for name in ("definedNames", "externalReferences", "sheets")]
            place = next(element for element in before if element is not None)
            book.insert(book.index(place) + 1, settings)
        settings.set("fullCalcOnLoad", "1")


class _SheetPlan:
    """What will be written into one sheet, resolved before anything is written."""

    def __init__(self, cells: SheetCells, marked: Sequence[MarkedCell], data: FormData, faults: FormFaults) -> None:
        self._cells, self._data, self._faults = cells, data, faults
        self.marked = list(marked)
        self._single: list[tuple[MarkedCell, dict[str, FormValue]]] = []
        self._repeated: dict[int, tuple[list[MarkedCell], list[dict[str, FormValue]]]] = {}
        for place in cells.formulas_with_marks():
            faults.add(
                f"工作表“{cells.sheet.name}”的 {place}", "公式里不能写标记；请把标记写在另一格，让公式引用那一格"
            )
        by_row: dict[int, list[MarkedCell]] = {}
        for cell in marked:
            by_row.setdefault(cell.row, []).append(cell)
        for row, in_row in by_row.items():
            self._resolve_row(row, in_row)

    @property
    def changes_structure(self) -> bool:
        """Whether rows are added, or formulas were overwritten."""
        return bool(self._repeated) or self._cells.overwritten_formulas

    def _fault(self, cell: MarkedCell, message: object) -> None:
        self._faults.add(f"工作表“{cell.sheet}”的 {cell.cell}", message)

    def _resolve_row(self, row: int, in_row: list[MarkedCell]) -> None:
        repeats = [(cell, mark) for cell in in_row for mark in cell.marks if mark.repeats_row]
        if not repeats:
            self._single += [(cell, self._values(cell)) for cell in in_row]
            return
        if len(repeats) > 1:
            self._fault(repeats[1][0], "这一行已经有一个#标记了，一行只能有一个")
            return
        cell, mark = repeats[0]
        wanted = [other for marked in in_row for other in marked.marks if not other.repeats_row]
        try:
            self._repeated[row] = (in_row, self._data.rows(mark, wanted))
        except UserError as error:
            self._fault(cell, error)

    def _values(self, cell: MarkedCell) -> dict[str, FormValue]:
        values = {}
        if has_broken_mark("".join(cell.runs)):
            self._fault(cell, f"“{''.join(cell.runs)}”的大括号不成对，标记要写成 {{{{签约项目.本期}}}} 这样")
        for mark in cell.marks:
            try:
                values[mark.text] = self._data.value(mark)
            except UserError as error:
                self._fault(cell, error)
        return values

    def apply(self) -> None:
        """Write everything: single cells where they stand, then the repeated rows from the bottom up."""
        if self.marked:
            self._cells.workbook.package.changed(self._cells.sheet.part)
        for marked, values in self._single:
            self._write(self._cells.cell(marked.cell), marked, values)
        for row in sorted(self._repeated, reverse=True):
            in_row, rows = self._repeated[row]
            for marked in in_row:
                self._cells.cell(marked.cell)  # a tie may lie where the sheet has no cell yet
            copies = repeat_row(self._cells, row, max(len(rows), 1))
            for values, copy in zip(rows or [{}], copies, strict=True):
                for marked in in_row:
                    self._write(copy[_COLUMN.sub("", marked.cell)], marked, values)

    def _write(self, cell: etree._Element, marked: MarkedCell, values: Mapping[str, FormValue]) -> None:
        """Write one cell: a number where it is a mark and nothing else, otherwise its text with the marks replaced."""
        blank = FormValue()
        mark = whole_mark("".join(marked.runs))
        if mark is not None and not mark.repeats_row:
            self._cells.set_value(cell, values.get(mark.text, blank))
        else:
            texts = replace_marks(marked.runs, lambda placed: values.get(placed.text, blank).text)
            only_row_mark = len(marked.marks) == 2 and marked.marks[0].repeats_row
            left = "".join(texts).strip()
            number = values.get(marked.marks[1].text) if only_row_mark else None
            if number is not None and left == number.text.strip():
                self._cells.set_value(cell, number)  # {{#项目}}{{序号}}: a row mark beside the only value
            else:
                self._cells.set_runs(cell, texts)
