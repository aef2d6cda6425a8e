"""A decision that concedes a lead: the claim moves, counts as the county set it, and one undo reverts it."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from models.audit import history
from models.duplicates import decisions
from models.duplicates.concession import FOR_CONCEDER, NOT_COUNTED, SETTING_KEY
from models.duplicates.decisions import DuplicateCase, DuplicateSide
from models.ledgers import Lead, Project, Quota, Setting
from models.rules.vocabulary import DuplicateRuling
from models.statistics.aggregates import count_aggregates
from models.statistics.event_reader import read_statistics
from models.statistics.metrics import CountedDays
from models.statistics.quotas import count_of, quota_counts
from models.storage.store import Session, Store
from tests.rows import TODAY, add_lead, add_project, add_row, add_task_force

D = Decimal
YEAR = CountedDays(date(2026, 1, 1), date(2026, 12, 31))


def duplicate_leads(book: Store) -> tuple[str, str, DuplicateCase]:
    """Let 铝 and 钢 report the same lead; return both task forces and the duplicate candidate."""
    with book.writing("两家") as session:
        first, second = add_task_force(session, "铝", 1), add_task_force(session, "钢", 2)
        facts = {"state": "已认定", "recognised_on": date(2026, 5, 8), "reported_on": date(2026, 5, 1)}
        rows = [add_lead(session, "铝板带", task_force=force, **facts) for force in (first, second)]
        sides = [
            DuplicateSide(Lead, row, "铝板带", "", f"2026-03-0{n} 09:00", ()) for n, row in enumerate(rows, start=1)
        ]
    return first, second, DuplicateCase(1, 100, "名称相同", *sides)


def decide_candidate(book: Store, candidate: DuplicateCase, decision: str) -> None:
    """Record a decision on a duplicate candidate."""
    with book.writing(f"撞单裁定：{decision}") as session:
        decisions.decide_case(session, candidate, decision, "王敏", TODAY)


def claim_state(session: Session, row: str) -> tuple[str | None, bool | None, str | None]:
    """Return a lead's task force, whether it was conceded, and by whom."""
    claimed = session.get_one(Lead, row)
    return claimed.task_force, claimed.ceded, claimed.ceded_by


@pytest.mark.parametrize(("decision", "loses"), [(DuplicateRuling.FIRST, 1), (DuplicateRuling.SECOND, 0)])
def test_the_claim_goes_to_the_side_named_and_undo_brings_it_back(book: Store, decision: str, loses: int) -> None:
    *forces, candidate = duplicate_leads(book)
    sides = (candidate.first.row, candidate.second.row)
    decide_candidate(book, candidate, decision)
    with book.reading() as session:
        assert claim_state(session, sides[loses]) == (forces[1 - loses], True, forces[loses])
        assert claim_state(session, sides[1 - loses]) == (forces[1 - loses], None, None)
        batch = history.undoable(session, book.who)[0]
        assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert [claim_state(session, row)[:2] for row in sides] == [(forces[0], None), (forces[1], None)]
        assert decisions.decided_pairs(session) == set()


def test_following_together_hands_nothing_over(book: Store) -> None:
    first, second, candidate = duplicate_leads(book)
    decide_candidate(book, candidate, DuplicateRuling.SHARED)
    with book.reading() as session:
        assert claim_state(session, candidate.first.row) == (first, None, None)
        assert claim_state(session, candidate.second.row) == (second, None, None)


def test_deciding_again_the_other_way_reverses_the_concession(book: Store) -> None:
    first, _, candidate = duplicate_leads(book)
    decide_candidate(book, candidate, DuplicateRuling.FIRST)
    decide_candidate(book, candidate, DuplicateRuling.SECOND)
    with book.reading() as session:
        assert claim_state(session, candidate.second.row)[1:] == (None, None)
        assert claim_state(session, candidate.first.row)[1:] == (True, first)


@pytest.mark.parametrize(
    ("setting", "counted"),
    # Two leads of one firm: one counts, for 铝 that won; or both do, the second still for 钢 that found it too.
    [(NOT_COUNTED, {"铝": 1, "钢": 0}), (FOR_CONCEDER, {"铝": 1, "钢": 1}), ("", {"铝": 1, "钢": 0})],
)
def test_how_a_lead_given_up_counts_is_set_by_the_county(book: Store, setting: str, counted: dict[str, int]) -> None:
    first, second, candidate = duplicate_leads(book)
    decide_candidate(book, candidate, DuplicateRuling.FIRST)
    with book.writing("口径") as session:
        add_row(session, Setting, key=SETTING_KEY, name="撞单让出的怎样计数", value=setting)
        add_row(session, Quota, metric="上报有价值线索", every="每月", least=D(1), unit="条")
    named = {first: "铝", second: "钢"}
    with book.reading() as session:
        done = count_aggregates(session, "招商专班", YEAR).done
        assert {named[key]: aggregate.value for key, aggregate in done["有效线索数"].items()} == counted
        assert {named[key]: aggregate.value for key, aggregate in done["上报线索数"].items()} == counted
        events = [event.task_force or "" for event in read_statistics(session).events.leads_recognised]
        assert {name: events.count(key) for key, name in named.items()} == counted
        counts = quota_counts(session, date(2026, 5, 31))
        assert {named[key]: count_of(counts.done[counts.demands[0].row], key).value for key in named} == counted


@pytest.mark.parametrize(("setting", "counted"), [(NOT_COUNTED, (1, 0)), (FOR_CONCEDER, (1, 1))])
def test_a_project_given_up_takes_its_signing_and_its_funds_along(
    book: Store, setting: str, counted: tuple[int, int]
) -> None:
    with book.writing("两个项目") as session:
        forces = [add_task_force(session, name, n) for n, name in enumerate(("铝", "钢"), start=1)]
        rows = [
            add_project(session, "铝板带", {"签约": date(2026, 5, 8)}, task_force=force, signed_amount=D(10_000))
            for force in forces
        ]
        add_row(session, Setting, key=SETTING_KEY, name="撞单让出的怎样计数", value=setting)
    sides = [DuplicateSide(Project, row, "铝板带", "", "2026-03-01", ()) for row in rows]
    decide_candidate(book, DuplicateCase(1, 100, "", *sides), DuplicateRuling.FIRST)
    with book.reading() as session:
        done = count_aggregates(session, "招商专班", YEAR).done
        assert tuple(int(done["签约项目数"][key].value) for key in forces) == counted
        assert tuple(int(done["签约金额"][key].value) for key in forces) == counted  # 亿元
        signed = [event.task_force for event in read_statistics(session).events.signed]
        assert tuple(signed.count(key) for key in forces) == counted
        assert session.execute(sa.select(Project.task_force).where(Project.id == rows[1])).scalar() == forces[0]
