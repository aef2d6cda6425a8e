"""下步打算 of the small county, by hand, at the ends of the year and for one task force; who is called in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.rules.periods import read_period
from reports.circulars import compose
from reports.circulars.parts.next_steps import interview_section, next_step_section, report_day
from reports.content.document import Paragraph
from reports.figures.figure import PeriodFigures
from tests.reports.circulars.parts.county_figures import CountyBook, board, texts


def with_settings(figures: PeriodFigures, **changed: str) -> PeriodFigures:
    """Return the figures under other definitions of the county."""
    settings = {**figures.facts.settings, **changed}
    return PeriodFigures(replace(figures.facts, settings=settings), figures.period)


def test_the_rest_of_the_target_is_spread_over_the_months_left(county: CountyBook) -> None:
    plans = texts(next_step_section(board(county[0], "2026-11")))
    # P7 of 5,000 万元 was signed in November: 15 - 9.3.
    assert plans[2].startswith("对照年度目标，全年还需签约5.70亿元，只剩一个月。各专班要对1个在谈项目")
    earlier = texts(next_step_section(board(county[0], "2026-09")))
    # P1 alone, 2.8, was signed by the end of September: 12.2 in three months.
    assert "全年还需签约12.20亿元，后3个月月均需签约4.07亿元。" in earlier[2]


def test_a_target_reached_is_not_asked_for_again(county: CountyBook, monkeypatch: pytest.MonkeyPatch) -> None:
    book, ids = county
    figures = board(book, force=ids["A"])
    reached = replace(figures.target("signed_value"), value=Decimal("7.8"))
    monkeypatch.setattr(figures, "target", lambda *_: reached)
    plans = texts(next_step_section(figures))
    # The only demand needs no number.
    assert plans[1:] == [
        (
            "年度签约目标已完成，要把力量转到项目开工和资金到位上来，"
            "11月10日前把开工计划报示例县招商办。（责任单位：开发区）"
        ),
    ]


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2026-10", "11月到期的责任事项2件，连同已逾期的2件，"),
        ("2026-09", "10月到期的责任事项"),
        ("2026-12", "1月没有到期的责任事项，已逾期的4件要逐件"),
    ],
)
def test_what_is_due_and_what_is_late(county: CountyBook, period: str, sentence: str) -> None:
    plans = texts(next_step_section(board(county[0], period)))
    assert any(text.startswith(sentence) for text in plans), plans


def test_demands_name_the_units_and_the_day_of_the_countys_choice(county: CountyBook) -> None:
    figures = board(county[0])
    assert report_day(figures) == "11月10日"
    assert report_day(with_settings(figures, report_day="5")) == "11月5日"
    assert report_day(board(county[0], "2026-12")) == "2027年1月10日"
    plan = texts(next_step_section(figures))[2]
    assert "各专班要对2个在谈项目逐个明确签约时间和责任人，11月10日前报示例县招商办；" in plan


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        (date(2026, 11, 9), "11月10日"),
        (date(2026, 11, 10), "12月10日"),
        (date(2026, 11, 30), "12月10日"),
        (date(2026, 12, 3), "12月10日"),
        (date(2026, 12, 31), "2027年1月10日"),
    ],
)
def test_a_circular_issued_late_asks_for_no_day_that_has_passed(county: CountyBook, issued: date, day: str) -> None:
    document, _ = compose(county[0], "month", read_period("2026-10"), today=issued)
    (demand,) = (block.text for block in document.body if isinstance(block, Paragraph) and block.key == "next.signing")
    assert f"，{day}前报示例县招商办" in demand


def test_bureaus_and_firms_are_not_mixed_under_one_head(county: CountyBook) -> None:
    plan = texts(next_step_section(board(county[0])))[-1]
    assert plan.endswith("（责任单位：政府单位；督促履约企业：企业单位）")


@pytest.mark.parametrize(
    ("rule", "gap", "named"),
    [
        ("不约谈", "30", ""),
        ("连续两期倒数第一的", "5", ""),
        ("进度落后的", "63.33", "低于序时进度63.33个百分点以上的钢铁专班，"),
        ("进度落后的", "63.34", ""),
        ("两种都约谈", "5", "低于序时进度5个百分点以上的钢铁、焦化2个专班，"),
    ],
)
def test_who_is_called_in_follows_the_countys_rule(county: CountyBook, rule: str, gap: str, named: str) -> None:
    """钢铁 is 63.33 points behind the pace, 焦化 5.33."""
    section = interview_section(with_settings(board(county[0]), interview=rule, interview_gap=gap))
    if not named:
        assert section is None
    else:
        assert section is not None
        assert section[1].text == (
            f"签约金额完成率{named}由示例县招商办约谈牵头单位主要负责人，11月10日前书面报告整改措施。"
        )
        (limit,) = (span.figure for span in section[1].spans if span.figure and span.figure.key == "interview.gap")
        assert limit.value == Decimal(gap)
