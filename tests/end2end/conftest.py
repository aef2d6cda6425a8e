"""What a clerk's tasks stand on: the real window."""

from tests.windows import opener, preferences, window

__all__ = ["opener", "preferences", "window"]
