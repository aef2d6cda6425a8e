"""Checking, issuing, withdrawing and attaching, each as a clerk asks for it, and what stops them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular import issue_controller
from desktop.circular.circular_view import CircularView
from desktop.circular.step_bar import CircularStep
from models.circulars import issuing
from models.circulars.issuing import IssuedCircular
from models.rules.vocabulary import CircularState
from models.storage import store
from models.storage.store import Store

Messages = list[tuple[str, str]]


def view_of(book: Store, notice: Notifications, qtbot: QtBot) -> tuple[CircularView, Jobs]:
    jobs = Jobs()
    page = CircularView(BookSession(book), jobs, notice)
    qtbot.addWidget(page)
    page.resize(1250, 700)
    page.show()
    return page, jobs


@pytest.fixture
def page(hejin: Store, notice: Notifications, qtbot: QtBot) -> Iterator[CircularView]:
    """Show the page of a county that has not begun, with October drafted."""
    page, jobs = view_of(hejin, notice, qtbot)
    page.show_period("month", "2026-10")
    settle(page, qtbot)
    yield page
    jobs.close()


def settle(page: CircularView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._jobs.busy)  # noqa: SLF001 - the page's own worker


def issued(page: CircularView) -> list[IssuedCircular]:
    return page._book_session.read(issuing.issued)  # noqa: SLF001 - what the page shows


def check(page: CircularView, qtbot: QtBot) -> None:
    page.workbench.step_bar.check_button.click()
    settle(page, qtbot)


def step_after(page: CircularView, command: Callable[[], None]) -> CircularStep:
    command()
    return page.workbench.step_bar.step


def issue(page: CircularView, qtbot: QtBot, folder: Path, *, reason: str = "数据已与各专班核对") -> None:
    """Check the draft, fill in the form and issue."""
    check(page, qtbot)
    page.issue_controller.show_issue_form()
    form = page.workbench.issue_form
    form.signer.setText("张示例")
    form.folder = folder
    if form.reason.isEnabled():
        form.reason.setPlainText(reason)
    form.issue_button.click()
    settle(page, qtbot)


def test_a_draft_is_checked_before_it_can_be_issued(page: CircularView, qtbot: QtBot) -> None:
    steps = [step_after(page, page.issue_controller.show_issue_form)]
    check(page, qtbot)
    steps.append(page.workbench.step_bar.step)
    assert page.workbench.check_panel.summary_label.text()
    steps.append(step_after(page, page.issue_controller.show_issue_form))
    # An unchecked draft has no form.
    assert steps == [CircularStep.DRAFTED, CircularStep.CHECKED, CircularStep.ISSUED]
    assert page.workbench.issue_form.folder.name == "2026-10"


def test_an_issued_circular_is_archived_shown_and_written(
    page: CircularView, tmp_path: Path, messages: Messages, qtbot: QtBot
) -> None:
    issue(page, qtbot, tmp_path / "通报")
    (circular,) = issued(page)
    assert circular.state == CircularState.ISSUED
    assert circular.signer == "张示例"
    assert any(path.suffix == ".pdf" for path in (tmp_path / "通报").iterdir())
    assert page.issue_controller.issued is not None
    assert page.circular_key is None, "what is shown is no draft any more"
    assert circular.name in page.workbench.step_bar.issued_label.text()
    assert any(f"已印发 {circular.name}" in sentence for _, sentence in messages)


def test_a_circular_is_withdrawn_only_with_a_reason(
    page: CircularView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    issue(page, qtbot, tmp_path / "通报")
    monkeypatch.setattr(issue_controller, "ask_reason", lambda *_: "")
    page.workbench.step_bar.withdraw_button.click()
    assert issued(page)[0].state == CircularState.ISSUED
    monkeypatch.setattr(issue_controller, "ask_reason", lambda *_: "发错了期间")
    page.workbench.step_bar.withdraw_button.click()
    settle(page, qtbot)
    assert issued(page)[0].state == CircularState.WITHDRAWN
    assert not page.shows_workbench, "back to the overview"


def test_a_scan_is_attached_and_one_that_cannot_be_read_is_told(
    page: CircularView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, messages: Messages, qtbot: QtBot
) -> None:
    issue(page, qtbot, tmp_path / "通报")
    scan = tmp_path / "盖章件.pdf"
    scan.write_bytes(b"%PDF-1.7 scanned")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(scan), ""))
    page.workbench.step_bar.attach_button.click()
    assert any("附上文件" in sentence for _, sentence in messages)
    page.issue_controller.attach(tmp_path / "没有.pdf")
    assert any("读不出“没有.pdf”" in sentence for _, sentence in messages)
    page.issue_controller.reprint_to(tmp_path / "再取")
    settle(page, qtbot)
    copies = {path.name: path.read_bytes() for path in (tmp_path / "再取" / "2026-10").iterdir()}
    assert copies["盖章件.pdf"] == b"%PDF-1.7 scanned"


def test_a_reprint_is_the_issued_file_byte_for_byte(
    page: CircularView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    issue(page, qtbot, tmp_path / "通报")
    first = {path.name: path.read_bytes() for path in (tmp_path / "通报").iterdir()}
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "再取"))
    page.workbench.step_bar.reprint_button.click()
    settle(page, qtbot)
    again = {path.name: path.read_bytes() for path in (tmp_path / "再取" / "2026-10").iterdir()}
    assert again == first


def test_a_correction_without_a_change_says_so(page: CircularView, tmp_path: Path, qtbot: QtBot) -> None:
    issue(page, qtbot, tmp_path / "通报")
    page.workbench.step_bar.correct_button.click()
    settle(page, qtbot)
    qtbot.waitUntil(lambda: "相比" in page.workbench.check_panel.summary_label.text())
    assert page.issue_controller.corrected_circular is not None
    assert page.circular_key is not None


def test_another_circular_is_no_correction_any_more(page: CircularView, tmp_path: Path, qtbot: QtBot) -> None:
    issue(page, qtbot, tmp_path / "通报")
    page.workbench.step_bar.correct_button.click()
    settle(page, qtbot)
    page.show_period("month", "2026-09")
    settle(page, qtbot)
    assert page.issue_controller.corrected_circular is None
    assert page.issue_controller.issued is None


def test_an_issued_circular_is_no_longer_due(page: CircularView, tmp_path: Path, qtbot: QtBot) -> None:
    def due_names() -> list[str]:
        page.show_overview()
        return [button.accessibleName() for button in page.overview.buttons]

    assert any("2026年10月" in name and "通报" in name for name in due_names())
    page.show_period("month", "2026-10")
    settle(page, qtbot)
    issue(page, qtbot, tmp_path / "通报")
    assert not any(name.startswith("起草 2026年10月 每月一通报") for name in due_names())


def test_a_book_to_read_only_is_checked_and_not_issued(hejin: Store, notice: Notifications, qtbot: QtBot) -> None:
    assert hejin.path is not None
    path = hejin.path
    hejin.close()
    with store.open_book(path, write=False) as book:
        page, jobs = view_of(book, notice, qtbot)
        page.show_period("month", "2026-10")
        settle(page, qtbot)
        check(page, qtbot)
        assert not page.workbench.step_bar.issue_button.isEnabled()
        jobs.close()
