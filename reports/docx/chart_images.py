"""Charts as images: the PDF drawing rendered to PNG, for formats without vector charts."""

from io import BytesIO

from reports.content.chart_layout import lay_out_chart
from reports.content.document import Chart
from reports.pdf.chart_painter import SPACE_ABOVE, ChartInk
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import Frame
from reports.pdf.line_breaking import Breaker
from reports.pdf.pdf_canvas import PdfCanvas
from reports.pdf.structure import Tag

_FONT_SIZE = 10.5
_SPACE_BELOW = 4.0  # points left free under the drawing
_DOTS_PER_POINT = 3.0


def chart_png(chart: Chart, width: float, spread: float = 1.0) -> bytes:
    """Return a chart as PNG, ``width`` points wide and as low as on paper."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    faces = FontSet.bundled()
    drawn = ChartInk(lay_out_chart(chart, width, _FONT_SIZE, spread), Breaker(faces), Tag("Figure"))
    height = drawn.drawing.height + SPACE_ABOVE + _SPACE_BELOW
    stream = BytesIO()
    reportlab_canvas = Canvas(stream, pagesize=(width, height), invariant=1)
    canvas = PdfCanvas(reportlab_canvas, faces)
    canvas.begin_page(Frame(width, height, 0.0, 0.0))
    drawn.draw(canvas, height)
    canvas.end_page()
    reportlab_canvas.save()
    page = pypdfium2.PdfDocument(stream.getvalue())[0]
    image = BytesIO()
    page.render(scale=_DOTS_PER_POINT).to_pil().save(image, "PNG")
    return image.getvalue()
