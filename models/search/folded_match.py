"""Conditions on a column's text that fold as the search does: width, case and blanks do not matter, nor do brackets.

The column is not folded, which takes a second for 50,000 long texts; the typed text becomes a regular expression of
all ways to write it, which Python's and PostgreSQL's engines read alike.
"""

import re
from functools import cache
from itertools import chain
from typing import Any

import sqlalchemy as sa

from models.search.index import fold_text

# Written out, since what a PostgreSQL server takes for a blank depends on its locale.
_BLANKS = "[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗", "()()()()()")  # of 〔2026〕 few know how to type them
# Where the characters are that fold to others: capitals, brackets, signs, full-width forms, radicals from PDF files.
_FOLDING = ((0x41, 0x5E), (0x7B, 0x7E), (0xA0, 0x3400), (0xF900, 0xFB00), (0xFE10, 0xFFEF), (0x2F800, 0x2FA20))


def holds_folded(column: sa.ColumnElement[Any], text: str) -> sa.ColumnElement[bool]:
    """Return the condition that a text is contained; it is looked for as it is first, which is quick."""
    return sa.or_(column.contains(text.strip(), autoescape=True), column.regexp_match(_pattern(text)))


def equals_folded(column: sa.ColumnElement[Any], text: str) -> sa.ColumnElement[bool]:
    """Return the condition that a text is all there is."""
    whole = f"^{_BLANKS}{_pattern(text)}{_BLANKS}$"
    return sa.or_(column == text, column.regexp_match(whole))


def _fold(text: str) -> str:
    return fold_text(text).translate(_BRACKETS)


def _pattern(text: str) -> str:
    """Return the regular expression of all ways to write a text."""
    folded, variants, parts = _fold(text), _variants(), []
    longest = max(map(len, variants))
    while folded:
        lengths = range(min(longest, len(folded)), 1, -1)
        length = next((length for length in lengths if folded[:length] in variants), 1)
        parts.append(_part_pattern(folded[:length]))
        folded = folded[length:]
    return _BLANKS.join(parts)


def _part_pattern(folded: str) -> str:
    """Return the pattern of one character, or of several that are also written as one sign: m2 and ㎡."""
    variants = _variants()
    ways = [f"[{re.escape(letter + variants.get(letter, ''))}]" for letter in folded]
    pattern = _BLANKS.join(ways)
    return pattern if len(folded) == 1 else f"(?:{pattern}|[{re.escape(variants[folded])}])"


@cache
def _variants() -> dict[str, str]:
    """Return the characters that are folded, by what they are folded to."""
    variants: dict[str, str] = {}
    for character in map(chr, chain.from_iterable(range(*codes) for codes in _FOLDING)):
        folded = _fold(character)
        if folded and folded != character:
            variants[folded] = variants.get(folded, "") + character
    return variants
