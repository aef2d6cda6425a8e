"""Jobs that open or create a book on the worker thread; they load the libraries, after the first paint.

The worker imports modules without Qt only. Below Python 3.12 PySide keeps its classes in one table, which the window's
thread reads without the GIL while it delivers events: a class built on another thread at that moment ends the program.
So the modules of ``desktop`` are imported on the window's thread, which takes a sixth as long as what they stand on.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from models.storage.store import Store

    BookOpeningSteps = Generator[tuple[int, int, str], None, Store]

_READ_BY_PAGES = (  # these import nearly all that the pages do
    "models.statistics.dashboard",
    "models.services.firm_library",
    "models.duplicates.decisions",
    "models.queries.history_text",
)


def open_book_job(target: str, user: str, *, write: bool = True) -> BookOpeningSteps:
    """Open a book and load what every page needs; without ``write`` read-only, beside a user who has it open."""
    yield 0, 2, "准备程序"
    load_libraries()
    from models.storage.preset_upgrade import add_missing_rows
    from models.storage.store import open_book
    from resources import PRESETS

    yield 1, 2, "打开账本"
    store = open_book(target, user, write=write)
    try:
        store.opening_message += add_missing_rows(store, PRESETS)
    except BaseException:
        store.close()
        raise
    return store


def create_book_job(target: str, preset: str, user: str) -> BookOpeningSteps:
    """Create a book and fill it from a preset; the file is deleted if filling fails."""
    yield 0, 3, "准备程序"
    load_libraries()
    from models.storage.presets import fill_book
    from models.storage.store import create_book
    from resources import PRESETS

    yield 1, 3, "建立账本"
    store = create_book(target, user)
    try:
        yield 2, 3, "填入预置"
        fill_book(store, preset, PRESETS)
    except BaseException:
        store.close()
        if store.path is not None:
            store.path.unlink(missing_ok=True)
        raise
    return store


def load_libraries() -> None:
    """Import the libraries and what the pages stand on, so that the window's thread does not wait for them."""
    if _READ_BY_PAGES[0] in sys.modules:
        return
    # Imported modules are never freed; collecting garbage among them would cost a tenth of the import time now, and
    # again at each collection later.
    gc.disable()
    try:
        for module in _READ_BY_PAGES:
            import_module(module)
        from models.storage.store import prepare_mappers

        prepare_mappers()
        gc.freeze()
    finally:
        gc.enable()


def preload_job() -> Generator[tuple[int, int, str], None, None]:
    """Preload the pinyin table, which the first search or the first save would otherwise wait for."""
    yield 0, 1, "准备拼音"
    from models.search.pinyin import pinyin_initials
    from models.search.spelling import spellings

    pinyin_initials("招商")
    spellings("zhaoshang")
