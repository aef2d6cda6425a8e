"""The pages of a PDF file as images, so that the screen shows exactly the file that is printed and sent."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from reports.pdf.pdf_canvas import FigureMark

_MAX_CACHED = 8  # images; a page at reading size takes some 4 MB
_PDFIUM_LOCK = threading.Lock()  # PDFium is not thread-safe: the window and a printing job take turns


class PageImages:
    """Renders the pages of one PDF; sideways pages are rotated for reading, except where noted. Pages count from 1."""

    def __init__(self, path: Path, sideways: tuple[int, ...] = ()) -> None:
        # Read whole, so that the file can be replaced while it is shown.
        self._pdf_bytes = path.read_bytes()
        self._sideways = frozenset(sideways)
        self._cache: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        with self._open_pdf() as pdf:
            self._sizes: list[tuple[float, float]] = [pdf[number].get_size() for number in range(len(pdf))]

    def __len__(self) -> int:
        return len(self._sizes)

    def size(self, page: int) -> tuple[float, float]:
        """Return a page's width and height in points, as rotated for reading."""
        width, height = self._sizes[page - 1]
        return (height, width) if page in self._sideways else (width, height)

    def is_rotated(self, page: int) -> bool:
        """Return whether a page is sideways in the PDF and is rotated for reading."""
        return page in self._sideways

    def unrotated_size(self, page: int) -> tuple[float, float]:
        """Return the width and height of the paper in points, without rotation."""
        width, height = self._sizes[page - 1]
        return width, height

    def image(self, page: int, scale: float) -> QImage:
        """Return the cached image of a page, as rotated for reading; ``scale`` is in pixels per point."""
        key = (page, round(scale, 4))
        if key not in self._cache:
            self._cache[key] = self.render(page, scale, rotate=page in self._sideways)
            while len(self._cache) > _MAX_CACHED:
                self._cache.popitem(last=False)
        self._cache.move_to_end(key)
        return self._cache[key]

    def render(self, page: int, scale: float, *, rotate: bool = False) -> QImage:
        """Render a page without caching it; unrotated, as it goes through a printer, unless ``turn`` is set."""
        with self._open_pdf() as pdf:
            drawn = pdf[page - 1].render(scale=scale, rotation=90 if rotate else 0, rev_byteorder=True)
            image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
            return image.copy()

    def figure_box(self, mark: FigureMark) -> QRectF:
        """Return a figure's box on its page as rotated for reading, in points from the upper left corner."""
        return self._to_view_box(mark.page, QRectF(mark.x, mark.y, mark.width, mark.height))

    def _to_view_box(self, page: int, box: QRectF) -> QRectF:
        """Convert a box from PDF coordinates (origin lower left) to the page as rotated for reading (upper left)."""
        _, height = self._sizes[page - 1]
        top = height - box.y() - box.height()
        if page in self._sideways:
            return QRectF(height - top - box.height(), box.x(), box.height(), box.width())
        return QRectF(box.x(), top, box.width(), box.height())

    def find(self, text: str) -> list[tuple[int, QRectF]]:
        """Find a text and return its pages and boxes in reading order; text broken over two lines is not found."""
        hits: list[tuple[int, QRectF]] = []
        with self._open_pdf() as pdf:
            for page in range(1, len(self) + 1):
                letters = pdf[page - 1].get_textpage()
                search = letters.search(text)
                while (hit := search.get_next()) is not None:
                    for number in range(letters.count_rects(*hit)):
                        left, bottom, right, top = letters.get_rect(number)
                        hits.append((page, self._to_view_box(page, QRectF(left, bottom, right - left, top - bottom))))
        return hits

    @contextmanager
    def _open_pdf(self) -> Iterator[Any]:
        """Open the PDF for one operation, which takes some 2 ms, so that no file handle stays open."""
        import pypdfium2

        with _PDFIUM_LOCK:
            pdf = pypdfium2.PdfDocument(self._pdf_bytes)
            try:
                yield pdf
            finally:
                pdf.close()
