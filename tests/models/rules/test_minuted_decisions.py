"""Items read from minutes: numbering is dropped, units and days are found, a day without a year follows the meeting."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.minuted_decisions import MinutedDecision, read_decisions

MEETING_DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "1．环评批复11月30日前办结（责任单位：生态环境局）；2. 由自然资源局负责于12月底前落实用地",
            [
                MinutedDecision("环评批复11月30日前办结", "生态环境局", date(2026, 11, 30)),
                MinutedDecision("由自然资源局负责于12月底前落实用地", "自然资源局", date(2026, 12, 31)),
            ],
        ),
        (
            "（一）1月10日前签约\n（二）2027年2月末投产",
            [
                MinutedDecision("1月10日前签约", "", date(2027, 1, 10)),
                MinutedDecision("2027年2月末投产", "", date(2027, 2, 28)),
            ],
        ),
        (
            "对未更新线索限期反馈；对到期责任事项逐件销号",
            [MinutedDecision("对未更新线索限期反馈"), MinutedDecision("对到期责任事项逐件销号")],
        ),
        # A number before a day: a full stop of full width parts no decimals.
        ("3．12月5日前签约", [MinutedDecision("12月5日前签约", "", date(2026, 12, 5))]),
        ("投资1.2亿元的项目抓紧开工。", [MinutedDecision("投资1.2亿元的项目抓紧开工")]),
        ("13月40日前办结", [MinutedDecision("13月40日前办结")]),
        ("2月30日前办结", [MinutedDecision("2月30日前办结")]),
        ("  ；。\n", []),
    ],
)
def test_minutes_become_items(text: str, items: list[MinutedDecision]) -> None:
    assert read_decisions(text, MEETING_DAY) == items


@given(st.text(alphabet="甲办于由负责责任单位：（）12.、，；。\n年月日底前 2026-", max_size=60))
def test_whatever_was_written_is_read_without_fault_and_no_day_lies_before_the_meeting(text: str) -> None:
    for item in read_decisions(text, MEETING_DAY):
        assert item.name
        assert item.due is None or item.due >= MEETING_DAY or str(item.due.year) in text


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("11月20日前办结", date(2026, 11, 20)),  # the day of the meeting itself is not over
        ("11月19日前办结", date(2027, 11, 19)),
        ("12月1日前办结", date(2026, 12, 1)),
        ("11月30日前办结", date(2026, 11, 30)),  # a month's last day
        ("11月31日前办结", None),
        ("12月0日前办结", None),
        ("13月1日转办，12月5日前办结", date(2026, 12, 5)),  # what is no month does not hide the day after it
        ("2月30日报来，12月5日前办结", date(2026, 12, 5)),
        ("2月29日前办结", None),  # neither 2026 nor 2027 has one
        ("2028年2月29日前办结", date(2028, 2, 29)),
        ("2026年10月1日已办结", date(2026, 10, 1)),  # a year that is written holds
        ("2月底前办结", date(2027, 2, 28)),
    ],
)
def test_a_day_without_a_year_is_the_next_there_is(sentence: str, due: date | None) -> None:
    (item,) = read_decisions(sentence, MEETING_DAY)
    assert item.due == due


def test_blanks_and_commas_around_an_item_are_dropped_and_its_own_letters_are_not() -> None:
    items = read_decisions("1. ，XX公司落地　；办；用地落实，（牵头单位：住建局）", MEETING_DAY)
    assert items == [MinutedDecision("XX公司落地"), MinutedDecision("用地落实", "住建局")]
    assert read_decisions("办结；X", MEETING_DAY) == [MinutedDecision("办结")]
    assert read_decisions("", MEETING_DAY) == []
