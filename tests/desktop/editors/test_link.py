"""A linked row is found by name or initials, opened, or added."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.link import ADD_ROW_KEY, LinkEditor
from models.fields.field import field_of
from models.fields.kind import PickedRow
from models.ledgers import Lead, TaskForce
from models.queries.ledger_query import title_choices
from tests.keys import replace_text


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> Iterator[LinkEditor]:
    """Give the editor of a lead's task force."""
    window = QWidget()
    qtbot.addWidget(window)
    editor = LinkEditor(field_of(Lead, "task_force"), county, window)
    editor.resize(260, 32)
    window.show()
    yield editor
    window.close()


def first(county: BookSession) -> tuple[str, str]:
    """Give the first task force: its id and name."""
    return county.read(lambda session: title_choices(session, TaskForce))[0]


def test_a_picked_row_is_kept_by_its_id(editor: LinkEditor, county: BookSession, qtbot: QtBot) -> None:
    row, name = first(county)
    editor.pick_row(row, name)
    assert not editor.open_button.isVisibleTo(editor)  # in a table nobody would open it
    editor.open_wanted.connect(lambda *_: None)
    with qtbot.waitSignal(editor.finished):
        editor.pick_row(row, name)
    assert editor.raw_value() == PickedRow(row)
    assert isinstance(editor.raw_value(), PickedRow)
    assert editor.read().value == row
    assert editor.open_button.isVisibleTo(editor)


def test_a_name_typed_in_full_is_found_on_leaving(editor: LinkEditor, county: BookSession) -> None:
    row, name = first(county)
    replace_text(editor, name)
    editor.on_leave()
    assert editor.read().value == row
    assert isinstance(editor.raw_value(), PickedRow)


def test_what_is_not_there_is_offered_to_be_added(editor: LinkEditor, qtbot: QtBot) -> None:
    replace_text(editor, "没有的专班")
    with qtbot.waitSignal(editor.add_wanted) as wanted:
        editor.completer.picked.emit(ADD_ROW_KEY, "")
    assert wanted.args == ["task_force", "没有的专班"]


def test_open_names_the_row(editor: LinkEditor, county: BookSession, qtbot: QtBot) -> None:
    row, name = first(county)
    editor.show_value(row, "", name)
    with qtbot.waitSignal(editor.open_wanted) as wanted:
        editor.open_button.click()
    assert wanted.args == ["task_force", row]
    assert not editor.dirty


def test_the_nearest_name_comes_first(editor: LinkEditor) -> None:
    replace_text(editor, "jh")
    assert editor.completer.completionModel().index(0, 0).data().startswith("焦化")
    editor.completer.popup().hide()
