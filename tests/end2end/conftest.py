"""Fixtures of the end-to-end tests: the real window."""

from tests.windows import opener, preferences, qtbot, window

__all__ = ["opener", "preferences", "qtbot", "window"]
