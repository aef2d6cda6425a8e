"""The order in which people read texts: Chinese by pinyin, numbers by their value, width, case and blanks no matter.

The same on every database: neither SQLite nor a PostgreSQL server without ICU knows pinyin.
"""

import re
import unicodedata
from functools import cache, lru_cache

from models.fields.chinese_numbers import read_numerals
from models.search.index import fold_text
from models.search.pinyin import toned_readings, without_tones

_HAN = "\ue000"  # before a Chinese character's syllable: all of them stand after Latin letters, as in dictionaries
_IDEOGRAPHS, _RARE = "\u2e80", "\U00020000"  # the first of each; newer ones of these Python takes for no letters
_IN_PLACE_NAMES = "\ue100"  # the first of the characters that stand for one read otherwise in the name of a place
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_NO_TONE = 5
_MAX_DIGITS = 99


def _pairs(table: str) -> dict[str, str]:
    """Parse “重庆 chóng 六安 lù” into words and the readings of their first characters."""
    entries = table.split()
    return dict(zip(entries[::2], entries[1::2], strict=True))


# Where names of firms, places and persons read a character otherwise than it is usually read.
_IN_NAMES = _pairs("长 cháng 厦 xià 都 dū 晟 shèng 翟 zhái")
_PLACES = _pairs("重庆 chóng 六安 lù 蚌埠 bèng 泌阳 bì 浚县 xùn 涡阳 guō 济南 jǐ 济源 jǐ 济宁 jǐ 乐清 yuè 秘鲁 bì")
_SURNAMES = _pairs(
    "曾 zēng 单 shàn 解 xiè 仇 qiú 区 ōu 朴 piáo 查 zhā 盖 gě 覃 qín 任 rén 纪 jǐ 燕 yān 缪 miào 召 shào 折 shé "
    "种 chóng 尉 yù 乐 yuè"
)
_NUMERALS = "零〇一二三四五六七八九十百千"
_NUMBER = re.compile(f"[0-9]+|[{_NUMERALS}]+")  # lookarounds would take twice as long
_COUNTED = frozenset("期批号次组月季标、)")  # after a number that counts things of one kind: 二期, 三标段, (一)
_PLACE = re.compile("|".join(_PLACES))
_PLACE_MARKS = {place: chr(ord(_IN_PLACE_NAMES) + number) for number, place in enumerate(_PLACES)}


@lru_cache(maxsize=131_072)  # a sorted column is read anew after every change
def reading_key(text: str, *, of_person: bool = False) -> str:
    """Return a key by which texts sort as people read them; texts that read alike have one key.

    Marks stand before digits, digits before Latin letters, these before Chinese characters, which go by syllable, tone
    and code. ``of_person``: the first character is a surname, some of which are read otherwise than as a word.
    """
    folded = _NUMBER.sub(_number_key, fold_text(text))
    if of_person and folded[:1] in _SURNAMES:
        return _character_key(folded[0], _SURNAMES[folded[0]]) + folded[1:].translate(_keys)
    if _PLACE.search(folded):
        folded = _PLACE.sub(lambda place: _PLACE_MARKS[place[0]] + place[0][1:], folded)
    return folded.translate(_keys)


def _number_key(number: re.Match[str]) -> str:
    """Return a number as its length and its digits, so that 2 stands before 10; 三 of 三一重工 is a word."""
    digits = number[0]
    if not digits.isascii():
        text, start, end = number.string, number.start(), number.end()
        value = read_numerals(digits) if text[start - 1 : start] == "第" or text[end : end + 1] in _COUNTED else None
        if value is None:
            return digits
        digits = str(int(value))
    digits = digits.lstrip("0")
    return f"{min(len(digits), _MAX_DIGITS):02}{digits}"


@cache
def _tone(toned: str) -> int:
    marks = (_TONES[mark] for mark in unicodedata.normalize("NFD", toned) if mark in _TONES)
    return next(marks, _NO_TONE)


def _character_key(character: str, toned: str) -> str:
    return f"{_HAN}{without_tones(toned)}{_tone(toned)}{character}"


class _CharacterKeys(dict[int, str]):
    """Translation table from a character to its part of a key."""

    def __missing__(self, code: int) -> str:
        key = self[code] = self._key_of(chr(code))
        return key

    @staticmethod
    def _key_of(character: str) -> str:
        toned = _IN_NAMES.get(character) or toned_readings().get(str(ord(character)))
        if toned is not None:
            return _character_key(character, toned.partition(",")[0])
        if character >= _RARE or (character >= _IDEOGRAPHS and character.isalnum()):
            return f"{_HAN}~{character}"
        return character if character.isalnum() else f" {character}"


_keys = _CharacterKeys({ord(mark): _character_key(place[0], _PLACES[place]) for place, mark in _PLACE_MARKS.items()})
