"""Elements that python-docx has no API for, each at the place its schema wants (ECMA-376 part 1, annex A).

Word repairs or refuses a file whose properties stand in another order; WPS ignores what it does not expect.
"""

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml.etree import _Element

# Children by parent, in schema order; only what this program or python-docx writes.
SCHEMA_ORDER: dict[str, tuple[str, ...]] = {
    "w:pPr": (
        *("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr"),
        *("w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap"),
        *("w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd"),
        *("w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc"),
        *("w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:rPr", "w:sectPr"),
    ),
    "w:rPr": (
        *("w:rStyle", "w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:spacing", "w:w", "w:kern"),
        *("w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"),
    ),
    "w:tblPr": (
        *("w:tblStyle", "w:tblpPr", "w:tblOverlap", "w:bidiVisual", "w:tblStyleRowBandSize", "w:tblStyleColBandSize"),
        *("w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar"),
        *("w:tblLook", "w:tblCaption", "w:tblDescription"),
    ),
    "w:trPr": ("w:cantSplit", "w:trHeight", "w:tblHeader"),
    "w:tcPr": (
        *("w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:textDirection"),
        "w:vAlign",
    ),
    "w:sectPr": (
        *("w:headerReference", "w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgBorders", "w:pgNumType"),
        *("w:cols", "w:titlePg", "w:textDirection", "w:docGrid"),
    ),
    "w:settings": (
        *("w:zoom", "w:mirrorMargins", "w:defaultTabStop", "w:evenAndOddHeaders", "w:characterSpacingControl"),
        *("w:compat", "w:themeFontLang", "w:decimalSymbol", "w:listSeparator"),
    ),
}


def put(parent: BaseOxmlElement, element: _Element) -> None:
    """Put a child at its place in its parent, instead of one of the same name that is there already."""
    order = next(names for name, names in SCHEMA_ORDER.items() if qn(name) == parent.tag)
    place = next(index for index, name in enumerate(order) if qn(name) == element.tag)
    for earlier in parent.findall(element.tag):
        parent.remove(earlier)
    parent.insert_element_before(element, *order[place + 1 :])  # type: ignore[arg-type]  # declared too narrowly


def with_values(name: str, values: Iterable[tuple[str, object]] = ()) -> _Element:
    """Create an element of the w namespace with these attributes."""
    element = OxmlElement(name)
    for key, value in values:
        element.set(qn(f"w:{key}"), str(value))
    return element


def borders(name: str, sides: Iterable[tuple[str, float, str]]) -> _Element:
    """Create borders: of each side its name, width in points and colour as RRGGBB."""
    element = OxmlElement(name)
    for side, width, colour in sides:
        values = (("val", "single"), ("sz", max(round(width * 8), 2)), ("space", 0), ("color", colour))
        element.append(with_values(f"w:{side}", values))
    return element
