"""Tables keep their heads, their sums and their notes over any number of pages."""

from pathlib import Path

import pytest

from reports.content import Align, Annex, Column, Row, RowKind, Span, Table
from tests.reports.paper.sheets import bare, circular, counted, filler, press, table


@pytest.mark.parametrize("landscape", [False, True])
def test_the_head_stands_again_on_every_page(tmp_path: Path, *, landscape: bool) -> None:
    reader = press(tmp_path, circular(annexes=(Annex("排名表", (table(70),), landscape=landscape),)))
    pages = [page for page in range(2, reader.printed.pages + 1) if "产业链" in reader.text(page)]
    assert len(pages) > 2
    assert all(reader.text(page).count("产业专班") == 1 for page in pages)


@pytest.mark.parametrize("rows", range(14, 32))
def test_a_sum_is_never_alone_on_a_page(tmp_path: Path, rows: int) -> None:
    reader = press(tmp_path, bare(table(rows)))
    (page,) = reader.pages_with("合计")
    assert page in reader.pages_with(f"第{rows}产业链")
    assert page in reader.pages_with("本表按完成率排序。")


def test_a_groups_title_stays_with_its_first_row(tmp_path: Path) -> None:
    for lines in range(4, 12):
        reader = press(tmp_path, bare(*filler(lines), table(3)))
        assert set(reader.pages_with("一、工业类专班")) & set(reader.pages_with("第1产业链"))
        assert set(reader.pages_with("专班排名表")) & set(reader.pages_with("第1产业链"))


def test_caption_unit_and_notes_are_printed(tmp_path: Path) -> None:
    text = press(tmp_path, bare(table(2, notes=("按完成率排序。", "数据截至10月31日。")))).all_text()
    assert "专班排名表" in text
    assert "单位：个" in text
    assert "注：1. 按完成率排序。" in text
    assert "2. 数据截至10月31日。" in text


def test_a_row_higher_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    long = "各专班要倒排工期、挂图作战，确保任务完成。" * 150
    row = Row((Span("1"), Span(long)))
    reader = press(tmp_path, bare(Table("", (Column("序号", 2), Column("说明", 6, Align.LEFT)), (row,))))
    assert reader.printed.pages > 2
    assert reader.all_text().count("各专班要倒排工期、挂图作战") > 100
    assert sum(char.text == "。" for page in range(1, reader.printed.pages + 1) for char in reader.chars(page)) == 150


def test_numbers_stand_flush_on_the_right(tmp_path: Path) -> None:
    rows = tuple(Row((Span("甲"), counted(value, 2))) for value in ("1.25", "11.11", "1204.56"))
    reader = press(tmp_path, bare(Table("", (Column("名称", 4), Column("金额", 5, Align.RIGHT)), rows)))
    sizes = {round(mark.x + mark.width, 2) for mark in reader.printed.marks}
    assert len(sizes) == 1


def test_an_empty_table_is_a_head_alone(tmp_path: Path) -> None:
    reader = press(tmp_path, bare(Table("空表", (Column("序号", 2), Column("名称", 4)), ())))
    assert "序号名称" in reader.all_text().replace(" ", "")


def test_line_breaks_in_cells_are_kept(tmp_path: Path) -> None:
    rows = (Row((Span("甲\n乙"),), RowKind.PLAIN),)
    reader = press(tmp_path, bare(Table("", (Column("名称", 20),), rows)))
    tops = {char.text: char.top for char in reader.chars(1) if char.text in "甲乙"}
    assert tops["乙"] - tops["甲"] > 3
