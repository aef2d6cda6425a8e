"""Parse a heading: its words without marks and blanks, and the unit in its brackets."""

import re

from models.fields.numerals import fold_width

_SPACES = re.compile(r"\s+")
_UNIT_NOUN = (
    "美元|欧元|港元|人民币|元|平方米|平方公里|㎡|公顷|公里|米|亩|吨|人次|人|户|家|个|件|项|台|套|条|次|天|%|％|月|年"
)
_UNIT = rf"[十百千万亿]{{0,2}}(?:{_UNIT_NOUN})(?:/[亩人年月户㎡])?"
_UNITS = re.compile(rf"(?:单位[:：])?({_UNIT}(?:[、,，/]{_UNIT})*)")
_BRACKETED = re.compile(r"[（(\[【]([^（(\[【）)\]】]*)[）)\]】]")
_TRAILING_UNIT = re.compile(rf"[,，、:：]({_UNIT})$")
_UNIT_LINE = re.compile(
    rf"(?<![填报送责任建设主管牵头配合所在])(?:计量|金额|货币)?单\s*位\s*[:：]\s*({_UNIT}(?:[、,，/]{_UNIT})*)(?=$|[\s）)、,，;；。])"
)
_DECORATION = re.compile(r"[★☆*※•·△▲●]|^[\d一二三四五六七八九十]+[、.．]")


def without_spaces(text: str) -> str:
    """Return a text in half width and without blanks: “项 目 名称” becomes 项目名称."""
    return _SPACES.sub("", fold_width(text).replace("㎡", "平方米").replace("m2", "㎡").replace("平方米", "㎡"))


def split_unit(text: str) -> tuple[str, str]:
    """Split a heading into words and unit: “总投资 （万元）” gives 总投资 and 万元; other brackets are kept."""
    words, unit = without_spaces(text), ""
    for bracketed in _BRACKETED.finditer(words):
        if (unit_match := _UNITS.fullmatch(bracketed[1])) and not unit:
            unit = unit_match[1]
    words = _BRACKETED.sub(lambda match: "" if _UNITS.fullmatch(match[1]) else match[0], words)
    if not unit and (behind := _TRAILING_UNIT.search(words)):
        words, unit = words[: behind.start()], behind[1]
    elif not unit and words.endswith("%") and len(words) > 1:
        words, unit = words[:-1], "%"
    return _DECORATION.sub("", words).strip(":："), unit.replace("％", "%")


def core_words(words: str) -> str:
    """Remove brackets and punctuation from a heading: “联系电话(手机)” becomes 联系电话."""
    return re.sub(r"[、,，/.。;；:：\-—_“”\"'’‘]", "", _BRACKETED.sub("", words)) or words


def unit_line(text: str) -> str:
    """Return the unit a line declares for the whole sheet, “计量单位：万元”; empty for “填报单位：某局”."""
    match = _UNIT_LINE.search(fold_width(text))
    return match[1].replace("％", "%") if match else ""


def is_hint(text: str) -> bool:
    """Return whether a cell below a heading is only a unit or remark in brackets, “（人/户）”."""
    return _BRACKETED.fullmatch(without_spaces(text)) is not None
