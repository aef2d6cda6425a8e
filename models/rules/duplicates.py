"""Similarity of two rows for duplicate detection (撞单): code, name, sound, amount; a person always decides."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from models.rules.names import beginnings, core, letters, project_core, regions_differ

_NEARLY = 90
_SHORTEST = 4  # Too many longer names contain the characters of a three-character name in order.
_FIRST_OF = 3  # Too many longer names begin with the same two characters.

Alike = Callable[[str, str], float]
Sound = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Claim:
    """The compared values of a lead or project: name, investor, code, amount (万元), industry, reporting unit."""

    row: str
    name: str
    investor: str = ""
    code: str = ""
    total: Decimal | None = None
    industry: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A suspected duplicate: level (1 certain to 4 weak), name similarity in percent, and the reason as text."""

    level: int
    likeness: int
    reason: str


def dice(one: str, other: str) -> float:
    """Return the Dice coefficient of two texts over their character pairs, in percent."""
    if one == other:
        return 100.0
    pairs = [{text[n : n + 2] for n in range(len(text) - 1)} for text in (one, other)]
    together = len(pairs[0]) + len(pairs[1])
    return 200.0 * len(pairs[0] & pairs[1]) / together if together else 0.0


def judge(one: Claim, other: Claim, *, alike: Alike = dice, sound: Sound | None = None) -> Clash | None:
    """Compare two rows; None where nothing suggests that they are the same.

    L1: same code, or same name and investor. L2: names ≥85 % similar, same investor. L3: names 60–85 % similar with
    the same investor, or same investor and amounts within 10 %. L4: same investor and one further weak sign, or names
    40–60 % similar in one industry. Where an investor is missing the level is one weaker.
    """
    if one.code and one.code == other.code:
        return Clash(1, 100, f"统一社会信用代码相同（{one.code}）")
    likeness = round(alike(project_core(one.name), project_core(other.name)))
    same = same_firm(one.investor, other.investor, alike=alike, sound=sound)
    missing = not one.investor or not other.investor
    name_text = f"名称相似度{likeness}%"
    if same or missing:
        level = _by_name(likeness, missing=missing)
        if level:
            return Clash(level, likeness, f"{name_text}，{'缺投资方' if missing else '投资方相同'}")
    if same:
        return _by_investor(one, other, likeness, name_text)
    if likeness >= 40 and one.industry and one.industry == other.industry and likeness < 60:
        return Clash(4, likeness, f"{name_text}，同属{one.industry}")
    return None


def _by_name(likeness: int, *, missing: bool) -> int:
    level = 1 if likeness == 100 else 2 if likeness >= 85 else 3 if likeness >= 60 else 0
    return level + 1 if level and missing else level


def _by_investor(left: Claim, right: Claim, likeness: int, name_text: str) -> Clash | None:
    gap = deviation(left.total, right.total)
    if gap is not None and gap <= Decimal("0.1"):
        apart = f"金额相差{gap * 100:.1f}%" if gap else "金额相同"
        return Clash(3, likeness, f"投资方相同，{apart}，{name_text}")
    weak = "上报单位相同" if left.unit and left.unit == right.unit else ""
    weak = weak or ("行业相同" if left.industry and left.industry == right.industry else "")
    return Clash(4, likeness, f"投资方相同，{weak}，{name_text}") if weak else None


def deviation(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Return |a − b| ÷ the larger; None where a value is missing or both are zero."""
    if one is None or other is None or not max(abs(one), abs(other)):
        return None
    return abs(one - other) / max(abs(one), abs(other))


def same_firm(one: str, other: str, *, alike: Alike = dice, sound: Sound | None = None) -> bool:
    """Tell whether two investors' names mean one firm: same core, same sound, nearly equal, or one abbreviated.

    Firms of one name in two provinces are two firms: 浙江光华科技 is not 广东光华科技.
    """
    if not one or not other or regions_differ(one, other):
        return False
    first, second = core(one), core(other)
    if first == second:
        return True
    if sound is not None and len(first) == len(second) and sound(first) == sound(second):
        return True
    return alike(first, second) >= _NEARLY or abbreviates(one, other) or abbreviates(other, one)


def abbreviates(short: str, full: str) -> bool:
    """Tell whether a name abbreviates another: 京东方 of 京东方科技, 宝钢股份 of 宝山钢铁股份有限公司."""
    part, whole = core(short), core(full)
    if made_of(part, whole) or (_FIRST_OF <= len(part) < len(whole) and whole.startswith(part)):
        return True
    return letters(short)[:1] in beginnings(full) and made_of(letters(short), letters(full))


def made_of(short: str, full: str) -> bool:
    """Tell whether a text of four or more characters is a proper subsequence of a longer one."""
    if not _SHORTEST <= len(short) < len(full):
        return False
    rest = iter(full)
    return all(character in rest for character in short)
