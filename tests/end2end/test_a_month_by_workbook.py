"""A month by workbook: seven task forces' books and two foreign sheets come in through the county's window.

LibreOffice saves sheets in between, a cell is contested, a batch is taken back and taken again; the month's figures
are then those of a book that saw everything directly.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.import_export.import_view import ImportView
from desktop.main_window import MainWindow
from models.fields.base import new_id
from models.ledgers import Lead, Project, TaskForce, Visit
from models.rules.periods import read_period
from models.storage.store import Session
from reports.circulars.workflow.compose import load_facts
from reports.figures.figure import PeriodFigures
from reports.import_reader.import_workflow import apply_import, plan_files
from reports.xlsx.ledger_workbook import export_ledgers
from tests.reports.xlsx.hands import FILTERS, column_of, line_of, open_workbook
from tests.rows import add_lead, add_project, add_row, copy_template, finish, open_unsynced
from tests.waiting import PROCESS_SECONDS
from tests.windows import WindowOpener

FORCES = 7
SENT_LEDGERS = (Lead, Visit, Project, TaskForce)
CONFLICTING_LEAD = "县里登记的示例线索"
ADDED_LEAD = "手工补上的示例盐化工线索"
BookChange = Callable[[Session], object]


def day(number: int) -> date:
    """Name a day of the month."""
    return date(2026, 10, number)


def month_of(session: Session, number: int, force: str) -> None:
    """Do what a task force does in a month: two leads, one of them recognised; a visit; a project signed."""
    reported = {"task_force": force, "reported_on": day(5)}
    add_lead(session, f"示例{number}号甲线索", **reported, state="已上报", total=Decimal(100 + number))
    add_lead(session, f"示例{number}号乙线索", **reported, state="已认定", recognised_on=day(20), total=Decimal(5000))
    add_row(session, Visit, direction="外出", on=day(7), task_force=force, company=f"示例{number}号公司", place="太原")
    course = {"线索": day(1), "在谈": day(3), "签约": day(8 + number)}
    worth = {"total": Decimal(12000 + number), "signed_amount": Decimal(12000 + number)}
    add_project(session, f"示例{number}号项目", course, task_force=force, **worth)


class CountyMonth:
    """The county's book, what its task forces send, and the one book that sees everything directly."""

    def __init__(self, template: Path, blank: Path, folder: Path) -> None:
        self.folder, self._blank = folder, blank
        self.book = copy_template(template, folder / "县", "县招商台账.zhuanban")
        self.whole = copy_template(template, folder / "全", "全.zhuanban")
        with open_unsynced(self.book) as book:
            with book.reading() as session:
                task_forces = session.query(TaskForce).order_by(TaskForce.rank).limit(FORCES)
                self.forces = [(force.id, force.short or force.name) for force in task_forces]
            facts = {"task_force": self.forces[0][0], "reported_on": day(2), "total": Decimal(1000)}
            with book.writing("县里登记") as session:
                add_lead(session, CONFLICTING_LEAD, **facts)
            finish(export_ledgers(book, folder / "发下去.xlsx", ledgers=SENT_LEDGERS))
            change(Decimal(2000))(book)
        self.apply_directly(lambda session: add_lead(session, CONFLICTING_LEAD, **facts))

    def apply_directly(self, book_change: BookChange) -> None:
        """Do in the one book what was done elsewhere."""
        with open_unsynced(self.whole) as book, book.writing("直接登记") as session:
            book_change(session)

    def write_sheet_of(self, number: int) -> Path:
        """Let a task force's clerk take in what the county sent out, work for a month, and send her own sheet."""
        force, short = self.forces[number]
        path = copy_template(self._blank, self.folder / "专班", f"{number}.zhuanban")
        connection = sqlite3.connect(path)
        connection.execute("UPDATE book SET id = ?", (new_id(),))
        connection.commit()
        connection.close()
        sheet = self.folder / f"{short}专班10月.xlsx"
        with open_unsynced(path) as book:
            book.who = f"示例{'甲乙丙丁戊己庚'[number]}"
            apply_import(book, finish(plan_files(book, [self.folder / "发下去.xlsx"])))
            with book.writing("一个月的事") as session:
                month_of(session, number, force)
            if number == 0:
                change(Decimal(3000))(book)
            finish(export_ledgers(book, sheet, ledgers=SENT_LEDGERS, task_forces=[force]))
        self.apply_directly(lambda session: month_of(session, number, force))
        return sheet

    def figures(self, book: Path) -> dict[str, list[tuple[str, str, str]]]:
        """Reckon the month of the county and of every task force."""
        with open_unsynced(book) as store:
            board = PeriodFigures(load_facts(store), read_period("2026-10", "month"))
            subjects = [None, *(force.id for force in board.facts.forces)]
            return {
                subject or "县": [(f.label, f.text, f.unit or "") for f in board.all_figures(subject)]
                for subject in subjects
            }


def change(total: Decimal) -> Callable[[Any], None]:
    """Set the amount of the lead both sides work on."""

    def work(book: Any) -> None:
        with book.writing("改总投资") as session:
            session.query(Lead).filter_by(name=CONFLICTING_LEAD).one().total = total

    return work


def edited_by_hand(county: CountyMonth, sheets: Sequence[Path]) -> None:
    """Type into one sheet, add a row below, and drop a row of another, as clerks do without our program."""
    book = open_workbook(sheets[1])
    sheet = book["线索"]
    sheet.cell(line_of(sheet, "示例1号甲线索"), column_of(sheet, "预计总投资")).value = 777
    below = sheet.max_row + 1
    force, short = county.forces[1]
    for heading, value in (("上报专班", short), ("*线索名称", ADDED_LEAD), ("登记时间", "2026年10月30日")):
        sheet.cell(below, column_of(sheet, heading)).value = value
    book.save(sheets[1])
    book = open_workbook(sheets[2])
    sheet = book["线索"]
    sheet.delete_rows(line_of(sheet, "示例2号乙线索"))
    book.save(sheets[2])

    def work(session: Session) -> None:
        session.query(Lead).filter_by(name="示例1号甲线索").one().total = Decimal(777)
        add_lead(session, ADDED_LEAD, task_force=force, reported_on=day(30))

    county.apply_directly(work)


def saved(paths: Sequence[Path], suffix: str) -> list[Path]:
    """Have LibreOffice open sheets and save them again; several at once, for its start takes longest."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice on this machine, so no month went by workbook (.ci/setup installs it)")
    folder = paths[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / f"经手-{suffix}"
    command = [program, profile, "--headless", "--convert-to", f"{suffix}:{FILTERS[suffix]}", "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=PROCESS_SECONDS)  # noqa: S603 - found above
    return [out / f"{path.stem}.{suffix}" for path in paths]


def foreign(county: CountyMonth) -> list[Path]:
    """Write two sheets of other offices: leads in 亿元 under a title, and visits as a CSV of an old program."""
    (steel, name), (_, other) = county.forces[1], county.forces[2]
    sheet, csv = county.folder / "开发区线索汇总.xlsx", county.folder / "外出拜访登记.csv"
    with xlsxwriter.Workbook(sheet) as book:
        worksheet = book.add_worksheet("明细")
        worksheet.merge_range("A1:E1", "开发区10月招商线索汇总表")
        worksheet.write("E2", "单位：亿元")
        for line, row in enumerate(
            [
                ["序号", "项目名称", "总投资", "上报日期", "上报专班"],
                [1, "石墨电极扩建（示例）", 1.2, "2026.10.9", name],
                [2, "冷链物流园区（示例）", "0.8", "10月12日", name],
                ["合计", "", 2, "", ""],
            ],
            start=2,
        ):
            worksheet.write_row(line, 0, row)
    rows = f"走访方向,拜访企业,拜访日期,目的地,走访专班\r\n外出,示例水泥公司,2026/10/13,西安,{other}\r\n"
    csv.write_bytes(rows.encode("gbk"))

    def work(session: Session) -> None:
        for title, total, on in (("石墨电极扩建（示例）", 12000, 9), ("冷链物流园区（示例）", 8000, 12)):
            add_lead(session, title, task_force=steel, total=Decimal(total), reported_on=day(on))
        place = {"company": "示例水泥公司", "place": "西安"}
        add_row(session, Visit, direction="外出", on=day(13), task_force=county.forces[2][0], **place)

    county.apply_directly(work)
    return [sheet, csv]


def drop(window: MainWindow, paths: Sequence[Path], qtbot: QtBot) -> ImportView:
    """Drag files onto the window and let go; wait until they have been looked at."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(600, 400), copy, mime, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), copy, mime, left, none))
    assert window.controller is not None
    page = window.controller.page_stack.currentWidget()
    assert isinstance(page, ImportView)
    settle(window, qtbot)
    return page


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing runs."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.jobs.busy)


def click(window: MainWindow, button: QPushButton, qtbot: QtBot) -> None:
    """Click a button a clerk can see and press, and wait for what it does."""
    assert button.isVisibleTo(window)
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window, qtbot)


def file_lines(page: ImportView) -> list[tuple[str, ...]]:
    """Read the lines of the files."""
    return [page.files.text_model.row_texts(row) for row in range(page.files.text_model.row_count)]


def settle_the_conflict(window: MainWindow, page: ImportView, qtbot: QtBot) -> None:
    """See both values side by side, and take the task force's."""
    page.section_tabs.setCurrentIndex(1)
    assert page.section_tabs.tabText(1) == "冲突 1"
    side = next(button for button in page.conflicts.value_buttons if button.text().startswith("3,000"))
    side.setFocus()
    qtbot.keyClick(side, Qt.Key.Key_Space)
    assert side.isChecked()
    click(window, page.conflicts.take_value_button, qtbot)
    assert page.conflicts.list.text_model.row_count == 0


def tick_one_off(window: MainWindow, page: ImportView, qtbot: QtBot) -> None:
    """Look who has not reported, and note that the first has nothing to report."""
    page.section_tabs.setCurrentIndex(2)
    page.reports.period.setCurrentIndex(page.reports.period.findData("2026-10"))
    page.reports.refresh()
    waiting = page.reports.missing_table.text_model.row_count
    assert page.reports.summary_label.text() == f"{waiting} 个专班还没报。"
    page.reports.missing_table.go_to_cell(0, 0)
    click(window, page.reports.nil_report_button, qtbot)
    assert page.reports.missing_table.text_model.row_count == waiting - 1


def take_in_twice(window: MainWindow, others: Sequence[Path], qtbot: QtBot) -> None:
    """Take sheets in, take the batch back, and take them in again after all."""
    before = leads(window)
    page = drop(window, others, qtbot)
    assert [line[3] for line in file_lines(page)] == ["线索", "走访"]
    click(window, page.head.import_button, qtbot)
    assert leads(window) == before + 2
    window.actions_.actions_by_name["undo"].trigger()
    settle(window, qtbot)
    assert leads(window) == before
    page = drop(window, others, qtbot)
    assert [line[2] for line in file_lines(page)] == ["以前收过", "以前收过"]
    click(window, page.head.repeat_button, qtbot)
    click(window, page.head.import_button, qtbot)
    assert leads(window) == before + 2


def leads(window: MainWindow) -> int:
    """Count the leads the county has."""
    assert window.book_session is not None
    return window.book_session.read(lambda session: session.query(Lead).filter_by(removed=False).count())


@pytest.fixture
def county(hejin_book: Path, empty_book: Path, tmp_path: Path) -> CountyMonth:
    """Set up the county's book as it is at the beginning of the month."""
    return CountyMonth(hejin_book, empty_book, tmp_path)


def test_the_circular_s_figures_are_those_of_one_book(county: CountyMonth, opener: WindowOpener, qtbot: QtBot) -> None:
    sheets = [county.write_sheet_of(number) for number in range(FORCES)]
    edited_by_hand(county, sheets)
    sheets[1:2] = saved(sheets[1:2], "ods")
    sheets[2:3] = saved(sheets[2:3], "xls")
    sheets[3:5] = saved(sheets[3:5], "xlsx")
    others = foreign(county)
    window = opener(county.book)
    # The seven come in together, each known by whose it is.
    page = drop(window, sheets, qtbot)
    assert [line[1] for line in file_lines(page)] == [short for _, short in county.forces]
    assert not any("没有收" in line for line in file_lines(page)), file_lines(page)
    page.options.period.setCurrentIndex(page.options.period.findData("2026-10"))
    click(window, page.head.import_button, qtbot)
    assert "有冲突" in window.status.message_label.text(), window.status.message_label.text()
    settle_the_conflict(window, page, qtbot)
    with open_unsynced(county.whole) as whole:
        change(Decimal(3000))(whole)
    tick_one_off(window, page, qtbot)
    take_in_twice(window, others, qtbot)
    # The same files once more change nothing.
    page = drop(window, [*sheets, *others], qtbot)
    assert {line[2] for line in file_lines(page)} == {"以前收过"}
    assert not page.head.import_button.isEnabled()
    window.close()
    figures = county.figures(county.book)
    assert figures == county.figures(county.whole)
    # Two leads a task force, the county's, the one added by hand and two of the foreign sheet.
    assert ("上报线索（本期）", "18", "条") in figures["县"]
    assert ("外出招商（本期）", "8", "次") in figures["县"]
