"""Options for one file and for all files: each choice is signalled once, and displaying them signals nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.import_export.options_bar import ImportOptionsBar
from models.exchange.sheet_import.row_outcome import ImportOptions
from reports.import_reader.import_file import ImportFile
from tests.keys import type_text


@pytest.fixture
def bar(qtbot: QtBot) -> ImportOptionsBar:
    """Give the bar with two senders known."""
    bar = ImportOptionsBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.offer_senders(["焦化", "示例街道"])
    return bar


def test_a_name_typed_is_told_once(bar: ImportOptionsBar, qtbot: QtBot) -> None:
    heard: list[object] = []
    bar.sender_named.connect(heard.append)
    bar.show_file(ImportFile(Path("甲.xlsx"), sender="焦化"))
    line = bar.sender_choice.lineEdit()
    assert line is not None
    line.selectAll()
    type_text(line, "开发区")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.clearFocus()
    assert set(heard) == {"开发区"}
    bar.show_file(ImportFile(Path("乙.xlsx"), sender="焦化"))
    assert bar.chosen_sender() == "焦化"
    assert set(heard) == {"开发区"}


def test_senders_offered_anew_leave_what_was_typed(bar: ImportOptionsBar) -> None:
    bar.sender_choice.setCurrentText("写到一半")
    bar.offer_senders(["别家"])
    assert bar.chosen_sender() == "写到一半"


def test_the_boxes_are_the_options(bar: ImportOptionsBar, qtbot: QtBot) -> None:
    assert bar.options() == ImportOptions()
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClick(bar.clear_blanks, Qt.Key.Key_Space)
    bar.create_links.click()
    assert bar.options() == ImportOptions(clear_blanks=True, create_links=True)
    assert bar.chosen_period() is None
