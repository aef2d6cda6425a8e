"""Parse a heading: its words without marks and blanks, and the unit in, behind or below it."""

import re
from functools import lru_cache

from models.fields.numerals import fold_width

_SPACES = re.compile(r"\s+")
_POWER = "[十百千]?[万亿]?"
_CURRENCY = "美元|美金|USD|欧元|港元|港币|日元|元|圆"
_YUAN_SIGN = "(?:人民币|RMB|CNY|¥)?"
_MONEY = rf"{_YUAN_SIGN}(?:{_POWER}(?:{_CURRENCY})|[十百千]?[万亿])(?:人民币|RMB)?"
_NOUN = "平方米|平方公里|㎡|公顷|公里|米|亩|吨|人次|人|户|家|个|件|项|台|套|条|次|天|%|％|月|年"
_UNIT = rf"(?:{_MONEY}|{_POWER}(?:{_NOUN}))(?:/[亩人年月户㎡])?"
_WHOLE_UNIT = re.compile(_UNIT)
_UNITS = rf"{_UNIT}(?:[、,，/]{_UNIT})*"
_BRACKETED = re.compile(r"[（(\[【]([^（(\[【）)\]】]*)[）)\]】]")
_UNIT_WORDS = re.compile(r"^(?:(?:计量|金额|货币)?单位[:：为是]?|以)|(?:为单位|计)$")
# Without a bracket or a mark before it, only a unit that can be nothing else: 总投资亿元, but not 单元 or 过亿.
_TRAILING = re.compile(
    rf"[,，、:：/_—·-]?({_YUAN_SIGN}(?:[十百千]?[万亿](?:{_CURRENCY}))(?:人民币|RMB)?(?:/[亩人年月户㎡])?)$"
    rf"|[,，、:：/_—·]({_UNIT})$|(?<=[资额金值收款])([十百千]?[万亿])$"
)
_UNIT_LINE = re.compile(
    rf"(?<![填报送责任建设主管牵头配合所在])(?:计量|金额|货币)?单\s*位\s*[:：为(（]\s*({_UNITS})(?=$|[\s）)、,，;；。])"
)
_DECORATION = re.compile(r"[★☆*※•·△▲●]|^[\d一二三四五六七八九十]+[、.．]")
_SPELLINGS = {"美金": "美元", "USD": "美元", "圆": "元", "港币": "港元", "％": "%", "平方米": "㎡"}
_AREAS = {"亩", "㎡", "平方米", "公顷"}
SEPARATOR = "、"  # between the units of a heading that names several


def without_spaces(text: str) -> str:
    """Return a text in half width and without blanks: “项 目 名称” becomes 项目名称."""
    return _SPACES.sub("", fold_width(text).replace("㎡", "平方米").replace("m2", "㎡").replace("平方米", "㎡"))


@lru_cache(maxsize=4096)  # each heading is compared with the fields of every ledger
def split_unit(text: str) -> tuple[str, str]:
    """Split a heading into words and unit: “总投资 （万元）” gives 总投资 and 万元; other brackets are kept.

    A heading that names several units (“亿元/万美元”) gives them joined by ``SEPARATOR``.
    """
    words, units = without_spaces(text), list[str]()

    def take_units(match: re.Match[str]) -> str:
        found_units, rest = _units_in(match[1])
        if not found_units:
            return match[0]
        units.extend(unit for unit in found_units if unit not in units)
        return f"({rest})" if rest else ""

    words = _BRACKETED.sub(take_units, words)
    if not units and (behind := _TRAILING.search(words)) and behind.start():
        units = [_canonical(next(filter(None, behind.groups())))]
        words = words[: behind.start()]
    elif not units and words.endswith("%") and len(words) > 1:
        words, units = words[:-1], ["%"]
    return _DECORATION.sub("", words).strip(":："), SEPARATOR.join(units)


def _units_in(bracketed: str) -> tuple[list[str], str]:
    """Return the units named in a bracket and the words that are none: “亿元，含外资” gives 亿元 and 含外资."""
    units, rest = list[str](), []
    for piece in re.split("[、,，;；或]", bracketed):
        bare = _UNIT_WORDS.sub("", _UNIT_WORDS.sub("", piece))
        several = bare.split("/")
        alternatives = len(several) > 1 and all(map(_WHOLE_UNIT.fullmatch, several))
        if alternatives and (not _WHOLE_UNIT.fullmatch(bare) or set(several) <= _AREAS):
            units += map(_canonical, several)
        elif _WHOLE_UNIT.fullmatch(bare):
            units.append(_canonical(bare))
        else:
            rest.append(piece)
    return units, "，".join(rest)


def _canonical(unit: str) -> str:
    """Return a unit in its usual spelling: 人民币亿元, 亿元人民币 and 亿RMB are 亿元; a bare 亿 stays as it is."""
    folded = unit.upper().replace("RMB", "人民币").replace("CNY", "人民币").replace("¥", "人民币")
    for spelling, usual in _SPELLINGS.items():
        folded = folded.replace(spelling, usual)
    bare = folded.replace("人民币", "")
    return bare if (bare and bare not in {"万", "亿"}) or "人民币" not in folded else f"{bare}元"


@lru_cache(maxsize=4096)
def core_words(words: str) -> str:
    """Remove brackets and punctuation from a heading: “联系电话(手机)” becomes 联系电话."""
    return re.sub(r"[、,，/.。;；:：\-—_“”\"'’‘]", "", _BRACKETED.sub("", words)) or words


def unit_line(text: str) -> str:
    """Return the units a line declares for the whole sheet, “计量单位：万元”; empty for “填报单位：某局”."""
    match = _UNIT_LINE.search(fold_width(text))
    return SEPARATOR.join(map(_canonical, re.split("[、,，/]", match[1]))) if match else ""


def is_hint(text: str) -> bool:
    """Return whether a cell below a heading is only a unit or remark in brackets, “（人/户）”."""
    return _BRACKETED.fullmatch(without_spaces(text)) is not None
