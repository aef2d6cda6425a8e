"""The clocks of a lead from its first report: the last day of each, what starts them anew, and what holds them."""

import json
from datetime import date

import pytest

from models.rules.deadlines import DeadlineLight
from models.rules.lead_protection import LeadClockRules, LeadClocks, LeadRecord, ProtectionState
from models.rules.workdays import WorkCalendar
from resources import PRESETS

HOLIDAYS = WorkCalendar.from_rows(
    (date.fromisoformat(day), kind, state)
    for day, kind, _, state in json.loads((PRESETS / "holidays.json").read_text("utf-8"))
)
# 江门 2024: 1天、3天、1周、2周.
JIANGMEN = LeadClockRules(protect_days=14, report_days=1, judge_days=3, follow_days=7, appeal_days=7)
MARCH = LeadRecord(registered=date(2026, 3, 2), reported=date(2026, 3, 2))


def clocks(rules: LeadClockRules = JIANGMEN) -> LeadClocks:
    """Return clocks by rules, with the holidays that ship with the program."""
    return LeadClocks(rules, HOLIDAYS)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 2), ProtectionState.RUNNING),
        (date(2026, 3, 16), ProtectionState.RUNNING),  # the fourteenth day after counts still
        (date(2026, 3, 17), ProtectionState.LAPSED),
    ],
)
def test_two_weeks_from_the_first_report_the_last_day_included(today: date, state: ProtectionState) -> None:
    standing = clocks().standing(MARCH, today)
    assert (standing.state, standing.until) == (state, date(2026, 3, 16))


def test_a_visit_or_talk_starts_the_two_weeks_anew() -> None:
    talked = LeadRecord(reported=date(2026, 3, 2), contact=date(2026, 3, 10))
    assert clocks().standing(talked, date(2026, 3, 24)).until == date(2026, 3, 24)
    assert clocks().standing(talked, date(2026, 3, 25)).state is ProtectionState.LAPSED
    # What was talked about before the report does not shorten the protection.
    before = LeadRecord(reported=date(2026, 3, 2), contact=date(2026, 2, 1))
    assert clocks().standing(before, date(2026, 3, 16)).state is ProtectionState.RUNNING


def test_what_is_owed_by_which_day_and_until_it_is_done() -> None:
    owed = clocks().standing(MARCH, date(2026, 3, 3)).duties
    assert [(duty.name, duty.due) for duty in owed] == [
        ("研判", date(2026, 3, 5)),
        ("首次对接", date(2026, 3, 9)),
    ]
    done = LeadRecord(reported=date(2026, 3, 2), judged=date(2026, 3, 4), contact=date(2026, 3, 4))
    assert clocks().standing(done, date(2026, 3, 20)).duties == ()


def test_nothing_is_owed_for_a_lead_that_anybody_may_report() -> None:
    assert clocks().standing(MARCH, date(2026, 3, 17)).duties == ()


def test_an_open_appeal_holds_and_a_granted_day_extends() -> None:
    appealed = LeadRecord(reported=date(2026, 3, 2), appealed=date(2026, 3, 18))
    standing = clocks().standing(appealed, date(2026, 5, 1))
    assert standing.state is ProtectionState.UNDER_APPEAL
    assert ("申诉", date(2026, 3, 25)) in [(duty.name, duty.due) for duty in standing.duties]
    granted = LeadRecord(reported=date(2026, 3, 2), extended_to=date(2026, 4, 30))
    assert clocks().standing(granted, date(2026, 4, 30)).state is ProtectionState.EXTENDED
    assert clocks().standing(granted, date(2026, 3, 10)).until == date(2026, 4, 30)
    assert clocks().standing(granted, date(2026, 5, 1)).state is ProtectionState.LAPSED
    # A day granted that the protection outlasts by itself changes nothing.
    short = LeadRecord(reported=date(2026, 3, 2), extended_to=date(2026, 3, 12))
    assert clocks().standing(short, date(2026, 3, 10)).until == date(2026, 3, 16)


@pytest.mark.parametrize(("entered", "late"), [(date(2026, 3, 3), 0), (date(2026, 3, 4), 1), (date(2026, 3, 12), 9)])
def test_a_lead_entered_more_than_a_day_after_it_was_registered_is_late(entered: date, late: int) -> None:
    record = LeadRecord(registered=date(2026, 3, 2), reported=entered)
    assert clocks().standing(record, date(2026, 3, 12)).days_late == late


def test_working_days_leave_out_the_national_holiday() -> None:
    working = LeadClockRules(protect_days=5, judge_days=3, counts_working_days=True)
    record = LeadRecord(reported=date(2026, 9, 30))  # a Wednesday; free until Wednesday 7 October, worked on the 10th
    standing = clocks(working).standing(record, date(2026, 9, 30))
    assert standing.until == date(2026, 10, 13)  # 8, 9, 10 (worked), 12, 13 October
    assert [duty.due for duty in standing.duties] == [date(2026, 10, 10)]


def test_a_county_without_numbers_has_no_clocks() -> None:
    off = LeadClockRules()
    assert off.is_off
    standing = clocks(off).standing(MARCH, date(2030, 1, 1))
    assert (standing.state, standing.until, standing.duties) == (ProtectionState.UNLIMITED, None, ())
    assert clocks(off).latest_lapsed_start(date(2026, 3, 17)) is None


def test_without_a_stamp_the_day_registered_counts() -> None:
    assert clocks().standing(LeadRecord(registered=date(2026, 3, 2)), date(2026, 3, 3)).until == date(2026, 3, 16)


def test_a_lead_of_no_day_never_lapses() -> None:
    assert clocks().standing(LeadRecord(), date(2030, 1, 1)).state is ProtectionState.UNLIMITED


@pytest.mark.parametrize("working", [False, True])
def test_the_latest_start_that_has_lapsed_agrees_with_every_single_clock(working: bool) -> None:
    ticking = clocks(LeadClockRules(protect_days=6, counts_working_days=working))
    for today in (date(2026, 10, 12), date(2026, 3, 17), date(2026, 2, 24)):
        start = ticking.latest_lapsed_start(today)
        assert start is not None
        assert ticking.end(start, 6) < today
        assert ticking.end(date.fromordinal(start.toordinal() + 1), 6) >= today


@pytest.mark.parametrize(
    ("today", "lit"),
    [
        (date(2026, 3, 3), DeadlineLight.GREEN),
        (date(2026, 3, 4), DeadlineLight.YELLOW),  # 研判 by tomorrow
        (date(2026, 3, 6), DeadlineLight.RED),
    ],
)
def test_the_light_of_a_lead(today: date, lit: DeadlineLight) -> None:
    assert clocks().standing(MARCH, today).light(today, 3) is lit


def test_a_protection_that_ends_within_the_warning_days_is_yellow() -> None:
    rules = LeadClockRules(protect_days=14)
    for today, lit in ((date(2026, 3, 12), DeadlineLight.GREEN), (date(2026, 3, 13), DeadlineLight.YELLOW)):
        assert clocks(rules).standing(MARCH, today).light(today, 3) is lit
