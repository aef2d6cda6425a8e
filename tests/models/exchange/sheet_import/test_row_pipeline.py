"""What is made of each cell of a sheet: a value, a blank, or a refusal with its reason."""

from decimal import Decimal

import pytest

from models.exchange.sheet_import.cell_reader import shown_text
from models.exchange.sheet_import.import_rows import ImportCell, ImportRow, ImportTable, PlainCells
from models.exchange.sheet_import.row_outcome import PlannedRow, RowOutcome
from models.ledgers import Lead
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_lead

COLUMNS = (("name", "A"), ("total", "B"), ("reported_on", "C"))


def plain_table(*rows: tuple[object, ...], further: tuple[ImportCell, ...] = ()) -> ImportTable:
    """Build the table of a foreign sheet, whose cells are read by their raw values."""
    offered = tuple(ImportRow(4 + at, PlainCells(COLUMNS, 4 + at, row, further)) for at, row in enumerate(rows))
    return ImportTable("lead", "外来.xlsx", "Sheet1", offered)


def planned_rows(book: Store, table: ImportTable) -> tuple[PlannedRow, ...]:
    """Return the rows of a table's plan."""
    with book.reading() as session:
        return tuple(make_plan(session, table).rows)


def test_a_foreign_sheet_is_read_value_by_value(book: Store) -> None:
    rows = (("甲项目", "1.2亿", "9月2日"), ("乙项目", 5_000, None), ("丙项目", "1.2亿", ""))
    planned = planned_rows(book, plain_table(*rows))
    assert [{key: str(read.value) for key, read in row.values.items()} for row in planned] == [
        {"name": "甲项目", "total": "12000.0000", "reported_on": "2026-09-02"},
        {"name": "乙项目", "total": "5000.0000"},
        {"name": "丙项目", "total": "12000.0000"},
    ]
    assert {row.outcome for row in planned} == {RowOutcome.NEW}


def test_a_number_and_a_yes_that_equal_each_other_are_read_apart(book: Store) -> None:
    """True == 1 in Python; a cache by value alone would take either for the other."""
    first, second, third = planned_rows(book, plain_table(("甲", 1, None), ("乙", True, None), ("丙", 1.0, None)))
    assert first.values["total"].value == 1
    assert "不能填 是/否" in second.rejected["total"].message
    assert third.values["total"].value == 1


def test_an_unreadable_cell_is_named_with_its_address_in_every_row(book: Store) -> None:
    planned = planned_rows(book, plain_table(("甲", "若干", None), ("乙", "若干", None)))
    cells = [row.rejected["total"] for row in planned]
    assert [(cell.address, cell.label, cell.value) for cell in cells] == [
        ("B4", "预计总投资", "若干"),
        ("B5", "预计总投资", "若干"),
    ]
    assert all("不是数" in cell.message for cell in cells)
    assert all("total" not in row.values for row in planned)


def test_a_cell_with_a_fault_is_refused_whatever_it_holds(book: Store) -> None:
    fault = ImportCell("investor", "D4", "#REF!", fault="公式出错")
    (row,) = planned_rows(book, plain_table(("甲", 1, None), further=(fault,)))
    assert row.rejected["investor"].message == "意向投资方：公式出错"
    assert row.values["total"].value == Decimal(1)


@pytest.mark.parametrize(("raw", "text"), [(None, ""), (12.0, "12"), (" 甲\r\n乙 ", "甲\n乙"), (True, "True")])
def test_a_raw_value_is_shown_as_the_clerk_sees_it(raw: object, text: str) -> None:
    assert shown_text(raw) == text


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("138****5678", False),  # as this program masks it
        ("139****5678", True),  # masked, but another number
        ("13812345678", False),
    ],
)
def test_a_masked_telephone_that_comes_back_changes_nothing(book: Store, typed: str, refused: bool) -> None:
    with book.writing("线索") as session:
        lead = add_lead(session, "甲", phone="13812345678")
    table = import_table("lead", ("name", "phone"), ("甲", typed), ids=[lead], exported_values=[{}])
    (row,) = planned_rows(book, table)
    assert bool(row.rejected) is refused
    assert "phone" not in row.values
    with book.reading() as session:
        assert session.get_one(Lead, lead).phone == "13812345678"
