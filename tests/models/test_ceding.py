"""A decision that concedes a lead: the claim moves, counts as the county set it, and one undo reverts it."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from models import history, rulings
from models.ceding import FOR_CEDER, KEY, NOT
from models.facts import gather
from models.ledgers import Lead, Project, Quota, Setting
from models.quotas import of, quota_counts
from models.rulings import FIRST, SECOND, TOGETHER, Case, Side
from models.store import Session, Store
from models.tallies import Span, tally
from tests.rows import TODAY, add, lead, project, task_force

D = Decimal
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def rivals(book: Store) -> tuple[str, str, Case]:
    """Let 铝 and 钢 report the same lead; return both task forces and the duplicate candidate."""
    with book.writing("两家") as session:
        first, second = task_force(session, "铝", 1), task_force(session, "钢", 2)
        facts = {"state": "已认定", "recognised_on": date(2026, 5, 8), "reported_on": date(2026, 5, 1)}
        rows = [lead(session, "铝板带", task_force=force, **facts) for force in (first, second)]
        sides = [Side(Lead, row, "铝板带", "", f"2026-03-0{n} 09:00", ()) for n, row in enumerate(rows, start=1)]
    return first, second, Case(1, 100, "名称相同", *sides)


def decide(book: Store, candidate: Case, decision: str) -> None:
    """Record a decision on a duplicate candidate."""
    with book.writing(f"撞单裁定：{decision}") as session:
        rulings.settle(session, candidate, decision, "王敏", TODAY)


def hands(session: Session, row: str) -> tuple[str | None, bool | None, str | None]:
    """Return a lead's task force, whether it was conceded, and by whom."""
    claimed = session.get_one(Lead, row)
    return claimed.task_force, claimed.ceded, claimed.ceded_by


@pytest.mark.parametrize(("decision", "loses"), [(FIRST, 1), (SECOND, 0)])
def test_the_claim_goes_to_the_side_named_and_undo_brings_it_back(book: Store, decision: str, loses: int) -> None:
    *forces, candidate = rivals(book)
    sides = (candidate.first.row, candidate.second.row)
    decide(book, candidate, decision)
    with book.reading() as session:
        assert hands(session, sides[loses]) == (forces[1 - loses], True, forces[loses])
        assert hands(session, sides[1 - loses]) == (forces[1 - loses], None, None)
        batch = history.undoable(session, book.who)[0]
        assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert [hands(session, row)[:2] for row in sides] == [(forces[0], None), (forces[1], None)]
        assert rulings.decided(session) == set()


def test_following_together_hands_nothing_over(book: Store) -> None:
    first, second, candidate = rivals(book)
    decide(book, candidate, TOGETHER)
    with book.reading() as session:
        assert hands(session, candidate.first.row) == (first, None, None)
        assert hands(session, candidate.second.row) == (second, None, None)


def test_ruling_again_the_other_way_turns_the_claim_round(book: Store) -> None:
    first, _, candidate = rivals(book)
    decide(book, candidate, FIRST)
    decide(book, candidate, SECOND)
    with book.reading() as session:
        assert hands(session, candidate.second.row)[1:] == (None, None)
        assert hands(session, candidate.first.row)[1:] == (True, first)


@pytest.mark.parametrize(
    ("setting", "counted"),
    # Two leads of one firm: one counts, for 铝 that won; or both do, the second still for 钢 that found it too.
    [(NOT, {"铝": 1, "钢": 0}), (FOR_CEDER, {"铝": 1, "钢": 1}), ("", {"铝": 1, "钢": 0})],
)
def test_how_a_lead_given_up_counts_is_set_by_the_county(book: Store, setting: str, counted: dict[str, int]) -> None:
    first, second, candidate = rivals(book)
    decide(book, candidate, FIRST)
    with book.writing("口径") as session:
        add(session, Setting, key=KEY, name="撞单让出的怎样计数", value=setting)
        add(session, Quota, metric="上报有价值线索", every="每月", least=D(1), unit="条")
    named = {first: "铝", second: "钢"}
    with book.reading() as session:
        done = tally(session, "招商专班", YEAR).done
        assert {named[key]: aggregate.value for key, aggregate in done["有效线索数"].items()} == counted
        assert {named[key]: aggregate.value for key, aggregate in done["上报线索数"].items()} == counted
        events = [event.task_force or "" for event in gather(session).events["leads_recognised"]]
        assert {name: events.count(key) for key, name in named.items()} == counted
        counts = quota_counts(session, date(2026, 5, 31))
        assert {named[key]: of(counts.done[counts.demands[0].row], key).value for key in named} == counted


@pytest.mark.parametrize(("setting", "counted"), [(NOT, (1, 0)), (FOR_CEDER, (1, 1))])
def test_a_project_given_up_takes_its_signing_and_its_funds_along(
    book: Store, setting: str, counted: tuple[int, int]
) -> None:
    with book.writing("两个项目") as session:
        forces = [task_force(session, name, n) for n, name in enumerate(("铝", "钢"), start=1)]
        rows = [
            project(session, "铝板带", {"签约": date(2026, 5, 8)}, task_force=force, signed_amount=D(10_000))
            for force in forces
        ]
        add(session, Setting, key=KEY, name="撞单让出的怎样计数", value=setting)
    sides = [Side(Project, row, "铝板带", "", "2026-03-01", ()) for row in rows]
    decide(book, Case(1, 100, "", *sides), FIRST)
    with book.reading() as session:
        done = tally(session, "招商专班", YEAR).done
        assert tuple(int(done["签约项目数"][key].value) for key in forces) == counted
        assert tuple(int(done["签约金额"][key].value) for key in forces) == counted  # 亿元
        signed = [event.task_force for event in gather(session).events["signed"]]
        assert tuple(signed.count(key) for key in forces) == counted
        assert session.execute(sa.select(Project.task_force).where(Project.id == rows[1])).scalar() == forces[0]
