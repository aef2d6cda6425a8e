"""统计口径: each definition under its rule, its choices in words, and a wrong value refused beside it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.settings.definitions_editor import DefinitionsEditor
from models.ledgers import Setting
from models.settings.definitions import choice_labels, load_definitions
from models.storage import store
from models.storage.store import Session, Store
from tests.keys import type_text
from tests.windows import find_children


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> DefinitionsEditor:
    """Show 河津's definitions."""
    editor = DefinitionsEditor(county)
    qtbot.addWidget(editor)
    editor.resize(700, 600)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    return editor


def stored(county: BookSession) -> dict[str, str | None]:
    def values(session: Session) -> dict[str, str | None]:
        return {setting.key: setting.value for setting in session.query(Setting)}

    return county.read(values)


def box_of(editor: DefinitionsEditor, key: str) -> QComboBox:
    box = editor.value_editors[key]
    assert isinstance(box, QComboBox)
    return box


def line_of(editor: DefinitionsEditor, key: str) -> QLineEdit:
    line = editor.value_editors[key]
    assert isinstance(line, QLineEdit)
    return line


def test_every_definition_of_the_book_is_shown_once_with_its_value(
    editor: DefinitionsEditor, county: BookSession
) -> None:
    values = stored(county)
    assert set(editor.value_editors) == set(values)
    for key, widget in editor.value_editors.items():
        shown = widget.currentData() if isinstance(widget, QComboBox) else widget.text()
        assert (shown or "") == (values[key] or ""), key
        assert widget.accessibleName()


def test_values_stored_in_codes_are_chosen_in_words(editor: DefinitionsEditor) -> None:
    box = box_of(editor, "cadence_set")
    labels = choice_labels("cadence_set")
    assert box.currentText() == labels["hejin"]
    assert {box.itemData(row): box.itemText(row) for row in range(box.count())} == dict(labels)


def test_a_choice_is_saved_as_one_step_that_can_be_undone(
    editor: DefinitionsEditor, county: BookSession, qtbot: QtBot
) -> None:
    box = box_of(editor, "pace")
    with qtbot.waitSignal(editor.saved) as saved:
        box.textActivated.emit("按日")
    assert "按日" in str(saved.args)
    assert stored(county)["pace"] == "按日"
    county.undo()
    assert stored(county)["pace"] == "按月"


@pytest.mark.parametrize(
    ("key", "wrong"), [("tax_per_mu", "很多"), ("tax_per_mu", "-5"), ("invest_per_mu", "两百上下")]
)
def test_a_value_no_rule_can_use_is_refused_and_stays_to_be_corrected(
    editor: DefinitionsEditor, county: BookSession, qtbot: QtBot, key: str, wrong: str
) -> None:
    before, line = stored(county)[key], line_of(editor, key)
    line.setFocus()
    line.selectAll()
    type_text(line, wrong)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.error_labels[key].isVisibleTo(editor)
    assert editor.error_labels[key].text()
    assert line.text() == wrong
    assert stored(county)[key] == before
    line.selectAll()
    type_text(line, "12")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not editor.error_labels[key].isVisibleTo(editor)
    assert stored(county)[key] == "12"


def test_a_line_only_looked_at_is_not_saved(editor: DefinitionsEditor, county: BookSession, qtbot: QtBot) -> None:
    line = line_of(editor, "tax_per_mu")
    with qtbot.assertNotEmitted(county.changed):
        line.setFocus()
        qtbot.keyClick(line, Qt.Key.Key_Return)


def test_each_names_its_source(editor: DefinitionsEditor) -> None:
    sources = [label.text() for label in find_children(editor, QLabel) if label.objectName() == "second"]
    assert sources
    assert all(text.startswith("依据：") for text in sources)


def test_a_definition_changed_elsewhere_is_shown_after_a_refresh(
    editor: DefinitionsEditor, county: BookSession
) -> None:
    def change(session: Session) -> None:
        session.query(Setting).filter_by(key="pace").one().value = "按日"

    county.run("别处", change)
    editor.refresh()
    assert box_of(editor, "pace").currentText() == "按日"
    assert county.read(load_definitions).text("pace", "") == "按日"


def test_a_book_to_read_only_shows_and_changes_nothing(hejin: Store, qtbot: QtBot) -> None:
    assert hejin.path is not None
    path = hejin.path
    hejin.close()
    with store.open_book(path, write=False) as book:
        editor = DefinitionsEditor(BookSession(book))
        qtbot.addWidget(editor)
        assert not any(widget.isEnabled() for widget in editor.value_editors.values())
