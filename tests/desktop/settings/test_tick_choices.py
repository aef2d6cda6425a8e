"""Several choices of one definition: the ticked ones in the order of the boxes, whatever the order of the clicks."""

from pytestqt.qtbot import QtBot

from desktop.settings.tick_choices import TickChoices


def test_the_value_is_the_ticked_choices_in_their_order(qtbot: QtBot) -> None:
    editor = TickChoices(("甲", "乙", "丙"), "丙、没有的")
    qtbot.addWidget(editor)
    values: list[str] = []
    editor.chosen.connect(values.append)
    assert editor.text() == "丙"
    editor.boxes["甲"].click()
    editor.boxes["丙"].click()
    editor.boxes["甲"].click()
    assert values == ["甲、丙", "甲", ""]


def test_nothing_is_said_until_the_user_ticks(qtbot: QtBot) -> None:
    editor = TickChoices(("甲", "乙"), "")
    qtbot.addWidget(editor)
    values: list[str] = []
    editor.chosen.connect(values.append)
    editor.boxes["乙"].setChecked(True)
    assert (values, editor.text()) == ([], "乙")
