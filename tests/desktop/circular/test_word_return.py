"""A Word file changed by hand comes back into the draft by clicks, in one step that can be undone."""

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from desktop.circular.word_changes_dialog import WordChangesDialog
from tests.desktop.circular.work import wait

SENTENCE = "全市上下要争先进位，力争全年签约金额突破130亿元。"


def changed_by_a_leader(page: CircularView, folder: Path, qtbot: QtBot) -> Path:
    """Export the draft, change one sentence and add one in its Word file."""
    page.output.export_to(folder)
    wait(page, qtbot)
    path = next(folder.rglob("*.docx"))
    word = docx.Document(str(path))
    heading = next(number for number, line in enumerate(word.paragraphs) if line.text.endswith("、下步打算"))
    word.paragraphs[heading].insert_paragraph_before(SENTENCE)
    first = next(line for line in word.paragraphs if line.text.startswith("现将"))
    first.runs[0].text = "十月份，全市招商引资工作稳步推进，现将有关情况通报如下。"
    for run in first.runs[1:]:
        run.text = ""
    word.save(str(path))
    return path


def opened(page: CircularView, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> WordChangesDialog:
    """Press 收回改过的 Word and choose the file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(page.workbench.text_panel.word_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.word_return.dialog is not None)
    assert page.word_return.dialog is not None
    return page.word_return.dialog


def texts(page: CircularView) -> list[str]:
    """Return the texts of all parts."""
    assert page.produced is not None
    assert page.produced.edited is not None
    return [part.text for part in page.produced.edited.parts]


def test_what_a_leader_changed_is_taken_back_and_undone_as_one(
    page: CircularView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(page)
    dialog = opened(page, changed_by_a_leader(page, tmp_path, qtbot), qtbot, monkeypatch)
    added = next(box for box in dialog.boxes if "加写" in box.tick.text())
    assert "新写的数130台账里没有出处，请核对。" in added.warnings
    rewritten = next(box for box in dialog.boxes if box is not added)
    rewritten.tick.setChecked(True)  # it no longer prints the day up to which the figures count
    assert "打勾2处" in dialog.summary.text()
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: SENTENCE in texts(page))
    wait(page, qtbot)
    assert "十月份，全市招商引资工作稳步推进，现将有关情况通报如下。" in texts(page)
    page._book_session.undo()  # noqa: SLF001 - Ctrl+Z is the window's
    qtbot.waitUntil(lambda: texts(page) == before)
    wait(page, qtbot)


def test_an_unticked_change_is_left(
    page: CircularView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(page, changed_by_a_leader(page, tmp_path, qtbot), qtbot, monkeypatch)
    for box in dialog.boxes:
        box.tick.setChecked(False)
    assert not dialog.take_button.isEnabled()
    dialog.reject()
    assert SENTENCE not in texts(page)


def test_another_file_is_refused_in_words(
    page: CircularView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "别的.docx"
    path.write_bytes("不是 Word".encode())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.workbench.text_panel.word_button.click()
    wait(page, qtbot)
    assert page.word_return.dialog is None
    assert page.shows_workbench
