"""Icons (Lucide line drawings) in the colour of the text beside them."""

from functools import cache

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from resources import ICONS, PROGRAM_ICON

_ICON_SIZE = 16
_PROGRAM_ICON_SIZES = (16, 24, 32, 48, 128, 256)  # pixels: title bar, task bar, desktop


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return an icon by its Lucide name, 16 pixels wide; an empty icon for an empty name."""
    return QIcon(icon_pixmap(name, colour, _ICON_SIZE)) if name else QIcon()


@cache
def icon_pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Render an icon at one size in pixels, at double resolution for screens scaled to 125 % and more."""
    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = _drawn(text, size * 2)
    pixmap.setDevicePixelRatio(2)
    return pixmap


def program_icon() -> QIcon:
    """Return the icon of the program's windows."""
    program = QIcon()
    for size in _PROGRAM_ICON_SIZES:
        program.addPixmap(_drawn(PROGRAM_ICON.read_text(encoding="utf-8"), size))
    return program


def _drawn(svg: str, size: int) -> QPixmap:
    """Draw an SVG, ``size`` pixels wide."""
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return pixmap
