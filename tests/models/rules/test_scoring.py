"""Scores and places, computed by hand."""

from decimal import Decimal

from models.rules.scheme_vocabulary import ScoreKind
from models.rules.scoring import (
    Extra,
    Indicator,
    ScoringScheme,
    Subject,
    last_in_both,
    rank_subjects,
    top_and_bottom,
)

D = Decimal
# 县直简式: 签约额 ≤ 50 分按目标比，龙头对接 ≤ 30 分按最高者比.
SIMPLE_SCHEME = ScoringScheme(
    "县直简式",
    (Indicator("签约金额", D(50)), Indicator("龙头对接", D(30), ScoreKind.AGAINST_BEST)),
    (Extra("缺报次数", D(-1), D(12)),),
)


def subject(name: str, signed: str | None, target: str | None, met: int = 0, missed: int = 0) -> Subject:
    done = {"签约金额": None if signed is None else D(signed), "龙头对接": D(met), "缺报次数": D(missed)}
    return Subject(name, done, {"签约金额": None if target is None else D(target)})


def test_a_score_is_its_parts_and_never_past_full_marks() -> None:
    ranked = rank_subjects(SIMPLE_SCHEME, [subject("甲", "12", "10", 3, 2), subject("乙", "4", "10", 6)])
    # 甲: min(12/10×50, 50) + 3/6×30 − 2 = 50 + 15 − 2 = 63; 乙: 4/10×50 + 6/6×30 = 20 + 30 = 50.
    assert [(entry.name, entry.place, entry.score) for entry in ranked] == [("甲", 1, D(63)), ("乙", 2, D(50))]
    assert ranked[0].parts[0].arithmetic == "12÷10×50＝60，封顶50"


def test_equal_scores_share_a_place_and_the_next_is_skipped() -> None:
    ranked = rank_subjects(
        SIMPLE_SCHEME, [subject("甲", "5", "10", 1), subject("乙", "5", "10", 1), subject("丙", "1", "10", 1)]
    )
    assert [(entry.name, entry.place) for entry in ranked] == [("甲", 1), ("乙", 1), ("丙", 3)]


def test_who_has_no_data_is_not_ranked_and_stands_last() -> None:
    strict = ScoringScheme("需两项", SIMPLE_SCHEME.indicators, min_indicators=2)
    ranked = rank_subjects(strict, [subject("无目标", "5", None, 1), subject("有目标", "1", "10", 1)])
    assert [(entry.name, entry.place) for entry in ranked] == [("有目标", 1), ("无目标", None)]


def test_steps_give_a_share_of_the_weight() -> None:
    # 乡镇: 100/75/50/0 by 80 % and 50 % completion, as a weight of 100.
    steps = ((D(100), D(1)), (D(80), D("0.75")), (D(50), D("0.5")))
    scheme = ScoringScheme("乡镇", (Indicator("签约金额", D(100), ScoreKind.STEPS, steps=steps),))
    scores = {entry.name: entry.score for entry in rank_subjects(scheme, [
        subject("满", "10", "10"), subject("八成", "8", "10"), subject("五成", "5", "10"), subject("少", "4.9", "10"),
    ])}  # fmt: skip
    assert scores == {"满": D(100), "八成": D(75), "五成": D(50), "少": D(0)}


def test_a_penalty_stops_at_its_most() -> None:
    (entry,) = rank_subjects(SIMPLE_SCHEME, [subject("甲", "10", "10", 0, 20)])
    assert entry.parts[-1].points == D(-12)


def test_last_in_both_of_the_two_latest_is_named() -> None:
    first, second = {"甲": 1, "乙": 2, "丙": 3}, {"甲": 2, "乙": 1, "丙": 3}
    assert last_in_both([first, second]) == {"丙"}
    assert last_in_both([second]) == set()
    assert last_in_both([first, {"甲": 3, "乙": 1, "丙": None}]) == set()


def test_who_shares_a_place_stands_or_falls_together() -> None:
    ranked = rank_subjects(
        SIMPLE_SCHEME, [subject(name, n, "10") for name, n in zip("甲乙丙丁", ("9", "9", "2", "2"), strict=True)]
    )
    assert top_and_bottom(ranked, 2) == (["甲", "乙"], ["丙", "丁"])
    assert top_and_bottom(ranked, 1) == (["甲", "乙"], ["丙", "丁"])
