"""Boxes are divided among pages without losing, repeating or orphaning one."""

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
