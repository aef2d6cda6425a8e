"""Boxes are divided among pages without losing, repeating or orphaning one."""

from hypothesis import given
from hypothesis import strategies as st

from reports.paper.flow import Box, paginate

BOXES = st.lists(
    st.builds(Box, height=st.floats(1, 90), keep=st.booleans(), blank=st.booleans(), snap=st.booleans()), max_size=60
)


@given(BOXES)
def test_every_box_but_a_blank_one_is_placed_once_and_in_order(boxes: list[Box]) -> None:
    placed = [id(box) for page in paginate(boxes, 100, 10) for box, _ in page.boxes]
    order = {id(box): number for number, box in enumerate(boxes)}
    numbers = [order[each] for each in placed]
    assert numbers == sorted(set(numbers))
    assert {number for number, box in enumerate(boxes) if not box.blank} <= set(numbers)


@given(BOXES)
def test_no_page_is_too_full_and_none_is_empty(boxes: list[Box]) -> None:
    for page in paginate(boxes, 100, 10):
        assert page.boxes
        assert page.depth <= 100.01


def test_a_kept_box_goes_over_with_the_next() -> None:
    boxes = [Box(50), Box(20, keep=True), Box(20, keep=True), Box(50)]
    assert [len(page.boxes) for page in paginate(boxes, 100, 10)] == [1, 3]


def test_what_can_never_fit_together_is_divided_all_the_same() -> None:
    boxes = [Box(60, keep=True), Box(60, keep=True), Box(60)]
    assert [len(page.boxes) for page in paginate(boxes, 100, 10)] == [1, 1, 1]


def test_a_head_is_repeated_and_blanks_vanish_at_the_top() -> None:
    head = Box(10)
    rows = [Box(30, head=head) for _ in range(5)]
    pages = list(paginate([head, *rows, Box(25, blank=True), Box(5)], 100, 10))
    assert [page.boxes[0][0] is head for page in pages] == [True, True]
    assert [len(page.boxes) for page in pages] == [4, 5]


def test_a_snapped_box_begins_on_a_line() -> None:
    (page,) = paginate([Box(23), Box(5, snap=True)], 100, 10)
    assert page.boxes[1][1] == 30


def chart(*heights: float) -> list[Box]:
    """Make what is to stay whole but may be passed by the text."""
    return [Box(height, keep=True, group=1) for height in heights[:-1]] + [Box(heights[-1], group=1)]


def test_text_fills_the_page_a_chart_does_not_fit_on() -> None:
    chart_head, chart_body = chart(50, 10)
    text = [Box(10) for _ in range(14)]
    first, second = paginate([*text[:6], chart_head, chart_body, *text[6:]], 100, 10)
    assert [box for box, _ in first.boxes] == text[:10]
    assert [box for box, _ in second.boxes] == [chart_head, chart_body, *text[10:]]


def test_nothing_passes_a_chart_from_a_fixed_box_on() -> None:
    chart_head, chart_body = chart(50, 10)
    text = [Box(10) for _ in range(7)]
    signed = Box(10, fixed=True)
    first, second = paginate([*text[:6], chart_head, chart_body, text[6], signed], 100, 10)
    assert [box for box, _ in first.boxes] == text
    assert [box for box, _ in second.boxes] == [chart_head, chart_body, signed]


def test_a_chart_stays_with_the_heading_it_is_held_to() -> None:
    chart_head, chart_body = chart(50, 10)
    text, heading = [Box(10) for _ in range(5)], Box(10, keep=True)
    first, second = paginate([*text, heading, chart_head, chart_body, Box(10)], 100, 10)
    assert [box for box, _ in first.boxes] == text
    assert second.boxes[0][0] is heading


def test_what_is_held_as_a_favour_is_divided_rather_than_leave_a_page_bare() -> None:
    rows = [Box(10, prefer=True) for _ in range(8)]
    assert [len(page.boxes) for page in paginate([Box(70), *rows], 100, 10)] == [1, 8]
    assert [len(page.boxes) for page in paginate([Box(40), *rows], 100, 10)] == [7, 2]


def test_the_step_onto_the_grid_takes_no_page_of_its_own() -> None:
    (page,) = paginate([Box(95), Box(0, snap=True)], 99, 10)
    assert len(page.boxes) == 2
