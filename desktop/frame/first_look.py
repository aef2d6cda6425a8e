"""The first screenful as it was last shown, kept to be painted while the libraries still load.

It is shown only while the book's chain head is the one it was taken at: what it shows is what the book holds.
"""

import json
import os
import sqlite3
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStandardPaths
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.look.flags import ALIGNMENT, DISPLAY, LEFT, RIGHT

ROWS = 60  # more than any screen shows


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A ledger page's first screenful, its texts masked as the table masks them.

    ``columns`` are (heading, width in pixels, whether set to the right); ``places`` the navigation's lines.
    """

    head: str
    book: str
    page: str
    title: str
    count: str
    columns: tuple[tuple[str, int, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, str, str, int, bool], ...]  # key, label, icon, waiting, whether under 更多


def head_of(book: str) -> str:
    """Read where a book's chain stands, past SQLAlchemy; empty where that cannot be told at once."""
    path = Path(book)
    try:
        journal = path.with_name(path.name + "-journal")  # It stays behind empty while the book is open.
        if "://" in book or not path.is_file() or (journal.exists() and journal.stat().st_size):
            return ""
        connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True, timeout=0)
        try:
            record = connection.execute("SELECT head FROM book").fetchone()
        finally:
            connection.close()
    except (sqlite3.Error, OSError):
        return ""
    return str(record[0]) if record else ""


def remembered(book: str, folder: Path | None = None) -> FirstLook | None:
    """Give the look kept of a book, if the book still stands where it stood."""
    try:
        raw: dict[str, Any] = json.loads(_place(book, folder).read_text("utf-8"))
        for key in ("columns", "rows", "places"):
            raw[key] = tuple(tuple(values) for values in raw[key])
        look = FirstLook(**raw)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return look if look.head and look.head == head_of(book) else None


def remember(look: FirstLook, folder: Path | None = None) -> None:
    """Keep a look for the next start, readable by its owner only."""
    place = _place(look.book, folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary_path = place.with_suffix(".new")
    handle = os.open(temporary_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle, so that nobody else ever reads it
        json.dump(asdict(look), file, ensure_ascii=False)
    temporary_path.replace(place)


def _place(book: str, folder: Path | None) -> Path:
    """Give where a book's look is kept."""
    caches = folder or Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation))
    return caches / "zhuanban" / f"{zlib.crc32(book.encode()):08x}.json"


class LookModel(QStandardItemModel):
    """The rows of a first look, for the same table that shows the ledger afterwards."""

    def __init__(self, look: FirstLook, parent: QObject | None = None) -> None:
        super().__init__(len(look.rows), len(look.columns), parent)
        self._look = look
        # Headings are items: Qt would ask a method of ours for them by an enum.
        for column, (title, _, right) in enumerate(look.columns):
            heading = QStandardItem(title)
            heading.setData(RIGHT if right else LEFT, ALIGNMENT)
            self.setHorizontalHeaderItem(column, heading)

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        return self._look.rows[row][column]

    def is_number(self, column: int) -> bool:
        """Tell whether a column is set to the right."""
        return self._look.columns[column][2]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = DISPLAY) -> Any:
        return self.text(index.row(), index.column()) if index.isValid() and role == DISPLAY else None
