"""The startup snapshot: the first screenful of a ledger page, cached to be painted while the libraries still load.

It is shown only while the head of the book's edit chain is the one it was taken at, so it never shows outdated data.
"""

import json
import sqlite3
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop.app.private_file import cache_folder, write_private
from desktop.theme.qt_flags import ALIGN_LEFT, ALIGN_RIGHT, ALIGNMENT_ROLE, DISPLAY_ROLE

MAX_ROWS = 60  # more than any screen shows


@dataclass(frozen=True, slots=True)
class StartupSnapshot:
    """A ledger page's first screenful, its texts masked as the table masks them.

    ``columns`` are (heading, width in pixels, whether aligned right); ``places`` are the navigation's items.
    The field names are the keys of the JSON file.
    """

    head: str
    book: str
    page: str
    title: str
    count: str
    columns: tuple[tuple[str, int, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, str, str, int, str], ...]  # key, label, icon, waiting, the heading it is under


def read_chain_head(book: str) -> str:
    """Read the head of a book's edit chain with plain sqlite3; empty where that cannot be read at once."""
    path = Path(book)
    try:
        journal = path.with_name(path.name + "-journal")  # An empty journal stays while the book is open.
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


def load_snapshot(book: str, folder: Path | None = None) -> StartupSnapshot | None:
    """Load the snapshot of a book; None if there is none or the book has changed since."""
    try:
        raw: dict[str, Any] = json.loads(_cache_path(book, folder).read_text("utf-8"))
        for key in ("columns", "rows", "places"):
            raw[key] = tuple(tuple(values) for values in raw[key])
        snapshot = StartupSnapshot(**raw)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return snapshot if snapshot.head and snapshot.head == read_chain_head(book) else None


def save_snapshot(snapshot: StartupSnapshot, folder: Path | None = None) -> None:
    """Save a snapshot for the next start, readable by the owner of the file only."""
    write_private(_cache_path(snapshot.book, folder), json.dumps(asdict(snapshot), ensure_ascii=False))


def _cache_path(book: str, folder: Path | None) -> Path:
    """Return the path of a book's snapshot in the cache folder."""
    return cache_folder(folder) / f"{zlib.crc32(book.encode()):08x}.json"


class SnapshotModel(QStandardItemModel):
    """Table model over a startup snapshot, for the same table view that shows the ledger afterwards."""

    def __init__(self, snapshot: StartupSnapshot, parent: QObject | None = None) -> None:
        super().__init__(len(snapshot.rows), len(snapshot.columns), parent)
        self._snapshot = snapshot
        # Headings are items: overriding headerData() would make PySide build an enum before the first paint.
        for column, (title, _, right) in enumerate(snapshot.columns):
            heading = QStandardItem(title)
            heading.setData(ALIGN_RIGHT if right else ALIGN_LEFT, ALIGNMENT_ROLE)
            self.setHorizontalHeaderItem(column, heading)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        return self._snapshot.rows[row][column]

    def is_number(self, column: int) -> bool:
        """Return whether a column is aligned right."""
        return self._snapshot.columns[column][2]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = DISPLAY_ROLE) -> object:
        return self.text(index.row(), index.column()) if index.isValid() and role == DISPLAY_ROLE else None
