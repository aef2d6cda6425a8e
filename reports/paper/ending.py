"""What closes a circular: 署名 and 成文日期, 附注, and 版记 at the foot of the last page (GB/T 9704, 7.3.5 to 7.4)."""

from dataclasses import dataclass, replace

from reports.content import Document
from reports.paper.elements import Setter
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.geometry import Geometry
from reports.paper.lines import Breaker, Line, Style
from reports.paper.pen import Pen

_RISE = 0.88


def signature(setter: Setter, document: Document) -> list[Box]:
    """Set 署名 and 成文日期 for a circular without a seal (7.3.5.2), kept on one page with the text before them."""
    cell, style, breaker = setter.geometry.cell, setter.style(), setter.breaker
    day = document.dated
    date = breaker.single(f"{day.year}年{day.month}月{day.day}日", style)
    organs = [breaker.single(name, style) for name in map(printable, document.signed_by.splitlines()) if name]
    longest = max((organ.width for organ in organs), default=0.0)
    right = setter.measure - 2 * cell
    # The date begins two characters right of the organ; a date longer than the organ ends two characters in instead.
    if date.width > longest:
        date_at = right - date.width
        organ_at = date_at - 2 * cell
    else:
        organ_at = right - longest
        date_at = organ_at + 2 * cell
    boxes = [replace(setter.shifted(organ, organ_at), keep=True) for organ in organs]
    return [setter.blank(keep=True), *boxes, setter.shifted(date, date_at)]


def remark(setter: Setter, document: Document) -> list[Box]:
    """Set 附注 in round brackets on the line below the date (7.3.6)."""
    text = printable(document.remark).strip("（）()")
    return setter.text(f"（{text}）") if text else []


def together(boxes: list[Box], last: int) -> list[Box]:
    """Hold the last of some boxes to each other and to what follows them."""
    cut = max(len(boxes) - last, 0)
    return [*boxes[:cut], *(replace(box, keep=True) for box in boxes[cut:])]


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: copies and printing office between rules, the last rule on the lower edge of 版心."""

    rows: tuple[tuple[tuple[float, Line], ...], ...]
    inner: tuple[int, ...]  # the rows below which a thin rule stands
    geometry: Geometry

    @property
    def height(self) -> float:
        """How much of the page it takes."""
        return len(self.rows) * self.geometry.pitch

    def draw(self, pen: Pen) -> None:
        """Draw it from the foot of 版心 upwards."""
        geometry = self.geometry
        pen.rule((0, self.height), (geometry.width, self.height), geometry.imprint_outer)
        for number, row in enumerate(self.rows):
            top = self.height - number * geometry.pitch
            for x, line in row:
                pen.text(line, x, top - (geometry.pitch - line.size) / 2 - _RISE * line.size)
            if number in self.inner:
                low = top - geometry.pitch
                pen.rule((0, low), (geometry.width, low), geometry.imprint_inner)
        pen.rule((0, 0), (geometry.width, 0), geometry.imprint_outer)


def imprint(breaker: Breaker, geometry: Geometry, document: Document) -> Imprint | None:
    """Set 版记, or give None where the circular has neither copies nor a printing office."""
    style = Style(Role.BODY, geometry.small_size)
    inset = geometry.small_size
    measure = geometry.width - 2 * inset
    rows: list[tuple[tuple[float, Line], ...]] = []
    inner: tuple[int, ...] = ()
    copies = printable(document.copies_to).rstrip("。")
    if copies:
        label = breaker.single("抄送：", style)
        hang = inset + 3 * geometry.small_size
        lines = breaker.paragraph(f"{copies}。", style, measure - 3 * geometry.small_size)
        rows += [((inset, label), (hang, lines[0])), *(((hang, line),) for line in lines[1:])]
    if document.printed_by:
        if rows:
            inner = (len(rows) - 1,)
        day = document.dated
        office = breaker.single(printable(document.printed_by), style)
        when = breaker.single(f"{day.year}年{day.month}月{day.day}日印发", style)
        dated = (geometry.width - inset - when.width, when)
        if office.width + geometry.small_size + when.width <= measure:
            rows.append(((inset, office), dated))
        else:  # A long office has its line to itself.
            rows += [((inset, office),), (dated,)]
    return Imprint(tuple(rows), inner, geometry) if rows else None
