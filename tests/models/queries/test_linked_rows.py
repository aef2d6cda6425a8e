"""The rows that belong to a firm, a lead, a project since they link to it, also through its leads and projects."""

from datetime import date

from models.ledgers import (
    Contact,
    Enterprise,
    Lead,
    Negotiation,
    Obligation,
    Project,
    TaskForce,
    Transfer,
    Visit,
    VisitPlan,
)
from models.queries.linked_rows import linked_ledgers, linked_row_ids
from models.storage.store import Store
from tests import rows


def test_a_firm_has_what_links_to_it_and_to_its_leads_and_projects(book: Store) -> None:
    with book.writing("示例") as session:
        firm, other = (rows.add_row(session, Enterprise, name=name) for name in ("甲公司", "乙公司"))
        lead = rows.add_lead(session, "甲线索", enterprise=firm)
        rows.add_lead(session, "乙线索", enterprise=other)
        project = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)}, enterprise=firm)
        visit = rows.add_row(session, Visit, direction="外出", company="甲公司", enterprise=firm)
        talk = rows.add_row(session, Negotiation, subject="谈线索", lead=lead)
        later = rows.add_row(session, Negotiation, subject="谈项目", project=project)
        rows.add_row(session, Negotiation, subject="谈别的")
        both = rows.add_row(session, Obligation, name="供地", enterprise=firm, project=project)
        rows.add_row(session, Obligation, name="删去的", enterprise=firm, removed=True)
    with book.reading() as session:
        belonging = {
            ledger: set(linked_row_ids(session, ledger, Enterprise, firm))
            for ledger in (Lead, Project, Visit, Negotiation, Obligation)
        }
        assert belonging == {
            Lead: {lead},
            Project: {project},
            Visit: {visit},
            Negotiation: {talk, later},
            Obligation: {both},
        }
        assert linked_row_ids(session, Negotiation, Project, project) == (later,)


def test_ledgers_are_listed_in_their_order_without_detail_ledgers() -> None:
    of_firm, of_project = linked_ledgers(Enterprise), linked_ledgers(Project)
    assert of_firm[:7] == (Lead, Visit, VisitPlan, Negotiation, Project, Transfer, Obligation)
    assert Contact not in of_firm  # a detail ledger of the firm
    assert {Visit, Negotiation, Obligation} <= set(of_project)
    assert Project not in of_project
    assert linked_ledgers(TaskForce) == ()
