"""A new book asks two things and suggests both answers."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from desktop.shell import new_book_dialog
from desktop.shell.new_book_dialog import NewBookDialog
from models.storage.presets import PRESET_NAMES
from tests.windows import find_children


def test_it_suggests_a_county_and_a_file(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewBookDialog(tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.preset() == "blank", "no county begins with another one's plan unless it says so"
    assert dialog.target() == str(tmp_path / "本县招商台账.zhuanban")
    choices = find_children(dialog, QRadioButton)
    seen = set()
    for choice in choices[1:-1]:
        choice.setChecked(True)
        seen.add(dialog.preset())
        assert choice.text() in dialog.target()
    assert seen == set(PRESET_NAMES) - {"blank"}
    assert {choice.text() for choice in choices} == {*PRESET_NAMES.values(), "从预置文件…"}


def test_a_preset_s_file_is_asked_for(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = NewBookDialog(tmp_path)
    qtbot.addWidget(dialog)
    choices = find_children(dialog, QRadioButton)
    for answer, preset, text in (
        ("", "blank", "从预置文件…"),
        ("/县/邻县预置.json", "/县/邻县预置.json", "从预置文件：邻县预置.json"),
        ("", "/县/邻县预置.json", "从预置文件：邻县预置.json"),
    ):
        monkeypatch.setattr(new_book_dialog, "ask_preset", lambda *_, answer=answer: answer)
        choices[-1].click()
        assert (dialog.preset(), choices[-1].text()) == (preset, text)
    assert dialog.target() == str(tmp_path / "本县招商台账.zhuanban")
