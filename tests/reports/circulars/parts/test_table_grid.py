"""Printed forms: pairs of label and value in rows of fixed length, and plain lists."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.circulars.parts.table_grid import form_table, list_table, without_unfilled_column
from reports.circulars.parts.wording import column, row
from reports.content.document import Align, Row, RowKind, Table, TextSpan
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


def test_a_column_that_no_row_fills_is_left_out_and_the_total_keeps_its_place() -> None:
    rows = (
        Row((TextSpan("合计一类"),), RowKind.GROUP),
        row("甲", "—", "3"),
        row("乙", "", "4"),
        row("合计", "", "7", total=True),
    )
    table = Table("", (column("专班", 4), column("责任单位", 6), column("个数", 3)), rows)
    left = without_unfilled_column(table, "责任单位")
    assert [each.title for each in left.columns] == ["专班", "个数"]
    assert [[cell.text for cell in each.cells] for each in left.rows] == [
        ["合计一类"],
        ["甲", "3"],
        ["乙", "4"],
        ["合计", "7"],
    ]
    one_filled = replace(table, rows=(*rows[:2], row("乙", "工科局", "4")))
    assert without_unfilled_column(one_filled, "责任单位") == one_filled
    assert without_unfilled_column(table, "没有这一栏") == table
