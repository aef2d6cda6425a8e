"""Book storage: opening, locking, upgrading and backup; the only module that handles database errors."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, configure_mappers

from models import ledgers as _ledgers  # noqa: F401 - the same
from models.audit.edit_log import Book
from models.audit.edit_writer import EditWriter
from models.audit.recorder import attach_recorder, install_write_guard
from models.errors import UserError
from models.fields.base import Base, new_id
from models.storage import archive as _archive  # noqa: F401 - registers its tables before a book is opened
from models.storage.files import APPLICATION_ID, atomic_write, ensure_folder
from models.storage.lock import BookLock

__all__ = [
    "Base",
    "Session",
    "Store",
    "copy_book",
    "create_book",
    "is_url",
    "open_book",
    "prepare_mappers",
    "schema_of",
    "translate_errors",
    "user_message_for",
]
SUFFIX = ".zhuanban"
PROGRAM = "0.1.0"
_PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
_DRIVER_MESSAGES = {
    "SQLITE_FULL": "磁盘已满，刚才的修改没有保存；请清出空间后再试。",
    "SQLITE_BUSY": "账本正被另一个程序占用，等了 5 秒仍未让出；请稍后再试。",
    "SQLITE_LOCKED": "账本正被另一个程序占用；请稍后再试。",
    "SQLITE_READONLY": "账本所在的文件或文件夹是只读的，不能保存；请换到可写的位置。",
    "SQLITE_IOERR": "读写账本时磁盘出错；请检查磁盘或U盘，并先另存一份备份。",
    "SQLITE_CORRUPT": "账本文件已损坏；请用最近的备份恢复，并保留这个文件备查。",
    "SQLITE_NOTADB": "这个文件不是招商台账的账本。",
    "SQLITE_CANTOPEN": "打不开账本文件；请检查路径和权限。",
}


class Store:
    """An open book; ``with store.reading()`` and ``with store.writing("做了什么")`` give a session for one command."""

    def __init__(self, engine: Engine, who: str, path: Path | None, lock: BookLock | None) -> None:
        self.engine, self.who, self.path = engine, who, path
        self.opening_message = ""  # message for the user about an upgrade on opening
        self._lock = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def writable(self) -> bool:
        """Whether this process may change the book."""
        return self.path is None or self._lock is not None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session for reading; raises UserError for database errors."""
        with translate_errors(), Session(self.engine, autoflush=False, expire_on_commit=False) as session:
            attach_recorder(session)
            yield session

    @contextmanager
    def writing(self, label: str, *, undoes: str | None = None) -> Iterator[Session]:
        """Yield a session whose changes are committed as one batch with this label, all or none; raises UserError.

        The batch's id is ``edit_writer(session).batch``.
        """
        if not self.writable:
            raise UserError("账本是只读打开的，不能修改。")
        engine = self.engine.execution_options(writing=True)
        with translate_errors(), Session(engine, autoflush=False, expire_on_commit=False) as session:
            attach_recorder(session)
            writer = EditWriter.start(session, self.who, label, undoes)
            yield session
            session.flush()
            writer.close()
            session.commit()

    def close(self) -> None:
        """Close the connections and release the lock."""
        self.engine.dispose()
        if self._lock is None:
            return
        if self.path is not None:
            # Journal mode TRUNCATE leaves an empty file behind, which users take for a second book.
            journal = self.path.with_name(self.path.name + "-journal")
            if journal.is_file() and journal.stat().st_size == 0:
                journal.unlink()
        self._lock.release()
        self._lock = None


def prepare_mappers() -> None:
    """Configure the mappers ahead of time, which SQLAlchemy would otherwise do at the first query."""
    configure_mappers()


def create_book(target: str | Path, who: str = "经办人") -> Store:
    """Create a new, empty book and open it; raises UserError where the file or database has one already."""
    path = None if is_url(target) else Path(target)
    if path is not None:
        if path.exists():
            raise UserError(f"“{path}”已经存在，不会覆盖；请换一个文件名。")
        ensure_folder(path.parent)
    lock = BookLock(path, who) if path is not None else None
    engine = _engine(target)
    try:
        with translate_errors():
            _reject_existing_book(engine)
            _create_schema(engine)
            with Session(engine.execution_options(writing=True)) as session:
                now = time.time_ns() // 1_000_000
                session.add(Book(id=new_id(), born=now, program=PROGRAM, seq=0, head="", clock=f"{now:012x}0000"))
                session.commit()
    except BaseException:
        engine.dispose()
        if path is not None and lock is not None:
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            lock.release()
        raise
    return Store(engine, who, path, lock)


def open_book(target: str | Path, who: str = "经办人", *, write: bool = True) -> Store:
    """Open a book; an older one is upgraded after a verified backup, a newer one raises UserError."""
    path = None if is_url(target) else Path(target)
    if path is not None and not path.is_file():
        raise UserError(f"找不到账本“{path}”；请检查路径，或用“新建账本”。")
    lock = BookLock(path, who) if path is not None and write else None
    engine = _engine(target)
    try:
        with translate_errors():
            message = _upgrade_if_older(engine, path, write=write)
    except BaseException:
        engine.dispose()
        if lock is not None:
            lock.release()
        raise
    opened = Store(engine, who, path, lock)
    opened.opening_message = message
    return opened


def is_url(target: str | Path) -> bool:
    """Tell a database's URL from a file's path."""
    return isinstance(target, str) and "://" in target


def _upgrade_if_older(engine: Engine, path: Path | None, *, write: bool) -> str:
    """Upgrade an older schema and return the message for the user; raises UserError for a newer or foreign one."""
    from migrations import head_revision

    version, known_version = schema_of(engine), head_revision()
    if version == known_version:
        return ""
    if version is None:
        raise UserError("这个文件不是招商台账的账本（里面没有版本记录）。")
    if version > known_version:
        known = f"账本结构 {version}，本程序只认识到 {known_version}"
        raise UserError(f"这个账本由更新版本的程序建立（{known}）；请升级招商台账后再打开，账本没有改动。")
    if not write:
        raise UserError("这个账本由旧版本程序建立，请先在窗口里打开一次，完成升级后再查看。")
    backup = path and path.with_name(f"{path.stem}-升级前-{time.strftime('%Y%m%d-%H%M%S')}{path.suffix}")
    if backup is not None:
        copy_book(engine, backup)
    _upgrade(engine)
    return "账本由旧版本程序建立，已升级" + (f"；升级前的备份：{backup.name}。" if backup is not None else "。")


def _reject_existing_book(engine: Engine) -> None:
    """Raise UserError where the database has a book already."""
    if sa.inspect(engine).has_table("book"):
        raise UserError("这个数据库里已经有一个账本，不会覆盖。")


def schema_of(engine: Engine) -> str | None:
    """Return a book's schema revision; None where the database is no book."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if version is None else str(version)


def _create_schema(engine: Engine) -> None:
    """Give an empty database the program's schema; SQLite needs no Alembic for it, which takes long to import."""
    from migrations import head_revision, schema_statements

    if engine.dialect.name == "sqlite":
        with engine.execution_options(writing=True).begin() as connection:
            for statement in schema_statements():
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    if schema_of(engine) != head_revision():
        _upgrade(engine)


def _upgrade(engine: Engine) -> None:
    """Upgrade the schema to the program's, in one transaction."""
    from migrations.runner import upgrade

    is_sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(writing=True).connect() as connection:
        bare: Any = connection.connection.dbapi_connection
        if is_sqlite:  # a revision that builds a table anew drops it first, with the rows that others link to
            bare.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                upgrade(connection)
                if is_sqlite:
                    _check_foreign_keys(connection)
                    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        finally:
            if is_sqlite:
                bare.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    """Raise RuntimeError where a link leads nowhere."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the upgrade left a link that leads nowhere: {tuple(broken)}")


def _engine(target: str | Path) -> Engine:
    """Create an engine with the write guard and, for SQLite, the pragmas and transaction handling."""
    if is_url(target):
        engine = sa.create_engine(str(target))
    else:
        url = sa.URL.create("sqlite", database=str(target))
        engine = sa.create_engine(url, connect_args={"isolation_level": None, "check_same_thread": False})
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "checkin", _on_checkin)
        event.listen(engine, "begin", _on_begin)
    install_write_guard(engine)
    return engine


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    """Set the pragmas, which SQLite keeps per connection only."""
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_checkin(connection: sqlite3.Connection | None, _record: object) -> None:
    """Roll back an open transaction: SQLite stays in one whose commit failed for a foreign key."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _on_begin(connection: Connection) -> None:
    """Begin with the write lock for writing sessions, so that they do not fail half way."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def copy_book(engine: Engine, target: Path) -> None:
    """Copy a SQLite book and verify the copy before it gets its name; raises UserError."""
    if engine.dialect.name != "sqlite":
        raise UserError("这个账本在 PostgreSQL 上，备份请由管理员用 pg_dump 完成。")
    with translate_errors(), atomic_write(target) as draft:
        draft.touch()  # else SQLite only reports that it cannot open the file
        with engine.connect() as connection, _closing(sqlite3.connect(draft)) as copy:
            source: Any = connection.connection.dbapi_connection
            source.backup(copy)
            result = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if result != "ok":
            raise UserError(f"备份没有通过校验（{result}），没有生成备份文件；请先运行“检查账本”。")


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def translate_errors() -> Iterator[None]:
    """Turn database errors caused by the environment into UserError; others propagate as bugs."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        if sentence := user_message_for(error.orig if isinstance(error, DBAPIError) else error):
            raise UserError(sentence) from error
        raise


def user_message_for(error: BaseException | None) -> str | None:
    """Return the user message for a driver error; None where it is a bug of the program."""
    name = getattr(error, "sqlite_errorname", None)
    if name is not None:
        return next((text for start, text in _DRIVER_MESSAGES.items() if name.startswith(start)), None)
    state = getattr(error, "sqlstate", None)
    if state is None and type(error).__name__ == "OperationalError":
        return "连不上数据库服务器；请检查网络，或联系管理员。修改没有保存。"
    if state is not None and state[:2] in {"08", "53", "57"}:
        return "数据库服务器中断了连接；修改没有保存，请稍后再试。"
    return None
