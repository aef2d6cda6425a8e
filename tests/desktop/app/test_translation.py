"""Qt's own words are Chinese."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.translation import translate_qt
from tests.windows import find_children


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    """Translate Qt for one test."""
    assert translate_qt(qapp)
    yield
    for translator in find_children(qapp, QTranslator):
        qapp.removeTranslator(translator)


@pytest.mark.usefixtures("chinese")
def test_the_menu_of_a_text_field_is_chinese(qtbot: QtBot) -> None:
    line = QLineEdit("示例")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    texts = [action.text() for action in find_children(menu, QAction) if action.text()]
    assert len(texts) >= 6
    assert [text for text in texts if not any("\u4e00" <= letter <= "\u9fff" for letter in text)] == []


@pytest.mark.usefixtures("chinese")
def test_buttons_and_the_dialog_of_files_are_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    files = QFileDialog()
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    for widget in (box, files):
        qtbot.addWidget(widget)
    assert [button.text().partition("(")[0] for button in box.buttons()] == ["确定", "取消"]
    assert files.labelText(QFileDialog.DialogLabel.FileName).startswith("文件名")
