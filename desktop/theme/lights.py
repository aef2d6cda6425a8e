"""The three deadline lights, distinguished by shape as well as by colour: ● in order, ▲ soon, ■ overdue."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from desktop.theme.colours import Colours
from models.rules.deadlines import DeadlineLight
from models.statistics.dashboard import OPEN, OVERDUE, SOON

NO_LIGHT = ""
LIGHT_SIGNS = {OVERDUE: "■", SOON: "▲", OPEN: "●"}


def light_colour(urgency: str, colours: Colours) -> str:
    """Return the colour of a light."""
    return {OVERDUE: colours.red, SOON: colours.amber}.get(urgency, colours.green)


def light_pixmaps(colours: Colours) -> dict[DeadlineLight | None, QPixmap]:
    """Return the pixmaps a table draws before its rows; that of a row without a light (None) is transparent."""
    signs = {DeadlineLight.GREEN: OPEN, DeadlineLight.YELLOW: SOON, DeadlineLight.RED: OVERDUE, None: NO_LIGHT}
    return {light: light_pixmap(urgency, colours) for light, urgency in signs.items()}


def light_pixmap(urgency: str, colours: Colours, size: int = 16) -> QPixmap:
    """Render a light, at double resolution for screens scaled to 125 % and more."""
    return _light_pixmap(urgency, light_colour(urgency, colours), size)


@cache
def _light_pixmap(urgency: str, colour: str, size: int) -> QPixmap:
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(2)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if urgency != NO_LIGHT:
        draw_light(painter, urgency, colour, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def draw_light(painter: QPainter, urgency: str, colour: str, rect: QRectF) -> None:
    """Draw a light in the middle of a rectangle, over 70 % of its shorter side."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    side = min(rect.width(), rect.height()) * 0.7
    box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    if urgency == OVERDUE:
        painter.drawRect(box.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06))
    elif urgency == SOON:
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.drawEllipse(box)
