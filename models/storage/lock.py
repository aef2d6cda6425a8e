"""Exclusive lock on a book file; the operating system releases it when the process ends."""

import contextlib
import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from models.errors import UserError
from models.storage.files import os_error_text

_LOCK_OFFSET = (
    1 << 30
)  # Windows locks bytes, not files: lock one beyond the text, so that others can read who holds the lock.


class BookLock:
    """Holds ``<book>.lock`` beside a book while this process has it open for writing.

    The file names the holder. Creating the lock raises UserError where somebody else holds it.
    """

    def __init__(self, book: Path, who: str) -> None:
        self.path = book.with_name(book.name + ".lock")
        self._file: IO[str] | None = self._acquire(book)
        self._file.truncate(0)
        now = time.strftime("%Y-%m-%d %H:%M")
        ours = {"who": who, "host": socket.gethostname(), "pid": os.getpid(), "since": now}
        self._file.write(json.dumps(ours, ensure_ascii=False))
        self._file.flush()

    def _acquire(self, book: Path) -> IO[str]:
        """Open and lock the file; try again where its holder deleted it meanwhile. Raises UserError."""
        while True:
            try:
                file = self.path.open("a+", encoding="utf-8")
            except OSError as error:
                raise UserError(
                    f"“{book.parent}”是只读的或不存在，账本不能在那里修改（{os_error_text(error)}）；请换到可写的位置。"
                ) from error
            if not _try_lock(file):
                holder = _holder_text(file)
                file.close()
                raise UserError(f"账本“{book.name}”正由{holder}打开着，现在不能修改；请等对方关闭后再打开。")
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), self.path.stat()):
                    return file
            file.close()

    def release(self) -> None:
        """Release the lock and delete its file."""
        if self._file is not None:
            if sys.platform == "win32":
                self._file.close()
                # Another process may have opened it to read the holder; then it stays.
                with contextlib.suppress(OSError):
                    self.path.unlink(missing_ok=True)
            else:
                # Delete before unlocking: afterwards another process may hold a lock on the same file.
                self.path.unlink(missing_ok=True)
                self._file.close()
            self._file = None


def _holder_text(file: IO[str]) -> str:
    """Return the holder for a message: “王某（电脑 办公室-PC，2026-11-05 09:14 起）”."""
    file.seek(0)
    try:
        holder = json.loads(file.read())
    except ValueError:
        return "另一个程序"
    return f"{holder['who']}（电脑 {holder['host']}，{holder['since']} 起）"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        """Try to lock a byte without waiting."""
        file.seek(_LOCK_OFFSET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        """Try to lock the file without waiting."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
