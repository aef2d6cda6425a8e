"""Pages below each other: a sideways page is as wide as the upright ones, and the zoom stays within its bounds."""

import pytest

from desktop.circular.page_layout import (
    MAX_ZOOM,
    MIN_ZOOM,
    PageLayout,
    clamped_zoom,
    fitted_zoom,
    lay_out_pages,
)

UPRIGHT, SIDEWAYS = (600.0, 840.0), (840.0, 600.0)


@pytest.mark.parametrize(
    ("zoom", "allowed"), [(0.39, MIN_ZOOM), (0.4, 0.4), (1.5, 1.5), (4.0, 4.0), (4.01, MAX_ZOOM), (-1, MIN_ZOOM)]
)
def test_the_zoom_stays_within_its_bounds(zoom: float, allowed: float) -> None:
    assert clamped_zoom(zoom) == allowed


@pytest.mark.parametrize(
    ("view_width", "zoom"),
    [
        (632, 1.0),  # sixteen pixels at each side
        (332, 0.5),
        (100, MIN_ZOOM),
        (1032, 1000 / 600),
        (1920, 1000 / 600),  # no wider than a thousand pixels
    ],
)
def test_the_narrowest_page_fills_the_view(view_width: float, zoom: float) -> None:
    assert fitted_zoom([SIDEWAYS, UPRIGHT], view_width) == pytest.approx(zoom)


def test_pages_lie_below_each_other_with_gaps() -> None:
    layout = lay_out_pages([UPRIGHT, UPRIGHT], 0.5)
    assert (layout.tops, layout.scales) == ((16.0, 452.0), (0.5, 0.5))  # 16 + 420 + 16
    assert (layout.width, layout.height) == (332.0, 888.0)


def test_a_sideways_page_is_as_wide_as_an_upright_one() -> None:
    layout = lay_out_pages([UPRIGHT, SIDEWAYS], 1.0)
    assert [size[0] * scale for size, scale in zip((UPRIGHT, SIDEWAYS), layout.scales, strict=True)] == pytest.approx(
        [600, 600]
    )
    assert layout.height == pytest.approx(16 + 840 + 16 + 600 * 600 / 840 + 16)


@pytest.mark.parametrize(("y", "page"), [(-5, 1), (0, 1), (16, 1), (451.9, 1), (452, 2), (5000, 2)])
def test_a_height_is_on_the_page_that_begins_above_it(y: float, page: int) -> None:
    assert lay_out_pages([UPRIGHT, UPRIGHT], 0.5).page_at(y) == page


def test_without_pages_it_is_the_first() -> None:
    assert PageLayout().page_at(100) == 1
