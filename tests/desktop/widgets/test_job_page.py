"""A page that is read in a job: it follows the book while it is in front, and catches up when it comes back."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.widgets.job_page import JobPage, head_line, page_layout
from models.errors import UserError
from models.job_steps import JobSteps
from models.ledgers import Lead
from tests.rows import add_row
from tests.waiting import WAIT_SECONDS

WAIT = int(WAIT_SECONDS * 1000)


class LeadCountPage(JobPage):
    """Counts the leads of the book; stops with a message where it has to."""

    title, job_label = "线索数", "数线索"
    message = ""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.times = 0
        page_layout(self, head_line(self.title_label, self.summary_label))

    def steps(self) -> JobSteps[int]:
        """Return the job that counts."""
        yield 0, 1, "数线索"
        if self.message:
            raise UserError(self.message)
        with self._context.book_session.store.reading() as session:
            return session.query(Lead).count()

    def show_read(self, read: int) -> None:
        """Show the count."""
        self.times += 1
        self.summary_label.setText(f"{read} 条")


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> LeadCountPage:
    """Show the page of an empty book."""
    shown = LeadCountPage(page_context)
    qtbot.addWidget(shown)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.summary_label.text() == "0 条", timeout=WAIT)
    return shown


def add_lead(context: PageContext, name: str) -> None:
    """Add a lead, as another page would."""
    context.book_session.run("加线索", lambda session: add_row(session, Lead, name=name, reported_on=date(2026, 3, 2)))


def test_it_follows_the_book_while_it_is_in_front(page: LeadCountPage, page_context: PageContext, qtbot: QtBot) -> None:
    add_lead(page_context, "甲线索")
    qtbot.waitUntil(lambda: page.summary_label.text() == "1 条", timeout=WAIT)


def test_what_changed_behind_another_page_is_read_when_it_comes_back(
    page: LeadCountPage, page_context: PageContext, qtbot: QtBot
) -> None:
    page.hide()
    add_lead(page_context, "甲线索")
    add_lead(page_context, "乙线索")
    qtbot.waitUntil(lambda: not page_context.jobs.busy, timeout=WAIT)
    assert page.summary_label.text() == "0 条"
    page.show()
    qtbot.waitUntil(lambda: page.summary_label.text() == "2 条", timeout=WAIT)
    times = page.times
    page.hide()
    page.show()  # nothing changed meanwhile
    qtbot.waitUntil(lambda: not page_context.jobs.busy, timeout=WAIT)
    assert page.times == times


def test_changes_during_a_reading_are_read_once_after_it(
    page: LeadCountPage, page_context: PageContext, qtbot: QtBot
) -> None:
    times = page.times
    page.refresh()
    for name in ("甲线索", "乙线索", "丙线索"):
        add_lead(page_context, name)
    qtbot.waitUntil(lambda: page.summary_label.text() == "3 条" and not page_context.jobs.busy, timeout=WAIT)
    assert page.times == times + 2


def test_an_error_message_stands_in_the_head_and_the_next_reading_replaces_it(
    page: LeadCountPage, qtbot: QtBot
) -> None:
    page.message = "口径写错了，请到设置里改。"
    page.refresh()
    qtbot.waitUntil(lambda: page.summary_label.text() == page.message, timeout=WAIT)
    page.message = ""
    page.refresh()
    qtbot.waitUntil(lambda: page.summary_label.text() == "0 条", timeout=WAIT)
