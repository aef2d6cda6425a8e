"""Undo around conflicts: a conflict that a command brought, settled or ended comes back with the undo of that undo."""

from decimal import Decimal

import pytest

from models.audit import history
from models.audit.edit_log import ConflictIndex
from models.audit.edit_writer import edit_writer
from models.exchange.merge.conflicts import ConflictChoice, list_conflicts, settle_conflicts
from models.exchange.sheet_import.apply import apply_plans
from models.ledgers import Lead
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_lead, finish


def undo(book: Store, batch: str) -> str:
    """Undo a batch; return the batch that did."""
    with book.writing("撤销", undoes=batch) as session:
        history.undo(session, batch)
        return edit_writer(session).batch


def competing(book: Store) -> list[list[int | str | None]]:
    """Return the competing values of each conflict, oldest first."""
    with book.reading() as session:
        return [[rival.value for rival in conflict.competing] for conflict in list_conflicts(session)]


def total(book: Store, row: str) -> Decimal | None:
    """Return the total that a lead shows."""
    with book.reading() as session:
        return session.get_one(Lead, row).total


@pytest.fixture
def contested(book: Store) -> tuple[str, str]:
    """Import 22,222 where the book has 11,111 since the export; return the lead and the batch of the import."""
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(5))
    with book.writing("这里改") as session:
        session.get_one(Lead, row).total = Decimal(11_111)
    table = import_table("lead", ("total",), (22_222,), ids=[row], exported_values=[{"total": 50_000}])
    with book.reading() as session:
        plan = make_plan(session, table)
    with book.writing("收表") as session:
        return row, apply_plans(session, [plan]).batch


BOTH = [[111_110_000, 222_220_000]]


def test_undo_of_an_undo_brings_a_conflict_back(book: Store, contested: tuple[str, str]) -> None:
    row, batch = contested
    assert competing(book) == BOTH
    for _ in range(2):
        undone = undo(book, batch)
        assert (total(book, row), competing(book)) == (Decimal(11_111), [])
        batch = undo(book, undone)
        assert (total(book, row), competing(book)) == (Decimal(22_222), BOTH)
    assert finish(check_integrity(book)).is_intact


def test_the_import_itself_can_be_undone_once_more(book: Store, contested: tuple[str, str]) -> None:
    row, batch = contested
    undo(book, undo(book, batch))
    undo(book, batch)
    assert (total(book, row), competing(book)) == (Decimal(11_111), [])


def test_an_undone_choice_opens_the_conflict_again(book: Store, contested: tuple[str, str]) -> None:
    row, _ = contested
    for place in (0, 1):
        with book.reading() as session:
            (conflict,) = list_conflicts(session)
        with book.writing("处理冲突") as session:
            choice = ConflictChoice(row, "total", conflict.competing[place].edit)
            settle_conflicts(session, "lead", [choice])
            batch = edit_writer(session).batch
        assert competing(book) == []
        undo(book, batch)
        assert (total(book, row), competing(book)) == (Decimal(22_222), BOTH)


def test_a_change_to_a_row_removed_here_is_in_conflict_again(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(5))
    with book.reading() as session:
        lead = session.get_one(Lead, row)
        assert not lead.removed
    table = import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}])
    with book.writing("删除") as session:
        history.move_to_recycle_bin([session.get_one(Lead, row)])
    with book.reading() as session:
        plan = make_plan(session, table)
    with book.writing("收表") as session:
        batch = apply_plans(session, [plan]).batch
    before = competing(book)
    assert before
    undo(book, undo(book, batch))
    assert competing(book) == before
    assert finish(check_integrity(book)).is_intact
    with book.reading() as session:
        assert session.query(ConflictIndex).count() == 1
