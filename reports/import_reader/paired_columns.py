"""Columns that hold two things at once, “联系人及电话”: which two fields they are, and the two parts of a cell."""

import re
from collections.abc import Sequence

from models.fields.numerals import fold_width
from reports.import_reader.heading_similarity import FieldNames
from reports.import_reader.headings import core_words
from reports.import_reader.workbook_data import CellValue

# The first and the last day of one thing, by ledger: a column of the first may write both.
DAY_RANGES: dict[str, tuple[tuple[str, str], ...]] = {"visit": (("on", "until"),)}
_JOINTS = re.compile(r"及其?|和|与|、|/|(?<=人)(?=联系?电话)|(?<=人)(?=联系方式)|(?<=名)(?=电话)")
_JOINS_PHONE = re.compile(r"(?:及其?|和|与|、|/)(?:联系)?(?:电话|手机|方式)$")
_SHARED_END, _SHARED_START = re.compile("时间|日期|金额|资金$"), re.compile("预计年?|计划|实际")
_DAY = r"(?:(?:\d{4})[年./-])?\d{1,2}[月./](?:\d{1,2}[日号]?)?"
_TWO_DAYS = re.compile(rf"({_DAY})(?:至|到|—+|–|－|~|～|-)({_DAY}|\d{{1,2}}[日号])")
_PHONES = re.compile(r"(?:\+?86-?)?1\d{10}|(?:0\d{2,3}-?)\d{7,8}(?:-\d+)?|(?<!\d)\d{7,8}(?!\d)")
_PART_MARKS = re.compile(r"[、,;/|\s:()]+")


def names_a_phone_too(words: str) -> bool:
    """Whether a heading plainly joins a phone number to something, “联系人、电话”, even if a field has such a name."""
    return _JOINS_PHONE.search(words) is not None


def paired_fields(words: str, names: Sequence[FieldNames]) -> tuple[str, str] | None:
    """Return the keys of the two fields a heading joins, by their exact labels and aliases; None if it joins none."""
    for joint in _JOINTS.finditer(words):
        first, second = words[: joint.start()], words[joint.end() :]
        keys = [_key_of(part, names) for part in (first, second)]
        if keys[0] is None and (shared := _SHARED_END.search(second)):
            keys[0] = _key_of(first + shared[0], names)  # 签约/开工时间
        if keys[1] is None and (shared := _SHARED_START.match(first)):
            keys[1] = _key_of(shared[0] + second, names)  # 预计产值/税收
        if second.endswith(("电话", "手机", "联系方式")) and keys[1] is None:
            keys[1] = _key_of("联系电话", names)
        if keys[0] and keys[1] and keys[0] != keys[1]:
            return keys[0], keys[1]
    return None


def _key_of(part: str, names: Sequence[FieldNames]) -> str | None:
    core = core_words(part)
    scored = [
        (candidate.exact_scores[core][0], candidate.field.key) for candidate in names if core in candidate.exact_scores
    ]
    return max(scored)[1] if scored else None


def split_days(value: CellValue) -> tuple[str, str] | None:
    """Split a cell that writes the first and the last day, “10月12日-15日”; None where it writes one or none."""
    match = _TWO_DAYS.fullmatch(fold_width(str(value)).replace(" ", ""))
    if match is None:
        return None
    first, last = match[1], match[2]
    if re.fullmatch(r"\d{1,2}[日号]", last):
        return first, re.sub(r"\d{1,2}[日号]?$", last, first)
    year = re.match(r"\d{4}[年./-]", first)
    return first, last if year is None or re.match(r"\d{4}", last) else year[0] + last


def split_pair(value: CellValue) -> tuple[str, str]:
    """Split a cell into its two parts: words and phone numbers, else at the first mark or blank."""
    text = fold_width(str(value)).strip()
    phones = [match[0] for match in _PHONES.finditer(text)]
    if phones:
        return _PART_MARKS.sub("、", _PHONES.sub(" ", text)).strip("、"), "、".join(phones)
    return split_at_mark(text)


def split_at_mark(value: CellValue) -> tuple[str, str]:
    """Split a cell at its first mark or blank, “10亿/3000万”; a long number in it is no phone number."""
    text = fold_width(str(value)).strip()
    first, _, second = (*_PART_MARKS.split(text, 1), "", "")[:3]
    return first.strip(), (second or _rest_after(text, first)).strip()


def _rest_after(text: str, first: str) -> str:
    return _PART_MARKS.sub("、", text[len(first) :]).strip("、")
