"""A text is set on the standard's grid in the order of writing, and leaves either only to mend a page."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.content.document import Block, Chart, ChartKind, Paragraph, SectionHeading, Series
from reports.figures.figure import Figure
from reports.pdf import main_text, pagination
from reports.pdf.chart_painter import ChartInk
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker
from reports.pdf.main_text import MainText, set_main_text
from reports.pdf.pagination import Division, LayoutBox, PaginatedPage
from reports.pdf.table_setting import PdfTableRow
from tests.reports.pdf.sheets import body_only, circular, filler, table

BREAKER = Breaker(FontSet.bundled())


def chart(bars: int) -> Chart:
    """Make a chart of so many bars, about 19 points each."""
    figures = tuple(Figure(f"k{n}", "签约", "个", Decimal(n + 1), "计数", ("r",), 0) for n in range(bars))
    return Chart(ChartKind.BARS, "图1　示例", tuple(f"专班{n}" for n in range(bars)), (Series("签约", figures),))


def set_text(*body: Block, signed: bool = False) -> MainText:
    """Set a text without 版记; unless it is to be signed, without head either."""
    return set_main_text(BREAKER, circular(*body) if signed else body_only(*body), GB9704, lambda _: 0.0)


def rows_by_page(pages: Sequence[PaginatedPage]) -> list[int]:
    return [sum(isinstance(box.ink, PdfTableRow) and not box.ink.head for box, _ in page.boxes) for page in pages]


def test_plain_text_stays_on_the_grid_of_the_standard() -> None:
    set_pages = set_text(*filler(50))
    assert (set_pages.geometry, set_pages.chart_spread) == (GB9704, 1.0)
    assert {round(top / GB9704.line_pitch, 6) % 1 for page in set_pages.pages[1:] for _, top in page.boxes} <= {0.0}


@pytest.mark.parametrize("lines", range(1, 23))
def test_a_chart_leaves_no_page_half_empty_and_cuts_no_sentence(lines: int) -> None:
    """Before the chart stands text of every length, behind it three paragraphs of its own section."""
    blocks: list[Block] = [*filler(lines // 2), chart(15), *filler(3), SectionHeading(1, "二、下步打算"), *filler(14)]
    set_pages = set_text(SectionHeading(1, "一、总体情况"), *blocks)
    assert min(page.used_height for page in set_pages.pages[:-1]) > GB9704.height * 0.75
    kinds = [type(block).__name__ for block in set_pages.blocks]
    assert kinds.index("Chart") < [n for n, kind in enumerate(kinds) if kind == "SectionHeading"][1]
    boxes = [box for page in set_pages.pages for box, _ in page.boxes if box.ink is not None]
    (at,) = (number for number, box in enumerate(boxes) if isinstance(box.ink, ChartInk))
    after = boxes[at + 2].ink  # behind the chart and its caption
    assert after is not None
    assert after.parts[0][1].start == 0  # type: ignore[attr-defined]  # a line of text begins a paragraph


@pytest.mark.parametrize("lines", range(1, 12))
def test_a_table_is_parted_behind_three_rows_at_least(lines: int) -> None:
    set_pages = set_text(*filler(lines), table(16), *filler(6))
    rows = [count for count in rows_by_page(set_pages.pages) if count]
    assert sum(rows) == 18
    assert min(rows) >= 3


@pytest.mark.parametrize("lines", range(4, 24))
def test_a_signature_behind_a_table_has_three_of_its_rows_above_it(lines: int) -> None:
    set_pages = set_text(*filler(lines), table(9), signed=True)
    # Or the table stands a paragraph earlier, and lines of text above the signature.
    assert rows_by_page(set_pages.pages)[-1] >= 3 or isinstance(set_pages.blocks[-1], Paragraph)


def test_where_the_imprint_would_go_is_weighed_too() -> None:
    """A text just long enough for two or three pages is set on as many as are cheaper."""

    def pages(lines: int, dear: int) -> int:
        document = body_only(*filler(lines))
        return len(set_main_text(BREAKER, document, GB9704, lambda pages: 500.0 * (len(pages) % 2 == dear)).pages)

    either = [lines for lines in range(16, 26) if pages(lines, 0) != pages(lines, 1)]
    assert either
    assert all(pages(lines, 0) % 2 == 1 and pages(lines, 1) % 2 == 0 for lines in either)


def test_a_county_of_another_grid_keeps_it() -> None:
    grid = replace(GB9704, lines=20)
    set_pages = set_main_text(BREAKER, body_only(*filler(40)), grid, lambda _: 0.0)
    assert set_pages.geometry.lines == 20


def test_a_very_long_text_is_tried_only_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """1,200 lines with tables between them: thirty trials or so, where a short text may have hundreds."""
    counted = 0
    divide_all = pagination.divide

    def counting(boxes: Sequence[LayoutBox], height: float, pitch: float) -> Division:
        nonlocal counted
        counted += len(boxes) > 1_000
        return divide_all(boxes, height, pitch)

    monkeypatch.setattr(main_text, "divide", counting)
    blocks: list[Block] = []
    for _ in range(6):
        blocks += [*filler(100), table(30), *filler(2)]
    set_text(*blocks)
    assert 1 <= counted <= 40
