"""Sheets have names Excel takes, texts it can hold, and files that are whole or not there."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.xlsx.sheet_styles import count_lines, fit_cell_text, open_workbook, sheet_name

NAMES = st.text(st.sampled_from("甲乙丙/\\[]:*?'aA" + "长" * 3), max_size=40)


@given(st.lists(NAMES, max_size=30))
def test_any_names_become_names_excel_takes(wanted: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(name, taken) for name in wanted]
    assert len({name.lower() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("/\\[]:*?'")


def test_a_crowd_of_equal_long_names_stays_apart(tmp_path: Path) -> None:
    taken: set[str] = set()
    names = [sheet_name("非常长的名字" * 10, taken) for _ in range(120)]
    path = tmp_path / "很多表.xlsx"
    with open_workbook(path, title="很多表") as book:
        for name in names:
            book.add_worksheet(name)
    assert openpyxl.load_workbook(path).sheetnames == names


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert fit_cell_text("字" * 32_767) == "字" * 32_767
    cut = fit_cell_text("字" * 40_000)
    assert len(cut) == 32_767
    assert cut.endswith("……（后文过长，见台账）")


def test_what_looks_like_a_formula_a_link_or_a_number_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "原样.xlsx"
    typed = ["=1+1", "http://example.com", "00123", "91110000600037341", "@甲", "-5", "　甲　", "𬭎𠮷", "a\nb"]
    with open_workbook(path, title="原样") as book:
        sheet = book.add_worksheet("表")
        for line, text in enumerate(typed):
            sheet.write(line, 0, text)
    cells = [cell for (cell,) in openpyxl.load_workbook(path)["表"].iter_rows()]
    assert [cell.value for cell in cells] == typed
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_workbook_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "旧.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), open_workbook(path, title="新", constant_memory=True) as book:  # noqa: PT012 - half way
        book.add_worksheet("表").write(0, 0, "半截")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, 1),
        ("五个字正好", 5, 1),
        ("六个字不够了", 5, 2),
        ("abcdefghij", 5, 1),
        ("abcdefghijk", 5, 2),
        ("长" * 50, 12, 5),
    ],
)
def test_lines_are_counted_in_chinese_characters(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width) == lines
