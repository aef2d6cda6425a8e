"""Writing a circular as .docx: every element of the paper as a paragraph, to be edited before it is signed."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from models.files import whole
from reports.content import Annex, Block, Chart, Document, Heading, Layout, Paragraph, Picture, Table
from reports.paper.elements import printable_lines
from reports.paper.faces import Faces, Role
from reports.paper.lines import Breaker, Style
from reports.paper.titles import balanced
from reports.word.shape import (
    HEI,
    KAI,
    RED,
    SMALL,
    TITLE,
    TITLE_SIZE,
    blank,
    indent,
    next_section,
    number_pages,
    rule,
    set_face,
)
from reports.word.tables import add_table

_STILL = (1980, 1, 1, 0, 0, 0)  # every part of the file bears this day, so that the same circular gives the same bytes
_ROOM = {False: Mm(156), True: Mm(225)}


def write(document: Document, path: Path) -> None:
    """Write a circular as .docx, whole or not at all; the same circular gives the same bytes."""
    made = blank()
    _name(made, document)
    if document.layout is Layout.BULLETIN:
        _bulletin_head(made, document)
    else:
        _head(made, document)
    made.add_paragraph(style="Title")
    _title(made, document.title, landscape=False)
    made.add_paragraph()
    if document.recipients:
        _set(made, f"{document.recipients}：")
    for kind, names in document.present:
        _set(made, f"{kind}：{names}", indented=True)
    _blocks(made, document.body)
    _list_annexes(made, document.annexes)
    _sign(made, document)
    for number, annex in enumerate(document.annexes, 1):
        _annex(made, annex, f"附件{number}" if len(document.annexes) > 1 else "附件")
    if any(annex.landscape for annex in document.annexes[-1:]):
        next_section(made, landscape=False)
    _imprint(made, document)
    number_pages(made.sections[0])
    with whole(path) as draft:
        draft.write_bytes(_still(made))


def _name(made: Any, document: Document) -> None:
    """Tell the file's own properties whose it is; the day it is dated stands for the hour it was made."""
    facts = made.core_properties
    facts.title, facts.author = document.title.replace("\n", ""), document.signed_by.replace("\n", "、")
    facts.subject, facts.keywords, facts.language = document.subject, "，".join(document.keywords), "zh-CN"
    facts.comments, facts.last_modified_by, facts.revision = "", facts.author, 1
    facts.created = facts.modified = datetime.combine(document.dated, time(), UTC)


def _head(made: Any, document: Document) -> None:
    """Set 版头: what stands at the top left, the red name of the office, number and signer, the red rule (7.2)."""
    for text in (document.copy_number, document.secrecy, document.urgency):
        if text:
            set_face(made.add_paragraph().add_run(text), HEI)
    if document.masthead:
        if document.layout is Layout.OFFICIAL:
            made.add_paragraph()
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        size = Pt(max(24, min(52, 430 / max(len(document.masthead), 1))))
        line.paragraph_format.line_spacing = Pt(round(size.pt * 1.4))
        set_face(line.add_run(document.masthead), TITLE, size, colour=RED)
        made.add_paragraph()
    if not (document.masthead or document.number):
        return
    line = made.add_paragraph()
    if document.signers:
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(16), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"　{document.number}\t签发人：")
        set_face(line.add_run("　".join(document.signers)), KAI)
    else:
        sided = document.layout is Layout.LETTER
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if sided else WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(document.number)
    rule(line, "bottom", 12, "D9000D")


def _bulletin_head(made: Any, document: Document) -> None:
    """Set a 简报's head: its red name, its number, whose it is at the left and its day at the right."""
    line = made.add_paragraph()
    line.alignment, line.paragraph_format.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(62)
    set_face(line.add_run(document.masthead), TITLE, Pt(44), colour=RED)
    if document.number:
        line = made.add_paragraph(document.number)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line = made.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{document.signed_by.splitlines()[0] if document.signed_by else ''}\t{_day(document)}")
    rule(line, "bottom", 12, "D9000D")


def _title(made: Any, text: str, *, landscape: bool) -> None:
    """Set a title in the lines its paper has: whole words, in the shape of a trapezium or a lozenge (7.3.1)."""
    faces = Faces.bundled()
    for line in balanced(Breaker(faces), printable_lines(text), Style(Role.TITLE, TITLE_SIZE.pt), _ROOM[landscape].pt):
        _set(made, line, style="Title")


def _set(made: Any, text: str, style: str | None = None, *, indented: bool = False) -> Any:
    line = made.add_paragraph(text, style=style)
    if indented:
        indent(line)
    return line


def _blocks(made: Any, blocks: Iterable[Block], *, landscape: bool = False) -> None:
    for block in blocks:
        match block:
            case Heading(level, text):
                made.add_paragraph(text, style=f"Heading {level}")
            case Paragraph():
                _set(made, block.text, indented=True).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            case Table():
                add_table(made, block, landscape=landscape)
            case Chart():
                _chart(made, block, landscape=landscape)
            case Picture(image, caption):
                _picture(made, BytesIO(image) if image else None, caption, landscape=landscape)


def _chart(made: Any, chart: Chart, *, landscape: bool) -> None:
    """Set a chart as the picture its paper shows, for Word draws none of ours."""
    from reports.word.pictures import picture

    _picture(made, BytesIO(picture(chart, _ROOM[landscape].pt)), chart.caption, landscape=landscape)


def _picture(made: Any, image: BytesIO | None, caption: str, *, landscape: bool) -> None:
    line = made.add_paragraph()
    line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    # A picture is as tall as it is: on a line of fixed height only its foot would show.
    line.paragraph_format.line_spacing = 1.0
    if image is not None:
        line.add_run().add_picture(image, width=_ROOM[landscape])
    else:
        line.add_run("（此处贴照片）")
    under = made.add_paragraph()
    under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_face(under.add_run(caption), KAI, SMALL)


def _list_annexes(made: Any, annexes: tuple[Annex, ...]) -> None:
    """Name the annexes below the text (7.3.4)."""
    if annexes:
        made.add_paragraph()
    for number, annex in enumerate(annexes, 1):
        lead = "附件：" if number == 1 else "　　　"
        count = f"{number}. " if len(annexes) > 1 else ""
        _set(made, f"{lead}{count}{annex.title}", indented=True)


def _sign(made: Any, document: Document) -> None:
    """Set 署名 and 成文日期 at the right (7.3.5), then 附注 (7.3.6)."""
    made.add_paragraph()
    if document.layout is not Layout.BULLETIN:
        for text, inset in (*((name, 4) for name in document.signed_by.splitlines()), (_day(document), 4)):
            line = made.add_paragraph(text)
            line.alignment, line.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(16) * inset
            line.paragraph_format.keep_together = True
    if document.remark:
        _set(made, f"（{document.remark.strip('（）()')}）", indented=True)


def _annex(made: Any, annex: Annex, name: str) -> None:
    """Set an annex on a page of its own: 附件 and its number, then its title (7.3.7)."""
    next_section(made, landscape=annex.landscape)
    set_face(made.add_paragraph().add_run(name), HEI)
    _title(made, annex.title, landscape=annex.landscape)
    _blocks(made, annex.blocks, landscape=annex.landscape)


def _imprint(made: Any, document: Document) -> None:
    """Set 版记 between rules at the end (7.4)."""
    if not (document.copies_to or document.printed_by):
        return
    made.add_paragraph()
    if document.copies_to:
        line = made.add_paragraph()
        set_face(line.add_run(f"　抄送：{document.copies_to.rstrip('。')}。"), "仿宋", SMALL)
        rule(line, "top", 8)
        line.paragraph_format.keep_with_next = True
    line = made.add_paragraph()
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - SMALL, WD_TAB_ALIGNMENT.RIGHT)
    printed = document.printed_on or document.dated
    when = f"{printed.year}年{printed.month}月{printed.day}日印发"
    set_face(line.add_run(f"　{document.printed_by}\t{when}"), "仿宋", SMALL)
    rule(line, "bottom", 8)
    if not document.copies_to:
        above = line.insert_paragraph_before()
        above.paragraph_format.line_spacing, above.paragraph_format.keep_with_next = Pt(4), True
        rule(above, "bottom", 8)


def _day(document: Document) -> str:
    return f"{document.dated.year}年{document.dated.month}月{document.dated.day}日"


def _still(made: Any) -> bytes:
    """Pack the file anew with one day on every part: python-docx would write the hour."""
    first, second = BytesIO(), BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as packed, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as still:
        for name in packed.namelist():
            still.writestr(zipfile.ZipInfo(name, _STILL), packed.read(name), zipfile.ZIP_DEFLATED)
    return second.getvalue()
