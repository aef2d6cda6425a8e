"""Each cell is read by its field into a value, a blank, or a rejected cell; nothing else is decided here."""

from decimal import Decimal

import pytest

from models.exchange.sheet_import.cell_reader import CellReader, ReadRow
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import ImportCell, ImportRow, ImportTable, PlainCells, UntouchedCells
from models.exchange.sheet_import.row_outcome import DEFAULT_OPTIONS, ParsedValue
from models.ledgers import Lead
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.rows import TODAY, add_lead

PHONE, MASKED = "13800000001", "138****0001"


def read_row(book: Store, row: ImportRow) -> ReadRow:
    """Read one row of a sheet of leads."""
    with book.reading() as session:
        context = ImportContext(session, reading_context(session, today=TODAY, year=2026), DEFAULT_OPTIONS)
        return CellReader(context, ImportTable("lead", "甲.xlsx", "表1", (row,)), Lead).read(row)


def cells(**raw: object) -> tuple[ImportCell, ...]:
    """Make cells of the fourth row of a sheet, in the order given."""
    return tuple(ImportCell(key, f"{'ABCDEF'[at]}4", value) for at, (key, value) in enumerate(raw.items()))


def test_a_row_of_blanks_is_empty_and_names_its_blanks(book: Store) -> None:
    read = read_row(book, ImportRow(4, cells(name="", total=None, investor="  ", place="——")))
    assert read.is_empty
    assert read.blanks == ("name", "total", "investor", "place")


def test_a_row_without_cells_is_empty(book: Store) -> None:
    assert read_row(book, ImportRow(4, ())).is_empty


def test_a_row_of_nothing_but_a_rejected_cell_is_not_empty(book: Store) -> None:
    read = read_row(book, ImportRow(4, (ImportCell("total", "B4", "#DIV/0!", fault="公式出错。"),)))
    assert not read.is_empty
    assert read.rejected["total"].message == "预计总投资：公式出错。"


@pytest.mark.parametrize("plain", [False, True], ids=["cells", "raw values"])
def test_a_value_has_its_mark_and_what_the_book_stores(book: Store, *, plain: bool) -> None:
    raw: dict[str, object] = {"name": "示例甲", "total": "约1.2亿", "place": ""}
    columns = tuple((key, "ABC"[at]) for at, key in enumerate(raw))
    read = read_row(book, ImportRow(4, PlainCells(columns, 4, tuple(raw.values())) if plain else cells(**raw)))
    assert dict(read.values) == {
        "name": ParsedValue("示例甲", "", "示例甲"),
        "total": ParsedValue(Decimal(12_000), "约", 120_000_000),  # ten-thousandths of 万元
    }
    assert (read.blanks, dict(read.rejected)) == (("place",), {})


@pytest.mark.parametrize(
    ("has_id", "raw", "is_rejected"),
    [
        (True, MASKED, False),  # as this program wrote it: says nothing
        (True, "139****0001", True),  # somebody changed a masked number: it cannot be read
        (False, MASKED, True),  # of a row that nobody knows: no number at all
        (True, PHONE, False),
    ],
)
def test_a_masked_number_says_nothing_where_it_is_the_row_s_own(
    book: Store, *, has_id: bool, raw: str, is_rejected: bool
) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", phone=PHONE)
    read = read_row(book, ImportRow(4, cells(phone=raw), row if has_id else None))
    assert ("phone" in read.rejected) is is_rejected
    assert ("phone" in read.values) is (raw == PHONE)


def test_cells_as_exported_are_read_only_for_a_row_the_book_does_not_have(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲")
    untouched = UntouchedCells(lambda: cells(name="示例甲"))
    assert read_row(book, ImportRow(4, untouched, row)).is_empty
    assert set(read_row(book, ImportRow(4, untouched, "f" * 32)).values) == {"name"}
