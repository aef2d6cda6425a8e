"""The head of the first page down to the title, by document layout (GB/T 9704, 7.2, 7.3 and 10)."""

from reports.content.document import Document, DocumentLayout
from reports.pdf.bulletin_head import bulletin_head
from reports.pdf.elements import TextInk, Typesetter, long_date
from reports.pdf.fonts import FontRole, printable
from reports.pdf.letter_head import letter_head
from reports.pdf.line_breaking import PdfLine
from reports.pdf.masthead import HorizontalRule, opposite_ends
from reports.pdf.pagination import LayoutBox
from reports.pdf.stacked_masthead import masthead_boxes
from reports.pdf.structure import Tag

_NAMES_A_LINE = 2  # 7.2.6


def first_page_head(setter: Typesetter, document: Document, spacing_scale: float) -> list[LayoutBox]:
    """Set everything above 主送机关; ``spacing_scale`` 1 leaves the blank lines of the standard, less closes them up.

    The first page must show body text (7.3.3); with a long title or many recipients the head must be closed up.
    """
    geometry = setter.geometry
    match document.layout:
        case DocumentLayout.LETTER:
            boxes = letter_head(setter, document, spacing_scale)
        case DocumentLayout.BULLETIN:
            boxes = bulletin_head(setter, document, spacing_scale)
        case DocumentLayout.MINUTES:
            boxes = _minutes_head(setter, document, spacing_scale)
        case DocumentLayout.OFFICIAL:
            boxes = _official_head(setter, document, spacing_scale)
    boxes += setter.title_boxes(document.title, outline_entry=(0, document.title.replace("\n", "")))
    # A blank line follows the title (7.3.2); half of it is left to the snap back to the grid.
    boxes.append(LayoutBox(geometry.line_pitch * (0.5 if spacing_scale == 1 else 0.2), keep_with_next=True))
    boxes.append(LayoutBox(0, snap_to_grid=True, keep_with_next=True))
    return boxes


def _official_head(setter: Typesetter, document: Document, spacing_scale: float) -> list[LayoutBox]:
    """Set 版头: marks, 发文机关标志, 发文字号 with 签发人 beside it, the red rule (7.2)."""
    geometry = setter.geometry
    gap = 2 * geometry.line_pitch * spacing_scale
    boxes = masthead_boxes(setter, document, geometry.masthead_drop * spacing_scale)
    if document.number or document.signers:
        lead = gap if boxes else 0.0
        rows = _number_and_signers(setter, document) if document.signers else [_centred_text(setter, document.number)]
        last = len(rows) - 1
        boxes.append(LayoutBox(lead, keep_with_next=True))
        boxes += [
            LayoutBox(geometry.size if n == last else geometry.line_pitch, row, keep_with_next=True)
            for n, row in enumerate(rows)
        ]
    return [*boxes, *_red_rule(setter, gap)] if boxes else []


def _minutes_head(setter: Typesetter, document: Document, spacing_scale: float) -> list[LayoutBox]:
    """Set the head of 纪要 (10.3): its name, number, issuing unit and date, the red rule.

    A 纪要 has neither 署名 nor seal, so its date is printed here.
    """
    geometry = setter.geometry
    gap = 2 * geometry.line_pitch * spacing_scale
    boxes = masthead_boxes(setter, document, geometry.masthead_drop * spacing_scale)
    if document.number:
        boxes += [
            LayoutBox(gap / 2, keep_with_next=True),
            LayoutBox(geometry.size, _centred_text(setter, document.number), keep_with_next=True),
        ]
    boxes.append(LayoutBox(geometry.line_pitch * 0.5 * spacing_scale, keep_with_next=True))
    boxes += opposite_ends(
        setter, document.signed_by.replace("\n", "、"), long_date(document.dated), geometry.char_pitch
    )
    return [*boxes, *_red_rule(setter, gap)]


def _red_rule(setter: Typesetter, gap: float) -> list[LayoutBox]:
    """Set the red rule 4 mm below the previous box and two lines above the title (7.2.7, 7.3.1)."""
    geometry = setter.geometry
    rule = HorizontalRule(geometry.width, geometry.rule_width, geometry.masthead_colour)
    return [LayoutBox(geometry.rule_gap, keep_with_next=True), LayoutBox(gap, rule, keep_with_next=True)]


def _centred_text(setter: Typesetter, text: str) -> TextInk:
    line = setter.breaker.single(printable(text), setter.style())
    return TextInk((((setter.measure - line.width) / 2, line),), setter.geometry.size)


def _number_and_signers(setter: Typesetter, document: Document) -> list[TextInk]:
    """Set 发文字号 at the left and 签发人 at the right, one character in each; the number on the last line (7.2.6)."""
    breaker, cell, size = setter.breaker, setter.geometry.char_pitch, setter.geometry.size
    label = breaker.single("签发人：", setter.style())
    names = _equalise_names([printable(name) for name in document.signers])
    lines = [breaker.single(name, setter.style(FontRole.KAI)) for name in names]
    wide = max(line.width for line in lines)
    across = min(len(lines), _NAMES_A_LINE)
    first = setter.measure - cell - across * wide - (across - 1) * cell
    rows: list[list[tuple[float, PdfLine]]] = []
    for index, line in enumerate(lines):
        if index % _NAMES_A_LINE == 0:
            rows.append([])
        rows[-1].append((first + (index % _NAMES_A_LINE) * (wide + cell), line))
    rows[0].insert(0, (first - 4 * cell, label))
    if document.number:
        rows[-1].insert(0, (cell, breaker.single(printable(document.number), setter.style())))
    signed, numbered = Tag("P", setter.section), Tag("P", setter.section)
    tags = [[signed for _ in row] for row in rows]
    if document.number:
        tags[-1][0] = numbered
    return [TextInk(tuple(row), size, tags=tuple(tag)) for row, tag in zip(rows, tags, strict=True)]


def _equalise_names(names: list[str]) -> list[str]:
    """Spread two-character names to the width of three if there are longer names, as is customary."""
    if max(map(len, names)) <= 2:
        return names
    return [f"{name[0]}　{name[1]}" if len(name) == 2 else name for name in names]
