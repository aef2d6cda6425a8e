"""The funnel's bars by mouse and keys, and the share of the step before where it has a meaning."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.funnel_bars import FunnelBars, conversion_text, step_description
from models.statistics.funnel import FunnelStep


def step(label: str, value: int, unit: str, rows: tuple[str, ...] = ("row",)) -> FunnelStep:
    """Make a step of the funnel."""
    return FunnelStep(label, label, unit, Decimal(value), "project", rows, f"{label}的数")


STEPS = (step("洽谈", 8, "个"), step("签约", 3, "个"), step("开工", 0, "个", ()), step("金额", 2, "亿元"))


@pytest.fixture
def bars(qtbot: QtBot) -> FunnelBars:
    """Show the steps; the third has no rows."""
    bars = FunnelBars(LIGHT_COLOURS)
    qtbot.addWidget(bars)
    bars.show_steps(STEPS)
    bars.resize(600, 160)
    with qtbot.waitExposed(bars):
        bars.show()
    return bars


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, ""),  # nothing comes before the first
        (1, "上一步的 37.5%"),
        (2, "上一步的 0.0%"),
        (3, ""),  # an amount is no share of a number
    ],
)
def test_the_share_of_the_step_before(number: int, text: str) -> None:
    assert conversion_text(STEPS, number) == text


def test_of_nothing_there_is_no_share() -> None:
    assert conversion_text((step("洽谈", 0, "个"), step("签约", 1, "个")), 1) == ""


def test_a_share_is_rounded_half_up() -> None:
    assert conversion_text((step("洽谈", 800, "个"), step("签约", 105, "个")), 1) == "上一步的 13.1%"  # 13.125
    assert conversion_text((step("洽谈", 2000, "个"), step("签约", 263, "个")), 1) == "上一步的 13.2%"  # 13.15


def test_a_screen_reader_hears_the_step_chosen(bars: FunnelBars, qtbot: QtBot) -> None:
    assert bars.accessibleDescription() == "洽谈 8个；洽谈的数"
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert bars.accessibleDescription() == step_description(STEPS, 1) == "签约 3个，上一步的 37.5%；签约的数"


def test_arrows_stop_at_both_ends(bars: FunnelBars, qtbot: QtBot) -> None:
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    assert bars.current_step == 0
    for _ in range(6):
        qtbot.keyClick(bars, Qt.Key.Key_Down)
    assert bars.current_step == 3


def test_a_click_opens_the_rows_of_its_bar(bars: FunnelBars, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bars.opened) as opened:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(300, 41))
    assert opened.args == [STEPS[1]]


def test_a_step_without_rows_is_chosen_and_not_opened(bars: FunnelBars, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bars.opened):
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(300, 100))
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert bars.current_step == 2


def test_fewer_steps_keep_the_choice_within_them(bars: FunnelBars, qtbot: QtBot) -> None:
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(300, 159))
    bars.show_steps(STEPS[:2])
    assert (bars.current_step, bars.sizeHint().height()) == (1, 80)
    bars.show_steps(())
    with qtbot.assertNotEmitted(bars.opened):
        qtbot.keyClick(bars, Qt.Key.Key_Return)
