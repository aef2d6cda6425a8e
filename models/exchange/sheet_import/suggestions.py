"""Suggest what a rejected cell may have meant: a similar term, name or number, for the clerk to accept or not."""

import re

from models.errors import UserError
from models.exchange.sheet_import.import_context import ImportContext
from models.fields.amounts import FixedPointKind
from models.fields.field import Field
from models.fields.kind import clean_text
from models.fields.kinds import ChoiceKind, DayKind, LinkKind

_MIN_SCORE = 60  # percent
_FIRST_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_UNIT = re.compile(r"(万美元|万元|亿元|亿|万|元)")
_DAY = re.compile(r"\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*日?)?")


def suggest(import_context: ImportContext, field: Field, raw: object) -> str:
    """Return a value similar to the rejected one that the field accepts; empty where there is none."""
    text = clean_text(raw) if raw is not None else ""
    if not text:
        return ""
    kind = field.kind
    if isinstance(kind, ChoiceKind):
        suggestion = _nearest_term(text, import_context.reading.terms.get(kind.dictionary, ()))
    elif isinstance(kind, LinkKind):
        suggestion = import_context.nearest_name(kind.to, text)
    elif isinstance(kind, FixedPointKind):
        suggestion = _lower_bound(text)
    elif isinstance(kind, DayKind):
        day = _DAY.search(text)
        suggestion = day[0] if day else ""
    else:
        return ""
    return suggestion if suggestion and suggestion != text and _readable(import_context, field, suggestion) else ""


def _nearest_term(text: str, known: object) -> str:
    from rapidfuzz import fuzz, process

    nearest = process.extractOne(text, list(known), scorer=fuzz.WRatio, score_cutoff=_MIN_SCORE)  # type: ignore[call-overload]
    return str(nearest[0]) if nearest else ""


def _lower_bound(text: str) -> str:
    """Return the lower end of a range with the unit written behind it: “3—5亿元” gives 3亿元."""
    number, unit = _FIRST_NUMBER.search(text), _UNIT.search(text)
    return number[0] + (unit[0] if unit else "") if number else ""


def _readable(import_context: ImportContext, field: Field, text: str) -> bool:
    try:
        return field.kind.read(text, import_context.reading).value is not None
    except UserError:
        return False
