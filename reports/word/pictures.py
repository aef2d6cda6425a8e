"""Charts as images: the PDF drawing rendered to PNG, for formats without vector charts."""

from io import BytesIO

from reports.content import Chart
from reports.drawing import drawing
from reports.paper.charts import ABOVE, Drawn
from reports.paper.faces import Faces
from reports.paper.geometry import Frame
from reports.paper.lines import Breaker
from reports.paper.pen import Pen

_SIZE = 10.5
_BELOW = 4.0  # points left free under the drawing
_DOTS_PER_POINT = 3.0


def picture(chart: Chart, width: float) -> bytes:
    """Return a chart as PNG, ``width`` points wide."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    faces = Faces.bundled()
    drawn = Drawn(drawing(chart, width, _SIZE), Breaker(faces))
    height = drawn.drawing.height + ABOVE + _BELOW
    stream = BytesIO()
    reportlab_canvas = Canvas(stream, pagesize=(width, height), invariant=1)
    canvas = Pen(reportlab_canvas, faces)
    canvas.begin(Frame(width, height, 0.0, 0.0))
    drawn.draw(canvas, height)
    canvas.end()
    reportlab_canvas.save()
    page = pypdfium2.PdfDocument(stream.getvalue())[0]
    image = BytesIO()
    page.render(scale=_DOTS_PER_POINT).to_pil().save(image, "PNG")
    return image.getvalue()
