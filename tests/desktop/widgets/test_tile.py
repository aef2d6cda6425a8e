"""A tile is a button with several lines: all of it can be pressed, and all of it is read aloud."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.widgets.tile import Tile
from tests.windows import find_children


def test_every_line_of_it_is_pressed_and_read_aloud(qtbot: QtBot) -> None:
    tile = Tile("签约项目", "12个", ["完成 60.00%", "慢 23.33 个百分点"])
    qtbot.addWidget(tile)
    tile.mark(QPixmap(12, 12), "慢于序时")
    tile.resize(tile.sizeHint())
    tile.show()
    assert tile.accessibleName() == "签约项目，12个，完成 60.00%，慢 23.33 个百分点，慢于序时"
    labels = find_children(tile, QLabel)
    assert len(labels) == 5
    assert all(label.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) for label in labels)
    with qtbot.waitSignal(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
