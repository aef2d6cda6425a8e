"""A new book is made from a file of SQL; it is, to the letter, the book that every revision was run on."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

import migrations
from migrations import head_revision, runner, schema_file
from models.storage import store
from models.storage.files import APPLICATION_ID


def dump(path: Path) -> list[str]:
    """Return a database's content and schema as SQL in some fixed order, without the row that tells books apart."""
    connection = sqlite3.connect(path)
    try:
        lines = [line for line in connection.iterdump() if not line.startswith('INSERT INTO "book"')]
        pragmas = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")]
    finally:
        connection.close()
    return [*sorted(lines), str(pragmas)]


def upgraded_book(path: Path) -> Path:
    """Make a book by running every revision."""
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
    with engine.begin() as connection:
        runner.upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    engine.dispose()
    return path


def test_a_new_book_equals_one_that_went_through_every_revision(tmp_path: Path) -> None:
    store.create_book(tmp_path / "新.zhuanban").close()
    assert dump(tmp_path / "新.zhuanban") == dump(upgraded_book(tmp_path / "旧.zhuanban"))


def test_the_file_is_at_the_newest_revision() -> None:
    """Where this fails, a revision is newer than the file, or was changed by hand: make schema."""
    assert migrations.SCHEMA_FILE.read_text("utf-8") == schema_file.schema_text()


def test_a_file_that_is_behind_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision whose author forgot the file must not give a book that lacks a column."""
    older = tmp_path / "schema.sql"
    older.write_text(schema_file.schema_text("0001"), "utf-8")
    monkeypatch.setattr(migrations, "SCHEMA_FILE", older)
    with store.create_book(tmp_path / "新.zhuanban") as book:
        assert store.schema_of(book.engine) == head_revision()
    older.unlink()
    assert dump(tmp_path / "新.zhuanban") == dump(upgraded_book(tmp_path / "旧.zhuanban"))
