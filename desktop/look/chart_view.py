"""A chart on the screen: the drawing of the paper in the window's colours; each of its figures opens its rows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.look.colours import Colours
from reports.content import Chart
from reports.drawing import Area, Drawing, Side, Stroke, Tone, Words, drawing
from reports.figures import Figure

_ALIGN = {
    Side.LEFT: Qt.AlignmentFlag.AlignLeft,
    Side.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Side.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_SIZE = 13.0  # pixels, as the tables' letters


class ChartView(QWidget):
    """Draws one chart as wide as it is given room; its height follows.

    Signals:
        chosen: a figure was clicked, or Enter pressed on it.
    """

    chosen = Signal(object)

    def __init__(self, chart: Chart, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._colours = chart, colours
        self._drawing: Drawing = drawing(chart, 480, _SIZE)
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(chart.caption)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart."""
        self._chart, self._at = chart, -1
        self.setAccessibleName(chart.caption)
        self._lay_out()

    def figures(self) -> list[Area]:
        """Give the areas that stand for a figure, in reading order."""
        return [shape for shape in self._drawing.shapes if isinstance(shape, Area) and shape.figure is not None]

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._drawing.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._drawing.shapes:
            self._paint(painter, shape)
        if self.hasFocus() and 0 <= self._at < len(self.figures()):
            painter.setPen(QPen(QColor(self._colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_polygon(self.figures()[self._at]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        figure = self._figure_at(event.position())
        self.setToolTip(f"{figure.label}：{figure.phrase}\n{figure.formula}" if figure else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if figure else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (figure := self._figure_at(event.position())) is not None:
            self.chosen.emit(figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        shown = self.figures()
        if event.key() in steps and shown:
            self._at = (self._at + steps[Qt.Key(event.key())]) % len(shown)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self._at < len(shown):
            self.chosen.emit(shown[self._at].figure)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._drawing = drawing(self._chart, max(self.width(), 240), _SIZE)
        self.setFixedHeight(round(self._drawing.height) + 2)
        self.update()

    def _figure_at(self, place: QPointF) -> Figure | None:
        hits = [area for area in self.figures() if _polygon(area).containsPoint(place, Qt.FillRule.OddEvenFill)]
        return hits[-1].figure if hits else None

    def _paint(self, painter: QPainter, shape: Area | Stroke | Words) -> None:
        colour = self._colour(shape.tone)
        if isinstance(shape, Area):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(_polygon(shape))
        elif isinstance(shape, Stroke):
            style = Qt.PenStyle.DashLine if shape.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(colour, shape.width, style))
            painter.drawPolyline([QPointF(x, y) for x, y in shape.points])
        else:
            font = QFont(self.font())
            font.setPixelSize(round(shape.size))
            painter.setFont(font)
            painter.setPen(colour)
            start = {Side.LEFT: 0.0, Side.CENTRE: 400.0, Side.RIGHT: 800.0}[shape.side]
            box = QRectF(shape.x - start, shape.y - shape.size, 800.0, shape.size * 2)
            painter.drawText(box, _ALIGN[shape.side] | Qt.AlignmentFlag.AlignVCenter, shape.text)

    def _colour(self, tone: Tone) -> QColor:
        colours = self._colours
        named = {
            Tone.INK: colours.ink,
            Tone.SECOND: colours.second,
            Tone.RULE: colours.line,
            Tone.BAR: colours.accent,
            Tone.GOOD: colours.green,
            Tone.BAD: colours.red,
            Tone.PAPER: colours.paper,
        }
        if tone is not Tone.PALE:
            return QColor(named[tone])
        pale = QColor(colours.accent)
        pale.setAlphaF(0.35)
        return pale


def _polygon(area: Area) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in area.points])
