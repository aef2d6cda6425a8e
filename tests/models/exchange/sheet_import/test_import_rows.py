"""The cells of a sheet's rows are created when they are looked at, and not before."""

from collections.abc import Iterator

from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportRow, PlainCells, UntouchedCells

COLUMNS = (("name", "A"), ("total", "C"))


def test_plain_cells_have_their_addresses_and_come_before_the_further_ones() -> None:
    further = ImportCell("remark", "D7", "#REF!", fault="公式出错")
    cells = PlainCells(COLUMNS, 7, ("甲", 12), (further,))
    assert [(cell.key, cell.address, cell.raw) for cell in cells] == [
        ("name", "A7", "甲"),
        ("total", "C7", 12),
        ("remark", "D7", "#REF!"),
    ]
    assert (len(cells), cells[1].raw, [cell.key for cell in cells[1:]]) == (3, 12, ["total", "remark"])
    assert cells[0] is cells[0]  # created once
    assert (cells[0].exported, cells[0].untouched) == (UNKNOWN, False)


def test_a_row_gives_the_raw_value_of_a_column_it_has() -> None:
    row = ImportRow(7, PlainCells(COLUMNS, 7, ("甲", 12)))
    assert (row.raw("total"), row.raw("没有这一列")) == (12, None)
    assert list(row.touched_cells) == list(row.cells)


def test_untouched_cells_are_created_only_where_somebody_looks() -> None:
    built: list[str] = []

    def build() -> Iterator[ImportCell]:
        built.append("一次")
        yield ImportCell("name", "A7", "甲", exported="甲", untouched=True)

    row = ImportRow(7, UntouchedCells(build), "行号")
    assert row.touched_cells == ()
    assert not built
    assert (row.raw("name"), len(row.cells), built) == ("甲", 1, ["一次"])


def test_of_an_exported_row_only_the_cells_that_were_changed_are_touched() -> None:
    cells = (ImportCell("name", "A7", "甲", "甲", untouched=True), ImportCell("total", "C7", 13, 120_000))
    assert [cell.key for cell in ImportRow(7, cells, "行号").touched_cells] == ["total"]
