"""Getting a book onto the desk, off the window's thread: the libraries are loaded here, after the first paint."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from models.store import Store

    Opening = Generator[tuple[int, int, str], None, Store]


def opening(target: str, who: str, *, write: bool = True) -> Opening:
    """Open a book, loading on the way what every page needs; without ``write`` to look only, beside who works in it."""
    yield 0, 2, "准备程序"
    load()
    from models.additions import bring_up
    from models.store import open_book
    from resources import PRESETS

    yield 1, 2, "打开账本"
    store = open_book(target, who, write=write)
    try:
        store.told += bring_up(store, PRESETS)
    except BaseException:
        store.close()
        raise
    return store


def creating(target: str, preset: str, who: str) -> Opening:
    """Make a book and fill it from a preset; one that could not be filled is not left behind half made."""
    yield 0, 3, "准备程序"
    load()
    from models.presets import fill
    from models.store import create
    from resources import PRESETS

    yield 1, 3, "建立账本"
    store = create(target, who)
    try:
        yield 2, 3, "填入预置"
        fill(store, preset, PRESETS)
    except BaseException:
        store.close()
        if store.path is not None:
            store.path.unlink(missing_ok=True)
        raise
    return store


def load() -> None:
    """Load the libraries and pages, so that the window's thread does not wait for them."""
    if "desktop.frame.office" in sys.modules:
        return
    # What is loaded stays; looking for rubbish among it would cost a tenth of the loading now, and of a step later.
    gc.disable()
    try:
        import_module("desktop.frame.office")
        from models.store import prepare

        prepare()
        gc.freeze()
    finally:
        gc.enable()


def warming() -> Generator[tuple[int, int, str], None, None]:
    """Load what the first search or the first save would otherwise wait for."""
    yield 0, 1, "准备拼音"
    from models.search import initials

    initials("招商")
