"""Print wall charts on landscape A3 or A2: border, title, issuing unit and date, and one drawing per page."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from models.files import whole
from reports.content import Document
from reports.drawing import Drawing, Words
from reports.paper.charts import ABOVE, Drawn
from reports.paper.elements import written
from reports.paper.faces import Faces, Role, printable
from reports.paper.geometry import GB9704, Frame, mm
from reports.paper.lines import Breaker, Style
from reports.paper.pen import Pen
from reports.paper.places import refuse
from reports.paper.press import Printed, begun

_EDGE, _INNER = mm(8), mm(4)  # from the paper edge to the border, and from the border to the content
_RISE = 0.36  # of the size: from the middle of a line down to its baseline


class Paper(Enum):
    """A landscape paper size: width and height in millimetres, and the scale of its lettering relative to A3."""

    A3 = (420.0, 297.0, 1.0)
    A2 = (594.0, 420.0, 1.25)

    @property
    def scale(self) -> float:
        """How much larger everything is than on A3."""
        return self.value[2]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return mm(self.value[0]), mm(self.value[1])

    @property
    def room(self) -> tuple[float, float]:
        """Width and height available to a drawing, in points."""
        width, height = self.size
        return width - 2 * (_EDGE + _INNER), height - 2 * (_EDGE + _INNER) - self.head - self.foot

    @property
    def head(self) -> float:
        """The height of the title and the line below it."""
        return 58 * self.scale

    @property
    def foot(self) -> float:
        """The height of the line at the foot."""
        return 16 * self.scale


def print_wall(document: Document, drawings: Sequence[Drawing], path: Path, paper: Paper) -> Printed:
    """Print drawings made for this paper size, one per page, atomically; the same input gives the same bytes.

    Of the document only the title (its second line is set smaller), 署名, date and properties are used.
    Raises UserError if a character is in no font.
    """
    faces = Faces.installed()
    written_words = (
        (words.text, words.text) for drawing in drawings for words in drawing.shapes if isinstance(words, Words)
    )
    texts = [
        ("标题", document.title),
        ("署名", document.signed_by),
        *((f"“{where[:12]}”", text) for where, text in written_words),
    ]
    refuse(faces.missing([(where, printable(text)) for where, text in texts]))
    stream, breaker, (width, height) = BytesIO(), Breaker(faces), paper.size
    reportlab_canvas = begun(stream, document, replace(GB9704, page_width=width, page_height=height), faces)
    canvas = Pen(reportlab_canvas, faces)
    room = paper.room
    for number, drawing in enumerate(drawings, start=1):
        reportlab_canvas.setPageSize(paper.size)
        canvas.begin(Frame(room[0], height - 2 * (_EDGE + _INNER), _EDGE + _INNER, _EDGE + _INNER))
        _border(canvas, room[0], height - 2 * (_EDGE + _INNER))
        _head(canvas, breaker, document, paper, first=number == 1)
        Drawn(drawing, breaker).draw(canvas, paper.foot + room[1] + ABOVE)
        _foot(canvas, breaker, paper, number, len(drawings))
        canvas.leave_frame()
        canvas.end()
    reportlab_canvas.save()
    with whole(path) as draft:
        draft.write_bytes(stream.getvalue())
    return Printed(canvas.page, tuple(canvas.marks), canvas.used())


def _border(canvas: Pen, width: float, height: float) -> None:
    for gap, thick in ((_INNER, 1.5), (_INNER - 2.5, 0.5)):
        left, low, right, top = -gap, -gap, width + gap, height + gap
        corners = ((left, low), (left, top), (right, top), (right, low), (left, low))
        for start, end in pairwise(corners):
            canvas.rule(start, end, thick)


def _head(canvas: Pen, breaker: Breaker, document: Document, paper: Paper, *, first: bool) -> None:
    """Draw the title; below it the subtitle at the left, issuing unit and date at the right."""
    title, _, about = document.title.partition("\n")
    room, top = paper.room, paper.foot + paper.room[1] + paper.head
    size = 28 * paper.scale
    line = breaker.single(printable(title), Style(Role.TITLE, size))
    baseline = top - size * (0.5 + _RISE)
    canvas.text(line, (room[0] - line.width) / 2, baseline)
    if first:
        canvas.bookmark(0, title, top)
    small, low = 11 * paper.scale, top - size * 1.18 - 11 * paper.scale * (0.5 + _RISE)
    left = breaker.single(printable(about), Style(Role.KAI, small))
    canvas.text(left, 0, low)
    right = breaker.single(printable(f"{document.signed_by}　{written(document.dated)}"), Style(Role.KAI, small))
    canvas.text(right, room[0] - right.width, low)


def _foot(canvas: Pen, breaker: Breaker, paper: Paper, number: int, of: int) -> None:
    if of == 1:
        return
    line = breaker.single(f"第 {number} 张，共 {of} 张", Style(Role.SONG, 9 * paper.scale))
    canvas.text(line, paper.room[0] - line.width, 2)
