"""What every test stands on: a quiet log, a PostgreSQL when asked for, and dice that fall the same way each time."""

import logging
import os
from collections.abc import Iterator

import hypothesis
import pytest
from sqlalchemy import URL

from tests.postgres import Cluster, find_binaries

# `make test` throws the same few dice on every machine; `make campaign` throws many new ones.
hypothesis.settings.register_profile("brief", max_examples=50, deadline=None, derandomize=True)
hypothesis.settings.register_profile("full", max_examples=5000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("full" if os.environ.get("CAMPAIGN") == "full" else "brief")


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse; one that means to, looks at ``caplog`` and clears it."""
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
def postgres() -> Iterator[Cluster]:
    """Keep a PostgreSQL server for as long as the test run lasts."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no initdb on this machine, so nothing was tried on PostgreSQL (.ci/setup installs it)")
    with Cluster(binaries) as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[URL]:
    """Address an empty PostgreSQL database for one test."""
    url = postgres.create()
    yield url
    postgres.drop(url)
