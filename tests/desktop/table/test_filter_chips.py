"""Filters in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.table.filter_chips import FilterBar, operator_label, operators_for
from models.fields.field import field_of, fields
from models.ledgers import LEDGERS, Lead
from models.queries.ledger_query import OPERATORS
from tests.windows import find_children


def test_every_field_has_operators_that_exist() -> None:
    for ledger in LEDGERS:
        for field in fields(ledger):
            assert set(operators_for(field)) <= set(OPERATORS)


@pytest.mark.parametrize(
    ("key", "operator", "word"),
    [("total", "ge", "≥"), ("reported_on", "ge", "不早于"), ("name", "contains", "含"), ("state", "is", "等于")],
)
def test_operators_are_said_of_their_kind(key: str, operator: str, word: str) -> None:
    assert operator_label(field_of(Lead, key), operator) == word


def test_a_chip_goes_with_a_click(qtbot: QtBot) -> None:
    bar = FilterBar()
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_chips(["投资方 含 甲", "总投资 ≥ 1亿"])
    assert not bar.isHidden()
    chips = [button for button in find_children(bar, QPushButton) if button.objectName() == "chip"]
    with qtbot.waitSignal(bar.chip_removed) as signal:
        qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert signal.args == [1]
    clear = next(button for button in find_children(bar, QPushButton) if button.objectName() == "flat")
    with qtbot.waitSignal(bar.all_removed):
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    bar.show_chips([])
    assert bar.isHidden()
