"""The demonstration data is marked in every row, names no real person, and is the same every time."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.recorder import state_values
from models.demo import add_demo_data
from models.fields.field import fields
from models.fields.kinds import ChoiceKind, LinkKind, LinksKind, MomentKind, PeopleKind
from models.ledgers import LEDGERS, Funding, Project, StageMove, Term
from models.rules.stages import STATUS_MOVES
from models.storage import store
from resources import PRESETS
from tests.rows import TODAY, copy_template, open_unsynced


@pytest.fixture(scope="module")
def session(demo_book: Path) -> Iterator[Session]:
    """Read the demonstration."""
    with store.open_book(demo_book, write=False) as book, book.reading() as opened:
        yield opened


def added_rows(session: Session, plan: Path) -> Iterator[Any]:
    """Yield every row that the county's preset does not have."""
    with store.open_book(plan, write=False) as book, book.reading() as before:
        known = {row for ledger in LEDGERS for row in before.execute(sa.select(ledger.id)).scalars()}
    for ledger in LEDGERS:
        yield from (row for row in session.query(ledger) if row.id not in known)


def test_every_row_says_it_is_an_example(session: Session, hejin_book: Path) -> None:
    rows = list(added_rows(session, hejin_book))
    assert len(rows) > 1000
    unmarked = [row for row in rows if "示例" not in f"{row.remark}{getattr(row, row.about.title)}"]
    assert unmarked == []


def test_nobody_who_lives_is_named_and_no_telephone_rings(session: Session, hejin_book: Path) -> None:
    for row in added_rows(session, hejin_book):
        ledger: Any = type(row)
        for field in fields(ledger):
            value = getattr(row, field.key)
            if type(field.kind) is PeopleKind and value:
                assert all(re.fullmatch("示例[甲乙丙丁戊己庚辛]", name) for name in value.split("、")), value
            if field.kind.private and value and field.key.endswith("phone"):
                assert value.startswith("1000000000")


def test_all_ledgers_a_clerk_works_in_have_examples(session: Session, hejin_book: Path) -> None:
    from models.ledgers import (
        Activity,
        Asset,
        Enterprise,
        Lead,
        Meeting,
        Member,
        Milestone,
        Negotiation,
        Obligation,
        Reward,
        Spending,
        Target,
        Visit,
    )

    seen = {type(row) for row in added_rows(session, hejin_book)}
    worked = {Lead, Visit, Negotiation, Project, StageMove, Milestone, Funding, Obligation, Activity, Meeting}
    assert worked | {Enterprise, Member, Target, Spending, Asset, Reward} <= seen


def stable_contents(book: store.Store) -> list[str]:
    """Describe every row by its stable values: links by the names of their rows, without ids and creation times."""
    with book.reading() as session:
        titles = {
            row: str(title)
            for ledger in LEDGERS
            for row, title in session.execute(sa.select(ledger.id, getattr(ledger, ledger.about.title)))
        }
        lines = []
        for ledger in LEDGERS:
            for row in session.query(ledger).order_by(ledger.born, ledger.id):
                values: dict[str, object] = {**state_values(row)}
                for field in fields(ledger):
                    if isinstance(field.kind, LinkKind | LinksKind) and field.key in values:
                        values[field.key] = [titles[row_id] for row_id in str(values[field.key]).split()]
                    if isinstance(field.kind, MomentKind) and "示例" not in str(values.get("remark")):
                        values.pop(field.key, None)
                lines.append(json.dumps([ledger.__tablename__, values], ensure_ascii=False, sort_keys=True))
    return sorted(lines)


def test_the_same_day_makes_the_same_book_and_another_day_another(hejin_book: Path, tmp_path: Path) -> None:
    books = []
    for number, day in enumerate((TODAY, TODAY, TODAY - timedelta(days=40))):
        with open_unsynced(copy_template(hejin_book, tmp_path / str(number))) as book:
            add_demo_data(book, day, PRESETS)
            books.append(stable_contents(book))
    assert books[0] == books[1]
    assert books[0] != books[2]


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 31)])
def test_any_day_makes_a_demonstration_that_ends_with_it(hejin_book: Path, tmp_path: Path, today: date) -> None:
    with open_unsynced(copy_template(hejin_book, tmp_path)) as book:
        add_demo_data(book, today, PRESETS)
        with book.reading() as session:
            assert max(session.execute(sa.select(StageMove.on)).scalars()) <= today
            assert max(session.execute(sa.select(Funding.month)).scalars()) <= today


def test_what_the_examples_say_holds_together(session: Session) -> None:
    moves: dict[str, dict[str, date]] = {}
    for move in session.query(StageMove).order_by(StageMove.on, StageMove.id):
        if move.stage in STATUS_MOVES:  # set aside or ended is no stage
            continue
        moves.setdefault(move.project, {})[move.stage] = move.on
    placed: dict[str, Any] = {}
    for row in session.query(Funding):
        placed[row.project] = placed.get(row.project, 0) + row.amount
        assert row.month >= moves[row.project]["签约"].replace(day=1)
    for project in session.query(Project):
        course = moves[project.id]
        assert project.stage == list(course)[-1]
        assert list(course.values()) == sorted(course.values())
        assert placed.get(project.id, 0) <= (project.total or 0)
    known = {(term.dictionary, term.word) for term in session.query(Term)}
    for ledger in LEDGERS:
        for field in fields(ledger):
            if isinstance(field.kind, ChoiceKind):
                used = {word for row in session.query(ledger) for word in (getattr(row, field.key) or "").split("、")}
                assert {(field.kind.dictionary, word) for word in used - {""}} <= known, field.label
