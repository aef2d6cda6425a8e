"""Show one window in this fresh process and print when it was painted; run by test_start.py.

``python start.py bare|painted|look|live SECONDS``, SECONDS being time.monotonic() before this process began. ``bare``
shows an empty QMainWindow; the others start the program on what its settings remember, and name the moment after which
it is closed: the window painted, a first look's rows, the ledger's own rows. Prints JSON: by moment, the seconds until
the painting it belongs to was over.
"""

import contextlib
import json
import sys
import time
from collections.abc import Callable
from typing import Any


class PaintWatch:
    """Records when the paint event that shows a moment has finished; moments of one paint event end together."""

    def __init__(self, last: str, end: Callable[[], object]) -> None:
        self.moments: dict[str, float] = {}
        self._last, self._end, self._pending = last, end, set[str]()

    def note_moment(self, moment: str) -> None:
        """Note a moment on its first occurrence; it is recorded when the current paint event has finished."""
        if moment in self.moments or moment in self._pending:
            return
        if not self._pending:
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, self._painting_finished)
        self._pending.add(moment)

    def _painting_finished(self) -> None:
        self.moments |= dict.fromkeys(self._pending, time.monotonic())
        if self._last in self._pending:
            self._end()
        self._pending.clear()


def start_bare_window() -> dict[str, float]:
    """Show an empty window as the lower bound of every start, without touching any Qt enum."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

    class Watched(QMainWindow):
        def paintEvent(self, event: Any) -> None:
            watch.note_moment("painted")
            super().paintEvent(event)

    app = QApplication(sys.argv[:1])
    window = Watched()
    watch = PaintWatch("painted", window.close)
    window.setCentralWidget(QWidget())
    window.resize(1366, 740)
    window.show()
    app.exec()
    return watch.moments


def start_program(last_moment: str) -> dict[str, float]:
    """Start the program as its desktop icon does, and close it once the last moment was recorded."""
    from desktop import __main__, main_window
    from desktop.table import cell_delegate

    paint, shown = cell_delegate.CellDelegate.paint, []

    class Watched(main_window.MainWindow):
        def paintEvent(self, event: Any) -> None:
            shown.append(self)
            watch.note_moment("painted")  # before the window puts anything off itself
            super().paintEvent(event)

    def seen(self: cell_delegate.CellDelegate, painter: Any, option: Any, index: Any) -> None:
        paint(self, painter, option, index)
        watch.note_moment("look" if type(index.model()).__name__ == "SnapshotModel" else "live")

    watch = PaintWatch(last_moment, lambda: shown[-1].close())  # noqa: PLW0108 - the window is not there yet
    setattr(main_window, "MainWindow", Watched)  # noqa: B010 - mypy lets nobody assign to a class
    setattr(cell_delegate.CellDelegate, "paint", seen)  # noqa: B010 - nor to a method
    del sys.argv[1:]
    with contextlib.suppress(SystemExit):
        __main__.main()
    return watch.moments


if __name__ == "__main__":
    what, began = sys.argv[1], float(sys.argv[2])
    moments = start_bare_window() if what == "bare" else start_program(what)
    sys.stdout.write(json.dumps({moment: then - began for moment, then in moments.items()}))
