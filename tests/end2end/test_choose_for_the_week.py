"""A clerk ticks a news item and a demand for people in their forms, and the week's bulletin prints them."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.editors.yes_no import YesNoEditor
from desktop.main_window import MainWindow
from models.ledgers import Enterprise, News, Talent
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from tests.end2end.test_policies_and_reviews import editor_of, parts_of, save
from tests.reports.written import sentences
from tests.rows import add_row

WEEK = read_period("2026-W42")  # 12 to 18 October


def _printed(book: Store) -> list[str]:
    return sentences(compose(book, "week", WEEK)[0])


def test_what_is_ticked_stands_in_the_week_until_undone(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    book = book_session.store
    with book.writing("示例") as session:
        firm = add_row(session, Enterprise, name="示例焦化有限公司")
        on = date(2026, 10, 14)
        news = add_row(session, News, name="示例日会商", text="当天分办。", on=on)
        talent = add_row(session, Talent, name="设备工程师", enterprise=firm, wanted=6, hired=2, raised_on=on)
    assert not {"二、工作亮点", "二、人才需求"} & set(_printed(book))
    for ledger, row in ((News, news), (Talent, talent)):
        panel.open_row(ledger, row)
        chosen = editor_of(panel, "chosen")
        assert isinstance(chosen, YesNoEditor)
        chosen.setFocus()
        qtbot.keyClick(chosen.focusWidget() or chosen, Qt.Key.Key_Y)
        save(panel, qtbot)
    text = _printed(book)
    assert text[text.index("二、工作亮点") + 1] == "示例日会商。当天分办。"
    assert text[text.index("三、人才需求") + 1] == "示例焦化有限公司需要设备工程师6人（已到岗2人）。"
    book_session.undo()
    assert "三、人才需求" not in _printed(book)
