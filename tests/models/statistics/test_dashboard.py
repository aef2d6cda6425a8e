"""The dashboard lists pending work in a few lines, each with its rows."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models.ledgers import County, Enterprise, Lead, Obligation, Project, Visit, VisitPlan
from models.queries.ledger_query import matching_ids
from models.queries.scope import Scope
from models.statistics import duty_calendar
from models.statistics.dashboard import OPEN, OVERDUE, SOON, dashboard_items, read_dashboard
from models.storage.store import Session, Store
from tests.definitions import set_definitions
from tests.rows import TODAY, add_lead, add_row, add_task_force, copy_template, finish, open_unsynced


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open an empty book."""
    with open_unsynced(copy_template(empty_book, tmp_path)) as opened:
        yield opened


def fill(session: Session) -> str:
    force = add_task_force(session, "焦化", 1)
    add_row(session, Obligation, name="逾期的", due=TODAY - timedelta(days=2), task_force=force)
    add_row(session, Obligation, name="今天的", due=TODAY)
    add_row(session, Obligation, name="延期的", due=TODAY - timedelta(days=9), extended_to=TODAY + timedelta(days=60))
    add_row(session, Obligation, name="销号的", due=TODAY - timedelta(days=9), closed_on=TODAY)
    add_lead(session, "没认定的", task_force=force)
    add_lead(session, "认定的", state="已认定")
    add_lead(session, "移走的", removed=True)
    add_row(session, Visit, direction="外出", company="甲公司", on=TODAY)
    add_row(session, Visit, direction="外出", company="乙公司", on=TODAY - timedelta(days=60))
    return force


def test_each_line_has_its_rows(county: Store) -> None:
    with county.writing("示例") as session:
        fill(session)
    with county.reading() as session:
        items = dashboard_items(session, Scope(), TODAY)
        assert [(item.urgency, item.sentence) for item in items] == [
            (OVERDUE, "1 件责任事项逾期"),
            (SOON, "1 件责任事项临期"),
            (OPEN, "1 条线索还没有认定"),
        ]
        for item in items:
            assert len(matching_ids(session, item.view)) == item.count
            assert [row for row, _ in item.first_rows] == matching_ids(session, item.view)


def test_planned_visits_and_firms_nobody_contacts_are_lines_of_their_own(county: Store) -> None:
    with county.writing("示例") as session:
        firm = add_row(session, Enterprise, name="甲公司", visit_plan="3月")
        add_row(session, Visit, direction="外出", company="甲公司", enterprise=firm, on=TODAY - timedelta(days=90))
        for name, month in (("上月的", 10), ("本月的", 11), ("下月的", 12)):
            add_row(session, VisitPlan, company=name, month=date(2026, month, 1))
    with county.reading() as session:
        items = dashboard_items(session, Scope(), TODAY)
    assert [(item.urgency, item.sentence) for item in items] == [
        (OVERDUE, "1 项拜访计划逾期"),
        (SOON, "1 项拜访计划临期"),
        (OPEN, "1 家企业久未联系"),
    ]
    assert items[0].first_rows[0][1] == "上月的　应于2026-10-31前拜访，已过20天"


def test_a_task_force_sees_its_own(county: Store) -> None:
    with county.writing("示例") as session:
        force = fill(session)
    with county.reading() as session:
        items = dashboard_items(session, Scope(force), TODAY)
    assert [item.sentence for item in items] == ["1 件责任事项逾期", "1 条线索还没有认定"]


def test_the_ledgers_are_counted(county: Store) -> None:
    with county.writing("示例") as session:
        fill(session)
    survey = finish(read_dashboard(county, (Lead, Visit), Scope(), TODAY))
    assert survey.counts == {"lead": (0, 2), "visit": (1, 2)}
    assert survey.counts_by_ledger() == {"obligation": 2, "lead": 1}


def test_nothing_waits_in_an_empty_book(county: Store) -> None:
    survey = finish(read_dashboard(county, (Lead,), Scope(), TODAY))
    assert survey.items == ()
    assert survey.counts == {"lead": (0, 0)}


def test_late_and_coming_duties_are_listed_from_the_day_the_book_began(county: Store) -> None:
    with county.writing("示例") as session:
        add_row(session, County, name="示例县")
        set_definitions(session, cadence_set="hejin")
    today = date.today() + timedelta(days=14)  # noqa: DTZ011 - a row is born on the clock's own day
    upcoming = finish(read_dashboard(county, (), Scope(), today)).duties
    assert upcoming
    assert all(date.today() <= entry.due.on <= today + timedelta(days=7) for entry in upcoming)  # noqa: DTZ011 - as above
    late = [entry for entry in upcoming if entry.due.on < today]
    assert late
    number = finish(read_dashboard(county, (), Scope(), today)).counts_by_place(today)["rhythm"]
    assert number == sum(entry.due.on <= today for entry in upcoming)
    with county.writing("办结") as session:
        duty_calendar.mark_done(session, late[0].due, today, "王敏")
    assert len(finish(read_dashboard(county, (), Scope(), today)).duties) == len(upcoming) - 1


def test_amounts_and_texts_that_lost_their_unit_wait_to_be_looked_at(county: Store) -> None:
    with county.writing("示例") as session:
        mine, other = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        for total in (3000, 5000, 8000):
            add_row(session, Project, name=f"{total}", total=Decimal(total), task_force=other)
        odd = add_row(session, Project, name="填成了元", total=Decimal(50_000_000), task_force=mine)
        text_slip = add_row(session, Project, name="漏了亿", content="总投资261.72元", task_force=other)
        add_row(session, Project, name="写全了", content="总投资261.72亿元", total=Decimal(0))
        removed = add_row(session, Project, name="丢了的", total=Decimal(90_000_000))
        session.get_one(Project, removed).removed = True
    with county.reading() as session:
        (item,) = [item for item in dashboard_items(session, Scope(), TODAY) if "单位" in item.sentence]
        assert (item.urgency, item.sentence, item.count) == (OPEN, "2 个项目疑似单位有误", 2)
        assert set(matching_ids(session, item.view)) == {odd, text_slip}
        words = dict(item.first_rows)
        assert words[odd] == "项目“填成了元”的总投资是 50000000 万元，和同栏的数相差上千倍，像是单位填错了。"
        assert words[text_slip] == "项目“漏了亿”的建设内容写着“261.72元”，像是漏了“万”或“亿”。"
        (item,) = [item for item in dashboard_items(session, Scope(mine), TODAY) if "单位" in item.sentence]
        assert item.count == 1


def test_next_steps_of_today_and_before_stand_with_their_officer(county: Store) -> None:
    facts = {"direction": "外出", "next_step": "寄送协议", "next_by": "李明"}
    with county.writing("示例") as session:
        late = add_row(session, Visit, company="甲公司", next_on=TODAY - timedelta(days=1), **facts)
        now = add_row(session, Visit, company="乙公司", next_on=TODAY, **facts)
        add_row(session, Visit, company="丙公司", next_on=TODAY, next_done=TODAY, **facts)
    with county.reading() as session:
        items = dashboard_items(session, Scope(), TODAY)
    assert [(item.urgency, item.sentence, item.first_rows) for item in items] == [
        (OVERDUE, "1 次走访下一步逾期", ((late, "甲公司　“寄送协议”应于2026-11-19前办好，已过1天（李明）"),)),
        (SOON, "1 次走访下一步临期", ((now, "乙公司　“寄送协议”今天到期（2026-11-20）（李明）"),)),
    ]
