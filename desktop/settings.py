"""What the program remembers of a clerk's own ways: the window, the book, the name, the columns of each table."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal

_MOST_RECENT = 8
_KEY = "settings"
THEMES = {"follow": "跟随系统", "light": "浅色", "dark": "深色"}


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a clerk arranged one ledger's table; empty where nothing was arranged."""

    keys: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    sort: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything remembered; ``geometry`` is Qt's own text for where the window stood, as hex."""

    geometry: str = ""
    book: str = ""
    recent: tuple[str, ...] = ()
    who: str = "经办人"
    theme: str = "light"
    page: str = "home"
    panel: bool = False
    tables: Mapping[str, TableLayout] = field(default_factory=dict)

    def layout(self, ledger: str) -> TableLayout:
        """Give how a ledger's table was arranged."""
        return self.tables.get(ledger, TableLayout())


class Preferences(QObject):
    """Keeps the settings and writes them down as they change.

    Signals:
        changed: some setting is new.
    """

    changed = Signal()

    def __init__(self, shelf: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf if shelf is not None else QSettings("zhuanban", "zhuanban")
        self.now = _read(str(self._shelf.value(_KEY, "")))

    def change(self, **changes: Any) -> None:
        """Set some settings and remember them."""
        self.now = replace(self.now, **changes)
        self._shelf.setValue(_KEY, json.dumps(asdict(self.now), ensure_ascii=False))
        self.changed.emit()

    def arrange(self, ledger: str, **changes: Any) -> None:
        """Remember how a ledger's table is arranged."""
        self.change(tables={**self.now.tables, ledger: replace(self.now.layout(ledger), **changes)})

    def note_book(self, target: str) -> None:
        """Remember a book as the one opened last."""
        others = [one for one in self.now.recent if one != target]
        self.change(book=target, recent=(target, *others)[:_MOST_RECENT])


def _read(text: str) -> Settings:
    """Read what was written; whatever cannot be read starts afresh, for settings are no ledger."""
    try:
        raw = json.loads(text) if text else {}
        tables = {
            name: TableLayout(
                tuple(map(str, one["keys"])),
                {str(key): int(width) for key, width in one["widths"].items()},
                tuple((str(key), bool(descending)) for key, descending in one["sort"]),
            )
            for name, one in raw.pop("tables", {}).items()
        }
        known = {key: value for key, value in raw.items() if key in Settings.__dataclass_fields__}
        known["recent"] = tuple(map(str, known.get("recent", ())))
        return Settings(**known, tables=tables)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Settings()
