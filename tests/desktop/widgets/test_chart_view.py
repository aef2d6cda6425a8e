"""A chart on the screen opens the rows of what is clicked, by mouse and by keyboard."""

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.theme.colours import DARK_COLOURS, LIGHT_COLOURS
from desktop.widgets.chart_view import ChartView
from reports.content.document import Chart, ChartKind, Series
from reports.figures.figure import Figure

TEN, FIVE = (Figure("k", "签约项目", "个", Decimal(value), "计数", ("a",)) for value in (10, 5))
CHART = Chart(ChartKind.BARS, "签约项目", ("示例甲", "示例乙"), (Series("本期", (TEN, FIVE)),), "个")


def test_a_click_on_a_bar_chooses_its_figure(qtbot: QtBot) -> None:
    view = ChartView(CHART, LIGHT_COLOURS)
    qtbot.addWidget(view)
    view.resize(600, 100)
    view.show()
    first = view.figure_areas()[0]
    middle = QPoint(*(round(sum(coordinates) / len(first.points)) for coordinates in zip(*first.points, strict=True)))
    with qtbot.waitSignal(view.figure_activated) as signal:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert signal.args == [TEN]


def test_the_arrows_walk_from_bar_to_bar_and_enter_opens(qtbot: QtBot) -> None:
    view = ChartView(CHART, DARK_COLOURS)
    qtbot.addWidget(view)
    view.show()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.figure_activated) as signal:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert signal.args == [FIVE]


def test_what_is_drawn_has_the_colours_of_the_window(qtbot: QtBot) -> None:
    view = ChartView(CHART, LIGHT_COLOURS)
    qtbot.addWidget(view)
    view.resize(600, 100)
    view.show()
    picture = view.grab().toImage()
    colours = {picture.pixelColor(x, y).name().upper() for x in range(picture.width()) for y in range(picture.height())}
    assert LIGHT_COLOURS.accent in colours
