"""Chips: each text stands as it is, and its cross says which it is."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.editors.chip_list import ChipList


@pytest.fixture
def chips(qtbot: QtBot) -> ChipList:
    """Return an empty list of chips."""
    chips = ChipList()
    qtbot.addWidget(chips)
    return chips


def test_without_chips_it_takes_no_room(chips: ChipList) -> None:
    assert chips.isHidden()
    chips.show_chips(["甲"])
    assert not chips.isHidden()
    chips.show_chips([])
    assert chips.isHidden()


@pytest.mark.parametrize("text", ["甲<乙", "A&B公司", '“引号”"', "<a href='9'>×</a>"])
def test_a_text_is_never_taken_for_markup(chips: ChipList, text: str) -> None:
    chips.show_chips([text])
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(chips.text())
    assert text in document.toPlainText()


def test_the_cross_of_a_chip_says_its_number(chips: ChipList, qtbot: QtBot) -> None:
    chips.show_chips(["甲", "乙", "丙"])
    for number in (2, 0):
        with qtbot.waitSignal(chips.remove_clicked) as removed:
            chips.linkActivated.emit(str(number))
        assert removed.args == [number]


def test_many_chips_wrap_into_several_lines(chips: ChipList) -> None:
    chips.show_chips(["示例招商专班"])
    line = chips.heightForWidth(200)
    chips.show_chips([f"示例{number}招商专班" for number in range(12)])
    assert chips.heightForWidth(200) >= 3 * line
