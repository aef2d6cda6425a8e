"""Chinese typed with a real pinyin input method, key by key, arrives whole: on cells and in the form's editors.

Hand-made events would not do: Qt hands the first composition on a cell to the table and not to the editor's line.
``.ci/input-method`` starts the input method; xdotool presses the keys on the X server.
"""

import os
import subprocess

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.editors import Editor
from desktop.editors.composition import ComposingLineEdit
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from models.fields.field import fields
from models.fields.kinds import ChoiceKind, FirmNameKind, LineKind, LinkKind, OrgUnitsKind, PeopleKind, ProseKind
from models.ledgers import Lead
from models.queries.ledger_query import LedgerQuery, matching_ids
from tests.keys import key_receiver
from tests.rows import add_lead
from tests.windows import find_children, let_time_pass

pytestmark = pytest.mark.skipif(not os.environ.get("PINYIN"), reason="make test runs it with a real input method")
CHINA = (*"zhongguo", "space")
# One field of each kind of editor that takes words.
EDITOR_KINDS = (LineKind, ProseKind, PeopleKind, ChoiceKind, LinkKind, OrgUnitsKind, FirmNameKind)
EDITED_KEYS = tuple(
    next(field.key for field in fields(Lead) if type(field.kind) is kind and not field.kind.set_by_program)
    for kind in EDITOR_KINDS
    if any(type(field.kind) is kind and not field.kind.set_by_program for field in fields(Lead))
)


def press(*keys: str, delay: int = 40) -> None:
    """Press keys on the X server, one after the other, as fingers do."""
    subprocess.run(["xdotool", "key", "--delay", str(delay), *keys], check=True)  # noqa: S603, S607 - a fixed command


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> LedgerPage:
    """Show the leads in the real window, with one lead."""
    assert window.book_session is not None
    window.book_session.run("示例", lambda session: add_lead(session, "旧名称"))
    window.book_session.changed.emit()
    window.go("lead")
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.controller.page_stack.ledger_page if window.controller is not None else None
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def stored_names(window: MainWindow) -> list[str]:
    """Read the names of the leads in the book."""
    assert window.book_session is not None
    return window.book_session.read(lambda session: [lead.name for lead in session.query(Lead)])


def go_to_name(page: LedgerPage) -> int:
    """Select the cell with the lead's name, as a click does; return its column."""
    column = page.model.keys.index("name")
    page.grid.setFocus()
    page.grid.go_to_cell(0, column)
    return column


def cell_editor(page: LedgerPage) -> Editor | None:
    """Return the editor that is open on a cell."""
    return next((editor for editor in find_children(page.grid, Editor) if editor.isVisible()), None)


def composed_text(editor: Editor | None) -> str:
    """Return what the input method is composing in an editor."""
    target = key_receiver(editor) if editor is not None else None
    return target.composition.text if isinstance(target, ComposingLineEdit) else ""


def typed_text(editor: Editor | None) -> str:
    """Return what stands in the widget that takes the keys."""
    target = key_receiver(editor) if editor is not None else None
    text = getattr(target, "toPlainText", None) or getattr(target, "text", None)
    return str(text()) if text is not None else ""


@pytest.mark.parametrize(("words", "delay"), [(1, 40), (2, 8)], ids=["first letter", "fast"])
def test_words_typed_straight_onto_a_cell_are_kept(
    window: MainWindow, page: LedgerPage, qtbot: QtBot, words: int, delay: int
) -> None:
    go_to_name(page)
    press(*CHINA * words, delay=delay)
    qtbot.waitUntil(lambda: typed_text(cell_editor(page)) == "中国" * words)
    press("Return")
    qtbot.waitUntil(lambda: stored_names(window) == ["中国" * words])


def test_a_composition_given_up_leaves_the_cell_as_it_was(window: MainWindow, page: LedgerPage, qtbot: QtBot) -> None:
    column = go_to_name(page)
    press(*"zhong")
    qtbot.waitUntil(lambda: bool(composed_text(cell_editor(page))))
    press("Escape")
    qtbot.waitUntil(lambda: not composed_text(cell_editor(page)))
    let_time_pass(300)
    page.grid.go_to_cell(0, column + 1)
    window.setFocus()
    let_time_pass(300)
    assert stored_names(window) == ["旧名称"]


def focused_editor(window: MainWindow, key: str, qtbot: QtBot) -> Editor:
    """Open the first lead beside the table and put the cursor into a field."""
    assert window.controller is not None
    assert window.book_session is not None
    (row, *_) = window.book_session.read(lambda session: matching_ids(session, LedgerQuery(Lead)))
    window.controller.row_panel_controller.show_row(Lead, row)
    panel: RowPanel = window.controller.row_panel_controller.panel
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    editor = form.open_field_row(key).editor
    assert editor is not None
    target = key_receiver(editor)
    target.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(target.hasFocus)
    return editor


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("key", EDITED_KEYS)
def test_every_editor_of_the_form_takes_words(window: MainWindow, key: str, qtbot: QtBot) -> None:
    editor = focused_editor(window, key, qtbot)
    press("ctrl+a", "Delete")
    press(*CHINA)
    qtbot.waitUntil(lambda: "中国" in typed_text(editor))
    press("Escape", "Escape")
    let_time_pass(300)


@pytest.mark.usefixtures("page")
def test_leaving_a_field_takes_what_is_being_composed(window: MainWindow, qtbot: QtBot) -> None:
    editor = focused_editor(window, "name", qtbot)
    press("ctrl+a", "Delete")
    press(*CHINA)
    qtbot.waitUntil(lambda: typed_text(editor) == "中国")
    press(*"zhong")
    qtbot.waitUntil(lambda: bool(composed_text(editor)))
    let_time_pass(300)
    assert typed_text(editor) == "中国"  # what is composed is not yet in the text
    assert window.controller is not None
    form = window.controller.row_panel_controller.panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    other = form.open_field_row("investor").editor
    assert other is not None
    qtbot.mouseClick(key_receiver(other), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: stored_names(window) != ["旧名称"])
    (name,) = stored_names(window)
    assert name.startswith("中国")
    assert len(name) > len("中国")
