"""A telephone number is seen only while it is worked on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.editors.masked import MaskedEditor
from desktop.panel.form import RowPanel
from desktop.panel.sections import Sections
from models.field import field_of
from models.ledgers import Lead
from tests import rows
from tests.keys import fill


def test_it_is_masked_until_entered(county: Desk, qtbot: QtBot) -> None:
    window, other = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    editor = MaskedEditor(field_of(Lead, "phone"), county, window)
    layout = QVBoxLayout(window)
    layout.addWidget(other)
    layout.addWidget(editor)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    editor.show_value("13812345678", "", "13812345678")
    assert editor.line.text() == "138****5678"
    assert editor.raw() == "13812345678"
    editor.setFocus()
    assert editor.line.text() == "13812345678"
    fill(editor, "13900001111")
    with qtbot.waitSignal(editor.finished):
        other.setFocus()
    assert editor.line.text() == "139****1111"
    assert editor.raw() == "13900001111"
    assert editor.dirty


def test_a_refused_number_stays_as_it_was_typed(county: Desk, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    row = county.deed("示例", lambda session: rows.lead(session, phone="13812345678"))
    panel.open_row(Lead, row)
    form = panel.forms.currentWidget()
    assert isinstance(form, Sections)
    editor = form.row_of("phone").editor
    assert isinstance(editor, MaskedEditor)
    fill(editor, "138x")
    panel.head.close_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert "不是电话号码" in form.row_of("phone").refused.text()
    assert editor.raw() == "138x"
    assert editor.line.text() == "138x"
    editor.give_up()
    assert editor.raw() == "13812345678"
