"""Someone untrained makes a county's book and issues its first weekly circular, with the keys from field to field.

The county is in no document. An hour is allowed; each key is reckoned as a second and each five characters read as one.
"""

from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from desktop.main_window import MainWindow
from tests.end2end.test_issue_a_circular import click, issue, settle
from tests.end2end.test_set_up_a_county import guide_of, is_done, press, rows_editor, window
from tests.keys import type_text
from tests.windows import find_children

__all__ = ["window"]

COUNTY = ("示例县", "示例县招商引资工作领导小组办公室", "示招办", "各乡镇、各部门")
FORCES = ("示例食品招商专班", "示例轴承招商专班")
SECONDS_ALLOWED = 600  # of the hour: the rest is for what the county looks up in its own papers


class UntrainedPerson:
    """Types where the keys are, and adds up the seconds that typing and reading take."""

    def __init__(self, window: MainWindow) -> None:
        self.window, self.seconds = window, 0.0

    def focus(self) -> QWidget:
        """Return where the keys are."""
        widget = self.window.focusWidget()
        assert widget is not None
        return widget

    def read(self, page: QWidget) -> None:
        """Read every label in sight."""
        labels = [label.text() for label in find_children(page, QLabel) if label.isVisible()]
        self.seconds += sum(len(text) for text in labels) / 5

    def type(self, text: str) -> None:
        """Type a text; two keys for a character of Chinese."""
        type_text(self.focus(), text)
        self.seconds += 2 * len(text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key."""
        QTest.keyClick(self.focus(), key, modifier)
        self.seconds += 1


def test_the_first_weekly_circular_of_an_unknown_county(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    person, page = UntrainedPerson(window), guide_of(window)
    qtbot.waitUntil(lambda: page.editors["county"].isAncestorOf(window.focusWidget() or page))
    person.read(page)
    for number, text in enumerate(COUNTY):
        if number:
            person.press(Qt.Key.Key_Tab)
        person.type(text)  # what stood in the first field is selected, and goes
    press(page, "next", qtbot)
    qtbot.waitUntil(is_done(page, "county"))
    editor = rows_editor(page, "forces")
    person.read(page)
    for name in FORCES:
        editor.add_button.setFocus()
        person.press(Qt.Key.Key_Space)
        person.type(name)
        person.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(is_done(page, "forces"))
    page.show_step("circular")
    person.read(page)
    press(page, "next", qtbot)

    view = window.findChild(CircularView)
    assert isinstance(view, CircularView)
    view.head.kind.setCurrentIndex(view.head.kind.findData("week"))
    click(view.head.draft_button, qtbot)
    settle(view, window, qtbot)
    person.read(view)
    issue(view, window, qtbot)
    assert view.issue_controller.issued is not None
    (file,) = (tmp_path / "book" / "通报").rglob("*.pdf")
    pdf = pypdfium2.PdfDocument(file)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    pdf.close()
    assert COUNTY[1] in text.replace("\r\n", "").replace("\n", "")
    assert "请填" not in text
    assert person.seconds < SECONDS_ALLOWED, person.seconds
