"""The scope at the top holds until another is chosen."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.shell.top_bar import TopBar

PERIODS = {"all": "全部", "month": "本月"}


def test_a_choice_is_told(qtbot: QtBot) -> None:
    bar = TopBar(QPushButton("查找"), QPushButton("示例甲"))
    qtbot.addWidget(bar)
    bar.show_periods(PERIODS)
    bar.show_task_forces([("1", "焦化"), ("2", "铝业")])
    with qtbot.waitSignal(bar.scope_changed) as signal:
        bar.task_force_choice.setCurrentIndex(2)
    assert signal.args == ["2", "all"]
    with qtbot.waitSignal(bar.scope_changed) as signal:
        bar.period_choice.setCurrentIndex(1)
    assert signal.args == ["2", "month"]


def test_the_choice_outlives_a_new_list(qtbot: QtBot) -> None:
    bar = TopBar(QPushButton("查找"), QPushButton("示例甲"))
    qtbot.addWidget(bar)
    bar.show_task_forces([("1", "焦化"), ("2", "铝业")])
    bar.task_force_choice.setCurrentIndex(2)
    with qtbot.assertNotEmitted(bar.scope_changed):
        bar.show_task_forces([("0", "新"), ("1", "焦化"), ("2", "铝业")])
    assert bar.task_force_choice.currentText() == "铝业"
    bar.show_task_forces([("1", "焦化")])
    assert bar.task_force_choice.currentText() == "全部"
