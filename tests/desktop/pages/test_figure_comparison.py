"""对数: the book's figures beside typed ones; what differs is marked, remembered, and opens its rows."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.app.preferences import Preferences
from desktop.pages.figure_comparison import FigureComparison
from models.ledgers import Funding, Project
from models.storage.store import Session
from tests.rows import add_project, add_row, add_task_force

YEAR = date.today().year  # noqa: DTZ011 - the panel offers the clerk's own months
JANUARY = date(YEAR, 1, 1)


def fill(session: Session) -> None:
    """Sign two projects this January, one of them by a task force."""
    force = add_task_force(session, "焦化", 1)
    add_project(session, "甲", {"签约": JANUARY}, task_force=force, signed_amount=Decimal(10_000))
    project = add_project(session, "乙", {"签约": JANUARY}, signed_amount=Decimal(5_000))
    add_row(session, Funding, project=project, month=JANUARY, covers_to=JANUARY.replace(day=2), amount=Decimal(1))


@pytest.fixture
def panel(page_context: PageContext, qtbot: QtBot) -> FigureComparison:
    """Show the panel on a small book, up to this January."""
    page_context.book_session.run("示例", fill)
    panel = FigureComparison(page_context)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    if panel.month.findData(f"{YEAR}-01") < 0:
        pytest.fail("January is not among the months offered")
    panel.month.setCurrentIndex(panel.month.findData(f"{YEAR}-01"))
    count(panel, qtbot)
    return panel


def count(panel: FigureComparison, qtbot: QtBot) -> None:
    panel.refresh()
    qtbot.waitUntil(lambda: bool(panel.counted.figures) and not panel._context.jobs.busy)  # noqa: SLF001 - its worker


def row_of(panel: FigureComparison, holder: str, label: str) -> int:
    return next(
        number
        for number, figure in enumerate(panel.shown)
        if (figure.holder_name, figure.metric.label) == (holder, label)
    )


def type_number(panel: FigureComparison, row: int, text: str) -> None:
    """Type into the column of the circular's numbers."""
    model = panel.table.text_model
    assert model.setData(model.index(row, 4), text)


def test_a_number_that_differs_is_marked_and_said(panel: FigureComparison) -> None:
    signed, worth = row_of(panel, "全县", "签约项目"), row_of(panel, "全县", "签约金额")
    assert panel.table.text_model.text(signed, 3) == "2"
    assert panel.table.text_model.text(worth, 3) == "1.50"
    type_number(panel, signed, "2")
    type_number(panel, worth, "1.2")
    marked = [row for row in range(len(panel.shown)) if panel.table.text_model.is_marked(row)]
    assert marked == [worth]
    assert panel.table.text_model.text(worth, 5) == "账本多 0.30 亿元"
    assert panel.summary.text() == "填了 2 个数，1 个不一样。"
    panel.only_differing.setChecked(True)
    assert [figure.metric.key for figure in panel.shown] == ["signed_value"]
    type_number(panel, 0, "1.5")
    assert panel.summary.text() == "填了 2 个数，都一样。"


def test_what_is_typed_is_there_when_the_page_is_opened_again(
    panel: FigureComparison, page_context: PageContext, preferences: Preferences, qtbot: QtBot
) -> None:
    row = row_of(panel, "焦化", "签约项目")
    type_number(panel, row, "3")
    page_context.preferences = Preferences(preferences._storage)  # noqa: SLF001 - what is kept on the disk
    again = FigureComparison(page_context)
    qtbot.addWidget(again)
    again.month.setCurrentIndex(again.month.findData(f"{YEAR}-01"))
    count(again, qtbot)
    assert again.table.text_model.text(row, 4) == "3"
    assert again.table.text_model.text(row, 5) == "账本少 2 个"
    type_number(again, row, " ")
    assert again.summary.text() == ""


def test_a_word_is_refused_in_words(panel: FigureComparison, page_context: PageContext, qtbot: QtBot) -> None:
    row = row_of(panel, "全县", "签约项目")
    with qtbot.waitSignal(page_context.notifications.message_posted):
        type_number(panel, row, "十几个吧")
    assert panel.table.text_model.text(row, 5) == "看不懂这个数"


def test_a_number_opens_its_rows(panel: FigureComparison, qtbot: QtBot) -> None:
    panel.table.go_to_cell(row_of(panel, "焦化", "签约项目"), 3)
    with qtbot.waitSignal(panel.view_wanted) as signal:
        qtbot.mouseClick(panel.rows_button, Qt.MouseButton.LeftButton)
    assert signal.args is not None
    query, heading = signal.args
    assert (query.ledger, len(query.row_ids), heading) == (Project, 1, "对数：焦化签约项目")
    row = row_of(panel, "全县", "签约项目")
    opened: list[object] = []
    panel.view_wanted.connect(lambda query, _: opened.append(query))
    for column in (4, 3):  # the column typed into is for typing
        panel.table.go_to_cell(row, column)
        centre = panel.table.visualRect(panel.table.text_model.index(row, column)).center()
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        qtbot.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=centre)
        assert len(opened) == (column == 3)
    panel.table.go_to_cell(row_of(panel, "焦化", "开工项目"), 3)
    with qtbot.assertNotEmitted(panel.view_wanted):
        qtbot.mouseClick(panel.rows_button, Qt.MouseButton.LeftButton)


def test_an_opening_later_than_the_month_is_said(
    panel: FigureComparison, page_context: PageContext, qtbot: QtBot
) -> None:
    assert panel.warning.isHidden()

    def add_later(session: Session) -> None:
        project = session.query(Project.id).first()
        assert project is not None
        day = date(YEAR, 2, 1)
        add_row(session, Funding, project=project[0], month=day, covers_from=day, covers_to=day, amount=Decimal(1))

    page_context.book_session.run("二月的", add_later)
    count(panel, qtbot)
    qtbot.waitUntil(panel.warning.isVisible)
    assert panel.warning.text() == (f"到位资金的期初截至 {YEAR}-02-01，晚于 {YEAR}-01-31，没有算进这里的到位资金。")
