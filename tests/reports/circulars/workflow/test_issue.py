"""Issued once, kept for ever: what is reprinted years later is what went out, byte for byte."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from models.audit.edit_log import Book
from models.circulars import issuing, text_edits
from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.ledgers import County, Lead, Setting, Term
from models.storage import archive
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from reports.circulars.workflow.findings import blocking
from reports.circulars.workflow.issue import (
    IssueOrder,
    IssueResult,
    changes,
    circular_key_of,
    compose_and_check,
    compose_with_edits,
    issue,
    issued_content,
    predicted_number,
    reprint,
    show_issued,
    write_as,
)
from reports.content import snapshot_codec
from reports.content.document import Paragraph, Table
from tests.rows import TODAY, add_lead, copy_template, finish, open_unsynced

ABOUT = CircularKey("month", "2026-10")


def issued(book: Store, folder: Path, **more: str) -> IssueResult:
    """Issue October's circular."""
    return finish(issue(book, IssueOrder(ABOUT, signer="张示例", **more), folder, TODAY))  # type: ignore[arg-type]


def hashes(files: tuple[Path, ...]) -> dict[str, str]:
    """Hash some files by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def work_on(book: Store) -> None:
    """Change all that a circular rests on: rows, settings, words, the county itself."""
    with book.writing("后来的事") as session:
        add_lead(session, "后来的线索", reported_on=date(2026, 10, 8))
        for row in session.query(Lead).limit(20):
            row.reported_on = date(2026, 1, 1)
        for setting in session.query(Setting).filter(Setting.key == "pace"):
            setting.value = "按日"
        session.query(County).one().organ = "另一个单位"
        for term in session.query(Term).limit(5):
            term.idle = True


def test_it_is_numbered_dated_signed_and_kept_whole(demo: Store, tmp_path: Path) -> None:
    with demo.reading() as session:
        head = session.query(Book).one().head
    result = issued(demo, tmp_path / "出")
    circular = result.circular
    assert (circular.number, circular.signer, circular.issued_on) == ("河招组〔2026〕1号", "张示例", TODAY)
    assert (circular.state, circular.head) == ("已印发", head)
    assert dict(circular.files) == hashes(result.files)
    document = issued_content(demo, "1")
    assert document.number == circular.number
    assert f"留痕链头 {head}" in document.keywords
    last = document.annexes[-1].blocks[-1]
    assert isinstance(last, Table)
    assert last.notes[-1] == f"数据留痕：{head[:16]}"
    assert finish(check_integrity(demo)).is_intact


def test_a_reprint_is_byte_for_byte_what_went_out_whatever_happened_since(demo_book: Path, tmp_path: Path) -> None:
    path = copy_template(demo_book, tmp_path / "账本")
    with open_unsynced(path) as book:
        before = hashes(issued(book, tmp_path / "出").files)
    with open_unsynced(path) as book:
        work_on(book)
    with open_unsynced(path) as book:
        again = finish(reprint(book, "河招组〔2026〕1号", tmp_path / "再"))
        assert hashes(again.files) == before == dict(again.circular.files)
        # What is kept as content says the same: set anew it gives the very bytes too.
        document = issued_content(book, "1")
        write_as(document, "pdf", tmp_path / "重排.pdf")
        assert hashes((tmp_path / "重排.pdf",))["重排.pdf"] == before["2026-10月通报.pdf"]
        assert changes(book, again.circular.id, ABOUT)


def test_what_was_not_made_then_is_made_from_what_was_frozen(demo: Store, tmp_path: Path) -> None:
    finish(issue(demo, IssueOrder(ABOUT, formats=("xlsx",)), tmp_path / "出", TODAY))
    work_on(demo)
    again = finish(reprint(demo, "1", tmp_path / "再", ("pdf",)))
    assert [path.suffix for path in again.files] == [".pdf"]
    circular, produced = finish(show_issued(demo, "1", tmp_path / "看"))
    assert circular.number == produced.document.number
    assert produced.printed is not None
    assert produced.pdf is not None
    assert produced.pdf.read_bytes() == again.files[0].read_bytes()


def test_grave_findings_stop_it_unless_somebody_says_why(demo: Store, tmp_path: Path) -> None:
    about = CircularKey("month", "2026-11")
    with pytest.raises(UserError, match=r"还没过完.*写明理由"):
        finish(issue(demo, IssueOrder(about), tmp_path, TODAY))
    assert list(tmp_path.glob("*.pdf")) == []
    with demo.reading() as session:
        assert issuing.issued(session) == []
    result = finish(issue(demo, IssueOrder(about, reason="领导要求先发"), tmp_path, TODAY))
    assert result.circular.reason == "领导要求先发"
    with demo.reading() as session:
        archived = snapshot_codec.snapshot_extras(
            archive.load_content(session, result.circular.id, result.circular.content)
        )
    assert any("还没过完" in finding for finding in archived["findings"])
    assert archived["settings"]["pace"] == "按月"
    assert archived["geometry"]["chars"] == 28
    assert archived["faces"]


def test_a_period_goes_out_once(demo: Store, tmp_path: Path) -> None:
    issued(demo, tmp_path)
    with pytest.raises(UserError, match="已经印发（河招组〔2026〕1号）"):
        issued(demo, tmp_path)


def test_stopped_half_way_nothing_went_out(demo: Store, tmp_path: Path) -> None:
    steps = issue(demo, IssueOrder(ABOUT), tmp_path / "出", TODAY)
    for _ in range(3):
        next(steps)
    steps.close()
    with demo.reading() as session:
        assert issuing.issued(session) == []
    assert list((tmp_path / "出").iterdir()) == []
    assert predicted_number(demo, compose_with_edits(demo, ABOUT).document) == "河招组〔2026〕1号"


def test_a_book_changed_while_it_was_set_is_not_vouched_for(demo: Store, tmp_path: Path) -> None:
    steps = issue(demo, IssueOrder(ABOUT), tmp_path / "出", TODAY)
    for _ in range(3):
        next(steps)
    with demo.writing("别人") as session:
        add_lead(session, "别人的线索")
    with pytest.raises(UserError, match="又有了改动"):
        finish(steps)


@pytest.fixture
def corrected(demo: Store, tmp_path: Path) -> tuple[IssueResult, IssueResult]:
    """Issue a circular, find one lead more, and put it right."""
    first = issued(demo, tmp_path / "出")
    with pytest.raises(UserError, match="没有任何变化"):
        issued(demo, tmp_path / "出", corrects=first.circular.id)
    with demo.writing("补登") as session:
        add_lead(session, "补登的线索", reported_on=date(2026, 10, 8))
    return first, issued(demo, tmp_path / "出", corrects=first.circular.id)


def test_a_correction_names_what_changed(demo: Store, corrected: tuple[IssueResult, IssueResult]) -> None:
    first, second = corrected
    assert (second.circular.number, second.circular.version) == ("河招组〔2026〕2号", 2)
    document = issued_content(demo, "2")
    listed = document.annexes[-1].blocks[-1]
    assert document.annexes[-1].title == "更正说明"
    assert isinstance(listed, Table)
    corrections = {(row.cells[2].text, row.cells[3].text) for row in listed.rows}
    old = next(before for before, _ in corrections if "各专班上报线索" in before)
    count = int(old.split("上报线索")[1].split("条")[0])
    # The change against September is another one then, too.
    assert f"上报线索{count + 1}条" in dict(corrections)[old]
    assert changes(demo, second.circular.id, circular_key_of(second.circular)) == ()
    assert {path.name for path in second.files}.isdisjoint({path.name for path in first.files})


def test_the_clerks_own_words_go_out(demo: Store, tmp_path: Path) -> None:
    with demo.writing("改写") as session:
        text_edits.save_text(session, ABOUT, "@title", "一个改过的题目", "关于2026年10月全市招商引资工作情况的通报")
        text_edits.save_text(session, ABOUT, "@signer", "李示例", None)
    result = finish(issue(demo, IssueOrder(ABOUT, dated=date(2026, 11, 4)), tmp_path, TODAY))
    circular = result.circular
    assert (circular.title, circular.signer, circular.dated) == ("一个改过的题目", "李示例", date(2026, 11, 4))


def test_it_is_dated_and_printed_the_day_it_is_issued(demo: Store, tmp_path: Path) -> None:
    result = issued(demo, tmp_path)
    document = issued_content(demo, "1")
    assert (result.circular.dated, document.dated, document.printed_on) == (TODAY, TODAY, TODAY)
    late = IssueOrder(CircularKey("quarter", "2026-Q3"), dated=date(2026, 11, 23))
    other = finish(issue(demo, late, tmp_path, date(2026, 11, 25)))
    assert other.circular.dated == date(2026, 11, 23)
    assert issued_content(demo, "2").printed_on == date(2026, 11, 25)


def test_a_later_number_never_bears_an_earlier_date(demo: Store, tmp_path: Path) -> None:
    issued(demo, tmp_path)
    quarter = CircularKey("quarter", "2026-Q3")
    crossing = r"2号的成文日期2026-11-19早于前面的河招组〔2026〕1号（2026-11-20）.*2026-11-20或以后"
    with pytest.raises(UserError, match=crossing):
        finish(issue(demo, IssueOrder(quarter, dated=date(2026, 11, 19)), tmp_path, TODAY))
    with pytest.raises(UserError, match="成文日期2026-11-21晚于今天"):
        finish(issue(demo, IssueOrder(quarter, dated=date(2026, 11, 21)), tmp_path, TODAY))
    with demo.reading() as session:
        assert [circular.number for circular in issuing.issued(session)] == ["河招组〔2026〕1号"]
    assert list(tmp_path.glob("*季*")) == []


def test_a_correction_has_its_own_date_whatever_the_clerk_gave_the_first(demo: Store, tmp_path: Path) -> None:
    with demo.writing("改日期") as session:
        text_edits.save_text(session, ABOUT, "@dated", "2026-11-18", "2026-11-20")
    first = issued(demo, tmp_path)
    assert first.circular.dated == date(2026, 11, 18)
    with demo.writing("补登") as session:
        add_lead(session, "补登的线索", reported_on=date(2026, 10, 8))
    order = IssueOrder(ABOUT, corrects=first.circular.id)
    second = finish(issue(demo, order, tmp_path, date(2026, 11, 27)))
    assert second.circular.dated == date(2026, 11, 27)
    paragraph = issued_content(demo, "2").body[0]
    assert isinstance(paragraph, Paragraph)
    assert "2026年11月20日印发的" in paragraph.text  # the day it was printed


def test_issued_in_january_it_counts_in_the_new_years_numbers(demo: Store, tmp_path: Path) -> None:
    result = finish(issue(demo, IssueOrder(CircularKey("month", "2026-11")), tmp_path, date(2027, 1, 4)))
    assert result.circular.number == "河招组〔2027〕1号"


def test_a_second_issue_is_found_by_the_check_unless_it_corrects_the_first(demo: Store, tmp_path: Path) -> None:
    first = issued(demo, tmp_path)
    _, findings = compose_and_check(demo, ABOUT, TODAY)
    assert [finding.message for finding in blocking(findings)] == [
        "月通报 2026-10 已经印发（河招组〔2026〕1号）；内容有变请“更正”，发错了请“撤回”。"
    ]
    assert blocking(compose_and_check(demo, ABOUT, TODAY, first.circular.id)[1]) == ()


def test_a_full_disk_after_issuing_does_not_hide_that_it_is_issued(demo: Store, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    steps = issue(demo, IssueOrder(ABOUT, formats=("xlsx",)), folder, TODAY)
    next(steps)
    folder.rmdir()
    folder.write_text("此处不是文件夹", "utf-8")
    result = finish(steps)
    assert result.files == ()
    assert result.problem.startswith("河招组〔2026〕1号已经印发，内容和文件都存进了账本，不要再印发一次")
    assert "zhuanban reprint 账本 河招组〔2026〕1号" in result.problem
    assert finish(reprint(demo, "1", tmp_path / "再")).circular.id == result.circular.id
