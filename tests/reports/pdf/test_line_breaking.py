"""No line breaks the rules of GB/T 15834, whatever a clerk may write."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pdf.break_rules import CLOSING_MARKS, NOT_AT_LINE_END, NOT_AT_LINE_START
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle

BODY = TextStyle(FontRole.BODY, GB9704.size, GB9704.tracking)
INDENT = 2 * GB9704.char_pitch
FACES = FontSet.bundled()
BREAKER = Breaker(FACES)

# Clauses as clerks write them: words, numbers, quotations and Latin, each ended by a mark.
WORDS = st.text(alphabet="的一是招商引资专班项目签约开工到位产业链领导小组𬭎㛃", min_size=1, max_size=9)
NUMBERS = st.builds(
    "{}{}".format,
    st.decimals(0, 99999, places=2),
    st.sampled_from(["%", "亿元", "万元", "个", "个百分点", "家", "人次", ""]),
)
LATIN = st.sampled_from(["NEV", "A", "ABC Holdings", "13710", "Co., Ltd.", "LNG", "5G"])
QUOTED = st.builds("{}{}{}".format, st.just("“"), WORDS, st.just("”")) | st.builds("《{}》".format, WORDS)
BRACKETED = st.builds("（{}）".format, WORDS | NUMBERS)
ATOM = WORDS | NUMBERS | LATIN | QUOTED | BRACKETED
MARK = st.sampled_from(["，", "。", "、", "；", "：", "——", "……", "！", "·", ""])
CLAUSE = st.builds("{}{}{}".format, ATOM, WORDS, MARK)
PARAGRAPH = st.lists(CLAUSE, min_size=1, max_size=40).map("".join)


def lines_of(text: str) -> list[PdfLine]:
    return BREAKER.paragraph(text, BODY, GB9704.width, INDENT)


@given(PARAGRAPH)
def test_the_lines_join_to_the_text(text: str) -> None:
    lines = lines_of(text)
    assert "".join(line.text for line in lines) == text
    assert [line.start for line in lines] == [text.find(line.text, line.start) for line in lines]


@given(PARAGRAPH)
def test_no_line_begins_or_ends_with_a_forbidden_mark(text: str) -> None:
    lines = lines_of(text)
    assert [line.text for line in lines[1:] if line.text[0] in NOT_AT_LINE_START] == []
    assert [line.text for line in lines[:-1] if line.text.rstrip(" ")[-1] in NOT_AT_LINE_END] == []


@given(PARAGRAPH)
def test_nothing_crosses_the_right_edge_but_the_blank_half_of_a_closing_mark(text: str) -> None:
    for number, line in enumerate(lines_of(text)):
        room = GB9704.width - (INDENT if number == 0 else 0)
        half = GB9704.size / 2 if line.text.rstrip(" ")[-1] in CLOSING_MARKS else 0.0
        # The last character carries no tracking, which is a fifth of a point.
        assert line.width <= room + half + 0.25


@given(PARAGRAPH)
def test_full_lines_are_flush_on_the_right(text: str) -> None:
    for number, line in enumerate(lines_of(text)[:-1]):
        room = GB9704.width - (INDENT if number == 0 else 0)
        assert line.width >= room - 0.25


@given(PARAGRAPH)
def test_characters_never_overlap_by_more_than_the_blank_of_a_mark(text: str) -> None:
    for line in lines_of(text):
        for index in range(len(line.text) - 1):
            step = line.lefts[index + 1] - line.lefts[index]
            pair = line.text[index : index + 2]
            blanks = sum(character in CLOSING_MARKS or character in "‘“（〔【《〈" for character in pair)
            assert step >= line.widths[index] + GB9704.tracking - blanks * GB9704.size / 2 - 0.01


@given(PARAGRAPH)
def test_runs_draw_every_character_where_the_line_says(text: str) -> None:
    for line in lines_of(text):
        assert "".join(run.text for run in line.runs) == line.text.rstrip(" ")
        drawn = 0
        for run in line.runs:
            x = run.x
            for character in run.text:
                assert x == pytest.approx(line.lefts[drawn], abs=0.02)
                x += line.widths[drawn] + run.spacing
                assert character == line.text[drawn]
                drawn += 1


def test_a_line_holds_twenty_eight_characters() -> None:
    lines = BREAKER.paragraph("招" * 100, BODY, GB9704.width)
    assert [len(line.text) for line in lines] == [28, 28, 28, 16]


def test_the_first_line_is_two_characters_shorter() -> None:
    assert len(lines_of("招" * 60)[0].text) == 26


@pytest.mark.parametrize("mark", ["。", "，", "”", "）", "》"])
def test_a_mark_is_squeezed_in_before_a_character_is_pushed_out(mark: str) -> None:
    """The 29th place is a half one that only a closing mark may take (GB/T 15834, 5.1.10), if another mark gives."""
    text = "招" * 10 + "，" + "商" * 17 + mark + "引" * 20
    assert BREAKER.paragraph(text, BODY, GB9704.width)[0].text.endswith(mark)


def test_what_cannot_be_squeezed_in_is_pushed_out() -> None:
    text = "招" * 28 + "”。" + "引" * 5
    lines = BREAKER.paragraph(text, BODY, GB9704.width)
    assert lines[1].text.startswith("招”。")


def test_a_number_stays_with_its_unit() -> None:
    text = "招" * 24 + "1,204.56亿元"
    assert BREAKER.paragraph(text, BODY, GB9704.width)[1].text == "1,204.56亿元"


def test_latin_stands_an_eighth_of_a_character_off() -> None:
    line = BREAKER.single("签约174个", BODY)
    gap = line.lefts[2] - line.lefts[1] - line.widths[1] - GB9704.tracking
    assert gap == pytest.approx(GB9704.size / 8)


def test_a_word_longer_than_any_line_is_cut() -> None:
    text = "a" * 400
    lines = BREAKER.paragraph(text, BODY, GB9704.width)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= GB9704.width + 0.001 for line in lines)


def test_a_mark_after_a_word_that_fills_the_line_takes_its_end_along() -> None:
    for count in range(40, 60):
        lines = BREAKER.paragraph("h" * count + "……" + "招" * 9, BODY, GB9704.width)
        assert lines[1].text[0] in "h招"


def test_a_cell_keeps_its_line_breaks() -> None:
    style = TextStyle(FontRole.BODY, 10.0)
    assert [line.text for line in BREAKER.cell("目标\n任务", style, 100)] == ["目标", "任务"]
    assert [line.text for line in BREAKER.cell("", style, 100)] == [""]


def test_a_span_tells_where_part_of_a_line_lies() -> None:
    line = BREAKER.single("签约174个", BODY)
    left, width = line.span(2, 6) or (0, 0)
    assert left == line.lefts[2]
    assert left + width == pytest.approx(line.width)
    assert line.span(6, 9) is None


@pytest.mark.parametrize("amount", ["27.48个百分点", "27.03亿元", "2026年度"])
def test_an_amount_is_never_parted_from_its_unit(amount: str) -> None:
    for words in range(20, 28):
        lines = BREAKER.paragraph("招" * words + amount + "，" + "商" * 20, BODY, GB9704.width)
        assert any(amount in line.text for line in lines)


@pytest.mark.parametrize("characters", range(27, 150))
def test_no_paragraph_ends_with_a_word_on_a_line_of_its_own(characters: int) -> None:
    """Whatever its length, its last line holds three characters and the mark, and no line is stretched too far."""
    lines = BREAKER.paragraph("招" * characters + "。", BODY, GB9704.width, 2 * GB9704.char_pitch)
    assert len(lines) == 1 or lines[-1].width >= 3.5 * GB9704.size - 0.01
    assert "".join(line.text for line in lines) == "招" * characters + "。"
    for line in lines[:-1]:
        gaps = [after - before for before, after in pairwise(line.lefts)]
        assert max(gaps) - GB9704.char_pitch < 2.0  # points


def test_a_last_line_of_four_characters_is_left_as_it_is() -> None:
    text = "招" * (26 + 28 + 4)
    lines = BREAKER.paragraph(text, BODY, GB9704.width, 2 * GB9704.char_pitch)
    assert [len(line.text) for line in lines] == [26, 28, 4]


def test_a_line_is_not_torn_apart_for_the_last_one() -> None:
    """The number before the last line is too long to be moved down: its line would lack ten characters."""
    text = "招" * 15 + "1,234,567.89万平方米" + "商业。"
    first, last = BREAKER.paragraph(text, BODY, GB9704.width, 2 * GB9704.char_pitch)
    assert "1,234,567.89万平方米" in first.text
    assert last.text in {"商业。", "业。"}


def test_a_cell_does_not_end_with_a_single_character_unless_it_is_narrow() -> None:
    small = TextStyle(FontRole.BODY, 9.0)
    name = "江苏苏州示例供应链管理有限公司"
    assert [len(line.text) for line in BREAKER.cell(name, small, 14.2 * 9)] != [14, 1]
    assert len(BREAKER.cell(name, small, 14.2 * 9)[-1].text) >= 3
    assert [line.text for line in BREAKER.cell("已签约项", small, 3.1 * 9)] == ["已签约", "项"]


def gaps_of(line: PdfLine) -> list[tuple[str, float]]:
    """Give the gap before each character, without tracking, with the two characters it stands between."""
    lefts, widths = line.lefts, line.widths
    return [
        (line.text[index - 1 : index + 1], lefts[index] - lefts[index - 1] - widths[index - 1])
        for index in range(1, len(line.text.rstrip(" ")))
    ]


@pytest.mark.parametrize(("lack", "is_loose"), [(10.0, False), (96.0, True)])
def test_gaps_beside_numbers_do_not_grow_until_all_gaps_are_as_wide(lack: float, is_loose: bool) -> None:
    style, text = TextStyle(FontRole.BODY, 16.0), "全市新签约项目37个其中开工项目9个投产项目二个"
    measure = BREAKER.single(text, style).width + lack
    line = BREAKER.paragraph(f"{text}{'unbreakable' * 2}项目", style, measure)[0]
    assert line.text == text
    measured = gaps_of(line)
    mixed = [gap for pair, gap in measured if pair in {"目3", "7个", "目9", "9个"}]
    plain = [gap for pair, gap in measured if pair in {"全市", "新签", "投产"}]
    assert len(mixed) == 4
    assert len(plain) == 3
    if is_loose:
        assert [*mixed, *plain] == pytest.approx(plain[:1] * 7)
        assert plain[0] > 16.0 / 8
    else:
        assert mixed == pytest.approx([16.0 / 8] * 4)
        assert max(plain) < 16.0 / 8
