"""A year of the demonstration's daily work: leads, visits, obligations, reports, all in their order of days."""

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.demo.work import trade_of
from models.ledgers import (
    Activity,
    Asset,
    Dormant,
    Enterprise,
    Feedback,
    Lead,
    Meeting,
    Obligation,
    Project,
    Receipt,
    Reward,
    Visit,
)
from models.rules.vocabulary import (
    AssetState,
    LeadState,
    ObligationKind,
    ObligationSide,
    ObligationState,
    Stage,
    VisitDirection,
)
from models.storage import store
from tests.rows import TODAY

FIRST_DAY = date(2025, 11, 1)


@pytest.fixture(scope="module")
def session(demo_book: Path) -> Iterator[Session]:
    """Read the demonstration."""
    with store.open_book(demo_book, write=False) as book, book.reading() as opened:
        yield opened


@pytest.mark.parametrize(
    ("product", "trade"),
    [
        ("年产6万吨针状焦项目", "针状焦"),
        ("年产120万吨焦化项目", "焦化"),
        ("大数据产业园项目", "大数据产业园"),
        ("药厂", "药厂"),
    ],
)
def test_a_project_s_name_tells_its_trade(product: str, trade: str) -> None:
    assert trade_of(product) == trade


def test_a_lead_is_judged_after_it_is_reported_and_only_then_recognised(session: Session) -> None:
    states = Counter(lead.state for lead in session.query(Lead))
    assert set(states) == set(LeadState)
    for lead in session.query(Lead):
        assert lead.reported_on is not None
        assert FIRST_DAY <= lead.reported_on <= TODAY
        assert (lead.judged_on is None) is (lead.state == LeadState.REPORTED)
        assert (lead.recognised_on is not None) is (lead.state == LeadState.RECOGNISED)
        assert (lead.reason is not None) is (lead.state == LeadState.REJECTED)
        assert (lead.first_report or "").startswith(lead.reported_on.isoformat())
        if lead.judged_on is not None:
            assert lead.reported_on <= lead.judged_on <= TODAY


def test_no_two_leads_are_of_one_investor_and_name(session: Session) -> None:
    names = [(lead.name, lead.task_force) for lead in session.query(Lead)]
    assert len(names) == len(set(names))


def test_recognised_leads_have_their_firm_in_the_library(session: Session) -> None:
    firms = {firm.id: firm.name for firm in session.query(Enterprise)}
    for lead in session.query(Lead).filter(Lead.state == LeadState.RECOGNISED):
        if lead.enterprise is not None:
            assert firms[lead.enterprise] == lead.investor


def test_visits_end_as_many_days_after_they_began_as_they_say(session: Session) -> None:
    for visit in session.query(Visit):
        assert visit.on is not None
        assert visit.until == visit.on + timedelta(days=(visit.days or 0) - 1)
        assert visit.days == 1 or visit.direction == VisitDirection.OUT
        assert FIRST_DAY <= visit.on <= TODAY
    assert {visit.direction for visit in session.query(Visit)} == set(VisitDirection)


def test_the_funnel_of_an_event_only_narrows(session: Session) -> None:
    for activity in session.query(Activity):
        steps = [activity.leads, activity.docked, activity.intended, activity.signed, activity.started]
        assert all(step is not None for step in steps)
        numbers = [step or 0 for step in steps]
        assert numbers == sorted(numbers, reverse=True), activity.name
        assert (activity.invited or 0) >= (activity.firms or 0)


def test_meetings_are_held_twice_a_month(session: Session) -> None:
    by_month = Counter(
        (meeting.on.year, meeting.on.month) for meeting in session.query(Meeting) if meeting.on is not None
    )
    assert by_month[2026, 10] == 2
    assert by_month[2026, 11] == 2, "this month's second is today"
    assert all(number == 2 for number in by_month.values())


def test_obligations_are_of_both_sides_and_close_before_their_day(session: Session) -> None:
    signed = {project.id for project in session.query(Project) if project.signed_amount is not None}
    obligations = list(session.query(Obligation))
    assert {obligation.side for obligation in obligations} == set(ObligationSide)
    for obligation in obligations:
        assert obligation.project in signed
        assert (obligation.closed_on is not None) is (obligation.state == ObligationState.CLOSED)
        assert (obligation.closed_by is not None) is (obligation.closed_on is not None)
        if obligation.closed_on is not None:
            assert obligation.due is not None
            assert obligation.closed_on <= min(obligation.due, TODAY)
    problems = [obligation for obligation in obligations if obligation.kind == ObligationKind.PROBLEM]
    assert problems
    assert all(problem.problem and problem.handed_to == problem.unit for problem in problems)
    open_late = [each for each in obligations if each.closed_on is None and (each.due or TODAY) < TODAY]
    assert open_late, "something must be overdue, or nobody sees a reminder"


def test_feedback_comes_three_days_after(session: Session) -> None:
    raised = {obligation.id: obligation.raised_on for obligation in session.query(Obligation)}
    for feedback in session.query(Feedback):
        day = raised[feedback.obligation]
        assert day is not None
        assert feedback.on == day + timedelta(days=3)


def test_land_and_plant_are_not_both_given_and_reused_ones_say_when(session: Session) -> None:
    for asset in session.query(Asset):
        assert (asset.land is None) is not (asset.plant is None)
        assert (asset.used_on is not None) is (asset.state == AssetState.REUSED)


def test_each_class_of_dormant_firms_is_shown(session: Session) -> None:
    kinds = {dormant.kind: dormant for dormant in session.query(Dormant)}
    assert set(kinds) == set("ABCD")
    assert kinds["D"].due is None
    assert kinds["A"].due is not None


def test_reports_are_of_whole_months_and_some_are_late_or_missing(session: Session) -> None:
    receipts = list(session.query(Receipt))
    for receipt in receipts:
        year, month = map(int, str(receipt.period).split("-"))
        assert receipt.due == date(year, month, calendar.monthrange(year, month)[1])
        assert receipt.due < TODAY
    assert any(receipt.received_on is None for receipt in receipts)
    days = [(receipt.received_on, receipt.due) for receipt in receipts]
    assert any(received > due for received, due in days if received is not None and due is not None)


def test_rewards_are_for_projects_that_produce(session: Session) -> None:
    for reward in session.query(Reward):
        assert reward.project is not None
        assert session.get_one(Project, reward.project).stage == Stage.PRODUCED
        assert reward.listed_amount == reward.real_amount
