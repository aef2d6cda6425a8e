"""A column of cards: what it shows, the keys that walk, open and move, and the place that is kept."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.card_list import Card, CardList
from models.statistics.dashboard import OPEN, OVERDUE

CARDS = [
    Card("a", "示例铝型材深加工项目", ("8亿元 · 示例铝业", "在谈 31 天 · 铝"), OPEN),
    Card("b", "示例项目二", ("5亿元", "在谈 3 天 · 钢铁"), OVERDUE, "“用地手续”已过16天"),
]


@pytest.fixture
def cards(qtbot: QtBot) -> CardList:
    """Show a column of two cards, the first in hand."""
    column = CardList("在谈库", LIGHT_COLOURS)
    qtbot.addWidget(column)
    column.resize(240, 400)
    column.show_cards(CARDS)
    column.show()
    column.focus_card(0)
    return column


def test_a_screen_reader_and_the_mouse_are_told_all(cards: CardList) -> None:
    second = cards.card_model.index(1)
    assert second.data() == "示例项目二，5亿元，在谈 3 天 · 钢铁"
    assert second.data(Qt.ItemDataRole.ToolTipRole) == "示例项目二\n“用地手续”已过16天"
    assert cards.accessibleName() == "在谈库"


def test_keys_walk_open_and_move(cards: CardList, qtbot: QtBot) -> None:
    opened, moved, left = list[str](), list[tuple[str, int]](), list[int]()
    cards.opened.connect(opened.append)
    cards.moved.connect(lambda key, side: moved.append((key, side)))
    cards.left.connect(left.append)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    qtbot.keyClick(cards, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(cards, Qt.Key.Key_Left)
    assert (opened, moved, left) == (["b"], [("b", 1)], [-1])


def test_the_card_in_hand_stays_in_hand_where_others_come_before_it(cards: CardList, qtbot: QtBot) -> None:
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    cards.show_cards([Card("c", "新来的", (), OPEN), *CARDS])
    assert cards.current_key() == "b"
    cards.show_cards(CARDS[:1])
    assert cards.current_key() == ""
