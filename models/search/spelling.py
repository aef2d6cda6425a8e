"""Full pinyin: reads what was typed as syllables (hongda, jiaohua), also mixed with characters and initials (宏da)."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from models.search.pinyin import PINYIN_INITIALS, toned_readings, without_tones

_MAX_SPELLINGS = 4
_SYLLABLE_COST, _UNFINISHED_COST, _INITIAL_COST = 2, 3, 5  # the cheapest reading of a typed word is the likeliest
_MAX_EXTRA_COST = 2  # readings that cost so much more than the likeliest are left out
_MAX_LENGTH = 60  # letters: longer words are pasted text, not typed pinyin
_MAX_SYLLABLE = 6
_RARE = "\U00020000-\U0003ffff"  # 𬭎 and other characters beyond the basic plane stand for any syllable
_VOWELS = frozenset("aeiouv")
# Marks between characters, such as brackets, but no border between two fields; written out, since what a PostgreSQL
# server takes for a letter depends on its locale: without one no Chinese character is.
_GAP = "[!-/:-@\\[-`{-~\u00a0-\u00bf\u2000-\u2bff\u3000-\u303f\ufe10-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65]*"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to read a typed word: a regular expression and a text that every row it can match has in the index."""

    pattern: str
    probe: str


class _Token(NamedTuple):
    """A part of a typed word, and what it costs to read it so: nothing for a character that stands for itself."""

    text: str
    cost: int


@cache
def _characters_by_syllable() -> dict[str, str]:
    """Return the characters of the basic plane by syllable without tone."""
    syllables: dict[str, list[str]] = {}
    for code, toned in toned_readings().items():
        character, readings = chr(int(code)), without_tones(toned).split(",")
        if character > "\uffff":
            continue
        initials = PINYIN_INITIALS.get(character) or (readings[0][:1],)
        for reading in dict.fromkeys(readings):
            if reading.isascii() and reading[:1] in initials and _VOWELS.intersection(reading):
                syllables.setdefault(reading, []).append(character)
    for typed, spelled in (("lue", "lve"), ("nue", "nve")):
        syllables[typed] = syllables.get(typed, []) + syllables.get(spelled, [])
    return {syllable: "".join(characters) for syllable, characters in syllables.items()}


@cache
def _characters_beginning(letters: str) -> str:
    """Return the characters that have a syllable beginning with some letters; empty where there are none."""
    return "".join(text for syllable, text in _characters_by_syllable().items() if syllable.startswith(letters))


@lru_cache(maxsize=256)
def spellings(folded: str) -> tuple[Spelling, ...]:
    """Return the readings of a folded word as pinyin, the likeliest first, at most four; none where it has no syllable.

    The last syllable may be unfinished (hongd, hongdax). A word of initials alone is left to the initials in the index.
    """
    if len(folded) < 2 or len(folded) > _MAX_LENGTH or not any(map(str.isascii, folded)):
        return ()
    best: list[list[tuple[int, tuple[_Token, ...]]]] = [[] for _ in folded] + [[(0, ())]]
    for start in range(len(folded) - 1, -1, -1):
        ways = [
            (token.cost + rest, (token, *tokens))
            for token in _tokens(folded, start)
            for rest, tokens in best[start + len(token.text)]
        ]
        best[start] = sorted(ways)[:_MAX_SPELLINGS]
    likely = [tokens for cost, tokens in best[0] if cost <= best[0][0][0] + _MAX_EXTRA_COST]
    return tuple(
        Spelling(_GAP.join(map(_token_pattern, tokens)), _probe(folded, tokens))
        for tokens in likely
        if any(token.cost for token in tokens) and (len(tokens) < len(folded) or not folded.isascii())
    )


def _tokens(folded: str, start: int) -> list[_Token]:
    """Return the syllables, initials and characters that may begin at a place of a word."""
    character = folded[start]
    if not (character.isascii() and character.isalpha()):
        return [_Token(character, 0)]
    tokens = [_Token(character, _INITIAL_COST)]
    for end in range(start + 1, min(start + _MAX_SYLLABLE, len(folded)) + 1):
        letters = folded[start:end]
        if not letters.isascii() or not letters.isalpha():
            break
        if letters in _characters_by_syllable():
            tokens.append(_Token(letters, _SYLLABLE_COST))
        if end == len(folded) and len(letters) > 1 and _characters_beginning(letters):
            tokens.append(_Token(letters, _UNFINISHED_COST))
    return tokens


def _probe(folded: str, tokens: tuple[_Token, ...]) -> str:
    """Return a text that the index holds for every row that can match: the initials, or the longest Chinese part."""
    if folded.isascii():
        return "".join(token.text[0] for token in tokens if token.text.isalnum())
    parts: list[str] = re.findall(r"[^\x00-\x7f]+", folded)
    return max(parts, key=len)


@cache
def _token_pattern(token: _Token) -> str:
    """Return a regular expression for the characters that a token may stand for."""
    match token.cost:
        case 0:
            return re.escape(token.text)
        case _ if token.cost == _SYLLABLE_COST:
            return f"[{_characters_by_syllable()[token.text]}{_RARE}]"
        case _ if token.cost == _UNFINISHED_COST:
            return f"[{_characters_beginning(token.text)}{_RARE}]"
    return f"[{token.text}{_characters_beginning(token.text)}{_RARE}]"


def match_rank(folded: str, plain: str, initials: tuple[str, ...]) -> int | None:
    """Rank how well a typed word matches a text, both folded: 0 is best; None where it does not.

    0 the text begins with it, 1 the text contains it, 2 and 3 the same in pinyin, by initials or in full.
    """
    if plain.startswith(folded):
        return 0
    if folded in plain:
        return 1
    if folded.isascii() and any(spelled.startswith(folded) for spelled in initials):
        return 2
    places = [match.start() for way in spellings(folded) if (match := re.search(way.pattern, plain))]
    if 0 in places:
        return 2
    return 3 if places or (folded.isascii() and any(folded in spelled for spelled in initials)) else None
