"""The demonstration's projects, firms, funds and targets hold together as a county's would."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.ledgers import (
    Contact,
    Enterprise,
    Funding,
    Member,
    Milestone,
    Negotiation,
    Project,
    StageMove,
    Target,
    TaskForce,
)
from models.rules.stages import STAGE_ORDER, STATUS_MOVES
from models.rules.vocabulary import ProjectStatus, Stage
from models.storage import store
from resources import PRESETS
from tests.rows import TODAY


@pytest.fixture(scope="module")
def session(demo_book: Path) -> Iterator[Session]:
    """Read the demonstration."""
    with store.open_book(demo_book, write=False) as book, book.reading() as opened:
        yield opened


def stage_days(session: Session) -> dict[str, dict[str, date]]:
    days: dict[str, dict[str, date]] = {}
    for move in session.query(StageMove).order_by(StageMove.on, StageMove.id):
        if move.stage not in STATUS_MOVES:
            days.setdefault(move.project, {})[move.stage] = move.on
    return days


def test_every_task_force_has_its_people_projects_and_targets(session: Session) -> None:
    forces = [force.id for force in session.query(TaskForce)]
    people = Counter(member.task_force for member in session.query(Member))
    projects = Counter(project.task_force for project in session.query(Project))
    targets = Counter(target.task_forces for target in session.query(Target))
    assert all(people[force] == 3 for force in forces)
    assert all(1 <= projects[force] <= 8 for force in forces)
    assert all(targets[force] >= 3 for force in forces)


def test_every_firm_has_somebody_to_call(session: Session) -> None:
    called = {contact.enterprise for contact in session.query(Contact)}
    investors = {project.enterprise for project in session.query(Project)}
    assert investors <= called
    assert len(investors) == session.query(Project).count(), "no firm invests twice, which would look like a duplicate"


def test_stages_are_entered_in_their_order_and_none_is_left_out(session: Session) -> None:
    flow = [Stage.TALKS, Stage.SIGNED, Stage.STARTED, Stage.PRODUCED]
    for entered in stage_days(session).values():
        assert list(entered) == flow[: len(entered)]
        assert max(entered.values()) <= TODAY
    reached = Counter(list(entered)[-1] for entered in stage_days(session).values())
    assert set(reached) == set(flow), "a demonstration shows every stage"


def test_amounts_follow_from_the_contract(session: Session) -> None:
    for project in session.query(Project):
        signed = STAGE_ORDER.index(Stage(project.stage or "")) >= STAGE_ORDER.index(Stage.SIGNED)
        assert (project.signed_amount is not None) is signed
        assert project.total is not None
        assert project.total % 100 == 0
        if signed:
            assert project.signed_amount == project.total
            assert project.fixed == project.total * Decimal("0.8")


def test_only_signed_projects_that_run_are_paid_for_and_never_more_than_agreed(session: Session) -> None:
    days = stage_days(session)
    paid: Counter[str] = Counter()
    for payment in session.query(Funding):
        project = session.get_one(Project, payment.project)
        assert project.status != ProjectStatus.TERMINATED
        assert payment.month.day == 1
        assert payment.month >= days[project.id][Stage.SIGNED].replace(day=1)
        paid[project.id] += int(payment.amount or 0)
    assert all(paid[project.id] <= (project.total or 0) for project in session.query(Project))
    assert len(paid) > 10


def test_a_project_that_ended_says_when_and_why(session: Session) -> None:
    ended = [project for project in session.query(Project) if project.status == ProjectStatus.TERMINATED]
    moves = {(move.project, move.stage): move.on for move in session.query(StageMove)}
    for project in ended:
        assert project.status_reason
        assert moves[project.id, ProjectStatus.TERMINATED] == project.status_on
        assert project.status_on is not None
        assert project.status_on <= TODAY


def test_milestones_belong_to_signed_projects_and_none_is_done_in_the_future(session: Session) -> None:
    days = stage_days(session)
    steps: dict[str, list[Milestone]] = {}
    for milestone in session.query(Milestone).order_by(Milestone.plan_on):
        assert Stage.SIGNED in days[milestone.project]
        assert milestone.done_on is None or milestone.done_on <= TODAY
        steps.setdefault(milestone.project, []).append(milestone)
    assert all(len(milestones) == 6 for milestones in steps.values())
    late = [
        step for each in steps.values() for step in each if step.done_on is None and (step.plan_on or TODAY) < TODAY
    ]
    assert late, "something must be late, or nobody sees what a warning looks like"


def test_talks_go_on_from_the_day_they_began(session: Session) -> None:
    days = stage_days(session)
    for talk in session.query(Negotiation):
        assert talk.project is not None
        assert talk.on is not None
        assert days[talk.project][Stage.TALKS] <= talk.on <= TODAY
        assert talk.next_on == talk.on + timedelta(days=14)


def test_anchor_firms_brought_some_of_the_projects(session: Session) -> None:
    anchors = {firm.name for firm in session.query(Enterprise) if firm.local}
    brought = {project.referrer for project in session.query(Project) if project.referrer}
    assert brought
    assert brought <= anchors


def test_what_is_told_of_a_project_fits_its_stage(session: Session) -> None:
    """The annex prints it beside the stage: 签约 with 试生产 would be read as an error of the program."""
    by_stage: dict[str, list[str]] = json.loads((PRESETS / "demo.json").read_text("utf-8"))["progress"]
    projects = session.query(Project).all()
    assert {project.stage for project in projects} == {Stage.TALKS, Stage.SIGNED, Stage.STARTED, Stage.PRODUCED}
    for project in projects:
        stage = project.status if project.status == ProjectStatus.TERMINATED else project.stage
        assert project.progress in by_stage[str(stage)], (project.name, stage)
