"""Options for one file and for all files: each choice is signalled once, and displaying them signals nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.exchange.options_bar import OptionsBar
from models.exchange.verdicts import Options
from reports.receiving import Received
from tests.keys import type_in


@pytest.fixture
def bar(qtbot: QtBot) -> OptionsBar:
    """Give the bar with two senders known."""
    bar = OptionsBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.offer_senders(["焦化", "示例街道"])
    return bar


def test_a_name_typed_is_told_once(bar: OptionsBar, qtbot: QtBot) -> None:
    heard: list[object] = []
    bar.sender_named.connect(heard.append)
    bar.show_file(Received(Path("甲.xlsx"), sender="焦化"))
    line = bar.whence.lineEdit()
    assert line is not None
    line.selectAll()
    type_in(line, "开发区")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.clearFocus()
    assert set(heard) == {"开发区"}
    bar.show_file(Received(Path("乙.xlsx"), sender="焦化"))
    assert bar.chosen_sender() == "焦化"
    assert set(heard) == {"开发区"}


def test_senders_offered_anew_leave_what_was_typed(bar: OptionsBar) -> None:
    bar.whence.setCurrentText("写到一半")
    bar.offer_senders(["别家"])
    assert bar.chosen_sender() == "写到一半"


def test_the_boxes_are_the_options(bar: OptionsBar, qtbot: QtBot) -> None:
    assert bar.options() == Options()
    with qtbot.waitSignal(bar.changed):
        qtbot.keyClick(bar.blanks, Qt.Key.Key_Space)
    bar.links.click()
    assert bar.options() == Options(clear_blanks=True, create_links=True)
    assert bar.chosen_period() is None
