"""A clerk adds the form a superior office sent, ties its cells to figures, and fills it for October."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop.form_templates import form_templates_view
from desktop.form_templates.form_templates_view import FormTemplatesView
from desktop.main_window import MainWindow
from tests.reports.form_templates.forms import LIST_SHEET, SHEET, board_of, progress_form, simple_source, word_form
from tests.rows import copy_template
from tests.windows import WindowOpener


class FormClerk:
    """Works the page as a clerk does; the file dialogs answer with ``path``."""

    def __init__(self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self._qtbot, self._monkeypatch = window, qtbot, monkeypatch
        window.go("forms")
        page = window.findChild(FormTemplatesView)
        assert isinstance(page, FormTemplatesView)
        self.page: FormTemplatesView = page
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is read or written."""
        self._qtbot.waitUntil(lambda: not self.window.jobs.busy)

    def click(self, button: object) -> None:
        """Click a button and wait for what it starts."""
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def answer(self, path: Path) -> None:
        """Let the next file dialogs answer with a path."""
        for question in ("ask_form", "ask_where_to_write"):
            self._monkeypatch.setattr(form_templates_view, question, lambda *_: str(path))

    def add(self, path: Path) -> None:
        """Add a form by its button."""
        self.answer(path)
        self.click(self.page.head.add_button)
        self._qtbot.waitUntil(lambda: self.page.preview is not None and self.page.preview.source.file == path.name)

    def choose_cell(self, row: int, column: int) -> None:
        """Click a cell of the grid."""
        index = self.page.sheets.grid.form_model.index(row - 1, column - 1)
        self.page.sheets.grid.scrollTo(index)
        centre = self.page.sheets.grid.visualRect(index).center()
        self._qtbot.mouseClick(self.page.sheets.grid.viewport(), Qt.MouseButton.LeftButton, pos=centre)

    def tie(self, row: int, column: int, **choices: str) -> None:
        """Tie a cell to what the lists name."""
        self.choose_cell(row, column)
        for name in ("figure", "span", "subject", "unit"):
            if name in choices:
                box = getattr(self.page.panel, name)
                assert isinstance(box, QComboBox)
                assert box.findText(choices[name]) >= 0
                box.setCurrentText(choices[name])
        self.click(self.page.panel.tie_button)

    def fill(self, path: Path, period: str = "2026-10") -> None:
        """Fill the form for a period."""
        self.page.head.period.setCurrentIndex(self.page.head.period.findData(period))
        self.answer(path)
        self.click(self.page.head.fill_button)


@pytest.fixture
def clerk(
    opener: WindowOpener, demo_book: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> FormClerk:
    """Open the page on a copy of the demonstration."""
    return FormClerk(opener(copy_template(demo_book, tmp_path / "book")), qtbot, monkeypatch)


def test_cells_are_tied_by_clicks_and_filled(clerk: FormClerk, tmp_path: Path) -> None:
    (tmp_path / "月报.xlsx").write_bytes(simple_source({"A1": "签约项目", "A2": "到位资金"}).content)
    clerk.add(tmp_path / "月报.xlsx")
    assert clerk.page.summary.text() == "月报.xlsx　0 个标记"
    clerk.tie(1, 2, figure="签约项目", span="累计")
    force = clerk.page.panel.subject.itemText(1)
    clerk.tie(2, 2, figure="到位资金", span="累计", subject=force, unit="万元")
    sheet = clerk.page.sheets.grid.form_model.sheet
    assert sheet is not None
    assert sheet.text_at(2, 2) == f"{{{{{force}.到位资金.累计|万元}}}}"
    assert clerk.page.summary.text() == "月报.xlsx　2 个标记"
    clerk.click(clerk.page.head.check_button)
    clerk.fill(tmp_path / "报.xlsx")
    filled = openpyxl.load_workbook(tmp_path / "报.xlsx").worksheets[0]
    assert clerk.window.controller is not None
    board = board_of(clerk.window.controller.book_session.store, "2026-10")
    row = next(known.id for known in board.facts.forces if force in {known.name, known.short})
    assert filled["B1"].value == board.year("signed").value
    assert filled["B2"].value == pytest.approx(float(board.year("funds", row).value or 0) * 10_000)
    assert "已填好 2 个标记" in clerk.page.result.toPlainText()


def test_ties_and_forms_are_undone_one_by_one(clerk: FormClerk, tmp_path: Path) -> None:
    (tmp_path / "月报.xlsx").write_bytes(simple_source({"A1": "签约项目"}).content)
    clerk.add(tmp_path / "月报.xlsx")
    clerk.tie(1, 2, figure="开工率")
    undo = clerk.window.actions_.actions_by_name["undo"]
    undo.trigger()
    clerk.wait()
    sheet = clerk.page.sheets.grid.form_model.sheet
    assert sheet is not None
    assert sheet.marked == frozenset()
    clerk.click(clerk.page.head.remove_button)
    assert clerk.page.stack.currentWidget() is clerk.page.empty_state
    undo.trigger()
    clerk.wait()
    assert clerk.page.head.template.currentText() == "月报"
    undo.trigger()
    clerk.wait()
    assert clerk.page.head.template.count() == 0


def test_a_form_with_marks_is_checked_and_filled(clerk: FormClerk, tmp_path: Path) -> None:
    clerk.add(progress_form(tmp_path / "进展.xlsx"))
    assert [clerk.page.sheets.tabs.tabText(number) for number in range(2)] == [SHEET, LIST_SHEET]
    assert "表里有公式" in clerk.page.result.toPlainText()
    clerk.page.head.period.setCurrentIndex(clerk.page.head.period.findData("2026-10"))
    clerk.click(clerk.page.head.check_button)
    assert clerk.page.result.toPlainText().startswith("2026年10月：标记都填得了。")
    clerk.fill(tmp_path / "报.xlsx")
    assert (tmp_path / "报.xlsx").exists()
    clerk.answer(tmp_path / "原样.xlsx")
    clerk.click(clerk.page.head.take_out_button)
    assert (tmp_path / "原样.xlsx").read_bytes() == (tmp_path / "进展.xlsx").read_bytes()


def test_a_mistake_is_shown_with_its_cell_and_nothing_is_written(clerk: FormClerk, tmp_path: Path) -> None:
    cells: dict[str, object] = {"A1": "{{签约项木}}", "B1": "{{开工绿}}"}
    (tmp_path / "错.xlsx").write_bytes(simple_source(cells).content)
    clerk.add(tmp_path / "错.xlsx")
    clerk.fill(tmp_path / "报.xlsx")
    text = clerk.page.result.toPlainText()
    assert "工作表“表”的 A1：不认识“签约项木”，是不是“签约项目”" in text
    assert "工作表“表”的 B1：不认识“开工绿”，是不是“开工率”" in text
    assert not (tmp_path / "报.xlsx").exists()


def test_a_word_form_shows_its_text(clerk: FormClerk, tmp_path: Path) -> None:
    clerk.add(word_form(tmp_path / "函.docx"))
    assert clerk.page.sheets.paragraphs.toPlainText().startswith("截至{{期间止}}，")
    clerk.fill(tmp_path / "报.docx")
    assert (tmp_path / "报.docx").exists()
