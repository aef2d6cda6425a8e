"""The circulars' page of the demonstration book, for tests of its parts."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular.circular_view import CircularView
from models.storage.store import Store


@pytest.fixture
def page(demo: Store, notice: Notifications, qtbot: QtBot) -> Iterator[CircularView]:
    """Show the page for the demonstration book, with October's circular made."""
    jobs = Jobs()
    page = CircularView(BookSession(demo), jobs, notice)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.head.period.setCurrentIndex(page.head.period.findData("2026-10"))
    page.draft_chosen()
    qtbot.waitUntil(lambda: page.produced is not None and not jobs.busy)
    yield page
    jobs.close()
