"""What a ruler laid on the paper would find."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from reports.content.document import Annex
from reports.pdf.geometry import GB9704, Frame, PageOrientation, mm, paper_size
from tests.reports.pdf.sheets import body_only, circular, filler, paragraph, print_circular, table


def test_the_type_area_is_156_by_225_millimetres() -> None:
    assert GB9704.left + GB9704.width + mm(26) == pytest.approx(GB9704.page_width)
    assert GB9704.bottom == pytest.approx(mm(35))
    assert GB9704.line_pitch == pytest.approx(28.99, abs=0.005)
    assert GB9704.char_pitch == pytest.approx(15.79, abs=0.005)


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(paragraph("招" * 28 * 60)))
    rows: dict[float, int] = {}
    for char in reader.chars(2):
        if char.text == "招":
            rows[round(char.top, 1)] = rows.get(round(char.top, 1), 0) + 1
    assert list(rows.values()) == [28] * 22


def test_margins_and_pitch_measure_right_on_paper(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(paragraph("招" * 28 * 80)))
    assert min(char.left for char in reader.chars(2)) == pytest.approx(26, abs=0.3)  # 订口 is at the right
    chars = [char for char in reader.chars(3) if char.text == "招"]
    assert min(char.left for char in chars) == pytest.approx(28, abs=0.3)
    assert max(char.right for char in chars) == pytest.approx(210 - 26, abs=0.3)
    tops = sorted({round(char.top, 3) for char in chars})
    steps = [after - before for before, after in pairwise(tops) if after - before > 1]
    assert steps == pytest.approx([225 / 22] * 21, abs=0.01)
    # The square of a line's characters lies in the middle of the line's 10.23 mm.
    middle = (min(char.top for char in chars) + max(char.bottom for char in chars)) / 2
    assert middle == pytest.approx(37 + 225 / 2, abs=1.0)


def test_page_numbers_stand_7_mm_below_the_text_at_the_outer_side(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular(*filler(30)))
    for page, edge in ((1, 210 - 26), (2, 26)):
        number = [char for char in reader.chars(page) if char.top > 297 - 35]
        assert "".join(char.text for char in number) == f"—{page}—"
        box = (number[0].left, number[-1].right)
        outer = edge - box[1] if page % 2 else box[0] - edge
        assert outer == pytest.approx(14 / mm(1), abs=0.3)


def test_a_sideways_page_keeps_its_number_where_it_was(tmp_path: Path) -> None:
    annex = Annex("一览表", (table(60),), landscape=True)
    reader = print_circular(tmp_path, circular(annexes=(annex,)))
    assert reader.printed.sideways[:3] == (2, 3, 4)
    assert reader.pdf[2].get_size() == pytest.approx((GB9704.page_width, GB9704.page_height), abs=0.01)
    number = [char for char in reader.chars(3) if char.top > 297 - 35]
    assert "".join(char.text for char in number) == "—3—"
    # The head of the table is at the left edge of odd and of even pages.
    for page in reader.printed.sideways[1:3]:
        heads = [char for char in reader.chars(page) if char.text in "序产备"]
        assert min(char.left for char in heads) < 40


def test_a_rectangle_of_a_sideways_frame_lands_on_the_sheet() -> None:
    frame = Frame.for_page(GB9704, PageOrientation.SIDEWAYS)
    x, y, width, height = frame.on_paper(0, frame.height - 10, 30, 10)
    assert (x, y) == pytest.approx((GB9704.left, GB9704.bottom))
    assert (width, height) == (10, 30)


@pytest.mark.parametrize(
    ("duplex", "page", "left"), [(False, 1, 28), (False, 2, 28), (True, 1, 28), (True, 2, 26), (True, 3, 28)]
)
def test_on_both_sides_of_the_paper_the_binding_changes_sides(duplex: bool, page: int, left: float) -> None:
    """210 mm less 28 mm of binding and 156 mm of text leave 26 mm."""
    frame = Frame.for_page(replace(GB9704, duplex=duplex), page=page)
    assert frame.left == pytest.approx(mm(left))
    assert (frame.width, frame.height) == pytest.approx((mm(156), mm(225)))


@pytest.mark.parametrize(
    ("orientation", "paper", "area", "paper_width"),
    [
        (PageOrientation.UPRIGHT, (210, 297), (156, 225), 156),
        (PageOrientation.SIDEWAYS, (210, 297), (225, 156), 156),
        # A3 has the margins of A4: 420 − 54 and 297 − 72 mm.
        (PageOrientation.WIDE, (420, 297), (366, 225), 366),
    ],
)
def test_the_paper_and_the_type_area_of_each_orientation(
    orientation: PageOrientation, paper: tuple[float, float], area: tuple[float, float], paper_width: float
) -> None:
    frame = Frame.for_page(GB9704, orientation)
    assert paper_size(GB9704, orientation) == pytest.approx([mm(length) for length in paper])
    assert (frame.width, frame.height) == pytest.approx([mm(length) for length in area])
    assert (frame.paper_width, frame.bottom) == pytest.approx((mm(paper_width), mm(35)))


def place(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """Return where a point of a frame lies on the paper, by the frame's matrix, in millimetres."""
    a, b, c, d, e, f = frame.matrix
    return (a * x + c * y + e) / mm(1), (b * x + d * y + f) / mm(1)


def test_the_corners_of_a_frame_land_on_the_corners_of_the_type_area() -> None:
    upright, sideways = Frame.for_page(GB9704), Frame.for_page(GB9704, PageOrientation.SIDEWAYS)
    assert place(upright, 0, 0) == pytest.approx((28, 35))
    assert place(upright, upright.width, upright.height) == pytest.approx((184, 260))
    # Turned a quarter to the left: the head of the frame lies at the paper's left edge, its left end at the foot.
    assert place(sideways, 0, sideways.height) == pytest.approx((28, 35))
    assert place(sideways, sideways.width, sideways.height) == pytest.approx((28, 260))
    assert place(sideways, 0, 0) == pytest.approx((184, 35))


@pytest.mark.parametrize("orientation", list(PageOrientation))
def test_a_rectangle_lands_where_its_corners_land(orientation: PageOrientation) -> None:
    frame = Frame.for_page(GB9704, orientation)
    corners = [place(frame, x, y) for x, y in ((10, 20), (40, 60))]
    x, y, width, height = (length / mm(1) for length in frame.on_paper(10, 20, 30, 40))
    assert (x, y) == pytest.approx((min(at for at, _ in corners), min(at for _, at in corners)))
    assert (x + width, y + height) == pytest.approx((max(at for at, _ in corners), max(at for _, at in corners)))
