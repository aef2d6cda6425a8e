"""What an input method composes is never lost when a field is left, and never half-kept when it is given up."""

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.editors.composition import ComposingLineEdit, ComposingTextEdit, commit_composition
from tests.keys import commit_text, compose_text

Composing = ComposingLineEdit | ComposingTextEdit


@pytest.fixture(params=[ComposingLineEdit, ComposingTextEdit], ids=["line", "text"])
def field(request: pytest.FixtureRequest, qtbot: QtBot) -> Composing:
    """Show a line or a text in a window in front of all others."""
    window = QWidget()
    qtbot.addWidget(window)
    field: Composing = request.param()
    QVBoxLayout(window).addWidget(field)
    field.setProperty("window_kept", window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    field.kept = window  # type: ignore[union-attr]  # Python must not let go of the window
    return field


def text(field: Composing) -> str:
    return field.text() if isinstance(field, ComposingLineEdit) else field.toPlainText()


def set_text(field: Composing, value: str) -> None:
    if isinstance(field, ComposingLineEdit):
        field.setText(value)
    else:
        field.setPlainText(value)


def give_up(field: Composing) -> None:
    QApplication.sendEvent(field, QInputMethodEvent("", []))


def test_letters_being_composed_are_known(field: Composing) -> None:
    compose_text(field, "jia")
    assert field.composition.text == "jia"
    assert text(field) == ""
    compose_text(field, "jiaohua")
    assert field.composition.text == "jiaohua"
    commit_text(field, "焦化")
    assert field.composition.text == ""
    assert text(field) == "焦化"


def test_what_is_being_composed_becomes_text_when_the_field_is_saved(field: Composing) -> None:
    set_text(field, "")
    compose_text(field, "jiao")
    commit_composition(field)
    assert text(field) == "jiao"


def test_a_composition_given_up_as_the_focus_leaves_is_taken_over_all_the_same(field: Composing) -> None:
    # ibus gives up a composition just before the focus leaves; only what follows tells this from Esc.
    compose_text(field, "jiao")
    give_up(field)
    assert field.composition.given_up == "jiao"
    commit_composition(field)
    assert text(field) == "jiao"


def test_after_esc_the_text_is_as_before(field: Composing, qtbot: QtBot) -> None:
    set_text(field, "原来")
    compose_text(field, "jiao")
    give_up(field)
    qtbot.waitUntil(lambda: field.composition.given_up == "")
    assert text(field) == "原来"
    commit_composition(field)
    assert text(field) == "原来"


def test_a_selection_that_was_composed_over_comes_back_with_esc(field: Composing, qtbot: QtBot) -> None:
    set_text(field, "原来的名称")
    field.selectAll()
    compose_text(field, "xin")
    give_up(field)
    qtbot.waitUntil(lambda: field.composition.given_up == "")
    assert text(field) == "原来的名称"
    if isinstance(field, ComposingLineEdit):
        assert field.selectedText() == "原来的名称"


def test_nothing_is_committed_where_nothing_is_composed(field: Composing) -> None:
    set_text(field, "原来")
    commit_composition(field)
    assert text(field) == "原来"


def test_other_widgets_compose_nothing(qtbot: QtBot) -> None:
    label = QLabel("甲")
    qtbot.addWidget(label)
    commit_composition(label)
    commit_composition(None)
    assert label.text() == "甲"
