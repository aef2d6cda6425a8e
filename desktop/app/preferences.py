"""The user's preferences: window, recent books, name, theme, and the columns of each table."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal

_MAX_RECENT = 8
_KEY = "settings"
THEMES = {"follow": "跟随系统", "light": "浅色", "dark": "深色"}


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The layout of one ledger's table as the user arranged it; empty parts are the defaults."""

    keys: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)
    sort: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All preferences; ``geometry`` is the window's geometry in hex. The field names are the stored JSON keys.

    ``typed_figures`` are the numbers of the office's own circulars typed beside the book's, by book and figure.
    """

    geometry: str = ""
    book: str = ""
    recent: tuple[str, ...] = ()
    who: str = "经办人"
    theme: str = "light"
    page: str = "home"
    panel: bool = False
    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    typed_figures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def layout(self, ledger: str) -> TableLayout:
        """Return the layout of a ledger's table."""
        return self.tables.get(ledger, TableLayout())


class Preferences(QObject):
    """Holds the settings and saves every change to QSettings at once.

    Signals:
        changed: a setting changed.
    """

    changed = Signal()

    def __init__(self, storage: QSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._storage = storage if storage is not None else QSettings("zhuanban", "zhuanban")
        self.current = _settings_from_json(str(self._storage.value(_KEY, "")))

    def update(self, **changes: Any) -> None:
        """Change settings by field name and save them."""
        self.current = replace(self.current, **changes)
        self._storage.setValue(_KEY, json.dumps(asdict(self.current), ensure_ascii=False))
        self.changed.emit()

    def update_table(self, ledger: str, **changes: Any) -> None:
        """Change and save the layout of a ledger's table."""
        self.update(tables={**self.current.tables, ledger: replace(self.current.layout(ledger), **changes)})

    def remember_book(self, target: str) -> None:
        """Save a book as the one opened last, at the top of the recent ones."""
        others = [book for book in self.current.recent if book != target]
        self.update(book=target, recent=(target, *others)[:_MAX_RECENT])


def _settings_from_json(text: str) -> Settings:
    """Read the stored JSON; unreadable settings are replaced by the defaults, as nothing of value is lost."""
    try:
        raw = json.loads(text) if text else {}
        tables = {
            name: TableLayout(
                tuple(map(str, table["keys"])),
                {str(key): int(width) for key, width in table["widths"].items()},
                tuple((str(key), bool(descending)) for key, descending in table["sort"]),
            )
            for name, table in raw.pop("tables", {}).items()
        }
        known = {key: value for key, value in raw.items() if key in Settings.__dataclass_fields__}
        known["recent"] = tuple(map(str, known.get("recent", ())))
        return Settings(**known, tables=tables)
    except (ValueError, TypeError, KeyError, AttributeError):
        return Settings()


def documents_folder() -> Path:
    """Return the user's documents folder, else the home folder."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())
