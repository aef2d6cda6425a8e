"""Wall charts on A3 and A2 across: a border, the title, who hangs it and as of which day, and one drawing a page."""

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

_EDGE, _INNER = mm(8), mm(4)  # from the paper to the border, and on to what stands within
_RISE = 0.36  # of the size: from the middle of a line down to its baseline


class Paper(Enum):
    """A sheet across: its width and height in millimetres, and how large its letters are beside A3's."""

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
        """What a drawing may fill, in points."""
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
    """Print drawings made for this paper's room, one a page, whole or not at all; the same ones give the same bytes.

    Of the document only its title (a second line stands smaller), 署名, date and properties are printed. Raises Refusal
    where a character cannot be drawn.
    """
    faces = Faces.installed()
    written_words = ((words.text, words.text) for one in drawings for words in one.shapes if isinstance(words, Words))
    texts = [
        ("标题", document.title),
        ("署名", document.signed_by),
        *((f"“{where[:12]}”", text) for where, text in written_words),
    ]
    refuse(faces.missing([(where, printable(text)) for where, text in texts]))
    stream, breaker, (width, height) = BytesIO(), Breaker(faces), paper.size
    canvas = begun(stream, document, replace(GB9704, page_width=width, page_height=height), faces)
    pen = Pen(canvas, faces)
    room = paper.room
    for number, drawing in enumerate(drawings, start=1):
        canvas.setPageSize(paper.size)
        pen.begin(Frame(room[0], height - 2 * (_EDGE + _INNER), _EDGE + _INNER, _EDGE + _INNER))
        _border(pen, room[0], height - 2 * (_EDGE + _INNER))
        _head(pen, breaker, document, paper, first=number == 1)
        Drawn(drawing, breaker).draw(pen, paper.foot + room[1] + ABOVE)
        _foot(pen, breaker, paper, number, len(drawings))
        pen.leave_frame()
        pen.end()
    canvas.save()
    with whole(path) as draft:
        draft.write_bytes(stream.getvalue())
    return Printed(pen.page, tuple(pen.marks), pen.used())


def _border(pen: Pen, width: float, height: float) -> None:
    for gap, thick in ((_INNER, 1.5), (_INNER - 2.5, 0.5)):
        left, low, right, top = -gap, -gap, width + gap, height + gap
        corners = ((left, low), (left, top), (right, top), (right, low), (left, low))
        for start, end in pairwise(corners):
            pen.rule(start, end, thick)


def _head(pen: Pen, breaker: Breaker, document: Document, paper: Paper, *, first: bool) -> None:
    """Write the title, below it what it is about at the left, who hangs it and as of when at the right."""
    title, _, about = document.title.partition("\n")
    room, top = paper.room, paper.foot + paper.room[1] + paper.head
    size = 28 * paper.scale
    line = breaker.single(printable(title), Style(Role.TITLE, size))
    baseline = top - size * (0.5 + _RISE)
    pen.text(line, (room[0] - line.width) / 2, baseline)
    if first:
        pen.bookmark(0, title, top)
    small, low = 11 * paper.scale, top - size * 1.18 - 11 * paper.scale * (0.5 + _RISE)
    left = breaker.single(printable(about), Style(Role.KAI, small))
    pen.text(left, 0, low)
    right = breaker.single(printable(f"{document.signed_by}　{written(document.dated)}"), Style(Role.KAI, small))
    pen.text(right, room[0] - right.width, low)


def _foot(pen: Pen, breaker: Breaker, paper: Paper, number: int, of: int) -> None:
    if of == 1:
        return
    line = breaker.single(f"第 {number} 张，共 {of} 张", Style(Role.SONG, 9 * paper.scale))
    pen.text(line, paper.room[0] - line.width, 2)
