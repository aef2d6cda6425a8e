"""Which next steps are still waited for, and the warnings that tell of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.fields.base import Ledger
from models.ledgers import Lead, Negotiation, Visit
from models.rules.deadlines import DeadlineLight
from models.statistics.alerts import daily_alerts, lights
from models.statistics.next_steps import LEDGERS_WITH_NEXT_STEPS, open_next_steps
from models.storage.store import Store
from tests import rows

TODAY = date(2026, 11, 20)
TALK_DAY = date(2026, 11, 2)
REQUIRED: dict[type[Ledger], dict[str, str]] = {
    Lead: {"name": "甲线索"},
    Visit: {"direction": "外出", "company": "甲公司"},
    Negotiation: {"subject": "甲事项"},
}


def add_step(book: Store, ledger: type[Ledger], **facts: Any) -> str:
    """Add a row with a next step that was due the day before yesterday."""
    step = {"next_step": "寄送协议文本", "next_on": TODAY - timedelta(days=2)}
    with book.writing("示例") as session:
        return rows.add_row(session, ledger, **{**REQUIRED[ledger], **step, **facts})


def open_rows(book: Store, ledger: type[Ledger]) -> list[str]:
    """Return the rows of a ledger whose next step is waited for."""
    with book.reading() as session:
        return [step.row for step in open_next_steps(session, ledger)]


@pytest.mark.parametrize("ledger", LEDGERS_WITH_NEXT_STEPS)
def test_a_step_is_waited_for_until_it_is_ticked_off_or_its_row_removed(book: Store, ledger: type[Ledger]) -> None:
    row = add_step(book, ledger)
    add_step(book, ledger, next_done=TODAY)
    add_step(book, ledger, next_on=None)
    add_step(book, ledger, removed=True)
    assert open_rows(book, ledger) == [row]


@pytest.mark.parametrize(
    ("ledger", "facts", "officer"),
    [
        (Lead, {"owner": "李明"}, "李明"),
        (Lead, {"owner": "李明", "next_by": "张强"}, "张强"),
        (Negotiation, {"ours": "李明"}, "李明"),
        (Visit, {"leader": "李明"}, ""),
        (Visit, {"leader": "李明", "next_by": "张强"}, "张强"),
    ],
)
def test_the_officer_of_the_row_takes_the_step_unless_another_is_named(
    book: Store, ledger: type[Ledger], facts: dict[str, str], officer: str
) -> None:
    add_step(book, ledger, **facts)
    with book.reading() as session:
        (step,) = open_next_steps(session, ledger)
    assert step.officer == officer


def test_a_rejected_lead_and_one_that_became_a_project_wait_for_nothing(book: Store) -> None:
    row, rejected, grown = (
        add_step(book, Lead),
        add_step(book, Lead, state="不予认定", reason="重复"),
        add_step(book, Lead),
    )
    with book.writing("示例") as session:
        rows.add_project(session, "甲项目", {"在谈": TALK_DAY}, lead=grown)
    add_step(book, Visit, lead=rejected)
    visit = add_step(book, Visit, lead=row)
    assert open_rows(book, Lead) == [row]
    assert open_rows(book, Visit) == [visit]


def test_a_project_that_stands_aside_waits_for_nothing(book: Store) -> None:
    with book.writing("示例") as session:
        going = rows.add_project(session, "甲项目", {"在谈": TALK_DAY})
        aside = rows.add_project(session, "乙项目", {"在谈": TALK_DAY}, status="暂停", status_reason="等环评")
    visit = add_step(book, Visit, project=going)
    add_step(book, Visit, project=aside)
    add_step(book, Negotiation, project=aside)
    assert open_rows(book, Visit) == [visit]
    assert open_rows(book, Negotiation) == []


@pytest.mark.parametrize("later_by", [0, 1])
def test_the_step_of_a_talk_is_overtaken_by_a_later_talk_or_visit_on_its_lead(book: Store, later_by: int) -> None:
    with book.writing("示例") as session:
        lead, other = rows.add_lead(session, "甲线索"), rows.add_lead(session, "乙线索")
    later = TALK_DAY + timedelta(days=later_by)
    talks = [add_step(book, Negotiation, lead=row, on=TALK_DAY) for row in (lead, other)]
    add_step(book, Negotiation, lead=lead, on=later, next_on=None)
    with book.writing("示例") as session:
        rows.add_row(session, Visit, **REQUIRED[Visit], lead=other, on=later)
    assert open_rows(book, Negotiation) == ([] if later_by else talks)


@pytest.mark.parametrize(("moved_on", "is_open"), [(TALK_DAY, True), (TALK_DAY + timedelta(days=1), False)])
def test_the_step_of_a_talk_is_overtaken_by_its_projects_next_stage(book: Store, moved_on: date, is_open: bool) -> None:
    with book.writing("示例") as session:
        project = rows.add_project(session, "甲项目", {"在谈": date(2026, 10, 1), "签约": moved_on})
    talk = add_step(book, Negotiation, project=project, on=TALK_DAY)
    visit = add_step(book, Visit, project=project, on=TALK_DAY)
    assert open_rows(book, Negotiation) == ([talk] if is_open else [])
    assert open_rows(book, Visit) == [visit]


@pytest.mark.parametrize(
    ("due", "kind", "message"),
    [
        (-1, "下一步逾期", "“寄送协议文本”应于2026-11-19前办好，已过1天（李明）"),
        (0, "下一步临期", "“寄送协议文本”今天到期（2026-11-20）（李明）"),
        (3, "下一步临期", "“寄送协议文本”3天后到期（2026-11-23）（李明）"),
        (4, None, None),
    ],
)
@pytest.mark.parametrize("ledger", LEDGERS_WITH_NEXT_STEPS)
def test_a_step_is_warned_of_from_three_days_before_its_day(
    book: Store, ledger: type[Ledger], due: int, kind: str | None, message: str | None
) -> None:
    row = add_step(book, ledger, next_on=TODAY + timedelta(days=due), next_by="李明")
    with book.reading() as session:
        alerts = [alert for alert in daily_alerts(session, TODAY) if "下一步" in alert.kind]
        by_row = lights(session, ledger, [row], TODAY)
    assert [(alert.row, alert.kind, alert.message) for alert in alerts] == ([(row, kind, message)] if kind else [])
    light = {"下一步逾期": DeadlineLight.RED, "下一步临期": DeadlineLight.YELLOW, None: DeadlineLight.GREEN}[kind]
    assert by_row == {row: light}


def test_a_visit_without_a_step_has_no_light(book: Store) -> None:
    row = add_step(book, Visit, next_done=TODAY)
    with book.reading() as session:
        assert lights(session, Visit, [row], TODAY) == {}


def test_what_is_overdue_longest_comes_first(book: Store) -> None:
    late, later = (add_step(book, Visit, next_on=TODAY - timedelta(days=days)) for days in (5, 9))
    soon = add_step(book, Lead, next_on=TODAY)
    with book.reading() as session:
        alerts = [alert.row for alert in daily_alerts(session, TODAY)]
    assert alerts == [later, late, soon]
