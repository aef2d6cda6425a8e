"""Printing a PDF file page by page, as a job."""

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.circular.page_images import PageImages
from models.errors import UserError

_POINTS_PER_INCH = 72
_MAX_DPI = 300  # dots per inch; more is not visible, and a page at this resolution already takes 26 MB


def chosen_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """Return the pages chosen in the print dialog; Qt reports 0 to 0 for all pages."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return tuple(range(max(1, first), min(last, count) + 1))


def print_pages(path: Path, printer: QPrinter, pages: tuple[int, ...]) -> Generator[tuple[int, int, str], None, int]:
    """Print pages of a PDF; returns the number of sides sent. Raises UserError where the printer does not respond."""
    pictures = PageImages(path)
    painter = QPainter()
    try:
        printer.setFullPage(True)
        _begin_painting(painter, printer)
        # A printer that cannot make copies itself is sent the pages once for each copy.
        copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
        sides = [page for _ in range(copies) for page in pages]
        scale = min(printer.resolution(), _MAX_DPI) / _POINTS_PER_INCH
        for number, page in enumerate(sides):
            yield number, len(sides), f"打印第 {page} 页"
            if number:
                printer.newPage()
            wide, high = (
                round(side * printer.resolution() / _POINTS_PER_INCH) for side in pictures.unrotated_size(page)
            )
            painter.drawImage(QRect(0, 0, wide, high), pictures.render(page, scale))
        return len(sides)
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()


def _begin_painting(painter: QPainter, printer: QPrinter) -> None:
    if not painter.begin(printer):
        raise UserError("打印机没有响应；请检查是否开机、有没有连好，再打印一次。")
