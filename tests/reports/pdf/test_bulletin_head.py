"""A 简报 has its name, its issue, its unit and its day at the head, and its receivers at the foot."""

from dataclasses import replace
from pathlib import Path

from reports.content.document import DocumentLayout
from tests.reports.pdf.sheets import circular, paragraph, print_circular

BULLETIN = replace(
    circular(paragraph("本周动态。")),
    layout=DocumentLayout.BULLETIN,
    masthead="招商周动态",
    number="第43期",
    title="10月第三周招商引资动态",
    recipients="",
    remark="",
    copies_to="报：县委书记\n送：县人大常委会办公室\n发：各乡镇人民政府",
)


def test_the_head_reads_as_a_bulletins_does(tmp_path: Path) -> None:
    text = print_circular(tmp_path, BULLETIN).text(1).replace(" ", "")
    assert text.startswith(
        "招商周动态第43期夏邑县招商引资工作领导小组办公室2026年11月5日10月第三周招商引资动态本周动态。"
    )


def test_the_unit_stands_at_the_left_and_the_day_at_the_right_of_one_line(tmp_path: Path) -> None:
    chars = print_circular(tmp_path, BULLETIN).chars(1)
    row = [char for char in chars if abs(char.top - next(c for c in chars if c.text == "夏").top) < 1]
    assert row[0].text == "夏"
    assert row[0].left < 35
    assert row[-1].text == "日"
    assert row[-1].right > 177


def test_the_name_is_larger_than_anything_else(tmp_path: Path) -> None:
    chars = print_circular(tmp_path, BULLETIN).chars(1)
    name = chars[:5]
    assert "".join(char.text for char in name) == "招商周动态"
    assert min(char.right - char.left for char in name) > 1.5 * max(char.right - char.left for char in chars[5:])


def test_receivers_stand_at_the_foot_and_nobody_signs(tmp_path: Path) -> None:
    text = print_circular(tmp_path, BULLETIN).all_text()
    for line in ("报：县委书记。", "送：县人大常委会办公室。", "发：各乡镇人民政府。"):
        assert line in text
    assert "印发" not in text
    assert text.count("夏邑县招商引资工作领导小组办公室") == 1
