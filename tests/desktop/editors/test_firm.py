"""A firm is found in the library, told from its namesake, or kept as free text that can be added."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors import editor_for
from desktop.editors.firm import FirmEditor
from models.fields.field import field_of
from models.fields.kind import PickedRow
from models.ledgers import Enterprise, Visit
from tests.keys import key_receiver, replace_text
from tests.rows import add_row


@pytest.fixture
def firms(desk: BookSession) -> dict[str, str]:
    """Add three firms, two of one name; return their ids by place."""
    facts = (("龙门实业", "河津", None), ("龙门实业", "韩城", None), ("示例钢铁有限公司", "太原", "示例钢铁"))
    return desk.run(
        "示例",
        lambda session: {
            place: add_row(session, Enterprise, name=name, place=place, short=short) for name, place, short in facts
        },
    )


@pytest.fixture
def editor(desk: BookSession, firms: dict[str, str], qtbot: QtBot) -> Iterator[FirmEditor]:
    """Give the editor of a visit's firm, with somebody who adds firms."""
    del firms  # they must be in the book
    window = QWidget()
    qtbot.addWidget(window)
    editor = editor_for(field_of(Visit, "company"), desk, window)
    assert isinstance(editor, FirmEditor)
    editor.firm_wanted.connect(lambda _name: None)
    editor.resize(260, 32)
    window.show()
    yield editor
    window.close()


def offers(editor: FirmEditor) -> list[str]:
    """Read the list below the line."""
    model = editor.completer.completionModel()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize("typed", ["钢铁", "slgt", "shiligangtie", "示例gang"])
def test_a_firm_is_found_by_characters_initials_and_pinyin(
    editor: FirmEditor, firms: dict[str, str], typed: str
) -> None:
    replace_text(editor, typed)
    assert offers(editor) == ["示例钢铁有限公司"]
    QTest.keyClick(editor.completer.popup(), Qt.Key.Key_Return)
    assert editor.raw_value() == PickedRow(firms["太原"])
    assert isinstance(editor.raw_value(), PickedRow)
    assert editor.text() == "示例钢铁有限公司"
    assert not editor.library_button.isVisibleTo(editor)


def test_firms_of_one_name_are_told_apart_by_their_place_and_must_be_picked(
    editor: FirmEditor, firms: dict[str, str]
) -> None:
    replace_text(editor, "龙门实业")
    assert sorted(offers(editor)) == ["龙门实业　河津", "龙门实业　韩城"]
    number = offers(editor).index("龙门实业　韩城")
    QTest.keyClick(editor.completer.popup(), Qt.Key.Key_Escape)
    editor.on_leave()
    assert editor.raw_value() == "龙门实业"
    assert "有 2 家" in editor.error_text()
    replace_text(editor, "龙门实业")
    for _ in range(number):
        QTest.keyClick(editor.completer.popup(), Qt.Key.Key_Down)
    QTest.keyClick(editor.completer.popup(), Qt.Key.Key_Return)
    assert (editor.text(), editor.raw_value()) == ("龙门实业", firms["韩城"])
    assert editor.error_text() == ""


def test_a_short_name_typed_in_full_becomes_the_firm_when_its_field_is_left(
    editor: FirmEditor, firms: dict[str, str]
) -> None:
    replace_text(editor, "示例钢铁")
    editor.on_leave()
    assert (editor.text(), editor.raw_value()) == ("示例钢铁有限公司", firms["太原"])


def test_free_text_offers_to_become_a_firm(editor: FirmEditor, qtbot: QtBot) -> None:
    assert not editor.add_typed_firm()  # nothing typed
    replace_text(editor, "新来的企业")
    assert not editor.completer.popup().isVisible()
    assert editor.library_button.isVisibleTo(editor)
    with qtbot.waitSignal(editor.firm_wanted) as wanted:
        QTest.keySequence(key_receiver(editor), "Ctrl+L")
    assert wanted.args == ["新来的企业"]
    with qtbot.waitSignal(editor.firm_wanted):
        editor.library_button.click()


def test_a_firm_of_the_book_is_shown_with_its_name_there(editor: FirmEditor, firms: dict[str, str]) -> None:
    editor.show_value(PickedRow(firms["太原"]), "", "钢铁老名称")
    assert (editor.text(), editor.raw_value(), editor.dirty) == ("钢铁老名称", firms["太原"], False)
    assert not editor.add_typed_firm()
    editor.show_value("自由文字", "", "自由文字")
    assert (editor.text(), editor.raw_value(), editor.dirty) == ("自由文字", "自由文字", False)
    assert editor.library_button.isVisibleTo(editor)
    replace_text(editor, "")
    assert editor.error_text() == "必填，不能空着。"


def test_a_cell_says_the_key_where_there_is_no_room_for_a_button(
    desk: BookSession, firms: dict[str, str], qtbot: QtBot
) -> None:
    del firms
    table = QTableView()
    qtbot.addWidget(table)
    editor = FirmEditor(field_of(Visit, "company"), desk, table.viewport())
    editor.firm_wanted.connect(lambda _name: None)
    table.show()
    editor.show()
    replace_text(editor, "新来的企业")
    assert "Ctrl+L" in editor.line.note
    assert not editor.library_button.isVisibleTo(editor)
    replace_text(editor, "钢铁")
    assert editor.line.note == ""
    editor.completer.popup().hide()
