"""Merging two rows: every link follows, whichever ledger holds it; and one undo restores everything."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.audit.recorder import state_values
from models.duplicates.row_merge import merge_rows, record_decision
from models.errors import UserError
from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, fields
from models.fields.kinds import DayKind, LinkKind, LinksKind
from models.ledgers import LEDGERS, Clash, Contact, Enterprise, Lead, Project, StageMove, Target
from models.rules.vocabulary import DuplicateRuling
from models.storage.integrity_check import check_integrity
from models.storage.store import Session, Store
from tests import rows
from tests.rows import add_lead, add_row, copy_template, finish, open_unsynced

LINKS = [
    (ledger, field) for ledger in LEDGERS for field in fields(ledger) if isinstance(field.kind, (LinkKind, LinksKind))
]


def target_of(field: Field) -> type[Ledger]:
    """Give the ledger a link leads to."""
    assert isinstance(field.kind, (LinkKind, LinksKind))
    return ledger_by_table(field.kind.to)


TARGETS = sorted({target_of(field) for _, field in LINKS}, key=lambda ledger: ledger.__tablename__)


def add_minimal_row(session: Session, ledger: type[Ledger], **facts: Any) -> str:
    """Add a row of any ledger with only the values that ledger requires."""
    for field in fields(ledger):
        if field.required and field.key not in facts:
            facts[field.key] = sample_value(session, field)
    return add_row(session, ledger, **facts)


def sample_value(session: Session, field: Field) -> Any:
    """Return a sample value a field accepts."""
    if isinstance(field.kind, LinkKind):
        return add_minimal_row(session, target_of(field))
    if isinstance(field.kind, DayKind):
        return date(2026, 10, 1)
    if isinstance(field.kind, CountKind):
        return 1
    return Decimal(1) if isinstance(field.kind, FixedPointKind) else "在谈"


def undo_batch(book: Store, batch: str) -> history.UndoResult:
    """Undo a batch."""
    with book.writing("撤销", undoes=batch) as session:
        return history.undo(session, batch)


def read_link(book: Store, ledger: type[Ledger], row: str, key: str) -> Any:
    """Read one link of a row."""
    with book.reading() as session:
        return getattr(session.get_one(ledger, row), key)


# --- every link follows -----------------------------------------------------------------------------------------------


def test_there_are_links_to_follow() -> None:
    assert len(LINKS) > 40
    assert {Enterprise, Lead, Project} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.__tablename__)
def test_every_link_to_the_row_follows_and_comes_back(book: Store, target: type[Ledger]) -> None:
    links = [(ledger, field.key) for ledger, field in LINKS if target_of(field) is target]
    with book.writing("示例") as session:
        survivor, given_up = (add_minimal_row(session, target) for _ in range(2))
        linking = [
            (ledger, key, add_minimal_row(session, ledger, **{key: given_up}, removed=removed))
            for ledger, key in links
            for removed in (False, True)
        ]
    with book.writing("合并") as session:
        assert merge_rows(session, target, survivor, given_up) == len(linking)
        batch = edit_writer(session).batch
    assert {(ledger, key, read_link(book, ledger, row, key)) for ledger, key, row in linking} == {
        (ledger, key, survivor) for ledger, key in links
    }
    assert undo_batch(book, batch).skipped == ()
    assert {(ledger, key, read_link(book, ledger, row, key)) for ledger, key, row in linking} == {
        (ledger, key, given_up) for ledger, key in links
    }


def test_of_several_links_in_one_field_each_row_is_named_once(book: Store) -> None:
    with book.writing("示例") as session:
        survivor, given_up, other = (rows.add_task_force(session, name, 1) for name in "甲乙丙")
        both = add_minimal_row(session, Target, task_forces=f"{given_up} {other} {survivor}")
        alone = add_minimal_row(session, Target, task_forces=f"{other} {given_up}")
        neither = add_minimal_row(session, Target, task_forces=other)
    with book.writing("合并") as session:
        merge_rows(session, ledger_by_table("task_force"), survivor, given_up)
    assert read_link(book, Target, both, "task_forces") == f"{survivor} {other}"
    assert read_link(book, Target, alone, "task_forces") == f"{other} {survivor}"
    assert read_link(book, Target, neither, "task_forces") == other


def test_links_made_in_the_same_command_follow_too(book: Store) -> None:
    with book.writing("示例") as session:
        survivor, given_up = (add_row(session, Enterprise, name=name) for name in ("甲公司", "乙公司"))
        contact = Contact(enterprise=given_up, name="张三")
        session.add(contact)
        merge_rows(session, Enterprise, survivor, given_up)
        row = contact.id
    assert read_link(book, Contact, row, "enterprise") == survivor


# --- fields, histories, stages ----------------------------------------------------------------------------------------


def test_the_kept_row_is_filled_up_and_takes_what_was_chosen(book: Store) -> None:
    with book.writing("示例") as session:
        survivor = add_lead(session, "甲", place="苏州", total=Decimal(100), marks={"total": "约"})
        given_up = add_lead(session, "乙", place="无锡", total=Decimal(200), tax=Decimal(5), marks={"tax": "超"})
    with book.writing("合并") as session:
        merge_rows(session, Lead, survivor, given_up, take=("total", "owner"))
    with book.reading() as session:
        merged = session.get_one(Lead, survivor)
        assert (merged.name, merged.place, merged.total, merged.tax) == ("甲", "苏州", Decimal(200), Decimal(5))
        assert merged.marks == {"tax": "超"}
        assert session.get_one(Lead, given_up).removed
        histories = [history.row_history(session, session.get_one(Lead, row)) for row in (survivor, given_up)]
    assert [[entry.label for entry in entries] for entries in histories] == [["合并", "示例"], ["合并", "示例"]]
    assert finish(check_integrity(book)).is_intact


def test_a_merged_project_stands_where_both_logs_say(book: Store) -> None:
    with book.writing("示例") as session:
        survivor = rows.add_project(session, "甲", {"在谈": date(2026, 3, 2)})
        given_up = rows.add_project(session, "乙", {"在谈": date(2026, 4, 1), "签约": date(2026, 6, 1)})
    with book.writing("合并") as session:
        merge_rows(session, Project, survivor, given_up)
        batch = edit_writer(session).batch
    with book.reading() as session:
        assert session.get_one(Project, survivor).stage == "签约"
        assert session.query(StageMove).filter(StageMove.project == survivor).count() == 3
    undo_batch(book, batch)
    with book.reading() as session:
        assert [session.get_one(Project, row).stage for row in (survivor, given_up)] == ["在谈", "签约"]


def test_who_was_first_stays_first(book: Store) -> None:
    with book.writing("示例") as session:
        first = add_lead(session, "先报的", first_report="2026-03-02 09:14")
        later = add_lead(session, "后报的", first_report="2026-03-05 10:00")
    with (
        pytest.raises(UserError, match="“首报时间”以先报的为准：请保留 2026-03-02 09:14 的那一行"),
        book.writing("合并") as s,
    ):
        merge_rows(s, Lead, later, first)
    with book.writing("合并") as session:
        merge_rows(session, Lead, first, later)
    with book.reading() as session:
        assert session.get_one(Lead, first).first_report == "2026-03-02 09:14"


def test_what_is_no_pair_is_rejected(book: Store) -> None:
    with book.writing("示例") as session:
        row, removed_row = add_lead(session, "甲"), add_lead(session, "乙", removed=True)
        with pytest.raises(UserError, match="同一行"):
            merge_rows(session, Lead, row, row)
        for other in (removed_row, "nobody"):
            with pytest.raises(UserError, match="已不在台账里"):
                merge_rows(session, Lead, row, other)


def test_what_was_decided_of_the_row_given_up_holds_for_the_one_kept(book: Store) -> None:
    with book.writing("示例") as session:
        survivor, given_up, other = (add_lead(session, name) for name in "甲乙丙")
        facts = {"ledger": "lead", "decided_by": "王芳"}
        apart = record_decision(
            session,
            facts | {"name": "乙、丙", "first": other, "second": given_up, "decision": DuplicateRuling.DIFFERENT},
        ).id
        united = facts | {"name": "甲、乙", "first": survivor, "second": given_up, "decision": "是同一家"}
        same_firm = record_decision(session, united).id
    with book.writing("合并") as session:
        merge_rows(session, Lead, survivor, given_up)
    with book.reading() as session:
        pairs = [(row.first, row.second) for row in (session.get_one(Clash, apart), session.get_one(Clash, same_firm))]
    assert pairs == [(other, survivor), (survivor, given_up)]


# --- merging and undoing changes nothing ------------------------------------------------------------------------------


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open an empty book."""
    with open_unsynced(copy_template(empty_book, tmp_path)) as opened:
        yield opened


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "short": st.sampled_from(("甲", "乙")),
        "capital": st.decimals(0, 9999, places=4),
        "founded": st.dates(date(2000, 1, 1), date(2026, 1, 1)),
        "local": st.booleans(),
        "main": st.text("钢铁铝\n", max_size=4).map(str.strip).filter(bool),
        "marks": st.fixed_dictionaries({}, optional={"capital": st.just("约"), "founded": st.just("年")}),
    },
)
LINKING_LEDGERS: tuple[Any, ...] = (Contact, Lead, Project, Enterprise)
LINKING_ROWS = st.lists(st.sampled_from(("contact", "lead", "project", "binned")), max_size=4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    FACTS, FACTS, LINKING_ROWS, LINKING_ROWS, st.sets(st.sampled_from(("short", "capital", "founded", "local", "main")))
)
def test_merging_and_undoing_gives_the_same_state_and_redoing_the_merged_row(
    county: Store,
    kept_facts: dict[str, Any],
    other_facts: dict[str, Any],
    kept_hung: list[str],
    other_hung: list[str],
    take: set[str],
) -> None:
    with county.writing("示例") as session:
        survivor = add_firm(session, kept_facts, kept_hung)
        other = add_firm(session, other_facts, other_hung)
    before = all_values(county)
    with county.writing("合并") as session:
        assert merge_rows(session, Enterprise, survivor, other, take) == len(other_hung)
        batch = edit_writer(session).batch
    united = all_values(county)
    assert not any(other in row.values() for row in united.values())
    assert undo_batch(county, batch).skipped == ()
    assert all_values(county) == before
    with county.reading() as session:
        undone = history.undoable(session)[1]
    assert undone is not None
    undo_batch(county, undone.id)
    assert all_values(county) == united
    with county.writing("清空") as session:
        for ledger in LINKING_LEDGERS:
            history.move_to_recycle_bin(list(session.query(ledger).filter(ledger.removed.is_(False))))


def add_firm(session: Session, facts: dict[str, Any], linking: list[str]) -> str:
    """Add an enterprise with rows that link to it."""
    row = add_row(session, Enterprise, name="某公司", **facts)
    for what in linking:
        match what:
            case "contact":
                add_row(session, Contact, enterprise=row, name="张三")
            case "project":
                add_row(session, Project, enterprise=row, name="某项目")
            case _:
                add_lead(session, "某线索", enterprise=row, removed=what == "binned")
    return row


def all_values(county: Store) -> dict[str, dict[str, Any]]:
    """Read the values of every row in the book."""
    with county.reading() as session:
        return {row.id: state_values(row) for ledger in LINKING_LEDGERS for row in session.query(ledger)}
