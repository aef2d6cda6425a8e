"""版记 at the foot of the last page: who gets copies, who printed it and when (GB/T 9704, 7.4)."""

import re
from dataclasses import dataclass

from reports.content.document import Document, DocumentLayout
from reports.pdf.elements import long_date
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Geometry
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle
from reports.pdf.pdf_canvas import PdfCanvas
from reports.pdf.structure import Tag

_ASCENT = 0.88
_LABEL = re.compile(r"(主送|抄送|抄报|报送|报|送|发)\s*[：:]\s*")
_ImprintRow = tuple[tuple[float, PdfLine], ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: copies and printing office between rules, the last rule on the lower edge of 版心."""

    rows: tuple[_ImprintRow, ...]
    tags: tuple[Tag, ...]  # of the rows: one for each entry
    inner_rules_after: tuple[int, ...]  # the rows below which a thin rule stands
    geometry: Geometry
    has_rules: bool = True  # a 信函 has no rules here (10.1)

    @property
    def height(self) -> float:
        """Its height in points."""
        return len(self.rows) * self.geometry.line_pitch

    def draw(self, canvas: PdfCanvas) -> None:
        """Draw 版记 from the foot of 版心 upwards."""
        geometry = self.geometry
        if self.has_rules:
            canvas.draw_rule((0, self.height), (geometry.width, self.height), geometry.imprint_outer)
            canvas.draw_rule((0, 0), (geometry.width, 0), geometry.imprint_outer)
        for number, (row, tag) in enumerate(zip(self.rows, self.tags, strict=True)):
            top = self.height - number * geometry.line_pitch
            for x, line in row:
                canvas.draw_text(line, x, top - (geometry.line_pitch - line.size) / 2 - _ASCENT * line.size, tag)
            if number in self.inner_rules_after:
                low = top - geometry.line_pitch
                canvas.draw_rule((0, low), (geometry.width, low), geometry.imprint_inner)


@dataclass(frozen=True, slots=True)
class ImprintEntry:
    """One entry of 版记: receivers after their label (抄送：), or the printing office with the day of printing."""

    label: str
    text: str
    day: str = ""


def imprint_entries(document: Document) -> list[ImprintEntry]:
    """Return the entries of 版记 from top to bottom, none if the document has no content for it.

    A 简报 lists its 报, 送 and 发 recipients on a line each; its unit and date are in its head. A 信函 has no printing
    office (10.1).
    """
    entries = []
    for line in document.copies_to.splitlines():
        names = printable(line).strip().rstrip("。")
        if names:
            match = _LABEL.match(names)
            label = f"{match[1] if match else '抄送'}："
            entries.append(ImprintEntry(label, f"{names[match.end() if match else 0 :]}。"))
    if document.printed_by and document.layout not in {DocumentLayout.LETTER, DocumentLayout.BULLETIN}:
        day = f"{long_date(document.printed_on or document.dated)}印发"
        entries.append(ImprintEntry("", printable(document.printed_by), day))
    return entries


def entry_height(breaker: Breaker, geometry: Geometry, entry: ImprintEntry) -> float:
    """Return the height of an entry in points."""
    rows = _printing_rows(breaker, geometry, entry) if entry.day else _copies_rows(breaker, geometry, entry)
    return len(rows) * geometry.line_pitch


def build_imprint(breaker: Breaker, geometry: Geometry, document: Document) -> Imprint | None:
    """Set 版记, or return None if the document has no content for it; a 信函 has no rules here (10.1)."""
    rows: list[_ImprintRow] = []
    tags: list[Tag] = []
    inner: tuple[int, ...] = ()
    section = Tag("Sect")
    for entry in imprint_entries(document):
        if entry.day:
            inner = (len(rows) - 1,) if rows else ()
        set_rows = (_printing_rows if entry.day else _copies_rows)(breaker, geometry, entry)
        rows += set_rows
        tags += [Tag("P", section)] * len(set_rows)
    has_rules = document.layout is not DocumentLayout.LETTER
    return Imprint(tuple(rows), tuple(tags), inner, geometry, has_rules) if rows else None


def _copies_rows(breaker: Breaker, geometry: Geometry, entry: ImprintEntry) -> list[_ImprintRow]:
    """Set one line of receivers after its label, one character in from both sides, hanging (7.4.2)."""
    style, inset = TextStyle(FontRole.BODY, geometry.small_size), geometry.small_size
    label = breaker.single(entry.label, style)
    hang = inset + label.width
    lines = breaker.paragraph(entry.text, style, geometry.width - inset - hang)
    return [((inset, label), (hang, lines[0])), *(((hang, line),) for line in lines[1:])]


def _printing_rows(breaker: Breaker, geometry: Geometry, entry: ImprintEntry) -> list[_ImprintRow]:
    """Set the printing office at the left and the day of printing at the right (7.4.3)."""
    style, inset = TextStyle(FontRole.BODY, geometry.small_size), geometry.small_size
    office, when = breaker.single(entry.text, style), breaker.single(entry.day, style)
    dated = (geometry.width - inset - when.width, when)
    if office.width + geometry.small_size + when.width <= geometry.width - 2 * inset:
        return [((inset, office), dated)]
    return [((inset, office),), (dated,)]  # An office with a long name gets a line of its own.
