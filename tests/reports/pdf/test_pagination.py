"""Boxes are divided among pages without losing, repeating or orphaning one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pdf.pagination import LayoutBox, paginate

BOXES = st.lists(
    st.builds(
        LayoutBox,
        height=st.floats(1, 90),
        keep_with_next=st.booleans(),
        is_blank=st.booleans(),
        snap_to_grid=st.booleans(),
    ),
    max_size=60,
)


@given(BOXES)
def test_every_box_but_a_blank_one_is_placed_once_and_in_order(boxes: list[LayoutBox]) -> None:
    placed = [id(box) for page in paginate(boxes, 100, 10) for box, _ in page.boxes]
    order = {id(box): number for number, box in enumerate(boxes)}
    numbers = [order[each] for each in placed]
    assert numbers == sorted(set(numbers))
    assert {number for number, box in enumerate(boxes) if not box.is_blank} <= set(numbers)


@given(BOXES)
def test_no_page_is_too_full_and_none_is_empty(boxes: list[LayoutBox]) -> None:
    for page in paginate(boxes, 100, 10):
        assert page.boxes
        assert page.used_height <= 100.01


def test_a_kept_box_goes_over_with_the_next() -> None:
    boxes = [LayoutBox(50), LayoutBox(20, keep_with_next=True), LayoutBox(20, keep_with_next=True), LayoutBox(50)]
    assert [len(page.boxes) for page in paginate(boxes, 100, 10)] == [1, 3]


def test_what_can_never_fit_together_is_divided_all_the_same() -> None:
    boxes = [LayoutBox(60, keep_with_next=True), LayoutBox(60, keep_with_next=True), LayoutBox(60)]
    assert [len(page.boxes) for page in paginate(boxes, 100, 10)] == [1, 1, 1]


def test_a_head_is_repeated_and_blanks_vanish_at_the_top() -> None:
    head = LayoutBox(10)
    rows = [LayoutBox(30, repeated_head=head) for _ in range(5)]
    pages = list(paginate([head, *rows, LayoutBox(25, is_blank=True), LayoutBox(5)], 100, 10))
    assert [page.boxes[0][0] is head for page in pages] == [True, True]
    assert [len(page.boxes) for page in pages] == [4, 5]


def test_a_snapped_box_begins_on_a_line() -> None:
    (page,) = paginate([LayoutBox(23), LayoutBox(5, snap_to_grid=True)], 100, 10)
    assert page.boxes[1][1] == 30


def chart(*heights: float) -> list[LayoutBox]:
    """Make what is to stay whole but may be passed by the text."""
    return [LayoutBox(height, keep_with_next=True, float_group=1) for height in heights[:-1]] + [
        LayoutBox(heights[-1], float_group=1)
    ]


def test_text_fills_the_page_a_chart_does_not_fit_on() -> None:
    chart_head, chart_body = chart(50, 10)
    text = [LayoutBox(10) for _ in range(14)]
    first, second = paginate([*text[:6], chart_head, chart_body, *text[6:]], 100, 10)
    assert [box for box, _ in first.boxes] == text[:10]
    assert [box for box, _ in second.boxes] == [chart_head, chart_body, *text[10:]]


def test_nothing_passes_a_chart_from_a_fixed_box_on() -> None:
    chart_head, chart_body = chart(50, 10)
    text = [LayoutBox(10) for _ in range(7)]
    signed = LayoutBox(10, stops_floats=True)
    first, second = paginate([*text[:6], chart_head, chart_body, text[6], signed], 100, 10)
    assert [box for box, _ in first.boxes] == text
    assert [box for box, _ in second.boxes] == [chart_head, chart_body, signed]


def test_a_chart_stays_with_the_heading_it_is_held_to() -> None:
    chart_head, chart_body = chart(50, 10)
    text, heading = [LayoutBox(10) for _ in range(5)], LayoutBox(10, keep_with_next=True)
    first, second = paginate([*text, heading, chart_head, chart_body, LayoutBox(10)], 100, 10)
    assert [box for box, _ in first.boxes] == text
    assert second.boxes[0][0] is heading


def test_what_is_held_as_a_favour_is_divided_rather_than_leave_a_page_bare() -> None:
    rows = [LayoutBox(10, prefer_keep=True) for _ in range(8)]
    assert [len(page.boxes) for page in paginate([LayoutBox(70), *rows], 100, 10)] == [1, 8]
    assert [len(page.boxes) for page in paginate([LayoutBox(40), *rows], 100, 10)] == [7, 2]


def test_the_step_onto_the_grid_takes_no_page_of_its_own() -> None:
    (page,) = paginate([LayoutBox(95), LayoutBox(0, snap_to_grid=True)], 99, 10)
    assert len(page.boxes) == 2


# --- edges -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("height", "pages"), [(100, 1), (100.005, 1), (100.02, 2)])
def test_a_page_holds_what_is_just_as_high(height: float, pages: int) -> None:
    """A hundredth of a point is forgiven, since heights are sums of fractions."""
    assert len(list(paginate([LayoutBox(50), LayoutBox(height - 50)], 100, 10))) == pages


def test_a_box_higher_than_any_page_has_one_of_its_own() -> None:
    pages = list(paginate([LayoutBox(10), LayoutBox(150), LayoutBox(10)], 100, 10))
    assert [[box.height for box, _ in page.boxes] for page in pages] == [[10], [150], [10]]


@pytest.mark.parametrize(("height", "top"), [(20, 20), (20.005, 20), (20.02, 30), (29.9, 30)])
def test_a_box_on_a_line_stays_there_and_one_below_it_moves_to_the_next(height: float, top: float) -> None:
    (page,) = paginate([LayoutBox(height), LayoutBox(5, snap_to_grid=True)], 100, 10)
    assert page.boxes[1][1] == pytest.approx(top)


def test_the_step_to_a_line_may_take_a_box_to_the_next_page() -> None:
    """85 high, then 10 more from the line at 90: it fits; 91 high, from the line at 100: it does not."""
    assert [len(page.boxes) for page in paginate([LayoutBox(85), LayoutBox(10, snap_to_grid=True)], 100, 10)] == [2]
    assert [len(page.boxes) for page in paginate([LayoutBox(91), LayoutBox(5, snap_to_grid=True)], 100, 10)] == [1, 1]


def test_a_page_ends_where_its_last_box_ends() -> None:
    first, second = paginate([LayoutBox(60), LayoutBox(30), LayoutBox(45)], 100, 10)
    assert (first.used_height, second.used_height) == (90, 45)


def test_blanks_stay_within_a_page_and_vanish_at_its_top_only() -> None:
    blank, text = LayoutBox(10, is_blank=True), LayoutBox(40)
    first, second = paginate([blank, text, blank, text, blank, text], 100, 10)
    assert [top for _, top in first.boxes] == [0, 40, 50, 90]
    assert [box is text for box, _ in second.boxes] == [True]


def test_a_book_of_blanks_has_no_page() -> None:
    assert list(paginate([LayoutBox(10, is_blank=True)] * 3, 100, 10)) == []
    assert list(paginate([], 100, 10)) == []


def test_the_repeated_head_takes_its_room_from_the_rows() -> None:
    head = LayoutBox(10)
    rows = [LayoutBox(30, repeated_head=head) for _ in range(6)]
    pages = list(paginate([LayoutBox(100), *rows], 100, 10))
    # Three rows of 30 below a head of 10 fill a page.
    assert [[top for _, top in page.boxes] for page in pages] == [[0], [0, 10, 40, 70], [0, 10, 40, 70]]


@pytest.mark.parametrize(("filled", "stays"), [(66, 9), (67, 1)])
def test_a_preference_holds_only_where_two_thirds_of_the_page_stay_full(filled: float, stays: int) -> None:
    """Of 100: after 66 the preferred boxes are divided to fill the page; after 67 they go over together."""
    rows = [LayoutBox(4, prefer_keep=True) for _ in range(9)]
    first = next(paginate([LayoutBox(filled), *rows], 100, 10))
    assert len(first.boxes) == stays


def test_a_chart_that_just_fits_stays_where_it_is() -> None:
    first, second = chart(30, 10)
    text = LayoutBox(60)
    pages = list(paginate([text, first, second, LayoutBox(10)], 100, 10))
    assert [box for box, _ in pages[0].boxes] == [text, first, second]
    assert len(pages) == 2


def test_two_charts_keep_their_order() -> None:
    text = [LayoutBox(10) for _ in range(12)]
    charts = [LayoutBox(50, float_group=group) for group in (1, 2)]
    pages = paginate([*text[:6], *charts, *text[6:]], 100, 10)
    assert [[box for box, _ in page.boxes] for page in pages] == [text[:10], charts, text[10:]]
