"""Make a picture of every page, form, menu and dialog, at three sizes and in both themes: ``make pictures``.

They are to be looked at, not compared: a fault of the eye has no other test. ``--only`` takes those whose name
contains a word; ``--book`` another book than the demonstration.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.app.preferences import Preferences
from desktop.main_window import MainWindow
from desktop.theme.palette import apply_theme
from tests.surfaces import every_surface
from tests.windows import let_time_pass

# Logical pixels of the window: 1366×768 at 125 %, at 100 %, and 1920×1080 less the bars of the system.
SIZES = ((1093, 599), (1366, 740), (1920, 1010))
THEMES = ("light", "dark")
_PATIENCE = 15  # milliseconds between two looks whether the window is still at work


def main() -> int:
    """Make the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path, required=True, help="a book; a copy of it is opened")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the pictures")
    parser.add_argument("--only", default="", help="only those whose name contains this")
    parser.add_argument("--theme", choices=THEMES, action="append", help="only this theme")
    chosen = parser.parse_args()
    app = QApplication([sys.argv[0], "-style", "fusion"])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        for theme in chosen.theme or THEMES:
            book = Path(shutil.copy(chosen.book, Path(folder) / chosen.book.name))
            count = make_pictures(app, book, chosen.out, theme, chosen.only)
            sys.stdout.write(f"{theme}: {count} pictures in {chosen.out}\n")
    return 0


def make_pictures(app: QApplication, book: Path, out: Path, theme: str, word: str = "") -> int:
    """Open a book in a theme, and write the pictures whose name contains a word; returns how many."""
    preferences = Preferences(QSettings(str(book.with_suffix(".ini")), QSettings.Format.IniFormat))
    preferences.update(theme=theme, who="示例经办人")
    window = MainWindow(preferences, lambda chosen: apply_theme(app, chosen))
    window.begin(str(book))
    window.resize(*SIZES[0])
    window.show()

    def settle() -> None:
        let_time_pass(_PATIENCE * 4)
        while window.controller is None or window.jobs.busy:
            let_time_pass(_PATIENCE)
        let_time_pass(_PATIENCE)

    settle()
    let_time_pass(600)  # the first page waits for its numbers
    count = 0
    for name, widget in every_surface(window, settle):
        if word not in name:
            continue
        for size in SIZES if widget is window else (None,):
            if size is not None:
                widget.resize(*size)
                settle()
            wide, high = size or (widget.width(), widget.height())
            folder = out / theme / (f"{wide}x{high}" if size else "own")
            folder.mkdir(parents=True, exist_ok=True)
            widget.grab().save(str(folder / f"{name}.png"))
            if (widget.width(), widget.height()) != (wide, high):
                sys.stdout.write(f"{name}: {widget.width()}x{widget.height()} where {wide}x{high} was asked for\n")
            count += 1
        if widget is window:
            widget.resize(*SIZES[0])
    window.close()
    return count


if __name__ == "__main__":
    sys.exit(main())
