"""Free text becomes a firm of the library with what its row knows, once, and undone in one step."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit import history
from models.errors import UserError
from models.ledgers import Contact, Enterprise, Lead, Obligation, Visit
from models.queries.reading_context import reading_context
from models.services.firm_library import add_firm_of_row, add_firm_to_row, create_firm
from models.storage.store import Store
from tests import rows


def firms(session: Session) -> list[tuple[str, str | None]]:
    """List the firms of the library by name and place."""
    query = sa.select(Enterprise.name, Enterprise.place).where(Enterprise.removed.is_(False)).order_by(Enterprise.id)
    return [(name, place) for name, place in session.execute(query)]


def test_a_lead_s_investor_becomes_a_firm_with_its_contact_in_one_step(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_lead(session, investor="甲公司", place="太原", contact="示例甲", phone="10000000001")
    with book.writing("加入企业库") as session:
        assert add_firm_of_row(session, Lead, row, reading_context(session)) == "甲公司"
    with book.reading() as session:
        assert firms(session) == [("甲公司", "太原")]
        lead = session.get_one(Lead, row)
        contact = session.execute(sa.select(Contact)).scalar_one()
        assert lead.enterprise == contact.enterprise
        assert (contact.name, contact.phone) == ("示例甲", "10000000001")
    with book.writing("示例") as session, pytest.raises(UserError, match="已经在企业库里"):
        add_firm_of_row(session, Lead, row, reading_context(session))
    with book.reading() as session:
        latest = history.undoable(session, book.who)[0]
        assert latest is not None
    with book.writing("撤销", undoes=latest.id) as session:
        history.undo(session, latest.id)
    with book.reading() as session:
        assert firms(session) == []
        assert session.get_one(Lead, row).enterprise is None


def test_a_firm_that_is_there_is_linked_and_not_added_twice(book: Store) -> None:
    with book.writing("示例") as session:
        firm = rows.add_row(session, Enterprise, name="甲公司", short="甲")
        row = rows.add_lead(session, investor="甲")
        add_firm_of_row(session, Lead, row, reading_context(session))
        assert firms(session) == [("甲公司", None)]
        assert session.get_one(Lead, row).enterprise == firm


def test_what_a_visitor_s_visit_says_of_a_place_is_not_the_firm_s(book: Store) -> None:
    with book.writing("示例") as session:
        for way, name in (("外出", "甲公司"), ("来访", "乙公司")):
            row = rows.add_row(session, Visit, direction=way, company=name, place="太原", met_phone="10000000001")
            add_firm_of_row(session, Visit, row, reading_context(session))
        assert firms(session) == [("甲公司", "太原"), ("乙公司", None)]
        # A number without a name makes no contact.
        assert session.execute(sa.select(sa.func.count()).select_from(Contact)).scalar_one() == 0


def test_a_name_typed_into_a_link_becomes_a_firm(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.add_row(session, Obligation, name="供地", phone="10000000001")
        add_firm_to_row(session, Obligation, row, "enterprise", "甲公司", reading_context(session))
        assert firms(session) == [("甲公司", None)]
        assert session.get_one(Obligation, row).enterprise is not None


def test_no_name_and_a_name_of_two_firms_are_refused(book: Store) -> None:
    with book.writing("示例") as session:
        reading = reading_context(session)
        row = rows.add_lead(session)
        with pytest.raises(UserError, match="请先填企业名称"):
            add_firm_of_row(session, Lead, row, reading)
        with pytest.raises(UserError, match="已不在账本里"):
            add_firm_of_row(session, Lead, "nobody", reading)
        for _ in range(2):
            rows.add_row(session, Enterprise, name="甲公司")
        with pytest.raises(UserError, match="有 2 家"):
            create_firm(session, "甲公司", None, {}, reading)
