"""Charts on paper: drawing above caption on one page, every number printed and found again."""

from decimal import Decimal
from pathlib import Path

import pytest

from reports.content.document import Chart, ChartKind, Series
from reports.figures.figure import Figure
from tests.reports.pdf.sheets import body_only, filler, paragraph, print_circular


def figure(value: str) -> Figure:
    return Figure(f"key-{value}", "签约项目", "个", Decimal(value), "计数", ("row-1",))


def chart(kind: ChartKind = ChartKind.BARS, caption: str = "各专班签约项目") -> Chart:
    now, before = (tuple(map(figure, values)) for values in (("17", "12", "5"), ("11", "14", "3")))
    series = (Series("本期", now), Series("上期", before)) if kind is ChartKind.PLACES else (Series("本期", now),)
    return Chart(kind, caption, ("焦化专班", "钢铁专班", "医药专班"), series, "个")


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_prints_its_labels_numbers_and_caption(tmp_path: Path, kind: ChartKind) -> None:
    text = print_circular(tmp_path, body_only(chart(kind))).text_without_blanks()
    assert "各专班签约项目" in text
    assert all(label in text for label in ("焦化专班", "钢铁专班", "医药专班"))
    assert all(number in text for number in ("17", "12", "5"))


def test_the_caption_is_centred_below_the_drawing(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(chart()))
    chars = reader.chars(1)
    caption = [char for char in chars if char.text in "各专班签约项目"][-7:]
    labels = [char for char in chars if char.text in "焦钢医"]
    assert min(char.top for char in caption) > max(char.bottom for char in labels)
    middle = (min(char.left for char in caption) + max(char.right for char in caption)) / 2
    frame_middle = 28 + 156 / 2  # GB/T 9704: 28 mm on the left, 156 mm of text
    assert middle == pytest.approx(frame_middle, abs=1)


def test_the_numbers_of_a_chart_open_their_rows(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, body_only(chart()))
    marks = reader.printed.marks
    assert sorted(mark.figure.text for mark in marks) == ["12", "17", "5"]
    for mark in marks:
        under = reader.text_under(mark.page, (mark.x - 0.5, mark.y, mark.x + mark.width + 0.5, mark.y + mark.height))
        assert mark.figure.text in under.replace(" ", "")


@pytest.mark.parametrize("lines", [16, 18, 20, 21])
def test_a_chart_and_its_caption_are_never_parted(tmp_path: Path, lines: int) -> None:
    reader = print_circular(tmp_path, body_only(*filler(lines // 2), chart(), paragraph("后文。")))
    (page,) = reader.pages_with("焦化专班")
    assert "各专班签约项目" in reader.text(page).replace(" ", "")


def test_text_after_a_chart_stands_on_the_grid_again(tmp_path: Path) -> None:
    with_chart = print_circular(tmp_path, body_only(paragraph("前文甲。"), chart(), paragraph("后文乙。")))
    tops = {char.text: char.top for char in with_chart.chars(1) if char.text in "甲乙"}
    pitch = 225 / 22  # 22 lines on 225 mm
    distance = (tops["乙"] - tops["甲"]) / pitch
    assert distance == pytest.approx(round(distance), abs=0.05)


def test_a_character_outside_the_chart_s_font_is_printed_by_another(tmp_path: Path) -> None:
    text = print_circular(tmp_path, body_only(chart(caption="𬭎光专班"))).text_without_blanks()
    assert "𬭎光专班" in text
