"""The three lights, told apart by shape before colour: ● in order, ▲ soon, ■ overdue."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QPolygonF

from desktop.look.colours import Colours
from models.rules.deadlines import Light
from models.waiting import OPEN, OVERDUE, SOON

DARK = ""
SIGNS = {OVERDUE: "■", SOON: "▲", OPEN: "●"}


def colour_of(urgency: str, colours: Colours) -> str:
    """Give the colour of a light."""
    return {OVERDUE: colours.red, SOON: colours.amber}.get(urgency, colours.green)


def lamps(colours: Colours) -> dict[Light | None, QPixmap]:
    """Give the lights a table draws before its rows; a row without one leaves its place dark."""
    signs = {Light.GREEN: OPEN, Light.YELLOW: SOON, Light.RED: OVERDUE, None: DARK}
    return {light: lamp(urgency, colours) for light, urgency in signs.items()}


def lamp(urgency: str, colours: Colours, size: int = 16) -> QPixmap:
    """Draw a light, twice as fine for screens at 125 % and more."""
    return _lamp(urgency, colour_of(urgency, colours), size)


@cache
def _lamp(urgency: str, colour: str, size: int) -> QPixmap:
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(2)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if urgency != DARK:
        draw(painter, urgency, colour, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def draw(painter: QPainter, urgency: str, colour: str, room: QRectF) -> None:
    """Draw a light in the middle of some room."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    side = min(room.width(), room.height()) * 0.7
    box = QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side)
    if urgency == OVERDUE:
        painter.drawRect(box.adjusted(side * 0.06, side * 0.06, -side * 0.06, -side * 0.06))
    elif urgency == SOON:
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.drawEllipse(box)
