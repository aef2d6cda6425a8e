"""A telephone number is seen only while it is worked on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors.masked import MaskedEditor
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from models.fields.field import field_of
from models.ledgers import Lead
from tests import rows
from tests.keys import replace_text


def test_it_is_masked_until_entered(county: BookSession, qtbot: QtBot) -> None:
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
    assert editor.raw_value() == "13812345678"
    editor.setFocus()
    assert editor.line.text() == "13812345678"
    replace_text(editor, "13900001111")
    with qtbot.waitSignal(editor.finished):
        other.setFocus()
    assert editor.line.text() == "139****1111"
    assert editor.raw_value() == "13900001111"
    assert editor.dirty


def test_a_refused_number_stays_as_it_was_typed(county: BookSession, qtbot: QtBot) -> None:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    row = county.run("示例", lambda session: rows.add_lead(session, phone="13812345678"))
    panel.open_row(Lead, row)
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    editor = form.open_field_row("phone").editor
    assert isinstance(editor, MaskedEditor)
    replace_text(editor, "138x")
    panel.head.close_button.setFocus(Qt.FocusReason.TabFocusReason)
    assert "不是电话号码" in form.open_field_row("phone").error_label.text()
    assert editor.raw_value() == "138x"
    assert editor.line.text() == "138x"
    editor.revert()
    assert editor.raw_value() == "13812345678"
