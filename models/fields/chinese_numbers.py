"""Reads numbers written in Chinese numerals, alone or mixed with digits: 三千万, 壹亿伍仟万, 2亿3000万, 一点五亿."""

import re
from decimal import Decimal

_SPELLINGS = ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {digit: value for value, digits in enumerate(_SPELLINGS) for digit in digits}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"亿": 10**8, "万": 10**4, "萬": 10**4, "億": 10**8}
_NUMERAL = "".join(_DIGITS) + "".join(_SMALL)
_WRITTEN = re.compile(rf"(?=[^万亿萬億]*[{_NUMERAL}])[\d.点{_NUMERAL}{''.join(_LARGE)}]+")
_SECTION = re.compile(r"\d+(?:\.\d+)?|.")


def is_written_in_numerals(text: str) -> bool:
    """Whether a text begins with a number in which a Chinese digit stands: “三千万元”, not “3千万元” or “万元”."""
    number = _WRITTEN.match(text)
    return number is not None and any(character in _DIGITS for character in number[0])


def split_numerals(text: str) -> tuple[str, str]:
    """Split a text into the number it begins with and the rest: “两亿元” gives 两亿 and 元."""
    number = _WRITTEN.match(text)
    return (number[0], text[number.end() :]) if number else ("", text)


def read_numerals(text: str) -> Decimal | None:
    """Return the value of a number in Chinese numerals, also mixed with digits; None where it is none.

    The last digit without a power counts tenths of the power before it, as people say it: 三亿五 is 350,000,000.
    """
    if not text:
        return None
    total = large = Decimal(0)
    for part in re.findall(r"[^亿億]*[亿億]|[^亿億]+", text):
        billions = part[-1] in "亿億"
        value = _read_below_yi(part[:-1] if billions else part)
        if value is None:
            return None
        if billions:
            total += value * 10**8
            large = Decimal(10**8)
        elif large and len(part) == 1 and part in _DIGITS and total:
            total += value * large / 10
        else:
            total += value
    return total


def _read_below_yi(text: str) -> Decimal | None:
    """Read a number below 亿: sections of 万 and what follows."""
    head, wan, tail = text.replace("萬", "万").partition("万")
    if not wan:
        return _read_section(head)
    above, below = _read_section(head), _read_section(tail) if tail else Decimal(0)
    if above is None or below is None or "万" in tail:
        return None
    if len(tail) == 1 and tail in _DIGITS:
        below *= 1000
    return above * 10**4 + below


def _read_section(text: str) -> Decimal | None:
    """Read a number below 万: 三千五百, 12.5, 一点五, 二〇二六."""
    whole, point, decimals = text.partition("点")
    if point:
        if not decimals or any(character not in _DIGITS for character in decimals):
            return None
        fraction = Decimal(f"0.{''.join(str(_DIGITS[character]) for character in decimals)}")
        before = _read_section(whole)
        return None if before is None else before + fraction
    if whole and all(character in _DIGITS for character in whole):
        return Decimal("".join(str(_DIGITS[character]) for character in whole))
    total, digit, power = Decimal(0), None, 0
    for token in _SECTION.findall(whole):
        if token in _DIGITS:
            digit = Decimal(_DIGITS[token]) or None
        elif token[0].isdigit():
            digit = Decimal(token)
        elif token in _SMALL:
            power = _SMALL[token]
            total += (1 if digit is None else digit) * power
            digit = None
        else:
            return None
    if digit is not None:
        total += digit * power / 10 if power > 10 and "零" not in whole and "〇" not in whole and digit < 10 else digit
    return total if whole else None
