"""The year's figures to be held against a circular, counted by hand up to 31 October 2026."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import Funding, Visit
from models.statistics.metrics import BY_KEY
from models.statistics.year_figures import COUNTY, WITHOUT_FORCE, YearFigure, year_figures, year_to_date
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force

D = Decimal
LAST = date(2026, 10, 31)
MARCH = date(2026, 3, 18)


def figures(book: Store, holder: str) -> dict[str, str]:
    """Return the figures that are not zero, by metric."""
    with book.reading() as session:
        listed = year_figures(session, year_to_date(LAST))
    return {figure.metric.key: figure.text for figure in listed if figure.holder == holder and figure.value}


def test_a_countys_year_by_task_force(book: Store) -> None:
    with book.writing("示例") as session:
        coking, steel = (add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁")))
        projects = [
            add_project(session, "甲", {"签约": date(2024, 5, 1), "投产": MARCH}, task_force=coking, total=D(20000)),
            add_project(session, "乙", {"签约": MARCH, "开工": LAST}, task_force=coking, signed_amount=D(15050)),
            add_project(session, "丙", {"签约": date(2026, 1, 1)}, task_force=steel, signed_amount=D(9999)),
            add_project(session, "丁", {"签约": date(2026, 11, 1)}, task_force=steel, signed_amount=D(5)),
            add_project(session, "戊", {"签约": MARCH}, signed_amount=D(1)),
        ]
        openings = ((0, None, date(2025, 12, 31), 9000), (0, date(2026, 1, 1), LAST, 1234), (1, MARCH, MARCH, 6))
        for number, first, last, amount in openings:
            add_row(
                session,
                Funding,
                project=projects[number],
                month=last.replace(day=1),
                covers_from=first,
                covers_to=last,
                amount=D(amount),
            )
        add_lead(session, "线索", reported_on=MARCH, task_force=steel)
        add_row(session, Visit, company="某公司", on=MARCH, direction="外出", task_force=steel)
    assert figures(book, coking) == {
        "signed": "1",
        "signed_value": "1.51",  # 1.505 亿元, rounded half up
        "started": "1",
        "produced": "1",
        "funds": "0.12",
    }
    assert figures(book, steel) == {"signed": "1", "signed_value": "1.00", "leads_reported": "1", "visits_out": "1"}
    assert figures(book, WITHOUT_FORCE) == {"signed": "1", "signed_value": "0.00"}  # 1 万元
    county = figures(book, COUNTY)
    assert (county["signed"], county["signed_value"], county["funds"]) == ("3", "2.51", "0.12")


def test_the_rows_and_holders_of_the_figures(book: Store) -> None:
    with book.writing("示例") as session:
        force = add_task_force(session, "焦化", 1)
        project = add_project(session, "甲", {"签约": MARCH}, task_force=force)
    with book.reading() as session:
        listed = year_figures(session, year_to_date(LAST))
    # Nothing belongs to no task force, so that group is not listed.
    assert list(dict.fromkeys(figure.holder_name for figure in listed)) == ["全县", "焦化"]
    assert {figure.rows for figure in listed if figure.metric.key == "signed"} == {(project,)}
    assert len({figure.key for figure in listed}) == len(listed)


def figure(key: str, value: str) -> YearFigure:
    return YearFigure(COUNTY, "全县", BY_KEY[key], D(value), ())


@pytest.mark.parametrize(
    ("key", "value", "typed", "expected"),
    [
        ("signed", "12", "12", "0"),
        ("signed", "12", "１０个", "2"),
        ("signed", "12", "13", "-1"),
        ("signed_value", "3.20", "3.2", "0.00"),
        ("signed_value", "3.20", "3.2亿元", "0.00"),
        ("signed_value", "3.20", "32000万元", "0.00"),
        ("signed_value", "3.20", "3.196", "0.00"),  # the circular prints two decimals
        ("signed_value", "3.20", "3.18", "0.02"),
    ],
)
def test_a_typed_number_is_compared_in_the_figures_unit(key: str, value: str, typed: str, expected: str) -> None:
    assert figure(key, value).difference(typed) == D(expected)


def test_nothing_typed_is_no_difference_and_a_word_is_refused() -> None:
    assert figure("signed", "12").difference(" ") is None
    for key, typed in (("signed", "十来个吧"), ("signed", "3亿元"), ("signed_value", "5个")):
        with pytest.raises(UserError):
            figure(key, "1").difference(typed)
