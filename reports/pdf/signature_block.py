"""The end of a document: 署名 and 成文日期 with or without room for a seal, 附注, and the attendance of a meeting."""

from collections.abc import Sequence
from dataclasses import replace

from reports.content.document import Document, DocumentLayout
from reports.pdf.elements import TextInk, Typesetter, long_date
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import PdfLine
from reports.pdf.pagination import LayoutBox

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


def _signing_organs(setter: Typesetter, document: Document) -> list[PdfLine]:
    names = [name for name in map(printable, document.signed_by.splitlines()) if name]
    return [setter.breaker.single(name, setter.style()) for name in names]


def sealed_signature(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set 署名 centred over 成文日期, with room for a seal on both (7.3.5.1).

    Several organs stand side by side in rows, each with room for its own seal, the date below the last.
    """
    cell, measure = setter.geometry.char_pitch, setter.measure
    date = setter.breaker.single(long_date(document.dated), setter.style())
    organs = _signing_organs(setter, document)
    if len(organs) < 2:
        middle = measure - _SEALED_DATE_INSET * cell - date.width / 2
        if organs:
            # A long name keeps within 版心, and the date below its middle.
            middle = min(middle, measure - organs[0].width / 2)
        rows = [[(middle - organ.width / 2, organ)] for organ in organs]
    else:
        widest = max(organ.width for organ in organs)
        abreast = max(min(int(measure / (widest + cell)), _MAX_ABREAST, len(organs)), 1)
        rows, share, middle = [], measure / abreast, 0.0
        for first in range(0, len(organs), abreast):
            row = organs[first : first + abreast]
            middles = [measure - share * (len(row) - number - 0.5) for number in range(len(row))]
            rows.append([(at - organ.width / 2, organ) for at, organ in zip(middles, row, strict=True)])
            middle = min(middles[-1], measure - date.width / 2)
    boxes = [setter.blank_lines(_LINES_ABOVE_SEAL, keep=True)]
    for number, line in enumerate(rows):
        if number:
            boxes.append(LayoutBox(setter.geometry.line_pitch * (_LINES_PER_SEAL_ROW - 1), keep_with_next=True))
        boxes.append(
            LayoutBox(setter.geometry.line_pitch, TextInk(tuple(line), setter.geometry.line_pitch), keep_with_next=True)
        )
    return [*boxes, setter.line_at(date, middle - date.width / 2)]


def unsealed_signature(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set 署名 and 成文日期 for a circular without a seal (7.3.5.2), kept on one page with the text before them."""
    cell = setter.geometry.char_pitch
    date = setter.breaker.single(long_date(document.dated), setter.style())
    organs = _signing_organs(setter, document)
    longest = max((organ.width for organ in organs), default=0.0)
    right = setter.measure - 2 * cell
    # The date begins two characters right of the organ; a date longer than the organ ends two characters in instead.
    if date.width > longest:
        date_at = right - date.width
        organ_at = date_at - 2 * cell
    else:
        organ_at = right - longest
        date_at = organ_at + 2 * cell
    boxes = [replace(setter.line_at(organ, organ_at), keep_with_next=True) for organ in organs]
    return [setter.blank_lines(keep=True), *boxes, setter.line_at(date, date_at)]


def remark_boxes(setter: Typesetter, document: Document) -> list[LayoutBox]:
    """Set 附注 in round brackets on the line below the date (7.3.6)."""
    text = printable(document.remark).strip("（）()")
    return setter.text_boxes(f"（{text}）") if text else []


def keep_together(boxes: Sequence[LayoutBox], last: int) -> list[LayoutBox]:
    """Keep the last ``last`` boxes together with each other and with the box that follows them."""
    cut = max(len(boxes) - last, 0)
    return [*boxes[:cut], *(replace(box, keep_with_next=True) for box in boxes[cut:])]
