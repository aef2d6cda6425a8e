"""Files of the program beside its caches, which nobody but the user may read: they hold texts of the book."""

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def cache_folder(folder: Path | None = None) -> Path:
    """Return the program's folder among the user's caches, or in another folder."""
    caches = folder or Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation))
    return caches / "zhuanban"


def write_private(path: Path, text: str) -> None:
    """Replace a file as a whole; on the disk, not just in the system's memory, when this returns. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary_path = _temporary_path(path)
    handle = os.open(temporary_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a handle opened with mode 600, so that nobody else can read it
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary_path.replace(path)


def remove_private(path: Path) -> None:
    """Remove a file, and what was being written in its place when the program ended; raises OSError."""
    for listed in (path, _temporary_path(path)):
        listed.unlink(missing_ok=True)


def _temporary_path(path: Path) -> Path:
    return path.with_suffix(".new")
