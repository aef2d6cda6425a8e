"""A step says how far it has come, and its buttons name the step for those who hear them."""

from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.step_card import StepCard


def test_a_step_shows_its_state_and_its_buttons(qtbot: QtBot) -> None:
    card = StepCard("3．项目", "一行一个项目。", LIGHT_COLOURS)
    qtbot.addWidget(card)
    button = card.add_button("手工填", "新增项目")
    assert (button.accessibleName(), button.toolTip()) == ("3．项目：手工填", "新增项目")
    card.show_state("还没有项目。", is_done=False)
    empty = card.grab().toImage()
    card.show_state("还没有项目。", is_done=True)
    assert card.state.text() == "还没有项目。"
    assert card.grab().toImage() != empty  # another mark
