"""The plain numbers are Qt's own, and with them nobody needs Qt's enums before the first paint."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle

from desktop.theme import qt_flags
from tests.source import ROOT
from tests.waiting import PROCESS_SECONDS

FIRST_PAINT = """
from PySide6 import QtCore, QtWidgets
from desktop import main_window
from desktop.cli import main
def painted(self):
    print(*({"Qt", "QStyle"} & {*vars(QtCore), *vars(QtWidgets)}), "painted")
    self.close()
main_window.MainWindow._on_first_paint = painted
main.main(["open"])
"""


def test_the_numbers_are_qts() -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    assert (middle | Qt.AlignmentFlag.AlignLeft).value == qt_flags.ALIGN_LEFT
    assert (middle | Qt.AlignmentFlag.AlignRight).value == qt_flags.ALIGN_RIGHT
    assert Qt.AlignmentFlag.AlignCenter.value == qt_flags.ALIGN_CENTRE
    assert Qt.TextFlag.TextSingleLine.value == qt_flags.TEXT_SINGLE_LINE
    assert Qt.ItemDataRole.DisplayRole.value == qt_flags.DISPLAY_ROLE
    assert Qt.ItemDataRole.TextAlignmentRole.value == qt_flags.ALIGNMENT_ROLE
    assert Qt.ItemDataRole.UserRole.value == qt_flags.USER_ROLE
    assert Qt.ContextMenuPolicy.CustomContextMenu.value == qt_flags.CUSTOM_CONTEXT_MENU
    assert Qt.FocusPolicy.NoFocus.value == qt_flags.NO_FOCUS
    assert Qt.TextInteractionFlag.TextSelectableByMouse.value == qt_flags.TEXT_SELECTABLE
    assert QStyle.StateFlag.State_Selected.value == qt_flags.STATE_SELECTED
    assert QStyle.StateFlag.State_HasFocus.value == qt_flags.STATE_HAS_FOCUS
    assert {Qt.Key.Key_Return, Qt.Key.Key_Enter} == qt_flags.ENTER_KEYS
    assert Qt.KeyboardModifier.KeypadModifier.value == qt_flags.KEYPAD


def test_the_first_paint_builds_no_enums(tmp_path: Path) -> None:
    shelves = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CONFIG", "CACHE", "DATA")}
    run = subprocess.run(  # noqa: S603 - the code is the lines above
        [sys.executable, "-c", FIRST_PAINT],
        cwd=ROOT,
        env={**os.environ, **shelves, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=PROCESS_SECONDS,
    )
    assert run.stdout == "painted\n", run.stderr
