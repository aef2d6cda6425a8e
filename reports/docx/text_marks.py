"""Bookmarks by which a part of a circular is known again in a Word file that comes back changed by hand.

Word and WPS keep a bookmark at its paragraph when the text is rewritten. Its name is made from the part's key, since
names of bookmarks hold neither slashes nor more than 40 characters.
"""

import hashlib
import re

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from reports.docx.xml_order import with_values

_NAME = re.compile(r"part_([0-9a-f]{16})(?:_\d+)?")


def mark_name(key: str) -> str:
    """Return the name of the bookmark of a part."""
    return f"part_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def base_name(name: str) -> str:
    """Return the name without the number of a second line of the same part; empty if it is no bookmark of ours."""
    match = _NAME.fullmatch(name)
    return f"part_{match[1]}" if match else ""


class TextMarker:
    """Sets bookmarks, numbered through a document; the second line of a part gets a numbered name."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._count = 0

    def mark(self, line: Paragraph, key: str) -> None:
        """Set a bookmark around the text of a paragraph; none without a key."""
        if not key:
            return
        name = mark_name(key)
        number = self._lines[name] = self._lines.get(name, 0) + 1
        self._count += 1
        values = (("id", self._count), ("name", name if number == 1 else f"{name}_{number}"))
        begin = with_values("w:bookmarkStart", values)
        end = with_values("w:bookmarkEnd", values[:1])
        element = line._p  # noqa: SLF001 - python-docx has no bookmarks
        properties = element.find(qn("w:pPr"))
        element.insert(0 if properties is None else list(element).index(properties) + 1, begin)
        element.append(end)
