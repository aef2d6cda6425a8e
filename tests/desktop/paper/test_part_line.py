"""A part of the text: opened by mouse and keys, saved or discarded, its state shown in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.paper.part_line import PartLine
from reports.circulars.edited import Edit, Part
from tests.keys import compose, type_in
from tests.windows import children


def made(part: Part, qtbot: QtBot, *, fixed: bool = False) -> PartLine:
    """Show a part."""
    line = PartLine(part, fixed=fixed)
    qtbot.addWidget(line)
    line.show()
    return line


def words(line: PartLine) -> list[str]:
    """Give every text a line shows."""
    return [label.text() for label in children(line, QLabel)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_keys_open_it_and_ctrl_enter_keeps(key: Qt.Key, qtbot: QtBot) -> None:
    line = made(Part("k", "开头第1段", "甲。", "甲。"), qtbot)
    QTest.keyClick(line, key)
    assert line.box is not None
    type_in(line.box, "乙。")
    with qtbot.waitSignal(line.kept) as signal:
        QTest.keyClick(line.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == ["甲。乙。"]
    assert line.typing  # until the book has it


def test_what_an_input_method_still_holds_is_kept_too(qtbot: QtBot) -> None:
    line = made(Part("k", "开头第1段", "甲", "甲"), qtbot)
    line.open()
    assert line.box is not None
    compose(line.box, "yi")
    with qtbot.waitSignal(line.kept) as signal:
        line.keep()
    assert signal.args == ["甲yi"]


def test_escape_gives_up_what_was_typed(qtbot: QtBot) -> None:
    line = made(Part("k", "开头第1段", "甲。", "甲。"), qtbot)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert line.box is not None
    QTest.keyClick(line.box, Qt.Key.Key_Escape)
    assert not line.typing
    assert line.words.isVisibleTo(line)


@pytest.mark.parametrize("part", [Part("h", "标题", "一、情况", "一、情况", 1), Part("k", "开头第1段", "甲", "甲")])
def test_headings_and_what_was_issued_stay_shut(part: Part, qtbot: QtBot) -> None:
    line = made(part, qtbot, fixed=not part.level)
    QTest.keyClick(line, Qt.Key.Key_F2)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert not line.typing


def test_a_stale_sentence_shows_both_and_lets_the_clerk_choose(qtbot: QtBot) -> None:
    part = Part(
        "k", "“线索”第1段", "线索不少。", "上报5条。", edit=Edit("k", "线索不少。", "上报4条。"), before="上报4条。"
    )
    line = made(part, qtbot)
    shown = words(line)
    assert "“线索”第1段　■ 原句已变，请选" in shown
    assert {"线索不少。", "改写时的原句：上报4条。", "现在的原句：上报5条。"} <= set(shown)
    with qtbot.waitSignal(line.kept_own):
        line.buttons["仍用我写的"].click()
    with qtbot.waitSignal(line.taken_back):
        line.buttons["用现在的原句"].click()


@pytest.mark.parametrize(
    ("part", "state", "button"),
    [
        (Part("k", "甲", "改", "原", edit=Edit("k", "改", "原"), before="原"), "甲　● 已改写", "恢复原句"),
        (Part("k", "甲", "", "原", edit=Edit("k", None, "原"), before="原", left_out=True), "甲　● 不印", "恢复原句"),
        (Part("+1@k", "甲之后", "加", "", edit=Edit("+1@k", "加", None)), "甲之后　● 加写", "删去这一段"),
    ],
)
def test_its_state_is_told_and_can_be_taken_back(part: Part, state: str, button: str, qtbot: QtBot) -> None:
    line = made(part, qtbot)
    assert state in words(line)
    with qtbot.waitSignal(line.taken_back):
        line.buttons[button].click()
