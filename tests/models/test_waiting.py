"""What waits is told in a few lines, each with its rows."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import duties
from models.browse import ids
from models.ledgers import County, Lead, Obligation, Visit
from models.scope import Scope
from models.store import Session, Store
from models.waiting import OPEN, OVERDUE, SOON, surveying, waiting
from tests.rows import TODAY, add, copied, finish, lead, open_fast, task_force


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open an empty book."""
    with open_fast(copied(empty_book, tmp_path)) as opened:
        yield opened


def fill(session: Session) -> str:
    force = task_force(session, "焦化", 1)
    add(session, Obligation, name="逾期的", due=TODAY - timedelta(days=2), task_force=force)
    add(session, Obligation, name="今天的", due=TODAY)
    add(session, Obligation, name="延期的", due=TODAY - timedelta(days=9), extended_to=TODAY + timedelta(days=60))
    add(session, Obligation, name="销号的", due=TODAY - timedelta(days=9), closed_on=TODAY)
    lead(session, "没认定的", task_force=force)
    lead(session, "认定的", state="已认定")
    lead(session, "移走的", removed=True)
    add(session, Visit, direction="外出", company="甲公司", on=TODAY)
    add(session, Visit, direction="外出", company="乙公司", on=TODAY - timedelta(days=60))
    return force


def test_each_line_has_its_rows(county: Store) -> None:
    with county.writing("示例") as session:
        fill(session)
    with county.reading() as session:
        found = waiting(session, Scope(), TODAY)
        assert [(one.urgency, one.sentence) for one in found] == [
            (OVERDUE, "1 件责任事项逾期"),
            (SOON, "1 件责任事项临期"),
            (OPEN, "1 条线索还没有认定"),
        ]
        for one in found:
            assert len(ids(session, one.view)) == one.count
            assert [row for row, _ in one.first] == ids(session, one.view)


def test_a_task_force_sees_its_own(county: Store) -> None:
    with county.writing("示例") as session:
        force = fill(session)
    with county.reading() as session:
        found = waiting(session, Scope(force), TODAY)
    assert [one.sentence for one in found] == ["1 件责任事项逾期", "1 条线索还没有认定"]


def test_the_ledgers_are_counted(county: Store) -> None:
    with county.writing("示例") as session:
        fill(session)
    found = finish(surveying(county, (Lead, Visit), Scope(), TODAY))
    assert found.counts == {"lead": (0, 2), "visit": (1, 2)}
    assert found.by_ledger() == {"obligation": 2, "lead": 1}


def test_nothing_waits_in_an_empty_book(county: Store) -> None:
    found = finish(surveying(county, (Lead,), Scope(), TODAY))
    assert found.waiting == ()
    assert found.counts == {"lead": (0, 0)}


def test_duties_late_and_coming_are_told_from_the_day_the_book_began(county: Store) -> None:
    with county.writing("示例") as session:
        add(session, County, name="示例县")
    today = date.today() + timedelta(days=14)  # noqa: DTZ011 - a row is born on the clock's own day
    found = finish(surveying(county, (), Scope(), today)).duties
    assert found
    assert all(date.today() <= one.due.on <= today + timedelta(days=7) for one in found)  # noqa: DTZ011 - as above
    late = [one for one in found if one.due.on < today]
    assert late
    number = finish(surveying(county, (), Scope(), today)).by_place(today)["rhythm"]
    assert number == sum(one.due.on <= today for one in found)
    with county.writing("办结") as session:
        duties.tick(session, late[0].due, today, "王敏")
    assert len(finish(surveying(county, (), Scope(), today)).duties) == len(found) - 1
