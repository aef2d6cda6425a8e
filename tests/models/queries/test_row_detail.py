"""What a form shows of a row, and the rows that link to it."""

from datetime import date
from decimal import Decimal

from models.fields.field import field_of
from models.fields.kind import PickedRow
from models.ledgers import (
    AgreementPoint,
    Appeal,
    Contact,
    Enterprise,
    Funding,
    Holiday,
    LandStandard,
    Lead,
    Milestone,
    Negotiation,
    Project,
    StageMove,
    UnitOpinion,
    Visit,
)
from models.queries.row_detail import (
    detail_keys,
    detail_ledgers,
    has_details,
    initial_values,
    load_details,
    load_field_values,
    load_row_detail,
    load_whole_ledger,
)
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
    assert detail_ledgers(Project) == (StageMove, Milestone, UnitOpinion, AgreementPoint, Funding, LandStandard)
    assert detail_ledgers(Lead) == (Appeal,)
    with book.writing("示例") as session:
        project = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2), "签约": date(2026, 5, 18)})
        other = rows.add_project(session, "乙项目", {"在谈": date(2026, 3, 2)})
        for month, amount in ((6, 1200), (9, 800)):
            rows.add_row(session, Funding, project=project, month=date(2026, month, 1), amount=Decimal(amount))
        rows.add_row(session, Funding, project=other, month=date(2026, 9, 1), amount=Decimal(5))
    with book.reading() as session:
        moves, milestones, _opinions, _points, funding, *_linked = load_details(session, Project, project)
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


def test_the_name_of_a_linked_firm_stands_for_the_firm(book: Store) -> None:
    with book.writing("示例") as session:
        firm = rows.add_row(session, Enterprise, name="甲公司")
        row = rows.add_lead(session, "线索", investor="甲厂", enterprise=firm)
        other = rows.add_lead(session, "只有关联", enterprise=firm)
        free = rows.add_lead(session, "没有关联", investor="乙公司")
    with book.reading() as session:
        shown = {}
        for lead in (row, other, free):
            detail = load_row_detail(session, Lead, lead)
            assert detail is not None
            shown[lead] = detail.values["investor"]
        assert [(value.text, value.value, value.stored) for value in shown.values()] == [
            ("甲厂", firm, "甲厂"),
            ("甲公司", firm, None),
            ("乙公司", "乙公司", "乙公司"),
        ]
        assert [isinstance(value.value, PickedRow) for value in shown.values()] == [True, True, False]
        begun = initial_values(session, Lead, {"enterprise": firm})["investor"]
        assert (begun.text, begun.value) == ("甲公司", firm)
        fields = load_field_values(session, session.get_one(Lead, row), [field_of(Lead, "investor")])
        assert fields["investor"].value == firm


def test_a_firm_shows_what_links_to_it_without_repeating_itself(book: Store) -> None:
    with book.writing("示例") as session:
        firm = rows.add_row(session, Enterprise, name="甲公司")
        for day in (3, 9):
            rows.add_row(
                session, Visit, direction="外出", on=date(2026, 9, day), company="甲公司", enterprise=firm, place="太原"
            )
    with book.reading() as session:
        details = {detail.ledger: detail for detail in load_details(session, Enterprise, firm)}
    assert next(iter(details)) is Contact
    visits = details[Visit]
    assert visits.total == 2
    assert "company" not in visits.keys
    assert [texts[visits.keys.index("on")] for _, texts in visits.rows] == ["2026-09-09", "2026-09-03"]
    assert detail_keys(Visit, Project)[0] == "company"
    assert detail_keys(Negotiation, Project)[0] == "subject"
    assert "project" not in detail_keys(Negotiation, Project)
    assert has_details(Lead)
    assert has_details(Visit)  # its itinerary
    assert not has_details(Negotiation)
