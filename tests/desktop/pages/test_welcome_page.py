"""Without a book the ways to get one are offered."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.welcome_page import WelcomePage
from tests.windows import find_children


def test_books_opened_lately_are_a_click_away(page_context: PageContext, qtbot: QtBot) -> None:
    page = WelcomePage(page_context.make_button)
    qtbot.addWidget(page)
    page.list_recent(("/账本/甲.zhuanban",))
    (book,) = [button for button in find_children(page, QPushButton) if button.text() == "甲"]
    with qtbot.waitSignal(page.book_wanted) as signal:
        book.click()
    assert signal.args == ["/账本/甲.zhuanban"]


def test_why_a_book_is_not_open_is_said(page_context: PageContext, qtbot: QtBot) -> None:
    page = WelcomePage(page_context.make_button)
    qtbot.addWidget(page)
    page.show_error("找不到账本。")
    assert page.error_label.text() == "找不到账本。"
    assert not page.error_label.isHidden()
