"""The guide: each step offers a sheet, an empty sheet and a form, and says what the book has."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.app.page_context import PageContext
from desktop.pages.moving_in_steps import STEPS
from desktop.pages.moving_in_view import MovingInView
from models.ledgers import PastFigure, Project, TaskForce
from models.storage.store import Session
from tests.rows import add_row
from tests.windows import find_children


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> MovingInView:
    """Show the guide on an empty book."""
    page = MovingInView(page_context)
    qtbot.addWidget(page)
    page.resize(1214, 630)
    page.show()
    return page


def button(page: MovingInView, step: str, text: str) -> QPushButton:
    """Find a button of a step."""
    (match,) = [child for child in find_children(page.cards[step], QPushButton) if child.text() == text]
    return match


@pytest.mark.parametrize("step", [step.key for step in STEPS])
def test_every_step_leads_to_the_import_the_rows_and_a_new_row(page: MovingInView, qtbot: QtBot, step: str) -> None:
    table = next(each.ledger.__tablename__ for each in STEPS if each.key == step)
    for text, signal, argument in (
        ("从表格收", page.page_wanted, "receiving"),
        ("看已有的", page.page_wanted, table),
        ("手工填", page.new_row_wanted, table),
    ):
        with qtbot.waitSignal(signal) as emitted:
            qtbot.mouseClick(button(page, step, text), Qt.MouseButton.LeftButton)
        assert emitted.args == [argument]


def test_an_empty_sheet_is_written_where_the_clerk_says(
    page: MovingInView, page_context: PageContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []

    def choose(_parent: object, _title: str, name: str) -> str:
        suggested.append(Path(name).name)
        return str(tmp_path / "空表.xlsx")

    monkeypatch.setattr(notifications, "ask_where_to_write", choose)
    with qtbot.waitSignal(page_context.notifications.file_written) as written:
        qtbot.mouseClick(button(page, "projects", "下载空表…"), Qt.MouseButton.LeftButton)
    assert suggested == ["在建和已签项目.xlsx"]
    assert written.args == [str(tmp_path / "空表.xlsx")]
    sheet = openpyxl.load_workbook(tmp_path / "空表.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[3]][:3] == ["序号", "项目名称", "责任专班"]
    assert {sheet.cell(row, 1).value for row in (4, 5)} == {"示例"}


def test_what_changes_in_the_book_is_seen_at_once(page: MovingInView, page_context: PageContext) -> None:
    assert page.cards["forces"].state.text() == "还没有专班。"
    assert page.last_year_card.state.text().startswith("还没有")

    def fill(session: Session) -> None:
        add_row(session, TaskForce, name="焦化招商专班")
        year = page_context.today.year - 1
        add_row(session, PastFigure, metric="签约金额", period=f"{year}-10累计", value=1)

    page_context.book_session.run("示例", fill)
    assert page.cards["forces"].state.text() == "已有 1 个专班，其中 1 个没有牵头单位。"
    assert page.last_year_card.state.text().endswith("年的数 1 个。")


def test_the_rows_that_lack_something_can_be_opened(
    page: MovingInView, page_context: PageContext, qtbot: QtBot
) -> None:
    assert button(page, "projects", "看缺的").isHidden()
    row = page_context.book_session.run("示例", lambda session: add_row(session, Project, name="乙", stage="开工"))
    with qtbot.waitSignal(page.view_wanted) as signal:
        qtbot.mouseClick(button(page, "projects", "看缺的"), Qt.MouseButton.LeftButton)
    assert signal.args is not None
    query, heading = signal.args
    assert (query.ledger, query.row_ids, heading) == (Project, (row,), "没有签约日期的项目")


def test_the_last_steps_open_their_tabs(page: MovingInView, page_context: PageContext, qtbot: QtBot) -> None:
    for card, tab in ((page.last_year_card, "去年的数"), (page.comparison_card, "对数")):
        page.tabs.setCurrentIndex(0)
        (opened,) = find_children(card, QPushButton)
        qtbot.mouseClick(opened, Qt.MouseButton.LeftButton)
        assert page.tabs.tabText(page.tabs.currentIndex()) == tab
    qtbot.waitUntil(lambda: bool(page.comparison.counted.figures) and not page_context.jobs.busy)
