"""Merged books hold the same rows, after one merge or two; the integrity check passes, and one undo reverts a merge."""

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.exchange.merge import union
from models.exchange.merge.changeset import ChangesetEdit, changeset_of
from models.fields import base
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Lead, Project, Received, StageMove
from models.storage.integrity_check import IntegrityReport, check_integrity
from models.storage.store import Store
from tests.models.exchange.books import (
    conflict_keys,
    full_changeset,
    merge_changeset,
    merge_into,
    open_books,
    shared_state,
)
from tests.rows import add_lead, add_row, add_task_force, finish


@pytest.fixture
def two(empty_book: Path, tmp_path: Path) -> Iterator[list[Store]]:
    """Open two new books."""
    with open_books(empty_book, tmp_path, 2) as books:
        yield books


def change(book: Store, row: str, **facts: Any) -> None:
    """Change a lead."""
    with book.writing("改") as session:
        for key, value in facts.items():
            setattr(session.get_one(Lead, row), key, value)


def test_a_book_sent_untouched_arrives_whole_and_a_second_time_changes_nothing(two: list[Store], book: Store) -> None:
    ours = two[0]
    with ours.writing("新增") as session:
        force = add_task_force(session, "焦化", 1)
        row = add_lead(session, "炭黑项目", task_force=force, phone="13800001111")
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(30_000), "约"))
    change(ours, row, place="苏州")
    merged = merge_into(ours, book)
    assert (merged.edits, len(merged.added), merged.rejected, merged.conflicting) == (4, 2, (), ())
    assert shared_state(book) == shared_state(ours)
    with book.reading() as session:
        arrived = session.get_one(Lead, row)
        assert (arrived.place, arrived.total, arrived.mark_of("total")) == ("苏州", Decimal(30_000), "约")
        assert [entry.label for entry in history.row_history(session, arrived)] == ["改", "新增", "新增"]
    before = shared_state(book)
    again = merge_into(ours, book)
    assert (again.has_news, again.received) == (False, None)
    assert shared_state(book) == before
    assert finish(check_integrity(book)).is_intact


def test_what_a_row_points_at_travels_with_it_and_a_project_with_its_stage_log(two: list[Store]) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        firm, other = add_row(session, Enterprise, name="示例公司"), add_row(session, Enterprise, name="改前的公司")
        project = Project(name="甲", enterprise=other)
        session.add(project)
        session.flush()
        project.advance(session, "在谈", date(2026, 3, 1))
        project.enterprise = firm
    with ours.reading() as session:
        changeset = changeset_of(session, {"project": [project.id]})
    assert {op.ledger for op in changeset.edits} == {"project", "stage_move", "enterprise"}
    assert len({op.row for op in changeset.edits}) == 4
    assert merge_changeset(theirs, changeset).rejected == ()
    assert finish(check_integrity(theirs)).is_intact


def test_a_masked_changeset_holds_no_phone_and_clears_none(two: list[Store]) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        row = add_lead(session, "甲", phone="13800001111", place="苏州")
    changeset = full_changeset(ours, unmasked=False)
    assert changeset.withheld == {"lead": ("phone",)}
    assert not any("13800001111" in op.values for op in changeset.edits)
    merge_changeset(theirs, changeset)
    assert finish(check_integrity(theirs)).is_intact
    change(ours, row, place="宁波")
    merge_into(ours, theirs)
    with theirs.reading() as session:
        assert (session.get_one(Lead, row).phone, session.get_one(Lead, row).place) == ("13800001111", "宁波")
    merge_changeset(theirs, full_changeset(ours, unmasked=False))
    assert shared_state(theirs) == shared_state(ours)
    assert finish(check_integrity(theirs)).is_intact
    # What was held back is still held back by a book that hands it on, and known to one that had it before.
    assert not any("13800001111" in op.values for op in full_changeset(theirs, unmasked=False).edits)
    assert merge_into(theirs, ours).has_news is False


def test_a_project_two_books_moved_stands_where_both_logs_together_say(two: list[Store]) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        project = Project(name="甲")
        session.add(project)
        session.flush()
        project.advance(session, "在谈", date(2026, 3, 1))
    merge_into(ours, theirs)
    moves = {ours: ("签约", date(2026, 4, 1)), theirs: ("开工", date(2026, 7, 1))}
    for book, (stage, on) in moves.items():
        with book.writing("推进") as session:
            session.get_one(Project, project.id).advance(session, stage, on)
    merge_into(theirs, ours)
    merge_into(ours, theirs)
    for book in two:
        with book.reading() as session:
            assert session.get_one(Project, project.id).stage == "开工"
            assert session.query(StageMove).count() == 3
        assert conflict_keys(book) == set()
        assert finish(check_integrity(book)).is_intact
    with ours.writing("推进") as session:
        session.get_one(Project, project.id).advance(session, "竣工", date(2026, 8, 1))
    merge_into(ours, theirs)
    assert shared_state(ours) == shared_state(theirs)
    assert finish(check_integrity(theirs)).is_intact


def test_a_book_brought_back_from_a_backup_gets_its_own_later_work_home(two: list[Store]) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        row = add_lead(session, "甲")
    old = [*full_changeset(ours).edits]
    change(ours, row, place="苏州")
    changeset = full_changeset(ours)
    merge_changeset(theirs, changeset)
    with restored_backup(ours, old) as restored:
        change(restored, row, name="另一个名字")
        merge_into(theirs, restored)
        with restored.reading() as session:
            merged = session.get_one(Lead, row)
            assert (merged.name, merged.place) == ("另一个名字", "苏州")
        assert finish(check_integrity(restored)).is_intact
        merge_into(restored, theirs)
        assert shared_state(theirs) == shared_state(restored)
        assert finish(check_integrity(theirs)).is_intact


class restored_backup:  # noqa: N801 - used like a function
    """A copy of a book's file as it was after some of its edits, as restored from a backup."""

    def __init__(self, book: Store, edits: list[ChangesetEdit]) -> None:
        self._book, self._edits = book, edits

    def __enter__(self) -> Store:
        import shutil
        import sqlite3

        from tests.rows import open_unsynced

        assert self._book.path is not None
        place = self._book.path.with_name("恢复.zhuanban")
        shutil.copyfile(self._book.path, place)
        last = self._edits[-1]
        bare = sqlite3.connect(place)
        bare.execute("DROP TRIGGER edit_no_delete")
        bare.execute("DELETE FROM edit WHERE seq > ?", (last.seq,))
        bare.execute("DELETE FROM batch WHERE seq > ?", (last.seq,))
        bare.execute("UPDATE book SET seq = ?, head = ?, clock = ?", (last.seq, last.digest, last.clock))
        bare.execute("DELETE FROM lead")
        bare.execute("DELETE FROM words")
        bare.commit()
        bare.close()
        self._store = open_unsynced(place)
        from models.audit.edit_log import EditRecord
        from models.audit.replay import replay_rows

        with self._store.writing("恢复") as session:
            rows = [row for (row,) in session.query(EditRecord.row).filter_by(ledger="lead").distinct()]
            replay_rows(session, {"lead": rows}, new_rows=set(rows))
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


def test_a_clock_years_ahead_does_not_carry_ours_away(two: list[Store], monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = two
    now = time.time_ns()
    with monkeypatch.context() as patch:
        patch.setattr(base, "_latest_id", 0)  # ids made meanwhile must not outrun those of the tests to come
        patch.setattr(time, "time_ns", lambda: now + 3650 * 86_400 * 10**9 - 10**12)
        with theirs.writing("新增") as session:
            row = add_lead(session, "甲", place="未来")
    merged = merge_into(theirs, ours)
    assert "时钟快了约 3649 天" in merged.notes[0]
    change(ours, row, place="现在")
    with ours.reading() as session:
        entries = history.row_history(session, session.get_one(Lead, row))
        assert session.get_one(Lead, row).place == "现在"
        assert min(entry.at for entry in entries) < now // 10**6 + 2 * 86_400_000
    merge_into(ours, theirs)
    assert shared_state(ours) == shared_state(theirs)
    assert finish(check_integrity(ours)).is_intact


# --- the integrity check covers merged edits, too


def tamper_and_check(book: Store, *sentences: str) -> IntegrityReport:
    """Change a book with raw SQL, bypassing the program, and check it."""
    bare: Any = book.engine.raw_connection()
    for trigger in ("edit_no_update", "edit_no_delete"):
        bare.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for sentence in sentences:
        assert bare.execute(sentence).rowcount >= 1, sentence
    bare.commit()
    bare.close()
    return finish(check_integrity(book))


TAMPERING = [
    ("UPDATE edit SET \"values\" = replace(\"values\", '苏州', '苏巟') WHERE came IS NOT NULL", "被改动过"),
    ("UPDATE edit SET who = 'x' WHERE came IS NOT NULL", "被改动过"),
    ("UPDATE edit SET previous = NULL WHERE came IS NOT NULL", "被改动过"),
    ("UPDATE edit SET withheld = 'phone' WHERE came IS NOT NULL", "与收件记录不符"),
    ("UPDATE edit SET withheld = '+phone' WHERE came IS NOT NULL AND saw <> '{}'", "与收件记录不符"),
    ("UPDATE edit SET came = 'elsewhere' WHERE came IS NOT NULL", "与收件记录不符"),
    ("DELETE FROM edit WHERE came IS NOT NULL AND saw = '{}'", "与收件记录不符|所依据的前一条"),
    ("DELETE FROM edit WHERE came IS NOT NULL", "不见了"),
    ("UPDATE received SET seal = replace(seal, 'a', 'b')", "与收件记录不符"),
    ("DELETE FROM contest", "冲突没有记下"),
    ("DELETE FROM batch WHERE came IS NOT NULL", "操作的说明不见了"),
]


@pytest.mark.parametrize(("sentence", "fault"), TAMPERING, ids=[sentence[:50] for sentence, _ in TAMPERING])
def test_tampering_with_what_came_is_found(two: list[Store], sentence: str, fault: str) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        row = add_lead(session, "甲")
    change(ours, row, place="苏州")
    merge_into(ours, theirs)
    change(ours, row, place="宁波", name="aa")
    change(theirs, row, place="徐州")
    merge_into(ours, theirs)
    report = tamper_and_check(theirs, sentence)
    assert any(part in message for part in fault.split("|") for message in report.faults), report.faults


# --- undo of a merge


def test_undoing_a_receipt_bins_what_it_brought_restores_what_it_set_and_spares_what_was_touched(
    two: list[Store], book: Store
) -> None:
    ours = two[0]
    with ours.writing("新增") as session:
        old, both = add_lead(session, "老", place="甲地"), add_lead(session, "两边", place="甲地")
    merge_into(ours, book)
    change(ours, old, place="乙地")
    change(ours, both, place="乙地")
    change(book, both, place="丙地")
    with ours.writing("新增") as session:
        new, touched = add_lead(session, "新"), add_lead(session, "新而改过")
    with book.writing("并入") as session:
        changeset = full_changeset(ours)
        assert len(union.merge_changeset(session, changeset).conflicting) == 1
        batch = edit_writer(session).batch
    change(book, touched, place="自己填的")
    with book.writing("撤销", undoes=batch) as session:
        undone = history.undo(session, batch)
        undoing = edit_writer(session).batch
    assert undone.skipped == (("lead", touched),)
    assert undone.rows == 3
    with book.reading() as session:
        leads = {row: session.get_one(Lead, row) for row in (old, both, new, touched)}
        assert [leads[row].place for row in (old, both)] == ["甲地", "丙地"]
        assert [leads[row].removed for row in (new, touched)] == [True, False]
        assert session.query(Received).filter_by(removed=False).count() == 1
    assert conflict_keys(book) == set()
    assert finish(check_integrity(book)).is_intact
    with book.writing("恢复", undoes=undoing) as session:
        history.undo(session, undoing)
    with book.reading() as session:
        assert session.get_one(Lead, old).place == "乙地"
        assert not session.get_one(Lead, new).removed
    assert finish(check_integrity(book)).is_intact


def test_a_command_of_another_book_is_nobodys_to_undo_here(two: list[Store]) -> None:
    from models.errors import UserError

    ours, theirs = two
    with ours.writing("他们做的") as session:
        add_lead(session, "甲")
        batch = edit_writer(session).batch
    merge_into(ours, theirs)
    with theirs.reading() as session:
        step = history.undoable(session)[0]
        assert step is not None
        assert step.label == "并入来件"
    with pytest.raises(UserError, match="在别的账本里做的"), theirs.writing("撤销", undoes=batch) as session:
        history.undo(session, batch)
