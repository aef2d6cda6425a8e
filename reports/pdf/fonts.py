"""The fonts of a circular: which file serves which role, and which font draws a given character."""

import os
import re
import sys
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

import resources
from reports.pdf import tounicode

# Characters without width or ink: controls, soft hyphens, joiners, byte-order marks, variation selectors.
# Texts pasted from web pages are full of them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_BLANK = re.compile("[\t-\r\x85\u00a0\u2000-\u200a\u2028\u2029\u202f]")
_NOT_PRINTABLE = re.compile(f"{_INVISIBLE.pattern}|{_BLANK.pattern}")
_LATIN_END = 0x0250
_LONG_TABLE = 1 << 18  # bytes: the glyf table is longer, every other font table shorter


class FontRole(Enum):
    """What a font is used for; the value is the name the clerk knows it by."""

    BODY = "仿宋"
    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"

    __hash__ = object.__hash__  # members are singletons; Enum's own __hash__ is called a million times for a big table


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file for a role; ``has_lining_figures``: its digits stand on the baseline at the height of capitals."""

    path: Path
    index: int = 0
    has_lining_figures: bool = True


_BUNDLED_FONTS: Mapping[FontRole, FontFile] = {
    # 朱雀仿宋 has old-style figures (with ascenders and descenders), which are not used in official documents.
    FontRole.BODY: FontFile(resources.FONTS / "LXGWZhuqueFangsong-Regular.ttf", has_lining_figures=False),
    FontRole.TITLE: FontFile(resources.FONTS / "ZhuanbanBiaosong.ttf"),
    FontRole.HEI: FontFile(resources.FONTS / "ZhuanbanHei.ttf"),
    FontRole.KAI: FontFile(resources.FONTS / "ZhuanbanKai.ttf"),
    FontRole.SONG: FontFile(resources.FONTS / "ZhuanbanSong.ttf"),
}

# File names of the fonts county offices have, best first, in lower case.
_OFFICE_FONTS: Mapping[FontRole, tuple[str, ...]] = {
    FontRole.BODY: ("仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "simfang.ttf"),
    FontRole.TITLE: ("方正小标宋简体.ttf", "fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "方正小标宋_gbk.ttf"),
    FontRole.HEI: ("simhei.ttf",),
    FontRole.KAI: ("楷体_gb2312.ttf", "kaiti_gb2312.ttf", "simkai.ttf"),
    FontRole.SONG: ("simsun.ttc", "simsun.ttf"),
}


@dataclass(frozen=True, slots=True)
class FontFace:
    """A font registered with reportlab: its name there, its family, glyph ids and advance widths by code point."""

    name: str
    family: str
    has_lining_figures: bool
    glyphs: Mapping[int, int]
    widths: Mapping[int, float]

    def width(self, character: str) -> float | None:
        """Return the width of a character in ems, or None if the font does not have it."""
        code = ord(character)
        return self.widths[code] / 1000 if self.glyphs.get(code) else None


@dataclass(frozen=True, slots=True)
class GlyphChoice:
    """The font that draws a character, and the character's width in ems."""

    face: str
    width: float


_FAMILY_NAMES: dict[str, str] = {}  # family names of the fonts loaded so far, by reportlab's name for them


class _FontFileBytes:
    """The bytes of a font file, read from disk on slicing; a long slice is again a lazy view.

    The file stays open for as long as the program runs. Reads are locked, since two threads may print at once.
    """

    _reading = threading.Lock()

    def __init__(self, descriptor: int, begin: int = 0) -> None:
        self._descriptor, self._begin = descriptor, begin

    @classmethod
    def of(cls, path: Path) -> "_FontFileBytes":
        return cls(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)))

    def __getitem__(self, part: slice) -> "bytes | _FontFileBytes":
        length = part.stop - part.start
        if length > _LONG_TABLE:
            return _FontFileBytes(self._descriptor, self._begin + part.start)
        with self._reading:
            os.lseek(self._descriptor, self._begin + part.start, os.SEEK_SET)
            return os.read(self._descriptor, length)


@cache
def _register_font(source: FontFile) -> FontFace | None:
    """Register a font file with reportlab; None if it is absent or may not be embedded."""
    tounicode.patch_reportlab()
    name = f"{source.path.stem}-{source.index}"
    try:
        font: Any = ttfonts.TTFont(name, str(source.path), subfontIndex=source.index)
    except (OSError, ttfonts.TTFError):
        return None
    # From here on reportlab reads font tables from the file on demand: 35 MB less memory for the five fonts.
    font.face._ttf_data = _FontFileBytes.of(source.path)  # noqa: SLF001 - there is no public name
    pdfmetrics.registerFont(font)
    family = font.face.familyName
    shown = family.decode("utf-8", "replace") if isinstance(family, bytes) else str(family)
    _FAMILY_NAMES[name] = shown
    return FontFace(name, shown, source.has_lining_figures, font.face.charToGlyph, font.face.charWidths)


class FontSet:
    """The fonts a circular is set in: for each role the best that loads, for each character the first that has it."""

    def __init__(self, sources: Mapping[FontRole, tuple[FontFile, ...]]) -> None:
        """Take the files to try for each role, best first; the bundled fonts are the fallback."""
        self._sources = sources
        self._glyphs: dict[FontRole, dict[str, GlyphChoice | None]] = {role: {} for role in FontRole}

    @classmethod
    @cache
    def bundled(cls) -> "FontSet":
        """Use only the bundled fonts, so that the result is the same on every computer."""
        return cls({})

    @classmethod
    @cache
    def installed(cls) -> "FontSet":
        """Prefer 仿宋_GB2312, 方正小标宋 and the other usual office fonts where this computer has them."""
        have = {path.name.lower(): path for folder in _font_folders() for path in _font_files(folder)}
        return cls(
            {
                role: tuple(FontFile(have[name]) for name in names if name in have)
                for role, names in _OFFICE_FONTS.items()
            }
        )

    @classmethod
    def preferring(cls, names: Mapping[FontRole, str]) -> "FontSet":
        """Prefer, for some roles, installed font files by name, as set by the county: 方正仿宋_GBK, FZFSK.TTF."""
        have = {path.stem.lower(): path for folder in _font_folders() for path in _font_files(folder)}
        wanted = {role: have.get(Path(name.strip().lower()).stem) for role, name in names.items()}
        preferred = {role: (FontFile(path),) for role, path in wanted.items() if path}
        return cls({role: (*preferred.get(role, ()), *cls.installed().sources(role)) for role in FontRole})

    def sources(self, role: FontRole) -> tuple[FontFile, ...]:
        """Return the files that are tried for a role before the bundled font."""
        return self._sources.get(role, ())

    def face(self, role: FontRole) -> FontFace:
        """Return the font that serves a role."""
        for source in (*self._sources.get(role, ()), _BUNDLED_FONTS[role]):
            face = _register_font(source)
            if face is not None:
                return face
        raise FileNotFoundError(_BUNDLED_FONTS[role].path)

    def glyph(self, role: FontRole, character: str) -> GlyphChoice | None:
        """Return which font draws a character in this role, or None if no font has it."""
        glyphs = self._glyphs[role]
        if character not in glyphs:
            glyphs[character] = self._choose_glyph(role, character)
        return glyphs[character]

    def missing_characters(self, texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """List each character in ``(where, text)`` pairs that no font has, with the first ``where`` it occurs in."""
        seen: dict[str, str] = {}
        known: set[str] = set()
        for where, text in texts:
            if known.issuperset(text):
                continue
            known.update(text)
            for character in printable(text):
                if self.glyph(FontRole.BODY, character) is None:
                    seen.setdefault(character, where)
        return list(seen.items())

    def family(self, name: str) -> str:
        """Return the family name, for display, of a font by reportlab's name."""
        return _FAMILY_NAMES[name]

    def _fallback_faces(self, role: FontRole) -> Iterator[FontFace]:
        """Yield the fonts to try for a role: its own, 宋体, then the other bundled ones."""
        yield self.face(role)
        yield self.face(FontRole.SONG)
        for other in (FontRole.SONG, FontRole.KAI, FontRole.BODY, FontRole.HEI, FontRole.TITLE):
            face = _register_font(_BUNDLED_FONTS[other])
            if face is not None:
                yield face

    def _choose_glyph(self, role: FontRole, character: str) -> GlyphChoice | None:
        role_face, song_face = self.face(role), self.face(FontRole.SONG)
        width, wide = role_face.width(character), song_face.width(character)
        foreign = not role_face.has_lining_figures and " " < character < chr(_LATIN_END)
        # Quotation marks, dots and signs that this font draws narrow must be full-width in Chinese text.
        narrow = width is not None and width < 1 and wide == 1 and unicodedata.east_asian_width(character) in "AWF"
        if wide is not None and (foreign or narrow):
            return GlyphChoice(song_face.name, wide)
        for face in self._fallback_faces(role):
            width = face.width(character)
            if width is not None:
                return GlyphChoice(face.name, width)
        return None


def printable(text: str) -> str:
    """Drop characters without width or ink and replace every kind of blank by an ordinary space."""
    if not _NOT_PRINTABLE.search(text):
        return text
    return _BLANK.sub(" ", _INVISIBLE.sub("", text))


def _font_folders() -> Iterator[Path]:
    """Yield the folders where this system keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    else:
        yield Path("/usr/share/fonts")
        yield Path("/usr/local/share/fonts")
        yield home / ".local/share/fonts"
        yield home / ".fonts"


def _font_files(folder: Path) -> Iterator[Path]:
    """Yield the TrueType files below a folder; folders that cannot be read are skipped."""
    for where, _, names in os.walk(folder):
        yield from (Path(where) / name for name in names if name.lower().endswith((".ttf", ".ttc")))
