"""The phrase bank: slots filled in and checked, the county's wording, and that the program uses every phrase."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import UserError
from models.settings.phrases import PREFIX
from reports.circulars.phrases.bank import (
    Phrase,
    SlotValue,
    county_text,
    faulty_phrases,
    phrases_of,
    say,
    shipped_phrases,
)
from reports.content.document import TextSpan
from reports.figures.figure import Figure
from resources import PRESETS

SIGNED = Phrase("signed", "洽谈签约", "本期有签约", "{这一期}签约{个数}，其中{名单}。")
COUNT = Figure("signed.now", "签约项目", "个", Decimal(3), "数", ("a", "b", "c"), 0, "project")
SOURCES = Path(__file__).parents[4] / "reports"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "不能空着"),
        ("   ", "不能空着"),
        ("{这一期}签约{数目}，其中{名单}。", "没有“{数目}”这一空；可以用的空是：{这一期}{个数}{名单}"),
        ("{这一期}签约{个数，其中{名单}。", "没有“{个数，其中{名单}”|花括号要成对写"),
        ("{这一期}签约个数}，其中{个数}{名单}。", "花括号要成对写"),
        ("{这一期}签约{}，其中{个数}{名单}。", "没有“{}”这一空"),
        ("{这一期}签约3个，{个数}，其中{名单}。", "不要写死数字"),
        ("{这一期}签约的有{名单}。", "少了“{个数}”"),
        ("{这一期}签约{个数}，其中{名单}", "要以“。”结尾"),
        ("{这一期}" + "签约" * 100 + "{个数}{名单}。", "最多 200 字"),
    ],
)
def test_a_wording_that_cannot_be_filled_in_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(UserError) as refused:
        SIGNED.check(typed)
    assert any(part in str(refused.value) for part in reason.split("|")), str(refused.value)


def test_a_clause_must_leave_room_for_what_follows() -> None:
    clause = Phrase("up", "和上期比", "增加", "，比{上期}增加{增减}")
    assert clause.check("，较{上期}多{增减}") == "，较{上期}多{增减}"
    with pytest.raises(UserError, match="末尾不要写“。”"):
        clause.check("，较{上期}多{增减}。")


def test_slots_may_change_places_and_names_of_period_and_scope_may_go() -> None:
    assert SIGNED.check(" 签约的{名单}，共{个数}。 ") == "签约的{名单}，共{个数}。"


def test_a_phrase_is_filled_with_figures_names_and_clauses() -> None:
    values: dict[str, SlotValue] = {"上期": "上月", "增减": (TextSpan("3个", COUNT),)}
    spans = say({}, "compare.up", values)
    assert "".join(span.text for span in spans) == "，比上月增加3个"
    assert [span.figure for span in spans if span.figure] == [COUNT]
    assert [phrase.key for phrase in phrases_of(spans)] == ["compare.up"]


def test_a_phrase_inside_another_stays_known() -> None:
    inner = say({}, "review.due.planned", {"这一期": "本月"})
    outer = say({}, "review.due.all", {"来由": inner, "总数": COUNT})
    assert [phrase.key for phrase in phrases_of(outer)] == ["review.due.all", "review.due.planned"]


def test_the_countys_wording_is_used_and_one_that_does_not_fit_is_not() -> None:
    settings = {f"{PREFIX}compare.up": "，较{上期}多{增减}"}
    assert county_text(settings, "compare.up") == "，较{上期}多{增减}"
    assert faulty_phrases(settings) == {}
    wrong = {f"{PREFIX}compare.up": "，较{去年}多{增减}"}
    assert county_text(wrong, "compare.up") == shipped_phrases()["compare.up"].text
    ((name, reason),) = faulty_phrases(wrong).items()
    assert name == "和上期比 · 增加"
    assert "{去年}" in reason


@pytest.mark.parametrize("phrase", shipped_phrases().values(), ids=lambda phrase: phrase.key)
def test_every_shipped_phrase_passes_its_own_check(phrase: Phrase) -> None:
    assert phrase.check(phrase.text) == phrase.text
    assert phrase.part
    assert phrase.when


def test_names_of_phrases_are_told_apart() -> None:
    names = [phrase.name for phrase in shipped_phrases().values()]
    assert sorted(names) == sorted(set(names))


def test_no_two_phrases_ship_the_same_sentence() -> None:
    """Different situations read differently; only the sums of the year so far are told alike."""
    texts = [phrase.text for phrase in shipped_phrases().values() if phrase.text.endswith("。")]
    alike = {text for text in texts if texts.count(text) > 1}
    assert alike <= {"{年初以来}累计{情况}。"}


def test_the_program_uses_every_phrase_and_no_other() -> None:
    code = "".join(path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    written = set(re.findall(r'"([a-z]+(?:[-.][a-z-]+)*)"', code))
    stems = {*re.findall(r'f"([a-z.\-]+)\{', code), "review.due.", "review.start."}
    ends = {"who", "idle", "none", "own", "part"}
    for key in shipped_phrases():
        composed = any(key.startswith(stem) and stem for stem in stems) or key.rpartition(".")[2] in ends
        assert key in written or composed, key


@pytest.mark.parametrize("preset", ["hejin", "xiayi", "xiangcheng"])
def test_what_a_preset_words_its_own_way_can_be_filled_in(preset: str) -> None:
    plan = json.loads((PRESETS / f"{preset}.json").read_text("utf-8"))
    for item in plan.get("phrases", []):
        phrase = shipped_phrases()[item["key"]]
        assert phrase.check(item["text"]) == item["text"] != phrase.text
        assert item["name"] == phrase.name
