"""Scores and places, computed by hand."""

from decimal import Decimal

import pytest

from models.rules.scheme_vocabulary import ScoreKind
from models.rules.scoring import (
    Extra,
    Indicator,
    RankingEntry,
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


def test_a_penalty_stops_at_its_most_and_says_so() -> None:
    (entry,) = rank_subjects(SIMPLE_SCHEME, [subject("甲", "10", "10", 0, 20)])
    assert (entry.parts[-1].points, entry.parts[-1].arithmetic) == (D(-12), "20×-1＝-20，最多扣12")


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


def entry_of(scheme: ScoringScheme, done: dict[str, Decimal | None], target: dict[str, Decimal | None]) -> RankingEntry:
    """Score one subject alone."""
    (entry,) = rank_subjects(scheme, [Subject("甲", done, target)])
    return entry


def test_without_a_target_or_with_a_target_of_zero_nothing_is_scored() -> None:
    scheme = ScoringScheme("简", (Indicator("签约", D(50)),))
    targets: tuple[dict[str, Decimal | None], ...] = ({}, {"签约": None}, {"签约": D(0)})
    for target in targets:
        entry = entry_of(scheme, {"签约": D(3)}, target)
        assert (entry.place, entry.score, entry.parts[0].points) == (None, None, None)
        assert entry.parts[0].arithmetic == "无目标，不计分"
    assert entry_of(scheme, {}, {"签约": D(3)}).parts[0].arithmetic == "无数据"
    nothing_done = entry_of(scheme, {"签约": D(0)}, {"签约": D(3)})
    assert (nothing_done.place, nothing_done.score) == (1, D("0.00"))
    assert nothing_done.parts[0].arithmetic == "0÷3×50＝0"


def test_against_the_best_of_nothing_nobody_scores() -> None:
    scheme = ScoringScheme("简", (Indicator("对接", D(30), ScoreKind.AGAINST_BEST),))
    entry = entry_of(scheme, {"对接": D(0)}, {})
    assert (entry.score, entry.parts[0].arithmetic) == (None, "都没有，不计分")


@pytest.mark.parametrize(
    ("done", "points", "arithmetic"),
    [
        ("10", "60.00", "10÷10×50＝50"),
        ("12", "60.00", "12÷10×50＝60"),
        ("12.01", "60.00", "12.01÷10×50＝60.05，封顶60"),
        ("0.12345", "0.62", "0.1235÷10×50＝0.62"),  # 0.61725
    ],
)
def test_a_score_stops_at_its_cap(done: str, points: str, arithmetic: str) -> None:
    # A weight of 50 that may reach 120 %: at most 60 points.
    scheme = ScoringScheme("简", (Indicator("签约", D(50), cap=D("1.2")),))
    part = entry_of(scheme, {"签约": D(done)}, {"签约": D(10)}).parts[0]
    assert part.arithmetic == arithmetic
    assert part.points == (D(points) if done != "10" else D(50))


@pytest.mark.parametrize(("done", "points"), [("7.99", 20), ("8", 30), ("9.99", 30), ("10", 40), ("4.99", 0)])
def test_a_step_is_reached_at_its_own_percent(done: str, points: int) -> None:
    steps = ((D(100), D(1)), (D(80), D("0.75")), (D(50), D("0.5")))
    scheme = ScoringScheme("档", (Indicator("签约", D(40), ScoreKind.STEPS, steps=steps),))
    part = entry_of(scheme, {"签约": D(done)}, {"签约": D(10)}).parts[0]
    assert part.points == points
    if done == "8":
        assert part.arithmetic == "完成率80%，得40分的75%"


@pytest.mark.parametrize(
    ("each", "most", "count", "points", "arithmetic"),
    [
        ("-2", "10", 5, -10, "5×-2＝-10"),
        ("-2", "10", 6, -10, "6×-2＝-12，最多扣10"),
        ("-2", None, 6, -12, "6×-2＝-12"),
        ("3", "10", 3, 9, "3×3＝9"),
        ("3", "10", 4, 10, "4×3＝12，封顶10"),
        ("3", None, 4, 12, "4×3＝12"),
        ("3", "10", 0, 0, "0×3＝0"),
    ],
)
def test_a_bonus_and_a_penalty_stop_at_their_most_and_say_so(
    each: str, most: str | None, count: int, points: int, arithmetic: str
) -> None:
    scheme = ScoringScheme("简", (Indicator("签约", D(50)),), (Extra("加减", D(each), D(most) if most else None),))
    entry = entry_of(scheme, {"签约": D(10), "加减": D(count)}, {"签约": D(10)})
    assert entry.parts[1].points == points
    assert entry.parts[1].arithmetic == arithmetic
    assert entry.score == 50 + points


def test_ranked_subjects_come_first_and_ties_keep_their_order() -> None:
    scheme = ScoringScheme("简", (Indicator("签约", D(50)),))
    subjects = [
        Subject(name, {"签约": None if done is None else D(done)}, {"签约": D(10)})
        for name, done in (("甲", None), ("乙", 5), ("丙", 7), ("丁", 5), ("戊", 1))
    ]
    ranked = rank_subjects(scheme, subjects)
    assert [(entry.name, entry.place) for entry in ranked] == [
        ("丙", 1),
        ("乙", 2),
        ("丁", 2),
        ("戊", 4),
        ("甲", None),
    ]
    # 丁 and 乙 share the second place: both are in, or neither.
    assert top_and_bottom(ranked, 0) == ([], [])
    assert top_and_bottom(ranked, 1) == (["丙"], ["戊"])
    assert top_and_bottom(ranked, 2) == (["丙", "乙", "丁"], ["戊", "乙", "丁"])
    assert top_and_bottom(ranked, 9)[1] == ["戊", "乙", "丁", "丙"]


def test_the_last_place_may_be_shared_and_is_looked_for_in_the_two_latest_rankings() -> None:
    first, second, third = {"甲": 1, "乙": 2, "丙": 2}, {"甲": 1, "乙": 2, "丙": 2}, {"甲": 2, "乙": 1, "丙": None}
    assert last_in_both([first, second]) == {"乙", "丙"}
    assert last_in_both([first, second, third]) == set()
    assert last_in_both([third, first, second]) == {"乙", "丙"}
    assert last_in_both([{}, {}]) == set()
    assert last_in_both([]) == set()
