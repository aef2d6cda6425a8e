"""Fixtures of all tests: no unexpected log records, PostgreSQL on demand, template books, hypothesis profiles.

Importing this file imports neither Qt nor the storage nor PostgreSQL's driver: each fixture imports what it needs, so
that tests of pure functions start quickly and run on a machine that has none of them (tests/test_pure.py).
"""

import importlib.util
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from sqlalchemy import URL

    from models.storage.store import Store
    from tests.postgres import PostgresServer

# `make test` draws the same few examples on every machine; `make campaign` draws many new ones.
hypothesis.settings.register_profile("brief", max_examples=50, deadline=None, derandomize=True)
hypothesis.settings.register_profile("full", max_examples=5000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("full" if os.environ.get("CAMPAIGN") == "full" else "brief")


# Files say when they were made: in tests at one moment, so that equal documents are equal files.
os.environ["SOURCE_DATE_EPOCH"] = "1795000000"


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Leave pytest-qt out where Qt or one of its system libraries is missing; window tests then fail to import."""
    try:
        import PySide6.QtGui  # noqa: F401 - whether it can be loaded is the question
    except ImportError:
        if pluginmanager.has_plugin("pytest-qt"):
            pluginmanager.unregister(name="pytest-qt")


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse; a test that means to log must check ``caplog`` and clear it."""
    yield
    records = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    unexpected = [
        f"{record.pathname}:{record.lineno}: {record.levelname}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING
    ]
    if unexpected:
        pytest.fail("unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture(scope="session")
def postgres() -> "Iterator[PostgresServer]":
    """Start a PostgreSQL server for the test session."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("no psycopg here, so nothing was tried on PostgreSQL (.ci/setup installs it)")
    from tests.postgres import PostgresServer, find_binaries

    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no initdb on this machine, so nothing was tried on PostgreSQL (.ci/setup installs it)")
    with PostgresServer(binaries) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: "PostgresServer") -> "Iterator[URL]":
    """Return the URL of an empty PostgreSQL database for one test."""
    url = postgres.create()
    yield url
    postgres.drop(url)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create the folder of template books, which tests copy so that each is made only once."""
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="session")
def empty_book(templates: Path) -> Path:
    """Make a book with no rows at all; to be copied, never opened."""
    from models.storage import store

    path = templates / "空.zhuanban"
    store.create_book(path, "示例甲").close()
    return path


@pytest.fixture(scope="session")
def hejin_book(empty_book: Path, templates: Path) -> Path:
    """Make 河津's book as its plan fills it; to be copied, never opened."""
    return _book_with_preset(empty_book, templates / "河津.zhuanban", "hejin")


@pytest.fixture(scope="session")
def xiayi_book(empty_book: Path, templates: Path) -> Path:
    """Make 夏邑's book as its plan fills it; to be copied, never opened."""
    return _book_with_preset(empty_book, templates / "夏邑.zhuanban", "xiayi")


@pytest.fixture(scope="session")
def xiangcheng_book(empty_book: Path, templates: Path) -> Path:
    """Make 襄城's book as its plan fills it; to be copied, never opened."""
    return _book_with_preset(empty_book, templates / "襄城.zhuanban", "xiangcheng")


@pytest.fixture(scope="session")
def demo_book(hejin_book: Path, templates: Path) -> Path:
    """Make the demonstration of 20 November 2026; to be copied, never opened."""
    from models.demo import add_demo_data
    from resources import PRESETS
    from tests.rows import TODAY, copy_template, open_unsynced

    path = copy_template(hejin_book, templates, "示例.zhuanban")
    with open_unsynced(path) as opened:
        add_demo_data(opened, TODAY, PRESETS)
    return path


def _book_with_preset(empty_book: Path, path: Path, preset: str) -> Path:
    from models.storage import presets
    from resources import PRESETS
    from tests.rows import copy_template, open_unsynced

    copy_template(empty_book, path.parent, path.name)
    with open_unsynced(path) as opened:
        presets.fill_book(opened, preset, PRESETS)
    return path


@pytest.fixture(scope="session")
def postgres_book(postgres: "PostgresServer") -> str:
    """Return the URL of the server's only book; each test finds it empty."""
    from models.storage import store

    url = postgres.create().render_as_string(hide_password=False)
    store.create_book(url, "示例甲").close()
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> "Iterator[Store]":
    """Open an empty book for one test, in a file and on PostgreSQL."""
    from tests.rows import copy_template, open_unsynced

    if request.param == "sqlite":
        with open_unsynced(copy_template(request.getfixturevalue("empty_book"), tmp_path)) as opened:
            yield opened
        return
    from models.storage import store
    from tests.postgres import wipe_postgres

    with store.open_book(request.getfixturevalue("postgres_book"), "示例甲") as opened:
        yield opened
        wipe_postgres(opened)


@pytest.fixture
def demo(demo_book: Path, tmp_path: Path) -> "Iterator[Store]":
    """Open a copy of the demonstration."""
    from tests.rows import copy_template, open_unsynced

    with open_unsynced(copy_template(demo_book, tmp_path)) as opened:
        yield opened
