"""A number's editor says at once how much that is in the field's own unit."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.number import NumberEditor
from models.fields.field import field_of
from models.ledgers import Lead
from tests.keys import replace_text


@pytest.mark.parametrize(
    ("typed", "note"),
    [("1.2亿", "= 12,000 万元"), ("3000", "= 3,000 万元"), ("约3亿", "约 30,000 万元"), ("300", ""), ("一点", "")],
)
def test_it_reads_back_what_is_typed(county: BookSession, qtbot: QtBot, typed: str, note: str) -> None:
    editor = NumberEditor(field_of(Lead, "total"), county)
    qtbot.addWidget(editor)
    editor.show()
    replace_text(editor, typed)
    assert editor.line.note == note


def test_in_a_narrow_cell_the_reading_hangs_below(county: BookSession, qtbot: QtBot) -> None:
    editor = NumberEditor(field_of(Lead, "total"), county)
    qtbot.addWidget(editor)
    editor.resize(80, 30)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    replace_text(editor, "1.2亿")
    bubble = editor.findChild(object, "bubble")
    assert isinstance(bubble, QLabel)
    assert bubble.text() == "= 12,000 万元"
    editor.line.clearFocus()
    assert not bubble.isVisible()
