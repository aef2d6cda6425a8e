"""Atomic file writing and user messages for operating system errors."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import UserError
from models.fields.base import new_id

APPLICATION_ID = 0x5A42545A  # “ZBTZ” as SQLite's application id, so that file(1) and the program recognise a book
_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "那里有一个同名的文件",
    errno.ENOTDIR: "路径中有一个不是文件夹",
    errno.ENOENT: "找不到这个位置",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘出错",
}


def ensure_folder(folder: Path) -> Path:
    """Create a folder where it is missing and return it; raises UserError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"文件夹“{folder}”建不了（{os_error_text(error)}）；请换一个可写的位置。") from error
    return folder


def os_error_text(error: OSError) -> str:
    """Return the Chinese text for an OSError."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def is_book(path: Path) -> bool:
    """Return whether a file's header marks it as a book, also while another program has it open.

    The mark is SQLite's application id, at byte 68 of the file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def refuse_book(path: Path) -> None:
    """Raise UserError where a book stands at ``path``: no file the program writes may ever replace one."""
    if is_book(path):
        raise UserError(f"“{path}”是一本账本，不能用别的文件盖掉它；请换一个文件名或文件夹。账本没有改动。")


@contextmanager
def atomic_write(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path`` to write to; on leaving it is synced and renamed to ``path``.

    On an exception it is deleted and ``path`` stays as it was. Raises UserError where the disk does not allow it, and
    where ``path`` is a book, be it the open one or any other.
    """
    refuse_book(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".写入中-{new_id()[-8:]}{path.suffix}")
        try:
            yield draft
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except PermissionError:
        raise UserError(
            f"“{path.name}”写不进去：它可能正在 WPS 或 Excel 里打开着，或文件夹是只读的；请关闭后再试，或换一个位置。"
        ) from None
    except OSError as error:
        raise UserError(f"“{path}”写不进去（{os_error_text(error)}）；请检查磁盘空间和位置后再试。") from error
