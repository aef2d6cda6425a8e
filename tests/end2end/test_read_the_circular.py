"""A clerk makes the month's circular, asks where a number is from, and lands on the rows behind it."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from reports.content.document import Document, Table, blocks
from tests.rows import copy_template
from tests.windows import WindowOpener


def test_from_a_printed_number_to_its_rows(opener: WindowOpener, demo_book: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window = opener(copy_template(demo_book, tmp_path / "book"))
    window.go("circulars")
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    page.head.period.setCurrentIndex(page.head.period.findData("2026-10"))
    qtbot.mouseClick(page.head.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.produced is not None)
    assert page.produced is not None
    assert page.produced.printed is not None
    mark = next(mark for mark in page.produced.printed.marks if mark.figure.ledger == "lead" and mark.figure.rows)
    page.view.go_to_page(mark.page)
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.value() + page.view.figure_centre(mark).y() - 200)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.figure_centre(mark))
    assert page.figure_panel.label.text() == mark.figure.label
    qtbot.mouseClick(page.figure_panel.button, Qt.MouseButton.LeftButton)

    ledger_page = window.ledger_page
    assert ledger_page is not None
    assert ledger_page.ledger.__tablename__ == "lead"
    assert set(ledger_page.model.row_ids) == set(mark.figure.rows)

    window.go("circulars")
    assert window.findChild(CircularView) is page
    page.output.export_to(tmp_path / "导出")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert sorted(path.suffix for path in (tmp_path / "导出" / "2026-10").iterdir()) == [".docx", ".pdf", ".xlsx"]


def test_a_projects_sheet_is_shown_ready_to_print(
    opener: WindowOpener, demo_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opener(copy_template(demo_book, tmp_path / "book"))
    window.go("project")
    assert window.ledger_page is not None
    window.ledger_page.grid.go_to_cell(0, 0)
    assert "project_sheet" in [name for name, action in window.actions_.actions_by_name.items() if action.isEnabled()]
    window.actions_.actions_by_name["project_sheet"].trigger()
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    qtbot.waitUntil(lambda: page.produced is not None)
    assert page.produced is not None
    assert page.produced.printed is not None
    assert page.produced.printed.pages == 1
    assert page.head.print_button.isEnabled()
    page.output.export_to(tmp_path / "导出")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    (path,) = (tmp_path / "导出").iterdir()
    assert path.name.endswith("项目一页表.pdf")


def test_the_quarters_ranking_is_offered_by_quarters(
    opener: WindowOpener, demo_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opener(copy_template(demo_book, tmp_path / "book"))
    window.go("circulars")
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    page.show_period("quarter", "2026-Q3")
    assert page.head.chosen()[0] == "quarter"
    assert page.head.chosen()[1].key == "2026-Q3"
    qtbot.waitUntil(lambda: page.produced is not None and not window.jobs.busy)
    assert page.produced is not None
    assert page.produced.pdf is not None
    assert page.produced.pdf.name.startswith("2026-Q3")


def test_a_county_that_has_just_begun_reads_its_first_month_without_tables_of_noughts(
    opener: WindowOpener, xiayi_book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opener(copy_template(xiayi_book, tmp_path / "book"))
    window.go("circulars")
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    page.show_period("month", "2026-10")
    qtbot.waitUntil(lambda: page.produced is not None and not window.jobs.busy)
    shown = [line.part.text for line in page.workbench.text_panel.text_parts]
    # No targets are set: it is said what to do about that, and nobody is ranked by dashes.
    assert any(text.startswith("今年的招商引资年度目标还没有下达，要尽快分解到各专班") for text in shown)
    assert "各专班还没有下达签约金额任务，这次不排名。" in shown
    assert page.produced is not None
    assert not any("排名" in caption for caption in captions(page.produced.document))


def captions(document: Document) -> list[str]:
    """Return the captions of the tables of a circular."""
    return [block.caption for block in blocks(document) if isinstance(block, Table)]
