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

from desktop.pages.receiving import ReceivingPage
from desktop.window import Window
from models.base import new_id
from models.ledgers import Lead, Project, TaskForce, Visit
from models.rules.periods import read_period
from models.store import Session
from reports.circulars.production import facts_of
from reports.figures import Board
from reports.receiving import accept, receive
from reports.workbook.ledgers import export
from tests.reports.workbook.hands import FILTERS, column_of, line_of, opened
from tests.rows import add, copied, finish, lead, open_fast, project
from tests.windows import Opener

FORCES = 7
SENT = (Lead, Visit, Project, TaskForce)
CONTESTED = "县里登记的示例线索"
ADDED = "手工补上的示例盐化工线索"
Deed = Callable[[Session], object]


def day(number: int) -> date:
    """Name a day of the month."""
    return date(2026, 10, number)


def month_of(session: Session, number: int, force: str) -> None:
    """Do what a task force does in a month: two leads, one of them recognised; a visit; a project signed."""
    reported = {"task_force": force, "reported_on": day(5)}
    lead(session, f"示例{number}号甲线索", **reported, state="已上报", total=Decimal(100 + number))
    lead(session, f"示例{number}号乙线索", **reported, state="已认定", recognised_on=day(20), total=Decimal(5000))
    add(session, Visit, direction="外出", on=day(7), task_force=force, company=f"示例{number}号公司", place="太原")
    course = {"线索": day(1), "在谈": day(3), "签约": day(8 + number)}
    project(session, f"示例{number}号项目", course, task_force=force, total=Decimal(12000 + number))


class County:
    """The county's book, what its task forces send, and the one book that sees everything directly."""

    def __init__(self, template: Path, blank: Path, folder: Path) -> None:
        self.folder, self._blank = folder, blank
        self.book = copied(template, folder / "县", "县招商台账.zhuanban")
        self.whole = copied(template, folder / "全", "全.zhuanban")
        with open_fast(self.book) as book:
            with book.reading() as session:
                task_forces = session.query(TaskForce).order_by(TaskForce.rank).limit(FORCES)
                self.forces = [(force.id, force.short or force.name) for force in task_forces]
            facts = {"task_force": self.forces[0][0], "reported_on": day(2), "total": Decimal(1000)}
            with book.writing("县里登记") as session:
                lead(session, CONTESTED, **facts)
            finish(export(book, folder / "发下去.xlsx", ledgers=SENT))
            change(Decimal(2000))(book)
        self.directly(lambda session: lead(session, CONTESTED, **facts))

    def directly(self, deed: Deed) -> None:
        """Do in the one book what was done elsewhere."""
        with open_fast(self.whole) as book, book.writing("直接登记") as session:
            deed(session)

    def sent_by(self, number: int) -> Path:
        """Let a task force's clerk take in what the county sent out, work for a month, and send her own sheet."""
        force, short = self.forces[number]
        path = copied(self._blank, self.folder / "专班", f"{number}.zhuanban")
        connection = sqlite3.connect(path)
        connection.execute("UPDATE book SET id = ?", (new_id(),))
        connection.commit()
        connection.close()
        sheet = self.folder / f"{short}专班10月.xlsx"
        with open_fast(path) as book:
            book.who = f"示例{'甲乙丙丁戊己庚'[number]}"
            accept(book, finish(receive(book, [self.folder / "发下去.xlsx"])))
            with book.writing("一个月的事") as session:
                month_of(session, number, force)
            if number == 0:
                change(Decimal(3000))(book)
            finish(export(book, sheet, ledgers=SENT, task_forces=[force]))
        self.directly(lambda session: month_of(session, number, force))
        return sheet

    def figures(self, book: Path) -> dict[str, list[tuple[str, str, str]]]:
        """Reckon the month of the county and of every task force."""
        with open_fast(book) as store:
            board = Board(facts_of(store), read_period("2026-10", "month"))
            subjects = [None, *(force.id for force in board.facts.forces)]
            return {
                subject or "县": [(f.label, f.text, f.unit or "") for f in board.every(subject)] for subject in subjects
            }


def change(total: Decimal) -> Callable[[Any], None]:
    """Set the amount of the lead both sides work on."""

    def work(book: Any) -> None:
        with book.writing("改总投资") as session:
            session.query(Lead).filter_by(name=CONTESTED).one().total = total

    return work


def edited_by_hand(county: County, sheets: Sequence[Path]) -> None:
    """Type into one sheet, add a row below, and drop a row of another, as clerks do without our program."""
    book = opened(sheets[1])
    sheet = book["线索"]
    sheet.cell(line_of(sheet, "示例1号甲线索"), column_of(sheet, "预计总投资")).value = 777
    below = sheet.max_row + 1
    force, short = county.forces[1]
    for heading, value in (("上报专班", short), ("*线索名称", ADDED), ("登记时间", "2026年10月30日")):
        sheet.cell(below, column_of(sheet, heading)).value = value
    book.save(sheets[1])
    book = opened(sheets[2])
    sheet = book["线索"]
    sheet.delete_rows(line_of(sheet, "示例2号乙线索"))
    book.save(sheets[2])

    def work(session: Session) -> None:
        session.query(Lead).filter_by(name="示例1号甲线索").one().total = Decimal(777)
        lead(session, ADDED, task_force=force, reported_on=day(30))

    county.directly(work)


def saved(paths: Sequence[Path], suffix: str) -> list[Path]:
    """Have LibreOffice open sheets and save them again; several at once, for its start takes longest."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice on this machine, so no month went by workbook (.ci/setup installs it)")
    folder = paths[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / f"经手-{suffix}"
    command = [program, profile, "--headless", "--convert-to", f"{suffix}:{FILTERS[suffix]}", "--outdir", str(out)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)  # noqa: S603 - found above
    return [out / f"{path.stem}.{suffix}" for path in paths]


def foreign(county: County) -> list[Path]:
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
            lead(session, title, task_force=steel, total=Decimal(total), reported_on=day(on))
        place = {"company": "示例水泥公司", "place": "西安"}
        add(session, Visit, direction="外出", on=day(13), task_force=county.forces[2][0], **place)

    county.directly(work)
    return [sheet, csv]


def drop(window: Window, paths: Sequence[Path], qtbot: QtBot) -> ReceivingPage:
    """Drag files onto the window and let go; wait until they have been looked at."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(600, 400), copy, mime, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), copy, mime, left, none))
    assert window.office is not None
    page = window.office.rooms.currentWidget()
    assert isinstance(page, ReceivingPage)
    settle(window, qtbot)
    return page


def settle(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing runs."""
    qtbot.wait(20)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=60_000)


def click(window: Window, button: QPushButton, qtbot: QtBot) -> None:
    """Click a button a clerk can see and press, and wait for what it does."""
    assert button.isVisibleTo(window)
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window, qtbot)


def told(page: ReceivingPage) -> list[tuple[str, ...]]:
    """Read the lines of the files."""
    return [page.files.lines.line(row) for row in range(page.files.lines.count)]


def settle_the_conflict(window: Window, page: ReceivingPage, qtbot: QtBot) -> None:
    """See both values side by side, and take the task force's."""
    page.parts.setCurrentIndex(1)
    assert page.parts.tabText(1) == "冲突 1"
    side = next(button for button in page.conflicts.sides if button.text().startswith("3,000"))
    side.setFocus()
    qtbot.keyClick(side, Qt.Key.Key_Space)
    assert side.isChecked()
    click(window, page.conflicts.take, qtbot)
    assert page.conflicts.list.lines.count == 0


def tick_one_off(window: Window, page: ReceivingPage, qtbot: QtBot) -> None:
    """Look who has not reported, and note that the first has nothing to report."""
    page.parts.setCurrentIndex(2)
    page.reports.period.setCurrentIndex(page.reports.period.findData("2026-10"))
    page.reports.refresh()
    waiting = page.reports.owed.lines.count
    assert page.reports.told.text() == f"{waiting} 个专班还没报。"
    page.reports.owed.go(0, 0)
    click(window, page.reports.empty, qtbot)
    assert page.reports.owed.lines.count == waiting - 1


def take_in_twice(window: Window, others: Sequence[Path], qtbot: QtBot) -> None:
    """Take sheets in, take the batch back, and take them in again after all."""
    before = leads(window)
    page = drop(window, others, qtbot)
    assert [line[3] for line in told(page)] == ["线索", "走访"]
    click(window, page.head.take, qtbot)
    assert leads(window) == before + 2
    window.actions_.by_name["undo"].trigger()
    settle(window, qtbot)
    assert leads(window) == before
    page = drop(window, others, qtbot)
    assert [line[2] for line in told(page)] == ["以前收过", "以前收过"]
    click(window, page.head.again, qtbot)
    click(window, page.head.take, qtbot)
    assert leads(window) == before + 2


def leads(window: Window) -> int:
    """Count the leads the county has."""
    assert window.desk is not None
    return window.desk.ask(lambda session: session.query(Lead).filter_by(removed=False).count())


@pytest.fixture
def county(hejin_book: Path, empty_book: Path, tmp_path: Path) -> County:
    """Set up the county's book as it is at the beginning of the month."""
    return County(hejin_book, empty_book, tmp_path)


def test_the_circular_s_figures_are_those_of_one_book(county: County, opener: Opener, qtbot: QtBot) -> None:
    sheets = [county.sent_by(number) for number in range(FORCES)]
    edited_by_hand(county, sheets)
    sheets[1:2] = saved(sheets[1:2], "ods")
    sheets[2:3] = saved(sheets[2:3], "xls")
    sheets[3:5] = saved(sheets[3:5], "xlsx")
    others = foreign(county)
    window = opener(county.book)
    # The seven come in together, each known by whose it is.
    page = drop(window, sheets, qtbot)
    assert [line[1] for line in told(page)] == [short for _, short in county.forces]
    assert not any("没有收" in line for line in told(page)), told(page)
    page.options.period.setCurrentIndex(page.options.period.findData("2026-10"))
    click(window, page.head.take, qtbot)
    assert "有冲突" in window.status.sentence.text(), window.status.sentence.text()
    settle_the_conflict(window, page, qtbot)
    with open_fast(county.whole) as whole:
        change(Decimal(3000))(whole)
    tick_one_off(window, page, qtbot)
    take_in_twice(window, others, qtbot)
    # The same files once more change nothing.
    page = drop(window, [*sheets, *others], qtbot)
    assert {line[2] for line in told(page)} == {"以前收过"}
    assert not page.head.take.isEnabled()
    window.close()
    figures = county.figures(county.book)
    assert figures == county.figures(county.whole)
    # Two leads a task force, the county's, the one added by hand and two of the foreign sheet.
    assert ("上报线索（本期）", "18", "条") in figures["县"]
    assert ("外出招商（本期）", "8", "次") in figures["县"]
