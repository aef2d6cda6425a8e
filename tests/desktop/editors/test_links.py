"""Several rows of another ledger: picked ones are kept by id, typed names are looked up, lost rows show as such."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.links import LinksEditor
from models.errors import UserError
from models.fields.field import field_of
from models.ledgers import Target, TaskForce
from models.queries.ledger_query import title_choices
from tests.keys import replace_text


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> LinksEditor:
    """Give the editor of a target's task forces."""
    editor = LinksEditor(field_of(Target, "task_forces"), county)
    qtbot.addWidget(editor)
    with qtbot.waitExposed(editor):
        editor.show()
    return editor


@pytest.fixture
def forces(county: BookSession) -> list[tuple[str, str]]:
    """Give the ids and names of two task forces."""
    return county.read(lambda session: title_choices(session, TaskForce))[:2]


def test_a_value_is_shown_by_names(editor: LinksEditor, forces: list[tuple[str, str]]) -> None:
    editor.show_value(" ".join(row for row, _ in forces), "", "")
    assert [offer.text for offer in editor.chosen] == [name for _, name in forces]
    assert editor.text() == "、".join(name for _, name in forces)
    assert not editor.dirty


def test_a_row_that_is_gone_is_shown_as_such(editor: LinksEditor) -> None:
    editor.show_value("0" * 32, "", "")
    assert editor.text() == "（已不在）"


def test_picked_rows_and_typed_names_count_together(editor: LinksEditor, forces: list[tuple[str, str]]) -> None:
    (first, first_name), (second, second_name) = forces
    editor.completer.picked.emit(first, first_name)
    replace_text(editor, second_name)
    assert editor.read().value == f"{first} {second}"


def test_names_typed_in_a_row_are_parted(editor: LinksEditor, forces: list[tuple[str, str]]) -> None:
    editor.retype("、".join(name for _, name in forces))
    assert str(editor.read().value).split() == [row for row, _ in forces]


def test_a_picked_row_is_offered_no_more(editor: LinksEditor, forces: list[tuple[str, str]]) -> None:
    row, name = forces[0]
    editor.completer.picked.emit(row, name)
    replace_text(editor, name)
    offers = editor.completer.completionModel()
    assert row in [offer.key for offer in editor.find_completions(name)]
    assert name not in [offers.index(at, 0).data() for at in range(offers.rowCount())]


def test_a_name_nobody_has_is_refused(editor: LinksEditor) -> None:
    replace_text(editor, "没有的专班")
    with pytest.raises(UserError, match="没有的专班"):
        editor.read()
