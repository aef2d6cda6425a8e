"""起草 → 检查 → 印发: which step is reached, which button comes next, and what an issued circular allows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.circular.step_bar import CircularStep, StepBar
from tests.windows import find_children


@pytest.fixture
def bar(qtbot: QtBot) -> StepBar:
    """Show the bar."""
    bar = StepBar()
    qtbot.addWidget(bar)
    bar.resize(1200, 50)
    with qtbot.waitActive(bar):
        bar.show()
        bar.activateWindow()
    return bar


def shown(bar: StepBar) -> set[str]:
    """Return the texts of the buttons of steps and commands that can be seen."""
    buttons = (
        bar.check_button,
        bar.issue_button,
        bar.reprint_button,
        bar.correct_button,
        bar.withdraw_button,
        bar.attach_button,
    )
    return {button.text() for button in buttons if button.isVisible()}


def labels(bar: StepBar) -> list[str]:
    return [label.text() for label in bar.step_labels.values()]


@pytest.mark.parametrize(
    ("step", "texts", "buttons"),
    [
        (CircularStep.DRAFTED, ["1 起草", "2 检查", "3 印发"], {"检查"}),
        (CircularStep.CHECKED, ["1 起草 ✓", "2 检查", "3 印发"], {"再检查", "去印发"}),
        (CircularStep.ISSUED, ["1 起草 ✓", "2 检查 ✓", "3 印发"], {"再检查"}),
    ],
)
def test_each_step_has_its_next_button(bar: StepBar, step: CircularStep, texts: list[str], buttons: set[str]) -> None:
    bar.show_step(step)
    assert labels(bar) == texts
    assert shown(bar) == buttons
    assert bar.step is step


def test_a_book_to_read_only_can_be_checked_and_not_issued(bar: StepBar) -> None:
    bar.show_step(CircularStep.CHECKED, writable=False)
    assert bar.check_button.isEnabled()
    assert not bar.issue_button.isEnabled()


@pytest.mark.parametrize("is_valid", [True, False])
def test_an_issued_circular_can_always_be_taken_out_again(bar: StepBar, is_valid: bool) -> None:
    bar.show_issued("河招〔2026〕1号　已印发", is_valid=is_valid)
    assert shown(bar) == {"再取一份…", "更正", "撤回…", "附上文件…"}
    assert bar.reprint_button.isEnabled()
    assert bar.correct_button.isEnabled() is is_valid
    assert bar.withdraw_button.isEnabled() is is_valid
    assert bar.attach_button.isEnabled() is is_valid
    assert bar.issued_label.isVisible()
    assert not any(label.isVisible() for label in bar.step_labels.values())


def test_a_sheet_has_no_steps_and_a_draft_has_them_again(bar: StepBar) -> None:
    bar.show_sheet()
    assert shown(bar) == set()
    assert not bar.issued_label.isVisible()
    bar.show_step(CircularStep.DRAFTED)
    assert shown(bar) == {"检查"}


def test_every_button_asks_for_its_own_command(bar: StepBar, qtbot: QtBot) -> None:
    bar.show_issued("河招〔2026〕1号", is_valid=True)
    for button, signal in (
        (bar.overview_button, bar.overview_wanted),
        (bar.check_button, bar.check_wanted),
        (bar.issue_button, bar.issue_wanted),
        (bar.reprint_button, bar.reprint_wanted),
        (bar.correct_button, bar.correct_wanted),
        (bar.withdraw_button, bar.withdraw_wanted),
        (bar.attach_button, bar.attach_wanted),
    ):
        with qtbot.waitSignal(signal):
            button.click()


def button(bar: StepBar, text: str) -> QPushButton:
    (match,) = [each for each in find_children(bar, QPushButton) if each.text() == text]
    return match


@pytest.mark.parametrize(("text", "forward"), [("▼", True), ("▲", False)])
def test_a_search_goes_on_in_both_directions(bar: StepBar, qtbot: QtBot, text: str, forward: bool) -> None:
    bar.search_box.setText("签约")
    with qtbot.waitSignal(bar.searched) as searched:
        button(bar, text).click()
    assert searched.args == ["签约", forward]
    with qtbot.waitSignal(bar.searched) as entered:
        qtbot.keyClick(bar.search_box, Qt.Key.Key_Return)
    assert entered.args == ["签约", True]


@pytest.mark.parametrize(
    ("typed", "hit", "text"), [("签约", (2, 7), "2/7"), ("签约", (0, 0), "没有找到"), ("", (0, 0), "")]
)
def test_the_result_of_a_search_is_said(bar: StepBar, typed: str, hit: tuple[int, int], text: str) -> None:
    bar.search_box.setText(typed)
    bar.show_search_result(*hit)
    assert bar.search_result.text() == text


def test_zooming_in_and_out_again_is_the_size_before(bar: StepBar, qtbot: QtBot) -> None:
    factors = []
    for text in ("＋", "－", "适合宽度"):
        with qtbot.waitSignal(bar.zoomed) as zoomed:
            button(bar, text).click()
        factors.append((zoomed.args or [None])[0])
    assert factors[0] * factors[1] == pytest.approx(1)
    assert factors[2] == 0


def test_the_search_box_is_gone_to_with_its_text_selected(bar: StepBar, qtbot: QtBot) -> None:
    bar.search_box.setText("签约")
    bar.focus_search()
    qtbot.waitUntil(bar.search_box.hasFocus)
    assert bar.search_box.selectedText() == "签约"
