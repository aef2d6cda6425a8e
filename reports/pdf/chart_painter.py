"""Charts in the PDF: the drawing shared by all outputs, in colours that also differ on a black-and-white printer."""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from reports.content.chart_layout import ChartText, Drawing, FilledArea, Stroke, TextAnchor, Tone, lay_out_chart
from reports.content.chart_text import chart_text
from reports.content.document import Chart
from reports.pdf.content_stream import Colour
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import FigureSpan, PdfCanvas
from reports.pdf.structure import Tag, figure

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
    """Draws a chart in a layout box; ``tag`` is its figure, with the text for readers who do not see it."""

    drawing: Drawing
    breaker: Breaker
    tag: Tag

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the chart with its upper left corner at the left edge of the frame."""
        top -= SPACE_ABOVE
        low = top - self.drawing.height
        with canvas.picture(self.tag, (0.0, low, self.drawing.width, self.drawing.height)) as paper:
            for shape in self.drawing.shapes:
                match shape:
                    case FilledArea(points, tone):
                        _fill_polygon(paper, [(x, top - y) for x, y in points], _COLOURS[tone])
                    case Stroke():
                        _draw_stroke(paper, shape, top)
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
        canvas.draw_text(line, x, baseline, self.tag, colour=_COLOURS[words.tone])
        if words.figure is not None:
            canvas.record_figures(line, x, baseline, (FigureSpan(0, len(text), words.figure),))


def chart_boxes(setter: Typesetter, chart: Chart, width: float, spread: float = 1.0) -> list[LayoutBox]:
    """Lay out a chart above its caption, both on one page; what follows begins on a grid line.

    ``spread`` below 1 makes the chart lower.
    """
    caption = setter.breaker.single(printable(chart.caption), TextStyle(FontRole.HEI, _FONT_SIZE * 1.15))
    drawn = lay_out_chart(chart, width, _FONT_SIZE, spread)
    tag = figure(chart_text(chart), setter.section)
    ink, below = ChartInk(drawn, setter.breaker, tag), _CaptionInk(caption, width, Tag("Caption", tag))
    above = LayoutBox(drawn.height + SPACE_ABOVE + _SPACE_BELOW, ink, keep_with_next=True)
    return [above, LayoutBox(_FONT_SIZE * 2.2, below), LayoutBox(0, snap_to_grid=True)]


@dataclass(frozen=True, slots=True)
class _CaptionInk:
    """The caption centred below a chart."""

    line: PdfLine
    width: float
    tag: Tag

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the caption."""
        canvas.draw_text(self.line, (self.width - self.line.width) / 2, top - self.line.size * 1.4, self.tag)


def _fill_polygon(canvas: Canvas, points: list[tuple[float, float]], colour: Colour) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.setFillColorRGB(*colour)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_stroke(canvas: Canvas, stroke: Stroke, top: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*_COLOURS[stroke.tone])
    canvas.setLineWidth(stroke.width)
    if stroke.dashed:
        canvas.setDash(3, 2)
    path = canvas.beginPath()
    path.moveTo(stroke.points[0][0], top - stroke.points[0][1])
    for x, y in stroke.points[1:]:
        path.lineTo(x, top - y)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
