"""Charts on paper: the drawing everybody shares, in ink that a black-and-white printer keeps apart too."""

from dataclasses import dataclass

from reports.content import Chart
from reports.drawing import Area, Drawing, Side, Stroke, Tone, Words, drawing
from reports.paper.elements import Setter
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.lines import Breaker, Line, Style
from reports.paper.pen import Pen, Place
from reports.paper.strokes import Colour

_SIZE = 10.5
ABOVE, _BELOW = 4.0, 10.0  # points between a chart and what stands around it
_INK: dict[Tone, Colour] = {
    Tone.INK: (0.0, 0.0, 0.0),
    Tone.SECOND: (0.35, 0.35, 0.35),
    Tone.RULE: (0.85, 0.85, 0.85),
    Tone.BAR: (0.12, 0.35, 0.62),
    Tone.PALE: (0.68, 0.77, 0.88),
    Tone.GOOD: (0.07, 0.42, 0.18),
    Tone.BAD: (0.72, 0.12, 0.1),
    Tone.PAPER: (1.0, 1.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as the ink of a box."""

    drawing: Drawing
    breaker: Breaker

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it with its upper left corner at the frame's left edge."""
        top -= ABOVE
        for shape in self.drawing.shapes:
            match shape:
                case Area(points, tone):
                    _polygon(pen, [(x, top - y) for x, y in points], _INK[tone])
                case Stroke():
                    _stroke(pen, shape, top)
                case Words():
                    self._write(pen, shape, top)

    def _write(self, pen: Pen, words: Words, top: float) -> None:
        text = printable(words.text)
        line = self.breaker.single(text, Style(Role.HEI, words.size))
        x = words.x - {Side.LEFT: 0.0, Side.CENTRE: line.width / 2, Side.RIGHT: line.width}[words.side]
        baseline = top - words.y - words.size * 0.36
        pen.text(line, x, baseline, colour=_INK[words.tone])
        if words.figure is not None:
            pen.mark(line, x, baseline, (Place(0, len(text), words.figure),))


def boxes(setter: Setter, chart: Chart, width: float) -> list[Box]:
    """Set a chart above its caption; the two stay on one page, and what follows begins on a line of the grid."""
    caption = setter.breaker.single(printable(chart.caption), Style(Role.HEI, _SIZE * 1.15))
    drawn = drawing(chart, width, _SIZE)
    above = Box(drawn.height + ABOVE + _BELOW, Drawn(drawn, setter.breaker), keep=True)
    return [above, Box(_SIZE * 2.2, _Caption(caption, width)), Box(0, snap=True)]


@dataclass(frozen=True, slots=True)
class _Caption:
    """A chart's name below it, centred."""

    line: Line
    width: float

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it."""
        pen.text(self.line, (self.width - self.line.width) / 2, top - self.line.size * 1.4)


def _polygon(pen: Pen, points: list[tuple[float, float]], colour: Colour) -> None:
    path = pen.canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    pen.canvas.setFillColorRGB(*colour)
    pen.canvas.drawPath(path, stroke=0, fill=1)


def _stroke(pen: Pen, stroke: Stroke, top: float) -> None:
    pen.canvas.saveState()
    pen.canvas.setStrokeColorRGB(*_INK[stroke.tone])
    pen.canvas.setLineWidth(stroke.width)
    if stroke.dashed:
        pen.canvas.setDash(3, 2)
    path = pen.canvas.beginPath()
    path.moveTo(stroke.points[0][0], top - stroke.points[0][1])
    for x, y in stroke.points[1:]:
        path.lineTo(x, top - y)
    pen.canvas.drawPath(path, stroke=1, fill=0)
    pen.canvas.restoreState()
