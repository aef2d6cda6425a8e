"""The first look is shown only while it is still the truth."""

from pathlib import Path

import pytest
from pytestqt.modeltest import ModelTester

from desktop.app.book_session import BookSession
from desktop.app.startup_snapshot import SnapshotModel, StartupSnapshot, load_snapshot, read_chain_head, save_snapshot
from tests.rows import add_lead

COLUMNS = (("线索名称", 200, False), ("预计总投资（万元）", 90, True))


def startup_snapshot(book: Path) -> StartupSnapshot:
    rows = (("甲", "1"), ("乙", "2"))
    return StartupSnapshot(
        read_chain_head(str(book)),
        str(book),
        "lead",
        "线索",
        "2 条",
        COLUMNS,
        rows,
        (("lead", "线索", "target", 3, ""),),
    )


def test_it_is_read_back_as_it_was(desk: BookSession, book: Path, tmp_path: Path) -> None:
    desk.run("示例", add_lead)
    snapshot = startup_snapshot(book)
    save_snapshot(snapshot, tmp_path)
    assert load_snapshot(str(book), tmp_path) == snapshot


def test_a_changed_book_shows_no_old_look(desk: BookSession, book: Path, tmp_path: Path) -> None:
    desk.run("示例", add_lead)
    save_snapshot(startup_snapshot(book), tmp_path)
    desk.run("示例", add_lead)
    assert load_snapshot(str(book), tmp_path) is None


def test_only_its_owner_can_read_it(desk: BookSession, book: Path, tmp_path: Path) -> None:
    save_snapshot(startup_snapshot(book), tmp_path)
    (file,) = (tmp_path / "zhuanban").glob("*.json")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"head": "x"}'])
def test_a_spoilt_look_is_none(book: Path, tmp_path: Path, text: str) -> None:
    save_snapshot(startup_snapshot(book), tmp_path)
    next((tmp_path / "zhuanban").glob("*.json")).write_text(text, "utf-8")
    assert load_snapshot(str(book), tmp_path) is None


def test_what_is_no_book_has_no_head(tmp_path: Path) -> None:
    (tmp_path / "x.zhuanban").write_text("not a book")
    assert read_chain_head(str(tmp_path / "x.zhuanban")) == ""
    assert read_chain_head(str(tmp_path / "none.zhuanban")) == ""
    assert read_chain_head("postgresql://server/book") == ""


def test_an_unfinished_write_hides_the_look(desk: BookSession, book: Path, tmp_path: Path) -> None:
    desk.run("示例", add_lead)
    save_snapshot(startup_snapshot(book), tmp_path)
    path = book
    path.with_name(path.name + "-journal").write_bytes(b"hot")
    assert load_snapshot(str(book), tmp_path) is None


def test_its_model_keeps_qts_rules(book: Path, qtmodeltester: ModelTester) -> None:
    model = SnapshotModel(startup_snapshot(book))
    assert model.text(1, 0) == "乙"
    assert model.is_number(1)
    qtmodeltester.check(model)
