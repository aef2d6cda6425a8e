"""Write a circular as .docx: every element of the printed page as an editable paragraph."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from models.storage.files import atomic_write
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
from reports.docx.document_styles import (
    HEI,
    KAI,
    RED,
    SMALL,
    TITLE,
    TITLE_SIZE,
    add_border,
    blank_document,
    indent_first_line,
    next_section,
    number_pages,
    set_font,
)
from reports.docx.word_tables import add_table
from reports.pdf.elements import printable_lines
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.title_breaking import balance_title

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # date of every zip entry, so that the same circular gives the same bytes
_TEXT_WIDTH = {False: Mm(156), True: Mm(225)}


def write_docx(document: Document, path: Path) -> None:
    """Write a circular to ``path`` as .docx, atomically; the same circular gives the same bytes."""
    docx_document = blank_document()
    _set_properties(docx_document, document)
    if document.layout is DocumentLayout.BULLETIN:
        _add_bulletin_head(docx_document, document)
    else:
        _add_head(docx_document, document)
    docx_document.add_paragraph(style="Title")
    _add_title(docx_document, document.title, landscape=False)
    docx_document.add_paragraph()
    if document.recipients:
        _add_paragraph(docx_document, f"{document.recipients}：")
    for kind, names in document.present:
        _add_paragraph(docx_document, f"{kind}：{names}", indented=True)
    _add_blocks(docx_document, document.body)
    _add_annex_list(docx_document, document.annexes)
    _add_signature(docx_document, document)
    for number, annex in enumerate(document.annexes, 1):
        _add_annex(docx_document, annex, f"附件{number}" if len(document.annexes) > 1 else "附件")
    if any(annex.landscape for annex in document.annexes[-1:]):
        next_section(docx_document, landscape=False)
    _add_imprint(docx_document, document)
    number_pages(docx_document.sections[0])
    with atomic_write(path) as draft:
        draft.write_bytes(_reproducible_bytes(docx_document))


def _set_properties(docx_document: WordDocument, document: Document) -> None:
    """Fill the document properties; the circular's date serves as creation time, for reproducible bytes."""
    properties = docx_document.core_properties
    properties.title = document.title.replace("\n", "")
    properties.author = document.signed_by.replace("\n", "、")
    properties.subject, properties.keywords = document.subject, "，".join(document.keywords)
    properties.language = "zh-CN"
    properties.comments, properties.last_modified_by, properties.revision = "", properties.author, 1
    properties.created = properties.modified = datetime.combine(document.printed_on or document.dated, time(), UTC)


def _add_head(docx_document: WordDocument, document: Document) -> None:
    """Add 版头: the marks at the top left, the red 发文机关标志, 发文字号 and 签发人, the red rule (7.2)."""
    for text in (document.copy_number, document.secrecy, document.urgency):
        if text:
            set_font(docx_document.add_paragraph().add_run(text), HEI)
    if document.masthead:
        if document.layout is DocumentLayout.OFFICIAL:
            docx_document.add_paragraph()
        line = docx_document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        size = Pt(max(24, min(52, 430 / max(len(document.masthead), 1))))
        line.paragraph_format.line_spacing = Pt(round(size.pt * 1.4))
        set_font(line.add_run(document.masthead), TITLE, size, colour=RED)
        docx_document.add_paragraph()
    if not (document.masthead or document.number):
        return
    line = docx_document.add_paragraph()
    if document.signers:
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(16), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"　{document.number}\t签发人：")
        set_font(line.add_run("　".join(document.signers)), KAI)
    else:
        sided = document.layout is DocumentLayout.LETTER
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if sided else WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(document.number)
    add_border(line, "bottom", 12, "D9000D")


def _add_bulletin_head(docx_document: WordDocument, document: Document) -> None:
    """Add the head of a 简报: its red name, its number, the issuing unit at the left and the date at the right."""
    line = docx_document.add_paragraph()
    line.alignment, line.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(62)
    set_font(line.add_run(document.masthead), TITLE, Pt(44), colour=RED)
    if document.number:
        line = docx_document.add_paragraph(document.number)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line = docx_document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{document.signed_by.splitlines()[0] if document.signed_by else ''}\t{_long_date(document)}")
    add_border(line, "bottom", 12, "D9000D")


def _add_title(docx_document: WordDocument, text: str, *, landscape: bool) -> None:
    """Add a title in the same lines as in the PDF: whole words, shaped as a trapezium or lozenge (7.3.1)."""
    faces = FontSet.bundled()
    for line in balance_title(
        Breaker(faces), printable_lines(text), TextStyle(FontRole.TITLE, TITLE_SIZE.pt), _TEXT_WIDTH[landscape].pt
    ):
        _add_paragraph(docx_document, line, style="Title")


def _add_paragraph(
    docx_document: WordDocument, text: str, style: str | None = None, *, indented: bool = False
) -> WordParagraph:
    line = docx_document.add_paragraph(text, style=style)
    if indented:
        indent_first_line(line)
    return line


def _add_blocks(docx_document: WordDocument, blocks: Iterable[Block], *, landscape: bool = False) -> None:
    for block in blocks:
        match block:
            case SectionHeading(level, text):
                docx_document.add_paragraph(text, style=f"Heading {level}")
            case Paragraph():
                _add_paragraph(docx_document, block.text, indented=True).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            case Table():
                add_table(docx_document, block, landscape=landscape)
            case Chart():
                _add_chart(docx_document, block, landscape=landscape)
            case Picture(image, caption):
                _add_picture(docx_document, BytesIO(image) if image else None, caption, landscape=landscape)


def _add_chart(docx_document: WordDocument, chart: Chart, *, landscape: bool) -> None:
    """Add a chart as a picture of the PDF drawing; python-docx cannot create native Word charts."""
    from reports.docx.chart_images import chart_png

    _add_picture(
        docx_document, BytesIO(chart_png(chart, _TEXT_WIDTH[landscape].pt)), chart.caption, landscape=landscape
    )


def _add_picture(docx_document: WordDocument, image: BytesIO | None, caption: str, *, landscape: bool) -> None:
    line = docx_document.add_paragraph()
    line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    # With a fixed line height Word would show only the lowest strip of the picture.
    line.paragraph_format.line_spacing = 1.0
    if image is not None:
        line.add_run().add_picture(image, width=_TEXT_WIDTH[landscape])
    else:
        line.add_run("（此处贴照片）")
    under = docx_document.add_paragraph()
    under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(under.add_run(caption), KAI, SMALL)


def _add_annex_list(docx_document: WordDocument, annexes: tuple[Annex, ...]) -> None:
    """Add 附件说明, the list of annexes below the text (7.3.4)."""
    if annexes:
        docx_document.add_paragraph()
    for number, annex in enumerate(annexes, 1):
        lead = "附件：" if number == 1 else "　　　"
        count = f"{number}. " if len(annexes) > 1 else ""
        _add_paragraph(docx_document, f"{lead}{count}{annex.title}", indented=True)


def _add_signature(docx_document: WordDocument, document: Document) -> None:
    """Add 署名 and 成文日期 at the right (7.3.5), then 附注 (7.3.6)."""
    docx_document.add_paragraph()
    if document.layout is not DocumentLayout.BULLETIN:
        for text, inset in (*((name, 4) for name in document.signed_by.splitlines()), (_long_date(document), 4)):
            line = docx_document.add_paragraph(text)
            line.alignment, line.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(16) * inset
            line.paragraph_format.keep_together = True
    if document.remark:
        _add_paragraph(docx_document, f"（{document.remark.strip('（）()')}）", indented=True)


def _add_annex(docx_document: WordDocument, annex: Annex, name: str) -> None:
    """Add an annex in a section of its own: 附件 and its number, then its title (7.3.7)."""
    next_section(docx_document, landscape=annex.landscape)
    set_font(docx_document.add_paragraph().add_run(name), HEI)
    _add_title(docx_document, annex.title, landscape=annex.landscape)
    _add_blocks(docx_document, annex.blocks, landscape=annex.landscape)


def _add_imprint(docx_document: WordDocument, document: Document) -> None:
    """Add 版记 between rules at the end (7.4)."""
    if not (document.copies_to or document.printed_by):
        return
    docx_document.add_paragraph()
    if document.copies_to:
        line = docx_document.add_paragraph()
        set_font(line.add_run(f"　抄送：{document.copies_to.rstrip('。')}。"), "仿宋", SMALL)
        add_border(line, "top", 8)
        line.paragraph_format.keep_with_next = True
    line = docx_document.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - SMALL, WD_TAB_ALIGNMENT.RIGHT)
    printed = document.printed_on or document.dated
    when = f"{printed.year}年{printed.month}月{printed.day}日印发"
    set_font(line.add_run(f"　{document.printed_by}\t{when}"), "仿宋", SMALL)
    add_border(line, "bottom", 8)
    if not document.copies_to:
        above = line.insert_paragraph_before()
        above.paragraph_format.line_spacing, above.paragraph_format.keep_with_next = Pt(4), True
        add_border(above, "bottom", 8)


def _long_date(document: Document) -> str:
    return f"{document.dated.year}年{document.dated.month}月{document.dated.day}日"


def _reproducible_bytes(docx_document: WordDocument) -> bytes:
    """Return the .docx with a fixed date on every zip entry; python-docx would write the current time."""
    first, second = BytesIO(), BytesIO()
    docx_document.save(first)
    with zipfile.ZipFile(first) as packed, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as target:
        for name in packed.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIXED_DATE), packed.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()
