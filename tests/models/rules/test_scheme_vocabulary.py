"""Whatever a county may write into a scheme, a quota or a target, the program can count."""

import json
from decimal import Decimal

import pytest

from models.rules.scheme_vocabulary import (
    QuotaInterval,
    QuotaMetric,
    ScoreMetric,
    TargetMetric,
    TargetUnit,
)
from models.statistics.aggregates import target_in_unit
from models.statistics.metrics import BY_SCORE, METRICS, TARGET_METRICS
from resources import PRESETS


def test_every_metric_of_a_scheme_is_counted_by_exactly_one_measure() -> None:
    assert set(BY_SCORE) == set(ScoreMetric)
    scored = [metric.score for metric in METRICS if metric.score]
    assert len(scored) == len(set(scored))


def test_every_target_of_the_circulars_is_a_target_of_the_vocabulary() -> None:
    assert set(TARGET_METRICS.values()) <= set(TargetMetric)
    assert len(set(TARGET_METRICS.values())) == len(TARGET_METRICS)


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
