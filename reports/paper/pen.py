"""Draw on the pages of one PDF: text, rules and bookmarks; record where each figure is printed."""

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
    """The part ``text[start:end]`` of a paragraph that prints a figure."""

    start: int
    end: int
    figure: Figure


class Pen:
    """Draws in the frame of the current page and collects the figure marks."""

    def __init__(self, canvas: Any, faces: Faces) -> None:
        """Draw on a reportlab canvas with these fonts."""
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
        """Begin a page; coordinates are those of ``frame`` from now on."""
        self.page += 1
        self._frame = frame
        self._flush()
        self.canvas.saveState()
        self.canvas.transform(*frame.matrix)

    def leave_frame(self) -> None:
        """Return to the paper's own axes, as the page number needs."""
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
        """Write the pending content to the page; anything drawn directly on the reportlab canvas lies below it."""
        self._strokes.flush()
        self._strokes = Strokes(self.canvas, self._alphabets)

    def text(self, line: Line, x: float, baseline: float, *, colour: Colour = BLACK, squeeze: float = 1.0) -> None:
        """Draw a line with its left end at ``x``; ``horizontal_scale`` narrows the letters, as in mastheads."""
        for run in line.runs:
            self._used.setdefault((line.style.role, run.face))
        self._strokes.text(line, x, baseline, colour, squeeze)

    def mark(self, line: Line, x: float, baseline: float, places: tuple[Place, ...]) -> None:
        """Record where the figures of a line are printed."""
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
        """Draw a line rotated about its middle, below everything drawn on the page later."""
        self.canvas.saveState()
        self.canvas.translate(*middle)
        self.canvas.rotate(angle)
        self.text(line, -line.width / 2, -line.size / 3, colour=colour)
        self._flush()
        self.canvas.restoreState()

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle given by its lower left corner; rules and text lie above it."""
        self._strokes.fill(x, y, width, height, colour)

    def bookmark(self, level: int, text: str, top: float) -> None:
        """Add an outline entry that leads to this height on the current page."""
        if self._frame is None:
            return
        self._entries += 1
        key = f"entry-{self._entries}"
        self._depth = min(level, self._depth + 1)
        x, y, _, _ = self._frame.on_paper(0, top, 0, 0)
        self.canvas.bookmarkPage(key, fit="XYZ", left=x, top=y)
        self.canvas.addOutlineEntry(text, key, self._depth)

    def used(self) -> tuple[tuple[str, str], ...]:
        """Return the fonts used so far: role name, family name."""
        order = list(Role)
        pairs = sorted(self._used, key=lambda pair: order.index(pair[0]))
        return tuple(dict.fromkeys((role.value, self.faces.family(face)) for role, face in pairs))
