"""环比: against the period before as its circular printed it, else as the book counts it; nothing in the first one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.circulars.parts.comparison import Comparison, printed_progress, progress_places
from reports.circulars.parts.previous_issue import PreviousIssue
from reports.circulars.parts.wording import row
from reports.content.document import Document, Paragraph, Table, TextSpan
from tests.reports.circulars.parts.county_figures import CountyBook, board


def text(spans: tuple[TextSpan, ...]) -> str:
    """Return the spans as one string."""
    return "".join(span.text for span in spans)


def issued(compared: Comparison, *paragraphs: Paragraph, places: tuple[tuple[str, str], ...] = ()) -> PreviousIssue:
    """Return a circular of the period before that printed these paragraphs, and a table of places."""
    table = Table("表2　各专班签约金额任务完成情况排名", (), tuple(row(place, name) for place, name in places))
    last = compared.before.period.last
    document = Document("题", "", "", "", (*paragraphs, table), "", last)
    return PreviousIssue(None, document)  # type: ignore[arg-type]  # who issued it does not matter here


def test_each_half_of_a_year_is_called_by_its_name(county: CountyBook) -> None:
    halves = [Comparison(board(county[0], period)).words for period in ("2026-H1", "2026-H2")]
    assert halves == [("上年下半年", "上半年"), ("上半年", "下半年")]


@pytest.mark.parametrize(
    ("period", "key", "clause"),
    [
        ("2026-10", "leads_reported", "，比上月增加2条"),  # 3, after L4 alone
        ("2026-11", "leads_reported", "，比上月减少2条"),  # L8
        ("2026-10", "signed_value", "，比上月增加6.00亿元"),
        ("2026-04", "visits_out", "，与上月持平"),
        ("2026-Q4", "signed", "，比上季度增加3个"),  # P2, P3, P7
        ("2025-06", "signed", ""),  # nothing was counted in May 2025: the first
    ],
)
def test_a_period_is_compared_with_the_one_before(county: CountyBook, period: str, key: str, clause: str) -> None:
    assert text(Comparison(board(county[0], period)).clause(key)) == clause


def test_what_the_circular_of_the_period_before_printed_is_what_counts(county: CountyBook) -> None:
    compared = Comparison(board(county[0], "2026-10"))
    then = compared.before.now("leads_reported")
    of_all = replace(then, value=Decimal(5), rows=tuple("abcde"))
    of_one = replace(then, value=Decimal(2), rows=("a", "b"))
    spans = (TextSpan("2条", of_one), TextSpan("5条", of_all))
    compared = replace(compared, issued=issued(compared, Paragraph(spans)))
    assert compared.then("leads_reported") == of_all
    assert text(compared.clause("leads_reported")) == "，比上月减少2条"
    # What it did not print is counted.
    assert text(compared.clause("visits_out")) == "，比上月增加2次"


def test_places_follow_the_completion_and_what_was_printed(county: CountyBook) -> None:
    """At the end of October 焦化 has 78 % and 钢铁 20 %; at the end of September 28 % and nothing."""
    compared = Comparison(board(county[0], "2026-10"))
    assert progress_places(compared.board) == {"焦化": 1, "钢铁": 2}
    assert compared.movers() == ([], [])
    compared = replace(compared, issued=issued(compared, places=(("1", "钢铁"), ("2", "焦化"), ("—", "无任务"))))
    assert compared.issued is not None
    assert printed_progress(compared.issued) == {"钢铁": 1, "焦化": 2, "无任务": None}
    assert compared.movers() == ([("焦化", 1)], [("钢铁", -1)])
