"""Parses the decisions in a meeting's minutes into items, each with the unit and due day it names."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_ENDS = re.compile(r"[；;。\n]+")
_NUMBER = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}\s*(?:[．、]|\.(?!\d))|[①-⑳])\s*"
)
_NAMED_UNIT = re.compile(r"[（(]?\s*(?:责任单位|牵头单位)\s*[：:]\s*([^）)，,；;。\s]+)\s*[）)]?")
_ACTING_UNIT = re.compile(r"由([^，,；;。由]{2,20}?)(?:负责|牵头|承办|落实)")
_DAY = re.compile(r"(?:(\d{4})\s*[年-]\s*)?(\d{1,2})\s*[月-]\s*(?:(\d{1,2})\s*日?|(底|末))\s*(?:以?前|之前|内)?")


@dataclass(frozen=True, slots=True)
class MinutedDecision:
    """One decided item of the minutes; what they do not state is empty."""

    name: str
    unit: str = ""
    due: date | None = None


def read_decisions(text: str, meeting_day: date) -> list[MinutedDecision]:
    """Split the decisions of a meeting into items; a day without a year is the next one after the meeting (``met``)."""
    items = []
    for part in _ENDS.split(text or ""):
        sentence = _NUMBER.sub("", part).strip(" 　，,")
        if len(sentence) > 1:
            unit = _NAMED_UNIT.search(sentence) or _ACTING_UNIT.search(sentence)
            name = _NAMED_UNIT.sub("", sentence).strip(" 　，,")
            items.append(MinutedDecision(name or sentence, unit[1] if unit else "", _due(sentence, meeting_day)))
    return items


def _due(sentence: str, meeting_day: date) -> date | None:
    for year, month, day, end in _DAY.findall(sentence):
        number = int(month)
        if not 1 <= number <= 12:
            continue
        for which in (int(year),) if year else (meeting_day.year, meeting_day.year + 1):
            last = calendar.monthrange(which, number)[1]
            wanted = last if end else int(day)
            if not 1 <= wanted <= last:
                break
            due = date(which, number, wanted)
            if year or due >= meeting_day:
                return due
    return None
