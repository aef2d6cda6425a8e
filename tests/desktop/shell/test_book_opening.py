"""Opening a book: what its job loads on the worker thread, and what is left for the window's thread."""

import json
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

from tests.source import ROOT

_OPENED = """
import json, sys, threading
from concurrent.futures import ThreadPoolExecutor

class Watch:
    '''Notes which modules are imported on a thread other than the first.'''

    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread():
            on_worker.append(name)

on_worker = []
import desktop.main_window
from desktop.shell.book_opening import open_book_job

sys.meta_path.insert(0, Watch())
ThreadPoolExecutor(1).submit(list, open_book_job(sys.argv[1], "示例", write=False)).result()
before = set(sys.modules)
import desktop.shell.book_window_controller
from desktop.pages import load_pages

pages = len(load_pages())
print(json.dumps({"on_worker": on_worker, "on_window": sorted(set(sys.modules) - before), "pages": pages}))
"""


class Imports(TypedDict):
    """Modules imported on the worker thread and then on the window's, and how many pages there are."""

    on_worker: list[str]
    on_window: list[str]
    pages: int


def imports_on_opening(book: Path) -> Imports:
    """Open a book in a fresh interpreter, by the job and then by the window's thread."""
    command = [sys.executable, "-c", _OPENED, str(book)]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    read: Imports = json.loads(completed.stdout)
    return read


def test_the_worker_builds_no_qt_class_and_leaves_no_library_to_the_window(hejin_book: Path) -> None:
    """Below Python 3.12 a class of PySide built beside a window that handles events ends the program."""
    imports = imports_on_opening(hejin_book)
    of_qt = [name for name in imports["on_worker"] if name.partition(".")[0] in {"PySide6", "shiboken6", "desktop"}]
    assert not of_qt, of_qt
    assert "sqlalchemy" in imports["on_worker"]
    assert not [name for name in imports["on_window"] if name.startswith("sqlalchemy")]
    left = [name for name in imports["on_window"] if name.startswith(("models.", "reports."))]
    assert len(left) < 12, f"name what imports these in _READ_BY_PAGES: {left}"
    assert imports["pages"] > 20
    assert "desktop.pages.funnel_page" in imports["on_window"]
