"""A firm brings its place, industry and contact into the empty fields of a row, and never over what was typed."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.errors import FieldErrors
from models.fields.kind import PickedRow
from models.fields.kinds import FirmNameKind
from models.ledgers import Contact, Enterprise, Lead, Term, Visit
from models.queries.reading_context import reading_context
from models.services.firm_entry import brought_sentence, brought_texts, values_for_linked_row
from models.services.row_service import save_row
from models.storage.store import Store
from tests import rows
from tests.rows import TODAY

KIND = FirmNameKind(
    "enterprise",
    firm_fields=(("place", "place"),),
    contact_fields=(("met", "name"), ("met_phone", "phone")),
    not_where=("direction", "来访"),
)


def add_firm(session: Session, name: str = "甲公司", place: str = "太原", **facts: object) -> str:
    """Add a firm and return its id."""
    return rows.add_row(session, Enterprise, name=name, place=place, **facts)


def add_contact(session: Session, firm: str, name: str, phone: str | None, met: date | None = None) -> None:
    """Add a contact of a firm."""
    rows.add_row(session, Contact, enterprise=firm, name=name, phone=phone, last_met=met)


def test_the_contact_met_last_is_brought_with_the_number(book: Store) -> None:
    with book.writing("示例") as session:
        firm = add_firm(session)
        add_contact(session, firm, "示例甲", "10000000001")
        add_contact(session, firm, "示例乙", "10000000002", date(2026, 3, 1))
        add_contact(session, firm, "示例丙", "10000000003", date(2026, 9, 1))
        assert brought_texts(session, KIND, firm, "", {}) == {
            "place": "太原",
            "met": "示例丙",
            "met_phone": "10000000003",
        }
        # Who is written down already gets no other person's number.
        assert brought_texts(session, KIND, firm, "", {"met": "示例甲", "place": "大同"}) == {
            "met_phone": "10000000001"
        }
        assert brought_texts(session, KIND, firm, "", {"met": "示例丁"}) == {"place": "太原"}


def test_a_visitor_s_town_is_not_where_the_visit_took_place(book: Store) -> None:
    with book.writing("示例") as session:
        firm = add_firm(session)
        assert brought_texts(session, KIND, firm, "", {"direction": "来访"}) == {}
        assert brought_texts(session, KIND, firm, "", {"direction": "外出"}) == {"place": "太原"}


def test_another_firm_replaces_what_the_firm_before_brought_and_nothing_typed(book: Store) -> None:
    with book.writing("示例") as session:
        before, firm = add_firm(session), add_firm(session, "乙公司", "大同")
        add_contact(session, before, "示例甲", "10000000001")
        add_contact(session, firm, "示例乙", None)
        known = {"place": "太原", "met": "示例甲", "met_phone": "10000000001"}
        # The number was the other person's: it does not stay beside the new name.
        assert brought_texts(session, KIND, firm, before, known) == {"place": "大同", "met": "示例乙", "met_phone": ""}
        assert brought_texts(session, KIND, firm, before, {**known, "place": "阳泉"})["met"] == "示例乙"
        assert "place" not in brought_texts(session, KIND, firm, before, {**known, "place": "阳泉"})


def test_a_saved_firm_fills_the_row_in_the_same_command(book: Store) -> None:
    with book.writing("示例") as session:
        rows.add_row(session, Term, dictionary="industry", word="钢铁", rank=1)
        firm = add_firm(session, industry="钢铁")
        gone = add_firm(session, "乙公司", "大同", industry="不用的词")
        row = rows.add_lead(session, contact="示例甲")
        save_row(session, Lead, row, {"investor": PickedRow(firm)}, reading_context(session, today=TODAY))
        lead = session.get_one(Lead, row)
        assert (lead.investor, lead.enterprise, lead.place, lead.industry) == ("甲公司", firm, "太原", "钢铁")
        assert lead.contact == "示例甲"
        # A word that is no longer in the dictionary is not brought, and stops nothing.
        save_row(session, Lead, row, {"investor": "乙公司"}, reading_context(session, today=TODAY))
        assert (lead.enterprise, lead.place, lead.industry) == (gone, "大同", "钢铁")
        save_row(session, Lead, row, {"investor": ""}, reading_context(session, today=TODAY))
        assert (lead.investor, lead.enterprise, lead.place) == (None, None, "大同")


def test_the_link_alone_gives_the_name_where_there_is_none(book: Store) -> None:
    with book.writing("示例") as session:
        firm, other = add_firm(session), add_firm(session, "乙公司", "大同")
        reading = reading_context(session, today=TODAY)
        visit = save_row(session, Visit, None, {"direction": "外出", "enterprise": PickedRow(firm)}, reading)
        assert isinstance(visit, Visit)
        assert visit.company == "甲公司"
        save_row(session, Visit, visit.id, {"enterprise": PickedRow(other)}, reading)
        assert visit.company == "乙公司"
        save_row(session, Visit, visit.id, {"enterprise": ""}, reading)
        assert (visit.company, visit.enterprise) == ("乙公司", None)
        lead = session.get_one(Lead, rows.add_lead(session, investor="甲公司一厂"))
        save_row(session, Lead, lead.id, {"enterprise": "甲公司"}, reading)
        assert (lead.investor, lead.enterprise) == ("甲公司一厂", firm)


def test_a_name_of_two_firms_is_an_error_of_its_field(book: Store) -> None:
    with book.writing("示例") as session:
        add_firm(session)
        add_firm(session, place="大同")
        with pytest.raises(FieldErrors) as errors:
            save_row(session, Lead, None, {"name": "线索", "investor": "甲公司"}, reading_context(session, today=TODAY))
        assert set(errors.value.by_key) == {"investor"}
        assert errors.value.by_key["investor"].startswith("意向投资方：“甲公司”在企业库里有 2 家")


def test_a_row_added_below_a_firm_begins_with_it(book: Store) -> None:
    with book.writing("示例") as session:
        firm = add_firm(session)
        add_contact(session, firm, "示例甲", "10000000001")
        assert values_for_linked_row(session, Lead, Enterprise, firm) == {
            "enterprise": firm,
            "place": "太原",
            "contact": "示例甲",
            "phone": "10000000001",
        }
        # Which way a visit will go is not known yet.
        assert "place" not in values_for_linked_row(session, Visit, Enterprise, firm)
        assert values_for_linked_row(session, Contact, Enterprise, firm) == {"enterprise": firm}
        assert values_for_linked_row(session, Term, Enterprise, firm) == {}


def test_what_was_brought_is_said_without_private_texts() -> None:
    before = {"place": "", "contact": "示例甲", "phone": ""}
    after = {"place": "太原", "contact": "示例甲", "phone": "10000000001"}
    assert brought_sentence(Lead, before, after) == "从企业库带来：线索来源地 太原、资方电话"
    assert brought_sentence(Lead, after, after) == ""
    assert brought_sentence(Term, {}, after) == ""
