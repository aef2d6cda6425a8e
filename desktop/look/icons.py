"""Line drawings (Lucide) in the colour of the text they stand beside."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from resources import ICONS

_SIZE = 16


@cache
def icon(name: str, colour: str) -> QIcon:
    """Draw an icon by its Lucide name; an empty icon for an empty name."""
    return QIcon(drawing(name, colour, _SIZE)) if name else QIcon()


@cache
def drawing(name: str, colour: str, size: int) -> QPixmap:
    """Draw an icon at one size, twice as fine for screens at 125 % and more."""
    from PySide6.QtSvg import QSvgRenderer

    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size, size) * 2)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return pixmap
