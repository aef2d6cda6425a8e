"""Rows are named in lists by title, parent, task force and the day they count for."""

from datetime import date

import pytest

from models.ledgers import Funding, Lead, StageMove, Target
from models.queries import row_names as row_names_module
from models.queries.row_names import RowName, row_names
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force

DAY = date(2026, 10, 8)


def names_of(book: Store, ledger: str, *rows: str) -> dict[str, RowName]:
    """Return the names of some rows."""
    with book.reading() as session:
        return row_names(session, ledger, rows)


def test_a_row_has_its_title_its_task_force_and_its_day(book: Store) -> None:
    with book.writing("行") as session:
        force = add_task_force(session, "焦化", 1)
        lead = add_lead(session, "焦炉煤气制氢", task_force=force, reported_on=DAY)
        bare = add_lead(session, "没有专班")
    assert names_of(book, "lead", lead, bare) == {
        lead: RowName("焦炉煤气制氢", "焦化招商专班", DAY),
        bare: RowName("没有专班", "", None),
    }


def test_rows_in_the_recycle_bin_are_named_too_and_unknown_ids_are_not(book: Store) -> None:
    with book.writing("行") as session:
        lead = add_lead(session, "删掉的")
        session.get_one(Lead, lead).removed = True
    assert names_of(book, "lead", lead, "没有这一行") == {lead: RowName("删掉的")}
    assert names_of(book, "lead") == {}


def test_a_detail_row_begins_with_its_parent_and_has_its_task_force(book: Store) -> None:
    with book.writing("行") as session:
        force = add_task_force(session, "焦化", 1)
        project = add_project(session, "干熄焦", {"签约": DAY}, task_force=force)
        (move,) = session.query(StageMove.id).filter_by(project=project).one()
        payment = add_row(session, Funding, project=project, month=date(2026, 9, 1))
    (named_move,) = names_of(book, "stage_move", move).values()
    assert named_move == RowName("干熄焦 签约", "焦化招商专班", DAY)
    (named_payment,) = names_of(book, "funding", payment).values()
    assert (named_payment.task_force, named_payment.day) == ("焦化招商专班", date(2026, 9, 1))
    assert named_payment.name.startswith("干熄焦")


def test_a_target_of_two_task_forces_names_both(book: Store) -> None:
    with book.writing("行") as session:
        first, second = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        target = add_row(session, Target, metric="签约金额", period="2026", task_forces=f"{first} {second}")
    assert names_of(book, "target", target)[target].task_force == "焦化招商专班、钢铁招商专班"


def test_many_rows_are_read_in_parts(book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_names_module, "_CHUNK_SIZE", 2)
    with book.writing("行") as session:
        leads = [add_lead(session, f"线索{number}") for number in range(5)]
    assert [name.name for name in names_of(book, "lead", *leads).values()] == [f"线索{number}" for number in range(5)]
