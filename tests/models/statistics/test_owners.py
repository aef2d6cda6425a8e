"""Whose a row was on a day: the transfers after that day are taken back."""

from datetime import date

import pytest

from models.ledgers import Lead, Project, Transfer
from models.statistics.owners import owner_on, read_owner_history
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force

MARCH, JUNE = date(2026, 3, 10), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("day", "owner"),
    [
        (date(2026, 3, 9), "焦化"),
        (MARCH, "钢铁"),  # the day of the transfer is the taker's
        (date(2026, 5, 31), "钢铁"),
        (JUNE, "铝"),
        (date(2027, 1, 1), "铝"),
    ],
)
def test_the_owner_on_a_day(day: date, owner: str) -> None:
    assert owner_on(day, "铝", ((MARCH, "焦化"), (JUNE, "钢铁"))) == owner


def test_a_row_that_nobody_owned_before_belonged_to_nobody() -> None:
    assert owner_on(date(2026, 1, 1), "焦化", ((MARCH, None),)) is None


def test_transfers_are_read_by_row_in_their_order(book: Store) -> None:
    with book.writing("专班") as session:
        coke, steel, aluminium = (add_task_force(session, name, n) for n, name in enumerate(("焦化", "钢铁", "铝")))
        project = add_project(session, "项目", {}, task_force=aluminium)
        lead = add_lead(session, task_force=steel)
        quiet = add_project(session, "没有流转的", {}, task_force=coke)
        add_row(session, Transfer, project=project, from_force=steel, to_force=aluminium, on=JUNE)
        add_row(session, Transfer, project=project, from_force=coke, to_force=steel, on=MARCH)
        add_row(session, Transfer, lead=lead, from_force=coke, to_force=steel, on=MARCH)
        add_row(session, Transfer, lead=lead, from_force=aluminium, to_force=coke, on=MARCH, removed=True)
    with book.reading() as session:
        history = read_owner_history(session)
        assert session.get_one(Project, project).task_force == aluminium
        assert session.get_one(Lead, lead).task_force == steel
    assert history.of(project) == ((MARCH, coke), (JUNE, steel))
    assert history.owner_on(lead, date(2026, 3, 9), steel) == coke
    assert history.of(quiet) == ()
    assert history.owner_on(quiet, MARCH, coke) == coke
