"""Files that are whole or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.base import new_id
from models.refusal import Refusal


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a name beside ``path`` to write to; it takes the real name only once all of it is on the disk."""
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
        raise Refusal(
            f"“{path.name}”写不进去：它可能正在 WPS 或 Excel 里打开着，或文件夹是只读的；请关闭后再试，或换一个位置。"
        ) from None
    except OSError as error:
        raise Refusal(f"“{path}”写不进去（{error.strerror}）；请检查磁盘空间和位置后再试。") from error
