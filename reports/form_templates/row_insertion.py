"""Repeat a row of a sheet, and move down what lies below it: cells, merged cells, formulas, charts, print area."""

import re
from collections.abc import Callable

from lxml import etree
from openpyxl.formula.translate import Translator

from models.errors import UserError
from reports.form_templates.cell_references import (
    RowRepeat,
    copied_formula,
    shift_formula,
    shift_list,
    shift_range,
    split_cell,
)
from reports.form_templates.sheet_cells import FormWorkbook, SheetCells, tag

_REFERENCE_ATTRIBUTES = ("ref", "sqref", "topLeftCell", "activeCell")
_FORMULA_TAGS = {"formula", "formula1", "formula2", "f"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CHART_FORMULA = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
_VML_ROW = re.compile(r"^\s*(\d+)\s*$")


def repeat_row(cells: SheetCells, row: int, count: int) -> list[dict[str, etree._Element]]:
    """Make a row stand ``count`` times, all alike; return the cells of each copy by their column's letters.

    Raises UserError where a merged cell ties the row to others, which no repetition can keep.
    """
    repeat = RowRepeat(cells.sheet.name, row, count)
    _refuse_tall_merges(cells, row)
    _write_shared_formulas_out(cells)
    elements = {int(element.get("r", "0")): element for element in cells.rows()}
    template = elements[row]
    parent = template.getparent()
    if parent is None:
        raise UserError(f"工作表“{cells.sheet.name}”的第{row}行读不了；请在 WPS 里另存一份再用。")
    originals = [etree.fromstring(etree.tostring(template)) for _ in range(count - 1)]
    copies = [template, *originals]
    for number, element in elements.items():
        if number != row:
            _renumber(element, repeat.first(number))
            _each_formula(element, lambda text: shift_formula(text, repeat, on_sheet=repeat.sheet))
    place = parent.index(template)
    for number, copy in enumerate(copies):
        if number:
            parent.insert(place + number, copy)
        _renumber(copy, row + number)
        _each_formula(copy, lambda text, number=number: copied_formula(text, repeat, number))  # type: ignore[misc]
    _shift_around(cells, repeat)
    _repeat_merges(cells, repeat)
    _shift_elsewhere(cells, repeat)
    _shift_attached(cells, repeat)
    return [{re.sub(r"\d", "", cell.get("r", "")): cell for cell in copy.iter(tag("c"))} for copy in copies]


def _refuse_tall_merges(cells: SheetCells, row: int) -> None:
    for merge in cells.root.iter(tag("mergeCell")):
        first, _, last = merge.get("ref", "").partition(":")
        top, bottom = split_cell(first)[0], split_cell(last or first)[0]
        if top < bottom and top <= row <= bottom:
            raise UserError(
                f"工作表“{cells.sheet.name}”第{row}行要按数据一行行地加，可是 {merge.get('ref')} 上下合并着；"
                "请在 WPS 里打开模板，把这几格的合并取消，再添加一次。"
            )


def _renumber(element: etree._Element, row: int) -> None:
    element.set("r", str(row))
    for cell in element.iter(tag("c")):
        cell.set("r", re.sub(r"\d+", str(row), cell.get("r", "")))


def _each_formula(element: etree._Element, rewrite: Callable[[str], str]) -> None:
    for formula in element.iter(tag("f")):
        if formula.text:
            formula.text = rewrite(formula.text)


def _write_shared_formulas_out(cells: SheetCells) -> None:
    """Write every formula that shares another's text with its own, since their distances change."""
    masters: dict[str, tuple[str, str]] = {}
    for row in cells.rows():
        for cell in row.iter(tag("c")):
            formula = cell.find(tag("f"))
            if formula is None or formula.get("t") != "shared":
                continue
            group, place = formula.get("si", ""), cell.get("r", "")
            if formula.text:
                masters[group] = (formula.text, place)
            elif group in masters:
                text, origin = masters[group]
                formula.text = Translator(f"={text}", origin).translate_formula(place)[1:]
            for name in ("t", "si", "ref"):
                formula.attrib.pop(name, "")


def _shift_around(cells: SheetCells, repeat: RowRepeat) -> None:
    """Move what a sheet says of its cells outside them: ranges of rules, links and filters, panes, page breaks."""
    for element in cells.root.iter():
        if not isinstance(element.tag, str) or element.tag in {tag("c"), tag("row")}:
            continue
        name = etree.QName(element).localname
        for attribute in _REFERENCE_ATTRIBUTES:
            if value := element.get(attribute):
                shifted = shift_list(value, repeat) if attribute == "sqref" else shift_range(value, repeat)
                element.set(attribute, shifted)
        inside_cell = element.tag == tag("f")
        if name in _FORMULA_TAGS and element.text and not inside_cell:
            element.text = shift_formula(element.text, repeat, on_sheet=repeat.sheet)
        elif name == "sqref" and element.text:
            element.text = shift_list(element.text, repeat)
        elif name == "brk" and (parent := element.getparent()) is not None and parent.tag == tag("rowBreaks"):
            element.set("id", str(repeat.last(int(element.get("id", "0")))))


def _repeat_merges(cells: SheetCells, repeat: RowRepeat) -> None:
    """Merge the cells of every copy as in the row; the shift has stretched the row's own merged cells over all."""
    for merge in list(cells.root.iter(tag("mergeCell"))):
        first, _, last = merge.get("ref", "").partition(":")
        top, bottom = split_cell(first)[0], split_cell(last or first)[0]
        if top == repeat.row and bottom == repeat.row + repeat.added:
            columns = [re.sub(r"\d", "", part) for part in (first, last)]
            parent = merge.getparent()
            for row in range(repeat.row, repeat.row + repeat.count):
                reference = ":".join(f"{column}{row}" for column in columns)
                if row == repeat.row:
                    merge.set("ref", reference)
                elif parent is not None:
                    etree.SubElement(parent, tag("mergeCell")).set("ref", reference)
    for merged in cells.root.iter(tag("mergeCells")):
        merged.set("count", str(len(merged)))


def _shift_elsewhere(cells: SheetCells, repeat: RowRepeat) -> None:
    """Move references to the sheet in the other sheets, the names (print area) and the charts."""
    workbook, package = cells.workbook, cells.workbook.package
    for sheet in workbook.sheets:
        if sheet.part != cells.sheet.part:
            _shift_formulas(workbook, sheet.part, {tag("f"), tag("formula"), tag("formula1")}, repeat, sheet.name)
    names = [sheet.get("name", "") for sheet in package.tree(workbook.part).iter(tag("sheet"))]
    for defined in package.changed(workbook.part).iter(tag("definedName")):
        local = defined.get("localSheetId")
        if defined.text:
            on_sheet = names[int(local)] if local is not None else ""
            defined.text = shift_formula(defined.text, repeat, on_sheet=on_sheet)
    for chart in package.parts(r"xl/charts/chart[^/]*\.xml"):
        _shift_formulas(workbook, chart, {_CHART_FORMULA}, repeat, "", grow=True)


def _shift_attached(cells: SheetCells, repeat: RowRepeat) -> None:
    """Move what is attached to the sheet: pictures and charts, comments, tables."""
    workbook, package = cells.workbook, cells.workbook.package
    for _, kind, part in list(package.related(cells.sheet.part)):
        if kind == "drawing":
            _shift_drawing(workbook, part, repeat)
        elif kind == "vmlDrawing":
            _shift_comment_boxes(workbook, part, repeat)
        elif kind in {"comments", "threadedComment", "table"}:
            for element in package.changed(part).iter():
                if isinstance(element.tag, str) and (reference := element.get("ref")):
                    element.set("ref", shift_range(reference, repeat))


def _shift_formulas(
    workbook: FormWorkbook, part: str, tags: set[str], repeat: RowRepeat, on_sheet: str, *, grow: bool = False
) -> None:
    """Shift the formulas of a part that name the sheet; a part without any stays as it is."""
    for element in workbook.package.tree(part).iter(*tags):
        shifted = shift_formula(element.text, repeat, on_sheet=on_sheet, grow=grow) if element.text else ""
        if element.text and shifted != element.text:
            workbook.package.changed(part)
            element.text = shifted


def _shift_drawing(workbook: FormWorkbook, part: str, repeat: RowRepeat) -> None:
    """Move the pictures and charts below the row; their anchors count rows from 0."""
    for element in workbook.package.changed(part).iter(f"{_DRAWING}row"):
        place = int(element.text or "0") + 1
        element.text = str(repeat.first(place) - 1)


def _shift_comment_boxes(workbook: FormWorkbook, part: str, repeat: RowRepeat) -> None:
    """Move the boxes of comments below the row: their row counts from 0, their anchor holds rows third and seventh."""
    for element in workbook.package.changed(part).iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name == "Row" and _VML_ROW.match(element.text or ""):
            element.text = str(repeat.first(int(element.text or "0") + 1) - 1)
        elif name == "Anchor" and element.text:
            numbers = [int(number) for number in element.text.split(",")]
            for place in (2, 6):
                numbers[place] = repeat.first(numbers[place] + 1) - 1
            element.text = ", ".join(map(str, numbers))
