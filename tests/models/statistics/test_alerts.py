"""四库五日滚动预警 in a book: the day a row first appears, what keeps it quiet, and what comes first."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from models.audit.recorder import _RAW_WRITES_ALLOWED
from models.ledgers import (
    LEDGERS,
    Dormant,
    Enterprise,
    Feedback,
    Funding,
    Lead,
    Member,
    Milestone,
    Negotiation,
    Obligation,
    Project,
    Visit,
    VisitPlan,
)
from models.rules.deadlines import DeadlineLight
from models.statistics.alert import Alert
from models.statistics.alerts import daily_alerts, lights
from models.storage.store import Store
from tests import rows
from tests.definitions import add_holidays, set_definitions
from tests.rows import add_lead, add_row, add_task_force

LAST_WRITTEN = date(2026, 9, 28)  # a Monday, three days before the national holiday
LONG_AGO = date(2020, 1, 1)


def day(number: int, month: int = 10) -> date:
    """Name a day of 2026."""
    return date(2026, month, number)


def set_last_written(book: Store, on: date = LAST_WRITTEN) -> None:
    """Set every row's last change to a given day, as if nobody had written since; only a clock could do that."""
    at = int(datetime(on.year, on.month, on.day, 15).astimezone().timestamp() * 1000)
    with book.engine.begin() as connection:
        connection.info[_RAW_WRITES_ALLOWED] = True  # past the recorder
        for ledger in LEDGERS:
            connection.execute(sa.update(ledger.__table__).values(touched=at))  # type: ignore[arg-type]  # a Table
        connection.info.pop(_RAW_WRITES_ALLOWED)


def warnings_in_short(book: Store, today: date) -> list[tuple[str, str, int]]:
    """Return the alerts of a day as (name, kind, days)."""
    return [(warning.name, warning.kind, warning.days) for warning in warnings_on(book, today)]


def warnings_on(book: Store, today: date) -> list[Alert]:
    """Return the alerts of a day."""
    with book.reading() as session:
        return daily_alerts(session, today)


def put_row(book: Store, ledger: Any, **facts: Any) -> str:
    """Add one row in its own command."""
    with book.writing("示例") as session:
        return add_row(session, ledger, **facts)


def project_in_talks(book: Store, **facts: Any) -> str:
    """Add a project in talks."""
    with book.writing("示例") as session:
        return rows.add_project(session, "甲项目", {"在谈": day(1, 9)}, **facts)


# --- nobody wrote about it --------------------------------------------------------------------------------------------


def test_the_fifth_day_without_an_update_warns_and_the_fourth_does_not(book: Store) -> None:
    put_row(book, Lead, name="甲线索")
    set_last_written(book)
    assert warnings_in_short(book, day(2)) == []
    (warning,) = warnings_on(book, day(3))
    assert (warning.kind, warning.days, warning.message) == ("未更新", 5, "5天没有更新（线索库限5天）")
    assert (warning.ledger, warning.name) == (Lead, "甲线索")


def test_in_working_days_the_holiday_does_not_count_and_the_worked_saturday_does(book: Store) -> None:
    with book.writing("设置") as session:
        add_holidays(session)
        set_definitions(session, stale_count="工作日")
        add_lead(session, "甲线索")
    set_last_written(book)
    assert warnings_in_short(book, day(9)) == []
    (warning,) = warnings_on(book, day(10))
    assert warning.message == "5个工作日没有更新（线索库限5个工作日）"


@pytest.mark.parametrize(("profile", "days"), [("七日", 7), ("半月", 15), ("一月", 30)])
def test_a_county_sets_how_long_is_too_long(book: Store, profile: str, days: int) -> None:
    with book.writing("设置") as session:
        set_definitions(session, stale_profile=profile)
        add_lead(session, "甲线索")
    set_last_written(book)
    assert warnings_in_short(book, LAST_WRITTEN + timedelta(days=days - 1)) == []
    assert warnings_in_short(book, LAST_WRITTEN + timedelta(days=days)) == [("甲线索", "未更新", days)]


@pytest.mark.parametrize(
    "ledger_facts",
    [
        (Negotiation, {"subject": "第二轮"}),
        (Visit, {"direction": "外出", "company": "某公司"}),
        (Funding, {"month": day(1)}),
        (Milestone, {"name": "环评"}),
    ],
    ids=lambda pair: pair[0].__name__,
)
def test_what_is_linked_to_a_project_updates_it(book: Store, ledger_facts: tuple[Any, dict[str, Any]]) -> None:
    ledger, facts = ledger_facts
    row = project_in_talks(book)
    set_last_written(book, LONG_AGO)
    today = date.today()  # noqa: DTZ011 - a row is written today, whatever day the test runs on
    with book.reading() as session:
        assert [warning.row for warning in daily_alerts(session, today) if warning.kind == "未更新"] == [row]
    linked = put_row(book, ledger, project=row, **facts)
    assert [warning for warning in warnings_on(book, today) if warning.kind == "未更新"] == []
    with book.writing("移入回收站") as session:
        session.get_one(ledger, linked).removed = True
    assert [warning.row for warning in warnings_on(book, today) if warning.kind == "未更新"] == [row]


@pytest.mark.parametrize(
    ("ledger", "facts"),
    [(Negotiation, {"subject": "第二轮"}), (Visit, {"direction": "外出", "company": "某公司"})],
)
def test_talks_and_visits_update_a_lead(book: Store, ledger: Any, facts: dict[str, Any]) -> None:
    row = put_row(book, Lead, name="甲线索")
    set_last_written(book, LONG_AGO)
    put_row(book, ledger, lead=row, **facts)
    assert warnings_on(book, date.today()) == []  # noqa: DTZ011 - as above


@pytest.mark.parametrize(
    "facts",
    [{"status": "暂停"}, {"status": "终止"}, {"status": "退库"}, {"removed": True}],
    ids=lambda facts: next(iter(facts.values())),
)
def test_a_project_at_rest_is_left_in_peace(book: Store, facts: dict[str, Any]) -> None:
    row = project_in_talks(book, **facts)
    put_row(book, Milestone, project=row, name="环评", plan_on=day(1, 9))
    set_last_written(book)
    assert warnings_in_short(book, day(31, 12)) == []


def test_a_project_in_full_production_or_of_no_stage_is_left_in_peace(book: Store) -> None:
    with book.writing("示例") as session:
        rows.add_project(session, "甲项目", {"投产": day(1, 8), "达效": day(1, 9)})
        add_row(session, Project, name="没有阶段的")
    set_last_written(book)
    assert warnings_in_short(book, day(31, 12)) == []


def test_a_lead_turned_down_or_grown_into_a_project_is_left_in_peace(book: Store) -> None:
    with book.writing("示例") as session:
        add_lead(session, "不要的", state="不予认定")
        grown = add_lead(session, "已成项目的")
        row = rows.add_project(session, "甲项目", {"达效": day(1, 9)}, lead=grown)
    set_last_written(book)
    assert warnings_in_short(book, day(31, 12)) == []
    with book.writing("移入回收站") as session:
        session.get_one(Project, row).removed = True
    assert [name for name, *_ in warnings_in_short(book, day(31, 12))] == ["已成项目的"]


def test_a_county_with_no_library_for_a_stage_is_not_warned_of_it(book: Store) -> None:
    with book.writing("设置") as session:
        set_definitions(session, libraries="推进库：在谈、签约")
        add_lead(session, "甲线索")
        rows.add_project(session, "甲项目", {"签约": day(1, 9)})
    set_last_written(book)
    assert [warning.message for warning in warnings_on(book, day(3))] == ["5天没有更新（推进库限5天）"]


# --- due and past -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (day(16), []),
        (day(17), [("供水", "临期", 3)]),
        (day(20), [("供水", "临期", 0)]),
        (day(21), [("供水", "逾期", 1)]),
    ],
)
def test_an_obligation_turns_yellow_three_days_before_and_red_the_day_after(
    book: Store, today: date, expected: list[tuple[str, str, int]]
) -> None:
    put_row(book, Obligation, name="供水", due=day(20))
    assert warnings_in_short(book, today) == expected


def test_an_extended_obligation_is_held_to_the_new_day(book: Store) -> None:
    put_row(book, Obligation, name="供水", due=day(1), extended_to=day(20), extension="分两步")
    assert warnings_in_short(book, day(16)) == []
    assert [warning.message for warning in warnings_on(book, day(20))] == ["今天到期（2026-10-20）"]
    assert [warning.message for warning in warnings_on(book, day(22))] == ["应于2026-10-20办结，已过2天"]


@pytest.mark.parametrize("facts", [{"closed_on": day(2)}, {"state": "已销号"}, {"removed": True}])
def test_a_closed_obligation_is_left_in_peace(book: Store, facts: dict[str, Any]) -> None:
    put_row(book, Obligation, name="供水", due=day(1), feedback_due=day(1), **facts)
    assert warnings_in_short(book, day(20)) == []


def test_13710_wants_its_feedback_by_the_third_day(book: Store) -> None:
    row = put_row(book, Obligation, name="供水", rule="13710一般", feedback_due=day(5), due=day(20))
    assert warnings_in_short(book, day(5)) == []
    assert [warning.message for warning in warnings_on(book, day(6))] == ["应于2026-10-05反馈，已过1天"]
    feedback = put_row(book, Feedback, obligation=row, on=day(6), text="已到现场")
    assert warnings_in_short(book, day(6)) == []
    with book.writing("移入回收站") as session:
        session.get_one(Feedback, feedback).removed = True
    assert len(warnings_in_short(book, day(6))) == 1


@pytest.mark.parametrize(
    ("today", "kinds"),
    [(day(14), []), (day(15), ["节点临期"]), (day(20), ["节点临期"]), (day(21), ["节点逾期"])],
)
def test_a_milestone_is_listed_five_days_ahead_until_it_is_done(book: Store, today: date, kinds: list[str]) -> None:
    row = project_in_talks(book)
    set_last_written(book, today)
    step = put_row(book, Milestone, project=row, name="环评", plan_on=day(20))
    warnings = warnings_on(book, today)
    assert [warning.kind for warning in warnings] == kinds
    assert all((warning.ledger, warning.row) == (Project, row) for warning in warnings)
    with book.writing("完成") as session:
        session.get_one(Milestone, step).done_on = today
    assert warnings_in_short(book, today) == []


def test_the_most_pressing_comes_first_and_each_says_whose_it_is(book: Store) -> None:
    with book.writing("示例") as session:
        force = add_task_force(session, "焦化", 1)
        for name, due in (("昨天的", 19), ("明天的", 21), ("上周的", 12), ("今天的", 20)):
            add_row(session, Obligation, name=name, due=day(due), task_force=force)
        add_lead(session, "久的", task_force=force)
        row = rows.add_project(session, "甲项目", {"达效": day(1, 9)}, task_force=force)
        add_row(session, Milestone, project=row, name="验收", plan_on=day(15))
    set_last_written(book)
    warnings = warnings_on(book, day(20))
    assert [(warning.name, warning.kind, warning.days) for warning in warnings] == [
        ("上周的", "逾期", 8),
        ("甲项目", "节点逾期", 5),
        ("昨天的", "逾期", 1),
        ("今天的", "临期", 0),
        ("明天的", "临期", 1),
        ("久的", "未更新", 22),
    ]
    assert {warning.task_force for warning in warnings} == {force}


@pytest.mark.parametrize(
    ("today", "facts", "kinds"),
    [
        (date(2026, 8, 31), {}, []),  # 31 days left
        (date(2026, 9, 1), {}, ["整治临期"]),
        (date(2026, 10, 1), {}, ["整治临期"]),
        (date(2026, 10, 2), {}, ["整治逾期"]),
        (date(2026, 10, 2), {"state": "已复工复产"}, []),
        (date(2026, 10, 2), {"revived_on": date(2026, 9, 1)}, []),
        (date(2026, 10, 2), {"kind": "D", "due": None}, []),  # bought up: no clock
    ],
)
def test_a_dormant_firm_of_class_a_to_c_has_a_year(
    book: Store, today: date, facts: dict[str, Any], kinds: list[str]
) -> None:
    known = {"name": "示例僵尸企业", "kind": "A", "identified_on": date(2025, 10, 1), "due": date(2026, 10, 1)}
    row = put_row(book, Dormant, **known | facts)
    assert [warning.kind for warning in warnings_on(book, today)] == kinds
    with book.reading() as session:
        lit = lights(session, Dormant, [row], today)
    colours = {"整治临期": DeadlineLight.YELLOW, "整治逾期": DeadlineLight.RED}
    ended = facts and not kinds and "kind" not in facts
    assert lit.get(row) == (None if ended else colours[kinds[0]] if kinds else DeadlineLight.GREEN)


@pytest.mark.parametrize(
    ("today", "facts", "kinds"),
    [
        (date(2026, 3, 20), {}, []),  # eleven days left
        (date(2026, 3, 21), {}, ["临期"]),
        (date(2026, 3, 31), {}, ["临期"]),
        (date(2026, 4, 1), {}, ["逾期"]),
        (date(2026, 3, 21), {"planned_on": date(2026, 3, 10)}, ["逾期"]),
        (date(2026, 4, 1), {"cancelled_on": date(2026, 3, 1)}, []),
        (date(2027, 1, 1), {}, []),  # that year's plan is over
    ],
)
def test_a_planned_visit_is_called_to_mind_until_it_is_made(
    book: Store, today: date, facts: dict[str, Any], kinds: list[str]
) -> None:
    plan = put_row(book, VisitPlan, company="甲公司", month=date(2026, 3, 1), leader="王强", **facts)
    warnings = warnings_on(book, today)
    assert [warning.kind for warning in warnings] == kinds
    assert all("王强" in warning.message for warning in warnings)
    with book.reading() as session:
        lit = lights(session, VisitPlan, [plan], today)
    colours = {"临期": DeadlineLight.YELLOW, "逾期": DeadlineLight.RED}
    assert lit.get(plan) == (colours[kinds[0]] if kinds else None if facts else DeadlineLight.GREEN)
    put_row(book, Visit, direction="外出", company="甲公司", on=date(2026, 3, 9), plan=plan)
    assert warnings_on(book, today) == []
    with book.reading() as session:
        assert lights(session, VisitPlan, [plan], today) == {}


def test_a_visit_with_a_planned_day_is_called_to_mind_too(book: Store) -> None:
    visit = put_row(book, Visit, direction="外出", company="甲公司", planned_on=day(10), done=False)
    assert warnings_in_short(book, day(13)) == [("甲公司", "逾期", 3)]
    with book.reading() as session:
        assert lights(session, Visit, [visit], day(13)) == {visit: DeadlineLight.RED}


def test_a_firm_of_the_plan_that_nobody_contacts_is_called_to_mind(book: Store) -> None:
    firm = put_row(book, Enterprise, name="甲公司", visit_plan="每季度")
    put_row(book, Visit, direction="外出", company="甲公司", enterprise=firm, on=date(2026, 7, 3))
    assert warnings_on(book, date(2026, 9, 30)) == []  # 89 days
    (warning,) = warnings_on(book, day(1))
    assert (warning.ledger, warning.row, warning.kind, warning.days) == (Enterprise, firm, "久未联系", 90)
    assert warning.message == "上次联系2026-07-03，已过90天"


def test_what_a_leaver_was_responsible_for_asks_for_somebody_else(book: Store) -> None:
    with book.writing("人员") as session:
        force = add_task_force(session, "焦化", 1)
        add_row(session, Member, name="示例甲", task_force=force, until=date(2026, 10, 20))
        add_row(session, Member, name="示例乙", task_force=force)
        add_row(session, Member, name="示例丙", task_force=force, until=date(2026, 9, 1))
        add_row(session, Member, name="示例丙", task_force=force, since=date(2026, 9, 2))  # came back
        duties: dict[str, dict[str, Any]] = {
            "手续": {"owner": "示例乙、示例甲"},
            "用电": {"owner": "示例甲乙"},  # another person
            "用水": {"owner": "示例丙"},
            "办完的": {"owner": "示例甲", "closed_on": date(2026, 10, 1), "state": "已销号"},
        }
        for name, facts in duties.items():
            add_row(session, Obligation, name=name, task_force=force, **facts)
    assert warnings_on(book, date(2026, 10, 19)) == []
    (warning,) = warnings_on(book, date(2026, 10, 22))
    assert (warning.ledger, warning.name, warning.kind, warning.days) == (Obligation, "手续", "责任人离岗", 2)
    assert warning.message == "责任人示例甲已于2026-10-20离岗，请改派"


@pytest.mark.parametrize(
    ("facts", "is_listed"),
    [
        ({}, True),
        ({"met_on": day(2, 11)}, False),
        ({"applied_on": day(20)}, False),
        ({"applied_on": day(2, 11)}, True),
        ({"paid_without_claim": True}, False),
        ({"fulfilled": Decimal(5)}, False),
        ({"fulfilment": "已兑现"}, False),
        ({"fulfilment": "未达兑现条件"}, True),
        ({"review": "已停止执行"}, False),
        ({"state": "已销号"}, False),
        ({"side": "企业"}, False),
        ({"kind": "问题"}, False),
    ],
)
def test_a_promise_that_is_met_and_not_claimed_is_listed(book: Store, facts: dict[str, Any], is_listed: bool) -> None:
    put_row(book, Obligation, **({"name": "补助", "side": "政府", "kind": "承诺", "met_on": day(10)} | facts))
    expected = [("补助", "达到条件未申请", 21)] if is_listed else []
    assert warnings_in_short(book, day(31)) == expected
