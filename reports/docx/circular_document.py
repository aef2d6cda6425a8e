"""Write a circular as .docx: the printed document, laid out by the same boxes, with text that can be edited.

Head, title, 署名 and 版记 are placed where the PDF has them; running text, headings, tables and charts follow in the
same order and sizes and are broken into lines and pages by Word.
"""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from models.storage.files import atomic_write
from reports.content.chart_text import chart_text
from reports.content.document import (
    Annex,
    Block,
    Chart,
    Document,
    DocumentLayout,
    Paragraph,
    Picture,
    SectionHeading,
    Table,
)
from reports.docx.document_styles import blank_document, indent_first_line, next_section, set_font
from reports.docx.imprint_frame import add_imprint
from reports.docx.layout_boxes import BoxWriter
from reports.docx.letter_frame import add_letter_frame
from reports.docx.page_numbers import leave_unnumbered, number_pages
from reports.docx.text_marks import TextMarker
from reports.docx.word_tables import WordTable
from reports.docx.xml_order import borders, put, with_values
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, FontSet, printable
from reports.pdf.geometry import GB9704, Frame, Geometry, PageOrientation
from reports.pdf.line_breaking import Breaker
from reports.pdf.page_division import annex_layouts, annex_name, divide_main_text, pages_before_imprint
from reports.pdf.pagination import LayoutBox
from reports.pdf.photo import PLACEHOLDER_TEXT, placed_photo, placeholder_size
from reports.pdf.signature_block import sealed_signature, unsealed_signature

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # date of every zip entry, so that the same circular gives the same bytes
_MIN_BODY_LINES = 2  # paragraphs or rows kept on the page of the signature
_GREY = "8C8C8C"  # of the frame for a photograph, as printed
_CAPTION_LINE = 0.8  # of the line pitch
_RULES = 4.0  # points: what rules add to a table in Word, taken from the space above it


def write_docx(document: Document, path: Path, geometry: Geometry = GB9704) -> None:
    """Write a circular to ``path`` as .docx, atomically; the same circular gives the same bytes."""
    writer = _CircularWriter(document, geometry)
    writer.write()
    with atomic_write(path) as draft:
        draft.write_bytes(_reproducible_bytes(writer.word))


class _CircularWriter:
    """Writes one circular into an empty Word document."""

    def __init__(self, document: Document, geometry: Geometry) -> None:
        self._document, self._breaker = document, Breaker(FontSet.bundled())
        self._main = divide_main_text(self._breaker, document, geometry)
        # The grid on which the printed text was set, which may have a line more or fewer than the standard's.
        self._geometry = geometry = self._main.geometry
        self._frame = Frame.for_page(geometry)
        self._setter = Typesetter(self._breaker, geometry, self._frame.width)
        self.word, self._marker = blank_document(geometry), TextMarker()

    def write(self) -> None:
        """Write the document from head to 版记."""
        document = self._document
        self._set_properties()
        self._write_head()
        if document.recipients:
            self._paragraph(f"{printable(document.recipients)}：", indent=0, key="@recipients")
        self._blocks(self._main.blocks, self._frame, self._setter)
        self._keep_end()
        self._list_annexes()
        self._close()
        layouts = annex_layouts(self._breaker, document, self._geometry, self._main)
        for number, (annex, layout) in enumerate(zip(document.annexes, layouts, strict=True), 1):
            self._annex(annex, annex_name(document, number), *layout)
        self._imprint()

    def _set_properties(self) -> None:
        """Fill the document properties; the day of printing serves as creation time, for reproducible bytes."""
        document, properties = self._document, self.word.core_properties
        properties.title = document.title.replace("\n", "")
        properties.author = (document.signed_by or document.printed_by).replace("\n", "、")
        properties.subject, properties.keywords = document.subject, "，".join(document.keywords)
        properties.language, properties.comments = "zh-CN", ""
        properties.last_modified_by, properties.revision = properties.author, 1
        day = document.printed_on or document.dated
        properties.created = properties.modified = datetime.combine(day, time(), UTC)

    def _write_head(self) -> None:
        section = self.word.sections[0]
        number_pages(section, self._geometry, PageOrientation.UPRIGHT)
        if self._document.layout is DocumentLayout.LETTER:
            add_letter_frame(section, self._setter, self._document)
        self._boxes(self._main.head)
        for line in self.word.paragraphs:
            if line.style is not None and line.style.name == "Title":
                self._marker.mark(line, "@title")

    def _boxes(self, boxes: Iterable[LayoutBox]) -> None:
        writer = BoxWriter(self.word, self._geometry, self._setter.measure)
        writer.write(boxes)
        writer.close()

    def _paragraph(self, text: str, *, indent: int = 2, key: str = "") -> WordParagraph:
        line = self.word.add_paragraph(text)
        self._marker.mark(line, key)
        if indent:
            indent_first_line(line._p.get_or_add_pPr(), self._geometry, indent)  # noqa: SLF001 - Word's unit
        return line

    def _blocks(self, blocks: Iterable[Block], frame: Frame, setter: Typesetter) -> None:
        for block in blocks:
            match block:
                case SectionHeading(level, text):
                    self.word.add_paragraph(printable(text), style=f"Heading {level}")
                case Paragraph():
                    self._paragraph(printable(block.text), key=block.key)
                case Table():
                    WordTable(self.word, setter, block, frame).write()
                case Chart():
                    self._chart(block, frame)
                case Picture():
                    self._photo(block, frame)

    def _chart(self, chart: Chart, frame: Frame) -> None:
        """Add a chart as a picture of the PDF drawing; python-docx cannot create native Word charts."""
        from reports.docx.chart_images import chart_png

        self._picture(chart_png(chart, frame.width, self._main.chart_spread), frame.width, chart_text(chart))
        self._caption(chart.caption, FontRole.HEI, 12.0)

    def _photo(self, block: Picture, frame: Frame) -> None:
        if block.image:
            image, (width, _) = placed_photo(block, frame.width, frame.height)
            self._picture(image, width, block.caption)
        else:
            self._photo_frame(frame)
        self._caption(block.caption, FontRole.KAI, 14.0)

    def _photo_frame(self, frame: Frame) -> None:
        """Draw the frame to paste a photograph into: lines with the same borders, which Word joins to one box."""
        width, height = placeholder_size(frame.width, frame.height)
        label = self._geometry.line_pitch
        for text, depth in (("", (height - label) / 2), (PLACEHOLDER_TEXT, label), ("", (height - label) / 2)):
            line = self.word.add_paragraph(text)
            line.alignment, form = WD_ALIGN_PARAGRAPH.CENTER, line.paragraph_format
            form.left_indent = form.right_indent = Pt((frame.width - width) / 2)
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(depth)
            form.keep_with_next = True
            properties = line._p.get_or_add_pPr()  # noqa: SLF001 - python-docx draws no borders
            put(properties, with_values("w:snapToGrid", [("val", 0)]))
            put(properties, borders("w:pBdr", [(side, 0.5, _GREY) for side in ("top", "left", "bottom", "right")]))

    def _picture(self, image: bytes, width: float, description: str) -> None:
        line = self.word.add_paragraph()
        line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        # With a fixed line height Word would show only the lowest strip of the picture.
        line.paragraph_format.line_spacing = 1.0
        shape = line.add_run().add_picture(BytesIO(image), width=Pt(width))
        shape._inline.docPr.set("descr", description)  # noqa: SLF001 - python-docx has no alternative text

    def _caption(self, text: str, role: FontRole, size: float) -> None:
        if not text:
            return
        line = self.word.add_paragraph(style="Caption")
        form = line.paragraph_format
        form.keep_with_next = False
        form.line_spacing_rule, form.line_spacing = (
            WD_LINE_SPACING.EXACTLY,
            Pt(self._geometry.line_pitch * _CAPTION_LINE),
        )
        set_font(line.add_run(printable(text)), role, size)

    def _keep_end(self) -> None:
        """Keep the last lines of the text, or the last rows of a table that ends it, with what follows (7.3.5)."""
        body = self.word.element.body
        last = [element for element in body if element.tag in {qn("w:p"), qn("w:tbl")}][-_MIN_BODY_LINES:]
        for element in last:
            rows = element.findall(qn("w:tr"))[-_MIN_BODY_LINES:] or [element]
            for line in (line for row in rows for line in row.iter(qn("w:p"))):
                put(line.get_or_add_pPr(), with_values("w:keepNext"))

    def _list_annexes(self) -> None:
        """Add 附件说明, the list of annexes below the text, names hanging under their first character (7.3.4)."""
        document, size = self._document, self._geometry.size
        for number, annex in enumerate(document.annexes, 1):
            line = self.word.add_paragraph()
            form = line.paragraph_format
            if number == 1:
                form.space_before = Pt(self._geometry.line_pitch)
            form.keep_with_next = True
            count = f"{number}." if len(document.annexes) > 1 else ""
            at = 5 * size + (1.25 * size if count else 0.0)
            form.left_indent, form.first_line_indent = Pt(at), Pt((2 * size if number == 1 else 5 * size) - at)
            for stop in (5 * size, at) if count else (at,):
                form.tab_stops.add_tab_stop(Pt(stop))
            lead = "附件：" if number == 1 else ""
            tab = "\t" if number == 1 and count else ""
            line.add_run(f"{lead}{tab}{count}{chr(9) if count or lead else ''}{printable(annex.title)}")

    def _close(self) -> None:
        """Add 署名 and 成文日期 as printed, or those present at a meeting, then 附注 (7.3.5, 7.3.6, 10.3)."""
        document = self._document
        match document.layout:
            case DocumentLayout.MINUTES:
                self._attendance()
            case DocumentLayout.BULLETIN:
                pass
            case DocumentLayout.OFFICIAL | DocumentLayout.LETTER:
                sign = sealed_signature if document.sealed else unsealed_signature
                self._boxes(sign(self._setter, document))
        if remark := printable(document.remark).strip("（）()"):
            self._paragraph(f"（{remark}）", key="@remark")

    def _attendance(self) -> None:
        """List those present: labels in 黑体, names hanging (10.3)."""
        size = self._geometry.size
        for number, (label, names) in enumerate(self._document.present):
            line = self.word.add_paragraph()
            form = line.paragraph_format
            if not number:
                form.space_before = Pt(self._geometry.line_pitch)
            text = f"{printable(label).rstrip('：')}："
            hang = (2 + len(text)) * size
            form.left_indent, form.first_line_indent = Pt(hang), Pt(-len(text) * size)
            set_font(line.add_run(text), FontRole.HEI)
            line.add_run(printable(names))

    def _annex(self, annex: Annex, name: str, orientation: PageOrientation, scale: float) -> None:
        """Add an annex in a section of its own: 附件 and its number, then its title on the third line (7.3.7)."""
        number_pages(next_section(self.word, self._geometry, orientation), self._geometry, orientation)
        frame = Frame.for_page(self._geometry, orientation)
        set_font(self._paragraph("", indent=0).add_run(name), FontRole.HEI)
        setter = Typesetter(self._breaker, self._geometry, frame.width, scale)
        pitch = self._geometry.line_pitch
        writer = BoxWriter(self.word, self._geometry, setter.measure)
        writer.skip(pitch)
        writer.write(setter.title_boxes(annex.title))
        writer.skip(pitch / 2 - _RULES)
        writer.close()
        self._blocks(annex.blocks, frame, setter)

    def _imprint(self) -> None:
        """Add 版记 on the last page, or on a page of its own where the PDF has it there (7.4)."""
        empty = pages_before_imprint(self._breaker, self._document, self._geometry, self._main)
        if empty is None:
            return
        if empty:
            is_duplex = self._geometry.duplex
            section = next_section(self.word, self._geometry, PageOrientation.UPRIGHT, on_even_page=is_duplex)
            if empty > 1:
                leave_unnumbered(section)
            else:
                number_pages(section, self._geometry, PageOrientation.UPRIGHT)
        add_imprint(self.word, self._document, self._setter)


def _reproducible_bytes(word: WordDocument) -> bytes:
    """Return the .docx with a fixed date on every zip entry; python-docx would write the current time."""
    first, second = BytesIO(), BytesIO()
    word.save(first)
    with zipfile.ZipFile(first) as packed, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for name in packed.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED_DATE), packed.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()
