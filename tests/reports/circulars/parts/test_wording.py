"""Sentences put figures where they belong and say nothing where there is none."""

from decimal import Decimal

from models.settings.phrases import PREFIX
from reports.circulars.parts.wording import against_pace, against_target, fill, join_names, paragraph
from reports.content.document import TextSpan
from reports.figures.figure import Figure


def figure(value: str | None, unit: str = "个", places: int = 0) -> Figure:
    """Make a figure."""
    return Figure("key", "签约项目", unit, None if value is None else Decimal(value), "", (), places)


def text(spans: tuple[TextSpan, ...]) -> str:
    """Read spans aloud."""
    return "".join(span.text for span in spans)


def test_a_sentence_keeps_its_figures_way_back_to_their_rows() -> None:
    count, worth = figure("3"), figure("8.8", "亿元", 2)
    spans = fill("新签约项目{n}，金额{a.text}亿元。", n=count, a=worth)
    assert text(spans) == "新签约项目3个，金额8.80亿元。"
    assert [span.figure for span in spans] == [None, count, None, worth, None]
    assert text(fill("{n}", n=figure(None))) == "—"


def test_the_pace_is_ahead_behind_or_level() -> None:
    assert text(against_pace({}, figure("42.31", "个百分点", 2))) == "，高于序时进度42.31个百分点"
    assert text(against_pace({}, figure("-12.92", "个百分点", 2))) == "，低于序时进度12.92个百分点"
    assert text(against_pace({}, figure("0.001", "个百分点", 2))) == "，与序时进度持平"
    assert against_pace({}, figure(None)) == ()
    county = {f"{PREFIX}against.pace.below": "，落后序时进度{差距}"}
    assert text(against_pace(county, figure("-12.92", "个百分点", 2))) == "，落后序时进度12.92个百分点"


def test_without_a_target_nothing_is_said_of_it() -> None:
    assert (
        text(against_target({}, figure("589", "亿元", 2), figure("37.22", "%", 2)))
        == "，完成年度目标589.00亿元的37.22%"
    )
    assert against_target({}, figure(None), figure(None)) == ()


def test_names_in_a_row_are_counted_where_they_are_many() -> None:
    assert join_names(["甲", "乙"]) == "甲、乙"
    assert join_names(["甲", "乙", "丙"], 2) == "甲、乙等3个"
    assert join_names([]) == ""


def test_a_paragraph_joins_words_and_figures_and_drops_what_is_empty() -> None:
    joined = paragraph("本月，", fill("{n}", n=figure("3")), "", (TextSpan(""),), "。")
    assert joined.text == "本月，3个。"
    assert len(joined.spans) == 3
