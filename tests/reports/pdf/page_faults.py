"""A judge of laid-out pages: what an office would send back, read from what stands on the pages, not from the solver.

Each fault is a sentence that begins with its kind, such as “sparse page”, and names the page (from 1).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.content.document import Chart, Document, SectionHeading, Table
from reports.pdf.chart_painter import ChartInk
from reports.pdf.elements import TextInk, long_date
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Frame, Geometry
from reports.pdf.line_breaking import Breaker, PdfLine
from reports.pdf.page_division import PrintSheet, print_sheets
from reports.pdf.pagination import LayoutBox
from reports.pdf.table_setting import ContinuedHead, PdfTableRow

MIN_TYPE_SIZE = 9.0
_LEAST_FILLED = 2 / 3  # of a page that another page of the same text follows
_LEAST_ROWS = 3  # of a parted table on each of its pages
_SHORTEST_LINE = 3.0  # ems: a word of two characters and a mark
_SHORTEST_AT_HEAD = 6.0  # ems: the end of a paragraph that stands at the head of a page
_LINES = 2  # of text, the least above a signature


@dataclass(frozen=True)
class _PrintedBox:
    """A box with ink on a page, and its top below the top of the frame."""

    page: int
    box: LayoutBox
    top: float

    @property
    def lines(self) -> list[tuple[float, PdfLine]]:
        """The text lines in the box with their left ends; of a row those of its cells."""
        match self.box.ink:
            case TextInk(parts=parts):
                return list(parts)
            case PdfTableRow(cells=cells):
                return [(cell.left, line) for cell in cells for line in cell.lines]
            case _:
                return []

    @property
    def text(self) -> str:
        """The text of the box."""
        return "".join(line.text for _, line in self.lines)


def page_faults(breaker: Breaker, document: Document, geometry: Geometry) -> list[str]:
    """Set a document and return every fault of its pages."""
    return sheet_faults(list(print_sheets(breaker, document, geometry)), document, geometry)


def sheet_faults(sheets: Sequence[PrintSheet], document: Document, geometry: Geometry) -> list[str]:
    """Return every fault of laid-out pages."""
    boxes = [
        _PrintedBox(number, box, top)
        for number, sheet in enumerate(sheets, 1)
        for box, top in sheet.page.boxes
        if box.ink is not None
    ]
    return [
        *_sparse_pages(sheets, geometry),
        *_lonely_signatures(boxes, document),
        *_parted_tables(boxes),
        *_astray(boxes, document),
        *_short_lines(boxes, geometry),
        *_headings_at_foot(boxes),
        *_small_type(boxes),
        *_outside_frame(sheets, geometry),
        *_imprint_pages(sheets, geometry),
    ]


def _begins_part(sheet: PrintSheet) -> bool:
    """Return whether an annex begins with this page."""
    texts = [line.text for box, _ in sheet.page.boxes if isinstance(box.ink, TextInk) for _, line in box.ink.parts]
    return bool(texts) and texts[0].startswith("附件") and "：" not in texts[0]


def _sparse_pages(sheets: Sequence[PrintSheet], geometry: Geometry) -> Iterator[str]:
    for number, (sheet, following) in enumerate(pairwise(sheets), 1):
        filled = sheet.page.used_height / Frame.for_page(geometry, sheet.orientation).height
        if sheet.page.boxes and following.page.boxes and not _begins_part(following) and filled < _LEAST_FILLED:
            yield f"sparse page: {number} is filled to {filled:.0%}"


def _lonely_signatures(boxes: Sequence[_PrintedBox], document: Document) -> Iterator[str]:
    date = long_date(document.dated)
    signed = next((box for box in reversed(boxes) if box.text.endswith(date) and box.lines[0][0] > 0), None)
    if signed is None or not document.signed_by:
        return
    before = [box for box in boxes if box.page == signed.page and box.top < signed.top]
    listed = next((number for number, box in enumerate(before) if box.text.startswith("附件：")), None)
    organs = set(map(printable, document.signed_by.splitlines()))
    text = [box for box in before[:listed] if box.text not in organs]
    everything = [box for box in boxes if box.page <= signed.page]
    if (
        len(text) < min(_LINES, len(everything) - 2)
        and signed.page > 1
        and not any(isinstance(box.box.ink, PdfTableRow | ChartInk) for box in text)
    ):
        yield f"lonely signature: {signed.page} has {len(text)} lines of text above it"


def _parted_tables(boxes: Sequence[_PrintedBox]) -> Iterator[str]:
    """Count the rows of each table on each page; a table goes on where a page begins with its head again."""
    tables: list[dict[int, int]] = []
    inside = False
    for box in boxes:
        match box.box.ink:
            case ContinuedHead():
                inside = True
            case PdfTableRow(head=is_head):
                if is_head or not inside:
                    tables.append({})
                inside = True
                tables[-1].setdefault(box.page, 0)
                tables[-1][box.page] += not (is_head and any(line.style.role is FontRole.HEI for _, line in box.lines))
            case _:
                inside = False
    for rows in tables:
        total = sum(rows.values())
        for page, count in rows.items():
            if len(rows) > 1 and count < _LEAST_ROWS and total >= 2 * _LEAST_ROWS:
                yield f"parted table: {page} has {count} of {total} rows"


def _astray(boxes: Sequence[_PrintedBox], document: Document) -> Iterator[str]:
    """Compare the heading each table and chart stands under with the one it was written under."""
    written = dict(_headings_of_floats(document))
    headings = {printable(block.text) for block in document.body if isinstance(block, SectionHeading)}
    heading = paragraph = ""
    for number, box in enumerate(boxes):
        if isinstance(box.box.ink, TextInk) and box.lines:
            paragraph = box.text if box.lines[0][1].start == 0 else paragraph + box.text
            heading = paragraph if paragraph in headings else heading
        caption = box.text if box.text in written else _caption(box)
        if written.get(caption, heading) != heading:
            yield f"astray: {caption} on {box.page} stands under {heading}, not {written[caption]}"
        if isinstance(box.box.ink, ChartInk | PdfTableRow):
            after = next((each for each in boxes[number + 1 :] if not _is_float(each)), None)
            if after is not None and after.lines and after.lines[0][1].start > 0:
                yield f"astray: within a sentence on {box.page}: {after.text}"


def _headings_of_floats(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the caption of each table and chart with the heading it was written under."""
    heading = ""
    for block in document.body:
        match block:
            case SectionHeading(text=text):
                heading = printable(text)
            case Table(caption=caption) | Chart(caption=caption) if caption:
                yield printable(caption), heading
            case _:
                pass


def _is_float(box: _PrintedBox) -> bool:
    return not isinstance(box.box.ink, TextInk) or all(line.size < 16 for _, line in box.lines)


def _caption(box: _PrintedBox) -> str:
    line = getattr(box.box.ink, "line", None)
    return line.text if isinstance(line, PdfLine) else ""


def _short_lines(boxes: Sequence[_PrintedBox], geometry: Geometry) -> Iterator[str]:
    """Find last lines of paragraphs with hardly a word, anywhere and at the head of a page."""
    texts = [box for box in boxes if isinstance(box.box.ink, TextInk) and box.lines]
    for box, following in zip(texts, [*texts[1:], None], strict=True):
        x, line = box.lines[0]
        is_last = following is None or following.lines[0][1].start == 0
        if len(box.lines) > 1 or line.start == 0 or not is_last or x > 0 or line.size != geometry.size:
            continue
        ems = line.width / line.size
        if ems < _SHORTEST_LINE:
            yield f"short last line: {box.page} “{line.text}”"
        elif ems < _SHORTEST_AT_HEAD and box.top == 0:
            yield f"short line at the head: {box.page} “{line.text}”"


def _headings_at_foot(boxes: Sequence[_PrintedBox]) -> Iterator[str]:
    for box, following in pairwise(boxes):
        if box.box.keep_with_next and following.page != box.page and box.box.outline_entry is not None:
            yield f"heading at the foot: {box.page} “{box.text}”"


def _small_type(boxes: Sequence[_PrintedBox]) -> Iterator[str]:
    smallest: dict[int, float] = {}
    for box in boxes:
        sizes = [line.size for _, line in box.lines if line.text.strip()]
        if isinstance(box.box.ink, ChartInk):
            sizes += [shape.size for shape in box.box.ink.drawing.shapes if hasattr(shape, "size")]
        for size in sizes:
            smallest[box.page] = min(smallest.get(box.page, size), size)
    yield from (f"small type: {page} has {size:g} pt" for page, size in smallest.items() if size < MIN_TYPE_SIZE)


def _outside_frame(sheets: Sequence[PrintSheet], geometry: Geometry) -> Iterator[str]:
    for number, sheet in enumerate(sheets, 1):
        frame = Frame.for_page(geometry, sheet.orientation)
        for box, top in sheet.page.boxes:
            if top + box.height > frame.height + 0.1:
                yield f"outside: {number} goes {top + box.height - frame.height:.1f} pt below the type area"
            for right, line in _right_ends(box):
                # A closing mark at the end of a line may hang over with its blank half.
                if right > frame.width + line.size / 2 + 0.5:
                    yield f"outside: {number} “{line.text}” ends {right - frame.width:.1f} pt beside the type area"


def _right_ends(box: LayoutBox) -> Iterable[tuple[float, PdfLine]]:
    match box.ink:
        case TextInk(parts=parts):
            return [(x + line.width, line) for x, line in parts]
        case PdfTableRow(cells=cells):
            return [(cell.left + line.width, line) for cell in cells for line in cell.lines]
        case _:
            return []


def _imprint_pages(sheets: Sequence[PrintSheet], geometry: Geometry) -> Iterator[str]:
    for number, sheet in enumerate(sheets, 1):
        if sheet.imprint is None:
            continue
        if geometry.duplex and number % 2:
            yield f"imprint: 版记 is on {number}, an odd page"
        if number != len(sheets):
            yield f"imprint: 版记 is on {number}, not the last page"
        if not sheet.page.boxes and not sheets[number - 2].page.boxes and sheets[number - 2].numbered:
            yield f"imprint: the blank page {number - 1} is numbered"
