"""A clerk enters an inspection that a unit asks for, its approval and its day, and prints the year's list."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from models.ledgers import Inspection
from reports.circulars.sheets import handouts
from tests.end2end.test_policies_and_reviews import parts_of, save, sheet_text, type_fields


def test_an_inspection_is_asked_for_approved_made_and_listed(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    today = date.today()  # noqa: DTZ011 - the clerk's own day
    window.go("inspection")
    window.actions_.actions_by_name["add_row"].trigger()
    type_fields(panel, {"name": "消防安全检查", "company": "示例纺织厂", "unit": "消防大队", "on": today.isoformat()})
    save(panel, qtbot)
    (row,) = book_session.read(lambda session: session.query(Inspection).all())
    window.actions_.actions_by_name["inspection_list"].trigger()
    text = sheet_text(window, qtbot)
    assert "没有批准就检查的" in text
    panel.open_row(Inspection, row.id)
    type_fields(panel, {"answer": "同意", "answered_on": today.isoformat(), "approver": "县优化营商环境办"})
    save(panel, qtbot)
    text = repr(handouts.inspections_document(book_session.store, today))
    assert "没有批准就检查的" not in text
    assert "县优化营商环境办" in text
    book_session.undo()
    assert "没有批准就检查的" in repr(handouts.inspections_document(book_session.store, today))
