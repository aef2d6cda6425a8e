"""The books opened lately are offered, the latest first."""

from desktop.main_window import MainWindow
from desktop.shell.recent_books import RecentBooksMenu


def test_they_are_listed_by_name(window: MainWindow) -> None:
    window.preferences.update(recent=("/账本/乙.zhuanban", "/账本/甲.zhuanban"))
    menu = RecentBooksMenu(window, window)
    menu.list_books()
    assert [action.text() for action in menu.actions()] == ["乙", "甲"]


def test_none_is_said(window: MainWindow) -> None:
    window.preferences.update(recent=())
    menu = RecentBooksMenu(window, window)
    menu.list_books()
    assert [action.isEnabled() for action in menu.actions()] == [False]
