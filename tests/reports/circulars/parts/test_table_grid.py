"""Printed forms: pairs of label and value in rows of fixed length, and plain lists."""

from decimal import Decimal

import pytest

from reports.circulars.parts.table_grid import form_table, list_table
from reports.content.document import Align
from reports.figures.figure import Figure


def test_pairs_fill_rows_and_the_rest_of_the_last_row_is_blank() -> None:
    table = form_table([("项目", "焦化"), ("阶段", "在谈"), ("责任人", "")], 2)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["项目", "焦化", "阶段", "在谈"],
        ["责任人", "—", "", ""],  # a dash where a value is missing, nothing where there is no label
    ]


def test_labels_are_centred_and_values_left() -> None:
    table = form_table([("项目", "焦化")], 2, 5, 9)
    assert [(column.width, column.align) for column in table.columns] == [
        (5, Align.CENTRE),
        (9, Align.LEFT),
        (5, Align.CENTRE),
        (9, Align.LEFT),
    ]


def test_a_zero_is_a_value_and_its_figure_stays() -> None:
    nothing = Figure("signed", "签约", "个", Decimal(0), "", ())
    (row,) = form_table([("签约", nothing)], 1).rows
    assert row.cells[1].text == "0"
    assert row.cells[1].figure is nothing


def test_no_pairs_are_no_rows() -> None:
    assert form_table([], 3).rows == ()


def test_a_list_has_its_first_column_left_and_dashes_for_blanks() -> None:
    table = list_table(("姓名", "手机"), [("张三", ""), ("", "138")], (5, 8))
    assert [(column.title, column.align) for column in table.columns] == [("姓名", Align.LEFT), ("手机", Align.CENTRE)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["张三", "—"], ["—", "138"]]


def test_titles_without_widths_are_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="zip"):
        list_table(("姓名", "手机"), [], (5,))
