"""The import log: a file imported twice is reported, an undone one can be redone, missing reports are listed."""

import hashlib
from datetime import date

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.exchange import import_log
from models.exchange.import_log import ImportCounts, ReceivedFile
from models.ledgers import Receipt, Received, Sender, TaskForce
from models.rules.vocabulary import ReceivedState
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.models.exchange.books import shareable_rows
from tests.rows import TODAY, add_lead, add_row, add_task_force, finish

FILE_HASH = hashlib.sha256(b"x").hexdigest()


def record_import(
    book: Store, name: str = "十月.xlsx", sha: str = FILE_HASH, on: date = TODAY, state: str = ReceivedState.MERGED
) -> str:
    """Record a received file with one row imported from it; return the batch id."""
    with book.writing(f"收表：{name}") as session:
        sender = import_log.ensure_sender(session, "焦化专班")
        add_lead(session, name)
        import_log.record_file(
            session, ReceivedFile(name, sha, sender=sender.id, state=state, counts=ImportCounts(new=1)), on
        )
        return edit_writer(session).batch


def test_a_file_that_came_is_known_by_its_bytes(book: Store) -> None:
    record_import(book)
    with book.reading() as session:
        earlier = import_log.find_earlier_import(session, FILE_HASH)
        assert import_log.find_earlier_import(session, "0" * 64) is None
        row = session.query(Received).one()
        sender = session.query(Sender).one()
    assert earlier is not None
    assert (earlier.name, earlier.on, earlier.undone) == ("十月.xlsx", TODAY, False)
    assert "已经收过" in earlier.message
    assert (row.new, row.same, row.kind, row.state, row.sender) == (1, 0, "外来", "已并入", sender.id)
    assert (sender.last_file, sender.last_on) == ("十月.xlsx", TODAY)
    assert finish(check_integrity(book)).is_intact


def test_a_file_undone_says_so_and_its_undoing_can_be_undone(book: Store) -> None:
    batch = record_import(book)
    with book.writing("撤销", undoes=batch) as session:
        assert history.undo(session, batch).rows == 2  # the lead and its new sender; the receipt itself is not counted
    with book.reading() as session:
        earlier = import_log.find_earlier_import(session, FILE_HASH)
    assert earlier is not None
    assert earlier.undone
    assert "撤销了" in earlier.message
    with book.writing("恢复", undoes=earlier.redo_batch) as session:
        history.undo(session, earlier.redo_batch)
    with book.reading() as session:
        again = import_log.find_earlier_import(session, FILE_HASH)
    assert again is not None
    assert (again.undone, again.redo_batch) == (False, "")
    assert finish(check_integrity(book)).is_intact


def test_a_declined_file_may_be_tried_again_and_moves_nobody_on(book: Store) -> None:
    record_import(book, state=ReceivedState.REFUSED)
    with book.reading() as session:
        assert import_log.find_earlier_import(session, FILE_HASH) is None
        assert session.query(Sender).one().last_file is None


def test_an_older_file_does_not_set_its_sender_back(book: Store) -> None:
    record_import(book, "十一月.xlsx", on=date(2026, 11, 3))
    record_import(book, "九月.xlsx", "1" * 64, on=date(2026, 10, 3))
    with book.reading() as session:
        assert session.query(Sender).one().last_file == "十一月.xlsx"


def test_headings_once_put_right_are_remembered_by_sender_and_ledger(book: Store) -> None:
    with book.writing("对表头") as session:
        sender = import_log.ensure_sender(session, " 焦化专班 ").id
        import_log.remember_headings(session, sender, "lead", {"来源": "place"})
        import_log.remember_headings(session, sender, "lead", {"老板": "contact", "来源": "channel"})
        import_log.remember_headings(session, sender, "project", {"来源": "place"})
    with book.reading() as session:
        expected = {"lead": {"来源": "channel", "老板": "contact"}, "project": {"来源": "place"}}
        assert import_log.sender_headings(session, sender) == expected
        assert session.query(Sender).one().name == "焦化专班"
    with book.writing("乱填") as session:
        session.get_one(Sender, sender).headings = "我不知道"
    with book.reading() as session:
        assert import_log.sender_headings(session, sender) == {}


def test_who_has_not_reported_is_listed_until_a_file_or_a_nil_report_comes(book: Store) -> None:
    with book.writing("新增") as session:
        forces = [add_task_force(session, name, rank) for rank, name in enumerate("甲乙丙丁", start=1)]
        add_row(session, TaskForce, name="撤了的专班", removed=True)
        add_row(session, Receipt, task_force=forces[1], period="2026-10", due=date(2026, 10, 31))
        add_row(session, Receipt, task_force=forces[2], period="2026-09", received_on=date(2026, 9, 30))
    with book.writing("收到") as session:
        import_log.mark_received(session, forces[0], "2026-10", date(2026, 11, 1))
        import_log.mark_received(session, forces[3], "2026-10", date(2026, 11, 1), empty=True)
    with book.reading() as session:
        outstanding = import_log.missing_reports(session, "2026-10", TODAY)
        assert [(entry.name, entry.due, entry.late) for entry in outstanding] == [
            ("乙", date(2026, 10, 31), True),
            ("丙", None, False),
        ]
        assert len(import_log.missing_reports(session, "2026-09", TODAY)) == 3
    with book.writing("收到") as session:
        import_log.mark_received(session, forces[1], "2026-10", date(2026, 11, 2))
        import_log.mark_received(session, forces[1], "2026-10", date(2026, 11, 9))
        late = session.query(Receipt).filter_by(task_force=forces[1], period="2026-10").one()
        assert late.received_on == date(2026, 11, 2)
    with book.writing("又有了") as session:
        assert import_log.mark_received(session, forces[3], "2026-10", date(2026, 11, 3)).empty is False
    with book.reading() as session:
        assert [entry.name for entry in import_log.missing_reports(session, "2026-10", TODAY)] == ["丙"]


def test_this_books_own_memory_never_travels(book: Store) -> None:
    record_import(book)
    with book.reading() as session:
        assert set(shareable_rows(session)) == {"lead"}


def test_a_file_s_name_may_say_whose_it_is(book: Store) -> None:
    with book.writing("建账") as session:
        add_task_force(session, "焦化", 1)
        add_task_force(session, "新能源", 2)
        add_row(session, Sender, name="示例街道办")

    def whose(name: str) -> str | None:
        with book.reading() as session:
            return import_log.sender_in_text(session, name)

    assert whose("焦化专班10月线索") == "焦化"
    assert whose("新能源招商专班（报县）") == "新能源"
    assert whose("示例街道办2026-10") == "示例街道办"
    assert whose("焦化专班、新能源专班汇总") is None  # two names give no sender
    assert whose("焦化企业名单") is None  # a trade, not its task force
