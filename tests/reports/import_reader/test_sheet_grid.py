"""A sheet seen with its merged areas: each is one cell, and columns without any value do not count."""

import pytest

from reports.import_reader.sheet_grid import GridCell, SheetGrid, is_blank
from tests.reports.import_reader.files import sheet_of

#     A       B         C        D    E
# 1   序号    项目      (B1:C1)  额   (blank)
# 2   (A1:A2) 名称      业主     (blank)
# 3   1       汾河焦化           12
GRID = SheetGrid(
    sheet_of(
        [["序号", "项目", None, "额", " "], [None, "名称", "业主", None, None], [1, "汾河焦化", "", 12, "\u3000"]],
        merges=[(0, 0, 1, 0), (0, 1, 0, 2)],
    )
)


def test_only_columns_with_a_value_count() -> None:
    assert (GRID.width, GRID.height) == (4, 3)
    assert SheetGrid(sheet_of([[None, " "], ["", ""]])).width == 0


def test_the_cells_of_a_row_span_their_merged_areas() -> None:
    assert [(cell.text, cell.left, cell.right, cell.bottom) for cell in GRID.cells(0)] == [
        ("序号", 0, 0, 1),
        ("项目", 1, 2, 0),
        ("额", 3, 3, 0),
    ]
    assert [cell.text for cell in GRID.cells(1)] == ["名称", "业主"]


def test_an_area_beyond_the_values_is_cut_at_them() -> None:
    grid = SheetGrid(sheet_of([["标题", None], ["甲", "乙"]], merges=[(0, 0, 9, 30)]))
    assert [(cell.right, cell.bottom) for cell in grid.cells(0)] == [(1, 1)]


def test_a_place_inside_an_area_is_covered_by_its_first_cell() -> None:
    covering = GRID.covering_cell(1, 0)
    assert covering is not None
    assert (covering.text, covering.row, covering.left) == ("序号", 0, 0)
    group = GRID.covering_cell(0, 2)
    assert group is not None
    assert group.text == "项目"
    assert GRID.covering_cell(1, 3) is None
    assert GRID.covering_cell(2, 2) is None


def test_an_area_without_a_value_covers_nothing() -> None:
    grid = SheetGrid(sheet_of([[None, "甲"], [None, "乙"]], merges=[(0, 0, 1, 0)]))
    assert grid.covering_cell(1, 0) is None
    assert grid.is_merged(1, 0)
    assert not grid.is_merged(1, 1)


def test_the_only_cell_that_ends_in_a_row() -> None:
    grid = SheetGrid(
        sheet_of([["标题", None, None], ["甲", "乙", None], ["高", "丙", None], [None, None, None]], [(2, 0, 3, 0)])
    )
    title = grid.single_cell(0)
    assert title is not None
    assert title.text == "标题"
    assert grid.single_cell(1) is None  # two
    ending = grid.single_cell(2)
    assert ending is not None
    assert ending.text == "丙"  # 高 ends a row further down
    assert grid.single_cell(3) is None  # none begins here


def test_a_row_of_blanks_is_not_filled() -> None:
    grid = SheetGrid(sheet_of([["甲", ""], [" ", "\u3000"], [0, ""]]))
    assert [grid.is_filled(row) for row in range(3)] == [True, False, True]


@pytest.mark.parametrize(
    ("value", "blank"), [("", True), (" \t\u3000\n", True), (0, False), (False, False), ("0", False)]
)
def test_nought_is_a_value_and_white_space_is_none(value: str | int, blank: bool) -> None:
    assert is_blank(value) is blank


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("总投资", True),
        ("2026年", True),
        ("1.", False),
        ("12", False),
        ("-12.5", False),
        ("1,200.50", False),
        ("1.2.3", True),
        (12, False),
        (1.5, False),
        ("—", True),
    ],
)
def test_a_number_typed_as_text_is_no_label(value: str | float, label: bool) -> None:
    assert GridCell(0, 0, 0, 0, value).is_label is label
