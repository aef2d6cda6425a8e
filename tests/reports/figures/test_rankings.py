"""Places and scores of the small county, worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.ledgers import Enterprise, Scheme, SchemeItem
from models.rules.periods import read_period
from models.storage.store import Store
from reports.figures.rankings import Ranking, previous, ranking
from tests.reports.county import small_county
from tests.rows import add_lead, add_project, add_row, add_task_force

D = Decimal
OCTOBER = read_period("2026-10")
ITEMS: tuple[dict[str, Any], ...] = (
    {"metric": "签约金额", "kind": "完成比例", "weight": D(50), "cap": D(1)},
    {"metric": "有效线索数", "kind": "加分", "each": D("0.5")},
)


def rank_with_scheme(book: Store, period: str = "2026-10", **facts: Any) -> Ranking:
    """Rank the small county by a scheme with these facts."""
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="试方案", active=True, **facts)
        for rank, item in enumerate(ITEMS):
            add_row(session, SchemeItem, scheme=scheme, rank=rank, **item)
    return ranking(book, read_period(period))


def result_rows(result: Ranking) -> list[tuple[str, int | None, Decimal | None, int | None]]:
    """List each line's name, place, score and place in the period before."""
    return [(line.name, line.place, line.score.value, line.previous_place) for line in result.lines]


def test_the_year_to_date_against_the_year_s_target(book: Store) -> None:
    ids = small_county(book)
    result = rank_with_scheme(book)
    # 焦化 7.8÷10×50 = 39, and 2 recognised leads × 0.5 = 1. 钢铁 1÷5×50 = 10, and 0.5.
    # In September 焦化 had 2.8÷10×50 = 14 and 钢铁 0 + 0.5 for the lead recognised in January.
    assert result_rows(result) == [("焦化", 1, D(40), 1), ("钢铁", 2, D("10.5"), 2)]
    first = result.lines[0]
    assert [part.arithmetic for part in first.parts] == ["7.8÷10×50＝39", "2×0.5＝1"]
    assert set(first.done["签约金额"].rows) == {ids["P1"], ids["P2"]}
    assert first.goal["签约金额"].rows == (ids["T1"],)
    assert first.points(1).text == "1.00"
    assert set(first.points(1).rows) == {ids["L1"], ids["L3"]}
    assert (result.top, result.bottom, result.last_twice) == ((ids["A"],), (ids["B"],), (ids["B"],))


def test_against_the_pace_of_the_year(book: Store) -> None:
    small_county(book)
    result = rank_with_scheme(book, goal="时序目标")
    # Ten months of twelve: 10 × 83.33 % = 8.333, 7.8 ÷ 8.333 × 50 = 46.8; 5 × 83.33 % = 4.167, 1 ÷ 4.167 × 50 = 12.
    assert result_rows(result)[0][2] == D("47.8")
    assert result_rows(result)[1][2] == D("12.5")
    assert result.lines[0].goal["签约金额"].text == "8.33"
    assert "×序时进度83.33%" in result.lines[0].goal["签约金额"].formula


def test_within_the_month_against_the_month_s_share(book: Store) -> None:
    small_county(book)
    result = rank_with_scheme(book, span="本期", goal="时序目标")
    # A month is a twelfth: 10 ÷ 12 = 0.8333; 5 ÷ 0.8333 × 50 = 300, at the most 50. 5 ÷ 12 = 0.4167; 1 is more: 50.
    # Both recognised leads of 焦化 are October's; 钢铁's was January's. In September neither signed anything.
    assert result_rows(result) == [("焦化", 1, D(51), 1), ("钢铁", 2, D(50), 1)]
    assert result.last_twice == ()  # both shared the last place in September, and the first


def test_who_has_too_little_data_has_no_place(book: Store) -> None:
    small_county(book)
    with book.writing("新专班") as session:
        add_task_force(session, "铝", 3)
    result = rank_with_scheme(book)
    assert result_rows(result)[-1] == ("铝", None, None, None)
    assert [line.name for line in result.unranked] == ["铝"]
    assert result.unranked[0].parts[0].arithmetic == "无目标，不计分"


@pytest.mark.parametrize(
    ("key", "before"), [("2026-Q1", "2025-Q4"), ("2026-10", "2026-09"), ("2026-H1", "2025-H2"), ("2026", "2025")]
)
def test_the_period_before(key: str, before: str) -> None:
    assert previous(read_period(key)).key == before


def test_a_single_subject_is_on_no_board(book: Store) -> None:
    small_county(book)
    with book.writing("一个专班") as session:
        from models.ledgers import TaskForce

        session.query(TaskForce).filter_by(short="钢铁").one().removed = True
    result = rank_with_scheme(book)
    assert (result.top, result.bottom, result.last_twice) == ((), (), ())


def firms(book: Store) -> None:
    """Put two industries of firms into a book, and what they brought in October 2026."""
    brought = (("甲焦化公司", 8), ("乙焦化公司", 2), ("丙钢厂", 3))
    with book.writing("企业") as session:
        coke = add_task_force(session, "焦化", 1)
        for name, industry, force in (
            ("甲焦化公司", None, coke),
            ("乙焦化公司", "焦化", None),
            ("丁焦化公司", "焦化", None),
            ("丙钢厂", "钢铁", None),
            ("戊铝厂", "铝及铝加工", None),
        ):
            add_row(session, Enterprise, name=name, kind="骨干企业", industry=industry, task_force=force)
        for name, yi in brought:
            on = {"签约": date(2026, 10, 9)}
            add_project(session, f"{name}引进的", on, referrer=name, signed_amount=D(yi) * 10_000)
        add_lead(session, "散客", referrer="路人商会", state="已认定", recognised_on=date(2026, 10, 9))


def test_firms_are_ranked_industry_by_industry(book: Store) -> None:
    firms(book)
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="企业", subject="企业", grouping="分行业", active=True, ends=1)
        for rank, metric in enumerate(("签约项目数", "签约金额"), start=1):
            add_row(session, SchemeItem, scheme=scheme, metric=metric, kind="与最高者比", weight=D(50), rank=rank)
    result = ranking(book, OCTOBER)
    # 焦化: 甲 1÷1×50 + 8÷8×50 = 100; 乙 50 + 2÷8×50 = 62.5; 丁 0. 钢铁: 丙 alone is best, 100. 铝: nobody brought any.
    by_group = {name: [(line.name, line.place, line.score.value) for line in lines] for name, lines in result.groups}
    assert by_group == {
        "焦化": [("甲焦化公司", 1, D(100)), ("乙焦化公司", 2, D("62.5")), ("丁焦化公司", 3, D(0))],
        "钢铁": [("丙钢厂", 1, D(100))],
        "铝及铝加工": [("戊铝厂", None, None)],
        "未分行业": [("路人商会", None, None)],
    }
    assert (result.top, result.bottom) == (("甲焦化公司",), ("丁焦化公司",))
    assert result.last_twice == ()  # nobody stood anywhere in September


def test_a_crowd_at_the_end_is_on_no_board(book: Store) -> None:
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="企业", subject="企业", active=True, ends=1)
        add_row(session, SchemeItem, scheme=scheme, metric="签约项目数", kind="与最高者比", weight=D(100), rank=1)
        for name in ("甲公司", "乙公司", "丙公司"):
            add_row(session, Enterprise, name=name, kind="骨干企业")
        add_project(session, "甲引进的", {"签约": date(2026, 8, 9)}, referrer="甲公司")
    result = ranking(book, OCTOBER)
    assert [(line.name, line.place) for line in result.lines] == [("甲公司", 1), ("丙公司", 2), ("乙公司", 2)]
    assert (result.top, result.bottom, result.last_twice) == (("甲公司",), (), ())
