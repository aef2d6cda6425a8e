"""The head of a 简报: its name large and red, 第N期, the unit at the left and the date at the right, a red rule.

GB/T 9704 does not cover 简报; this is the layout county offices commonly use.
"""

from reports.content import Document
from reports.paper.elements import Setter, Text, written
from reports.paper.faces import printable
from reports.paper.flow import Box
from reports.paper.masthead import Rule, ends, marks, masthead, stacked

_DROP = 0.35  # share of the space a 公文 leaves above its masthead


def bulletin(setter: Setter, document: Document, tightness: float) -> list[Box]:
    """Set the head of a 简报 down to two lines above its title; ``spacing_scale`` below 1 closes up its blank lines."""
    geometry, breaker = setter.geometry, setter.breaker
    given = marks(setter, document)
    room = max(geometry.masthead_drop * _DROP * tightness, len(given) * geometry.pitch)
    boxes = [Box(room, stacked(given, geometry.pitch), keep=True)]
    if document.masthead:
        name = masthead(setter, printable(document.masthead), geometry.bulletin_size)
        boxes.append(Box(name.height, name, keep=True))
    if document.number:
        number = breaker.single(printable(document.number), setter.style())
        ink = Text((((setter.measure - number.width) / 2, number),), geometry.size)
        boxes += [Box(geometry.pitch * 0.8 * tightness, keep=True), Box(geometry.size, ink, keep=True)]
    unit = (document.printed_by or document.signed_by).replace("\n", "、")
    day = document.printed_on or document.dated
    boxes.append(Box(geometry.pitch * 0.5 * tightness, keep=True))
    boxes += ends(setter, unit, written(day), geometry.cell)
    rule = Rule(geometry.width, geometry.bulletin_rule, geometry.masthead_colour)
    return [*boxes, Box(geometry.rule_gap / 2, keep=True), Box(1.5 * geometry.pitch * tightness, rule, keep=True)]
