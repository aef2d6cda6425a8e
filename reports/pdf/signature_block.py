"""The end of a document: 署名 and 成文日期 with or without room for a seal, 附注, and the attendance of a meeting."""

from collections.abc import Sequence
from dataclasses import replace

from reports.content.document import Document, DocumentLayout
from reports.pdf.elements import TextInk, Typesetter, long_date
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import PdfLine
from reports.pdf.pagination import LayoutBox
from reports.pdf.title_breaking import balance_title

_SEALED_DATE_INSET = 4  # characters between the date and the right edge (7.3.5.1)
_LINES_ABOVE_SEAL = 2  # blank lines above 署名, so that a seal of 42 mm begins within one line of the text
_LINES_PER_SEAL_ROW = 5  # lines that one row of seals takes
_MAX_ABREAST = 3  # organs side by side in a joint document


def signature_block(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set what follows the text: 纪要 lists those present, 简报 has no signature (10.3)."""
    match document.layout:
        case DocumentLayout.MINUTES:
            return [*_attendance(setter, document), *remark_boxes(setter, document)]
        case DocumentLayout.BULLETIN:
            return remark_boxes(setter, document)
        case DocumentLayout.OFFICIAL | DocumentLayout.LETTER:
            signed = sealed_signature(setter, document) if document.sealed else unsealed_signature(setter, document)
            return [*signed, *remark_boxes(setter, document)]


def _attendance(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """List those present, excused and attending: a blank line, then labels in 黑体 and names hanging (10.3)."""
    boxes: list[LayoutBox] = []
    for label, names in document.present:
        line = setter.breaker.single(f"{printable(label).rstrip('：')}：", setter.style(FontRole.HEI))
        boxes += setter.labelled_paragraph(line, printable(names))
    return [setter.blank_lines(), *boxes] if boxes else []


def _signing_organs(setter: Typesetter, document: Document, room: float) -> list[list[PdfLine]]:
    """Set the names of the signing organs; one that is wider than ``room`` is broken between words into even lines."""
    names = [name for name in map(printable, document.signed_by.splitlines()) if name]
    style = setter.style()
    return [
        [setter.breaker.single(part, style) for part in balance_title(setter.breaker, name, style, room)]
        for name in names
    ]


def sealed_signature(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set 署名 centred over 成文日期, with room for a seal on both (7.3.5.1).

    Several organs stand side by side in rows, each with room for its own seal, the date below the last.
    """
    date = setter.breaker.single(long_date(document.dated), setter.style())
    signing = _signing_organs(setter, document, setter.measure)
    if len(signing) > 1:
        return _joint_seals(setter, [_whole(setter, lines) for lines in signing], date)
    (lines,) = signing or [[]]
    middle = setter.measure - _SEALED_DATE_INSET * setter.geometry.char_pitch - date.width / 2
    # A long name keeps within 版心, and the date below its middle.
    middle = min([middle, *(setter.measure - line.width / 2 for line in lines)])
    boxes = [setter.line_at(line, middle - line.width / 2) for line in lines]
    above = setter.blank_lines(_LINES_ABOVE_SEAL, keep=True)
    return [above, *keep_together(boxes, len(boxes)), setter.line_at(date, middle - date.width / 2)]


def _whole(setter: Typesetter, lines: Sequence[PdfLine]) -> PdfLine:
    """Join the lines of a name again: below a row of seals there is no room for a second line."""
    return setter.breaker.single("".join(line.text for line in lines), setter.style())


def _joint_seals(setter: Typesetter, organs: Sequence[PdfLine], date: PdfLine) -> list[LayoutBox]:
    measure, pitch = setter.measure, setter.geometry.line_pitch
    widest = max(organ.width for organ in organs)
    abreast = max(min(int(measure / (widest + setter.geometry.char_pitch)), _MAX_ABREAST, len(organs)), 1)
    share, middle = measure / abreast, 0.0
    boxes = [setter.blank_lines(_LINES_ABOVE_SEAL, keep=True)]
    for first in range(0, len(organs), abreast):
        row = organs[first : first + abreast]
        middles = [measure - share * (len(row) - number - 0.5) for number in range(len(row))]
        parts = tuple((at - organ.width / 2, organ) for at, organ in zip(middles, row, strict=True))
        middle = min(middles[-1], measure - date.width / 2)
        if first:
            boxes.append(LayoutBox(pitch * (_LINES_PER_SEAL_ROW - 1), keep_with_next=True))
        boxes.append(LayoutBox(pitch, TextInk(parts, pitch), keep_with_next=True))
    return [*boxes, setter.line_at(date, middle - date.width / 2)]


def unsealed_signature(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set 署名 and 成文日期 for a circular without a seal (7.3.5.2), kept on one page with the text before them."""
    cell = setter.geometry.char_pitch
    date = setter.breaker.single(long_date(document.dated), setter.style())
    # Lines of one name stand with their middles below each other, several names at one left edge.
    signing = _signing_organs(setter, document, setter.measure - 2 * cell)
    longest = max((organ.width for lines in signing for organ in lines), default=0.0)
    right = setter.measure - 2 * cell
    # The date begins two characters right of the organ; a date longer than the organ ends two characters in instead.
    if date.width > longest:
        date_at = right - date.width
        organ_at = date_at - 2 * cell
    else:
        organ_at = right - longest
        date_at = organ_at + 2 * cell
    boxes = []
    for lines in signing:
        widest = max(line.width for line in lines)
        boxes += [setter.line_at(line, organ_at + (widest - line.width) / 2) for line in lines]
    return [setter.blank_lines(keep=True), *keep_together(boxes, len(boxes)), setter.line_at(date, date_at)]


def remark_boxes(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set 附注 in round brackets on the line below the date (7.3.6)."""
    text = printable(document.remark).strip("（）()")
    return setter.text_boxes(f"（{text}）") if text else []


def keep_together(boxes: Sequence[LayoutBox], last: int) -> list[LayoutBox]:
    """Keep the last ``last`` boxes together with each other and with the box that follows them."""
    cut = max(len(boxes) - last, 0)
    return [*boxes[:cut], *(replace(box, keep_with_next=True) for box in boxes[cut:])]
