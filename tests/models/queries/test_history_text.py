"""A row's history as the text the clerk reads."""

from datetime import UTC, datetime, timedelta

import pytest

from models.audit.history import move_to_recycle_bin
from models.errors import UserError
from models.ledgers import Enterprise, Lead
from models.queries.history_text import full_moment_text, history_entries, moment_text
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from models.storage.store import Store
from tests import rows

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(seconds=20), "刚才"),
        (timedelta(minutes=19), "今天 09:41"),
        (timedelta(days=1), "昨天 10:00"),
        (timedelta(days=3), "3 天前"),
        (timedelta(days=40), "2026-10-11"),
    ],
)
def test_when_is_written_as_people_say_it(before: timedelta, expected: str) -> None:
    assert moment_text(int((NOW - before).timestamp() * 1000), NOW) == expected


def test_the_full_moment_has_its_seconds() -> None:
    assert full_moment_text(0)[:2] in {"19", "20"}
    assert full_moment_text(0).count(":") == 2


def test_changes_are_described_with_units_and_names(book: Store) -> None:
    with book.writing("新增 线索") as session:
        firm = rows.add_row(session, Enterprise, name="甲公司")
        row = rows.add_lead(session, phone="13812345678", content="长" * 200)
    with book.writing("修改 线索") as session:
        save_row(session, Lead, row, {"total": "约1.2亿", "enterprise": "甲公司"}, reading_context(session))
    with book.writing("移走") as session:
        move_to_recycle_bin([session.get_one(Lead, row)])
    with book.reading() as session:
        removal, changed, born = history_entries(session, Lead, row)
        with pytest.raises(UserError, match="已不在账本里"):
            history_entries(session, Lead, "nobody")
    assert removal.label == "移走"
    assert [(change.key, change.old, change.new) for change in removal.changes] == [("", "否", "是")]
    assert [(change.label, change.old, change.new) for change in changed.changes] == [
        ("意向投资方", "", "甲公司"),
        ("关联企业", "", "甲公司"),
        ("预计总投资", "", "约12,000 万元"),
    ]
    assert born.is_first
    assert not changed.is_first
    by_label = {change.label: change for change in born.changes}
    assert by_label["资方电话"].new == "138****5678"
    assert len(by_label["投资内容"].new) == 121
    assert by_label["首报时间"].key == ""
    assert firm not in {change.new for change in changed.changes}
