"""What a new row takes over from its lead or from the row before."""

from datetime import date
from decimal import Decimal

import pytest

from models.duplicates.decisions import check_typed_row
from models.errors import UserError
from models.fields.base import Ledger
from models.fields.kind import PickedRow, ReadValue
from models.ledgers import Enterprise, Lead, Negotiation, Project, StageMove, Visit
from models.services.follow_ups import values_for_next_row, values_from_lead
from models.storage.store import Session, Store
from tests import rows

TODAY = date(2026, 11, 20)


def add_known_lead(session: Session) -> tuple[str, str]:
    """Add a lead about which much is known; return its id and its task force's."""
    force = rows.add_task_force(session, "焦化", 1)
    typed = {
        "name": "年产20万吨炭黑项目",
        "investor": "山西宏达新材料有限公司",
        "place": "江苏常州",
        "contact": "王丽",
        "phone": "13812345678",
        "content": "建设四条炭黑生产线",
        "total": "约3.2亿",
        "owner": "李明",
    }
    lead = rows.add_typed_row(session, Lead, typed)
    session.get_one(Lead, lead).task_force = force
    session.flush()
    return lead, force


def test_a_visit_is_to_the_investor_today_and_knows_whom_to_meet(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        values = values_from_lead(session, lead, Visit, TODAY)
    assert values == {
        "lead": lead,
        "task_force": ReadValue(force),
        "company": ReadValue("山西宏达新材料有限公司"),
        "place": ReadValue("江苏常州"),
        "met": ReadValue("王丽"),
        "met_phone": ReadValue("13812345678"),
        "on": TODAY,
    }


def test_a_negotiation_is_about_the_lead_with_the_persons_of_both_sides(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        values = values_from_lead(session, lead, Negotiation, TODAY)
    assert values == {
        "lead": lead,
        "task_force": ReadValue(force),
        "subject": ReadValue("年产20万吨炭黑项目"),
        "ours": ReadValue("李明"),
        "theirs": ReadValue("王丽"),
        "on": TODAY,
    }


def test_a_project_takes_the_amount_with_its_mark_and_no_day(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        values = values_from_lead(session, lead, Project, TODAY)
    assert values == {
        "lead": lead,
        "task_force": ReadValue(force),
        "name": ReadValue("年产20万吨炭黑项目"),
        "investor": ReadValue("山西宏达新材料有限公司"),
        "place": ReadValue("江苏常州"),
        "content": ReadValue("建设四条炭黑生产线"),
        "total": ReadValue(Decimal(32000), "约"),
        "owner": ReadValue("李明"),
        "phone": ReadValue("13812345678"),
        "counterpart": ReadValue("王丽"),
    }


@pytest.mark.parametrize(("ledger", "key"), [(Visit, "company"), (Project, "investor")])
def test_a_lead_with_a_firm_alone_hands_over_its_name(book: Store, ledger: type[Ledger], key: str) -> None:
    with book.writing("示例") as session:
        firm = rows.add_row(session, Enterprise, name="山西宏达新材料有限公司")
        lead = rows.add_lead(session, "炭黑项目", enterprise=firm)
        values = values_from_lead(session, lead, ledger, TODAY)
    assert (values["enterprise"], values[key]) == (ReadValue(firm), "山西宏达新材料有限公司")


def test_a_lead_that_is_gone_is_named(book: Store) -> None:
    with book.writing("示例") as session:
        lead = rows.add_lead(session, "炭黑项目", removed=True)
        with pytest.raises(UserError, match="已不在账本里"):
            values_from_lead(session, lead, Project, TODAY)


def test_a_project_is_no_duplicate_of_the_lead_it_comes_from_but_of_another(book: Store) -> None:
    with book.writing("示例") as session:
        lead, _ = add_known_lead(session)
    typed = {"name": "年产20万吨炭黑项目", "investor": "山西宏达新材料有限公司"}
    _, alone = rows.finish(check_typed_row(book, None, Project, "", typed))
    _, with_lead = rows.finish(check_typed_row(book, None, Project, "", {**typed, "lead": PickedRow(lead)}))
    assert [candidate.row for candidate in alone] == [lead]
    assert with_lead == []


def test_the_next_row_begins_with_task_force_officer_and_day(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        session.get_one(Lead, lead).reported_on = date(2026, 11, 3)
        values = values_for_next_row(session, Lead, lead)
    assert values == {
        "task_force": ReadValue(force),
        "reported_on": ReadValue(date(2026, 11, 3)),
        "owner": ReadValue("李明"),
    }


def test_the_next_stage_of_a_project_takes_the_project_and_no_day(book: Store) -> None:
    with book.writing("示例") as session:
        project = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
        (move,) = session.query(StageMove)
        assert values_for_next_row(session, StageMove, move.id) == {"project": ReadValue(project)}
        assert values_for_next_row(session, StageMove, "nobody") == {}
