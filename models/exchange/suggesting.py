"""Suggest what a rejected cell may have meant: a similar term, name or number, for the clerk to accept or not."""

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
    """Return a value similar to the rejected one that the field accepts; empty where there is none."""
    text = clean(raw) if raw is not None else ""
    if not text:
        return ""
    kind = field.kind
    if isinstance(kind, Choice):
        suggestion = _word(text, ground.reading.terms.get(kind.dictionary, ()))
    elif isinstance(kind, Link):
        suggestion = ground.near(kind.to, text)
    elif isinstance(kind, Fixed):
        suggestion = _least(text)
    elif isinstance(kind, Day):
        day = _A_DAY.search(text)
        suggestion = day[0] if day else ""
    else:
        return ""
    return suggestion if suggestion and suggestion != text and _readable(ground, field, suggestion) else ""


def _word(text: str, known: object) -> str:
    from rapidfuzz import fuzz, process

    nearest = process.extractOne(text, list(known), scorer=fuzz.WRatio, score_cutoff=_NEAR)  # type: ignore[call-overload]
    return str(nearest[0]) if nearest else ""


def _least(text: str) -> str:
    """Return the lower end of a range with the unit written behind it: “3—5亿元” gives 3亿元."""
    number, unit = _FIRST_NUMBER.search(text), _UNIT.search(text)
    return number[0] + (unit[0] if unit else "") if number else ""


def _readable(import_context: Ground, field: Field, text: str) -> bool:
    try:
        return field.kind.read(text, import_context.reading).value is not None
    except Refusal:
        return False
