"""The search for a text in the pages of a circular: all hits, and the one gone to last."""

from PySide6.QtCore import QRectF

from desktop.circular.page_images import PageImages

Hit = tuple[int, QRectF]  # page counted from 1, box in points


class PageSearch:
    """Goes from hit to hit of one text; another text begins anew."""

    def __init__(self) -> None:
        self._text = ""
        self.hits: list[Hit] = []
        self.current = -1  # position in ``hits``; -1 before the first step

    def clear(self) -> None:
        """Forget the text and its hits."""
        self._text, self.hits, self.current = "", [], -1

    def step(self, page_images: PageImages, text: str, by: int) -> Hit | None:
        """Go to the next (1) or the previous (-1) hit of a text; None where there is none."""
        if text != self._text:
            self._text, self.hits = text, page_images.find(text)
            self.current = -1 if by > 0 else 0
        if not self.hits:
            return None
        self.current = (self.current + by) % len(self.hits)
        return self.hits[self.current]
