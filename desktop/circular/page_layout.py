"""Where the pages of a circular lie below each other at a zoom, in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

PAGE_GAP = 16  # pixels between pages and around them
MIN_ZOOM, MAX_ZOOM = 0.4, 4.0  # pixels per point
_MAX_FITTED_WIDTH = 1000  # pixels: a page as wide as a large screen is hard to read


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The top and the scale (pixels per point) of every page, and the size of all together."""

    tops: tuple[float, ...] = ()
    scales: tuple[float, ...] = ()
    width: float = 0
    height: float = 0

    def page_at(self, y: float) -> int:
        """Return the page (counted from 1) at a height; above the first page it is the first."""
        return sum(top <= y for top in self.tops) or 1


def fitted_zoom(sizes: Sequence[tuple[float, float]], view_width: float) -> float:
    """Return the zoom at which the narrowest page (sizes in points) fills a width in pixels."""
    width = min(width for width, _ in sizes)
    return clamped_zoom(min(view_width - 2 * PAGE_GAP, _MAX_FITTED_WIDTH) / width)


def clamped_zoom(zoom: float) -> float:
    """Return the nearest zoom that is allowed."""
    return min(max(zoom, MIN_ZOOM), MAX_ZOOM)


def lay_out_pages(sizes: Sequence[tuple[float, float]], zoom: float) -> PageLayout:
    """Lay pages of these sizes in points below each other; a sideways page is as wide as the upright ones."""
    narrowest = min(width for width, _ in sizes)
    scales = tuple(zoom * narrowest / width for width, _ in sizes)
    tops, top = list[float](), float(PAGE_GAP)
    for (_, height), scale in zip(sizes, scales, strict=True):
        tops.append(top)
        top += height * scale + PAGE_GAP
    return PageLayout(tuple(tops), scales, narrowest * zoom + 2 * PAGE_GAP, top)
