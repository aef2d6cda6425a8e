"""Row ids sort by the time they were made, and a value's mark goes with it."""

import re
import time
from decimal import Decimal

import pytest

from models.fields import base
from models.fields.base import ledger_by_table, new_id
from models.fields.kind import ReadValue
from models.ledgers import LEDGERS, Project


def test_ids_are_uuids_of_version_seven() -> None:
    assert all(re.fullmatch(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}", new_id()) for _ in range(50))


def test_ids_of_one_millisecond_keep_their_order() -> None:
    ids = [new_id() for _ in range(5000)]  # more than a millisecond's counter holds
    assert ids == sorted(ids)
    assert len(set(ids)) == 5000


def test_ids_tell_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_latest_id", 0)
    monkeypatch.setattr(time, "time_ns", lambda: 1_795_000_000_123 * 1_000_000)
    assert int(new_id()[:12], 16) == 1_795_000_000_123


def test_a_clock_set_back_does_not_set_ids_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert new_id() > before


def test_a_value_takes_its_mark_along_and_leaves_the_others() -> None:
    project = Project(name="焦化", marks={"plan_start": "月"})
    project.assign("total", ReadValue(Decimal(30_000), "约"))
    assert (project.total, project.mark_of("total"), project.mark_of("plan_start")) == (Decimal(30_000), "约", "月")
    project.assign("total", ReadValue(Decimal(30_001)))
    assert project.marks == {"plan_start": "月"}


def test_marks_are_replaced_and_never_changed_in_place() -> None:
    marks = {"total": "约"}
    project = Project(name="焦化", marks=marks)
    project.assign("total", ReadValue(None))
    assert marks == {"total": "约"}  # the session compares the old with the new
    assert project.marks == {}


def test_a_row_without_marks_is_exact() -> None:
    assert Project(name="焦化").mark_of("total") == ""


def test_every_ledger_is_known_by_its_table() -> None:
    assert all(ledger_by_table(ledger.__tablename__) is ledger for ledger in LEDGERS)
    with pytest.raises(KeyError, match="no_such_table"):
        ledger_by_table("no_such_table")
