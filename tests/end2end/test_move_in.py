"""An office moves in: a hundred running projects by sheet, a few by hand, and its figures held against a circular."""

from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.form.row_panel import RowPanel
from desktop.import_export.import_view import ImportView
from desktop.main_window import MainWindow
from desktop.pages.moving_in_view import MovingInView
from models.ledgers import Funding, Project, StageMove, TaskForce
from models.statistics.year_figures import COUNTY
from models.storage.store import Session
from tests.end2end.hundred_projects import write_sheet
from tests.end2end.test_fill_a_form import panel_of, register_stage, write
from tests.keys import replace_text

D = Decimal
# Counted by hand from the rule of the sheet, for 2026 up to October.
COUNTY_FIGURES = {
    "signed": "25",  # projects 75 to 99
    "signed_value": "220.00",  # 1,000 × (76 + … + 100) = 2,200,000 万元
    "started": "13",  # of those signed in 2025 (50 to 74) the even ones
    "produced": "5",  # 25, 30, 35, 40, 45
    "funds": "23.44",  # 100 × 2,200 + 10 × (1 + 3 + … + 75) = 220,000 + 14,440 万元
}
SIGNED_BY_FORCE = ["6", "6", "6", "7"]  # 75 … 99 by four: only 75, 79, … 99 are seven


def import_page(window: MainWindow) -> ImportView:
    assert window.controller is not None
    page = window.controller.front_page
    assert isinstance(page, ImportView)
    return page


def moving_in_page(window: MainWindow) -> MovingInView:
    """Open the guide by its command."""
    window.actions_.actions_by_name["moving_in"].trigger()
    assert window.controller is not None
    page = window.controller.front_page
    assert isinstance(page, MovingInView)
    return page


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy)


def read_sheet(window: MainWindow, qtbot: QtBot, path: Path, day: str) -> ImportView:
    """Look at a sheet, and say up to which day its funds are summed."""
    assert window.controller is not None
    window.controller.page_stack.import_files([path])
    wait(window, qtbot)
    page = import_page(window)
    assert page.funds.isVisibleTo(window)
    replace_text(page.funds.as_of, day)
    page.files.setFocus()
    qtbot.waitUntil(lambda: page.funds.options().as_of is not None)
    wait(window, qtbot)
    return page


def take_in(window: MainWindow, qtbot: QtBot, page: ImportView) -> None:
    qtbot.mouseClick(page.head.import_button, Qt.MouseButton.LeftButton)
    wait(window, qtbot)


def four_forces(session: Session) -> list[tuple[str, str]]:
    """Return the ids and short names of the first four task forces."""
    query = sa.select(TaskForce.id, TaskForce.short, TaskForce.name).order_by(TaskForce.rank, TaskForce.id).limit(4)
    return [(row, short or name) for row, short, name in session.execute(query)]


def opening_sums(session: Session) -> dict[str, tuple[int, int]]:
    """Return the number and the sum of the opening fundings by their last day."""
    live = (Funding.covers_to.is_not(None), Funding.removed.is_(False))
    amounts: dict[str, list[Decimal]] = {}
    for day, amount in session.execute(sa.select(Funding.covers_to, Funding.amount).where(*live)):
        amounts.setdefault(str(day), []).append(amount or D(0))
    return {day: (len(placed), int(sum(placed))) for day, placed in amounts.items()}


@pytest.fixture
def forces(window: MainWindow) -> list[tuple[str, str]]:
    assert window.book_session is not None
    return window.book_session.read(four_forces)


def test_a_hundred_running_projects_are_taken_in_and_counted(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, forces: list[tuple[str, str]]
) -> None:
    assert window.book_session is not None
    page = moving_in_page(window)
    assert page.cards["projects"].state.text() == "还没有项目。"
    sheet = write_sheet(tmp_path / "在建项目.xlsx", [name for _, name in forces])
    receiving = read_sheet(window, qtbot, sheet, "2026.10.31")
    assert receiving.head.count.text() == "1 个文件，会写入 100 行。"
    remarks = receiving.files.text_model.text(0, 9)
    assert "到位资金记期初 138 笔" in remarks
    take_in(window, qtbot, receiving)
    assert "到位资金期初 138 笔" in receiving.empty_state.sentence.text()

    read = window.book_session.read
    assert read(lambda session: session.query(Project).count()) == 100
    # 100 signed, 38 started, 10 produced; nothing is entered “today in talks”.
    assert read(lambda session: session.query(StageMove).count()) == 148
    # 100 × 5,050 = 505,000 placed in all; 234,440 of it in 2026, by 25 new projects and 38 older ones.
    assert read(opening_sums) == {"2025-12-31": (75, 505_000 - 234_440), "2026-10-31": (63, 234_440)}

    page = moving_in_page(window)
    assert page.cards["projects"].state.text() == "已有 100 个项目、148 步阶段记录。"
    assert "最近的截至 2026-10-31" in page.cards["funds"].state.text()
    page.tabs.setCurrentWidget(page.comparison)
    page.comparison.month.setCurrentIndex(page.comparison.month.findData("2026-10"))
    page.comparison.refresh()
    wait(window, qtbot)
    figures = {figure.key: figure for figure in page.comparison.counted.figures}
    county = {key: figures[f"{COUNTY}/{key}"].text for key in COUNTY_FIGURES}
    assert county == COUNTY_FIGURES
    assert sorted(figures[f"{force}/signed"].text for force, _ in forces) == SIGNED_BY_FORCE
    assert page.comparison.warning.isHidden()


def test_a_later_list_asks_only_about_the_difference(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, forces: list[tuple[str, str]]
) -> None:
    assert window.book_session is not None
    names = [name for _, name in forces]
    take_in(window, qtbot, read_sheet(window, qtbot, write_sheet(tmp_path / "十月.xlsx", names), "20261031"))
    before = window.book_session.read(opening_sums)
    page = read_sheet(window, qtbot, write_sheet(tmp_path / "十一月.xlsx", names, more=50), "2026-11-20")
    assert page.head.count.text() == "1 个文件，会写入 0 行。"
    assert "到位资金表里比账本多的 10 个项目，共多 500 万元" in page.files.text_model.text(0, 9)
    assert page.funds.add_difference.isVisibleTo(window)
    page.funds.add_difference.click()
    wait(window, qtbot)
    assert page.head.count.text() == "1 个文件，会写入 10 行。"
    take_in(window, qtbot, page)
    assert window.book_session.read(opening_sums) == {**before, "2026-11-20": (10, 500)}
    window.actions_.actions_by_name["undo"].trigger()
    assert window.book_session.read(opening_sums) == before


def test_funds_without_a_day_are_asked_about_before_anything_is_written(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, forces: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.controller is not None
    assert window.book_session is not None
    window.controller.page_stack.import_files([write_sheet(tmp_path / "项目.xlsx", [name for _, name in forces])])
    wait(window, qtbot)
    page, asked = import_page(window), []

    def answer(number: int) -> None:
        def choose(_parent: object, _title: str, question: str, _choices: object) -> int:
            asked.append(question)
            return number

        monkeypatch.setattr(notifications, "ask_choice", choose)

    answer(0)
    take_in(window, qtbot, page)
    assert window.book_session.read(lambda session: session.query(Project).count()) == 0
    assert asked == ["有 100 个项目写着累计或本年到位资金，还没有收：先填“到位资金截至”哪一天，今天或以前。"]
    answer(1)
    take_in(window, qtbot, page)
    assert window.book_session.read(lambda session: session.query(Project).count()) == 100
    assert window.book_session.read(opening_sums) == {}


def test_a_few_projects_are_typed_with_their_past(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.book_session is not None
    assert window.controller is not None
    page = moving_in_page(window)
    page.new_row_wanted.emit("project")
    panel = panel_of(window)
    for key, text in (("name", "示例老项目"), ("signed_amount", "1.5亿"), ("stage", "签约"), ("on", "2024.5.16")):
        write(panel, key, text)
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    register_stage(panel, qtbot, "开工", "2025-3-1")
    register_stage(panel, qtbot, "投产", "2026-4-20")
    assert panel.stage_strip.path_label.text() == "签约 2024-05-16 → 开工 2025-03-01 → 投产 2026-04-20"
    panel.close_row()
    page = moving_in_page(window)
    page.new_row_wanted.emit("funding")
    type_opening(panel_of(window), qtbot, amount="9000", covers_to="2025-12-31", month="2025-12")
    page.new_row_wanted.emit("funding")
    days = {"covers_from": "2026-1-1", "covers_to": "2026-10-31"}
    type_opening(panel_of(window), qtbot, amount="2500", month="2026年10月", **days)
    page = moving_in_page(window)
    page.tabs.setCurrentWidget(page.comparison)
    wait(window, qtbot)
    figures = {figure.metric.key: figure.text for figure in page.comparison.counted.figures if not figure.holder}
    assert (figures["signed"], figures["produced"], figures["funds"]) == ("0", "1", "0.25")


def type_opening(panel: RowPanel, qtbot: QtBot, **texts: str) -> None:
    """Type an opening funding of the typed project, and save it."""
    for key, text in ({"project": "示例老项目"} | texts).items():
        write(panel, key, text)
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert panel.current_row() is not None
    panel.close_row()
