"""An appeal is entered with its day and decided with what, by whom and from when; undo takes it back."""

from datetime import date
from typing import Any

import pytest

from models.errors import FieldErrors
from models.fields.kind import PickedRow, ReadContext
from models.ledgers import Appeal, Asset
from models.rules.vocabulary import AppealState
from models.services.row_service import save_row
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import TODAY, add_lead

READING = ReadContext(today=TODAY, year=TODAY.year, terms={"appeal_state": tuple(AppealState)})


def save(book: Store, **facts: Any) -> Appeal:
    """Save an appeal about a lead as the form does and return it."""
    with book.writing("申诉") as session:
        facts = {"lead": PickedRow(add_lead(session)), "ground": "首谈是我们"} | facts
        row = save_row(session, Appeal, None, facts, READING).id
    with book.reading() as session:
        appeal = session.get_one(Appeal, row)
        session.expunge(appeal)
        return appeal


def test_an_appeal_is_open_and_raised_today_unless_it_says_otherwise(book: Store) -> None:
    row = save(book)
    assert (row.state, row.raised_on, row.decided_on) == ("待处理", TODAY, None)
    assert save(book, raised_on="2026-11-3").raised_on == date(2026, 11, 3)


@pytest.mark.parametrize("state", ["支持", "不支持"])
def test_a_decision_wants_what_and_whose_and_takes_today(book: Store, state: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        save(book, state=state)
    assert set(refused.value.by_key) == {"decision", "decided_by"}
    row = save(book, state=state, decision="查走访记录", decided_by="示例甲")
    assert row.decided_on == TODAY


def test_only_a_granted_appeal_extends_and_days_are_in_order(book: Store) -> None:
    decided = {"decision": "查走访记录", "decided_by": "示例甲"}
    with pytest.raises(FieldErrors) as refused:
        save(book, state="不支持", protected_to="2026-12-1", **decided)
    assert set(refused.value.by_key) == {"protected_to"}
    assert save(book, state="支持", protected_to="2026-12-1", **decided).protected_to == date(2026, 12, 1)
    with pytest.raises(FieldErrors) as refused:
        save(book, state="支持", raised_on="2026-11-10", decided_on="2026-11-9", **decided)
    assert set(refused.value.by_key) == {"decided_on"}
    with pytest.raises(FieldErrors) as refused:
        save(book, raised_on="2026-11-21")
    assert set(refused.value.by_key) == {"raised_on"}


def test_an_idle_plant_gets_its_day_where_the_county_set_months(book: Store) -> None:
    def saved(row: str | None, typed: dict[str, object]) -> Asset:
        return session.get_one(Asset, save_row(session, Asset, row, typed, READING).id)

    with book.writing("资产") as session:
        assert saved(None, {"name": "示例厂房", "filed_on": "2026-3-2"}).due is None
        set_definitions(session, asset_months="12")
        row = saved(None, {"name": "示例标准厂房", "filed_on": "2026-3-2"})
        assert row.due == date(2027, 3, 2)
        assert saved(row.id, {"filed_on": "2026-4-2"}).due == date(2027, 4, 2)  # it follows the day of filing
        saved(row.id, {"due": "2026-12-31"})
        assert saved(row.id, {"filed_on": "2026-5-2"}).due == date(2026, 12, 31)  # a day somebody set stays
