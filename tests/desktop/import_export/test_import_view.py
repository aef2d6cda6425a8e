"""收表: files are looked at together, mended, taken in as one batch, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import notifications as dialogs
from desktop.app.page_context import PageContext
from desktop.import_export.import_view import ImportView
from models.ledgers import Lead, Receipt, TaskForce
from reports.xlsx.ledger_workbook import export_ledgers
from tests.desktop.import_export.offices import (
    HEADINGS,
    change_lead,
    export_leads,
    fill_with_leads,
    other_book,
    write_foreign_sheet,
)
from tests.rows import finish


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> Iterator[ImportView]:
    """Show the page on a small book."""
    fill_with_leads(page_context.book_session.store)
    page = ImportView(page_context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.refresh()
    yield page
    wait(page, qtbot)


def wait(page: ImportView, qtbot: QtBot) -> None:
    """Wait until nothing runs."""
    qtbot.waitUntil(lambda: not page._context.jobs.busy)  # noqa: SLF001 - the page's own worker


def choose_file(page: ImportView, qtbot: QtBot, *paths: Path) -> None:
    """Look at files."""
    page.preview_files(paths)
    wait(page, qtbot)


def click(page: ImportView, button: QPushButton, qtbot: QtBot) -> None:
    """Click a button a clerk can see, and wait for what it does."""
    assert button.isVisibleTo(page)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(page, qtbot)


def column(page: ImportView, number: int) -> list[str]:
    """Read a column of the files' table."""
    return [page.files.text_model.text(row, number) for row in range(page.files.text_model.row_count)]


def leads(page: ImportView) -> int:
    """Count the leads in the book."""
    return page._context.book_session.read(lambda session: session.query(Lead).filter_by(removed=False).count())  # noqa: SLF001


def test_good_and_bad_files_stand_beside_each_other(page: ImportView, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    choose_file(page, qtbot, write_foreign_sheet(tmp_path / "示例局.xlsx"), broken)
    assert column(page, 2) == ["外来", "没有收"]
    assert "坏的.xlsx" in page.files.text_model.row_texts(1)[-1]
    assert page.head.count.text() == "2 个文件，会写入 2 行，1 行等您答复，1 格不能收。"
    click(page, page.head.clear_button, qtbot)
    assert page.stack.currentWidget() is page.empty_state
    assert leads(page) == 2


def test_taken_in_as_one_batch_and_taken_back(
    page: ImportView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    sheet = write_foreign_sheet(tmp_path / "焦化专班10月.xlsx")
    choose_file(page, qtbot, sheet)
    assert column(page, 1) == ["焦化"]  # the file's name says whose it is
    page.options.period.setCurrentIndex(1)
    period = page.options.chosen_period()
    page.rows.answer_buttons[0].click()
    click(page, page.head.import_button, qtbot)
    assert "收表：新增 2 行，修改 1 行；Ctrl+Z 可整批撤销" in messages[-1][1]
    assert page.empty_state.heading.text() == "收好了"
    desk = page._context.book_session  # noqa: SLF001
    assert leads(page) == 4
    ticked = desk.read(lambda session: [(receipt.period, session.get_one(TaskForce, receipt.task_force).short)
                                       for receipt in session.query(Receipt)])  # fmt: skip
    assert ticked == [(period, "焦化")]
    choose_file(page, qtbot, sheet)
    assert column(page, 2) == ["以前收过"]
    assert not page.head.import_button.isEnabled()
    desk.undo()
    wait(page, qtbot)
    assert leads(page) == 2
    click(page, page.head.repeat_button, qtbot)
    assert page.head.import_button.isEnabled()


def test_more_files_join_those_at_hand_and_keep_what_was_answered(
    page: ImportView, tmp_path: Path, qtbot: QtBot
) -> None:
    choose_file(page, qtbot, write_foreign_sheet(tmp_path / "甲.xlsx"))
    page.rows.answer_buttons[2].click()
    choose_file(
        page,
        qtbot,
        write_foreign_sheet(tmp_path / "乙.xlsx", [(1, "示例盐化工项目", "示例盐业公司", 2, "2026-10-10", "钢铁")]),
    )
    assert column(page, 0) == ["甲.xlsx", "乙.xlsx"]
    assert page.head.count.text() == "2 个文件，会写入 3 行，1 格不能收。"


def test_a_password_is_asked_for_the_locked_file_only(
    page: ImportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    locked = tmp_path / "加密.xlsx"
    finish(export_ledgers(page._context.book_session.store, locked, ledgers=[Lead], password="示例1234"))  # noqa: S106, SLF001
    choose_file(page, qtbot, locked, write_foreign_sheet(tmp_path / "示例局.xlsx"))
    assert "密码" in page.files.text_model.row_texts(0)[-1]
    monkeypatch.setattr(dialogs, "ask_password", lambda *_: "不对")
    click(page, page.head.password_button, qtbot)
    assert page.head.password_button.isVisibleTo(page)
    monkeypatch.setattr(dialogs, "ask_password", lambda *_: "示例1234")
    click(page, page.head.password_button, qtbot)
    assert column(page, 2) == ["本程序", "外来"]
    assert not page.head.password_button.isVisibleTo(page)


def test_a_column_corrected_is_planned_anew_and_remembered_of_the_sender(
    page: ImportView, tmp_path: Path, qtbot: QtBot
) -> None:
    headings = (*HEADINGS[:1], "示例怪名", *HEADINGS[2:])
    rows = [(1, "示例石墨项目", "示例石墨公司", 1.2, "2026-10-08", "焦化")]
    choose_file(page, qtbot, write_foreign_sheet(tmp_path / "一.xlsx", rows, headings))
    file = page.import_run.files[0] if page.import_run is not None else None
    if file is not None and file.columns is None:  # nothing was known of it
        page.options.ledger_chosen.emit("lead")
        wait(page, qtbot)
    page.options.sender_choice.setCurrentText("示例街道")
    page.options.sender_named.emit("示例街道")
    wait(page, qtbot)
    page.file_tabs.setCurrentIndex(1)
    page.columns.columns.go_to_cell(1, 0)
    page.columns.field_choice.setCurrentIndex(page.columns.field_choice.findData("name"))
    page.columns.field_choice.activated.emit(page.columns.field_choice.currentIndex())
    wait(page, qtbot)
    click(page, page.head.import_button, qtbot)
    assert leads(page) == 3
    rows = [(1, "示例电极项目", "示例电极公司", 1.2, "2026-10-08", "焦化")]
    choose_file(page, qtbot, write_foreign_sheet(tmp_path / "示例街道二.xlsx", rows, headings))
    assert column(page, 1) == ["示例街道"]
    assert page.rows.rows.text_model.text(0, 2) == "示例电极项目"


def test_cells_that_cannot_be_taken_are_sent_back_marked(
    page: ImportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    choose_file(page, qtbot, write_foreign_sheet(tmp_path / "示例局.xlsx"))
    back = tmp_path / "请更正.xlsx"
    monkeypatch.setattr(dialogs, "ask_where_to_write", lambda *_: str(back))
    click(page, page.head.send_back_button, qtbot)
    assert back.is_file()
    assert messages[-1][1] == "已另存“请更正.xlsx”，标出 2 格，批注里写着原因。"


def test_two_books_meet_and_the_inbox_counts(page: ImportView, tmp_path: Path, qtbot: QtBot) -> None:
    ours = page._context.book_session.store  # noqa: SLF001
    with other_book(tmp_path / "乙.zhuanban", ours) as theirs:
        change_lead(theirs, "示例针状焦项目", place="运城")
        sheet = export_leads(theirs, tmp_path / "乙.xlsx", unmasked=False)
    change_lead(ours, "示例针状焦项目", place="临汾")
    choose_file(page, qtbot, sheet)
    assert "随表带来改动 1 行、有冲突 1 行。" in page.files.text_model.row_texts(0)[-1]
    click(page, page.head.import_button, qtbot)
    assert page.section_tabs.tabText(1) == "冲突 1"
    page.section_tabs.setCurrentIndex(1)
    assert not page.head.import_button.isVisibleTo(page)


def test_stopped_work_leaves_the_page_usable(page: ImportView, tmp_path: Path, qtbot: QtBot) -> None:
    page.preview_files([write_foreign_sheet(tmp_path / "示例局.xlsx")])
    for job in page._context.jobs._running:  # noqa: SLF001 - as 停止 does
        job.stop()
    wait(page, qtbot)
    assert page.head.choose_button.isEnabled()
    choose_file(page, qtbot, tmp_path / "示例局.xlsx")
    assert page.head.import_button.isEnabled()
