"""Texts of a workbook outside its cells that may hold marks: headers and footers, text boxes, titles of charts."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from models.errors import UserError
from reports.form_templates.form_data import FormData
from reports.form_templates.form_faults import FormFaults
from reports.form_templates.form_values import FormValue
from reports.form_templates.marks import Mark, has_broken_mark, marks_in, replace_marks
from reports.form_templates.office_package import OfficePackage
from reports.form_templates.sheet_cells import FormWorkbook, tag

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DRAWN_PARTS = r"xl/(drawings/drawing|charts/chart)[^/]*\.xml"


@dataclass(frozen=True, slots=True)
class LooseText:
    """A text outside cells: where it stands, its part, and the elements that hold it run by run."""

    place: str
    part: str
    elements: tuple[etree._Element, ...]

    @property
    def runs(self) -> list[str]:
        """The text, run by run."""
        return [element.text or "" for element in self.elements]

    @property
    def marks(self) -> list[Mark]:
        """The marks of the text."""
        return [placed.mark for placed in marks_in("".join(self.runs))]

    def values(self, data: FormData, faults: FormFaults) -> dict[str, FormValue]:
        """Resolve the marks; what cannot be resolved goes to ``faults``."""
        values = {}
        if has_broken_mark("".join(self.runs)):
            faults.add(self.place, "大括号不成对，标记要写成 {{签约项目.本期}} 这样")
        for mark in self.marks:
            try:
                if mark.repeats_row:
                    raise UserError("#标记要写在格子里，它让那一行按数据重复")  # noqa: TRY301 - told with its place
                values[mark.text] = data.value(mark)
            except UserError as error:
                faults.add(self.place, error)
        return values

    def write(self, package: OfficePackage, values: dict[str, FormValue]) -> None:
        """Replace the marks by their values, each in the look of its run."""
        package.changed(self.part)
        texts = replace_marks(self.runs, lambda mark: values.get(mark.text, FormValue()).text)
        for element, text in zip(self.elements, texts, strict=True):
            element.text = text


def loose_texts(workbook: FormWorkbook) -> Iterator[LooseText]:
    """Yield the texts outside cells that hold marks."""
    for sheet in workbook.sheets:
        for holder in workbook.package.tree(sheet.part).iter(tag("headerFooter")):
            for element in holder:
                yield from _marked(f"工作表“{sheet.name}”的页眉页脚", sheet.part, [element])
    for part in workbook.package.parts(_DRAWN_PARTS):
        for paragraph in workbook.package.tree(part).iter(f"{_DRAWING}p"):
            elements = list(paragraph.iter(f"{_DRAWING}t"))
            yield from _marked("文本框或图表的标题", part, elements)


def _marked(place: str, part: str, elements: list[etree._Element]) -> Iterator[LooseText]:
    text = LooseText(place, part, tuple(elements))
    if text.marks or has_broken_mark("".join(text.runs)):
        yield text
