"""Parses numbers as users type them: “1.2亿”, “1，200万元”, “约3亿元”, “１２００”, “三千万”, “1。5亿”."""

import itertools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from models.errors import UserError
from models.fields.chinese_numbers import is_written_in_numerals, read_numerals, split_numerals

BLANKS = frozenset({"", "/", "\\", "-", "--", "—", "——", "–", "_", "·", "...", "…", "n/a", "na", "null", "none"})
EMPTY_WORDS = frozenset({"暂无", "无", "空", "未填", "没有"})
_EMPTY_WORD_STARTS = frozenset(word[0] for word in EMPTY_WORDS)

_ABOUT = re.compile(r"^(大约|约|近|大概|预计|估计|将近)|(左右|上下)$")
_OVER = re.compile(r"^(超过|超|逾|不少于|不低于)|(以上|余|多)$")
_RANGE = re.compile(r"\d[^\d.,+]{0,3}(?:-|—|–|~|至|到)+\d")
_WRONG_POINT = re.compile(r"(?<=\d)。(?=\d)")  # 1。5亿: the input method was in Chinese
_IS_RANGE = "“{}”是一个区间，这里只能填一个数；请填下限或最可能的数，区间写进备注。"
_PART = re.compile(r"([+-]?\d+(?:\.\d+)?)([^\d.+-]*)")
_POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10}
_POWERS |= {"千亿": 11, "万亿": 12}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed: the digits, the power of ten of its words, the unit after it, and its mark.

    ``power`` is None where no 万 or 亿 was typed; ``mark`` is “约”, “超” or empty.
    """

    count: Decimal
    power: int | None
    noun: str
    mark: str


def fold_width(text: str) -> str:
    """Fold full-width letters, digits and marks to half width and strip blanks."""
    return unicodedata.normalize("NFKC", text).replace("～", "~").replace("－", "-").strip()


def is_blank(text: str) -> bool:
    """Tell whether a typed text means an empty cell (“/”, “-”, “暂无”); “0” never does."""
    if "一" <= text[:1] <= "龥" and text[0] not in _EMPTY_WORD_STARTS:
        return False  # the fast path: most texts need no folding
    folded = fold_width(text).lower()
    return folded in BLANKS or folded in EMPTY_WORDS


def read_amount(raw: str) -> Amount:
    """Parse a typed amount; raises UserError for a range, several numbers, or no number."""
    # “㎡” folds to “m2”, whose 2 is not part of the number; a leading ¥ means the same as a trailing 元.
    text = re.sub(r"[\s,、_]", "", fold_width(raw)).replace("m2", "㎡").removeprefix("人民币")
    text = _WRONG_POINT.sub(".", text)
    text = re.sub(r"^(?:¥|RMB)(.*?)元?$", r"\1元", text)
    if _RANGE.search(text):
        raise UserError(_IS_RANGE.format(raw.strip()))
    text, mark = _split_mark(text)
    if is_written_in_numerals(text):
        return _read_chinese_amount(text, raw, mark)
    parts = _PART.findall(text)
    if not parts or "".join(number + words for number, words in parts) != text:
        raise UserError(f"“{raw.strip()}”不是数，请填阿拉伯数字，例如 1200、1.2亿。")
    amounts = [_split_part(number, words, raw) for number, words in parts]
    if len(amounts) == 1:
        return Amount(*amounts[0], mark)
    # “1亿2000万元”: every part but the last must carry its own power, and they must fall.
    powers = [power for _, power, _ in amounts]
    falling = all(a is not None and a > (b or 0) for a, b in itertools.pairwise(powers))
    if not falling or any(noun for *_, noun in amounts[:-1]):
        raise UserError(f"“{raw.strip()}”里有几个数，看不出是哪一个，请只填一个数。")
    total = sum((count * Decimal(10) ** (power or 0) for count, power, _ in amounts), Decimal(0))
    return Amount(total, 0, amounts[-1][2], mark)


def _read_chinese_amount(text: str, raw: str, mark: str) -> Amount:
    """Read an amount that begins with Chinese numerals; raises UserError."""
    number, noun = split_numerals(text)
    value = read_numerals(number)
    if re.match(r"[-—–~至到]", noun):
        raise UserError(_IS_RANGE.format(raw.strip()))
    if value is None or any(character.isdigit() for character in noun):
        raise UserError(f"“{raw.strip()}”不是数，请填阿拉伯数字，例如 1200、1.2亿。")
    return Amount(value, 0 if "万" in number or "亿" in number else None, noun, mark)


def _split_mark(text: str) -> tuple[str, str]:
    """Split “约”, “超” and their synonyms off a number; return the rest and the mark."""
    for pattern, mark in ((_ABOUT, "约"), (_OVER, "超")):
        if pattern.search(text):
            return pattern.sub("", text), mark
    if match := re.fullmatch(r"(.*?[\d.十百千])(余|多)([十百千万亿].*)", text):
        return match[1] + match[3], "超"
    return text, ""


def _split_part(number: str, words: str, raw: str) -> tuple[Decimal, int | None, str]:
    """Split “1.2”, “亿元” into count, power of ten and unit; raises UserError."""
    try:
        count = Decimal(number)
    except InvalidOperation:
        raise UserError(f"“{raw.strip()}”不是数。") from None
    for length in (2, 1):
        if words[:length] in _POWERS and words[:length]:
            return count, _POWERS[words[:length]], words[length:]
    return count, None, words
