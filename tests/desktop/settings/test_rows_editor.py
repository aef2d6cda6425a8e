"""Short settings ledgers: all rows at the left, the form of one at the right."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.form_layout import LedgerForm
from desktop.settings.rows_editor import RowsEditor
from models.ledgers import Holiday, PastFigure
from models.storage.store import Session
from tests.keys import replace_text
from tests.rows import add_row


@pytest.fixture
def editor(county: BookSession, qtbot: QtBot) -> RowsEditor:
    """Show the figures of past years, of which there is one."""
    county.run("往年", lambda session: add_row(session, PastFigure, metric="签约金额", period="2025", value=Decimal(9)))
    editor = RowsEditor(PastFigure, county)
    qtbot.addWidget(editor)
    editor.resize(1000, 500)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    return editor


def rows(county: BookSession) -> list[tuple[str, str, Decimal]]:
    def figures(session: Session) -> list[tuple[str, str, Decimal]]:
        return [(row.metric, row.period, row.value) for row in session.query(PastFigure).order_by(PastFigure.born)]

    return county.read(figures)


def form_of(editor: RowsEditor) -> LedgerForm:
    form = editor.panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    return form


def fill(editor: RowsEditor, **texts: str) -> None:
    for key, text in texts.items():
        field_editor = form_of(editor).open_field_row(key).editor
        assert field_editor is not None
        replace_text(field_editor, text)


def test_it_says_what_the_rows_are_for(editor: RowsEditor) -> None:
    assert editor.hint.text() == PastFigure.about.hint
    assert editor.add_button.text() == "＋ 新增往年数据"
    assert editor.table.model().rowCount() == 1
    assert editor.panel.isHidden()


def test_a_row_is_opened_and_corrected(editor: RowsEditor, county: BookSession) -> None:
    row = county.read(lambda session: session.query(PastFigure).one().id)
    editor.table.open_wanted.emit(row)
    assert not editor.panel.isHidden()
    fill(editor, value="9.5")
    assert editor.panel.save()
    assert rows(county) == [("签约金额", "2025", Decimal("9.5"))]


def test_a_row_is_added_and_listed(editor: RowsEditor, county: BookSession, qtbot: QtBot) -> None:
    editor.add_button.click()
    fill(editor, metric="到位资金", period="2025", value="3")
    assert editor.panel.save()
    editor.refresh()
    qtbot.waitUntil(lambda: editor.table.model().rowCount() == 2)
    assert rows(county)[1] == ("到位资金", "2025", Decimal(3))


def test_a_closed_form_leaves_the_list(editor: RowsEditor, county: BookSession) -> None:
    editor.table.open_wanted.emit(county.read(lambda session: session.query(PastFigure).one().id))
    editor.panel.close_row()
    assert editor.panel.isHidden()
    assert editor.table.isVisible()


def test_another_row_is_not_opened_over_one_that_cannot_be_saved(editor: RowsEditor, county: BookSession) -> None:
    row = county.read(lambda session: session.query(PastFigure).one().id)
    editor.table.open_wanted.emit(row)
    fill(editor, value="很多")
    editor.add_button.click()
    assert editor.panel.current_row() == (PastFigure, row), "what was typed waits to be corrected"
    assert rows(county) == [("签约金额", "2025", Decimal(9))]


def test_holidays_stand_from_the_latest(county: BookSession, qtbot: QtBot) -> None:
    county.run("节假日", lambda session: add_row(session, Holiday, on=date(2030, 1, 1), kind="放假", name="元旦"))
    editor = RowsEditor(Holiday, county)
    qtbot.addWidget(editor)
    assert editor.table.model().index(0, 0).data() == "2030-01-01"
