"""Which cells of a table head others: the titles, the column that names the rows, the labels of a form."""

import pytest

from reports.content.document import Row, RowKind, Table, TableColumn, TextSpan
from reports.pdf.structure import COLUMN_HEADER, DATA_CELL, ROW_HEADER
from reports.pdf.table_tags import TableTags


def plain_row(*texts: str) -> Row:
    return Row(tuple(map(TextSpan, texts)))


@pytest.mark.parametrize(
    ("titles", "header"),
    [
        (("序号", "专班", "签约"), 1),
        (("专班", "签约", "开工"), 0),
        (("名次", "序\n号", "项目"), 2),
        (("序号", "名次", "排名"), 0),
    ],
)
def test_the_first_column_that_names_something_heads_its_row(titles: tuple[str, ...], header: int) -> None:
    tags = TableTags(Table("", tuple(TableColumn(title, 4) for title in titles), ()), None, titled=True)
    kinds = tags.row(plain_row("1", "2", "3")).cells
    assert [number for number, kind in enumerate(kinds) if kind is ROW_HEADER] == [header]
    assert tags.head().cells == (COLUMN_HEADER,) * 3


def test_in_a_form_each_label_heads_the_value_beside_it() -> None:
    tags = TableTags(Table("", (TableColumn("", 4),) * 4, ()), None, titled=False)
    assert tags.row(plain_row("名称", "甲", "地址", "乙")).cells == (ROW_HEADER, DATA_CELL, ROW_HEADER, DATA_CELL)


def test_an_empty_cell_heads_nothing() -> None:
    tags = TableTags(Table("", (TableColumn("", 4),) * 4, ()), None, titled=False)
    assert tags.row(plain_row("名称", "甲", "", "")).cells == (ROW_HEADER, DATA_CELL, DATA_CELL, DATA_CELL)


def test_the_title_of_a_group_spans_the_table() -> None:
    tags = TableTags(Table("", (TableColumn("专班", 4), TableColumn("签约", 4)), ()), None, titled=True)
    (kind,) = tags.row(Row((TextSpan("一、工业类"),), RowKind.GROUP)).cells
    assert kind.role == "TH"
    assert kind.attributes == "/A<</O/Table/Scope/Row/ColSpan 2>>"


def test_rows_stand_in_the_body_and_titles_in_the_head_of_one_table() -> None:
    tags = TableTags(Table("", (TableColumn("专班", 4),), ()), None, titled=True)
    head, row = tags.head().parent, tags.row(plain_row("焦化")).parent
    assert head is not None
    assert row is not None
    assert (head.role, row.role) == ("THead", "TBody")
    assert head.parent is row.parent is tags.table
