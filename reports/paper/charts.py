"""Charts in the PDF: the drawing shared by all outputs, in colours that also differ on a black-and-white printer."""

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
ABOVE, _BELOW = 4.0, 10.0  # points between a chart and the boxes around it
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
    """Draws a chart in a layout box."""

    drawing: Drawing
    breaker: Breaker

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw the chart with its upper left corner at the left edge of the frame."""
        top -= ABOVE
        for shape in self.drawing.shapes:
            match shape:
                case Area(points, tone):
                    _polygon(canvas, [(x, top - y) for x, y in points], _INK[tone])
                case Stroke():
                    _stroke(canvas, shape, top)
                case Words():
                    self._write(canvas, shape, top)

    def _write(self, canvas: Pen, words: Words, top: float) -> None:
        text = printable(words.text)
        line = self.breaker.single(text, Style(Role.HEI, words.size))
        x = words.x - {Side.LEFT: 0.0, Side.CENTRE: line.width / 2, Side.RIGHT: line.width}[words.side]
        baseline = top - words.y - words.size * 0.36
        canvas.text(line, x, baseline, colour=_INK[words.tone])
        if words.figure is not None:
            canvas.mark(line, x, baseline, (Place(0, len(text), words.figure),))


def boxes(setter: Setter, chart: Chart, width: float) -> list[Box]:
    """Lay out a chart above its caption, both on one page; what follows begins on a grid line."""
    caption = setter.breaker.single(printable(chart.caption), Style(Role.HEI, _SIZE * 1.15))
    drawn = drawing(chart, width, _SIZE)
    above = Box(drawn.height + ABOVE + _BELOW, Drawn(drawn, setter.breaker), keep=True)
    return [above, Box(_SIZE * 2.2, _Caption(caption, width)), Box(0, snap=True)]


@dataclass(frozen=True, slots=True)
class _Caption:
    """The caption centred below a chart."""

    line: Line
    width: float

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw the caption."""
        canvas.text(self.line, (self.width - self.line.width) / 2, top - self.line.size * 1.4)


def _polygon(canvas: Pen, points: list[tuple[float, float]], colour: Colour) -> None:
    path = canvas.canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.canvas.setFillColorRGB(*colour)
    canvas.canvas.drawPath(path, stroke=0, fill=1)


def _stroke(canvas: Pen, stroke: Stroke, top: float) -> None:
    canvas.canvas.saveState()
    canvas.canvas.setStrokeColorRGB(*_INK[stroke.tone])
    canvas.canvas.setLineWidth(stroke.width)
    if stroke.dashed:
        canvas.canvas.setDash(3, 2)
    path = canvas.canvas.beginPath()
    path.moveTo(stroke.points[0][0], top - stroke.points[0][1])
    for x, y in stroke.points[1:]:
        path.lineTo(x, top - y)
    canvas.canvas.drawPath(path, stroke=1, fill=0)
    canvas.canvas.restoreState()
