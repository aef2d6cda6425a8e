"""A firm is typed once: picked from the library or as free text, in the form and in a cell; one key adds it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.firm import FirmEditor
from desktop.form.form_layout import LedgerForm
from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from models.fields.base import Ledger
from models.ledgers import Contact, Enterprise, Visit
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.row_detail import load_row_detail
from tests.keys import key_receiver, replace_text
from tests.rows import add_row
from tests.windows import find_children

FIRM, PLACE, PERSON, NUMBER = "示例宏达新材料有限公司", "示例市", "示例联系人", "10000000001"


@pytest.fixture
def session(window: MainWindow) -> BookSession:
    """Give the window's book, with a firm of the library and its contact."""
    book_session = window.book_session
    assert book_session is not None
    firm = book_session.run(
        "示例", lambda session: add_row(session, Enterprise, name=FIRM, short="示例宏达", place=PLACE, region="长三角")
    )
    book_session.run(
        "示例", lambda session: add_row(session, Contact, enterprise=firm, name=PERSON, post="副总", phone=NUMBER)
    )
    return book_session


def texts(session: BookSession, ledger: type[Ledger], row: str) -> dict[str, str]:
    """Read the texts of a row that are not empty."""
    detail = session.read(lambda read: load_row_detail(read, ledger, row))
    assert detail is not None
    return {key: value.text for key, value in detail.values.items() if value.text}


def only_row(session: BookSession, ledger: type[Ledger], search_text: str = "") -> str:
    """Return the one row of a ledger that a search finds."""
    (row,) = session.read(lambda read: matching_ids(read, LedgerQuery(ledger, search_text=search_text)))
    return row


def visits(window: MainWindow) -> LedgerPage:
    """Go to the visits."""
    window.go("visit")
    page = window.ledger_page
    assert page is not None
    return page


def new_visit(window: MainWindow) -> LedgerForm:
    """Begin a new visit by its key, and type which way it went."""
    visits(window)
    QTest.keySequence(window, "Ctrl+N")
    assert window.controller is not None
    form = window.controller.row_panel_controller.panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    assert "enterprise" not in form.field_rows
    direction = form.open_field_row("direction").editor
    assert direction is not None
    replace_text(direction, "外出")
    QTest.keyClick(key_receiver(direction), Qt.Key.Key_Return)
    return form


def firm_editor(form: LedgerForm) -> FirmEditor:
    """Give the editor of the firm of a visit."""
    editor = form.open_field_row("company").editor
    assert isinstance(editor, FirmEditor)
    return editor


def save(window: MainWindow) -> None:
    """Press the key that saves a new row."""
    QTest.keySequence(QApplication.focusWidget() or window, "Ctrl+S")


def press_in_list(editor: FirmEditor, key: Qt.Key) -> None:
    """Press a key while the list of firms is open."""
    assert editor.completer.popup().isVisible()
    QTest.keyClick(editor.completer.popup(), key)


def test_a_visit_takes_a_firm_of_the_library_by_pinyin(window: MainWindow, session: BookSession) -> None:
    form = new_visit(window)
    editor = firm_editor(form)
    replace_text(editor, "slhd")
    press_in_list(editor, Qt.Key.Key_Return)
    assert editor.text() == FIRM
    for key, text in (("place", PLACE), ("region", "长三角"), ("met", PERSON), ("met_post", "副总")):
        assert form.open_field_row(key).text() == text
    note = form.open_field_row("company").widget_below
    assert isinstance(note, QLabel)
    assert PLACE in note.text()
    assert NUMBER not in note.text()
    save(window)
    visit = texts(session, Visit, only_row(session, Visit))
    assert (visit["company"], visit["enterprise"]) == (FIRM, FIRM)
    assert (visit["place"], visit["met"], visit["met_phone"]) == (PLACE, PERSON, NUMBER)


def test_free_text_in_a_new_visit_becomes_a_firm_by_one_key(window: MainWindow, session: BookSession) -> None:
    form = new_visit(window)
    for key, text in (("place", "示例镇"), ("met", "示例经理"), ("met_phone", "10000000002")):
        editor = form.open_field_row(key).editor
        assert editor is not None
        replace_text(editor, text)
    editor = firm_editor(form)
    replace_text(editor, "示例新来的企业")
    assert not editor.completer.popup().isVisible()
    assert editor.library_button.isVisibleTo(window)
    QTest.keySequence(key_receiver(editor), "Ctrl+L")
    assert editor.library_button.text() == "保存时加入企业库"
    assert not session.read(lambda read: matching_ids(read, LedgerQuery(Enterprise, search_text="示例新来的企业")))
    save(window)
    firm = texts(session, Enterprise, only_row(session, Enterprise, "示例新来的企业"))
    assert (firm["name"], firm["place"]) == ("示例新来的企业", "示例镇")
    contact = texts(session, Contact, only_row(session, Contact, "示例经理"))
    assert (contact["enterprise"], contact["phone"]) == ("示例新来的企业", "10000000002")
    visit = texts(session, Visit, only_row(session, Visit))
    assert (visit["company"], visit["enterprise"]) == ("示例新来的企业", "示例新来的企业")
    session.undo()
    for ledger, name in ((Visit, ""), (Enterprise, "示例新来的企业"), (Contact, "示例经理")):
        query = LedgerQuery(ledger, search_text=name)
        assert not session.read(lambda read, query=query: matching_ids(read, query))  # type: ignore[misc]  # one step


def test_a_firm_that_a_new_row_adds_takes_what_is_typed_later_and_goes_with_the_row(
    window: MainWindow, session: BookSession
) -> None:
    form = new_visit(window)
    editor = firm_editor(form)
    replace_text(editor, "示例新来的企业")
    QTest.keySequence(key_receiver(editor), "Ctrl+L")
    place = form.open_field_row("place").editor
    assert place is not None
    replace_text(place, "示例镇")
    replace_text(editor, "示例另一家企业")  # another name is not meant by the key
    assert editor.library_button.text() == "加入企业库"
    replace_text(editor, "示例新来的企业")
    save(window)
    firm = texts(session, Enterprise, only_row(session, Enterprise, "示例新来的企业"))
    assert firm["place"] == "示例镇"
    assert not session.read(lambda read: matching_ids(read, LedgerQuery(Enterprise, search_text="示例另一家企业")))


def test_a_new_row_that_is_given_up_leaves_no_firm(window: MainWindow, session: BookSession) -> None:
    form = new_visit(window)
    editor = firm_editor(form)
    replace_text(editor, "示例新来的企业")
    QTest.keySequence(key_receiver(editor), "Ctrl+L")
    assert window.controller is not None
    window.controller.row_panel_controller.discard()
    assert not session.read(lambda read: matching_ids(read, LedgerQuery(Enterprise, search_text="示例新来的企业")))


def test_free_text_is_kept_without_a_link_until_the_button_is_pressed(
    window: MainWindow, session: BookSession, qtbot: QtBot
) -> None:
    form = new_visit(window)
    editor = firm_editor(form)
    replace_text(editor, "示例新来的企业")
    save(window)
    row = only_row(session, Visit)
    assert "enterprise" not in texts(session, Visit, row)
    editor = firm_editor(form)
    qtbot.mouseClick(editor.library_button, Qt.MouseButton.LeftButton)
    assert texts(session, Visit, row)["enterprise"] == "示例新来的企业"
    assert not editor.library_button.isVisibleTo(window)
    assert editor.open_button.isVisibleTo(window)
    session.undo()
    assert "enterprise" not in texts(session, Visit, row)
    assert not session.read(lambda read: matching_ids(read, LedgerQuery(Enterprise, search_text="示例新来的企业")))
    assert editor.library_button.isVisibleTo(window)


def type_in_cell(page: LedgerPage, key: str, text: str) -> FirmEditor:
    """Open the cell of a firm by F2 and type another text; return its editor."""
    page.grid.go_to_cell(0, page.model.keys.index(key))
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_F2)
    (editor,) = find_children(page.grid, FirmEditor)
    replace_text(editor, text)
    return editor


def cell(page: LedgerPage, key: str) -> str:
    """Read a cell of the first row."""
    return page.model.text(0, page.model.keys.index(key))


def test_a_cell_takes_a_firm_and_its_place_in_one_step(window: MainWindow, session: BookSession) -> None:
    session.run("示例", lambda write: add_row(write, Visit, direction="外出", company="示例旧名称"))
    row = only_row(session, Visit)
    page = visits(window)
    editor = type_in_cell(page, "company", "shili")
    press_in_list(editor, Qt.Key.Key_Return)
    QTest.keyClick(key_receiver(editor), Qt.Key.Key_Return)
    assert (cell(page, "company"), cell(page, "place")) == (FIRM, PLACE)
    assert texts(session, Visit, row)["enterprise"] == FIRM
    session.undo()
    assert (cell(page, "company"), cell(page, "place")) == ("示例旧名称", "")
    assert "enterprise" not in texts(session, Visit, row)


def test_free_text_in_a_cell_becomes_a_firm_by_one_key(window: MainWindow, session: BookSession) -> None:
    session.run("示例", lambda write: add_row(write, Visit, direction="外出", company="示例旧名称", place="示例镇"))
    row = only_row(session, Visit)
    page = visits(window)
    editor = type_in_cell(page, "company", "新来的企业")
    QTest.keySequence(key_receiver(editor), "Ctrl+L")
    assert cell(page, "company") == "新来的企业"
    assert texts(session, Visit, row)["enterprise"] == "新来的企业"
    assert texts(session, Enterprise, only_row(session, Enterprise, "新来的企业"))["place"] == "示例镇"
    session.undo()
    assert cell(page, "company") == "示例旧名称"
    assert not session.read(lambda read: matching_ids(read, LedgerQuery(Enterprise, search_text="新来的企业")))


def test_the_key_adds_the_firm_of_the_row_a_clerk_stands_on(window: MainWindow, session: BookSession) -> None:
    session.run("示例", lambda write: add_row(write, Visit, direction="外出", company="示例旧名称"))
    row = only_row(session, Visit)
    page = visits(window)
    page.grid.go_to_cell(0, 0)
    page.grid.setFocus()
    QTest.keySequence(page.grid, "Ctrl+L")
    assert texts(session, Visit, row)["enterprise"] == "示例旧名称"


def test_the_key_works_while_the_list_is_open(window: MainWindow, session: BookSession) -> None:
    form = new_visit(window)
    editor = firm_editor(form)
    replace_text(editor, "示例宏达")
    assert editor.completer.popup().isVisible()
    QTest.keySequence(editor.completer.popup(), "Ctrl+L")
    assert editor.text() == FIRM


def test_changing_the_text_of_a_linked_visit_takes_the_link_away_and_clearing_clears_both(
    window: MainWindow, session: BookSession
) -> None:
    form = new_visit(window)
    replace_text(firm_editor(form), "示例宏达")  # the short name of one firm alone
    press_in_list(firm_editor(form), Qt.Key.Key_Escape)
    save(window)
    row = only_row(session, Visit)
    assert texts(session, Visit, row)["enterprise"] == FIRM
    editor = firm_editor(form)
    replace_text(editor, "示例另一家")
    QTest.keyClick(key_receiver(editor), Qt.Key.Key_Tab)
    assert texts(session, Visit, row)["company"] == "示例另一家"
    assert "enterprise" not in texts(session, Visit, row)
    assert texts(session, Visit, row)["place"] == PLACE


def test_tab_keeps_what_was_typed_though_the_list_offers_a_firm(window: MainWindow, session: BookSession) -> None:
    form = new_visit(window)
    editor = firm_editor(form)
    replace_text(editor, "示例宏")
    press_in_list(editor, Qt.Key.Key_Tab)
    assert (editor.text(), editor.line.hasFocus()) == ("示例宏", False)
    assert editor.library_button.isVisibleTo(window)
    save(window)
    row = only_row(session, Visit)
    page = visits(window)
    press_in_list(type_in_cell(page, "company", "示例宏达新"), Qt.Key.Key_Tab)
    assert cell(page, "company") == "示例宏达新"
    assert "enterprise" not in texts(session, Visit, row)
