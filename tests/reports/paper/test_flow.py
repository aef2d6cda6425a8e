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
