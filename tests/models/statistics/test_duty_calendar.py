"""The calendar of duties in a book: what is due, what was done, what is late."""

from datetime import date

import pytest

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.errors import UserError
from models.ledgers import DutyDone
from models.statistics.duty_calendar import PlannedDuty, duty_calendar, late_duties, mark_done
from models.storage.store import Session, Store
from tests.definitions import add_holidays, set_definitions
from tests.rows import add_row, add_task_force

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def county(book: Store) -> Store:
    """Give a book that keeps 河津's rhythm and knows the holidays of 2026."""
    with book.writing("设置") as session:
        add_holidays(session)
        set_definitions(session, cadence_set="hejin")
    return book


def find_duty(session: Session, name: str, period: str) -> PlannedDuty:
    """Find one duty of October."""
    (duty,) = [
        entry
        for entry in duty_calendar(session, FIRST, LAST)
        if (entry.due.duty.name, entry.due.period.key) == (name, period)
    ]
    return duty


def tick_off(county: Store, name: str, period: str, on: date, by: str = "李明") -> str:
    """Mark one duty of October as done in its own command; return the batch id."""
    with county.writing(f"办理：{name}") as session:
        mark_done(session, find_duty(session, name, period).due, on, by)
        return edit_writer(session).batch


def test_october_as_hejin_ordered_it_with_the_holiday_in_it(county: Store) -> None:
    with county.reading() as session:
        entries = duty_calendar(session, FIRST, LAST)
    assert [(entry.due.on.day, entry.due.duty.name) for entry in entries][:5] == [
        (8, "一周一研究"),
        (8, "每月一通报"),
        (8, "每月排队"),
        (9, "一周一研究"),
        (10, "每季通报"),
    ]
    assert not any(entry.done_on for entry in entries)
    assert all(entry.due.certain for entry in entries)


@pytest.mark.parametrize(
    ("county_of", "names"),
    [
        ("xiayi", {"周动态", "周调度", "月通报", "季排名"}),
        ("xiangcheng", {"周汇总", "月例会", "月通报", "季考评"}),
    ],
)
def test_another_county_keeps_another_rhythm(book: Store, county_of: str, names: set[str]) -> None:
    with book.writing("设置") as session:
        set_definitions(session, cadence_set=county_of)
    with book.reading() as session:
        entries = duty_calendar(session, date(2026, 10, 1), date(2026, 11, 2))
    assert {entry.due.duty.name for entry in entries} == names


def test_a_rhythm_nobody_wrote_down_is_rejected(book: Store) -> None:
    with book.writing("设置") as session:
        set_definitions(session, cadence_set="每天")
    with (
        book.reading() as session,
        pytest.raises(UserError, match="“每天”没有对应的安排，可选：none、own、hejin、xiayi"),
    ):
        duty_calendar(session, FIRST, LAST)


def test_a_tick_says_when_and_by_whom_and_keeps_the_day_it_was_due(county: Store) -> None:
    tick_off(county, "一周一研究", "2026-W41", date(2026, 10, 9))
    with county.reading() as session:
        duty = find_duty(session, "一周一研究", "2026-W41")
        row = session.get_one(DutyDone, duty.row)
    assert (duty.done_on, duty.by) == (date(2026, 10, 9), "李明")
    assert (row.due, row.period, row.task_force) == (date(2026, 10, 9), "2026-W41", None)
    assert not duty.is_late(date(2026, 12, 31))


def test_a_duty_is_ticked_once(county: Store) -> None:
    sentence = "2026年第41周的“一周一研究”已经办过了"
    tick_off(county, "一周一研究", "2026-W41", date(2026, 10, 9))
    with pytest.raises(UserError, match=sentence):
        tick_off(county, "一周一研究", "2026-W41", date(2026, 10, 9))
    with county.writing("两次") as session:
        due = find_duty(session, "一周一研究", "2026-W42").due
        mark_done(session, due, date(2026, 10, 16), "李明")
        with pytest.raises(UserError, match="已经办过了"):
            mark_done(session, due, date(2026, 10, 16), "王芳")


def test_a_task_forces_own_record_is_not_the_countys(county: Store) -> None:
    with county.writing("专班") as session:
        force = add_task_force(session, "焦化", 1)
        add_row(session, DutyDone, name="一周一研究", period="2026-W41", task_force=force, done_on=date(2026, 10, 8))
    with county.reading() as session:
        assert find_duty(session, "一周一研究", "2026-W41").done_on is None
    tick_off(county, "一周一研究", "2026-W41", date(2026, 10, 9))
    with county.reading() as session:
        assert find_duty(session, "一周一研究", "2026-W41").done_on == date(2026, 10, 9)


def test_a_tick_is_undone_and_may_be_given_again(county: Store) -> None:
    batch = tick_off(county, "一周一研究", "2026-W41", date(2026, 10, 9))
    with county.writing("撤销", undoes=batch) as session:
        history.undo(session, batch)
    with county.reading() as session:
        assert find_duty(session, "一周一研究", "2026-W41").done_on is None
    tick_off(county, "一周一研究", "2026-W41", date(2026, 10, 12), by="王芳")
    with county.reading() as session:
        duty = find_duty(session, "一周一研究", "2026-W41")
    assert duty.by == "王芳"
    assert duty.is_late(date(2026, 10, 12))


def test_what_is_late_is_listed_and_what_is_due_today_is_not(county: Store) -> None:
    tick_off(county, "每月一通报", "2026-09", date(2026, 10, 8))
    tick_off(county, "每季通报", "2026-Q3", date(2026, 10, 14))  # after its day, but done
    with county.reading() as session:
        entries = late_duties(session, date(2026, 10, 16), days_back=15)
        assert late_duties(session, date(2026, 10, 8), days_back=7) == []
    assert [(entry.due.on.day, entry.due.duty.name, entry.due.period.key) for entry in entries] == [
        (8, "一周一研究", "2026-W40"),
        (8, "每月排队", "2026-09"),
        (9, "一周一研究", "2026-W41"),
        (15, "半月一调度", "2026-10-1"),
    ]
    assert all(entry.is_late(date(2026, 10, 16)) for entry in entries)
