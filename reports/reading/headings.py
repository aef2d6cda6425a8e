"""What a heading says: its words without marks and blanks, and the unit in its brackets."""

import re

from models.numerals import plain

_SPACES = re.compile(r"\s+")
_NOUN = (
    "美元|欧元|港元|人民币|元|平方米|平方公里|㎡|公顷|公里|米|亩|吨|人次|人|户|家|个|件|项|台|套|条|次|天|%|％|月|年"
)
_ONE = rf"[十百千万亿]{{0,2}}(?:{_NOUN})(?:/[亩人年月户㎡])?"
_UNITS = re.compile(rf"(?:单位[:：])?({_ONE}(?:[、,，/]{_ONE})*)")
_BRACKETED = re.compile(r"[（(\[【]([^（(\[【）)\]】]*)[）)\]】]")
_BEHIND = re.compile(rf"[,，、:：]({_ONE})$")
_LINE = re.compile(
    rf"(?<![填报送责任建设主管牵头配合所在])(?:计量|金额|货币)?单\s*位\s*[:：]\s*({_ONE}(?:[、,，/]{_ONE})*)(?=$|[\s）)、,，;；。])"
)
_MARKS = re.compile(r"[★☆*※•·△▲●]|^[\d一二三四五六七八九十]+[、.．]")


def squeezed(text: str) -> str:
    """Give a text folded to half width and without any blank: “项 目 名称” is 项目名称."""
    return _SPACES.sub("", plain(text).replace("㎡", "平方米").replace("m2", "㎡").replace("平方米", "㎡"))


def split(text: str) -> tuple[str, str]:
    """Part a heading into its words and its unit: “总投资 （万元）” is 总投资 and 万元; other brackets stay words."""
    words, unit = squeezed(text), ""
    for found in _BRACKETED.finditer(words):
        if (one := _UNITS.fullmatch(found[1])) and not unit:
            unit = one[1]
    words = _BRACKETED.sub(lambda found: "" if _UNITS.fullmatch(found[1]) else found[0], words)
    if not unit and (behind := _BEHIND.search(words)):
        words, unit = words[: behind.start()], behind[1]
    elif not unit and words.endswith("%") and len(words) > 1:
        words, unit = words[:-1], "%"
    return _MARKS.sub("", words).strip(":："), unit.replace("％", "%")


def bare(words: str) -> str:
    """Drop what a heading adds in brackets and marks: “联系电话(手机)” is 联系电话."""
    return re.sub(r"[、,，/.。;；:：\-—_“”\"'’‘]", "", _BRACKETED.sub("", words)) or words


def unit_line(text: str) -> str:
    """Give the unit a line names for the whole sheet, “计量单位：万元”; empty for “填报单位：某局”."""
    found = _LINE.search(plain(text))
    return found[1].replace("％", "%") if found else ""


def is_hint(text: str) -> bool:
    """Tell whether a cell under a heading is only its unit or remark in brackets, “（人/户）”."""
    return _BRACKETED.fullmatch(squeezed(text)) is not None
