"""Columns are ticked, searched and put into order."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.table.column_chooser import ColumnChooser
from models.fields.field import fields
from models.ledgers import Lead


def chooser(qtbot: QtBot) -> ColumnChooser:
    chooser = ColumnChooser(Lead, ("total", "name"))
    qtbot.addWidget(chooser)
    return chooser


def test_the_shown_ones_stand_first_in_their_order(qtbot: QtBot) -> None:
    box = chooser(qtbot)
    assert box.checked_keys() == ("total", "name")
    assert box.field_list.count() == len(fields(Lead))


def test_a_tick_shows_a_column_at_once(qtbot: QtBot) -> None:
    box = chooser(qtbot)
    chosen: list[tuple[str, ...]] = []
    box.columns_changed.connect(chosen.append)
    box.field_list.item(2).setCheckState(Qt.CheckState.Checked)
    assert len(chosen[-1]) == 3
    for row in range(3):
        box.field_list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert len(chosen[-1]) == 1


def test_search_narrows_the_list(qtbot: QtBot) -> None:
    box = chooser(qtbot)
    box.search_box.setText("总投资")
    visible = [
        box.field_list.item(row).text()
        for row in range(box.field_list.count())
        if not box.field_list.item(row).isHidden()
    ]
    assert visible == ["预计总投资（万元）"]


def test_the_usual_ones_come_back(qtbot: QtBot) -> None:
    box = chooser(qtbot)
    chosen: list[tuple[str, ...]] = []
    box.columns_changed.connect(chosen.append)
    box.default_button.click()
    assert chosen == [Lead.about.columns]


def test_dragging_changes_the_order(qtbot: QtBot) -> None:
    box = chooser(qtbot)
    chosen: list[tuple[str, ...]] = []
    box.columns_changed.connect(chosen.append)
    box.field_list.insertItem(0, box.field_list.takeItem(1))
    assert box.checked_keys() == ("name", "total")
