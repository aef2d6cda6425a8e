"""Boxes are divided among pages without losing, repeating or orphaning one."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pdf.page_costs import row_break_cost
from reports.pdf.pagination import PAGE_COST, LayoutBox, divide, paginate

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


def test_the_breaks_are_chosen_together_not_page_by_page() -> None:
    """Filled page by page, the third page would begin with the dear break; a row less on the first avoids it."""
    rows = [LayoutBox(10, break_cost=100.0 if number == 19 else 0.0) for number in range(30)]
    assert [len(page.boxes) for page in paginate(rows, 100, 10)] in ([10, 9, 10, 1], [9, 10, 10, 1], [10, 9, 9, 2])


def test_a_dear_break_is_taken_rather_than_leave_a_page_bare() -> None:
    """Half a page left empty costs 700 × 0.455² + 60 = 205: more than a break at 100, less than one at 300."""
    for cost, first in ((100.0, 10), (300.0, 5)):
        rows = [LayoutBox(10) for _ in range(5)] + [LayoutBox(10, break_cost=cost) for _ in range(9)] + [LayoutBox(10)]
        assert len(next(paginate(rows, 100, 10)).boxes) == first


@given(st.lists(st.builds(LayoutBox, height=st.sampled_from([10, 20, 30]), break_cost=st.sampled_from([0, 5, 60]))))
def test_no_other_division_is_cheaper(boxes: list[LayoutBox]) -> None:
    """Compared with every division of up to eleven boxes."""
    boxes = boxes[:11]

    def cost_of(parts: list[list[LayoutBox]]) -> float:
        total = 0.0
        for part in parts:
            free = 1 - sum(box.height for box in part) / 100
            if free < -1e-9:
                return float("inf")
            total += PAGE_COST
            if part is parts[-1]:
                total += 10 if free > 0.85 else 0
            else:
                total += 700 * max(free - 0.045, 0) ** 2 + (60 if free > 1 / 3 else 0) + part[-1].break_cost
        return total

    def parts(cuts: tuple[int, ...]) -> list[list[LayoutBox]]:
        ends = [0, *cuts, len(boxes)]
        return [boxes[first:last] for first, last in pairwise(ends)]

    joints = range(1, len(boxes))
    every = (cuts for count in range(len(boxes)) for cuts in combinations(joints, count))
    cheapest = min((cost_of(parts(cuts)) for cuts in every), default=0.0)
    assert divide(boxes, 100, 10).cost == pytest.approx(cheapest)


def test_a_long_table_is_taken_from_its_source_as_its_pages_are_wanted() -> None:
    taken = 0

    def rows() -> Iterator[LayoutBox]:
        nonlocal taken
        for _ in range(10_000):
            taken += 1
            yield LayoutBox(10)

    pages = paginate(rows(), 100, 10)
    assert len(next(pages).boxes) == 10
    assert taken < 100
    assert sum(len(page.boxes) for page in pages) == 9_990


def test_the_end_of_a_long_table_is_not_two_rows() -> None:
    """103 pages of ten rows and two more: the page before gives some of its own."""
    count = 1032
    rows = [
        LayoutBox(10, break_cost=row_break_cost(number, count - number, is_short=False))
        for number in range(1, count + 1)
    ]
    pages = list(paginate(rows, 100, 10))
    assert len(pages[-1].boxes) >= 3
    assert len(pages) == 104


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
    # The last blank would stand at the foot, where nothing follows it.
    assert [top for _, top in first.boxes] == [0, 40, 50]
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
