"""A linked row is found by name or initials, opened, or added."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.editors.link import ADD, LinkEditor
from models.browse import titles
from models.field import field_of
from models.kind import Picked
from models.ledgers import Lead, TaskForce
from tests.keys import fill


@pytest.fixture
def editor(county: Desk, qtbot: QtBot) -> Iterator[LinkEditor]:
    """Give the editor of a lead's task force."""
    window = QWidget()
    qtbot.addWidget(window)
    editor = LinkEditor(field_of(Lead, "task_force"), county, window)
    editor.resize(260, 32)
    window.show()
    yield editor
    window.close()


def first(county: Desk) -> tuple[str, str]:
    """Give the first task force: its id and name."""
    return county.ask(lambda session: titles(session, TaskForce))[0]


def test_a_picked_row_is_kept_by_its_id(editor: LinkEditor, county: Desk, qtbot: QtBot) -> None:
    row, name = first(county)
    editor.pick(row, name)
    assert not editor.jump.isVisibleTo(editor)  # in a table nobody would open it
    editor.open_wanted.connect(lambda *_: None)
    with qtbot.waitSignal(editor.finished):
        editor.pick(row, name)
    assert editor.raw() == Picked(row)
    assert isinstance(editor.raw(), Picked)
    assert editor.read().value == row
    assert editor.jump.isVisibleTo(editor)


def test_a_name_typed_in_full_is_found_on_leaving(editor: LinkEditor, county: Desk) -> None:
    row, name = first(county)
    fill(editor, name)
    editor.left()
    assert editor.read().value == row
    assert isinstance(editor.raw(), Picked)


def test_what_is_not_there_is_offered_to_be_added(editor: LinkEditor, qtbot: QtBot) -> None:
    fill(editor, "没有的专班")
    with qtbot.waitSignal(editor.add_wanted) as wanted:
        editor.offers.picked.emit(ADD, "")
    assert wanted.args == ["task_force", "没有的专班"]


def test_open_names_the_row(editor: LinkEditor, county: Desk, qtbot: QtBot) -> None:
    row, name = first(county)
    editor.show_value(row, "", name)
    with qtbot.waitSignal(editor.open_wanted) as wanted:
        editor.jump.click()
    assert wanted.args == ["task_force", row]
    assert not editor.dirty


def test_the_nearest_name_comes_first(editor: LinkEditor) -> None:
    fill(editor, "jh")
    assert editor.offers.completionModel().index(0, 0).data().startswith("焦化")
    editor.offers.popup().hide()
