# mypy: disable-error-code="import-not-found"
"""Make the faces that ship from the full fonts they derive from: a make-time tool, never run by the program.

Run it with fontTools installed::

    python make_fonts.py SOURCES Unihan_OtherMappings.txt

``SOURCES`` holds the full files named in README.md; the Unihan file (Debian package unicode-data) tells which 8,105
characters stand in 通用规范汉字表. What is written lies beside this script.
"""

import argparse
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SONG = "NotoSerifSC_400Regular.ttf"
FANGSONG = "LXGWZhuqueFangsong-Regular.ttf"
EPOCH = 0  # seconds since 1904, so that the same sources give the same bytes

# A circular sets these a whole character wide; most faces keep that form behind the layout feature ``fwid``.
FULL_WIDTH = "“”‘’·×…—"
CENTRED_DOT = "・"  # stands in for ``·`` where a face has no wide form of it
DIGITS = "0123456789"
# GB/T 9704 annexes number with these; none is a Chinese character, so no list of characters holds them.
SYMBOL_BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0391, 0x03C9),  # Greek
    (0x2010, 0x2049),  # general punctuation
    (0x2070, 0x20AC),  # superscripts, subscripts, currency
    (0x2103, 0x2122),  # ℃ № ℡ ™
    (0x2150, 0x217F),  # fractions, Roman numerals
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x22A5),  # mathematics
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # shapes
    (0x2605, 0x2642),  # stars, check boxes, genders
    (0x2713, 0x2717),  # ticks and crosses
    (0x3000, 0x303F),  # CJK punctuation
    (0x3041, 0x30FF),  # kana
    (0x3220, 0x3243),  # ㈠ and its like
    (0x3280, 0x32B0),  # ㊀ and its like
    (0x3380, 0x33DF),  # ㎡ ㎞ ㎏
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE5),  # ￥ and its like
)
CJK_URO = (0x4E00, 0x9FFF)
CJK_EXTENSION_A = (0x3400, 0x4DBF)
CJK_BEYOND = (0x20000, 0x323AF)  # extensions B to H, of which a face holds a handful used in names


@dataclass(frozen=True)
class Recipe:
    """One face to make: where from, what it is called and how it takes part in carrying the rare characters.

    ``wide`` carries all it has of them; ``helping`` carries those that the wide one lacks (𠮷 and its like).
    """

    source: str
    target: str
    family: str
    postscript: str
    wide: bool = False
    helping: bool = False


RECIPES = (
    Recipe("NotoSansSC_400Regular.ttf", "ZhuanbanHei.ttf", "Zhuanban Hei", "ZhuanbanHei"),
    Recipe("NotoSerifSC_700Bold.ttf", "ZhuanbanBiaosong.ttf", "Zhuanban Biaosong", "ZhuanbanBiaosong"),
    Recipe("LXGWWenKaiGBLite-Regular.ttf", "ZhuanbanKai.ttf", "Zhuanban Kai", "ZhuanbanKai", helping=True),
    Recipe(SONG, "ZhuanbanSong.ttf", "Zhuanban Song", "ZhuanbanSong", wide=True),
)


def gb2312() -> set[int]:
    """List the characters of GB/T 2312, from the codec that knows them."""
    code_points: set[int] = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            code_points.update(map(ord, bytes((high, low)).decode("gb2312", errors="ignore")))
    return code_points


def general_standard(unihan: Path) -> set[int]:
    """List the 8,105 characters of 通用规范汉字表 (2013), which Unihan marks ``kTGH``."""
    lines = unihan.read_text(encoding="utf-8").splitlines()
    return {int(line.split("\t")[0].removeprefix("U+"), 16) for line in lines if "\tkTGH\t" in line}


def spread(blocks: Iterable[tuple[int, int]]) -> set[int]:
    """List every code point of some blocks."""
    return {code for first, last in blocks for code in range(first, last + 1)}


def wide_forms(font: TTFont) -> dict[str, str]:
    """Tell which glyph is the full-width form of which, by the font's ``fwid`` feature."""
    if "GSUB" not in font:
        return {}
    table = font["GSUB"].table
    chosen = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "fwid"
        for index in record.Feature.LookupListIndex
    }
    forms: dict[str, str] = {}
    for index in sorted(chosen):
        for subtable in table.LookupList.Lookup[index].SubTable:
            inner = getattr(subtable, "ExtSubTable", subtable)
            forms.update(getattr(inner, "mapping", {}))
    return forms


def variant_forms(font: TTFont) -> dict[int, str]:
    """Tell which glyph a character followed by U+FE01 (centred or wide form) stands for."""
    return {
        code: glyph
        for table in font["cmap"].tables
        if table.format == 14
        for code, glyph in table.uvsDict.get(0xFE01, ())
        if glyph
    }


def widen(font: TTFont) -> None:
    """Make the full-width form of quotation marks, dots, dashes and × the one every program finds first."""
    em = font["head"].unitsPerEm
    names = font.getBestCmap()
    forms, variants = wide_forms(font), variant_forms(font)
    for character in FULL_WIDTH:
        code = ord(character)
        tried = [forms.get(names.get(code, "")), variants.get(code)]
        if character == "·":
            tried.append(names.get(ord(CENTRED_DOT)))
        glyph = next((each for each in tried if each and font["hmtx"][each][0] == em), None)
        if glyph is None:
            if font["hmtx"][names[code]][0] != em:
                print(f"  {character} stays narrow")  # noqa: T201 - a make-time tool speaks to its maker
            continue
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format != 14:
                table.cmap[code] = glyph


def join_dashes(font: TTFont) -> None:
    """Draw the em dash from edge to edge, so that —— is one line and not two (GB/T 15834, 4.13)."""
    name, em = font.getBestCmap()[ord("—")], font["head"].unitsPerEm
    glyph = font["glyf"][name]
    if glyph.isComposite() or font["hmtx"][name][0] != em:
        return
    middle = (glyph.xMin + glyph.xMax) / 2
    for index, (x, y) in enumerate(glyph.coordinates):
        glyph.coordinates[index] = (0 if x < middle else em, y)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (em, 0)


def level_digits(font: TTFont) -> None:
    """Give all ten digits one width, so that a column of numbers stands in line."""
    names, metrics, outlines = font.getBestCmap(), font["hmtx"], font["glyf"]
    widest = max(metrics[names[ord(digit)]][0] for digit in DIGITS)
    for digit in DIGITS:
        name = names[ord(digit)]
        width, bearing = metrics[name]
        shift = (widest - width) // 2
        glyph = outlines[name]
        if shift and not glyph.isComposite():
            glyph.coordinates.translate((shift, 0))
            glyph.recalcBounds(outlines)
        metrics[name] = (widest, bearing + shift)


def rename(font: TTFont, recipe: Recipe) -> None:
    """Call the face by a name of our own, keeping the copyright and licence it came with."""
    table = font["name"]
    kept = {number: table.getDebugName(number) for number in (0, 5, 13, 14)}
    table.names = []
    called = {
        **kept,
        1: recipe.family,
        2: "Regular",
        3: f"{recipe.postscript}; from {recipe.source}",
        4: recipe.family,
        6: recipe.postscript,
    }
    for number, text in sorted(called.items()):
        if text:
            table.setName(text, number, 3, 1, 0x409)
    # A face of its own family has no bolder sibling, so it must not be taken for the bold one of another.
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x21) | 0x40
    font["head"].macStyle = 0


def characters(path: Path) -> set[int]:
    """List what a font file can draw."""
    return set(TTFont(path, lazy=True).getBestCmap())


def make(recipe: Recipe, sources: Path, keep: set[int]) -> None:
    """Make one face: wide forms, level digits, only the characters to keep, our own name."""
    font = TTFont(sources / recipe.source, recalcTimestamp=False)
    widen(font)
    join_dashes(font)
    level_digits(font)
    subsetter = Subsetter(
        Options(
            layout_features=[],
            hinting=False,
            glyph_names=False,
            notdef_outline=True,
            name_IDs=["*"],
            drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "DSIG", "STAT", "vhea", "vmtx", "VORG", "meta", "gasp"],
        ),
    )
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    rename(font, recipe)
    font["head"].created = font["head"].modified = EPOCH
    target = HERE / recipe.target
    font.save(target)
    print(f"{recipe.target}: {len(font.getBestCmap())} characters, {target.stat().st_size:,} bytes")  # noqa: T201 - as above


def main() -> None:
    """Make every face of the bundle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("unihan", type=Path)
    chosen = parser.parse_args()
    wanted = gb2312() | general_standard(chosen.unihan) | spread(SYMBOL_BLOCKS)
    rare = spread((CJK_URO, CJK_EXTENSION_A, CJK_BEYOND))
    wide = rare | characters(chosen.sources / FANGSONG)
    helping = rare - characters(chosen.sources / SONG)
    for recipe in RECIPES:
        keep = wanted | (wide if recipe.wide else set()) | (helping if recipe.helping else set())
        make(recipe, chosen.sources, keep)
    # Its authors ask that modified previews not be spread, so this one ships as they made it.
    shutil.copyfile(chosen.sources / FANGSONG, HERE / FANGSONG)


if __name__ == "__main__":
    main()
