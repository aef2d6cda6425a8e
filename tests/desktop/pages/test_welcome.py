"""Without a book the ways to get one are offered."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.pages.fittings import Fittings
from desktop.pages.welcome import WelcomePage
from tests.windows import children


def test_books_opened_lately_are_a_click_away(fittings: Fittings, qtbot: QtBot) -> None:
    page = WelcomePage(fittings.buttons)
    qtbot.addWidget(page)
    page.list_recent(("/账本/甲.zhuanban",))
    (book,) = [button for button in children(page, QPushButton) if button.text() == "甲"]
    with qtbot.waitSignal(page.book_wanted) as signal:
        book.click()
    assert signal.args == ["/账本/甲.zhuanban"]


def test_why_a_book_is_not_open_is_said(fittings: Fittings, qtbot: QtBot) -> None:
    page = WelcomePage(fittings.buttons)
    qtbot.addWidget(page)
    page.say("找不到账本。")
    assert page.refused.text() == "找不到账本。"
    assert not page.refused.isHidden()
