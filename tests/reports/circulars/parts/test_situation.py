"""The opening sentence on how the work stands, by how many targets keep pace; the numbers know the targets behind."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.circulars.parts.situation import situation
from reports.content.document import TextSpan
from reports.figures.figure import Figure
from tests.reports.circulars.parts.county_figures import CountyBook, board

# The small county has targets for 签约项目数, 签约金额, 开工项目数 and 投产项目数, and one of nought for 有效线索数.
METRICS = ("signed", "signed_value", "started", "produced")


def text(spans: tuple[TextSpan, ...]) -> str:
    """Return the spans as one string."""
    return "".join(span.text for span in spans)


@pytest.mark.parametrize(
    ("period", "gaps", "sentence"),
    [
        ("2026-10", (1, 1, 1, 0), "1—10月，全县有年度目标的4项指标全部达到序时进度，招商引资工作进展较快。"),
        (
            "2026-10",
            (1, -1, 1, -2),
            (
                "1—10月，全县有年度目标的4项指标中，2项达到序时进度，招商引资工作总体平稳；"
                "投产项目数、签约金额低于序时进度，还要加力追赶。"
            ),
        ),
        (
            "2026-10",
            (-3, -1, -2, 0),
            (
                "1—10月，全县有年度目标的4项指标中，只有1项达到序时进度；"
                "签约项目数、开工项目数、签约金额差距较大，完成全年任务压力不小。"
            ),
        ),
        (
            "2026-10",
            (-4, -1, -2, -3),
            (
                "1—10月，全县有年度目标的4项指标都低于序时进度，签约项目数、投产项目数、开工项目数等差距较大，"
                "完成全年任务压力不小。"
            ),
        ),
        ("2026", (0, 0, 0, 0), "全年，全县下达年度目标的4项指标全部完成。"),
        ("2026", (0, 0, -1, 0), "全年，全县下达年度目标的4项指标中，3项完成全年任务；开工项目数没有完成。"),
    ],
)
def test_the_sentence_follows_how_many_keep_pace(
    county: CountyBook, monkeypatch: pytest.MonkeyPatch, period: str, gaps: tuple[int, ...], sentence: str
) -> None:
    figures = board(county[0], period)
    known, real = dict(zip(METRICS, gaps, strict=True)), figures.pace_gap

    def pace_gap(key: str, force: str | None = None) -> Figure:
        value = Decimal(known[key]) if key in known else None
        return replace(real(key, force), value=value)

    monkeypatch.setattr(figures, "pace_gap", pace_gap)
    spans = situation(figures)
    assert text(spans) == sentence
    total = next(span.figure for span in spans if span.figure and span.figure.key == "pace.targets")
    assert total.value == 4
    assert {county[1][name] for name in ("T3", "T1", "T2", "T4", "T5")} <= set(total.rows)


def test_a_county_without_targets_needs_no_summing_up(county: CountyBook, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = board(county[0], "2024-10")
    assert situation(figures) == ()
