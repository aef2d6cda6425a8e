"""Every figure of a county counted by hand, with the very rows it was counted from."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.ledgers import County, Project, Setting
from models.queries.reading_context import reading_context
from models.rules.periods import read_period
from models.services.row_service import save_row
from models.statistics.events import read_statistics
from models.statistics.metrics import CIRCULAR_METRICS, TARGET_METRICS
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.compose import load_facts
from reports.figures.figure import Figure, PeriodFigures
from tests.reports.county import small_county
from tests.reports.written import sentences
from tests.rows import add_project, add_row, copy_template, open_unsynced


@pytest.fixture(scope="module")
def county(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """Make the small county once; nobody here changes it."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("county"))) as book:
        yield book, small_county(book)


def board(book: Store, period: str = "2026-10") -> PeriodFigures:
    """Compute the figures of a period."""
    with book.reading() as session:
        return PeriodFigures(read_statistics(session), read_period(period))


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
    # P2 has no signed amount and counts with its total: 50000 + 10000 万元.
    "signed_value": (("6.00", "P2 P3"), ("5.00", "P2"), ("1.00", "P3")),
    "started": (("1", "P1"), ("1", "P1"), ("0", "")),
    "produced": (("1", "P4"), ("0", ""), ("1", "P4")),
    # P1 5000 + P4 1000 + P3 nothing; F6 is of a deleted project, F8 is deleted.
    "funds": (("0.60", "F1 F3 F7"), ("0.50", "F1"), ("0.10", "F3 F7")),
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


# --- what is ended later was not ended then


def test_an_old_month_reprints_as_it_was_after_a_project_ended(book: Store) -> None:
    """Ended on 5 November: October still has it in talks, November has not, and taken up again December has it back."""
    with book.writing("县") as session:
        add_row(session, County, name="示例县")
        row = add_project(session, "甲", {"在谈": date(2026, 3, 1)}, total=Decimal(10_000))
        signed = add_project(
            session, "乙", {"签约": date(2026, 9, 1)}, total=Decimal(10_000), plan_start=date(2026, 10, 1)
        )

    def october() -> list[str]:
        document, board = compose(book, "month", read_period("2026-10"))
        return [*(figure.text for figure in board.all_figures()), *sentences(document)]

    before = october()
    for project_id in (row, signed):
        set_status(
            book, project_id, date(2026, 11, 20), status="终止", status_reason="资方撤资", status_on=date(2026, 11, 5)
        )
    assert october() == before
    november = PeriodFigures(load_facts(book), read_period("2026-11"))
    assert (november.talks().text, november.fulfilment_rate().text) == ("0", "0.00")
    set_status(book, row, date(2026, 12, 3), status="重启")
    facts = load_facts(book)
    assert [PeriodFigures(facts, read_period(f"2026-{month}")).talks().value for month in (10, 11, 12)] == [1, 0, 1]


def set_status(book: Store, row: str, today: date, **typed: object) -> None:
    """Pause or resume a project through the same save service that every typed value goes through."""
    with book.writing("状态") as session:
        save_row(session, Project, row, typed, reading_context(session, today=today))
