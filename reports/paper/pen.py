"""Drawing on the pages of one PDF: text, rules and bookmarks, remembering where each figure came to stand."""

from dataclasses import dataclass
from typing import Any

from reports.figures import Figure
from reports.paper.faces import Faces, Role
from reports.paper.geometry import Frame
from reports.paper.lines import Line
from reports.paper.strokes import BLACK, Alphabet, Colour, Strokes

_RISE = 0.88  # of the size: the top of a character's square above its baseline


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a figure is printed: the page from 1, and a rectangle in PDF points from its lower left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float
    figure: Figure


@dataclass(frozen=True, slots=True)
class Place:
    """A figure's part of a paragraph: ``text[start:end]``."""

    start: int
    end: int
    figure: Figure


class Pen:
    """Draws in the frame of the current page and keeps the marks."""

    def __init__(self, canvas: Any, faces: Faces) -> None:
        """Draw on a reportlab canvas with these faces."""
        self.canvas = canvas
        self.faces = faces
        self.page = 0
        self.marks: list[Mark] = []
        self._frame: Frame | None = None
        self._alphabets: dict[str, Alphabet] = {}
        self._strokes = Strokes(canvas, self._alphabets)
        self._used: dict[tuple[Role, str], None] = {}
        self._entries = 0
        self._depth = -1

    def begin(self, frame: Frame) -> None:
        """Begin a page."""
        self.page += 1
        self._frame = frame
        self._flush()
        self.canvas.saveState()
        self.canvas.transform(*frame.matrix)

    def leave_frame(self) -> None:
        """Go back to the paper's own axes, for the page number."""
        self._flush()
        self.canvas.restoreState()
        self._frame = None

    def end(self) -> None:
        """Finish the page."""
        if self._frame is not None:
            self.leave_frame()
        self._flush()
        self.canvas.showPage()

    def _flush(self) -> None:
        """Put what was drawn so far on the page; what is drawn on ``canvas`` itself lies under it."""
        self._strokes.flush()
        self._strokes = Strokes(self.canvas, self._alphabets)

    def text(self, line: Line, x: float, baseline: float, *, colour: Colour = BLACK, squeeze: float = 1.0) -> None:
        """Draw a line with its left end at ``x``; ``squeeze`` narrows the letters, as mastheads are."""
        for run in line.runs:
            self._used.setdefault((line.style.role, run.face))
        self._strokes.text(line, x, baseline, colour, squeeze)

    def mark(self, line: Line, x: float, baseline: float, places: tuple[Place, ...]) -> None:
        """Remember where the figures of a line stand."""
        if self._frame is None:
            return
        for place in places:
            span = line.span(place.start, place.end)
            if span is not None:
                left, width = span
                low = baseline - (1 - _RISE) * line.size
                box = self._frame.on_paper(x + left, low, width, line.size)
                self.marks.append(Mark(self.page, *box, place.figure))

    def rule(self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour = BLACK) -> None:
        """Draw a straight line."""
        self._strokes.rule(start, end, width, colour)

    def slanted(self, line: Line, middle: tuple[float, float], angle: float, colour: Colour) -> None:
        """Draw a line turned about its middle, below whatever is drawn on the page after it."""
        self.canvas.saveState()
        self.canvas.translate(*middle)
        self.canvas.rotate(angle)
        self.text(line, -line.width / 2, -line.size / 3, colour=colour)
        self._flush()
        self.canvas.restoreState()

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle given by its lower left corner; rules and text lie over it."""
        self._strokes.fill(x, y, width, height, colour)

    def bookmark(self, level: int, text: str, top: float) -> None:
        """Put an entry into the outline that leads to this height on this page."""
        if self._frame is None:
            return
        self._entries += 1
        key = f"entry-{self._entries}"
        self._depth = min(level, self._depth + 1)
        x, y, _, _ = self._frame.on_paper(0, top, 0, 0)
        self.canvas.bookmarkPage(key, fit="XYZ", left=x, top=y)
        self.canvas.addOutlineEntry(text, key, self._depth)

    def used(self) -> tuple[tuple[str, str], ...]:
        """Tell which faces were drawn with: the role's name, the family's name."""
        order = list(Role)
        pairs = sorted(self._used, key=lambda pair: order.index(pair[0]))
        return tuple(dict.fromkeys((role.value, self.faces.family(face)) for role, face in pairs))
