"""A temporary PostgreSQL server for the tests that must pass on both databases."""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self

import psycopg
from sqlalchemy import URL

from models.fields.base import Base
from models.storage.store import Store
from tests.waiting import WAIT_SECONDS

BINARY_PATTERNS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def find_binaries() -> Path | None:
    """Find the folder of ``initdb`` and ``postgres``: the newest version, or the one on the path; None if missing."""
    folders = [
        place for pattern in BINARY_PATTERNS for place in Path("/").glob(pattern[1:]) if (place / "initdb").exists()
    ]
    if folders:
        return max(folders, key=lambda place: [int(part) for part in place.parent.name.split("-")[-1].split(".")])
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class PostgresServer:
    """A temporary server behind a Unix socket in a temporary folder; not durable across a power cut.

    PostgreSQL refuses to run as root, so a root's server belongs to the ``postgres`` of Debian's package.
    """

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._home = Path(tempfile.mkdtemp(prefix="zhuanban-pg-"))
        self._database_numbers = itertools.count(1)
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._create()
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def url(self, database: str) -> URL:
        """Return the SQLAlchemy URL of one of the server's databases."""
        query = {"host": str(self._home)}
        return URL.create("postgresql+psycopg", username="postgres", database=database, query=query)

    def create(self) -> URL:
        """Create an empty database and return its URL."""
        name = f"book_{next(self._database_numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def drop(self, url: URL) -> None:
        """Drop a database, even if connections to it are still open."""
        self._execute(f"DROP DATABASE {url.database} WITH (FORCE)")

    def close(self) -> None:
        """Stop the server and delete its folder."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(WAIT_SECONDS)
        shutil.rmtree(self._home)

    def _create(self) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self._home, owner.pw_uid, owner.pw_gid)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        command = [str(self._binaries / "initdb"), f"--pgdata={self._home}/data", *options]
        run = subprocess.run(command, capture_output=True, text=True, check=False, **self._as_owner())  # noqa: S603
        if run.returncode:
            raise RuntimeError(f"initdb failed:\n{run.stdout}{run.stderr}")

    def _start(self) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": self._home, "max_connections": 50}
        hasty = dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        settings = [part for name, value in (options | hasty).items() for part in ("-c", f"{name}={value}")]
        command = [str(self._binaries / "postgres"), "-D", f"{self._home}/data", *settings]
        with (self._home / "log").open("wb") as log:
            server: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
                command, stdout=log, stderr=log, **self._as_owner()
            )
        self._server = server
        deadline = time.monotonic() + WAIT_SECONDS
        while not self._is_ready():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self._home / 'log').read_text()}")
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        try:
            self._execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _execute(self, sentence: str) -> None:
        with psycopg.connect(host=str(self._home), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(sentence.encode())

    def _as_owner(self) -> dict[str, Any]:
        """Return the arguments to start a PostgreSQL program: in its folder, without our terminal, never as root."""
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": ()} if os.geteuid() == 0 else {}
        return {"cwd": self._home, "stdin": subprocess.DEVNULL, **as_user}


def wipe_postgres(book: Store) -> None:
    """Empty a book on PostgreSQL with raw SQL, as it was when created; far quicker than another database."""
    names = [table for table in Base.metadata.tables if table != "book"]
    book.engine.dispose()
    with psycopg.connect(str(book.engine.url.set(drivername="postgresql"))) as bare:
        bare.execute("SET session_replication_role = replica")  # no triggers, no links
        bare.execute(";".join(f'DELETE FROM "{name}"' for name in names).encode())
        bare.execute("UPDATE book SET seq = 0, head = '', clock = lpad(to_hex(born), 12, '0') || '0000'")
