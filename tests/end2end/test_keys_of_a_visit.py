"""A visit of six fields is entered with fewer keys than in a WPS table, counted press by press.

Every key counts, a held one too: Ctrl+S is two. A word composed by pinyin counts its letters and the space that takes
it. In WPS such a row was counted at 33 keys, with Ctrl+D for what stays as above.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from models.ledgers import Enterprise, Visit
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.row_detail import load_row_detail
from models.storage.store import Session
from tests.keys import commit_text
from tests.rows import add_row

WPS_KEYS = 33
TODAY = date.today().isoformat()  # noqa: DTZ011 - the clerk's own day
FIRM, PLACE = "示例宏达新材料有限公司", "示例市"


class Keyboard:
    """Presses keys where the focus is, and counts them."""

    def __init__(self) -> None:
        self.presses = 0

    @property
    def _target(self) -> QWidget:
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert target is not None
        return target

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key, with another held down or not."""
        self.presses += 1 if held is Qt.KeyboardModifier.NoModifier else 2
        QTest.keyClick(self._target, key, held)

    def write(self, letters: str) -> None:
        """Type letters or digits."""
        for letter in letters:
            self.presses += 1
            QTest.keyClicks(self._target, letter)

    def compose(self, word: str, pinyin: str) -> None:
        """Type a word by its pinyin, and take it with the space bar."""
        self.presses += len(pinyin) + 1
        commit_text(self._target, word)

    def leave(self, count: int = 1) -> None:
        """Press Tab."""
        for _ in range(count):
            self.press(Qt.Key.Key_Tab)


@pytest.fixture
def keyboard(window: MainWindow, qtbot: QtBot) -> Keyboard:
    """Give a keyboard at the visits of a book with the firm in its library."""
    with qtbot.waitActive(window):
        window.activateWindow()
    assert window.book_session is not None
    window.book_session.run("示例", lambda session: add_row(session, Enterprise, name=FIRM, place=PLACE))
    window.go("visit")
    assert window.ledger_page is not None
    window.ledger_page.grid.setFocus()
    return Keyboard()


def new_row(keyboard: Keyboard) -> None:
    keyboard.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def focus_key() -> str:
    widget = QApplication.focusWidget()
    while widget is not None and not hasattr(widget, "field"):
        widget = widget.parentWidget()
    return widget.field.key if widget is not None else ""


def go_to(keyboard: Keyboard, key: str) -> None:
    """Press Tab until a field has the focus."""
    for _ in range(40):
        if focus_key() == key:
            return
        keyboard.leave()
    raise AssertionError(f"Tab does not reach {key}")


def type_visit(keyboard: Keyboard, *, is_first: bool) -> None:
    """Enter a visit of six fields; a later one begins with direction and task force as in the one before."""
    new_row(keyboard)
    if is_first:
        for key, letters in (("direction", "wc"), ("task_force", "jh")):
            go_to(keyboard, key)
            keyboard.write(letters)
            keyboard.press(Qt.Key.Key_Return)
    go_to(keyboard, "company")  # past the day, which is today's
    keyboard.write("slhd")
    keyboard.press(Qt.Key.Key_Return)
    go_to(keyboard, "leader")
    keyboard.compose("秦某", "qinmou")
    go_to(keyboard, "outcome")
    keyboard.write("jx")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def texts_of_visits(window: MainWindow) -> list[tuple[str, ...]]:
    """Return the six fields and the place of the visits entered, as the clerk reads them."""
    assert window.book_session is not None
    return window.book_session.read(read_texts)


def read_texts(session: Session) -> list[tuple[str, ...]]:
    """Read the texts of all visits."""
    keys = ("direction", "task_force", "on", "company", "place", "leader", "outcome")
    details = [load_row_detail(session, Visit, row) for row in matching_ids(session, LedgerQuery(Visit))]
    return [tuple(detail.values[key].text for key in keys) for detail in details if detail is not None]


def test_a_visit_takes_fewer_keys_than_in_wps(window: MainWindow, keyboard: Keyboard) -> None:
    type_visit(keyboard, is_first=True)
    first = keyboard.presses
    keyboard.press(Qt.Key.Key_Escape)
    keyboard.presses = 0
    type_visit(keyboard, is_first=False)
    later = keyboard.presses
    visits = texts_of_visits(window)
    assert len(visits) == 2
    for direction, force, day, firm, place, leader, outcome in visits:
        assert "焦化" in force
        assert day == TODAY
        assert (direction, firm, place, leader, outcome) == ("外出", FIRM, PLACE, "秦某", "继续跟踪")
    assert (first, later) == (32, 23)
    assert first < WPS_KEYS


def test_the_filled_fields_can_be_reached_and_changed(window: MainWindow, keyboard: Keyboard) -> None:
    type_visit(keyboard, is_first=True)
    keyboard.press(Qt.Key.Key_Escape)
    new_row(keyboard)
    assert focus_key() == "company"
    for key in ("on", "task_force", "direction"):
        keyboard.press(Qt.Key.Key_Backtab)
        assert focus_key() == key
    keyboard.write("lf")
    keyboard.press(Qt.Key.Key_Return)
    go_to(keyboard, "company")
    keyboard.compose("示例来访的企业", "slqy")
    keyboard.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert {visit[0] for visit in texts_of_visits(window)} == {"外出", "来访"}
