"""References after row 5 of “表” stands three times: what is below moves by two, ranges grow, worked out by hand."""

import pytest

from models.errors import UserError
from reports.form_templates.cell_references import (
    RowRepeat,
    column_letters,
    column_number,
    copied_formula,
    shift_formula,
    shift_list,
    shift_range,
)

REPEAT = RowRepeat("表", 5, 3)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A4", "A4"),
        ("A5", "A5"),
        ("A6", "A8"),
        ("$C$9", "$C$11"),
        ("A1:C4", "A1:C4"),
        ("A1:C5", "A1:C7"),
        ("A5:C5", "A5:C7"),
        ("A6:C9", "A8:C11"),
        ("5:6", "5:8"),
        ("$1:$3", "$1:$3"),
        ("A:C", "A:C"),
    ],
)
def test_ranges_move_and_grow(before: str, after: str) -> None:
    assert shift_range(before, REPEAT) == after


def test_rules_for_single_cells_of_the_row_hold_for_every_copy() -> None:
    assert shift_list("D5 E6 A1:B2", REPEAT) == "D5:D7 E8 A1:B2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(C5:C5)", "SUM(C5:C7)"),
        ("SUM(C5)", "SUM(C5:C7)"),
        ("C5+C6", "C5+C8"),
        ('IF(C9>0,SUM(C4,D5)/C9,"C5")', 'IF(C11>0,SUM(C4,D5:D7)/C11,"C5")'),
        ("SUM('表'!C5:C6)", "SUM('表'!C5:C8)"),
        ("SUM(别的!C5:C6)", "SUM(别的!C5:C6)"),
        ("税率*C6", "税率*C8"),
    ],
)
def test_formulas_below_the_row(before: str, after: str) -> None:
    assert shift_formula(before, REPEAT, on_sheet="表") == after


def test_a_formula_of_another_sheet_moves_only_where_it_names_this_one() -> None:
    assert shift_formula("C6+表!C6", REPEAT, on_sheet="别的") == "C6+表!C8"


@pytest.mark.parametrize(
    ("before", "second_copy"),
    [
        ("C5/D5", "C7/D7"),
        ("D5/$D$6", "D7/$D$8"),
        ("SUM(C5:F5)", "SUM(C7:F7)"),
        ("SUM(C$4:C5)", "SUM(C$4:C7)"),
        ("C4*D5", "C4*D7"),
        ("D5/$D$5", "D7/$D$5"),
        ("RANK(D5,$D$5:$D$5)", "RANK(D7,$D$5:$D$7)"),
        ("SUM($C$5:C5)", "SUM($C$5:C7)"),
    ],
)
def test_a_formula_in_the_row_follows_its_copy(before: str, second_copy: str) -> None:
    assert copied_formula(before, REPEAT, 2) == second_copy


def test_one_copy_changes_nothing() -> None:
    assert shift_formula("SUM(C5)+C9", RowRepeat("表", 5, 1), on_sheet="表") == "SUM(C5)+C9"


@pytest.mark.parametrize(
    ("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("AZ", 52), ("BA", 53), ("XFD", 16384)]
)
def test_columns_have_letters_and_numbers(letters: str, number: int) -> None:
    assert column_number(letters) == number
    assert column_letters(number) == letters


def test_a_formula_that_cannot_be_read_is_told() -> None:
    with pytest.raises(UserError, match="工作表“表”里的公式“=SUM\\(C5\\)\\)”看不懂"):
        shift_formula("SUM(C5))", REPEAT, on_sheet="表")
