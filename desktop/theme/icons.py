"""Icons (Lucide line drawings) in the colour of the text beside them."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from resources import ICONS

_ICON_SIZE = 16


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return an icon by its Lucide name, 16 pixels wide; an empty icon for an empty name."""
    return QIcon(icon_pixmap(name, colour, _ICON_SIZE)) if name else QIcon()


@cache
def icon_pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Render an icon at one size in pixels, at double resolution for screens scaled to 125 % and more."""
    from PySide6.QtSvg import QSvgRenderer

    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(QSize(size, size) * 2)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return pixmap
