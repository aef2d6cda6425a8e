"""A new book asks two things and suggests both answers."""

from pathlib import Path

from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from desktop.shell.new_book_dialog import NewBookDialog
from models.storage.presets import PRESET_NAMES
from tests.windows import find_children


def test_it_suggests_a_county_and_a_file(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewBookDialog(tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.preset() == "hejin"
    assert dialog.target() == str(tmp_path / "河津市招商台账.zhuanban")
    choices = find_children(dialog, QRadioButton)
    seen = set()
    for choice in choices:
        choice.setChecked(True)
        seen.add(dialog.preset())
        assert choice.text() in dialog.target()
    assert seen == set(PRESET_NAMES)
    assert [choice.text() for choice in choices] == list(PRESET_NAMES.values())
