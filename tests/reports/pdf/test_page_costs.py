"""What a page break costs, in the order in which an office would rather accept it."""

from dataclasses import replace

import pytest

from reports.content.document import Paragraph, TextSpan
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker
from reports.pdf.page_costs import hold, price_lines, row_break_cost
from reports.pdf.pagination import LayoutBox

SETTER = Typesetter(Breaker(FontSet.bundled()), GB9704, GB9704.width)


def costs(characters: int) -> list[float]:
    """Return the cost of a break after each line of a paragraph of so many characters; 26 stand on the first line."""
    boxes = SETTER.paragraph_boxes(Paragraph((TextSpan("招" * characters),)))
    return [box.break_cost for box in price_lines(boxes, SETTER.measure)]


def test_a_paragraph_of_one_line_has_no_break_to_price() -> None:
    assert costs(20) == [0]


def test_neither_the_first_nor_the_last_line_of_a_paragraph_should_stand_alone() -> None:
    first, middle, before_last, last = costs(26 + 28 + 28 + 20)
    assert (middle, last) == (0, 0)
    assert 0 < first < before_last


def test_a_last_line_of_a_few_words_costs_more_than_a_full_one() -> None:
    assert costs(26 + 28 + 28 + 6)[-2] > 3 * costs(26 + 28 + 28 + 20)[-2]


@pytest.mark.parametrize("is_short", [False, True])
def test_three_rows_stay_on_either_side_and_two_cost_less_than_one(*, is_short: bool) -> None:
    price = [row_break_cost(rows, 12 - rows, is_short=is_short) for rows in range(1, 12)]
    assert price == price[::-1]
    assert price[0] > price[1] > price[2] == price[3] == price[5]


def test_a_short_table_is_dearer_to_divide_than_a_long_one() -> None:
    assert row_break_cost(5, 5, is_short=True) > row_break_cost(5, 5, is_short=False) > 0


def test_what_is_held_is_dearer_by_the_price_it_had() -> None:
    boxes = [LayoutBox(10), replace(LayoutBox(10), break_cost=7_000.0), LayoutBox(10)]
    assert [box.break_cost for box in hold(boxes, 2, 3_000.0)] == [0, 10_000, 3_000]
