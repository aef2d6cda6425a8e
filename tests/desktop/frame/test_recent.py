"""The books opened lately are offered, the latest first."""

from desktop.frame.recent import RecentMenu
from desktop.window import Window


def test_they_are_listed_by_name(window: Window) -> None:
    window.preferences.change(recent=("/账本/乙.zhuanban", "/账本/甲.zhuanban"))
    menu = RecentMenu(window, window)
    menu.list_books()
    assert [action.text() for action in menu.actions()] == ["乙", "甲"]


def test_none_is_said(window: Window) -> None:
    window.preferences.change(recent=())
    menu = RecentMenu(window, window)
    menu.list_books()
    assert [action.isEnabled() for action in menu.actions()] == [False]
