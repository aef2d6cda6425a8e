"""A book is opened, made, copied and closed without ever being lost, and every failure is reported with a message."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.errors import UserError
from models.ledgers import Lead
from models.storage import store
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.rows import add_lead, copy_template, finish
from tests.source import ROOT
from tests.waiting import PROCESS_SECONDS, WAIT_SECONDS

WORKER_SCRIPT = ROOT / "tests/models/store_child.py"


def start_worker(*arguments: object) -> subprocess.Popen[str]:
    """Start a second process on a book."""
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(WORKER_SCRIPT), *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def path(empty_book: Path, tmp_path: Path) -> Path:
    """Copy an empty book."""
    return copy_template(empty_book, tmp_path)


@pytest.fixture
def held(path: Path) -> Iterator[Path]:
    """Keep a book open in another process."""
    with start_worker("hold", path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield path
        other.kill()


def file_names(folder: Path) -> list[str]:
    """List the file names of a folder, sorted."""
    return sorted(entry.name for entry in folder.iterdir())


def change_with_sqlite(path: Path, sentence: str) -> None:
    """Change a book's file with sqlite3, bypassing the program."""
    bare = sqlite3.connect(path)
    bare.execute(sentence)
    bare.commit()
    bare.close()


# --- who has it open


def test_a_book_held_by_another_program_is_rejected_with_the_holders_name(held: Path) -> None:
    with pytest.raises(UserError, match=f"“{held.name}”正由王某（电脑 .+，20.+ 起）打开着"):
        store.open_book(held)


def test_a_held_book_can_still_be_read(held: Path) -> None:
    with store.open_book(held, write=False) as book:
        assert not book.writable
        assert finish(check_integrity(book)).is_intact
        with pytest.raises(UserError, match="只读"), book.writing("改") as session:
            add_lead(session)


def test_a_killed_holder_holds_nothing(path: Path) -> None:
    with start_worker("hold", path) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()
    assert path.with_name(path.name + ".lock").exists()
    with store.open_book(path) as book:
        assert book.writable
    assert file_names(path.parent) == [path.name]


def test_a_closed_book_leaves_nothing_beside_itself(path: Path) -> None:
    with store.open_book(path) as book, book.writing("新增") as session:
        add_lead(session)
    assert file_names(path.parent) == [path.name]


def test_a_lock_taken_away_while_being_taken_is_taken_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its holder may let go, and remove the file, between our opening and our locking it."""
    from models.storage import lock

    locking = lock._try_lock  # noqa: SLF001 - the very moment between opening and locking
    taken: list[object] = []

    def late(file: object) -> bool:
        if not taken:
            path.with_name(path.name + ".lock").unlink()
        taken.append(file)
        return locking(file)  # type: ignore[arg-type]  # the very file

    monkeypatch.setattr(lock, "_try_lock", late)
    with store.open_book(path), pytest.raises(UserError, match="打开着"):
        store.open_book(path)
    assert len(taken) == 3


# --- what is no book of ours, or of another time


def test_a_book_of_a_newer_program_is_rejected_with_a_message_and_untouched(path: Path) -> None:
    change_with_sqlite(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    for write in (True, False):
        with pytest.raises(UserError, match=r"账本结构 9999.*请升级招商台账后再打开，账本没有改动"):
            store.open_book(path, write=write)
    assert path.read_bytes() == before
    assert file_names(path.parent) == [path.name]


def test_a_book_without_a_version_is_no_book(path: Path) -> None:
    change_with_sqlite(path, "DROP TABLE alembic_version")
    with pytest.raises(UserError, match="没有版本记录"):
        store.open_book(path)
    change_with_sqlite(path, "CREATE TABLE alembic_version (version_num TEXT)")
    with pytest.raises(UserError, match="没有版本记录"):
        store.open_book(path)


@pytest.mark.parametrize("content", [b"", b"\xe4\xb8\x80" * 5000, b"PK\x03\x04" + b"\0" * 5000, b"SQLite format 3\0x"])
def test_another_file_is_rejected_and_not_touched(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "不是账本.zhuanban"
    other.write_bytes(content)
    for write in (True, False):
        with pytest.raises(UserError, match=r"不是招商台账的账本|已损坏"):
            store.open_book(other, write=write)
    assert other.read_bytes() == content
    assert file_names(tmp_path) == [other.name]


@pytest.mark.parametrize("length", [50, 100, 512, 5000, 40_000])
def test_half_a_book_is_rejected_with_a_message(demo_book: Path, tmp_path: Path, length: int) -> None:
    half = copy_template(demo_book, tmp_path)
    half.write_bytes(demo_book.read_bytes()[:length])
    try:
        with store.open_book(half) as book:
            message = "".join(finish(check_integrity(book)).faults)
    except UserError as error:
        message = str(error)
    assert any(word in message for word in ("不是招商台账的账本", "损坏", "读不出来")), message


def test_a_book_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到账本"):
        store.open_book(tmp_path / "没有.zhuanban")
    assert file_names(tmp_path) == []


# --- making and copying


def test_making_a_book_never_overwrites(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(UserError, match="已经存在，不会覆盖"):
        store.create_book(path)
    assert path.read_bytes() == before


def test_a_book_that_could_not_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_schema = store._create_schema  # noqa: SLF001 - so that it fails after the tables are made

    def half_way(engine: sa.Engine) -> None:
        create_schema(engine)
        raise UserError("磁盘已满")

    monkeypatch.setattr(store, "_create_schema", half_way)
    with pytest.raises(UserError, match="磁盘已满"):
        store.create_book(tmp_path / "新.zhuanban")
    assert file_names(tmp_path) == []


def test_a_book_knows_itself_for_ours(path: Path) -> None:
    with path.open("rb") as file:
        file.seek(68)  # the application id of SQLite's header
        assert file.read(4) == b"ZBTZ"


def test_a_backup_is_a_whole_book(demo_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份" / "十月.zhuanban"
    with store.open_book(copy_template(demo_book, tmp_path)) as book:
        store.copy_book(book.engine, target)
    with store.open_book(target, write=False) as book:
        assert finish(check_integrity(book)).is_intact
    assert file_names(target.parent) == [target.name]


def test_a_bad_backup_never_takes_a_good_ones_place(demo_book: Path, tmp_path: Path) -> None:
    good = copy_template(demo_book, tmp_path, "好.zhuanban")
    bad = copy_template(demo_book, tmp_path, "坏.zhuanban")
    content = bytearray(bad.read_bytes())
    content[40_960:45_056] = b"\xff" * 4096  # the eleventh page
    bad.write_bytes(content)
    with store.open_book(bad) as book:
        with pytest.raises(UserError, match=r"没有通过校验|已损坏"):
            store.copy_book(book.engine, tmp_path / "新.zhuanban")
        with pytest.raises(UserError, match="是一本账本"):
            store.copy_book(book.engine, good)
    assert good.read_bytes() == demo_book.read_bytes()
    assert file_names(tmp_path) == sorted([good.name, bad.name])


def test_a_book_that_opens_but_does_not_hold_together_is_not_backed_up(path: Path) -> None:
    with store.open_book(path) as book, book.writing("新增") as session:
        add_lead(session)
    for sentence in (
        "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT NOT NULL', 'name TEXT /*????*/') WHERE name = 'lead'",
        "UPDATE lead SET name = NULL",
        "UPDATE sqlite_master SET sql = replace(sql, 'name TEXT /*????*/', 'name TEXT NOT NULL') WHERE name = 'lead'",
    ):
        bare = sqlite3.connect(path)
        bare.execute("PRAGMA writable_schema = ON")
        assert bare.execute(sentence).rowcount == 1
        bare.commit()
        bare.close()
    target = path.with_name("备份.zhuanban")
    with store.open_book(path) as book, pytest.raises(UserError, match=r"没有通过校验（NULL value in lead.name"):
        store.copy_book(book.engine, target)
    assert not target.exists()


def test_a_backup_of_a_book_being_written_in_is_of_one_moment(demo_book: Path, tmp_path: Path) -> None:
    target = tmp_path / "备份.zhuanban"
    with store.open_book(copy_template(demo_book, tmp_path)) as book, book.writing("还没写完") as session:
        add_lead(session, "还没有的线索")
        store.copy_book(book.engine, target)
    with store.open_book(target, write=False) as backup, backup.reading() as session:
        assert session.query(Lead).filter(Lead.name == "还没有的线索").count() == 0
        assert finish(check_integrity(backup)).is_intact


# --- what the disk does


def test_every_connection_keeps_the_books_rules(path: Path) -> None:
    stated = {
        "foreign_keys": 1,
        "journal_mode": "truncate",
        "synchronous": 2,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    with store.open_book(path) as book:
        for _ in range(2):
            with book.engine.connect() as first, book.engine.connect() as other:
                for pragma, value in stated.items():
                    for connection in (first, other):
                        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value, pragma
            book.engine.dispose()


def test_a_command_has_the_book_to_itself_from_its_first_moment(path: Path) -> None:
    strange = sqlite3.connect(path, timeout=0, isolation_level=None)
    with store.open_book(path) as book:
        with book.writing("还没有写"), pytest.raises(sqlite3.OperationalError, match="locked"):
            strange.execute("BEGIN IMMEDIATE")
        with book.reading():
            strange.execute("BEGIN IMMEDIATE")
    strange.close()


def test_a_full_disk_is_reported_and_nothing_is_lost(path: Path) -> None:
    with store.open_book(path) as book:
        with book.writing("新增") as session:
            add_lead(session, "甲")
        with pytest.raises(UserError, match="磁盘已满，"), book.writing("很多") as session:  # noqa: PT012 - fills it up
            connection = session.connection()
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            for number in range(200):
                add_lead(session, f"乙{number}", content="内容" * 2000)
        book.engine.dispose()
        with book.reading() as session:
            assert [row.name for row in session.query(Lead)] == ["甲"]
        with book.writing("腾出地方以后") as session:
            add_lead(session, "丙")
        assert finish(check_integrity(book)).is_intact


def test_a_book_kept_busy_by_another_program_is_reported(path: Path) -> None:
    with store.open_book(path) as book:
        strange = sqlite3.connect(path)
        strange.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with book.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=50")
        with pytest.raises(UserError, match="正被另一个程序占用"), book.writing("改") as session:
            add_lead(session)
        assert time.monotonic() - began < WAIT_SECONDS
        strange.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_a_read_only_folder_is_reported_with_a_message(empty_book: Path) -> None:
    folder = Path(f"/tmp/zhuanban-只读-{os.getpid()}")  # noqa: S108 - pytest's own folders are closed to others
    try:
        path = copy_template(empty_book, folder)
        folder.chmod(0o555)
        path.chmod(0o444)
        with start_worker("refuse", path) as other:
            output, _ = other.communicate(timeout=PROCESS_SECONDS)
    finally:
        shutil.rmtree(folder)
    assert other.returncode == 0, output
    opening, making, deeper, copying = output.splitlines()
    for sentence in (opening, making, deeper):
        assert "可写的位置" in sentence
    assert "只读" in copying


def test_a_command_rejected_at_its_end_leaves_the_book_free_for_the_next(path: Path) -> None:
    with store.open_book(path) as book:
        with pytest.raises(sa.exc.IntegrityError), book.writing("指向不存在的专班") as session:
            add_lead(session, "甲", task_force="f" * 32)
        with book.writing("下一步") as session:
            add_lead(session, "乙")
        with book.reading() as session:
            assert [row.name for row in session.query(Lead)] == ["乙"]


# --- a book on a server


def test_an_empty_database_becomes_a_book_once(postgres_url: sa.URL) -> None:
    url = postgres_url.render_as_string(hide_password=False)
    with pytest.raises(UserError, match="没有版本记录"):
        store.open_book(url)
    with store.create_book(url) as book:
        with book.writing("新增") as session:
            add_lead(session, "甲")
        with pytest.raises(UserError, match="pg_dump"):
            store.copy_book(book.engine, Path("备份"))
    with pytest.raises(UserError, match="已经有一个账本"):
        store.create_book(url)
    with store.open_book(url) as book:
        assert finish(check_integrity(book)).is_intact


def test_two_writers_of_one_database_wait_for_each_other(postgres_book: str) -> None:
    from threading import Thread

    from tests.postgres import wipe_postgres

    def write(who: str) -> None:
        with store.open_book(postgres_book, who) as opened:
            for number in range(10):
                with opened.writing(f"第{number}条") as session:
                    add_lead(session, f"{who}{number}")

    writers = [Thread(target=write, args=(who,)) for who in ("甲", "乙", "丙")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with store.open_book(postgres_book) as book:
        report = finish(check_integrity(book))
        assert (report.faults, report.edits) == ((), 30)
        wipe_postgres(book)


def test_a_server_that_is_not_there_is_reported_with_a_message() -> None:
    with pytest.raises(UserError, match="连不上数据库服务器"):
        Store.__enter__(store.open_book("postgresql+psycopg://nobody@127.0.0.1:1/none"))
