"""A form that is a Word document: marks in paragraphs and in the cells of tables, rows of tables repeated."""

from collections.abc import Iterator, Mapping

from lxml import etree

from models.errors import UserError
from reports.form_templates.form_data import FormData
from reports.form_templates.form_faults import FormFaults
from reports.form_templates.form_values import FormValue
from reports.form_templates.marks import Mark, has_broken_mark, marks_in, replace_marks
from reports.form_templates.office_package import OfficePackage

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT_PARTS = r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHOWN = 20  # characters of a paragraph that a fault quotes
_BLANK = FormValue()


def _tag(name: str) -> str:
    return f"{{{_WORD}}}{name}"


class WordForm:
    """A form that is a Word document."""

    def __init__(self, package: OfficePackage) -> None:
        if not package.has("word/document.xml"):
            raise UserError(f"“{package.name}”不是 Word 文档；请在 WPS 里另存为 .docx 再用。")
        self.package = package
        self._parts = package.parts(_TEXT_PARTS)

    def paragraphs(self) -> Iterator[str]:
        """Yield the text of every paragraph, as a preview shows it."""
        for paragraph in self.package.tree("word/document.xml").iter(_tag("p")):
            yield _text_of(paragraph)

    def marked_paragraphs(self) -> list[str]:
        """Return the texts that hold marks, in reading order."""
        return [_text_of(paragraph) for part in self._parts for paragraph in _marked(self.package.tree(part))]

    def fill(self, data: FormData) -> bytes:
        """Return the filled document; raises UserError that names every paragraph that could not be filled."""
        faults = FormFaults()
        plans: list[tuple[str, etree._Element, list[dict[str, FormValue]]]] = []
        for part in self._parts:
            rows = dict.fromkeys(row for row in self.package.tree(part).iter(_tag("tr")) if _row_mark(row, faults))
            plans += [(part, row, _rows_of(row, data, faults)) for row in rows]
            for paragraph in _marked(self.package.tree(part)):
                if not any(ancestor in rows for ancestor in paragraph.iterancestors(_tag("tr"))):
                    plans.append((part, paragraph, [_values_of(paragraph, data, faults)]))
        if not plans and not faults.sentences:
            faults.add(f"“{self.package.name}”", "里面没有标记，不知道填哪里")
        faults.raise_if_any()
        for part, element, values in plans:
            self.package.changed(part)
            _fill_element(element, values)
        return self.package.to_bytes()


def _fill_element(element: etree._Element, rows: list[dict[str, FormValue]]) -> None:
    """Fill a paragraph, or a table row once for each row of values; without any it stays, blank."""
    values_of_copies = rows or [{}]
    copies = [element, *(etree.fromstring(etree.tostring(element)) for _ in values_of_copies[1:])]
    parent = element.getparent()
    for number, (copy, values) in enumerate(zip(copies, values_of_copies, strict=True)):
        if number and parent is not None:
            parent.insert(parent.index(element) + number, copy)
            _continue_merged_cells(copy)
        for paragraph in _marked(copy) if copy.tag == _tag("tr") else [copy]:
            _fill_paragraph(paragraph, values)


def _fill_paragraph(paragraph: etree._Element, values: Mapping[str, FormValue]) -> None:
    elements = _texts(paragraph)
    runs = replace_marks([element.text or "" for element in elements], lambda mark: values.get(mark.text, _BLANK).text)
    for element, text in zip(elements, runs, strict=True):
        if element.text != text:
            element.text = text
            element.set(_SPACE, "preserve")


def _continue_merged_cells(row: etree._Element) -> None:
    """Let the copies of a row continue a cell that is merged downwards, which begins in the first."""
    for merge in row.iter(_tag("vMerge")):
        merge.attrib.pop(_tag("val"), "")


def _marked(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter(_tag("p")):
        text = _text_of(paragraph)
        if marks_in(text) or has_broken_mark(text):
            yield paragraph


def _texts(paragraph: etree._Element) -> list[etree._Element]:
    """Return the text elements of a paragraph, without those of text boxes anchored in it."""
    return [text for text in paragraph.iter(_tag("t")) if next(text.iterancestors(_tag("p")), None) is paragraph]


def _text_of(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _place(paragraph: etree._Element) -> str:
    text = _text_of(paragraph)
    return f"“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def _row_mark(row: etree._Element, faults: FormFaults) -> bool:
    """Return whether a table row is to be repeated; a row of a table within its cells is another row."""
    marks = [mark for mark in _marks_of_row(row) if mark.repeats_row]
    if len(marks) > 1:
        faults.add(f"表格的一行里有{len(marks)}个#标记", "一行只能有一个")
    return bool(marks)


def _marks_of_row(row: etree._Element) -> list[Mark]:
    inside = [paragraph for paragraph in row.iter(_tag("p")) if next(paragraph.iterancestors(_tag("tr"))) is row]
    return [placed.mark for paragraph in inside for placed in marks_in(_text_of(paragraph))]


def _rows_of(row: etree._Element, data: FormData, faults: FormFaults) -> list[dict[str, FormValue]]:
    marks = _marks_of_row(row)
    repeat = next(mark for mark in marks if mark.repeats_row)
    try:
        return data.rows(repeat, [mark for mark in marks if not mark.repeats_row])
    except UserError as error:
        faults.add(f"表格里 {repeat.braced} 这一行", error)
        return []


def _values_of(paragraph: etree._Element, data: FormData, faults: FormFaults) -> dict[str, FormValue]:
    text = _text_of(paragraph)
    if has_broken_mark(text):
        faults.add(_place(paragraph), "大括号不成对，标记要写成 {{签约项目.本期}} 这样")
    values = {}
    for placed in marks_in(text):
        try:
            if placed.mark.repeats_row:
                raise UserError("#标记要写在表格的一行里，它让那一行按数据重复")  # noqa: TRY301 - told with its place
            values[placed.mark.text] = data.value(placed.mark)
        except UserError as error:
            faults.add(_place(paragraph), error)
    return values
