"""The cells of one sheet's XML: their texts, and putting a number, a text or a day into one, its look kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from models.errors import UserError
from reports.form_templates.cell_references import column_letters, split_cell
from reports.form_templates.form_values import FormValue
from reports.form_templates.office_package import OfficePackage

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DAY_ZERO = date(1899, 12, 30)
_DAYS_OF_1904 = 1462
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GENERAL_FORMATS = {"General", "@", ""}


def tag(name: str) -> str:
    """Return a tag of the main namespace of sheets."""
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of a workbook: its name, its part, whether it is shown."""

    name: str
    part: str
    visible: bool


class FormWorkbook:
    """The workbook part of a package: its sheets, shared texts and number formats."""

    def __init__(self, package: OfficePackage) -> None:
        self.package = package
        mains = [target for _, kind, target in package.related("") if kind == "officeDocument"]
        if not mains or not package.tree(mains[0]).tag.endswith("}workbook"):
            raise UserError(f"“{package.name}”不是 Excel 工作簿；请在 WPS 里另存为 .xlsx 再用。")
        self.part = mains[0]
        self.related = {key: (kind, target) for key, kind, target in package.related(self.part)}
        self.sheets = list(self._sheets())

    def _sheets(self) -> Iterator[SheetPart]:
        for sheet in self.package.tree(self.part).iter(tag("sheet")):
            key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
            kind, target = self.related.get(key, ("", ""))
            if kind == "worksheet":
                yield SheetPart(sheet.get("name", ""), target, sheet.get("state", "visible") == "visible")

    def _part_of_kind(self, wanted: str) -> str:
        return next((target for kind, target in self.related.values() if kind == wanted), "")

    @cached_property
    def shared_texts(self) -> list[etree._Element]:
        """The shared texts (``si`` elements) in their order."""
        part = self._part_of_kind("sharedStrings")
        return list(self.package.tree(part).iter(tag("si"))) if part and self.package.has(part) else []

    @cached_property
    def number_formats(self) -> list[str]:
        """The number format of every cell format, by its index."""
        part = self._part_of_kind("styles")
        if not part or not self.package.has(part):
            return []
        styles = self.package.tree(part)
        custom = {int(fmt.get("numFmtId", "0")): fmt.get("formatCode", "") for fmt in styles.iter(tag("numFmt"))}
        formats = styles.find(tag("cellXfs"))
        ids = [int(xf.get("numFmtId", "0")) for xf in formats] if formats is not None else []
        return [custom.get(number, BUILTIN_FORMATS.get(number, "General")) for number in ids]

    @cached_property
    def from_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        properties = self.package.tree(self.part).find(tag("workbookPr"))
        return properties is not None and properties.get("date1904") in {"1", "true"}


class SheetCells:
    """The cells of one sheet, by reference; ``root`` is the sheet's XML, marked as changed only when a cell is set."""

    def __init__(self, workbook: FormWorkbook, sheet: SheetPart) -> None:
        self.workbook, self.sheet = workbook, sheet
        self.root = workbook.package.tree(sheet.part)
        self.overwritten_formulas = False

    def rows(self) -> Iterator[etree._Element]:
        """Yield the rows, numbered: a row without a number follows the one before."""
        number = 0
        for row in self.root.iter(tag("row")):
            number = int(row.get("r", number + 1))
            row.set("r", str(number))
            column = 0
            for cell in row.iter(tag("c")):
                column = split_cell(cell.get("r", ""))[1] if cell.get("r") else column + 1
                cell.set("r", f"{column_letters(column)}{number}")
            yield row

    def texts(self) -> Iterator[tuple[etree._Element, list[str]]]:
        """Yield every cell that holds a text, with its runs."""
        for row in self.rows():
            for cell in row.iter(tag("c")):
                if runs := self.runs(cell):
                    yield cell, runs

    def runs(self, cell: etree._Element) -> list[str]:
        """Return the text of a cell, run by run; empty for a number and for a formula."""
        if cell.find(tag("f")) is not None:
            return []
        if cell.get("t") == "str":  # some programs write plain texts as the results of formulas
            return [cell.findtext(tag("v")) or ""]
        holder = self._text_holder(cell)
        return [element.text or "" for element in _run_texts(holder)] if holder is not None else []

    def formulas_with_marks(self) -> list[str]:
        """Return the cells whose formula holds braces of a mark."""
        return [
            cell.get("r", "")
            for row in self.rows()
            for cell in row.iter(tag("c"))
            if "{{" in (cell.findtext(tag("f")) or "")
        ]

    def _text_holder(self, cell: etree._Element) -> etree._Element | None:
        if cell.get("t") == "s":
            number = int(cell.findtext(tag("v")) or "0")
            texts = self.workbook.shared_texts
            return texts[number] if number < len(texts) else None
        return cell.find(tag("is")) if cell.get("t") == "inlineStr" else None

    def shown_text(self, cell: etree._Element) -> str:
        """Return what a preview shows of a cell: its text, its number, or its formula."""
        if (formula := cell.find(tag("f"))) is not None:
            return f"={formula.text}" if formula.text else "=（公式）"
        return "".join(self.runs(cell)) or cell.findtext(tag("v")) or ""

    def number_format(self, cell: etree._Element) -> str:
        """Return the number format of a cell."""
        formats = self.workbook.number_formats
        style = int(cell.get("s", "0"))
        return formats[style] if style < len(formats) else "General"

    def cell(self, reference: str) -> etree._Element:
        """Return a cell, made where the sheet has none there; raises UserError for no reference."""
        try:
            row_number, column = split_cell(reference)
        except ValueError:
            raise UserError(f"“{reference}”不是一格的位置；位置写成 C5 这样。") from None
        data = self.root.find(tag("sheetData"))
        if data is None:
            raise UserError(f"工作表“{self.sheet.name}”里没有格子；请在 WPS 里打开模板，另存一份再用。")
        list(self.rows())  # numbers rows and cells that have no number of their own
        row = _placed(data, row_number, lambda element: int(element.get("r", "0")), "row")
        row.set("r", str(row_number))
        cell = _placed(row, column, lambda element: split_cell(element.get("r", "A1"))[1], "c")
        cell.set("r", reference)
        return cell

    def set_value(self, cell: etree._Element, value: FormValue) -> None:
        """Put a value into a cell as its number format wants it."""
        code = self.number_format(cell)
        if value.number is not None:
            self.set_number(cell, _number_for(value, code))
        elif isinstance(value.shown, date) and is_date_format(code):
            days = (value.shown - _DAY_ZERO).days - (_DAYS_OF_1904 if self.workbook.from_1904 else 0)
            self.set_number(cell, Decimal(days))
        else:
            self.set_runs(cell, [value.text])

    def set_number(self, cell: etree._Element, number: Decimal) -> None:
        """Put a number into a cell."""
        self._clear(cell)
        etree.SubElement(cell, tag("v")).text = f"{number.normalize():f}"

    def set_runs(self, cell: etree._Element, texts: Sequence[str]) -> None:
        """Put a text into a cell, run by run where it has runs; an empty one leaves it blank."""
        holder = self._text_holder(cell)
        inline = etree.Element(tag("is"))
        if holder is not None and len(list(_run_texts(holder))) == len(texts) > 1:
            inline.extend([_copy(child) for child in holder if child.tag == tag("r")])
        else:
            etree.SubElement(inline, tag("t"))
        for element, text in zip(_run_texts(inline), ["".join(texts)] if len(inline) == 1 else texts, strict=True):
            element.text = text
            element.set(_SPACE, "preserve")
        self._clear(cell)
        if any(texts):
            cell.set("t", "inlineStr")
            cell.append(inline)

    def _clear(self, cell: etree._Element) -> None:
        self.overwritten_formulas |= cell.find(tag("f")) is not None
        cell.attrib.pop("t", "")
        for child in list(cell):
            if child.tag in {tag("v"), tag("f"), tag("is")}:
                cell.remove(child)


def _number_for(value: FormValue, code: str) -> Decimal:
    """Return the number for a cell's format.

    A cell without a format shows what it holds, so it gets the number as circulars print it; one with a format gets
    the exact number; a percentage format shows a hundredfold.
    """
    number = value.number if value.number is not None else Decimal(0)
    if value.unit == "%" and "%" in code:
        return number / 100
    rounded = value.rounded
    return rounded if rounded is not None and (code in _GENERAL_FORMATS or value.fixed_places) else number


def _run_texts(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the text elements of a text, without those of its phonetic guide."""
    for child in holder:
        if child.tag == tag("t"):
            yield child
        elif child.tag == tag("r"):
            yield from child.iter(tag("t"))


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


def _placed(
    parent: etree._Element, wanted: int, place_of: Callable[[etree._Element], int], name: str
) -> etree._Element:
    """Return the child at a place, inserted in order where it is missing."""
    for index, child in enumerate(parent):
        place = place_of(child)
        if place == wanted:
            return child
        if place > wanted:
            added = etree.Element(tag(name))
            parent.insert(index, added)
            return added
    return etree.SubElement(parent, tag(name))
