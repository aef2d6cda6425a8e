"""What a form shows of a row, and the rows that link to it."""

from datetime import date
from decimal import Decimal

from models.ledgers import Enterprise, Funding, Holiday, Lead, Milestone, Project, StageMove
from models.queries.row_detail import detail_ledgers, initial_values, load_details, load_row_detail, load_whole_ledger
from models.storage.store import Store
from tests import rows


def test_a_card_shows_links_by_name_and_keeps_what_is_stored(book: Store) -> None:
    with book.writing("示例") as session:
        firm = rows.add_row(session, Enterprise, name="甲公司")
        row = rows.add_lead(session, "线索", total=Decimal(30000), marks={"total": "约"}, enterprise=firm)
    with book.reading() as session:
        detail = load_row_detail(session, Lead, row)
        assert detail is not None
        assert detail.title == "线索"
        assert (detail.values["total"].text, detail.values["total"].mark) == ("约30,000", "约")
        assert detail.values["total"].stored == 300_000_000
        assert (detail.values["enterprise"].text, detail.values["enterprise"].value) == ("甲公司", firm)
        assert detail.values["place"].text == ""
        assert load_row_detail(session, Lead, "nobody") is None
        assert initial_values(session, Lead, {"enterprise": firm})["enterprise"].text == "甲公司"


def test_details_come_latest_first_with_their_sums(book: Store) -> None:
    assert detail_ledgers(Project) == (StageMove, Milestone, Funding)
    assert detail_ledgers(Lead) == ()
    with book.writing("示例") as session:
        project = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2), "签约": date(2026, 5, 18)})
        other = rows.add_project(session, "乙项目", {"在谈": date(2026, 3, 2)})
        for month, amount in ((6, 1200), (9, 800)):
            rows.add_row(session, Funding, project=project, month=date(2026, month, 1), amount=Decimal(amount))
        rows.add_row(session, Funding, project=other, month=date(2026, 9, 1), amount=Decimal(5))
    with book.reading() as session:
        moves, milestones, funding = load_details(session, Project, project)
    assert [texts[0] for _, texts in moves.rows] == ["签约", "在谈"]
    assert moves.sums == {}
    assert milestones.total == 0
    assert [texts[0] for _, texts in funding.rows] == ["2026年9月", "2026年6月"]
    assert funding.sums == {"amount": Decimal(2000)}


def test_a_short_ledger_is_listed_whole(book: Store) -> None:
    with book.writing("示例") as session:
        for day in (1, 2):
            rows.add_row(session, Holiday, on=date(2027, 1, day), kind="放假")
    with book.reading() as session:
        assert [texts[0] for _, texts in load_whole_ledger(session, Holiday).rows] == ["2027-01-02", "2027-01-01"]
