"""What the Word file asks of the printed page: its head, the paper of an annex, where 版记 goes."""

from dataclasses import replace

import pytest

from reports.content.document import Annex, Document, Paragraph, Row, Table, TableColumn, TextSpan
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704, PageOrientation
from reports.pdf.line_breaking import Breaker
from reports.pdf.page_division import annex_layouts, annex_name, divide_main_text, pages_before_imprint, print_sheets
from tests.reports.pdf.sheets import body_only, circular, filler, table

BREAKER = Breaker(FontSet.bundled())
ONE_SIDED = replace(GB9704, duplex=False)


def wide_table(columns: int) -> Table:
    """Make a table of so many columns of six characters."""
    titles = tuple(TableColumn(f"第{number}项指标", 6) for number in range(columns))
    return Table("示例", titles, (Row(tuple(TextSpan("示例") for _ in titles)),))


def annex_layout(annex: Annex) -> tuple[PageOrientation, float]:
    """Return the paper and the scale of the only annex of a text without 版记."""
    document = replace(body_only(), annexes=(annex,))
    (layout,) = annex_layouts(BREAKER, document, GB9704, divide_main_text(BREAKER, document, GB9704))
    return layout


def pages_of(document: Document) -> int:
    """Count the pages with text."""
    return sum(bool(sheet.page.boxes) for sheet in print_sheets(BREAKER, document, GB9704))


def test_the_head_is_closed_up_until_the_first_page_shows_text() -> None:
    roomy = divide_main_text(BREAKER, circular(), GB9704)
    crowded = divide_main_text(BREAKER, replace(circular(), recipients="各乡镇人民政府，" * 60), GB9704)
    assert sum(box.height for box in crowded.head) < sum(box.height for box in roomy.head)
    assert crowded.pages[0].used_height <= GB9704.height + 0.01


def test_annexes_are_numbered_only_among_others() -> None:
    alone = circular(annexes=(Annex("甲", ()),))
    pair = circular(annexes=(Annex("甲", ()), Annex("乙", ())))
    assert (annex_name(alone, 1), annex_name(pair, 2)) == ("附件", "附件2")


def test_an_annex_takes_the_narrowest_paper_on_which_it_can_be_read() -> None:
    turns = [annex_layout(Annex("表", (wide_table(columns),)))[0] for columns in (4, 11, 18)]
    # 5.4 ems a column where its texts are narrowed, at 9 points: 9 columns go into 156 mm, 12 into 225 mm.
    assert turns == [PageOrientation.UPRIGHT, PageOrientation.SIDEWAYS, PageOrientation.WIDE]


@pytest.mark.parametrize(
    ("rows", "is_smaller", "pages"), [(13, False, 1), (15, True, 1), (19, True, 1), (23, False, 2)]
)
def test_an_annex_of_a_few_rows_too_many_is_set_smaller_on_one_page(rows: int, is_smaller: bool, pages: int) -> None:
    # A row is 28.7 points high, the page 637.8; head, title, group and caption take what eight rows would.
    annex = Annex("表", (table(rows, total=False),))
    assert (annex_layout(annex)[1] < 1.0) is is_smaller
    assert pages_of(replace(body_only(), annexes=(annex,))) == 1 + pages


def printed(*body: Paragraph) -> Document:
    """Make a text with 版记."""
    return replace(body_only(*body), copies_to="市招商局", printed_by="示例县招商办")


def test_the_imprint_stands_on_the_last_page_if_there_is_room() -> None:
    assert pages_before_imprint(BREAKER, printed(), ONE_SIDED) == 0
    assert pages_before_imprint(BREAKER, body_only(), ONE_SIDED) is None


def test_printed_on_both_sides_it_stands_on_an_even_page() -> None:
    short, long = printed(*filler(2)), printed(*filler(12))
    assert (pages_of(short), pages_of(long)) == (1, 2)
    assert pages_before_imprint(BREAKER, short, GB9704) == 1  # page 2 bears 版记 alone
    assert pages_before_imprint(BREAKER, long, GB9704) == 0


def test_the_last_annex_is_set_closer_so_that_the_imprint_finds_room_below_it() -> None:
    """Twelve rows end on page 2 just where 版记 would begin: an empty page and one of 版记 would follow."""
    document = replace(printed(), annexes=(Annex("表", (table(12, total=False),)),))
    sheets = list(print_sheets(BREAKER, document, GB9704))
    layouts = annex_layouts(BREAKER, document, GB9704, divide_main_text(BREAKER, document, GB9704))
    assert len(sheets) == 2
    assert sheets[-1].imprint is not None
    assert layouts[0][1] < 1.0
