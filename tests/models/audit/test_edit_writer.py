"""The unit of work of a command: its edits form a chain, its batch is written with them, its clock never goes back."""

import json
import time

import pytest
import sqlalchemy as sa

from models.audit.edit_log import Book, EditBatch, EditRecord, wall_ms
from models.audit.edit_writer import EditWriter, edit_writer, edit_writer_or_none
from models.ledgers import Lead
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.rows import add_lead


def edits(book: Store) -> list[EditRecord]:
    with book.reading() as session:
        return list(session.execute(sa.select(EditRecord).order_by(EditRecord.seq)).scalars())


def batches(book: Store) -> list[EditBatch]:
    with book.reading() as session:
        return list(session.execute(sa.select(EditBatch).order_by(EditBatch.seq)).scalars())


def test_a_session_that_only_reads_has_no_writer(book: Store) -> None:
    with book.reading() as session:
        assert edit_writer_or_none(session) is None
        with pytest.raises(TypeError, match="only reads"):
            edit_writer(session)
    with book.writing("新增") as session:
        assert edit_writer(session) is edit_writer_or_none(session)


def test_edits_are_numbered_without_a_gap_from_command_to_command(book: Store) -> None:
    start = len(edits(book))
    with book.writing("新增") as session:
        add_lead(session, "示例甲")
        add_lead(session, "示例乙")
    with book.writing("再增") as session:
        add_lead(session, "示例丙")
    added = edits(book)[start:]
    assert [edit.seq for edit in added] == list(range(start + 1, start + 4))
    assert [json.loads(edit.values)["name"] for edit in added] == ["示例甲", "示例乙", "示例丙"]
    first, second = batches(book)[-2:]
    assert (first.seq, second.seq) == (start + 1, start + 3)
    assert [edit.batch for edit in added] == [first.id, first.id, second.id]
    assert (first.label, second.label) == ("新增", "再增")
    check_integrity(book)


def test_the_book_ends_where_its_last_edit_ends(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "示例甲")
    with book.reading() as session:
        record = session.execute(sa.select(Book)).scalar_one()
    last = edits(book)[-1]
    assert (record.seq, record.head, record.clock) == (last.seq, last.digest, last.clock)


def test_a_command_without_an_edit_leaves_no_batch_unless_it_undoes_one(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "示例甲")
        batch = edit_writer(session).batch
    before = len(batches(book))
    with book.writing("什么也没改"):
        pass
    assert len(batches(book)) == before
    with book.writing("撤销", undoes=batch) as session:
        assert not edit_writer(session).has_edits
    (undo,) = batches(book)[before:]
    assert undo.undoes == batch


def test_a_command_that_fails_leaves_no_number_out(book: Store) -> None:
    before = edits(book)

    def fail() -> None:
        with book.writing("新增") as session:
            add_lead(session, "示例甲")
            raise RuntimeError("the clerk's computer went off")

    with pytest.raises(RuntimeError):
        fail()
    assert len(edits(book)) == len(before)
    with book.writing("新增") as session:
        add_lead(session, "示例乙")
    assert edits(book)[-1].seq == len(before) + 1
    check_integrity(book)


def test_a_label_or_a_name_of_several_lines_is_one_line_in_the_log(book: Store) -> None:
    with book.writing("收表\n甲.xlsx") as session:
        writer = EditWriter.start(session, " 示例\n甲 ", "收表\n甲.xlsx")
        assert (writer.who, writer.label) == ("示例 甲", "收表 甲.xlsx")
        add_lead(session, "示例甲")
        writer.close()
        EditWriter.start(session, "示例甲", "余下")
    assert edits(book)[-1].who == "示例 甲"


def test_the_clock_goes_forward_although_the_computer_s_is_set_back(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with book.writing("新增") as session:
        add_lead(session, "示例甲")
    yesterday = time.time_ns() - 86_400_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: yesterday)
    with book.writing("改") as session:
        session.query(Lead).one().name = "示例乙"
    first, second = edits(book)[-2:]
    assert second.clock > first.clock
    assert wall_ms(second.clock) >= wall_ms(first.clock)


@pytest.mark.parametrize(("ahead_ms", "limit_ms", "expected_ms"), [(5000, 60_000, 5000), (90_000, 60_000, 60_000)])
def test_another_book_s_clock_is_followed_only_so_far(
    book: Store, ahead_ms: int, limit_ms: int, expected_ms: int
) -> None:
    with book.writing("收表") as session:
        writer = edit_writer(session)
        now = wall_ms(writer.clock) or time.time_ns() // 1_000_000
        writer.advance_clock(f"{now + ahead_ms:012x}0000", now + limit_ms)
        assert wall_ms(writer.clock) == now + expected_ms
        ahead = writer.clock
        writer.advance_clock(f"{now:012x}0000", now + limit_ms)
        assert writer.clock == ahead, "an older clock changes nothing"
        add_lead(session, "示例甲")
    assert edits(book)[-1].clock > ahead


def test_an_edit_made_now_stands_on_what_is_shown_of_the_row(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", investor="甲公司")
    (born,) = edits(book)[-1:]
    with book.writing("改") as session:
        session.get_one(Lead, row).investor = "乙公司"
    changed = edits(book)[-1]
    with book.writing("看") as session:
        parents = edit_writer(session).visible_parents([row])[row]
    assert (parents["name"], parents["investor"]) == ([born.id], [changed.id])
    assert json.loads(changed.saw) == {"investor": [born.id]}
