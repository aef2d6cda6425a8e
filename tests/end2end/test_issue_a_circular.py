"""A clerk drafts, edits, checks and issues the month's circular; later it is reprinted alike, and put right."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.circular import issue_controller
from desktop.circular.circular_view import CircularView
from desktop.circular.step_bar import CircularStep
from desktop.circular.text_part import TextPart
from desktop.main_window import MainWindow
from models.circulars import issuing
from models.ledgers import DutyDone, Lead
from models.storage.store import Session
from reports.circulars.workflow.issue import issued_content
from tests.keys import type_text
from tests.rows import add_lead, copy_template
from tests.windows import WindowOpener

OCTOBER = date(2026, 10, 8)


@pytest.fixture
def window(opener: WindowOpener, demo_book: Path, tmp_path: Path) -> MainWindow:
    """Open the demonstration."""
    return opener(copy_template(demo_book, tmp_path / "book"))


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> CircularView:
    """Go to the circulars and draft October's from the list of what is due."""
    window.go("circulars")
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    button = next(button for button in page.overview.buttons if button.accessibleName() == "起草 2026年10月 每月一通报")
    click(button, qtbot)
    settle(page, window, qtbot)
    return page


def click(button: QPushButton, qtbot: QtBot) -> None:
    """Click a button a clerk can see and press."""
    qtbot.waitUntil(button.isVisible)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def settle(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is being made."""
    qtbot.waitUntil(lambda: not window.jobs.busy and page.head.draft_button.isEnabled())


def part(page: CircularView, words: str) -> TextPart:
    """Find the part of the text that says something."""
    return next(
        line for line in page.workbench.text_panel.text_parts if words in line.part.text and not line.part.level
    )


def edit(page: CircularView, window: MainWindow, line: TextPart, old: str, new: str, qtbot: QtBot) -> None:
    """Double-click a sentence, put other words into it, and keep it."""
    page.workbench.text_panel.go_to(line.part.key)
    qtbot.waitUntil(lambda: not line.visibleRegion().isEmpty())
    qtbot.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert line.edit_box is not None
    text = line.edit_box.toPlainText()
    QTest.keySequence(line.edit_box, "Ctrl+A")
    type_text(line.edit_box, text.replace(old, new))
    QTest.keyClick(line.edit_box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(page, window, qtbot)


def issue(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    """Check, fill in who signs, and issue."""
    click(page.workbench.step_bar.check_button, qtbot)
    settle(page, window, qtbot)
    assert page.workbench.step_bar.step is CircularStep.CHECKED
    click(page.workbench.step_bar.issue_button, qtbot)
    page.workbench.issue_form.signer.clear()
    type_text(page.workbench.issue_form.signer, "张示例")
    click(page.workbench.issue_form.issue_button, qtbot)
    settle(page, window, qtbot)


def hashes(folder: Path) -> dict[str, str]:
    """Hash the files of a folder by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def duty_notes(session: Session) -> list[str | None]:
    """Return the notes of October's circular in the duties done."""
    return [duty.note for duty in session.query(DutyDone).filter_by(name="每月一通报", period="2026-10")]


def test_from_draft_to_issue_to_reprint_to_correction(
    page: CircularView, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.book_session is not None
    # Draft: a sentence edited in its place keeps its figures and is in the pages.
    line = part(page, "本月，各专班上报线索")
    edit(page, window, line, "本月，各专班上报线索", "本月，各专班共上报线索", qtbot)
    edited = part(page, "各专班共上报线索")
    assert edited.part.is_edited
    assert page.produced is not None
    assert page.produced.printed is not None
    before = [mark.figure.key for mark in page.produced.printed.marks]
    assert "leads_reported.now" in before
    # Check and issue.
    issue(page, window, qtbot)
    assert page.issue_controller.issued is not None
    assert page.issue_controller.issued.number == "河招组〔2026〕1号"
    assert "河招组〔2026〕1号" in page.workbench.step_bar.issued_label.text()
    out = tmp_path / "book" / "通报" / "2026-10"
    assert hashes(out) == dict(page.issue_controller.issued.files)
    assert window.book_session.read(duty_notes) == ["印发河招组〔2026〕1号"]
    window.actions_.actions_by_name["undo"].trigger()
    assert "不能撤销" in window.status.message_label.text()
    # The ledgers go on; what is reprinted is what went out.
    window.book_session.run("补登", lambda session: add_lead(session, "补登的线索", reported_on=OCTOBER))
    page.issue_controller.reprint_to(tmp_path / "再取")
    settle(page, window, qtbot)
    assert hashes(tmp_path / "再取" / "2026-10") == hashes(out)
    # Correct: what changed is shown before it goes out, and listed in what goes out.
    click(page.workbench.step_bar.correct_button, qtbot)
    settle(page, window, qtbot)
    assert "有" in page.workbench.check_panel.summary_label.text()
    findings = page.workbench.check_panel.finding_list
    shown = [findings.item(row).text() for row in range(findings.count())]
    assert any("上报线索" in line and "原来：" in line and "现在：" in line for line in shown)
    stale = next(line for line in page.workbench.text_panel.text_parts if line.part.is_stale)
    assert stale.part.key == edited.part.key
    page.workbench.go_to_part(stale.part.key)
    click(stale.buttons["用现在的原句"], qtbot)
    settle(page, window, qtbot)
    issue(page, window, qtbot)
    first, second = window.book_session.read(issuing.issued)
    assert (first.state, second.state, second.version) == ("已更正", "已印发", 2)
    assert issued_content(window.book_session.store, second.id).annexes[-1].title == "更正说明"
    click(page.workbench.step_bar.overview_button, qtbot)
    rows = [circular.number for circular in page.overview.table.issued_model.rows]
    assert rows == ["河招组〔2026〕2号", "河招组〔2026〕1号"]
    assert not any(button.accessibleName() == "起草 2026年10月 每月一通报" for button in page.overview.buttons)


def test_an_edit_is_undone_and_the_pages_follow(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    line = part(page, "本月，各专班上报线索")
    was = line.part.text
    edit(page, window, line, "本月，", "这个月，", qtbot)
    assert part(page, "这个月，").part.is_edited
    window.actions_.actions_by_name["undo"].trigger()
    settle(page, window, qtbot)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert part(page, "各专班上报线索").part.text == was
    assert not part(page, "各专班上报线索").part.is_edited


def test_what_was_typed_stays_until_it_is_kept_or_given_up(
    page: CircularView, window: MainWindow, qtbot: QtBot
) -> None:
    line = part(page, "本月，各专班上报线索")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_F2)
    assert line.edit_box is not None
    type_text(line.edit_box, "还没写完")
    click(page.workbench.step_bar.check_button, qtbot)
    assert "还没有保存" in window.status.message_label.text()
    assert page.workbench.step_bar.step is CircularStep.DRAFTED
    QTest.keyClick(line.edit_box, Qt.Key.Key_Escape)
    assert not line.is_open
    assert not line.part.is_edited


def test_a_paragraph_is_added_and_one_left_out(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    line = part(page, "本月，各专班上报线索")
    line.open_box()
    click(line.buttons["下面加一段"], qtbot)
    new = next(line for line in page.workbench.text_panel.text_parts if line.is_open)
    assert new.edit_box is not None
    type_text(new.edit_box, "请各专班抓紧上报。")
    click(new.buttons["保存"], qtbot)
    settle(page, window, qtbot)
    added = part(page, "请各专班抓紧上报。")
    assert added.part.is_added
    line = part(page, "本月，各专班上报线索")
    line.open_box()
    click(line.buttons["不印这段"], qtbot)
    settle(page, window, qtbot)
    assert page.produced is not None
    texts = [getattr(block, "text", "") for block in page.produced.document.body]
    assert "请各专班抓紧上报。" in texts
    assert not any("本月，各专班上报线索" in text for text in texts)


def test_withdrawn_with_its_reason_and_the_number_stays_used(
    page: CircularView, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(page, window, qtbot)
    monkeypatch.setattr(issue_controller, "ask_reason", lambda *_: "数有误")
    click(page.workbench.step_bar.withdraw_button, qtbot)
    (circular,) = page.overview.table.issued_model.rows
    assert (circular.state, circular.reason) == ("已撤回", "撤回：数有误")
    page.overview.table.selectRow(0)
    QTest.keyClick(page.overview.table, Qt.Key.Key_Return)
    settle(page, window, qtbot)
    assert not page.workbench.step_bar.correct_button.isEnabled()
    page.show_period("month", "2026-10")
    settle(page, window, qtbot)
    issue(page, window, qtbot)
    assert window.book_session is not None
    assert [circular.number for circular in window.book_session.read(issuing.issued)][-1] == "河招组〔2026〕2号"


def test_a_finding_leads_to_its_rows(page: CircularView, window: MainWindow, qtbot: QtBot) -> None:
    click(page.workbench.step_bar.check_button, qtbot)
    settle(page, window, qtbot)
    checks = page.workbench.check_panel
    number = next(n for n, finding in enumerate(checks.findings) if finding.ledger == "project")
    rows = checks.findings[number].rows
    checks.finding_list.setCurrentRow(number)
    click(checks.go_button, qtbot)
    assert window.ledger_page is not None
    assert set(window.ledger_page.model.row_ids) == set(rows)
    assert Lead.about.label == "线索"


def test_every_task_force_gets_its_draft_into_one_folder(
    page: CircularView, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page.issue_controller.batches.produce_forces(tmp_path / "专班")
    settle(page, window, qtbot)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert len(list((tmp_path / "专班" / "2026-10").glob("*.pdf"))) == 16
