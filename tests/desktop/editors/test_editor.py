"""What every editor does: it knows what was shown, what was changed, and when it is left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors import Editor, editor_for
from models.fields.base import Ledger
from models.fields.field import field_of
from models.ledgers import Lead, Visit
from tests.keys import compose_text, key_receiver, replace_text


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Show a window in front of all others."""
    window = QWidget()
    window.resize(400, 300)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def editor_in(window: QWidget, county: BookSession, key: str, ledger: type[Ledger] = Lead) -> Editor:
    editor = editor_for(field_of(ledger, key), county, window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(editor)
    return editor


def test_only_another_value_is_a_change(window: QWidget, county: BookSession) -> None:
    editor = editor_in(window, county, "investor")
    assert not editor.dirty
    editor.show_value("甲公司", "", "甲公司")
    assert not editor.dirty
    replace_text(editor, "乙公司")
    assert editor.dirty
    replace_text(editor, "甲公司")
    assert not editor.dirty
    editor.show_value(None, "", "")
    assert not editor.dirty, "nothing and an empty text are the same"


def test_escape_goes_back_to_what_the_book_has(window: QWidget, county: BookSession, qtbot: QtBot) -> None:
    editor = editor_in(window, county, "investor")
    editor.show_value("甲公司", "", "甲公司")
    replace_text(editor, "乙公司")
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(key_receiver(editor), Qt.Key.Key_Escape)
    assert editor.raw_value() == "甲公司"


def test_leaving_a_field_is_told_with_what_was_composed(window: QWidget, county: BookSession, qtbot: QtBot) -> None:
    editor, other = editor_in(window, county, "investor"), QLineEdit(window)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(other)
    key_receiver(editor).setFocus()
    compose_text(key_receiver(editor), "jia")
    with qtbot.waitSignal(editor.finished):
        other.setFocus(Qt.FocusReason.TabFocusReason)
    assert editor.raw_value() == "jia"


def test_a_pop_up_over_a_field_does_not_leave_it(window: QWidget, county: BookSession, qtbot: QtBot) -> None:
    editor = editor_in(window, county, "investor")
    key_receiver(editor).setFocus()
    with qtbot.assertNotEmitted(editor.finished):
        other = QLineEdit(window)
        other.show()
        other.setFocus(Qt.FocusReason.PopupFocusReason)


@pytest.mark.parametrize(
    ("ledger", "key", "typed", "message"),
    [
        (Lead, "name", "", "必填，不能空着。"),
        (Lead, "investor", "", ""),
        (Lead, "total", "面议", "“面议”不是数"),
        (Lead, "reported_on", "昨天下午三点半开会", "昨天下午三点半开会"),
        (Visit, "direction", "", "必填，不能空着。"),
    ],
)
def test_what_cannot_be_taken_says_why(
    window: QWidget, county: BookSession, ledger: type[Ledger], key: str, typed: str, message: str
) -> None:
    editor = editor_in(window, county, key, ledger)
    replace_text(editor, typed)
    error = editor.error_text()
    assert message in error if message else error == ""
    assert field_of(ledger, key).label not in error or not message, "the form names the field beside it"


def test_a_field_tells_its_name_and_hint_to_a_screen_reader(window: QWidget, county: BookSession) -> None:
    editor = editor_in(window, county, "total")
    assert editor.accessibleName() == field_of(Lead, "total").title
    assert editor.accessibleDescription() == field_of(Lead, "total").facts.hint


def test_it_knows_whether_anybody_listens(window: QWidget, county: BookSession) -> None:
    editor = editor_in(window, county, "investor")
    assert not editor.has_listeners(editor.open_wanted)
    editor.open_wanted.connect(lambda *_: None)
    assert editor.has_listeners(editor.open_wanted)
    assert not editor.has_listeners(editor.add_wanted)
