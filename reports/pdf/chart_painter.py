"""Charts in the PDF: the drawing shared by all outputs, in colours that also differ on a black-and-white printer."""

from dataclasses import dataclass

from reports.content.chart_layout import ChartText, Drawing, FilledArea, Stroke, TextAnchor, Tone, lay_out_chart
from reports.content.document import Chart
from reports.pdf.content_stream import Colour
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import FigureSpan, PdfCanvas

_FONT_SIZE = 10.5
SPACE_ABOVE, _SPACE_BELOW = 9.0, 10.0  # points between a chart and the boxes around it
_COLOURS: dict[Tone, Colour] = {
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
class ChartInk:
    """Draws a chart in a layout box."""

    drawing: Drawing
    breaker: Breaker

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the chart with its upper left corner at the left edge of the frame."""
        top -= SPACE_ABOVE
        for shape in self.drawing.shapes:
            match shape:
                case FilledArea(points, tone):
                    _fill_polygon(canvas, [(x, top - y) for x, y in points], _COLOURS[tone])
                case Stroke():
                    _draw_stroke(canvas, shape, top)
                case ChartText():
                    self._write(canvas, shape, top)

    def _write(self, canvas: PdfCanvas, words: ChartText, top: float) -> None:
        text = printable(words.text)
        line = self.breaker.single(text, TextStyle(FontRole.HEI, words.size))
        x = (
            words.x
            - {TextAnchor.LEFT: 0.0, TextAnchor.CENTRE: line.width / 2, TextAnchor.RIGHT: line.width}[words.anchor]
        )
        baseline = top - words.y - words.size * 0.36
        canvas.draw_text(line, x, baseline, colour=_COLOURS[words.tone])
        if words.figure is not None:
            canvas.record_figures(line, x, baseline, (FigureSpan(0, len(text), words.figure),))


def chart_boxes(setter: Typesetter, chart: Chart, width: float, spread: float = 1.0) -> list[LayoutBox]:
    """Lay out a chart above its caption, both on one page; what follows begins on a grid line.

    ``spread`` below 1 makes the chart lower.
    """
    caption = setter.breaker.single(printable(chart.caption), TextStyle(FontRole.HEI, _FONT_SIZE * 1.15))
    drawn = lay_out_chart(chart, width, _FONT_SIZE, spread)
    above = LayoutBox(drawn.height + SPACE_ABOVE + _SPACE_BELOW, ChartInk(drawn, setter.breaker), keep_with_next=True)
    return [above, LayoutBox(_FONT_SIZE * 2.2, _CaptionInk(caption, width)), LayoutBox(0, snap_to_grid=True)]


@dataclass(frozen=True, slots=True)
class _CaptionInk:
    """The caption centred below a chart."""

    line: PdfLine
    width: float

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the caption."""
        canvas.draw_text(self.line, (self.width - self.line.width) / 2, top - self.line.size * 1.4)


def _fill_polygon(canvas: PdfCanvas, points: list[tuple[float, float]], colour: Colour) -> None:
    path = canvas.reportlab_canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.reportlab_canvas.setFillColorRGB(*colour)
    canvas.reportlab_canvas.drawPath(path, stroke=0, fill=1)


def _draw_stroke(canvas: PdfCanvas, stroke: Stroke, top: float) -> None:
    canvas.reportlab_canvas.saveState()
    canvas.reportlab_canvas.setStrokeColorRGB(*_COLOURS[stroke.tone])
    canvas.reportlab_canvas.setLineWidth(stroke.width)
    if stroke.dashed:
        canvas.reportlab_canvas.setDash(3, 2)
    path = canvas.reportlab_canvas.beginPath()
    path.moveTo(stroke.points[0][0], top - stroke.points[0][1])
    for x, y in stroke.points[1:]:
        path.lineTo(x, top - y)
    canvas.reportlab_canvas.drawPath(path, stroke=1, fill=0)
    canvas.reportlab_canvas.restoreState()
