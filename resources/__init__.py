"""Where the files shipped with the program lie; gives paths only."""

from pathlib import Path

_HERE = Path(__file__).parent

FONTS = _HERE / "fonts"
ICONS = _HERE / "icons"
PRESETS = _HERE / "presets"
WORD = _HERE / "word"
MANUAL = _HERE / "manual.md"
PROGRAM_ICON = _HERE / "program.svg"
