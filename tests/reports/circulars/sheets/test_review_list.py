"""The list of what needs a fair competition review, with its sums counted by hand."""

from datetime import date
from decimal import Decimal

from models.ledgers import County, Obligation, Policy
from models.rules.fair_review import ReviewStanding
from models.statistics.review_risks import ReviewRisk
from reports.circulars.sheets.review_list import ReviewListRequest, draft
from reports.content.document import Document, Paragraph, SectionHeading, Table, figures

TODAY = date(2026, 11, 20)
WORDS = ("税收返还",)
OPEN = ReviewStanding(words=WORDS)
PASSED = ReviewStanding("通过", date(2026, 6, 1), words=WORDS)


def risk(name: str, amount: int | None, paid: int = 0, review: ReviewStanding = OPEN, ledger: str = "") -> ReviewRisk:
    """Make one line of the list, of a promise unless a ledger is given."""
    table = ledger or Obligation.__tablename__
    money = None if amount is None else Decimal(amount)
    return ReviewRisk(table, f"row of {name}", "承诺", name, "甲公司", "协议第八条", money, Decimal(paid), review)


def listed(*risks: ReviewRisk) -> Document:
    """Compose the list."""
    return draft(ReviewListRequest(County(name="示例县"), TODAY, "条例第十条。"), risks)


def opening(document: Document) -> str:
    """Return the first paragraph."""
    (first, *_) = document.body
    assert isinstance(first, Paragraph)
    return first.text


def test_the_sums_of_policies_and_promises_stand_apart() -> None:
    policy = risk("办法", 65, 15, ledger=Policy.__tablename__)
    document = listed(risk("甲", 1800), risk("乙", 200, 100), policy, risk("丙", 300, review=PASSED))
    assert opening(document) == (
        "截至2026年11月20日，还没有通过公平竞争审查的政策1条，名下登记奖励65.00万元、已兑付15.00万元；"
        "政府承诺2件，金额2,000.00万元、已兑现100.00万元。"
    )


def test_nothing_paid_and_nothing_entered_is_said_in_words() -> None:
    assert opening(listed(risk("甲", None))).endswith("政府承诺1件，还没有登记金额、尚未兑现。")


def test_what_is_cleared_stands_in_a_section_of_its_own() -> None:
    document = listed(risk("甲", 1800), risk("丙", 300, review=PASSED))
    headings = [block.text for block in document.body if isinstance(block, SectionHeading)]
    assert headings == ["一、还没有通过审查的，金额大的在前", "二、已通过审查、适用例外或者核对为不挂钩的"]
    first, second = (block for block in document.body if isinstance(block, Table))
    assert [cell.text for cell in first.rows[0].cells] == [
        *("1", "承诺", "甲", "甲公司", "协议第八条", "1,800.00", "0.00", "写着“税收返还”", "未审查")
    ]
    assert second.rows[0].cells[-1].text == "通过（2026-06-01）"


def test_where_all_is_cleared_the_list_says_so() -> None:
    document = listed(risk("丙", 300, review=PASSED))
    assert opening(document) == "截至2026年11月20日，没有还没通过公平竞争审查的挂钩政策和承诺。"
    (heading,) = [block.text for block in document.body if isinstance(block, SectionHeading)]
    assert heading.startswith("一、已通过审查")


def test_every_amount_leads_to_its_row_and_the_county_s_text_closes_the_list() -> None:
    document = listed(risk("甲", 1800))
    assert {figure.rows for figure in figures(document)} == {("row of 甲",)}
    last = document.body[-1]
    assert isinstance(last, Paragraph)
    assert last.text.endswith("条例第十条。")
