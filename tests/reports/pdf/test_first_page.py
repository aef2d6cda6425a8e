"""The head of the first page is as the standard has it, and leaves room for the text."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.content.document import DocumentLayout
from reports.pdf.geometry import GB9704, mm
from tests.reports.pdf.sheets import body_only, circular, filler, paragraph, print_circular

CELL = GB9704.char_pitch / mm(1)


def test_the_masthead_begins_35_mm_below_the_type_area(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular())
    words = reader.pdf[0].get_textpage()
    tops = [words.get_charbox(index)[3] for index in range(18)]
    assert words.get_text_range(0, 18) == "夏邑县招商引资工作领导小组办公室文件"
    assert (GB9704.page_height - max(tops)) / mm(1) == pytest.approx(72, abs=1)


@pytest.mark.parametrize("name", ["县府", "夏邑县人民政府文件", "夏邑县招商引资工作领导小组办公室文件", "某" * 40])
def test_a_masthead_of_any_length_is_centred_within_the_type_area(tmp_path: Path, name: str) -> None:
    reader = print_circular(tmp_path, replace(circular(), masthead=name))
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
    assert "现将有关情况通报如下" in print_circular(tmp_path, crowded).text(1)


def test_marks_stand_at_the_upper_left_in_the_order_of_the_standard(tmp_path: Path) -> None:
    marked = replace(circular(), copy_number="000012", secrecy="内部", urgency="特急")
    chars = print_circular(tmp_path, marked).chars(1)
    assert "".join(char.text for char in chars[:10]) == "000012内部特急"
    lefts = [chars[at].left for at in (0, 6, 8)]
    assert lefts == pytest.approx([28] * 3, abs=0.3)
    tops = [chars[at].top for at in (0, 6, 8)]
    assert tops[1] - tops[0] == pytest.approx(225 / 22, abs=1.2)
    assert tops[2] - tops[1] == pytest.approx(225 / 22, abs=0.2)
    assert tops[0] < 41
    # The masthead stays where it is without them.
    assert chars[10].text == "夏"
    assert chars[10].top == pytest.approx(print_circular(tmp_path, circular()).chars(1)[0].top, abs=0.01)


def test_signers_stand_at_the_right_two_a_line_and_the_number_on_the_last(tmp_path: Path) -> None:
    upward = replace(circular(), signers=("张伟", "欧阳建国", "王小明"), number="夏政文〔2026〕15号")
    chars = print_circular(tmp_path, upward).chars(1)
    words = "".join(char.text for char in chars)
    label, first, third = words.index("签发人："), words.index("张"), words.index("王小明")
    number, number_end = words.index("夏政文"), words.index("号", words.index("〔2026〕"))
    assert chars[number].left == pytest.approx(28 + CELL, abs=0.3)
    assert chars[number_end].top == pytest.approx(chars[third].top, abs=0.6)
    assert chars[label].top == pytest.approx(chars[first].top, abs=0.6)
    assert chars[third].left == pytest.approx(chars[first].left, abs=0.1)
    assert chars[words.index("国")].right == pytest.approx(184 - CELL, abs=0.4)


def test_minutes_name_who_was_there_and_nobody_signs(tmp_path: Path) -> None:
    names = "、".join(["张伟", "王小明"] * 9)
    minutes = replace(
        circular(paragraph("会议研究。")),
        layout=DocumentLayout.MINUTES,
        masthead="招商引资工作会议纪要",
        present=(("出席", names), ("请假", "李强"), ("列席", "赵敏")),
        remark="",
        sealed=True,
        printed_by="",
    )
    reader = print_circular(tmp_path, minutes)
    chars = reader.chars(1)
    words = "".join(char.text for char in chars)
    at = words.index("出席：")
    assert words.index("会议研究") < at < words.index("请假：李强") < words.index("列席：赵敏")
    assert chars[at].left == pytest.approx(28 + 2 * CELL, abs=0.3)
    below = next(char for char in chars[at:] if char.top > chars[at].top + 5)
    assert below.left == pytest.approx(chars[at + 3].left, abs=0.2)
    assert words.count("2026年11月5日") == 1
    assert words.index("2026年11月5日") < words.index("会议研究")


def test_what_is_left_empty_is_left_out(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(*filler(1)))
    assert reader.text(1).startswith("题")
    assert reader.chars(1)[0].top < 50
