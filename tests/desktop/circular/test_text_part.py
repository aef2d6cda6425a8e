"""A part of the text: opened by mouse and keys, saved or discarded, its state shown in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.circular.text_part import TextPart
from reports.circulars.workflow.text_overrides import CircularPart, TextEdit
from tests.keys import compose_text, type_text
from tests.windows import find_children


def shown_part_line(part: CircularPart, qtbot: QtBot, *, fixed: bool = False) -> TextPart:
    """Show a part."""
    line = TextPart(part, read_only=fixed)
    qtbot.addWidget(line)
    line.show()
    return line


def visible_texts(line: TextPart) -> list[str]:
    """Give every text a line shows."""
    return [label.text() for label in find_children(line, QLabel)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_keys_open_it_and_ctrl_enter_keeps(key: Qt.Key, qtbot: QtBot) -> None:
    line = shown_part_line(CircularPart("k", "开头第1段", "甲。", "甲。"), qtbot)
    QTest.keyClick(line, key)
    assert line.edit_box is not None
    type_text(line.edit_box, "乙。")
    with qtbot.waitSignal(line.text_entered) as signal:
        QTest.keyClick(line.edit_box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signal.args == ["甲。乙。"]
    assert line.is_open  # until the book has it


def test_what_an_input_method_still_holds_is_kept_too(qtbot: QtBot) -> None:
    line = shown_part_line(CircularPart("k", "开头第1段", "甲", "甲"), qtbot)
    line.open_box()
    assert line.edit_box is not None
    compose_text(line.edit_box, "yi")
    with qtbot.waitSignal(line.text_entered) as signal:
        line.submit()
    assert signal.args == ["甲yi"]


def test_escape_gives_up_what_was_typed(qtbot: QtBot) -> None:
    line = shown_part_line(CircularPart("k", "开头第1段", "甲。", "甲。"), qtbot)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert line.edit_box is not None
    QTest.keyClick(line.edit_box, Qt.Key.Key_Escape)
    assert not line.is_open
    assert line.text_label.isVisibleTo(line)


@pytest.mark.parametrize(
    "part", [CircularPart("h", "标题", "一、情况", "一、情况", 1), CircularPart("k", "开头第1段", "甲", "甲")]
)
def test_headings_and_what_was_issued_stay_shut(part: CircularPart, qtbot: QtBot) -> None:
    line = shown_part_line(part, qtbot, fixed=not part.level)
    QTest.keyClick(line, Qt.Key.Key_F2)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    assert not line.is_open


def test_a_stale_sentence_shows_both_and_lets_the_clerk_choose(qtbot: QtBot) -> None:
    part = CircularPart(
        "k", "“线索”第1段", "线索不少。", "上报5条。", edit=TextEdit("k", "线索不少。", "上报4条。"), before="上报4条。"
    )
    line = shown_part_line(part, qtbot)
    shown = visible_texts(line)
    assert "“线索”第1段　■ 原句已变，请选" in shown
    assert {"线索不少。", "改写时的原句：上报4条。", "现在的原句：上报5条。"} <= set(shown)
    with qtbot.waitSignal(line.confirm_wanted):
        line.buttons["仍用我写的"].click()
    with qtbot.waitSignal(line.revert_wanted):
        line.buttons["用现在的原句"].click()


@pytest.mark.parametrize(
    ("part", "state", "button"),
    [
        (CircularPart("k", "甲", "改", "原", edit=TextEdit("k", "改", "原"), before="原"), "甲　● 已改写", "恢复原句"),
        (
            CircularPart("k", "甲", "", "原", edit=TextEdit("k", None, "原"), before="原", left_out=True),
            "甲　● 不印",
            "恢复原句",
        ),
        (CircularPart("+1@k", "甲之后", "加", "", edit=TextEdit("+1@k", "加", None)), "甲之后　● 加写", "删去这一段"),
    ],
)
def test_its_state_is_told_and_can_be_taken_back(part: CircularPart, state: str, button: str, qtbot: QtBot) -> None:
    line = shown_part_line(part, qtbot)
    assert state in visible_texts(line)
    with qtbot.waitSignal(line.revert_wanted):
        line.buttons[button].click()
