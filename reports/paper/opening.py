"""The head of the first page down to the title, by document layout (GB/T 9704, 7.2, 7.3 and 10)."""

from reports.content import Document, Layout
from reports.paper.bulletin import bulletin
from reports.paper.elements import Setter, Text, written
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.letter import letter
from reports.paper.lines import Line
from reports.paper.masthead import Rule, above, ends

_NAMES_A_LINE = 2  # 7.2.6


def opening(setter: Setter, document: Document, tightness: float) -> list[Box]:
    """Set everything above 主送机关; ``spacing_scale`` 1 leaves the blank lines of the standard, less closes them up.

    The first page must show body text (7.3.3); with a long title or many recipients the head must be closed up.
    """
    geometry = setter.geometry
    match document.layout:
        case Layout.LETTER:
            boxes = letter(setter, document, tightness)
        case Layout.BULLETIN:
            boxes = bulletin(setter, document, tightness)
        case Layout.MINUTES:
            boxes = _minutes(setter, document, tightness)
        case Layout.OFFICIAL:
            boxes = _official(setter, document, tightness)
    boxes += setter.title(document.title, entry=(0, document.title.replace("\n", "")))
    # A blank line follows the title (7.3.2); half of it is left to the snap back to the grid.
    boxes.append(Box(geometry.pitch * (0.5 if tightness == 1 else 0.2), keep=True))
    boxes.append(Box(0, snap=True, keep=True))
    return boxes


def _official(setter: Setter, document: Document, tightness: float) -> list[Box]:
    """Set 版头: marks, 发文机关标志, 发文字号 with 签发人 beside it, the red rule (7.2)."""
    geometry = setter.geometry
    gap = 2 * geometry.pitch * tightness
    boxes = above(setter, document, geometry.masthead_drop * tightness)
    if document.number or document.signers:
        lead = gap if boxes else 0.0
        rows = _signed_off(setter, document) if document.signers else [_centred(setter, document.number)]
        last = len(rows) - 1
        boxes.append(Box(lead, keep=True))
        boxes += [Box(geometry.size if n == last else geometry.pitch, row, keep=True) for n, row in enumerate(rows)]
    return [*boxes, *_ruled(setter, gap)] if boxes else []


def _minutes(setter: Setter, document: Document, tightness: float) -> list[Box]:
    """Set the head of 纪要 (10.3): its name, number, issuing unit and date, the red rule.

    A 纪要 has neither 署名 nor seal, so its date is printed here.
    """
    geometry = setter.geometry
    gap = 2 * geometry.pitch * tightness
    boxes = above(setter, document, geometry.masthead_drop * tightness)
    if document.number:
        boxes += [Box(gap / 2, keep=True), Box(geometry.size, _centred(setter, document.number), keep=True)]
    boxes.append(Box(geometry.pitch * 0.5 * tightness, keep=True))
    boxes += ends(setter, document.signed_by.replace("\n", "、"), written(document.dated), geometry.cell)
    return [*boxes, *_ruled(setter, gap)]


def _ruled(setter: Setter, gap: float) -> list[Box]:
    """Set the red rule 4 mm below the previous box and two lines above the title (7.2.7, 7.3.1)."""
    geometry = setter.geometry
    rule = Rule(geometry.width, geometry.rule_width, geometry.masthead_colour)
    return [Box(geometry.rule_gap, keep=True), Box(gap, rule, keep=True)]


def _centred(setter: Setter, text: str) -> Text:
    line = setter.breaker.single(printable(text), setter.style())
    return Text((((setter.measure - line.width) / 2, line),), setter.geometry.size)


def _signed_off(setter: Setter, document: Document) -> list[Text]:
    """Set 发文字号 at the left and 签发人 at the right, one character in each; the number on the last line (7.2.6)."""
    breaker, cell, size = setter.breaker, setter.geometry.cell, setter.geometry.size
    label = breaker.single("签发人：", setter.style())
    names = _evened([printable(name) for name in document.signers])
    lines = [breaker.single(name, setter.style(Role.KAI)) for name in names]
    wide = max(line.width for line in lines)
    across = min(len(lines), _NAMES_A_LINE)
    first = setter.measure - cell - across * wide - (across - 1) * cell
    rows: list[list[tuple[float, Line]]] = []
    for index, line in enumerate(lines):
        if index % _NAMES_A_LINE == 0:
            rows.append([])
        rows[-1].append((first + (index % _NAMES_A_LINE) * (wide + cell), line))
    rows[0].insert(0, (first - 4 * cell, label))
    if document.number:
        rows[-1].insert(0, (cell, breaker.single(printable(document.number), setter.style())))
    return [Text(tuple(row), size) for row in rows]


def _evened(names: list[str]) -> list[str]:
    """Spread two-character names to the width of three if there are longer names, as is customary."""
    if max(map(len, names)) <= 2:
        return names
    return [f"{name[0]}　{name[1]}" if len(name) == 2 else name for name in names]
