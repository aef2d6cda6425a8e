"""Drawing on the pages of one PDF: text, rules and bookmarks, remembering where each figure came to stand."""

from dataclasses import dataclass
from typing import Any

from reports.figures import Figure
from reports.paper.faces import Faces, Role
from reports.paper.geometry import Frame
from reports.paper.lines import Line

_BLACK = (0.0, 0.0, 0.0)
RED = (0.85, 0.0, 0.05)  # chapter 6 asks for Y80 M80; this is what that comes out as on a screen
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
        self._used: dict[tuple[Role, str], None] = {}
        self._entries = 0
        self._depth = -1

    def begin(self, frame: Frame) -> None:
        """Begin a page."""
        self.page += 1
        self._frame = frame
        self.canvas.saveState()
        self.canvas.transform(*frame.matrix)

    def leave_frame(self) -> None:
        """Go back to the paper's own axes, for the page number."""
        self.canvas.restoreState()
        self._frame = None

    def end(self) -> None:
        """Finish the page."""
        if self._frame is not None:
            self.leave_frame()
        self.canvas.showPage()

    def text(
        self,
        line: Line,
        x: float,
        baseline: float,
        *,
        colour: tuple[float, float, float] = _BLACK,
        squeeze: float = 1.0,
    ) -> None:
        """Draw a line with its left end at ``x``; ``squeeze`` narrows the letters, as mastheads are."""
        if not line.runs:
            return
        out = self.canvas.beginText()
        out.setFillColorRGB(*colour)
        if squeeze != 1.0:
            out.setHorizScale(squeeze * 100)
        spacing = 0.0
        for run in line.runs:
            self._used.setdefault((line.style.role, run.face))
            out.setTextOrigin(x + run.x * squeeze, baseline)
            out.setFont(run.face, line.size)
            if run.spacing != spacing:
                out.setCharSpace(run.spacing)
                spacing = run.spacing
            out.textOut(run.text)
        if spacing:
            out.setCharSpace(0)
        if squeeze != 1.0:
            out.setHorizScale(100)
        self.canvas.drawText(out)

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

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float,
        colour: tuple[float, float, float] = _BLACK,
    ) -> None:
        """Draw a straight line."""
        self.canvas.setLineWidth(width)
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.line(*start, *end)

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
