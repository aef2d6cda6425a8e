"""A chart on the screen: the same drawing as on paper, in the window's colours; each figure opens its rows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.colours import Colours
from reports.content.chart_layout import ChartText, Drawing, FilledArea, Stroke, TextAnchor, Tone, lay_out_chart
from reports.content.document import Chart
from reports.figures.figure import Figure

_ALIGNMENTS = {
    TextAnchor.LEFT: Qt.AlignmentFlag.AlignLeft,
    TextAnchor.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    TextAnchor.RIGHT: Qt.AlignmentFlag.AlignRight,
}
_FONT_SIZE = 13.0  # pixels, as the text of the tables


class ChartView(QWidget):
    """Draws one chart over the width of the widget; the height follows from the drawing.

    Signals:
        figure_activated: a figure was clicked or Enter pressed on it (the Figure).
    """

    figure_activated = Signal(object)

    def __init__(self, chart: Chart, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._colours = chart, colours
        self._drawing: Drawing = lay_out_chart(chart, 480, _FONT_SIZE)
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(chart.caption)

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart."""
        self._chart, self._current = chart, -1
        self.setAccessibleName(chart.caption)
        self._update_drawing()

    def figure_areas(self) -> list[FilledArea]:
        """Return the areas that stand for a figure, in reading order."""
        return [shape for shape in self._drawing.shapes if isinstance(shape, FilledArea) and shape.figure is not None]

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._drawing.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_drawing()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._drawing.shapes:
            self._paint_shape(painter, shape)
        if self.hasFocus() and 0 <= self._current < len(self.figure_areas()):
            painter.setPen(QPen(QColor(self._colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_polygon(self.figure_areas()[self._current]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        figure = self._figure_at(event.position())
        self.setToolTip(f"{figure.label}：{figure.phrase}\n{figure.formula}" if figure else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if figure else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (figure := self._figure_at(event.position())) is not None:
            self.figure_activated.emit(figure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        shown = self.figure_areas()
        if event.key() in steps and shown:
            self._current = (self._current + steps[Qt.Key(event.key())]) % len(shown)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self._current < len(shown):
            self.figure_activated.emit(shown[self._current].figure)
        else:
            super().keyPressEvent(event)

    def _update_drawing(self) -> None:
        self._drawing = lay_out_chart(self._chart, max(self.width(), 240), _FONT_SIZE)
        self.setFixedHeight(round(self._drawing.height) + 2)
        self.update()

    def _figure_at(self, position: QPointF) -> Figure | None:
        hits = [area for area in self.figure_areas() if _polygon(area).containsPoint(position, Qt.FillRule.OddEvenFill)]
        return hits[-1].figure if hits else None

    def _paint_shape(self, painter: QPainter, shape: FilledArea | Stroke | ChartText) -> None:
        colour = self._tone_colour(shape.tone)
        if isinstance(shape, FilledArea):
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
            start = {TextAnchor.LEFT: 0.0, TextAnchor.CENTRE: 400.0, TextAnchor.RIGHT: 800.0}[shape.anchor]
            box = QRectF(shape.x - start, shape.y - shape.size, 800.0, shape.size * 2)
            painter.drawText(box, _ALIGNMENTS[shape.anchor] | Qt.AlignmentFlag.AlignVCenter, shape.text)

    def _tone_colour(self, tone: Tone) -> QColor:
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


def _polygon(area: FilledArea) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in area.points])
