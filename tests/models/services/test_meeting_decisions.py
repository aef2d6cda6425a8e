"""Meeting decisions become obligations with a unit and a day: all of them or none, undone in one step."""

from datetime import date

import pytest
import sqlalchemy as sa

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.errors import UserError
from models.ledgers import Meeting, Obligation
from models.services.meeting_decisions import MeetingDecision, enter_decisions
from models.storage.store import Store
from tests.rows import add_row

MEETING_DAY, TODAY = date(2026, 10, 30), date(2026, 11, 2)
VALID_ITEM = MeetingDecision("办好环评", "生态环境局", date(2026, 11, 15), "示例丁")


def hold_meeting(book: Store) -> str:
    """Add a meeting."""
    with book.writing("会议") as session:
        return add_row(session, Meeting, name="调度会", kind="半月一调度", on=MEETING_DAY)


def test_items_become_obligations_of_the_meeting_and_go_back_by_one_undo(book: Store) -> None:
    held = hold_meeting(book)
    with book.writing("议定事项") as session:
        batch = edit_writer(session).batch
        rows = enter_decisions(
            session, held, [VALID_ITEM, MeetingDecision("落实用地", "自然资源局", MEETING_DAY)], TODAY
        )
    with book.reading() as session:
        obligations = [session.get_one(Obligation, row) for row in rows]
        assert [(item.unit, item.due, item.raised_on, item.meeting, item.kind) for item in obligations] == [
            ("生态环境局", date(2026, 11, 15), MEETING_DAY, held, "会议议定"),
            ("自然资源局", MEETING_DAY, MEETING_DAY, held, "会议议定"),
        ]
    with book.writing("撤销") as session:
        history.undo(session, batch)
    with book.reading() as session:
        assert all(session.get_one(Obligation, row).removed for row in rows)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (MeetingDecision("甲", " ", TODAY), "第2项“甲”没有写责任单位"),
        (MeetingDecision("甲", "乙局", date(2026, 10, 1)), "第2项“甲”的完成时限 2026-10-01 早于会议日期 2026-10-30"),
        (MeetingDecision("", "乙局", TODAY), "第2项没有写议定事项"),
    ],
)
def test_one_bad_item_stops_all(book: Store, item: MeetingDecision, message: str) -> None:
    held = hold_meeting(book)
    with pytest.raises(UserError, match=message), book.writing("议定事项") as session:
        enter_decisions(session, held, [VALID_ITEM, item], TODAY)
    with book.reading() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(Obligation)).scalar_one() == 0


def test_the_same_item_is_not_entered_twice(book: Store) -> None:
    held = hold_meeting(book)
    with book.writing("议定事项") as session:
        enter_decisions(session, held, [VALID_ITEM], TODAY)
    with pytest.raises(UserError, match="“办好环评”已经登记过了"), book.writing("再登一次") as session:
        enter_decisions(session, held, [VALID_ITEM], TODAY)
