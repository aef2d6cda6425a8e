"""Whatever a county may write into a scheme, a quota or a target, the program can count."""

import json
from decimal import Decimal

import pytest

from models.ledgers import Scheme, SchemeItem
from models.rules.scheme_vocabulary import (
    QuotaInterval,
    QuotaMetric,
    RankingSubject,
    ScoreKind,
    ScoreMetric,
    TargetMetric,
    TargetUnit,
)
from models.settings.ranking_schemes import pick_scheme
from models.statistics.aggregates import target_in_unit
from models.statistics.metrics import BY_SCORE, METRICS, TARGET_METRICS
from models.statistics.subjects import subject_index
from models.storage.store import Store
from resources import PRESETS
from tests.rows import add_row, add_task_force


def test_every_metric_of_a_scheme_is_counted_by_exactly_one_measure() -> None:
    assert set(BY_SCORE) == set(ScoreMetric)
    scored = [metric.score for metric in METRICS if metric.score]
    assert len(scored) == len(set(scored))


def test_every_target_of_the_circulars_is_a_target_of_the_vocabulary() -> None:
    assert set(TARGET_METRICS.values()) <= set(TargetMetric)
    assert len(set(TARGET_METRICS.values())) == len(TARGET_METRICS)


@pytest.mark.parametrize("metric", list(ScoreMetric))
def test_a_scheme_may_score_each_metric_by_its_word(book: Store, metric: ScoreMetric) -> None:
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="某县方案", subject=RankingSubject.TASK_FORCE, active=True)
        add_row(session, SchemeItem, scheme=scheme, metric=metric, kind=ScoreKind.RATIO, weight=Decimal(100), rank=1)
        assert pick_scheme(session).metrics == (metric,)


@pytest.mark.parametrize("subject", list(RankingSubject))
def test_every_kind_of_subject_can_be_listed(book: Store, subject: RankingSubject) -> None:
    with book.writing("专班") as session:
        add_task_force(session, "焦化", 1, lead_units="开发区")
        names = subject_index(session, subject).names
    assert bool(names) is (subject in {RankingSubject.TASK_FORCE, RankingSubject.UNIT})


@pytest.mark.parametrize(
    ("value", "written", "asked", "expected"),
    [
        (5, TargetUnit.YI, "亿元", "5"),
        (50_000, TargetUnit.WAN, "亿元", "5"),
        (1, TargetUnit.WAN, "亿元", "0.0001"),
        (8, "个", "个", "8"),
    ],
)
def test_a_target_in_wan_is_compared_in_yi(value: int, written: str, asked: str, expected: str) -> None:
    assert target_in_unit(Decimal(value), written, asked) == Decimal(expected)


def test_quotas_and_their_intervals_are_words_of_the_county_s_dictionaries() -> None:
    dictionaries = json.loads((PRESETS / "dictionaries.json").read_text("utf-8"))
    assert {str(metric) for metric in QuotaMetric} <= set(dictionaries["quota_metric"]["words"])
    assert {str(interval) for interval in QuotaInterval} == set(dictionaries["quota_period"]["words"])
