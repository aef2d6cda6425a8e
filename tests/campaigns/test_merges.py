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

from models.audit import history
from models.audit.edit_log import EditRecord
from models.exchange.merge.changeset import LOCAL_ONLY
from models.exchange.merge.conflicts import ConflictChoice, list_conflicts, settle_conflicts
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Lead, Project, StageMove
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.models.exchange.books import conflict_keys, merge_into, open_books, shareable_edits, shared_state
from tests.rows import add_lead, finish

FULL_CAMPAIGN = os.environ.get("CAMPAIGN") == "full"
HISTORIES = 5000 if FULL_CAMPAIGN else 100
MAX_BOOKS, MAX_COMMANDS = (6, 40) if FULL_CAMPAIGN else (4, 20)
STAGES = ("签约", "开工", "竣工", "投产")
DAY = date(2026, 3, 1)


class MergeSimulation:
    """Several books that are edited and merged by randomly drawn commands."""

    def __init__(self, books: list[Store], dice: random.Random) -> None:
        self.books, self.rng = books, dice

    def add_common_rows(self) -> None:
        """Give all books the same few rows, so that later edits conflict."""
        for _ in range(3):
            self.add(self.books[0])
        for book in self.books[1:]:
            merge_into(self.books[0], book)

    def run_random_command(self) -> None:
        """Run one random command on a random book."""
        book = self.rng.choice(self.books)
        commands: list[tuple[int, Callable[[Store], None]]] = [
            (1, self.add),
            (10, self.change),
            (3, self.toggle_removed),
            (4, self.move_stage),
            (3, self.undo_or_redo),
            (2, self.settle_conflict),
            (5, self.merge_another_book),
        ]
        command = self.rng.choices([command for _, command in commands], [weight for weight, _ in commands])[0]
        before = shareable_edits(book)
        command(book)
        if command != self.merge_another_book:
            self.check_parents(book, before)

    def check_parents(self, book: Store, before: set[str]) -> None:
        """Assert that the parents of every new edit are edits its book already had."""
        with book.reading() as session:
            query = sa.select(EditRecord.id, EditRecord.saw).where(
                EditRecord.ledger.not_in(LOCAL_ONLY), EditRecord.came.is_(None)
            )
            added = {edit: saw for edit, saw in session.execute(query) if edit not in before}
        seen = {edit_id for saw in added.values() for edit_ids in json.loads(saw).values() for edit_id in edit_ids}
        assert seen <= before | set(added)

    def add(self, book: Store) -> None:
        """Add a lead with its enterprise, or a project."""
        name = self.rng.choice("天地玄黄")
        with book.writing("新增") as session:
            if self.rng.random() < 0.3:
                row = Project(name=name)
                session.add(row)
                session.flush()
                row.advance(session, "在谈", DAY)
            else:
                firm = Enterprise(name=f"{name}示例公司")
                session.add(firm)
                session.flush()
                add_lead(session, name, phone="13800000000", enterprise=firm.id)

    def change(self, book: Store) -> None:
        """Change a field or two of a lead."""
        with book.writing("改") as session:
            if row := self.random_row(session, Lead):
                changes = [("place", "苏州"), ("place", None), ("phone", "0359-1"), ("phone", "0359-2")]
                key, value = self.rng.choice(changes)
                setattr(row, key, value)
                if self.rng.random() < 0.5:
                    row.assign("total", ReadValue(Decimal(self.rng.randrange(4)), self.rng.choice(["", "约", "超"])))

    def toggle_removed(self, book: Store) -> None:
        """Move a row into the recycle bin, or restore it."""
        with book.writing("回收站") as session:
            if row := self.random_row(session, self.rng.choice([Lead, Lead, Project])):
                (history.restore_from_recycle_bin if row.removed else history.move_to_recycle_bin)([row])

    def move_stage(self, book: Store) -> None:
        """Move a project to another stage, or remove one of several stage moves."""
        with book.writing("推进") as session:
            row = self.random_row(session, Project)
            if row is None:
                return
            moves = session.query(StageMove).filter_by(project=row.id, removed=False).order_by(StageMove.id).all()
            if len(moves) > 2 and self.rng.random() < 0.3:
                history.move_to_recycle_bin([self.rng.choice(moves)])
            else:
                row.advance(session, self.rng.choice(STAGES), DAY + timedelta(days=self.rng.randrange(200)))

    def undo_or_redo(self, book: Store) -> None:
        """Undo or redo a batch, merged ones included."""
        with book.reading() as session:
            batch = history.undoable(session)[self.rng.random() < 0.3]
        if batch is not None:
            with book.writing("撤销", undoes=batch.id) as session:
                history.undo(session, batch.id)

    def settle_conflict(self, book: Store) -> None:
        """Settle a conflict."""
        with book.writing("裁定") as session:
            if open_conflicts := list_conflicts(session):
                conflict = self.rng.choice(open_conflicts)
                choice = ConflictChoice(conflict.row, conflict.key, self.rng.choice(conflict.competing).edit)
                if conflict.key == "place" and self.rng.random() < 0.3:
                    choice = ConflictChoice(conflict.row, conflict.key, typed=ReadValue("第三处"))
                settle_conflicts(session, conflict.ledger, [choice])

    def merge_another_book(self, book: Store) -> None:
        """Merge another book, masked or not, sometimes twice."""
        giver = self.rng.choice(self.books)
        for _ in range(self.rng.choice([1, 1, 2])):
            merged = merge_into(giver, book, unmasked=self.rng.random() < 0.5)
            assert merged.rejected == ()

    def random_row(self, session: Session, ledger: Any) -> Any:
        """Draw a random row of a ledger; None where it has none."""
        rows = session.query(ledger).order_by(ledger.id).all()
        return self.rng.choice(rows) if rows else None


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_books_that_met_are_equal_and_lose_nothing(empty_book: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same histories every time
    number = rng.randint(2, MAX_BOOKS)
    with open_books(empty_book, tmp_path, number, copies=rng.choice([0, 0, 1])) as books:
        simulation = MergeSimulation(books, rng)
        simulation.add_common_rows()
        for _ in range(rng.randint(5, MAX_COMMANDS)):
            simulation.run_random_command()
        every = set().union(*map(shareable_edits, books))
        exchanges = [(giver, books[0]) for giver in books[1:]], [(books[0], taker) for taker in books[1:]]
        for pairs in exchanges:
            rng.shuffle(pairs)
            for giver, taker in pairs:
                assert merge_into(giver, taker).rejected == ()
        for book in books:
            report = finish(check_integrity(book))
            assert report.is_intact, report.faults
            assert shareable_edits(book) == every
            assert shared_state(book) == shared_state(books[0])
            assert conflict_keys(book) == conflict_keys(books[0])
            assert not merge_into(books[0], book).has_news
