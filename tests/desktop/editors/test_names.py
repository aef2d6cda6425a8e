"""Names are completed from those the book already holds."""

from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.editors.names import NamesEditor
from models.field import field_of
from models.ledgers import Lead
from tests import rows
from tests.keys import fill


def test_the_name_at_hand_is_completed(county: Desk, qtbot: QtBot) -> None:
    county.deed("线索", lambda session: rows.lead(session, owner="张志强、李明"))
    editor = NamesEditor(field_of(Lead, "owner"), county)
    qtbot.addWidget(editor)
    editor.show()
    fill(editor, "王五、zzq")
    assert [match.text for match in editor._find("zzq")] == ["张志强"]  # noqa: SLF001 - what the list would show
    editor.offers.popup().hide()
    editor.offers.picked.emit("张志强", "张志强")
    assert editor.raw() == "王五、张志强"
