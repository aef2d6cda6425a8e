"""Which texts are tied to moving in, tax or local statistics, and which states of the review leave something open."""

from datetime import date

import pytest

from models.rules.fair_review import ReviewStanding, tier_grounds, words_in
from models.rules.vocabulary import ReviewState

WORDS = ("税收返还", "先征后返", "零地价", "按税收贡献", "税收贡献＋奖", "纳统＋奖", "迁入+补贴")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("前三年税收返还50%，第四年起先征后返", ("税收返还", "先征后返")),
        ("落户企业按税收贡献进行奖励。", ("按税收贡献",)),
        ("零 地\n价", ("零地价",)),  # blanks and line breaks that a scan leaves
        ("项目纳统后一次性奖励20万元", ("纳统……奖",)),
        ("项目已纳统。对引荐人给予奖励。", ()),  # two sentences
        ("税收贡献突出的奖励30万元", ("税收贡献……奖",)),
        ("规模以上企业迁入本县，给予补贴", ("迁入……补贴",)),
        ("全市税收收入增长，及时返还保证金", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_words_and_joined_words_are_recognised_in_a_sentence(text: str | None, words: tuple[str, ...]) -> None:
    assert words_in([text], WORDS) == words


def test_joined_words_are_not_pieced_together_from_two_texts() -> None:
    assert words_in(["项目纳统", "奖励20万元"], WORDS) == ()


def test_an_empty_word_marks_nothing() -> None:
    assert words_in(["任何文字"], ("＋", "")) == ()


def test_tiers_that_count_listed_investment_or_tax_are_tied() -> None:
    assert tier_grounds(["固投入库额"], ["固投实际额"]) == ("按固投入库额（纳统）定档",)
    assert tier_grounds(["亩均指标"], ["税收增量"]) == ("按税收增量计奖",)
    assert tier_grounds(["固投实际额"], ["定额", None]) == ()


DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("standing", "needs"),
    [
        (ReviewStanding(), False),  # nothing says that it is tied
        (ReviewStanding(words=("税收返还",)), True),
        (ReviewStanding(grounds=("按税收增量计奖",)), True),
        (ReviewStanding(words=("税收返还",), mark=False), False),  # a person looked at it
        (ReviewStanding(mark=True), True),
        (ReviewStanding(ReviewState.UNDER_WAY, words=("税收返还",)), True),
        (ReviewStanding(ReviewState.PASSED, DAY, words=("税收返还",)), False),
        (ReviewStanding(ReviewState.EXCEPTION, DAY, "第十二条第二项", words=("税收返还",)), False),
        (ReviewStanding(ReviewState.EXCEPTION, None, "第十二条第二项", words=("税收返还",)), True),
        (ReviewStanding(ReviewState.EXCEPTION, DAY, " ", words=("税收返还",)), True),
        (ReviewStanding(ReviewState.REFUSED, mark=False), True),  # refused is refused, tied or not
        (ReviewStanding(ReviewState.STOPPED), True),
    ],
)
def test_what_still_needs_a_review(standing: ReviewStanding, *, needs: bool) -> None:
    assert standing.needs_review is needs


def test_the_standing_is_said_in_one_phrase() -> None:
    standing = ReviewStanding(
        ReviewState.EXCEPTION, DAY, "条例第十二条第二项", ("税收返还",), ("按税收增量计奖",), False
    )
    assert standing.state_text == "适用例外（2026-03-01）：条例第十二条第二项"
    assert standing.tie_text == "写着“税收返还”，按税收增量计奖，人工核对为不挂钩"
    assert ReviewStanding(ReviewState.PASSED, DAY).state_text == "通过（2026-03-01）"


@pytest.mark.parametrize(
    ("words", "law"),
    [
        (("先征后返",), "《公平竞争审查条例》第十条、实施办法第十九条"),
        (("零地价",), "国办发〔2006〕100号（土地出让收支管理）、《公平竞争审查条例实施办法》第十九条"),
        (("土地出让金返还",), "国办发〔2006〕100号（土地出让收支管理）、《公平竞争审查条例实施办法》第十九条"),
        (("税收减免",), "《税收征收管理法》第三条、《公平竞争审查条例》第十条"),
        (("税收返还", "先征后返"), "《公平竞争审查条例》第十条、实施办法第十九条"),  # one rule, named once
        (("本县自己的词",), ""),
    ],
)
def test_the_rules_that_name_a_word(words: tuple[str, ...], law: str) -> None:
    assert ReviewStanding(words=words).law_text == law


def test_what_a_person_found_not_to_be_tied_names_no_rule() -> None:
    assert ReviewStanding(words=("零地价",), mark=False).law_text == ""
