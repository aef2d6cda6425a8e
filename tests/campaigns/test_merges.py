"""Books edited apart that exchange changesets in any order, with repeats, end up equal, and no edit is lost unseen."""

import json
import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models import history
from models.check import check
from models.edits import Edit
from models.exchange.conflicts import Choice, conflicts, settle
from models.exchange.parcel import STAYS
from models.kind import Read
from models.ledgers import Enterprise, Lead, Project, StageMove
from models.store import Store
from tests.models.exchange.books import contested, opened, send, shared, travelled
from tests.rows import finish, lead

FULL = os.environ.get("CAMPAIGN") == "full"
HISTORIES = 5000 if FULL else 100
MOST_BOOKS, MOST_DEEDS = (6, 40) if FULL else (4, 20)
STAGES = ("签约", "开工", "竣工", "投产")
DAY = date(2026, 3, 1)


class County:
    """Several books that are edited and merged by randomly drawn commands."""

    def __init__(self, books: list[Store], dice: random.Random) -> None:
        self.books, self.dice = books, dice

    def begin(self) -> None:
        """Give all books the same few rows, so that later edits conflict."""
        for _ in range(3):
            self.add(self.books[0])
        for book in self.books[1:]:
            send(self.books[0], book)

    def work(self) -> None:
        """Run one random command on a random book."""
        book = self.dice.choice(self.books)
        commands: list[tuple[int, Callable[[Store], None]]] = [
            (1, self.add),
            (10, self.change),
            (3, self.bin),
            (4, self.advance),
            (3, self.turn_back),
            (2, self.choose),
            (5, self.receive),
        ]
        command = self.dice.choices([command for _, command in commands], [weight for weight, _ in commands])[0]
        before = travelled(book)
        command(book)
        if command != self.receive:
            self.saw_only(book, before)

    def saw_only(self, book: Store, before: set[str]) -> None:
        """Assert that the parents of every new edit are edits its book already had."""
        with book.reading() as session:
            query = sa.select(Edit.id, Edit.saw).where(Edit.ledger.not_in(STAYS), Edit.came.is_(None))
            added = {edit: saw for edit, saw in session.execute(query) if edit not in before}
        seen = {edit_id for saw in added.values() for edit_ids in json.loads(saw).values() for edit_id in edit_ids}
        assert seen <= before | set(added)

    def add(self, book: Store) -> None:
        """Add a lead with its enterprise, or a project."""
        name = self.dice.choice("天地玄黄")
        with book.writing("新增") as session:
            if self.dice.random() < 0.3:
                row = Project(name=name)
                session.add(row)
                session.flush()
                row.settle(session, DAY)
            else:
                firm = Enterprise(name=f"{name}示例公司")
                session.add(firm)
                session.flush()
                lead(session, name, phone="13800000000", enterprise=firm.id)

    def change(self, book: Store) -> None:
        """Change a field or two of a lead."""
        with book.writing("改") as session:
            if row := self.pick(session, Lead):
                changes = [("place", "苏州"), ("place", None), ("phone", "0359-1"), ("phone", "0359-2")]
                key, value = self.dice.choice(changes)
                setattr(row, key, value)
                if self.dice.random() < 0.5:
                    row.put("total", Read(Decimal(self.dice.randrange(4)), self.dice.choice(["", "约", "超"])))

    def bin(self, book: Store) -> None:
        """Move a row into the recycle bin, or restore it."""
        with book.writing("回收站") as session:
            if row := self.pick(session, self.dice.choice([Lead, Lead, Project])):
                (history.bring_back if row.removed else history.remove)([row])

    def advance(self, book: Store) -> None:
        """Move a project to another stage, or remove one of several stage moves."""
        with book.writing("推进") as session:
            row = self.pick(session, Project)
            if row is None:
                return
            moves = session.query(StageMove).filter_by(project=row.id, removed=False).order_by(StageMove.id).all()
            if len(moves) > 2 and self.dice.random() < 0.3:
                history.remove([self.dice.choice(moves)])
            else:
                row.advance(session, self.dice.choice(STAGES), DAY + timedelta(days=self.dice.randrange(200)))

    def turn_back(self, book: Store) -> None:
        """Undo or redo a batch, merged ones included."""
        with book.reading() as session:
            batch = history.undoable(session)[self.dice.random() < 0.3]
        if batch is not None:
            with book.writing("撤销", undoes=batch.id) as session:
                history.undo(session, batch.id)

    def choose(self, book: Store) -> None:
        """Settle a conflict."""
        with book.writing("裁定") as session:
            if open_conflicts := conflicts(session):
                conflict = self.dice.choice(open_conflicts)
                choice = Choice(conflict.row, conflict.key, self.dice.choice(conflict.rivals).edit)
                if conflict.key == "place" and self.dice.random() < 0.3:
                    choice = Choice(conflict.row, conflict.key, read=Read("第三处"))
                settle(session, conflict.ledger, [choice])

    def receive(self, book: Store) -> None:
        """Merge another book, masked or not, sometimes twice."""
        giver = self.dice.choice(self.books)
        for _ in range(self.dice.choice([1, 1, 2])):
            merged = send(giver, book, unmasked=self.dice.random() < 0.5)
            assert merged.refused == ()

    def pick(self, session: Session, ledger: Any) -> Any:
        """Draw a random row of a ledger; None where it has none."""
        rows = session.query(ledger).order_by(ledger.id).all()
        return self.dice.choice(rows) if rows else None


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_books_that_met_are_equal_and_lose_nothing(empty_book: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same histories every time
    number = rng.randint(2, MOST_BOOKS)
    with opened(empty_book, tmp_path, number, copies=rng.choice([0, 0, 1])) as books:
        simulation = County(books, rng)
        simulation.begin()
        for _ in range(rng.randint(5, MOST_DEEDS)):
            simulation.work()
        every = set().union(*map(travelled, books))
        exchanges = [(giver, books[0]) for giver in books[1:]], [(books[0], taker) for taker in books[1:]]
        for pairs in exchanges:
            rng.shuffle(pairs)
            for giver, taker in pairs:
                assert send(giver, taker).refused == ()
        for book in books:
            report = finish(check(book))
            assert report.sound, report.faults
            assert travelled(book) == every
            assert shared(book) == shared(books[0])
            assert contested(book) == contested(books[0])
            assert not send(books[0], book).news
