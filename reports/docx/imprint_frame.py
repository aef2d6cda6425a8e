"""版记 in a Word file: frames that stand at the foot of 版心, whatever is written above it (7.4)."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.content.document import Document, DocumentLayout
from reports.docx.document_styles import set_font, set_tracking
from reports.docx.xml_order import borders, put, with_values
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole
from reports.pdf.geometry import Geometry
from reports.pdf.imprint import ImprintEntry, entry_height, imprint_entries

_BLACK = "000000"


def add_imprint(word: WordDocument, document: Document, setter: Typesetter) -> None:
    """Add 版记 to the last page; nothing if the document has no content for it."""
    geometry, entries = setter.geometry, imprint_entries(document)
    heights = [entry_height(setter.breaker, geometry, entry) for entry in entries]
    for number, entry in enumerate(entries):
        line = word.add_paragraph()
        _write_entry(line, entry, geometry, has_day_below=bool(entry.day) and heights[number] > geometry.line_pitch)
        properties = line._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no frames
        put(properties, with_values("w:snapToGrid", [("val", 0)]))
        # Each entry has a frame of its own: LibreOffice takes paragraphs with borders that share one for running text.
        top = geometry.height - sum(heights[number:])
        is_last = number == len(entries) - 1
        place = (("wrap", "notBeside"), ("vAnchor", "margin"), ("hAnchor", "margin"), ("xAlign", "left"))
        size = (("w", round(geometry.width * 20)), ("hSpace", 0), ("vSpace", 0))
        # Measured from the top: below 版心 there is some room for the last line, which is none of its own.
        put(properties, with_values("w:framePr", (*size, *place, ("y", round(top * 20)))))
        if document.layout is not DocumentLayout.LETTER:
            put(properties, borders("w:pBdr", _rules(geometry, entry, is_first=number == 0, is_last=is_last)))
    if entries:
        # The frames belong to the page of the paragraph that follows them, which takes no room.
        end = word.add_paragraph().paragraph_format
        end.line_spacing_rule, end.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _rules(geometry: Geometry, entry: ImprintEntry, *, is_first: bool, is_last: bool) -> list[tuple[str, float, str]]:
    """Return the rules of an entry: thick ones outside, a thin one above the printing office (7.4.1)."""
    rules = []
    if is_first:
        rules.append(("top", geometry.imprint_outer, _BLACK))
    elif entry.day:
        rules.append(("top", geometry.imprint_inner, _BLACK))
    if is_last:
        rules.append(("bottom", geometry.imprint_outer, _BLACK))
    return rules


def _write_entry(line: Paragraph, entry: ImprintEntry, geometry: Geometry, *, has_day_below: bool) -> None:
    """Write an entry one character in from both sides; receivers hang below their first character (7.4.2, 7.4.3).

    The day of printing stands at the right; below an office whose name leaves it no room (``has_day_below``).
    """
    inset, form = geometry.small_size, line.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.LEFT
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(geometry.line_pitch)
    hang = len(entry.label) * geometry.small_size
    form.left_indent, form.right_indent, form.first_line_indent = Pt(inset + hang), Pt(inset), Pt(-hang)
    _add_text(line, entry.label + entry.text, geometry)
    if entry.day:
        form.tab_stops.add_tab_stop(Pt(geometry.width - inset), WD_TAB_ALIGNMENT.RIGHT)
        if has_day_below:
            line.add_run().add_break()
        _add_text(line, f"\t{entry.day}", geometry)


def _add_text(line: Paragraph, text: str, geometry: Geometry) -> None:
    set_tracking(set_font(line.add_run(text), FontRole.BODY, geometry.small_size), 0)
