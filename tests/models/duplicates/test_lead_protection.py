"""首报首谈 in a book: which leads no longer keep others off, and what the clocks of each say."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from models.duplicates.decisions import open_cases
from models.duplicates.detection import DuplicateIndex
from models.duplicates.lead_protection import claiming_leads, lapsed_leads, standing_of, standing_text
from models.ledgers import Appeal, Negotiation, Visit
from models.rules.lead_protection import ProtectionState
from models.rules.similarity import ComparedRow
from models.storage.store import Session, Store
from tests.definitions import set_definitions
from tests.rows import add_lead, add_project, add_row, add_task_force, finish

TODAY = date(2026, 3, 17)  # the day after the two weeks of a lead of 2 March
FIRST = "2026-03-02 09:14"


def lapsed_after(book: Store, change: Callable[[Session, str], object] | None = None, **facts: Any) -> bool:
    """Add a lead of 2 March, protected for 14 days, change something; return whether it has lapsed on 17 March."""
    with book.writing("线索") as session:
        set_definitions(session, lead_protect_days="14")
        lead = add_lead(session, first_report=FIRST, **facts)
        if change is not None:
            change(session, lead)
    with book.reading() as session:
        return lead in lapsed_leads(session, TODAY)


def contact(ledger: Any, on: date) -> Callable[[Session, str], object]:
    """Return the change that adds a visit or a talk on a day."""
    named = {"direction": "外出", "company": "甲公司"} if ledger is Visit else {"subject": "甲事"}
    return lambda session, lead: add_row(session, ledger, lead=lead, on=on, **named)


def appeal(**facts: Any) -> Callable[[Session, str], object]:
    """Return the change that adds an appeal."""
    facts = {"ground": "一直在谈", "raised_on": date(2026, 3, 16)} | facts
    return lambda session, lead: add_row(session, Appeal, lead=lead, **facts)


def test_a_lead_lapses_the_day_after_its_last(book: Store) -> None:
    assert lapsed_after(book)
    with book.reading() as session:
        assert lapsed_leads(session, TODAY - timedelta(days=1)) == set()


@pytest.mark.parametrize("ledger", [Visit, Negotiation])
def test_a_contact_within_two_weeks_keeps_it(book: Store, ledger: Any) -> None:
    assert not lapsed_after(book, contact(ledger, date(2026, 3, 3)))


@pytest.mark.parametrize("ledger", [Visit, Negotiation])
@pytest.mark.parametrize("on", [date(2026, 3, 2), TODAY + timedelta(days=1)])
def test_a_contact_of_the_first_day_or_of_tomorrow_does_not(book: Store, ledger: Any, on: date) -> None:
    assert lapsed_after(book, contact(ledger, on))


@pytest.mark.parametrize(
    ("facts", "lapsed"),
    [
        ({}, False),
        ({"state": "待处理"}, False),
        ({"state": "不支持"}, True),
        ({"state": "撤回"}, True),
        ({"state": "支持", "protected_to": TODAY}, False),
        ({"state": "支持", "protected_to": TODAY - timedelta(days=1)}, True),
        ({"state": "支持"}, True),
    ],
)
def test_an_appeal_holds_until_it_is_decided_and_up_to_the_day_granted(
    book: Store, facts: dict[str, Any], lapsed: bool
) -> None:
    assert lapsed_after(book, appeal(**facts)) is lapsed
    with book.reading() as session:
        (lead,) = claiming_leads(session, TODAY)
    assert (lead.standing.state is ProtectionState.LAPSED) is lapsed  # both ways of reckoning agree


def test_in_a_county_without_a_number_nothing_lapses_and_nothing_is_said(book: Store) -> None:
    with book.writing("线索") as session:
        lead = add_lead(session, first_report=FIRST)
    with book.reading() as session:
        assert lapsed_leads(session, date(2030, 1, 1)) == set()
        assert standing_of(session, lead, date(2030, 1, 1)) is None


def two_leads(book: Store, *, same_force: bool = False) -> tuple[str, str]:
    """Add the same case reported by two task forces, the first long ago, protected for 14 days."""
    with book.writing("线索") as session:
        set_definitions(session, lead_protect_days="14")
        first, second = add_task_force(session, "铝", 1), add_task_force(session, "钢铁", 2)
        facts = {"investor": "示例铝业有限公司"}
        old = add_lead(session, "年产10万吨铝箔项目", task_force=first, first_report="2020-01-06 09:00", **facts)
        now = f"{date.today().isoformat()} 09:00"  # noqa: DTZ011 - as the program stamps it
        new = add_lead(
            session, "年产10万吨铝箔项目", task_force=first if same_force else second, first_report=now, **facts
        )
    return old, new


def candidates(book: Store, force: str) -> list[str]:
    """Return the rows that a lead of a task force, while it is typed, may duplicate."""
    with book.reading() as session:
        typed = ComparedRow("", "年产10万吨铝箔项目", "示例铝业有限公司", unit=force)
        return [suspect.row for suspect in DuplicateIndex(session).candidates(typed)]


def test_a_lapsed_lead_no_longer_blocks_another_task_force(book: Store) -> None:
    two_leads(book)
    assert finish(open_cases(book)) == []


def test_a_lapsed_lead_is_still_a_duplicate_for_its_own_task_force_and_where_none_is_named(book: Store) -> None:
    old, new = two_leads(book, same_force=True)
    with book.reading() as session:
        force = next(iter(claiming_leads(session, date(2026, 1, 1)))).task_force or ""
    assert set(candidates(book, force)) == {old, new}
    assert set(candidates(book, "")) == {old, new}
    assert candidates(book, "别的专班") == [new]
    assert len(finish(open_cases(book))) == 1


def test_a_talk_today_makes_it_a_case_again_that_says_how_both_stand(book: Store) -> None:
    old, _ = two_leads(book)
    today = date.today()  # noqa: DTZ011 - the program's own day
    with book.writing("洽谈") as session:
        add_row(session, Negotiation, subject="又谈", lead=old, on=today)
    (case,) = finish(open_cases(book))
    assert case.first.row == old
    until = (today + timedelta(days=14)).isoformat()
    for side in (case.first, case.second):
        assert dict(side.facts)["首报保护"] == f"首报保护到{until}，还有14天；记一次走访或洽谈就重新起算"


def test_what_was_rejected_handed_away_or_grown_has_no_clock(book: Store) -> None:
    with book.writing("线索") as session:
        set_definitions(session, lead_protect_days="14")
        add_lead(session, "不认", state="不予认定", first_report=FIRST)
        add_lead(session, "流转", moved_to="别处", first_report=FIRST)
        grown = add_lead(session, "成了项目", first_report=FIRST)
        add_project(session, "项目", {}, lead=grown)
        kept = add_lead(session, "在跟", first_report=FIRST)
    with book.reading() as session:
        assert [lead.row for lead in claiming_leads(session, TODAY)] == [kept]


@pytest.mark.parametrize(
    ("today", "text"),
    [
        (
            date(2026, 3, 5),
            (
                "首报保护到2026-03-16，还有11天；记一次走访或洽谈就重新起算；研判应在2026-03-05前，今天到期；"
                "首次走访、洽谈应在2026-03-09前，还有4天；登记以后才录入账本，比规定晚了3天"
            ),
        ),
        (
            date(2026, 3, 16),
            (
                "首报保护到2026-03-16，今天最后一天；记一次走访或洽谈就重新起算；研判应在2026-03-05前，已过11天；"
                "首次走访、洽谈应在2026-03-09前，已过7天；登记以后才录入账本，比规定晚了3天"
            ),
        ),
        (
            TODAY,
            (
                "首报保护已于2026-03-16到期，期间没有走访、洽谈；别的专班登记同一家不再算撞单；"
                "登记以后才录入账本，比规定晚了3天"
            ),
        ),
    ],
)
def test_how_a_lead_stands_in_words(book: Store, today: date, text: str) -> None:
    with book.writing("线索") as session:
        numbers = {"lead_protect_days": "14", "lead_report_days": "1", "lead_judge_days": "3", "lead_follow_days": "7"}
        set_definitions(session, **numbers)
        lead = add_lead(session, first_report=FIRST, reported_on=date(2026, 2, 26))
    with book.reading() as session:
        standing = standing_of(session, lead, today)
        assert standing is not None
        assert standing_text(standing, today) == text
