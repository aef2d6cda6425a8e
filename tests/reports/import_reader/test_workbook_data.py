"""The names of cells are those a clerk sees in WPS."""

import pytest

from reports.import_reader.workbook_data import SheetData, cell_name, column_letters


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (6, 2, "C7"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (9, 51, "AZ10"),
        (9, 52, "BA10"),
        (99, 701, "ZZ100"),
        (0, 702, "AAA1"),
        (1_048_575, 16_383, "XFD1048576"),
    ],
)
def test_cells_are_named_as_in_wps(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name
    assert column_letters(column) == name.rstrip("0123456789")


def test_the_width_of_a_sheet_is_that_of_its_rows() -> None:
    assert SheetData("空", []).width == 0
    assert SheetData("表", [["甲", "乙", ""], ["", "", ""]]).width == 3
