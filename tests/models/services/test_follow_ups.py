"""What the row that follows from another takes over from it."""

from datetime import date
from decimal import Decimal

import pytest

from models.audit import history
from models.duplicates.decisions import check_typed_row
from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import FollowUp, field_of
from models.fields.kind import PickedRow, ReadValue
from models.fields.kinds import ChoiceKind, LineKind, LinkKind, PeopleKind, ProseKind
from models.ledgers import LEDGERS, Enterprise, Funding, Lead, Negotiation, Obligation, Project, Visit
from models.services.follow_ups import RowOrigin, answer_origin, follow_up_to, follow_up_values
from models.storage.store import Session, Store
from tests import rows

FIRM = "山西宏达新材料有限公司"


def add_known_lead(session: Session) -> tuple[str, str]:
    """Add a lead about which much is known; return its id and its task force's."""
    force = rows.add_task_force(session, "焦化", 1)
    typed = {
        "name": "年产20万吨炭黑项目",
        "investor": FIRM,
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


def add_known_visit(session: Session, **facts: object) -> str:
    """Add a visit about which much is known; return its id."""
    typed = {
        "direction": "外出",
        "company": FIRM,
        "place": "江苏常州",
        "region": "长三角",
        "met": "王丽",
        "met_phone": "13812345678",
        "content": "看了厂房。\n对方有意建炭黑生产线。",
        "people": "李明、张强",
        "on": "2026-11-18",
    }
    visit = rows.add_typed_row(session, Visit, typed)
    for key, value in facts.items():
        setattr(session.get_one(Visit, visit), key, value)
    session.flush()
    return visit


def values_of(session: Session, ledger: type[Ledger], row: str, target: type[Ledger]) -> dict[str, object]:
    """Return the plain values that a row hands over to a new row of another ledger."""
    follow_up = follow_up_to(ledger, target.__tablename__)
    assert follow_up is not None
    return {key: read.value for key, read in follow_up_values(session, ledger, row, follow_up).items()}


def test_a_visit_is_to_the_leads_investor_and_knows_whom_to_meet(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        values = values_of(session, Lead, lead, Visit)
    assert values == {
        "lead": lead,
        "task_force": force,
        "company": FIRM,
        "place": "江苏常州",
        "met": "王丽",
        "met_phone": "13812345678",
    }


def test_a_negotiation_is_about_the_lead_with_the_persons_of_both_sides(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        values = values_of(session, Lead, lead, Negotiation)
    assert values == {
        "lead": lead,
        "task_force": force,
        "subject": "年产20万吨炭黑项目",
        "ours": "李明",
        "theirs": "王丽",
    }


def test_a_project_takes_the_amount_with_its_mark_and_no_day(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        follow_up = follow_up_to(Lead, "project")
        assert follow_up is not None
        values = follow_up_values(session, Lead, lead, follow_up)
    assert values == {
        "lead": ReadValue(lead),
        "task_force": ReadValue(force),
        "name": ReadValue("年产20万吨炭黑项目"),
        "investor": ReadValue(FIRM),
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
        firm = rows.add_row(session, Enterprise, name=FIRM)
        lead = rows.add_lead(session, "炭黑项目", enterprise=firm)
        values = values_of(session, Lead, lead, ledger)
    assert (values["enterprise"], values[key]) == (firm, FIRM)


def test_a_lead_takes_all_that_its_visit_knows(book: Store) -> None:
    with book.writing("示例") as session:
        force = rows.add_task_force(session, "焦化", 1)
        firm = rows.add_row(session, Enterprise, name=FIRM)
        visit = add_known_visit(session, task_force=force, enterprise=firm)
        values = values_of(session, Visit, visit, Lead)
        session.get_one(Visit, visit).place = None
        without_place = values_of(session, Visit, visit, Lead)
    assert values == {
        "task_force": force,
        "enterprise": firm,
        "investor": FIRM,
        "place": "江苏常州",
        "contact": "王丽",
        "phone": "13812345678",
        "content": "看了厂房。\n对方有意建炭黑生产线。",
    }
    assert without_place["place"] == "长三角"


def test_a_visit_that_has_its_lead_gets_no_second_one(book: Store) -> None:
    with book.writing("示例") as session:
        lead, _ = add_known_lead(session)
        visit = add_known_visit(session, lead=lead)
        with pytest.raises(UserError, match="这次走访已经连着线索“年产20万吨炭黑项目”"):
            values_of(session, Visit, visit, Lead)
        assert values_of(session, Visit, visit, Negotiation) == {
            "lead": lead,
            "subject": "年产20万吨炭黑项目",
            "on": date(2026, 11, 18),
            "ours": "李明、张强",
            "theirs": "王丽",
        }


def test_a_visit_and_the_lead_that_answers_it_are_one_undo_step(book: Store) -> None:
    with book.writing("示例") as session:
        visit = add_known_visit(session)
    with book.writing("新增 线索") as session:
        lead = rows.add_lead(session)
        answer_origin(session, RowOrigin(Visit, visit, "lead"), lead, rows.READ_CONTEXT)
    with book.reading() as session:
        assert session.get_one(Visit, visit).lead == lead
        batch = history.undoable(session, book.who)[0]
        assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert session.get_one(Visit, visit).lead is None
        assert session.get_one(Lead, lead).removed


def test_a_link_that_somebody_set_meanwhile_stays(book: Store) -> None:
    with book.writing("示例") as session:
        first, second = rows.add_lead(session, "甲线索"), rows.add_lead(session, "乙线索")
        visit = add_known_visit(session, lead=first)
        answer_origin(session, RowOrigin(Visit, visit, "lead"), second, rows.READ_CONTEXT)
        assert session.get_one(Visit, visit).lead == first


def test_what_was_promised_in_a_negotiation_becomes_an_obligation(book: Store) -> None:
    with book.writing("示例") as session:
        force = rows.add_task_force(session, "焦化", 1)
        firm = rows.add_row(session, Enterprise, name=FIRM)
        project = rows.add_project(session, "炭黑项目", {"在谈": date(2026, 3, 2)}, enterprise=firm)
        facts = {
            "subject": "炭黑项目用地",
            "task_force": force,
            "project": project,
            "on": date(2026, 11, 18),
            "ours": "李明",
            "theirs": "王丽",
            "content": "县里答应协调用地",
            "next_step": "协调自然资源局\n出具用地预审意见",
            "next_on": date(2026, 12, 3),
        }
        talk = rows.add_row(session, Negotiation, **facts)
        values = values_of(session, Negotiation, talk, Obligation)
    assert values == {
        "name": "协调自然资源局 出具用地预审意见",
        "clause": "县里答应协调用地",
        "task_force": force,
        "project": project,
        "enterprise": firm,
        "owner": "李明",
        "counterpart": "王丽",
        "raised_on": date(2026, 11, 18),
        "due": date(2026, 12, 3),
    }


def test_a_negotiation_on_a_lead_becomes_the_leads_project(book: Store) -> None:
    with book.writing("示例") as session:
        lead, force = add_known_lead(session)
        talk = rows.add_row(session, Negotiation, subject="第二轮", lead=lead, task_force=force, ours="张强")
        values = values_of(session, Negotiation, talk, Project)
        alone = rows.add_row(session, Negotiation, subject="针状焦项目", ours="张强", theirs="王丽")
        by_itself = values_of(session, Negotiation, alone, Project)
    assert values == {
        "lead": lead,
        "task_force": force,
        "name": "年产20万吨炭黑项目",
        "investor": FIRM,
        "place": "江苏常州",
        "content": "建设四条炭黑生产线",
        "total": Decimal(32000),
        "owner": "李明",
        "phone": "13812345678",
        "counterpart": "王丽",
    }
    assert by_itself == {"name": "针状焦项目", "owner": "张强", "counterpart": "王丽"}


def test_what_follows_from_a_project_belongs_to_it(book: Store) -> None:
    with book.writing("示例") as session:
        firm = rows.add_row(session, Enterprise, name=FIRM)
        facts = {"enterprise": firm, "owner": "李明", "counterpart": "王丽", "phone": "13812345678", "place": "常州"}
        project = rows.add_project(session, "炭黑项目", {"在谈": date(2026, 3, 2)}, **facts)
        values = {
            target: values_of(session, Project, project, target) for target in (Funding, Obligation, Visit, Negotiation)
        }
    assert values[Funding] == {"project": project}
    assert values[Obligation] == {
        "project": project,
        "enterprise": firm,
        "owner": "李明",
        "counterpart": "王丽",
        "phone": "13812345678",
    }
    assert values[Visit] == {
        "project": project,
        "enterprise": firm,
        "company": FIRM,
        "place": "常州",
        "met": "王丽",
        "met_phone": "13812345678",
    }
    assert values[Negotiation] == {"project": project, "subject": "炭黑项目", "ours": "李明", "theirs": "王丽"}


def test_a_row_that_is_gone_is_named(book: Store) -> None:
    with book.writing("示例") as session:
        lead = rows.add_lead(session, "炭黑项目", removed=True)
        with pytest.raises(UserError, match="这条线索已不在账本里"):
            values_of(session, Lead, lead, Project)


def test_a_project_is_no_duplicate_of_the_lead_it_comes_from_but_of_another(book: Store) -> None:
    with book.writing("示例") as session:
        lead, _ = add_known_lead(session)
    typed = {"name": "年产20万吨炭黑项目", "investor": FIRM}
    _, alone = rows.finish(check_typed_row(book, None, Project, "", typed))
    _, with_lead = rows.finish(check_typed_row(book, None, Project, "", {**typed, "lead": PickedRow(lead)}))
    assert [candidate.row for candidate in alone] == [lead]
    assert with_lead == []


def test_every_follow_up_names_fields_that_are_there_and_of_one_kind() -> None:
    for ledger in LEDGERS:
        for follow_up in ledger.about.follow_ups:
            target = ledger_by_table(follow_up.to)
            assert not follow_up.answers or link_target(ledger, follow_up.answers) is target
            for key, sources in follow_up.keys.items():
                for source in sources.split():
                    assert_fits(ledger, source, target, key, follow_up)


def assert_fits(ledger: type[Ledger], source: str, target: type[Ledger], key: str, follow_up: FollowUp) -> None:
    """Check that the value of a field, reached through links, may stand in a field of the new row."""
    *path, last = source.split(".")
    for link in path:
        ledger = link_target(ledger, link)
    kind = field_of(target, key).kind
    if last == "id":
        assert isinstance(kind, LinkKind)
        assert ledger_by_table(kind.to) is ledger, follow_up
    elif isinstance(kind, LinkKind):
        assert link_target(ledger, last) is ledger_by_table(kind.to), follow_up
    else:
        given = field_of(ledger, last).kind
        texts = (LineKind, ProseKind, PeopleKind)
        if isinstance(kind, ChoiceKind):
            assert isinstance(given, ChoiceKind), follow_up
            assert given.dictionary == kind.dictionary, follow_up
        else:
            assert type(given) is type(kind) or isinstance(kind, texts), follow_up
        assert not isinstance(given, LinkKind), follow_up


def link_target(ledger: type[Ledger], key: str) -> type[Ledger]:
    """Return the ledger that a link leads to."""
    kind = field_of(ledger, key).kind
    assert isinstance(kind, LinkKind)
    return ledger_by_table(kind.to)
