"""Printing and exporting the circular shown: every format in a folder of its period, nothing overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular.circular_view import CircularView
from models.storage.store import Store


@pytest.fixture
def page(hejin: Store, notice: Notifications, qtbot: QtBot) -> Iterator[CircularView]:
    """Show the page of circulars of a county that has not begun."""
    jobs = Jobs()
    page = CircularView(BookSession(hejin), jobs, notice)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield page
    jobs.close()


@pytest.fixture
def drafted(page: CircularView, qtbot: QtBot) -> CircularView:
    """Draft October's circular."""
    page.show_period("month", "2026-10")
    settle(page, qtbot)
    assert page.produced is not None
    return page


def settle(page: CircularView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._jobs.busy)  # noqa: SLF001 - the page's own worker


def test_every_format_goes_into_the_folder_of_its_period(
    drafted: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    drafted.output.export_to(tmp_path)
    settle(drafted, qtbot)
    folder = tmp_path / "2026-10"
    names = sorted(path.name for path in folder.iterdir())
    assert {Path(name).suffix for name in names} >= {".pdf", ".docx", ".xlsx"}
    assert any(sentence.startswith("已导出 ") and names[0] in sentence for _, sentence in messages)


def test_a_second_export_leaves_the_first(drafted: CircularView, tmp_path: Path, qtbot: QtBot) -> None:
    drafted.output.export_to(tmp_path)
    settle(drafted, qtbot)
    before = {path.name: path.read_bytes() for path in (tmp_path / "2026-10").iterdir()}
    drafted.output.export_to(tmp_path)
    settle(drafted, qtbot)
    after = {path.name: path.read_bytes() for path in (tmp_path / "2026-10").iterdir()}
    assert before.items() <= after.items()
    assert len(after) == 2 * len(before)


def test_a_folder_is_asked_for_and_may_be_refused(
    drafted: CircularView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for chosen, made in (("", False), (str(tmp_path), True)):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, chosen=chosen: chosen)
        drafted.head.export_wanted.emit()
        settle(drafted, qtbot)
        assert (tmp_path / "2026-10").exists() is made


def test_the_pages_are_sent_to_the_printer(
    drafted: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    drafted.output.print_on(printer)
    settle(drafted, qtbot)
    assert (tmp_path / "打印.pdf").stat().st_size > 1000
    assert drafted.produced is not None
    assert drafted.produced.printed is not None
    assert any(f"已送去打印 {drafted.produced.printed.pages} 页" in sentence for _, sentence in messages)


def test_chosen_pages_alone_are_printed(
    drafted: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "一页.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 1)
    drafted.output.print_on(printer)
    settle(drafted, qtbot)
    assert any("已送去打印 1 页" in sentence for _, sentence in messages)


def test_without_a_circular_nothing_is_printed_or_written(
    page: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    page.output.print()
    page.output.print_on(QPrinter())
    page.output.export_to(tmp_path)
    settle(page, qtbot)
    assert messages == []
    assert list(tmp_path.glob("2026-*")) == []


def test_a_folder_that_cannot_be_written_to_is_told(
    drafted: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    blocked = tmp_path / "2026-10"
    blocked.write_text("a file where the folder should be")
    drafted.output.export_to(tmp_path)
    settle(drafted, qtbot)
    assert blocked.read_text() == "a file where the folder should be"
    assert drafted.message_label.text() or messages
