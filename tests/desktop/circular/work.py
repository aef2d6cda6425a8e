"""The work of the circulars' page, which tests wait for."""

from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView


def wait(page: CircularView, qtbot: QtBot) -> None:
    """Wait until all work is done."""
    qtbot.waitUntil(lambda: not page._jobs.busy)  # noqa: SLF001 - the page's own worker
