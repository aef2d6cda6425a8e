"""A credit code's editor counts and checks while it is typed."""

from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.code import CodeEditor
from models.fields.field import field_of
from models.ledgers import Enterprise
from tests.keys import replace_text


def test_it_counts_and_checks(county: BookSession, qtbot: QtBot) -> None:
    editor = CodeEditor(field_of(Enterprise, "code"), county)
    qtbot.addWidget(editor)
    editor.show()
    for typed, note in (
        ("9144", "4/18"),
        ("91440300708461136T", "✓ 校验位对"),
        ("91440300708461136X", "校验位不对"),
        ("91440300708461136TT", "多 1 位"),
        ("", ""),
    ):
        replace_text(editor, typed)
        assert editor.line.note == note
