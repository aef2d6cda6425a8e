"""Fixtures of the end-to-end tests: the real window."""

from tests.windows import opener, preferences, window

__all__ = ["opener", "preferences", "window"]
