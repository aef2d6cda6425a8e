"""Names are completed from those the book already holds."""

from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.names import NamesEditor
from models.fields.field import field_of
from models.ledgers import Lead
from tests import rows
from tests.keys import replace_text


def test_the_name_at_hand_is_completed(county: BookSession, qtbot: QtBot) -> None:
    county.run("线索", lambda session: rows.add_lead(session, owner="张志强、李明"))
    editor = NamesEditor(field_of(Lead, "owner"), county)
    qtbot.addWidget(editor)
    editor.show()
    replace_text(editor, "王五、zzq")
    assert [match.text for match in editor._find_completions("zzq")] == ["张志强"]  # noqa: SLF001 - what the list would show
    editor.completer.popup().hide()
    editor.completer.picked.emit("张志强", "张志强")
    assert editor.raw_value() == "王五、张志强"
