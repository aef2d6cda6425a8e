"""Demonstration data: this year's visit plan, with the visits that fulfil it and the itinerary of one."""

from collections.abc import Iterator
from datetime import date
from random import Random

import sqlalchemy as sa

from models.audit.recorder import add_many
from models.demo.generator import MARK, DemoGenerator, DemoRow
from models.ledgers import Enterprise, Itinerary, TaskForce, Visit, VisitPlan
from models.rules.visit_plans import planned_months
from models.rules.vocabulary import VisitDirection

_ITINERARY = (
    ("9:00—9:30", "迎接客人，介绍县情和产业基础", "县政务服务中心"),
    ("9:40—11:00", "察看拟选地块和标准厂房", "经济开发区"),
    ("11:10—12:00", "座谈：投资计划、用地用能、扶持政策", "开发区会议室"),
    ("14:30—16:00", "走访链上企业，对接配套", "链上企业（示例）"),
)


def plan_visits(demo: DemoGenerator, force: TaskForce, visits: list[DemoRow]) -> None:
    """Add a task force's plan of this year: two in three of its visits were planned, one of them still to be matched.

    Draws on a generator of its own, so that the rest of the demonstration stays as it is. Sets ``plan`` of visits.
    """
    chance = Random(f"{demo.today.isoformat()} {force.short}")  # noqa: S311 - demonstration data must be repeatable
    this_year = [visit for visit in visits if _day(visit).year == demo.today.year]
    planned = [visit for visit in this_year if chance.random() < 2 / 3]
    rows = [_plan_of(visit) for visit in planned]
    for visit, plan in zip(planned[:-1], add_many(demo.session, VisitPlan, rows), strict=False):
        visit["plan"] = plan
    add_many(demo.session, VisitPlan, _still_to_be_made(demo, force, chance))


def _plan_of(visit: DemoRow) -> DemoRow:
    same = ("company", "direction", "task_force", "leader", "purpose")
    return {key: visit[key] for key in same} | {
        "person": visit["met"],
        "person_post": visit["met_post"],
        "month": _day(visit).replace(day=1),
        "remark": MARK,
    }


def _day(visit: DemoRow) -> date:
    on = visit["on"]
    return on if isinstance(on, date) else date.min


def _still_to_be_made(demo: DemoGenerator, force: TaskForce, chance: Random) -> Iterator[DemoRow]:
    """Yield the plans of the firms to be visited from last month on, as their 年度拜访计划 says."""
    since = max(demo.today.month - 1, 1)
    query = sa.select(Enterprise).where(Enterprise.task_force == force.id, Enterprise.visit_plan.is_not(None))
    for firm in demo.session.execute(query.order_by(Enterprise.id)).scalars():
        for month in planned_months(firm.visit_plan or ""):
            if month >= since:
                yield {
                    "company": firm.name,
                    "enterprise": firm.id,
                    "direction": VisitDirection.OUT,
                    "month": date(demo.today.year, month, 1),
                    "task_force": force.id,
                    "leader": chance.choice(demo.vocabulary["people"]),
                    "owner": chance.choice(demo.vocabulary["people"]),
                    "purpose": "对接项目",
                    "remark": MARK,
                }


def add_itinerary(demo: DemoGenerator) -> None:
    """Add the itinerary of the latest visit of guests."""
    query = sa.select(Visit).where(Visit.direction == VisitDirection.IN).order_by(Visit.on.desc(), Visit.id).limit(1)
    visit = demo.session.execute(query).scalar_one_or_none()
    if visit is not None:
        stops = (
            {"visit": visit.id, "on": visit.on, "hours": hours, "content": content, "place": place}
            | {"people": visit.leader, "remark": MARK}
            for hours, content, place in _ITINERARY
        )
        add_many(demo.session, Itinerary, stops)
