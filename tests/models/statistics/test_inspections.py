"""Inspections of firms: approved in time or not, how often a year, and what the day's list says of them."""

from datetime import date

import pytest

from models.ledgers import Inspection
from models.settings.definitions import load_definitions
from models.statistics.alerts import daily_alerts
from models.statistics.inspections import InspectionRecord, inspections
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import TODAY, add_row

ON = date(2026, 10, 15)


def listed(book: Store, last: date = TODAY) -> list[InspectionRecord]:
    """Read the inspections as they stand at the end of a day."""
    with book.reading() as session:
        return inspections(session, load_definitions(session), last)


@pytest.mark.parametrize(
    ("facts", "unapproved"),
    [
        ({"answer": "同意", "answered_on": ON}, False),
        ({"answer": "同意", "answered_on": date(2026, 10, 16)}, True),
        ({"answer": "同意"}, False),
        ({"answer": "不同意", "answered_on": date(2026, 10, 1)}, True),
        ({}, True),
    ],
)
def test_approved_on_its_day_it_is_in_order_and_a_day_later_it_is_not(
    book: Store, facts: dict[str, object], unapproved: bool
) -> None:
    with book.writing("检查") as session:
        row = add_row(session, Inspection, name="安全检查", company="示例甲", unit="应急管理局", on=ON, **facts)
    (record,) = listed(book)
    assert record.is_unapproved is unapproved
    with book.reading() as session:
        named = [(alert.row, alert.message) for alert in daily_alerts(session, TODAY) if alert.kind == "没有批准就检查"]
    assert named == ([(row, "应急管理局检查示例甲（2026-10-15），没有事先批准")] if unapproved else [])


def test_the_second_of_a_year_is_too_many_where_one_is_allowed(book: Store) -> None:
    approved = {"answer": "同意", "unit": "市场监管局"}
    with book.writing("检查") as session:
        for on, company in (
            (date(2025, 12, 31), "示例甲"),
            (date(2026, 1, 1), "示例甲"),
            (date(2026, 5, 1), "示例乙"),
            (ON, "示例甲"),
        ):
            add_row(session, Inspection, name="检查", company=company, on=on, **approved)
    assert [record.number for record in listed(book)] == [1, 1, 1, 2]
    assert not any(record.is_too_many for record in listed(book))  # the county sets no limit
    with book.writing("口径") as session:
        set_definitions(session, inspections_per_firm="1")
    assert [record.on for record in listed(book) if record.is_too_many] == [ON]
    # On the day before it was not made yet.
    assert [record.on for record in listed(book, date(2026, 10, 14))][-1] is None
    with book.reading() as session:
        (alert,) = (alert for alert in daily_alerts(session, TODAY) if alert.kind == "超过年度次数")
    assert alert.message == "市场监管局检查示例甲（2026-10-15），是今年第2次，每年最多1次"


def test_a_planned_day_that_comes_without_an_answer_is_called_to_mind(book: Store) -> None:
    with book.writing("检查") as session:
        facts = {"company": "示例甲", "unit": "税务局"}
        near = add_row(session, Inspection, name="近", planned_on=date(2026, 11, 23), **facts)  # in three days
        add_row(session, Inspection, name="远", planned_on=date(2026, 11, 24), **facts)
        add_row(session, Inspection, name="批了", planned_on=date(2026, 11, 21), answer="不同意", **facts)
    with book.reading() as session:
        named = [alert.row for alert in daily_alerts(session, TODAY) if alert.kind == "还没有批复"]
    assert named == [near]
