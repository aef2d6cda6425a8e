"""The head of the first page is as the standard has it, and leaves room for the text."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.paper.geometry import GB9704, mm
from tests.reports.paper.sheets import bare, circular, filler, paragraph, press


def test_the_masthead_begins_35_mm_below_the_type_area(tmp_path: Path) -> None:
    reader = press(tmp_path, circular())
    words = reader.pdf[0].get_textpage()
    tops = [words.get_charbox(index)[3] for index in range(18)]
    assert words.get_text_range(0, 18) == "夏邑县招商引资工作领导小组办公室文件"
    assert (GB9704.page_height - max(tops)) / mm(1) == pytest.approx(72, abs=1)


@pytest.mark.parametrize("name", ["县府", "夏邑县人民政府文件", "夏邑县招商引资工作领导小组办公室文件", "某" * 40])
def test_a_masthead_of_any_length_is_centred_within_the_type_area(tmp_path: Path, name: str) -> None:
    reader = press(tmp_path, replace(circular(), masthead=name))
    chars = reader.chars(1)[: len(name)]
    assert "".join(char.text for char in chars) == name
    left, right = chars[0].left, chars[-1].right
    assert left >= 27.9
    assert right <= 184.1
    assert (left + right) / 2 == pytest.approx(28 + 156 / 2, abs=0.5)


def test_the_first_page_shows_body_text_however_long_the_title(tmp_path: Path) -> None:
    crowded = replace(
        circular(paragraph("现将有关情况通报如下：" * 9)),
        title="关于进一步加强全县招商引资重点签约项目跟踪督办服务保障和要素协调工作有关情况的通报以及问题整改落实情况的报告",
        recipients="各乡镇人民政府，" * 20 + "县直各单位",
    )
    assert "现将有关情况通报如下" in press(tmp_path, crowded).text(1)


def test_what_is_left_empty_is_left_out(tmp_path: Path) -> None:
    reader = press(tmp_path, bare(*filler(1)))
    assert reader.text(1).startswith("题")
    assert reader.chars(1)[0].top < 50
