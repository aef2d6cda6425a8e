"""ToUnicode maps of a PDF, by which searching and copying get characters back.

reportlab writes every character as one UTF-16 unit, which turns 𬭎 and every other character beyond U+FFFF into a
different one. ``patch_reportlab`` replaces its writer by a correct one.
"""

from collections.abc import Sequence

from reportlab.pdfbase import ttfonts

_MAX_BLOCK_ENTRIES = 100  # the most entries one bfchar block may hold (Adobe Technical Note 5014)


def to_unicode_cmap(font: str, subset: Sequence[int]) -> str:
    """Write the ToUnicode map of one font subset: glyph number to UTF-16."""
    entries = [
        f"<{number:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for number, code in enumerate(subset) if code
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def",
        f"/CMapName /{font} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for first in range(0, len(entries), _MAX_BLOCK_ENTRIES):
        block = entries[first : first + _MAX_BLOCK_ENTRIES]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def patch_reportlab() -> None:
    """Replace reportlab's ToUnicode writer by ours; idempotent."""
    ttfonts.makeToUnicodeCMap = to_unicode_cmap
