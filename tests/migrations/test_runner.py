"""Revisions and models agree on both databases, and every revision upgrades and downgrades a filled database."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from migrations import head_revision, runner
from models.storage import store
from models.storage.integrity_check import check_integrity
from models.storage.store import Base
from tests.rows import copy_template, finish
from tests.source import ROOT

REVISION_SCRIPTS = ScriptDirectory(str(ROOT / "migrations"))
TableRows = dict[str, list[tuple[object, ...]]]


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """Make an empty database of either kind."""
    if request.param == "sqlite":
        url = sa.URL.create("sqlite", database=str(tmp_path / "leer.db"))
    else:
        url = request.getfixturevalue("postgres_url")
    created = sa.create_engine(url)
    yield created
    created.dispose()


def upgrade_to_head(engine: sa.Engine) -> None:
    """Bring a database to the latest revision."""
    with engine.begin() as connection:
        runner.upgrade(connection)


def test_there_is_one_line_of_revisions_and_the_program_knows_its_end() -> None:
    assert REVISION_SCRIPTS.get_heads() == [head_revision()]
    assert len(REVISION_SCRIPTS.get_bases()) == 1
    revisions = [script.revision for script in REVISION_SCRIPTS.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True), "open_book compares revisions by their order"


def test_models_and_revisions_say_the_same(engine: sa.Engine) -> None:
    upgrade_to_head(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_the_name_we_give_it(engine: sa.Engine) -> None:
    upgrade_to_head(engine)
    inspector = sa.inspect(engine)
    for table in Base.metadata.tables:
        assert inspector.get_pk_constraint(table)["name"] == f"pk_{table}"
        for link in inspector.get_foreign_keys(table):
            assert link["name"] == f"fk_{table}_{link['constrained_columns'][0]}_{link['referred_table']}"
            assert link["options"].get("deferrable"), f"{link['name']} would make the order of rows matter"
        for index in inspector.get_indexes(table):
            if not index.get("duplicates_constraint"):
                assert index["name"] == f"ix_{table}_{'_'.join(filter(None, index['column_names']))}"
        for unique in inspector.get_unique_constraints(table):
            assert unique["name"] == f"uq_{table}_{'_'.join(unique['column_names'])}"


def test_no_name_is_longer_than_postgres_keeps() -> None:
    tables = Base.metadata.tables.values()
    names = [str(constraint.name) for table in tables for constraint in table.constraints]
    names += [str(index.name) for table in tables for index in table.indexes]
    assert max(map(len, names)) < 64


def test_down_to_nothing_and_up_again_leaves_the_same_schema(engine: sa.Engine) -> None:
    upgrade_to_head(engine)
    before = describe_schema(engine)
    with engine.begin() as connection:
        runner.downgrade(connection, "base")
    assert set(sa.inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade_to_head(engine)
    assert describe_schema(engine) == before


def describe_schema(engine: sa.Engine) -> dict[str, object]:
    """Describe a database's schema as SQLAlchemy's inspector reports it."""
    inspector = sa.inspect(engine)
    return {
        table: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)],
            sorted(str(index["name"]) for index in inspector.get_indexes(table)),
        )
        for table in inspector.get_table_names()
    }


def read_all_rows(path: Path) -> TableRows:
    """Read every row of every table with sqlite3 alone."""
    bare = sqlite3.connect(path)
    names = [row[0] for row in bare.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    rows = {name: bare.execute(f'SELECT * FROM "{name}"').fetchall() for name in names if name != "alembic_version"}
    bare.close()
    return rows


def test_a_full_book_goes_down_each_revision_and_up_and_takes_its_rows_back(demo_book: Path, tmp_path: Path) -> None:
    path = copy_template(demo_book, tmp_path)
    rows = read_all_rows(path)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
    for script in REVISION_SCRIPTS.walk_revisions():
        with engine.begin() as connection:
            runner.downgrade(connection, str(script.down_revision or "base"))
    assert read_all_rows(path) == {}
    upgrade_to_head(engine)
    engine.dispose()
    bare = sqlite3.connect(path)
    for name, table_rows in rows.items():
        for row in table_rows:
            bare.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', row)
    bare.commit()
    bare.close()
    assert read_all_rows(path) == rows
    with store.open_book(path, write=False) as book:
        assert finish(check_integrity(book)).faults == ()


@pytest.mark.parametrize("revision", [script.revision for script in REVISION_SCRIPTS.walk_revisions()][1:])
def test_the_program_opens_a_full_book_of_each_earlier_revision(demo_book: Path, tmp_path: Path, revision: str) -> None:
    path = copy_template(demo_book, tmp_path)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
    with engine.begin() as connection:
        runner.downgrade(connection, revision)
    engine.dispose()
    counts = {name: len(rows) for name, rows in read_all_rows(path).items()}
    with store.open_book(path) as book, book.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    after = {name: len(rows) for name, rows in read_all_rows(path).items()}
    assert {name: after[name] for name in counts} == counts


def test_a_revision_is_frozen_and_knows_no_model() -> None:
    for file in (ROOT / "migrations/versions").glob("*.py"):
        text = file.read_text("utf-8")
        assert not re.search(r"^(from|import) models", text, re.MULTILINE)
        assert re.fullmatch(r"\d{8}_[a-z_]+\.py", file.name)


def test_an_upgrade_that_fails_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "新.zhuanban"
    store.create_book(path).close()
    before = path.read_bytes()
    with sqlite3.connect(path) as bare:
        bare.execute("UPDATE alembic_version SET version_num = '0000'")
    bare.close()

    def half_way(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INT)")
        connection.exec_driver_sql("ALTER TABLE lead RENAME TO lead_old")
        raise RuntimeError("the power went")

    monkeypatch.setattr(runner, "upgrade", half_way)
    with pytest.raises(RuntimeError, match="the power went"):
        store.open_book(path)
    with sqlite3.connect(path) as bare:
        names = {row[0] for row in bare.execute("SELECT name FROM sqlite_master")}
        bare.execute(f"UPDATE alembic_version SET version_num = '{head_revision()}'")
    bare.close()
    assert "half" not in names
    assert "lead_old" not in names
    (backup,) = path.parent.glob("新-升级前-*.zhuanban")
    assert len(backup.read_bytes()) == len(before)
    with store.open_book(path) as book:
        assert finish(check_integrity(book)).is_intact


def test_an_older_book_is_only_read_after_it_was_upgraded(tmp_path: Path) -> None:
    from models.errors import UserError

    path = tmp_path / "旧.zhuanban"
    store.create_book(path).close()
    with sqlite3.connect(path) as bare:
        bare.execute("UPDATE alembic_version SET version_num = '0000'")
    bare.close()
    with pytest.raises(UserError, match="旧版本程序"):
        store.open_book(path, write=False)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
