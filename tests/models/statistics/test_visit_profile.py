"""What stands in a visit's plan: its facts, the itinerary in order, and the firm's rows."""

from datetime import date

import pytest

from models.errors import UserError
from models.ledgers import Contact, Enterprise, Itinerary, Lead, Obligation, Visit, VisitPlan
from models.statistics.visit_profile import find_visit, visit_profile
from models.storage.store import Store
from tests.rows import add_row

TODAY = date(2026, 6, 1)


def guests(book: Store) -> tuple[str, str]:
    """Add a planned visit of guests and the visit prepared for it, with three stops; return both ids."""
    with book.writing("来访") as session:
        firm = add_row(session, Enterprise, name="示例铝业有限公司", main="铝板带", place="浙江宁波")
        add_row(session, Contact, enterprise=firm, name="赵总", post="董事长")
        add_row(session, Lead, name="铝板带项目", enterprise=firm, reported_on=date(2026, 1, 8))
        add_row(session, Lead, name="写名称的", investor="示例铝业有限公司", reported_on=date(2026, 2, 8))
        add_row(session, Obligation, name="供电方案", enterprise=firm, due=date(2026, 7, 1))
        add_row(session, Obligation, name="办完的", enterprise=firm, state="已销号", closed_on=date(2026, 3, 1))
        earlier = {"direction": "外出", "company": "示例铝业有限公司", "enterprise": firm, "met": "赵总"}
        add_row(session, Visit, on=date(2026, 3, 2), content="看厂", **earlier)
        add_row(session, Visit, on=date(2026, 4, 2), done=False, **earlier)
        plan = add_row(
            session,
            VisitPlan,
            company="示例铝业有限公司",
            enterprise=firm,
            direction="来访",
            month=date(2026, 6, 1),
            leader="王强",
            person="赵总",
        )
        visit = add_row(
            session,
            Visit,
            direction="来访",
            company="示例铝业有限公司",
            enterprise=firm,
            on=date(2026, 6, 9),
            done=False,
            plan=plan,
            people="李明",
        )
        for hours, content, on in (
            ("14:00", "座谈", None),
            ("9:00", "看地块", None),
            ("8:00", "送站", date(2026, 6, 10)),
        ):
            add_row(session, Itinerary, visit=visit, hours=hours, content=content, on=on)
        add_row(session, Itinerary, visit=visit, hours="7:00", content="删掉的", removed=True)
    return plan, visit


def test_a_visit_has_its_stops_in_order_and_what_is_known_of_the_firm(book: Store) -> None:
    plan, visit = guests(book)
    with book.reading() as session:
        profile, planned = visit_profile(session, visit, TODAY), visit_profile(session, plan, TODAY)
    assert [(stop.day, stop.content) for stop in profile.stops] == [
        ("2026-06-09", "看地块"),
        ("2026-06-09", "座谈"),
        ("2026-06-10", "送站"),
    ]
    assert planned.stops == profile.stops
    assert profile.is_reception
    assert (planned.facts["leader"], planned.facts["met"], planned.month) == ("王强", "赵总", "2026年6月")
    firm = profile.firm
    assert ("主营业务", "铝板带") in firm.facts
    assert [texts[0] for texts in firm.leads.cells] == ["写名称的", "铝板带项目"]
    assert [texts[0] for texts in firm.obligations.cells] == ["供电方案"]
    assert [texts[3] for texts in firm.visits.cells] == ["看厂"]
    assert firm.contacts.cells == (("赵总", "董事长", "", "2026-03-02"),)
    assert firm.last_contact == date(2026, 3, 2)


def test_a_visit_is_found_by_its_firm_the_one_being_prepared_first(book: Store) -> None:
    _, visit = guests(book)
    with book.writing("别的") as session:
        other = add_row(session, VisitPlan, company="示例铝材厂", month=date(2026, 8, 1))
        add_row(session, Visit, direction="来访", company="示例铝业有限公司", on=date(2026, 6, 20))
    with book.reading() as session:
        assert session.get_one(Visit, find_visit(session, "示例铝业有限公司")).done is False
        assert find_visit(session, "铝材") == other
        assert find_visit(session, visit) == visit
        with pytest.raises(UserError, match="2 家企业"):
            find_visit(session, "示例铝")
        with pytest.raises(UserError, match="请检查名称"):
            find_visit(session, "没有的")


def test_what_is_gone_is_said(book: Store) -> None:
    with book.reading() as session, pytest.raises(UserError, match="已不在账本里"):
        visit_profile(session, "没有", TODAY)
