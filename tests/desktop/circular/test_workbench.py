"""The workbench of one circular: which tabs there are, and how its parts lead to each other."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.circular.workbench import CircularWorkbench
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import ProducedCircular, produce
from tests.rows import finish


@pytest.fixture
def bench(desk: BookSession, qtbot: QtBot) -> CircularWorkbench:
    """Show an empty workbench."""
    bench = CircularWorkbench(desk, lambda *_: None)  # type: ignore[arg-type]  # nothing is edited here
    qtbot.addWidget(bench)
    bench.resize(1250, 640)
    with qtbot.waitActive(bench):
        bench.show()
        bench.activateWindow()
    return bench


@pytest.fixture
def produced(hejin: Store) -> ProducedCircular:
    """Print a month's circular of a county that has not begun."""
    assert hejin.path is not None
    return finish(produce(hejin, "month", read_period("2026-10"), hejin.path.parent / "通报"))


def tabs(bench: CircularWorkbench) -> dict[str, bool]:
    """Return the names of the tabs that can be seen, each with whether it can be opened."""
    bar: QTabWidget = bench.tabs
    return {bar.tabText(at): bar.isTabEnabled(at) for at in range(bar.count()) if bar.isTabVisible(at)}


def current(bench: CircularWorkbench) -> str:
    return bench.tabs.tabText(bench.tabs.currentIndex())


@pytest.mark.parametrize(
    ("is_draft", "has_text", "expected", "first"),
    [
        (True, True, {"文字": True, "检查": True, "印发": False, "数的来源": True}, "文字"),
        (False, True, {"文字": True, "数的来源": True}, "文字"),
        (False, False, {"数的来源": True}, "数的来源"),
    ],
    ids=["a draft", "an issued circular", "a one-page sheet"],
)
def test_tabs_are_those_of_what_is_shown(
    bench: CircularWorkbench, is_draft: bool, has_text: bool, expected: dict[str, bool], first: str
) -> None:
    bench.set_tabs(is_draft=is_draft, has_text=has_text)
    assert tabs(bench) == expected
    assert current(bench) == first


def test_only_a_checked_draft_can_be_issued(bench: CircularWorkbench, qtbot: QtBot) -> None:
    bench.set_tabs(is_draft=True, has_text=True)
    bench.show_check()
    assert tabs(bench)["印发"]
    assert current(bench) == "检查"
    qtbot.waitUntil(bench.check_panel.finding_list.hasFocus)
    bench.set_tabs(is_draft=True, has_text=True)
    assert not tabs(bench)["印发"], "another draft has not been checked"


@pytest.mark.parametrize(
    ("signer", "grave", "focus"), [("", 0, "signer"), ("张示例", 1, "reason"), ("张示例", 0, "signer")]
)
def test_the_form_opens_at_what_is_still_to_be_filled_in(
    bench: CircularWorkbench, qtbot: QtBot, tmp_path: object, signer: str, grave: int, focus: str
) -> None:

    bench.set_tabs(is_draft=True, has_text=True)
    bench.issue_form.fill("河招〔2026〕1号", signer, date(2026, 11, 5), Path("通报"), grave, "")
    bench.show_form()
    assert current(bench) == "印发"
    qtbot.waitUntil(getattr(bench.issue_form, focus).hasFocus)


def test_a_circular_s_pages_are_shown_from_its_first(bench: CircularWorkbench, produced: ProducedCircular) -> None:
    bench.show_pages(produced, keep_position=False)
    assert produced.printed is not None
    assert bench.page_list.count() == produced.printed.pages
    assert bench.pdf_view.verticalScrollBar().value() == 0
    assert bench.page_images is not None


def test_a_new_draft_of_the_same_circular_keeps_the_place(bench: CircularWorkbench, produced: ProducedCircular) -> None:
    bench.show_pages(produced, keep_position=False)
    bar = bench.pdf_view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    at = bar.value()
    assert at > 0
    bench.show_pages(produced, keep_position=True)
    assert bar.value() == at
    bench.show_pages(produced, keep_position=False)
    assert bench.figure_panel.figure is None


def test_a_page_in_the_list_is_gone_to_and_a_search_is_counted(
    bench: CircularWorkbench, produced: ProducedCircular
) -> None:
    bench.show_pages(produced, keep_position=False)
    bench.page_list.page_wanted.emit(2)
    assert bench.page_list.currentRow() == 1
    bench.step_bar.search_box.setText("2026")
    bench.step_bar.searched.emit("2026", True)
    at, of = bench.step_bar.search_result.text().split("/")
    assert (at, int(of) > 1) == ("1", True)
    bench.step_bar.searched.emit("2026", False)
    assert bench.step_bar.search_result.text() == f"{of}/{of}"


def test_a_number_that_was_clicked_opens_its_tab(bench: CircularWorkbench, produced: ProducedCircular) -> None:
    bench.set_tabs(is_draft=True, has_text=True)
    bench.show_pages(produced, keep_position=False)
    assert produced.printed is not None
    figure = produced.printed.marks[0].figure
    bench.pdf_view.figure_chosen.emit(figure)
    assert current(bench) == "数的来源"
    assert bench.figure_panel.figure is figure


def test_a_finding_leads_to_its_sentence(bench: CircularWorkbench) -> None:
    bench.set_tabs(is_draft=True, has_text=True)
    bench.show_check()
    bench.check_panel.part_wanted.emit("opening")
    assert current(bench) == "文字"


def test_zoom_buttons_zoom_the_pages(bench: CircularWorkbench, produced: ProducedCircular) -> None:
    bench.show_pages(produced, keep_position=False)
    tall = bench.pdf_view.verticalScrollBar().maximum()
    bench.step_bar.zoomed.emit(1.5)
    assert bench.pdf_view.verticalScrollBar().maximum() > tall
    bench.step_bar.zoomed.emit(0.0)
    assert bench.pdf_view.verticalScrollBar().maximum() == pytest.approx(tall, rel=0.02)
