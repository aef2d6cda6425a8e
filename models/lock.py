"""Who has a book open: a lock the system drops by itself when its holder dies."""

import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from models.refusal import Refusal

_FAR = 1 << 30  # Windows locks bytes, not files: lock one beyond the text, so that others can read who holds it.


class Lock:
    """Holds ``<book>.lock`` beside a book while this process writes in it."""

    def __init__(self, book: Path, who: str) -> None:
        self.path = book.with_name(book.name + ".lock")
        self._file: IO[str] | None = self.path.open("a+", encoding="utf-8")
        if not _try(self._file):
            holder = _read(self._file)
            self._file.close()
            raise Refusal(f"账本“{book.name}”正由{holder}打开着，现在不能修改；请等对方关闭后再打开。")
        self._file.truncate(0)
        now = time.strftime("%Y-%m-%d %H:%M")
        ours = {"who": who, "host": socket.gethostname(), "pid": os.getpid(), "since": now}
        self._file.write(json.dumps(ours, ensure_ascii=False))
        self._file.flush()

    def release(self) -> None:
        """Let others in."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.path.unlink(missing_ok=True)


def _read(file: IO[str]) -> str:
    """Name the holder: “王某（办公室-PC，09:14 起）”."""
    file.seek(0)
    try:
        holder = json.loads(file.read())
    except ValueError:
        return "另一个程序"
    return f"{holder['who']}（电脑 {holder['host']}，{holder['since']} 起）"


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[str]) -> bool:
        """Try to lock a byte without waiting."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _try(file: IO[str]) -> bool:
        """Try to lock the file without waiting."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
