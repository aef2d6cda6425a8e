"""Tables keep their heads, their sums and their notes over any number of pages."""

from pathlib import Path

import pytest

from reports.content.document import Align, Annex, Row, RowKind, Table, TableColumn, TextSpan
from reports.pdf.geometry import mm
from tests.reports.pdf.sheets import body_only, cell_span, circular, filler, print_circular, table


@pytest.mark.parametrize("landscape", [False, True])
def test_the_head_stands_again_on_every_page(tmp_path: Path, *, landscape: bool) -> None:
    reader = print_circular(tmp_path, circular(annexes=(Annex("排名表", (table(70),), landscape=landscape),)))
    pages = [page for page in range(2, reader.printed.pages + 1) if "产业链" in reader.text(page)]
    assert len(pages) > 2
    assert all(reader.text(page).count("产业专班") == 1 for page in pages)


@pytest.mark.parametrize("landscape", [False, True])
def test_every_page_after_the_first_says_that_the_table_goes_on(tmp_path: Path, *, landscape: bool) -> None:
    reader = print_circular(tmp_path, circular(annexes=(Annex("排名表", (table(70),), landscape=landscape),)))
    pages = [page for page in range(2, reader.printed.pages + 1) if "产业链" in reader.text(page)]
    assert [reader.text(page).count("（续表）") for page in pages] == [0, *[1] * (len(pages) - 1)]
    assert all("单位：个" in reader.text(page) for page in pages)
    for page in () if landscape else pages[1:]:
        chars = reader.chars(page)
        words = "".join(char.text for char in chars)
        mark, head = chars[words.index("（续表）")], chars[words.index("产业专班")]
        assert mark.bottom <= head.top
        assert chars[words.index("单位：个") + 3].right == pytest.approx(182 if page % 2 == 0 else 184, abs=0.5)


def test_a_form_that_goes_on_is_ruled_above_and_says_so(tmp_path: Path) -> None:
    rows = tuple(Row((TextSpan(f"栏{n}"), TextSpan("内容"))) for n in range(60))
    reader = print_circular(tmp_path, body_only(Table("", (TableColumn("", 4), TableColumn("", 20)), rows)))
    assert reader.all_text().count("（续表）") == reader.printed.pages - 1 > 0


def test_a_table_no_a4_page_holds_takes_a3_and_loses_no_column(tmp_path: Path) -> None:
    columns = tuple(TableColumn(f"第{n}项指标", 5, Align.RIGHT) for n in range(24))
    rows = tuple(Row(tuple(cell_span(str(n * 7 + row), 2) for n in range(24))) for row in range(50))
    reader = print_circular(tmp_path, circular(annexes=(Annex("一览表", (Table("", columns, rows),), landscape=True),)))
    assert reader.pdf[1].get_size() == pytest.approx((mm(420), mm(297)), abs=0.1)
    assert reader.printed.sideways == ()
    assert sum(mark.page > 1 for mark in reader.printed.marks) == 24 * 50
    assert all(f"第{n}项指标" in reader.text(2) for n in range(24))
    chars = reader.chars(2)
    assert min(char.left for char in chars) >= 26 - 0.3
    assert max(char.right for char in chars) <= 420 - 28 + 0.3
    assert "— 2 —" in reader.text(2)
    # 版记 is not folded in: it has an A4 page of its own.
    assert reader.pages_with("印发") == [reader.printed.pages]
    assert reader.pdf[reader.printed.pages - 1].get_size() == pytest.approx((mm(210), mm(297)), abs=0.1)


def test_a_table_too_wide_for_an_upright_page_lies_on_its_side(tmp_path: Path) -> None:
    columns = tuple(TableColumn(f"第{n}项", 4.6, Align.RIGHT) for n in range(14))
    rows = (Row((TextSpan("1"),) * 14),)
    reader = print_circular(tmp_path, circular(annexes=(Annex("一览表", (Table("", columns, rows),)),)))
    assert reader.printed.sideways == (2,)


@pytest.mark.parametrize("rows", range(14, 32))
def test_a_sum_is_never_alone_on_a_page(tmp_path: Path, rows: int) -> None:
    reader = print_circular(tmp_path, body_only(table(rows)))
    (page,) = reader.pages_with("合计")
    assert page in reader.pages_with(f"第{rows}产业链")
    assert page in reader.pages_with("本表按完成率排序。")


def test_a_groups_title_stays_with_its_first_row(tmp_path: Path) -> None:
    for lines in range(4, 12):
        reader = print_circular(tmp_path, body_only(*filler(lines), table(3)))
        assert set(reader.pages_with("一、工业类专班")) & set(reader.pages_with("第1产业链"))
        assert set(reader.pages_with("专班排名表")) & set(reader.pages_with("第1产业链"))


def test_caption_unit_and_notes_are_printed(tmp_path: Path) -> None:
    text = print_circular(tmp_path, body_only(table(2, notes=("按完成率排序。", "数据截至10月31日。")))).all_text()
    assert "专班排名表" in text
    assert "单位：个" in text
    assert "注：1. 按完成率排序。" in text
    assert "2. 数据截至10月31日。" in text


def test_a_row_higher_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    long = "各专班要倒排工期、挂图作战，确保任务完成。" * 150
    row = Row((TextSpan("1"), TextSpan(long)))
    reader = print_circular(
        tmp_path, body_only(Table("", (TableColumn("序号", 2), TableColumn("说明", 6, Align.LEFT)), (row,)))
    )
    assert reader.printed.pages > 2
    assert reader.all_text().count("各专班要倒排工期、挂图作战") > 100
    assert sum(char.text == "。" for page in range(1, reader.printed.pages + 1) for char in reader.chars(page)) == 150


def test_numbers_stand_flush_on_the_right(tmp_path: Path) -> None:
    rows = tuple(Row((TextSpan("甲"), cell_span(value, 2))) for value in ("1.25", "11.11", "1204.56"))
    reader = print_circular(
        tmp_path, body_only(Table("", (TableColumn("名称", 4), TableColumn("金额", 5, Align.RIGHT)), rows))
    )
    sizes = {round(mark.x + mark.width, 2) for mark in reader.printed.marks}
    assert len(sizes) == 1


def test_an_empty_table_is_a_head_alone(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(Table("空表", (TableColumn("序号", 2), TableColumn("名称", 4)), ())))
    assert "序号名称" in reader.all_text().replace(" ", "")


def test_line_breaks_in_cells_are_kept(tmp_path: Path) -> None:
    rows = (Row((TextSpan("甲\n乙"),), RowKind.PLAIN),)
    reader = print_circular(tmp_path, body_only(Table("", (TableColumn("名称", 20),), rows)))
    tops = {char.text: char.top for char in reader.chars(1) if char.text in "甲乙"}
    assert tops["乙"] - tops["甲"] > 3
