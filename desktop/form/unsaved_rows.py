"""What is typed in the row panel and not saved, as it is written into a file beside the caches and read again."""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.app.private_file import cache_folder, remove_private, write_private

_LOG = logging.getLogger("zhuanban")
_FORMAT = 1  # of the file; one of another format is passed over


@dataclass(frozen=True, slots=True)
class UnsavedRow:
    """A row of the panel's trail with what is typed into it; ``row`` is None for a new one. Names are keys of the file.

    ``texts`` are the texts typed, ``links`` the ids of the rows picked among them, ``seen`` the texts that the book had
    there meanwhile: all by key of the field. The rest is as in NavigationEntry, ``origin`` the table, row and link.
    """

    ledger: str
    row: str | None
    title: str
    texts: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    link_key: str = ""
    origin: tuple[str, str, str] | None = None
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class UnsavedTyping:
    """All rows of the panel's trail, the one shown last, and when they were typed (local time)."""

    at: datetime
    rows: tuple[UnsavedRow, ...]

    @property
    def typed_rows(self) -> tuple[UnsavedRow, ...]:
        """The rows with something typed, not those that they were only opened from."""
        return tuple(row for row in self.rows if row.texts)


class UnsavedFile:
    """The file of one book; it holds private fields too, so only the user may read it."""

    def __init__(self, book: str, folder: Path | None = None) -> None:
        """Name the file of a book by its id, which comes from the book and is no file name to be trusted."""
        self._book = book
        self.path = cache_folder(folder) / f"unsaved-{hashlib.sha256(book.encode()).hexdigest()[:16]}.json"

    def load(self) -> list[UnsavedTyping]:
        """Read what was left, the latest last; nothing from a file that is missing or damaged."""
        try:
            raw: dict[str, Any] = json.loads(self.path.read_text("utf-8"))
            if raw["format"] != _FORMAT or raw["book"] != self._book:
                return []
            return [_typing_from_json(typing) for typing in raw["typings"]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError) as error:
            # Not the error itself: its text may quote what was typed.
            _LOG.info("what was typed and not saved cannot be read: %s", type(error).__name__)
            return []

    def save(self, typings: Sequence[UnsavedTyping]) -> None:
        """Write what is not saved, or remove the file where all is; raises OSError."""
        if not typings:
            remove_private(self.path)
            return
        raw = {
            "format": _FORMAT,
            "book": self._book,
            "typings": [
                {"at": typing.at.isoformat(timespec="seconds"), "rows": [asdict(row) for row in typing.rows]}
                for typing in typings
            ],
        }
        write_private(self.path, json.dumps(raw, ensure_ascii=False))


def _typing_from_json(raw: Mapping[str, Any]) -> UnsavedTyping:
    rows = []
    for row in raw["rows"]:
        origin = tuple(row["origin"]) if row["origin"] else None
        texts, seen, links = ({str(key): str(text) for key, text in row[part].items()} for part in _MAPPINGS)
        rows.append(UnsavedRow(**{**row, "origin": origin, "texts": texts, "seen": seen, "links": links}))
    return UnsavedTyping(datetime.fromisoformat(raw["at"]), tuple(rows))


_MAPPINGS = ("texts", "seen", "links")
