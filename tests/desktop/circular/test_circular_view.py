"""The circulars' page: makes, shows, answers for figures, prints and exports."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular.circular_view import CircularView
from desktop.circular.page_images import PageImages
from models.ledgers import County
from tests.desktop.circular.work import wait
from tests.rows import add_lead


def test_its_pages_are_those_of_the_pdf(page: CircularView, qtbot: QtBot) -> None:
    assert page.produced is not None
    assert page.produced.printed is not None
    assert page.pages.count() == page.produced.printed.pages
    assert "所用字体" in page.foot.label.text()
    assert page.head.print_button.isEnabled()
    with qtbot.waitSignal(page.view.page_changed):
        page.pages.page_wanted.emit(2)
    assert page.pages.currentRow() == 1


def test_a_figure_tells_where_it_is_from(page: CircularView, qtbot: QtBot) -> None:
    assert page.produced is not None
    assert page.produced.printed is not None
    mark = next(
        mark for mark in page.produced.printed.marks if mark.page == 1 and mark.figure.rows and mark.figure.ledger
    )
    page.view.go_to_page(1)
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.value() + page.view.figure_centre(mark).y() - 200)
    qtbot.mouseMove(page.view.viewport(), page.view.figure_centre(mark))
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.figure_centre(mark))
    assert page.figure_panel.figure is mark.figure
    assert page.figure_panel.value.text() == mark.figure.phrase
    assert page.figure_panel.rows.count() == min(len(mark.figure.rows), 200)
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        page.figure_panel.button.click()
    ledger, row_ids, heading = wanted.args
    assert ledger.__tablename__ == mark.figure.ledger
    assert row_ids == mark.figure.rows
    assert heading == f"{mark.figure.label} {mark.figure.phrase}"


def test_figures_on_a_page_that_lies_on_its_side_are_hit_too(page: CircularView, qtbot: QtBot) -> None:
    assert page.produced is not None
    assert page.produced.printed is not None
    landscape_page = page.produced.printed.sideways[0]
    mark = next(mark for mark in page.produced.printed.marks if mark.page == landscape_page)
    page.view.go_to_page(landscape_page)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.figure_centre(mark))
    assert page.figure_panel.figure is mark.figure


def test_a_text_is_found_in_the_pages(page: CircularView, qtbot: QtBot) -> None:
    page.search()
    assert page.workbench.step_bar.search_box.hasFocus() or not page.isActiveWindow()
    qtbot.keyClicks(page.workbench.step_bar.search_box, "2026")
    qtbot.keyClick(page.workbench.step_bar.search_box, Qt.Key.Key_Return)
    at, total = page.workbench.step_bar.search_result.text().split("/")
    assert (at, int(total) > 3) == ("1", True)
    assert page.view.find_text("2026", -1) == (int(total), int(total))  # back from the first is the last
    assert page.pages.currentRow() > 0
    assert page.view.find_text("2026") == (1, int(total))
    assert page.view.find_text("没有这句话") == (0, 0)


def test_keys_walk_from_figure_to_figure(page: CircularView, qtbot: QtBot) -> None:
    assert page.produced is not None
    assert page.produced.printed is not None
    marks = page.produced.printed.marks
    qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.figure_panel.figure is marks[0].figure
    qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.figure_panel.figure is marks[1].figure
    while not (page.figure_panel.figure and page.figure_panel.figure.rows):
        qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(page.rows_wanted):
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.pages.currentRow() == page.pages.count() - 1
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert page.pages.currentRow() == 0


def test_zoom_keeps_the_place(page: CircularView) -> None:
    page.view.go_to_page(3)
    page.view.zoom_by(1.5)
    assert page.pages.currentRow() in {2, 3}
    page.view.fit_width()
    assert not page.view.grab().isNull()


def test_it_says_when_the_ledgers_have_changed_since(page: CircularView) -> None:
    page._book_session.run("示例", add_lead)  # noqa: SLF001 - the page's own desk
    assert "重新起草" in page.foot.label.text()


def test_export_copies_the_very_files_and_overwrites_none(
    page: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    folder = tmp_path / "通报"
    for _ in range(2):
        page.output.export_to(folder)
        wait(page, qtbot)
    assert [path.name for path in folder.iterdir()] == ["2026-10"]  # a folder of its own for each period
    folder = folder / "2026-10"
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"2026-10月通报{again}.{suffix}" for again in ("", "（2）") for suffix in ("docx", "pdf", "xlsx")]
    assert page.produced is not None
    assert page.produced.pdf is not None
    assert (folder / "2026-10月通报.pdf").read_bytes() == page.produced.pdf.read_bytes()
    assert any("已导出 2026-10月通报.pdf" in sentence for _, sentence in messages)
    assert page.foot.open_folder_button.isVisibleTo(page)


def test_chosen_pages_are_printed(
    page: CircularView, tmp_path: Path, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    printer.setResolution(100)
    printer.setFromTo(2, 3)
    page.output.print_on(printer)
    wait(page, qtbot)
    assert len(PageImages(tmp_path / "印.pdf")) == 2
    assert any("已送去打印 2 页" in sentence for _, sentence in messages)


def test_a_county_that_is_not_set_is_refused_in_words(
    desk: BookSession, notice: Notifications, messages: list[tuple[str, str]], qtbot: QtBot
) -> None:
    jobs = Jobs()
    page = CircularView(desk, jobs, notice)
    qtbot.addWidget(page)
    page.draft_chosen()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert "设置" in page.message_label.text()
    assert messages
    assert page.head.draft_button.isEnabled()
    assert not page.head.print_button.isEnabled()
    jobs.close()
    assert County.about.label == "县情设置"


def test_the_list_of_sources_is_annexed_when_it_is_ticked(page: CircularView, qtbot: QtBot) -> None:
    assert page.produced is not None
    before = len(page.produced.document.annexes)
    page.head.sources_action.setChecked(True)
    wait(page, qtbot)
    assert len(page.produced.document.annexes) == before + 1
    assert page.produced.document.annexes[-1].title == "数据来源清单"
