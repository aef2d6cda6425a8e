"""Inspections of firms in circulars: by unit, with those that broke the rule; nothing where nobody was inspected."""

from datetime import date

from models.ledgers import County, Inspection
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import figures
from tests.definitions import set_definitions
from tests.reports.written import sentences
from tests.rows import add_row


def fill(book: Store) -> list[str]:
    """Add five inspections, four of them in October; return the ids of those of October."""
    with book.writing("检查") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
        set_definitions(session, inspections_per_firm="2")
        return [
            add_row(session, Inspection, name="检查", company=company, unit=unit, on=date(2026, *on), answer=answer)
            for company, unit, on, answer in (
                ("示例甲", "应急管理局", (9, 30), "同意"),
                ("示例甲", "市场监管局", (10, 1), "同意"),
                ("示例甲", "市场监管局", (10, 31), "同意"),
                ("示例乙", "应急管理局", (10, 8), None),
                ("示例丙", None, (10, 9), "同意"),
            )
        ][1:]


def test_the_month_says_how_many_by_unit(book: Store) -> None:
    rows = fill(book)
    document, _ = compose(book, "month", read_period("2026-10"))
    assert (
        "2026年10月，涉企检查4次：市场监管局2次、应急管理局1次、未写明单位1次。"
        "没有事先报审批准的1次，要求有关单位说明情况。超过每家企业年度次数的1次。"
    ) in sentences(document)
    by_key = {figure.key: set(figure.rows) for figure in figures(document)}
    assert by_key["inspections"] == set(rows)
    assert (by_key["inspections.often"], by_key["inspections.unapproved"]) == ({rows[1]}, {rows[2]})


def test_the_half_year_says_it_too_and_a_period_without_any_says_nothing(book: Store) -> None:
    fill(book)
    assert any("涉企检查5次" in text for text in sentences(compose(book, "half-year", read_period("2026-H2"))[0]))
    for kind, period in (("month", "2026-08"), ("half-year", "2026-H1")):
        assert "涉企检查" not in "".join(sentences(compose(book, kind, read_period(period))[0]))
