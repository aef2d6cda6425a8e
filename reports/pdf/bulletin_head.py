"""The head of a 简报: its name large and red, 第N期, the unit at the left and the date at the right, a red rule.

GB/T 9704 does not cover 简报; this is the layout county offices commonly use.
"""

from reports.content.document import Document
from reports.pdf.elements import TextInk, Typesetter, long_date
from reports.pdf.fonts import printable
from reports.pdf.masthead import HorizontalRule, build_masthead, header_marks, opposite_ends, stack_lines
from reports.pdf.pagination import LayoutBox

_MASTHEAD_DROP = 0.35  # share of the space a 公文 leaves above its masthead


def bulletin_head(setter: Typesetter, document: Document, spacing_scale: float) -> list[LayoutBox]:
    """Set the head of a 简报 down to two lines above its title; ``spacing_scale`` below 1 closes up its blank lines."""
    geometry, breaker = setter.geometry, setter.breaker
    given = header_marks(setter, document)
    room = max(geometry.masthead_drop * _MASTHEAD_DROP * spacing_scale, len(given) * geometry.line_pitch)
    boxes = [LayoutBox(room, stack_lines(given, geometry.line_pitch), keep_with_next=True)]
    if document.masthead:
        name = build_masthead(setter, printable(document.masthead), geometry.bulletin_size)
        boxes.append(LayoutBox(name.height, name, keep_with_next=True))
    if document.number:
        number = breaker.single(printable(document.number), setter.style())
        ink = TextInk((((setter.measure - number.width) / 2, number),), geometry.size)
        boxes += [
            LayoutBox(geometry.line_pitch * 0.8 * spacing_scale, keep_with_next=True),
            LayoutBox(geometry.size, ink, keep_with_next=True),
        ]
    unit = (document.printed_by or document.signed_by).replace("\n", "、")
    day = document.printed_on or document.dated
    boxes.append(LayoutBox(geometry.line_pitch * 0.5 * spacing_scale, keep_with_next=True))
    boxes += opposite_ends(setter, unit, long_date(day), geometry.char_pitch)
    rule = HorizontalRule(geometry.width, geometry.bulletin_rule, geometry.masthead_colour)
    return [
        *boxes,
        LayoutBox(geometry.rule_gap / 2, keep_with_next=True),
        LayoutBox(1.5 * geometry.line_pitch * spacing_scale, rule, keep_with_next=True),
    ]
