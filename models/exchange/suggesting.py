"""What a refused cell may have meant: a word, a name or a number near to it, for the clerk to take or leave."""

import re

from models.amounts import Fixed
from models.exchange.ground import Ground
from models.field import Field
from models.kind import clean
from models.kinds import Choice, Day, Link
from models.refusal import Refusal

_NEAR = 60  # percent
_FIRST_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_UNIT = re.compile(r"(万美元|万元|亿元|亿|万|元)")
_A_DAY = re.compile(r"\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*日?)?")


def suggest(ground: Ground, field: Field, raw: object) -> str:
    """Give a value near the refused one that the field would take; empty where none suggests itself."""
    text = clean(raw) if raw is not None else ""
    if not text:
        return ""
    kind = field.kind
    if isinstance(kind, Choice):
        found = _word(text, ground.reading.terms.get(kind.dictionary, ()))
    elif isinstance(kind, Link):
        found = ground.near(kind.to, text)
    elif isinstance(kind, Fixed):
        found = _least(text)
    elif isinstance(kind, Day):
        day = _A_DAY.search(text)
        found = day[0] if day else ""
    else:
        return ""
    return found if found and found != text and _readable(ground, field, found) else ""


def _word(text: str, known: object) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, list(known), scorer=fuzz.WRatio, score_cutoff=_NEAR)  # type: ignore[call-overload]
    return str(found[0]) if found else ""


def _least(text: str) -> str:
    """Give the lower end of a range, in the unit written behind it: “3—5亿元” may be put down as 3亿元."""
    number, unit = _FIRST_NUMBER.search(text), _UNIT.search(text)
    return number[0] + (unit[0] if unit else "") if number else ""


def _readable(ground: Ground, field: Field, text: str) -> bool:
    try:
        return field.kind.read(text, ground.reading).value is not None
    except Refusal:
        return False
