"""Every figure of a county counted by hand, with the very rows it was counted from."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.ledgers import Setting
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.statistics.metrics import CIRCULAR_METRICS, TARGET_METRICS
from models.storage.store import Store
from reports.figures.figure import Figure, PeriodFigures
from tests.reports.county import small_county
from tests.rows import add_row, copy_template, open_unsynced


@pytest.fixture(scope="module")
def county(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """Make the small county once; nobody here changes it."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("county"))) as book:
        yield book, small_county(book)


def board(book: Store, period: str = "2026-10") -> PeriodFigures:
    """Compute the figures of a period."""
    with book.reading() as session:
        return PeriodFigures(read_statistics(session), read_period(period))


# Nobody in the small county placed money from outside; tests/reports/circulars/parts/test_capital.py counts it.
OUTSIDE = {
    "funds_other_province": (("0.00", ""), ("0.00", ""), ("0.00", "")),
    "funds_other_city": (("0.00", ""), ("0.00", ""), ("0.00", "")),
    "signed_foreign": (("0", ""), ("0", ""), ("0", "")),
    "funds_foreign": (("0", ""), ("0", ""), ("0", "")),
}
# (figure, of whom): as printed, and the rows behind it. Whom: county, A 焦化, B 钢铁.
NOW: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    # L1 and L2 are A's of October, L7 is nobody's; L6 is deleted, L8 is of November.
    "leads_reported": (("3", "L1 L2 L7"), ("2", "L1 L2"), ("0", "")),
    # L1 and L3 were recognised in October, whenever they were reported; L4 only in November.
    "leads_recognised": (("2", "L1 L3"), ("2", "L1 L3"), ("0", "")),
    # V2 was only planned, V6 is deleted, V7 has no day.
    "visits_out": (("2", "V1 V3"), ("1", "V1"), ("1", "V3")),
    "visits_in": (("1", "V4"), ("1", "V4"), ("0", "")),
    # P2 was signed on 8 October; the wrong 28 September was taken out. P8 is deleted.
    "signed": (("2", "P2 P3"), ("1", "P2"), ("1", "P3")),
    # 50000 + 10000 万元.
    "signed_value": (("6.00", "P2 P3"), ("5.00", "P2"), ("1.00", "P3")),
    "started": (("1", "P1"), ("1", "P1"), ("0", "")),
    "produced": (("1", "P4"), ("0", ""), ("1", "P4")),
    # P1 5000 + P4 1000 + P3 nothing; F6 is of a deleted project, F8 is deleted.
    "funds": (("0.60", "F1 F3 F7"), ("0.50", "F1"), ("0.10", "F3 F7")),
    **OUTSIDE,
}
YEAR: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "leads_reported": (("5", "L1 L2 L3 L4 L7"), ("3", "L1 L2 L3"), ("1", "L4")),
    "leads_recognised": (("3", "L1 L3 L5"), ("2", "L1 L3"), ("1", "L5")),
    "visits_out": (("3", "V1 V3 V5"), ("1", "V1"), ("2", "V3 V5")),
    "visits_in": (("1", "V4"), ("1", "V4"), ("0", "")),
    "signed": (("3", "P1 P2 P3"), ("2", "P1 P2"), ("1", "P3")),
    # 28000 + 50000 + 10000
    "signed_value": (("8.80", "P1 P2 P3"), ("7.80", "P1 P2"), ("1.00", "P3")),
    "started": (("2", "P1 P4"), ("1", "P1"), ("1", "P4")),
    "produced": (("1", "P4"), ("0", ""), ("1", "P4")),
    # 5000 + 3000 + 1000; F4 is of 2025, F5 of November.
    "funds": (("0.90", "F1 F2 F3 F7"), ("0.80", "F1 F2"), ("0.10", "F3 F7")),
    **OUTSIDE,
}
OTHERS: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    # P6 is ended; P7 was signed only in November, so it is still in talks. 12345 + 5000
    "talks": (("2", "P5 P7"), ("1", "P5"), ("0", "")),
    "talks_amount": (("1.73", "P5 P7"), ("1.23", "P5"), ("0.00", "")),
    # Of P1, P2, P3 only P1 has started: 1/3, 1/2, 0/1.
    "started_rate": (("33.33", "P1 P2 P3"), ("50.00", "P1 P2"), ("0.00", "P3")),
    # Started are P1 and P4; P4 produces: 1/2, 0/1, 1/1.
    "produced_rate": (("50.00", "P1 P4"), ("0.00", "P1"), ("100.00", "P4")),
    # P1 placed 8000 of 88000, of A's 78000; P3 nothing of 10000.
    "funds_rate": (("9.09", "F1 F2 F7"), ("10.26", "F1 F2"), ("0.00", "F7")),
    # P3 ended: 2/3, 2/2, 0/1.
    "kept_rate": (("66.67", "P1 P2 P3"), ("100.00", "P1 P2"), ("0.00", "P3")),
}
AGAINST: dict[str, tuple[tuple[str, str, str], tuple[str, str, str], tuple[str, str, str]]] = {
    # target, completion, ahead of 83.33; 10亿 + 50000万 = 15亿. Last year's and one person's targets stay out.
    "signed_value": (("15.00", "58.67", "-24.66"), ("10.00", "78.00", "-5.33"), ("5.00", "20.00", "-63.33")),
    # Eight projects are shared by both, so neither has a target of its own: 3/8.
    "signed": (("8", "37.50", "-45.83"), ("—", "—", "—"), ("—", "—", "—")),
    "started": (("4", "50.00", "-33.33"), ("4", "25.00", "-58.33"), ("—", "—", "—")),
    # The county's own target outweighs the sum of the others.
    "produced": (("2", "50.00", "-33.33"), ("1", "0.00", "-83.33"), ("—", "—", "—")),
    "funds": (("—", "—", "—"), ("—", "—", "—"), ("—", "—", "—")),
    # Nought is a target, but nothing can be divided by it.
    "leads_recognised": (("0", "—", "—"), ("0", "—", "—"), ("—", "—", "—")),
    "visits_out": (("—", "—", "—"), ("—", "—", "—"), ("—", "—", "—")),
    **dict.fromkeys(OUTSIDE, (("—", "—", "—"), ("—", "—", "—"), ("—", "—", "—"))),
}


def compare(figures: list[Figure], expected: Any, ids: dict[str, str]) -> None:
    """Hold figures of the county, A and B against what was counted by hand."""
    for figure, (text, rows) in zip(figures, expected, strict=True):
        assert figure.text == text, figure
        assert sorted(figure.rows) == sorted(ids[name] for name in rows.split()), figure


@pytest.mark.parametrize("key", NOW)
def test_the_month_is_what_was_counted_by_hand(county: tuple[Store, dict[str, str]], key: str) -> None:
    book, ids = county
    figures = board(book)
    compare([figures.now(key, ids.get(who)) for who in ("", "A", "B")], NOW[key], ids)


@pytest.mark.parametrize("key", YEAR)
def test_the_year_to_date_is_what_was_counted_by_hand(county: tuple[Store, dict[str, str]], key: str) -> None:
    book, ids = county
    figures = board(book)
    compare([figures.year(key, ids.get(who)) for who in ("", "A", "B")], YEAR[key], ids)


@pytest.mark.parametrize("key", OTHERS)
def test_stocks_and_rates_are_what_was_counted_by_hand(county: tuple[Store, dict[str, str]], key: str) -> None:
    book, ids = county
    rate = getattr(board(book), "fulfilment_rate" if key == "kept_rate" else key)
    compare(
        [rate(ids.get(who)) for who in ("", "A", "B")],
        OTHERS[key],
        ids,
    )


@pytest.mark.parametrize("key", AGAINST)
def test_targets_and_paces_are_what_was_counted_by_hand(county: tuple[Store, dict[str, str]], key: str) -> None:
    book, ids = county
    figures = board(book)
    for who, expected in zip(("", "A", "B"), AGAINST[key], strict=True):
        force = ids.get(who)
        texts = (
            figures.target(key, force).text,
            figures.completion(key, force).text,
            figures.pace_gap(key, force).text,
        )
        assert texts == expected


def test_every_measure_was_counted(county: tuple[Store, dict[str, str]]) -> None:
    assert {metric.key for metric in CIRCULAR_METRICS} - {"activities"} == set(NOW) == set(YEAR)
    assert set(TARGET_METRICS) == set(AGAINST)
    assert board(county[0]).now("activities").text == "1"
    assert board(county[0]).year("activities").text == "2"


def test_a_figure_says_how_it_was_made(county: tuple[Store, dict[str, str]]) -> None:
    figures = board(county[0])
    assert figures.completion("signed_value").formula == "完成率＝累计8.80亿元÷年度目标15.00亿元"
    assert figures.pace_gap("signed_value").formula == "序时进度差＝完成率58.67%−序时进度83.33%"
    assert figures.started_rate().formula == "开工率＝已开工 1 个÷当年签约项目 3 个"
    assert figures.funds_rate().formula == "资金到位率＝到位资金 0.80 亿元÷当年签约项目签约金额 8.80 亿元"
    assert figures.fulfilment_rate().formula == "履约率＝（签约 3 个−终止 1 个）÷签约 3 个"
    assert "2026-10-01 至 2026-10-31" in figures.now("signed").formula


@pytest.mark.parametrize(
    ("setting", "value", "figure", "text"),
    [
        ("pace", "按日", "ahead", "-24.62"),  # 304 of 365 days are 83.29
        ("signed", "只计投资合同", "signed", "1"),  # only P1 has a contract
        ("started_base", "历年签约项目", "started_rate", "50.00"),  # with P4: P1 and P4 of four
        ("produced_base", "签约项目", "produced_rate", "25.00"),  # P4 of P1 to P4
        ("funds_base", "历年签约项目", "funds_rate", "10.19"),  # 11000 of 108000
    ],
)
def test_a_county_may_define_it_otherwise(
    empty_book: Path, tmp_path: Path, setting: str, value: str, figure: str, text: str
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        small_county(book)
        with book.writing("口径") as session:
            add_row(session, Setting, key=setting, name=setting, value=value)
        figures = board(book)
    changed = {
        "ahead": figures.pace_gap("signed_value"),
        "signed": figures.year("signed"),
        "started_rate": figures.started_rate(),
        "produced_rate": figures.produced_rate(),
        "funds_rate": figures.funds_rate(),
    }
    assert changed[figure].text == text


@pytest.mark.parametrize(
    ("period", "signed", "funds", "talks"),
    # In talks at each end: P1 P2 P3 P4 from their talks to their signing, P5 from October, P7 until November.
    [
        ("2026-Q1", "1", "0.00", "1"),
        ("2026-H1", "1", "0.30", "1"),
        ("2026-09", "0", "0.00", "2"),
        ("2026", "4", "0.97", "1"),
    ],
)
def test_other_periods_end_where_they_end(
    county: tuple[Store, dict[str, str]], period: str, signed: str, funds: str, talks: str
) -> None:
    figures = board(county[0], period)
    assert (figures.now("signed").text, figures.now("funds").text, figures.talks().text) == (signed, funds, talks)


def test_an_empty_book_has_figures_too(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        figures = board(book)
    assert {figure.text for figure in figures.all_figures()} == {"0", "0.00", "—"}
    assert figures.started_rate().value is None
    assert all(figure.value is None or figure.value == Decimal(0) for figure in figures.all_figures())


# --- what a reader and an auditor see beside the number -----------------------------------------------------------

MONTH, TO_DATE = "2026-10-01 至 2026-10-31", "2026-01-01 至 2026-10-31"
# By key: label, unit, ledger of the rows, formula.
DESCRIBED: dict[str, tuple[str, str, str, str]] = {
    "leads_reported.now": ("上报线索（本期）", "条", "lead", f"日期在 {MONTH} 的上报线索数"),
    "leads_recognised.year": ("认定线索（累计）", "条", "lead", f"日期在 {TO_DATE} 的认定线索数"),
    "visits_out.now": ("外出招商（本期）", "次", "visit", f"日期在 {MONTH} 的外出招商数"),
    "activities.year": ("招商活动（累计）", "场", "activity", f"日期在 {TO_DATE} 的招商活动数"),
    "signed.now": ("签约项目（本期）", "个", "project", f"日期在 {MONTH} 的签约项目数"),
    "signed_value.now": ("签约金额（本期）", "亿元", "project", f"{MONTH} 内 2 项签约金额合计（万元÷10000）"),
    "funds.year": ("到位资金（累计）", "亿元", "funding", f"{TO_DATE} 内 4 项到位资金合计（万元÷10000）"),
    "talks": ("在谈项目", "个", "project", "2026-10-31 阶段为“在谈”且未终止、退库的项目数"),
    "talks_amount": ("在谈总投资", "亿元", "project", "在谈项目总投资合计（万元÷10000）"),
    "started_rate": ("开工率", "%", "project", "开工率＝已开工 1 个÷当年签约项目 3 个"),
    "produced_rate": ("投产率", "%", "project", "投产率＝已投产 1 个÷已开工项目 2 个"),
    "funds_rate": (
        "资金到位率",
        "%",
        "funding",
        "资金到位率＝到位资金 0.80 亿元÷当年签约项目签约金额 8.80 亿元",
    ),
    "kept_rate": ("履约率", "%", "project", "履约率＝（签约 3 个−终止 1 个）÷签约 3 个"),
    "signed_value.target": ("签约金额年度目标", "亿元", "target", "2026年目标任务“签约金额”，各专班目标之和"),
    "produced.target": ("投产项目年度目标", "个", "target", "2026年目标任务“投产项目数”"),
    "signed.completion": ("签约项目完成率", "%", "project", "完成率＝累计3个÷年度目标8个"),
    "funds.completion": ("到位资金完成率", "%", "funding", "完成率＝累计0.90亿元÷年度目标—亿元"),
    "signed.ahead": ("签约项目序时进度差", "个百分点", "project", "序时进度差＝完成率37.50%−序时进度83.33%"),
}
# By key: how it follows from its operands, and of each operand: key, label, as printed.
DERIVED: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    "started_rate": (
        "÷",
        (("started_rate.done", "已开工的签约项目", "1个"), ("started_rate.base", "当年签约项目", "3个")),
    ),
    "produced_rate": ("÷", (("produced_rate.done", "已投产项目", "1个"), ("produced_rate.base", "已开工项目", "2个"))),
    "funds_rate": (
        "÷",
        (
            ("funds_rate.done", "当年签约项目到位资金", "0.80亿元"),
            ("funds_rate.base", "当年签约项目签约金额", "8.80亿元"),
        ),
    ),
    "kept_rate": ("÷", (("kept_rate.done", "没有终止的签约项目", "2个"), ("kept_rate.base", "签约项目", "3个"))),
    "signed.completion": (
        "÷",
        (("signed.year", "签约项目（累计）", "3个"), ("signed.target", "签约项目年度目标", "8个")),
    ),
    "signed.ahead": ("−", (("signed.completion", "签约项目完成率", "37.50%"), ("pace", "序时进度", "83.33%"))),
}


@pytest.mark.parametrize("key", DESCRIBED)
def test_a_figure_says_what_it_is_and_how_it_was_counted(county: tuple[Store, dict[str, str]], key: str) -> None:
    (figure,) = (figure for figure in board(county[0]).all_figures() if figure.key == key)
    assert (figure.label, figure.unit, figure.ledger, figure.formula) == DESCRIBED[key]


@pytest.mark.parametrize("key", DERIVED)
def test_a_derived_figure_names_what_it_follows_from(county: tuple[Store, dict[str, str]], key: str) -> None:
    (figure,) = (figure for figure in board(county[0]).all_figures() if figure.key == key)
    operands = tuple((operand.key, operand.label, operand.phrase) for operand in figure.operands)
    assert (figure.relation, operands) == DERIVED[key]
    assert [operand.ledger for operand in figure.operands][:1] == [figure.ledger]


def test_the_figures_of_a_rate_name_their_rows_and_parts(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    figures = board(book)
    placed, worth = figures.funds_rate().operands
    assert (placed.ledger, placed.formula) == ("funding", "当年签约项目到位资金合计（万元÷10000）")
    assert (worth.ledger, worth.formula) == ("project", "当年签约项目签约金额合计（万元÷10000）")
    # In 亿元: P1 placed 5000 + 3000 万元, P3 nothing; 28000, 50000 and 10000 万元 were signed.
    parts = dict(zip(placed.rows, placed.parts, strict=True))
    assert parts == {ids["F1"]: Decimal("0.5"), ids["F2"]: Decimal("0.3"), ids["F7"]: Decimal(0)}
    worths = dict(zip(worth.rows, worth.parts, strict=True))
    assert worths == {ids["P1"]: Decimal("2.8"), ids["P2"]: Decimal(5), ids["P3"]: Decimal(1)}
    done, base = figures.fulfilment_rate().operands
    assert (set(done.rows), set(base.rows)) == ({ids["P1"], ids["P2"]}, {ids["P1"], ids["P2"], ids["P3"]})
    assert (done.formula, done.places, done.ledger) == ("没有终止的签约项目数", 0, "project")


def test_dated_figures_carry_the_day_of_every_row(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    signed, worth = board(book).now("signed"), board(book).now("signed_value")
    days = {ids["P2"]: date(2026, 10, 8), ids["P3"]: date(2026, 10, 20)}
    assert dict(zip(signed.rows, signed.days, strict=True)) == days
    assert dict(zip(worth.rows, worth.days, strict=True)) == days
    assert dict(zip(worth.rows, worth.parts, strict=True)) == {ids["P2"]: Decimal(5), ids["P3"]: Decimal(1)}


def test_targets_carry_the_part_of_every_row_in_their_own_unit(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    target = board(book).target("signed_value")
    # 10 亿元 and 50,000 万元.
    assert dict(zip(target.rows, target.parts, strict=True)) == {ids["T1"]: Decimal(10), ids["T2"]: Decimal(5)}
    assert (board(book).target("produced").rows, board(book).target("started").places) == ((ids["T5"],), 0)


def test_all_figures_of_a_task_force_are_its_own(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    figures = board(book)
    for holder in ("", "A", "B"):
        force = ids.get(holder)
        listed = {figure.key: figure.text for figure in figures.all_figures(force)}
        expected = {f"{key}.now": NOW[key][" AB".index(holder or " ")][0] for key in NOW}
        expected |= {f"{key}.year": YEAR[key][" AB".index(holder or " ")][0] for key in YEAR}
        expected |= {key: OTHERS[key][" AB".index(holder or " ")][0] for key in OTHERS}
        for key, texts in AGAINST.items():
            names = (f"{key}.target", f"{key}.completion", f"{key}.ahead")
            expected |= dict(zip(names, texts[" AB".index(holder or " ")], strict=True))
        assert {key: listed[key] for key in expected} == expected
        assert set(listed) - set(expected) == {"activities.now", "activities.year"}


@pytest.mark.parametrize(
    ("setting", "text", "formula"),
    [
        ("按月", "83.33", "序时进度＝已过月数÷12"),
        ("按日", "83.29", "序时进度＝已过天数÷全年天数"),  # 304 of 365 days
    ],
)
def test_the_pace_is_by_months_or_by_days(
    empty_book: Path, tmp_path: Path, setting: str, text: str, formula: str
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        with book.writing("口径") as session:
            add_row(session, Setting, key="pace", name="序时进度", value=setting)
        pace = board(book).elapsed()
    assert (pace.key, pace.label, pace.phrase, pace.formula, pace.rows) == ("pace", "序时进度", f"{text}%", formula, ())


def test_a_project_s_money_is_listed_by_itself(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    figures = board(book)
    # Of all months, November's too; twice the same answer.
    for _ in range(2):
        assert {event.row for event in figures.funds_of(ids["P1"])} == {ids["F1"], ids["F2"]}
        assert [event.amount for event in figures.funds_of(ids["P2"])] == [700]
        assert figures.funds_of(ids["P5"]) == []
