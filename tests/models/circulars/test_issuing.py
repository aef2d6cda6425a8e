"""Numbers are never used twice, issued circulars can be neither undone nor altered, and archived content is intact."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit import history
from models.audit.recorder import allow_raw_writes
from models.circulars import issuing
from models.circulars.issuing import IssueRequest
from models.circulars.text_edits import CircularKey
from models.errors import FieldErrors, UserError
from models.ledgers import Circular, County, DutyDone
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from models.storage import archive
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import TODAY, add_row, finish

ABOUT = CircularKey("month", "2026-10")


def issue_order(number: str, period: str = "2026-10", **more: object) -> IssueRequest:
    """Build an order to issue a circular."""
    facts = {"duties": ("每月一通报",), "signer": "张示例", "files": [("甲.pdf", b"%PDF-1")]} | more
    return IssueRequest(
        CircularKey("month", period), "月通报", "题", number, date(2026, 11, 5), TODAY, content='{"a":"甲"}',
        head="h" * 64, **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def issue(book: Store, circular: IssueRequest) -> str:
    """Issue a circular in one command."""
    with book.writing(f"印发 {circular.number}") as session:
        return issuing.issue(session, circular)


def test_each_word_and_year_counts_for_itself_and_gaps_are_named(book: Store) -> None:
    with book.reading() as session:
        assert issuing.next_number(session, "河招", 2026) == "河招〔2026〕1号"
    issue(book, issue_order("河招〔2026〕1号"))
    issue(book, issue_order("河招〔2026〕4号", "2026-09"))
    issue(book, issue_order("河招办〔2026〕1号", "2026-08"))
    with book.reading() as session:
        assert issuing.next_number(session, "河招", 2026) == "河招〔2026〕5号"
        assert issuing.next_number(session, "河招", 2027) == "河招〔2027〕1号"
        assert issuing.skipped_numbers(session) == ["河招〔2026〕2号", "河招〔2026〕3号"]
        assert issuing.find_issued(session, "4").number == "河招〔2026〕4号"
        with pytest.raises(UserError, match="不止一份"):
            issuing.find_issued(session, "1")
        with pytest.raises(UserError, match="没有印发过"):
            issuing.find_issued(session, "9")


def test_a_number_is_used_once_even_when_withdrawn(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    with pytest.raises(UserError, match="已经印发"):
        issue(book, issue_order("河招〔2026〕2号"))
    with pytest.raises(UserError, match="要写明理由"), book.writing("撤回") as session:
        issuing.withdraw(session, row, " ", TODAY)
    with book.writing("撤回") as session:
        issuing.withdraw(session, row, "数有误", TODAY)
    with pytest.raises(UserError, match="不能重复"):
        issue(book, issue_order("河招〔2026〕1号"))
    issue(book, issue_order("河招〔2026〕2号"))
    with book.reading() as session:
        first, second = issuing.issued(session)
    assert (first.state, first.reason, second.state) == ("已撤回", "撤回：数有误", "已印发")
    with pytest.raises(UserError, match="不能撤回"), book.writing("撤回") as session:
        issuing.withdraw(session, row, "再来", TODAY)


def test_issuing_is_not_undone(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    with book.reading() as session:
        batch = history.undoable(session)[0]
    assert batch is not None
    with pytest.raises(UserError, match="不能撤销"), book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with pytest.raises(UserError, match="不能移入回收站"), book.writing("删除") as session:
        history.move_to_recycle_bin([session.get_one(Circular, row)])
    with pytest.raises(FieldErrors) as refused, book.writing("改") as session:
        save_row(session, Circular, row, {"number": "河招〔2026〕7号", "remark": "可以"}, reading_context(session))
    assert set(refused.value.by_key) == {"number"}
    with book.writing("改") as session:
        save_row(session, Circular, row, {"remark": "已寄出"}, reading_context(session))
    assert finish(check_integrity(book)).is_intact


def test_a_withdrawal_is_undone_like_anything_else(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    with book.writing("撤回") as session:
        issuing.withdraw(session, row, "点错了", TODAY)
    with book.reading() as session:
        batch = history.undoable(session)[0]
    assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert issuing.find_issued(session, "1").state == "已印发"


def test_a_correction_takes_the_place_of_what_it_corrects(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    issue(book, issue_order("河招〔2026〕2号", corrects=row))
    with book.reading() as session:
        first, second = issuing.issued(session)
        standing = issuing.issued_circular(session, ABOUT, "月通报")
    assert (first.state, second.state, second.version, second.corrects) == ("已更正", "已印发", 2, row)
    assert standing == second


def test_content_and_files_are_kept_under_their_hashes(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    with book.reading() as session:
        circular = issuing.find_issued(session, "1")
        assert archive.load_content(session, row, circular.content) == '{"a":"甲"}'
        (file,) = issuing.files_of(session, circular)
        assert (archive.file_bytes(session, file), file.generated) == (b"%PDF-1", True)
        assert circular.files == (("甲.pdf", archive.digest_of(b"%PDF-1")),)


@pytest.fixture
def broken(book: Store) -> Store:
    """Open a book with one issued circular, for tests that damage it."""
    issue(book, issue_order("河招〔2026〕1号"))
    return book


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE circular_frozen SET content = :bad", "留存内容与校验值不符"),
        ("DELETE FROM circular_frozen", "留存内容不见了"),
        ("UPDATE circular_file SET content = :bad", "“甲.pdf”与校验值不符"),
        ("DELETE FROM circular_file", "留存的文件不见了"),
    ],
)
def test_what_was_tampered_with_is_found_and_never_returned(broken: Store, statement: str, message: str) -> None:
    parameters = {"bad": b"x"} if ":bad" in statement else {}
    with broken.engine.execution_options(writing=True).begin() as connection:
        connection.execute(sa.text(statement), parameters)
    assert any(message in fault for fault in finish(check_integrity(broken)).faults)
    with broken.reading() as session:
        circular = issuing.find_issued(session, "1")
        if "frozen" in statement:
            with pytest.raises(UserError):
                archive.load_content(session, circular.id, circular.content)
        else:
            assert [file for file in issuing.files_of(session, circular) if _sound(session, file)] == []


def _sound(session: Session, file: archive.ArchivedFileInfo) -> bool:
    try:
        archive.file_bytes(session, file)
    except UserError:
        return False
    return True


def test_a_scan_is_attached_given_back_and_its_attaching_undone(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    with book.writing("附上文件") as session:
        issuing.attach(session, row, "盖章 扫描.pdf", b"scan")
    with pytest.raises(UserError, match="已经附有"), book.writing("附上文件") as session:
        issuing.attach(session, row, "盖章 扫描.pdf", b"other")
    with pytest.raises(UserError, match="20 MB"), book.writing("附上文件") as session:
        issuing.attach(session, row, "大.pdf", bytes(archive.MAX_FILE_BYTES + 1))
    with book.reading() as session:
        files = issuing.files_of(session, issuing.find_issued(session, "1"))
        assert [(file.name, file.generated) for file in files] == [("甲.pdf", True), ("盖章 扫描.pdf", False)]
        assert archive.file_bytes(session, files[1]) == b"scan"
        batch = history.undoable(session)[0]
    assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert [file.name for file in issuing.files_of(session, issuing.find_issued(session, "1"))] == ["甲.pdf"]
    assert finish(check_integrity(book)).is_intact


def test_the_duty_is_ticked_off_with_the_issue_and_only_once(book: Store) -> None:
    with book.writing("县情") as session:
        add_row(session, County, name="示例县")
        set_definitions(session, cadence_set="hejin")
    row = issue(book, issue_order("河招〔2026〕1号"))
    issue(book, issue_order("河招〔2026〕2号", corrects=row))
    with book.reading() as session:
        (done,) = session.query(DutyDone).all()
    assert (done.name, done.period, done.done_on, done.by, done.note) == (
        "每月一通报", "2026-10", TODAY, "张示例", "印发河招〔2026〕1号",
    )  # fmt: skip


def test_a_number_of_another_form_is_rejected(book: Store) -> None:
    with pytest.raises(UserError, match="写法不对"):
        issue(book, issue_order("2026年1号"))


def test_what_the_county_office_does_not_number_takes_no_number_from_it(book: Store) -> None:
    pack = issue(book, issue_order("", "2026-10-1", files=[("2026-10-1半月调度.pdf", b"%PDF-1")]))
    issue(book, issue_order("第43期", "2026-W43", files=[("2026-W43周动态.pdf", b"%PDF-2")]))
    issue(book, issue_order("河招〔2026〕1号"))
    with book.reading() as session:
        assert issuing.next_number(session, "河招", 2026) == "河招〔2026〕2号"
        names = [circular.name for circular in issuing.issued(session)]
        assert names == ["2026-10-1半月调度", "2026-W43周动态", "河招〔2026〕1号"]
        assert issuing.find_issued(session, "2026-10-1半月调度").id == pack
        assert issuing.find_issued(session, "第43期").number == "第43期"
        assert issuing.skipped_numbers(session) == []
    with pytest.raises(UserError, match="不能移入回收站"), book.writing("删除") as session:
        history.move_to_recycle_bin([session.get_one(Circular, pack)])
    assert finish(check_integrity(book)).is_intact


@pytest.mark.parametrize(
    ("number", "dated", "message"),
    [
        ("河招〔2026〕3号", date(2026, 11, 5), ""),
        ("河招〔2026〕3号", date(2026, 11, 20), ""),
        ("河招〔2026〕3号", date(2026, 11, 4), "早于前面的河招〔2026〕2号（2026-11-05）"),
        ("河招办〔2026〕1号", date(2026, 11, 4), ""),  # another series
        ("河招〔2027〕1号", date(2026, 11, 4), ""),
        ("", date(2026, 11, 4), ""),
        ("", date(2026, 11, 21), "晚于今天"),
        ("河招〔2026〕3号", date(2026, 11, 21), "晚于今天"),
    ],
)
def test_numbers_and_dates_do_not_cross(book: Store, number: str, dated: date, message: str) -> None:
    issue(book, issue_order("河招〔2026〕2号"))
    order = replace(issue_order(number, "2026-09"), dated=dated)
    if not message:
        assert issue(book, order)
        return
    with pytest.raises(UserError, match=message):
        issue(book, order)


def test_after_a_number_dated_in_the_future_the_next_may_bear_that_date(book: Store) -> None:
    row = issue(book, issue_order("河招〔2026〕1号"))
    with book.writing("旧版本的倒填") as session, allow_raw_writes(session) as connection:
        connection.execute(sa.text("UPDATE circular SET dated = '2026-12-05' WHERE id = :row"), {"row": row})
    with pytest.raises(UserError, match="请把成文日期改为2026-12-05或以后"):
        issue(book, issue_order("河招〔2026〕2号", "2026-09"))
    assert issue(book, replace(issue_order("河招〔2026〕2号", "2026-09"), dated=date(2026, 12, 5)))
