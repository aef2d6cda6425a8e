"""A chart as a picture for Word: as wide as asked, drawn to its edge, the same whenever it is drawn."""

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from reports.content.document import Chart, ChartKind, Series
from reports.docx.chart_images import chart_png
from reports.figures.figure import Figure

WIDTH = 300.0


def chart(kind: ChartKind = ChartKind.BARS, bars: int = 3) -> Chart:
    figures = tuple(Figure(str(number), "数", "个", Decimal(number + 1), "", (), 0) for number in range(bars))
    labels = tuple(f"示例{number}" for number in range(bars))
    return Chart(kind, "图", labels, (Series("本期", figures), Series("上期", figures[::-1])), "个")


def picture(of: Chart, width: float = WIDTH) -> Image.Image:
    return Image.open(BytesIO(chart_png(of, width))).convert("L")


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_is_drawn(kind: ChartKind) -> None:
    image = picture(chart(kind))
    assert image.width == WIDTH * 3  # three dots to a point are as fine as an office printer
    dark = sum(image.histogram()[:128])
    assert dark > 500, "nothing but paper"


def test_nothing_is_cut_off_at_the_edges() -> None:
    image = picture(chart(bars=8))
    edges = [(0, 0, image.width, 2), (0, image.height - 2, image.width, image.height)]
    assert all(image.crop(edge).getextrema() == (255, 255) for edge in edges)


def test_more_bars_make_a_higher_picture_and_a_wider_one_is_wider() -> None:
    assert picture(chart(bars=8)).height > picture(chart(bars=2)).height
    assert picture(chart(), 450.0).width == 1350


def test_the_same_chart_is_the_same_picture() -> None:
    assert chart_png(chart(), WIDTH) == chart_png(chart(), WIDTH)
    assert chart_png(chart(bars=3), WIDTH) != chart_png(chart(bars=4), WIDTH)
