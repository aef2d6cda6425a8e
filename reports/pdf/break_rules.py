"""Line breaking rules: what must not be split, and which marks may not begin or end a line (GB/T 15834-2011, 5.1)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NOT_AT_LINE_START = frozenset("。．，、；：？！’”）〕】》〉」』｝］·…—–～~％‰℃／" + "!),.:;?]}%/")
NOT_AT_LINE_END = frozenset("‘“（〔【《〈「『｛［￥＄￡№／" + "([{$/")
CLOSING_MARKS = frozenset("。．，、；：？！’”）〕】》〉」』｝］")  # their right half is blank
OPENING_MARKS = frozenset("‘“（〔【《〈「『｛［")  # their left half is blank

# Longer units come first, so that 万人次 is matched before 万人.
_UNITS = (
    "个工作日|万平方米|个百分点|亿千瓦时|平方公里|平方米|亿港元|万千瓦|万欧元|万港元|万亿元|万人次|千美元|万美元|"
    "亿欧元|亿美元|千瓦时|立方米|万吨|千米|月份|公斤|万户|万人|批次|万亩|毫米|小时|欧元|分钟|美元|千元|年度|公里|人次|"
    "亿元|家次|百元|万元|个月|厘米|季度|场次|港元|宗|年|栋|批|场|个|项|岁|亿|时|档|度|位|处|分|层|万|笔|户|周|家|米|"
    "次|套|幢|件|届|倍|条|期|千|号|日|名|天|成|秒|间|辆|亩|台|类|月|百|人|所|级|吨|元"
)
_NUMBER = r"[￥＄±＋－−]?[!-~]*[0-9](?:[!-~]*[!-~])?"
_UNIT = rf"(?:[%％‰℃㎡]|{_UNITS})?"
_TOKEN = re.compile(
    rf"(?P<number>〔[0-9]{{4}}〕(?:第)?[0-9]+号|{_NUMBER}{_UNIT}(?:[—–～至]{_NUMBER}{_UNIT})*)"
    r"|(?P<latin>[!-~\u00c0-\u024f]+)"
    r"|(?P<dash>—{2,}|…{1,2})"
    r"|(?P<space>\ +)"
    r"|(?P<other>.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of characters that stays on one line: ``text[start:end]``."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether the token is only spaces, which may hang over the end of a line."""
        return self.text.isspace()


@lru_cache(maxsize=4096)
def tokenize(text: str) -> tuple[Token, ...]:
    """Split a text into unbreakable tokens: numbers with their units, Latin words, —— and ……, single characters."""
    return tuple(Token(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text))


def split_token(token: Token) -> list[Token]:
    """Split a token too long for any line: at a change of script first, otherwise between any two characters."""
    if is_western(token.text[0]) != is_western(token.text[-1]):
        parts = re.finditer(r"[\u0000-\u024f]+|[^\u0000-\u024f]", token.text)
    else:
        parts = re.finditer(r".", token.text, re.DOTALL)
    return [Token(token.start + part.start(), token.start + part.end(), part[0]) for part in parts]


def may_break(before: Token, after: Token) -> bool:
    """Return whether a line break is allowed between two tokens."""
    return not after.is_blank and after.text[0] not in NOT_AT_LINE_START and before.text[-1] not in NOT_AT_LINE_END


def is_western(character: str) -> bool:
    """Return whether a character is a narrow one: a Latin letter, digit or sign."""
    return character < "\u0250" and (character.isascii() or character.isalpha())


def is_ideograph(character: str) -> bool:
    """Return whether a character is an ideograph, which gets a gap before Latin letters."""
    return character > "\u2e80" and unicodedata.category(character) == "Lo"
