"""Similarity of two rows for duplicate detection (撞单): code, name, sound, amount; a person always decides."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from models.rules.company_names import abbreviation_starts, company_core, company_letters, project_core, regions_differ
from models.rules.project_parts import parts_differ, project_parts

_NEARLY_EQUAL = 90
_SAME_STEM = 60  # percent: from here on two names without their phases and sizes count as one name
_MIN_LENGTH = 4  # Too many longer names contain the characters of a three-character name in order.
_MIN_PREFIX = 3  # Too many longer names begin with the same two characters.

SimilarityMeasure = Callable[[str, str], float]
PhoneticKey = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """The compared values of a lead or project: name, investor, code, amount (万元), industry, reporting unit."""

    row: str
    name: str
    investor: str = ""
    code: str = ""
    total: Decimal | None = None
    industry: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SimilarityResult:
    """A suspected duplicate: level (1 certain to 4 weak), name similarity in percent, and the reason as text."""

    level: int
    likeness: int
    reason: str


def dice_coefficient(left: str, right: str) -> float:
    """Return the Dice coefficient of two texts over their character pairs, in percent."""
    if left == right:
        return 100.0
    pairs = [{text[n : n + 2] for n in range(len(text) - 1)} for text in (left, right)]
    together = len(pairs[0]) + len(pairs[1])
    return 200.0 * len(pairs[0] & pairs[1]) / together if together else 0.0


def compare_rows(
    left: ComparedRow,
    right: ComparedRow,
    *,
    similarity: SimilarityMeasure = dice_coefficient,
    phonetic_key: PhoneticKey | None = None,
) -> SimilarityResult | None:
    """Compare two rows; None where nothing suggests that they are the same.

    L1: same code, or same name and investor. L2: names ≥85 % similar, same investor. L3: names 60–85 % similar with
    the same investor, or same investor and amounts within 10 %. L4: same investor and one further weak sign, or names
    40–60 % similar in one industry. Where an investor is missing the level is one weaker. Phases, blocks, capacities
    and extensions of what is otherwise one name are different projects, whatever else is the same.
    """
    likely = _likely_match(left, right, similarity, phonetic_key)
    # Reading phases and capacities is slow; few pairs come so far.
    if likely is None or _are_parts_of_one_name(left.name, right.name, similarity):
        return None
    return likely


def _likely_match(
    left: ComparedRow, right: ComparedRow, similarity: SimilarityMeasure, phonetic_key: PhoneticKey | None
) -> SimilarityResult | None:
    """Compare two rows but for their phases; firms are compared only where the rest would make a match of them."""
    if left.code and left.code == right.code:
        return SimilarityResult(1, 100, f"统一社会信用代码相同（{left.code}）")
    likeness = round(similarity(project_core(left.name), project_core(right.name)))
    missing = not left.investor or not right.investor
    name_text, level = f"名称相似度{likeness}%", _by_name(likeness, missing=missing)
    match: SimilarityResult | None = None
    if level:
        match = SimilarityResult(level, likeness, f"{name_text}，{'缺投资方' if missing else '投资方相同'}")
    elif not missing:
        match = _by_investor(left, right, likeness, name_text)
    if match is not None and (
        missing or same_firm(left.investor, right.investor, similarity=similarity, phonetic_key=phonetic_key)
    ):
        return match
    if likeness >= 40 and left.industry and left.industry == right.industry and likeness < 60:
        return SimilarityResult(4, likeness, f"{name_text}，同属{left.industry}")
    return None


def _are_parts_of_one_name(left: str, right: str, similarity: SimilarityMeasure) -> bool:
    """Tell whether two names differ in their phase, block, capacity or extension, and are alike in the rest."""
    if not parts_differ(left, right):
        return False
    first, second = (project_core(project_parts(name).stem) for name in (left, right))
    return first in second or second in first or similarity(first, second) >= _SAME_STEM


def _by_name(likeness: int, *, missing: bool) -> int:
    level = 1 if likeness == 100 else 2 if likeness >= 85 else 3 if likeness >= 60 else 0
    return level + 1 if level and missing else level


def _by_investor(left: ComparedRow, right: ComparedRow, likeness: int, name_text: str) -> SimilarityResult | None:
    gap = relative_difference(left.total, right.total)
    if gap is not None and gap <= Decimal("0.1"):
        apart = f"金额相差{gap * 100:.1f}%" if gap else "金额相同"
        return SimilarityResult(3, likeness, f"投资方相同，{apart}，{name_text}")
    weak = "上报单位相同" if left.unit and left.unit == right.unit else ""
    weak = weak or ("行业相同" if left.industry and left.industry == right.industry else "")
    return SimilarityResult(4, likeness, f"投资方相同，{weak}，{name_text}") if weak else None


def relative_difference(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    """Return |a − b| ÷ the larger; None where a value is missing or both are zero."""
    if left is None or right is None or not max(abs(left), abs(right)):
        return None
    return abs(left - right) / max(abs(left), abs(right))


def same_firm(
    left: str, right: str, *, similarity: SimilarityMeasure = dice_coefficient, phonetic_key: PhoneticKey | None = None
) -> bool:
    """Tell whether two investors' names mean one firm: same core, same sound, nearly equal, or one abbreviated.

    Firms of one name in two provinces are two firms: 浙江光华科技 is not 广东光华科技.
    """
    if not left or not right or regions_differ(left, right):
        return False
    first, second = company_core(left), company_core(right)
    if first == second:
        return True
    if phonetic_key is not None and len(first) == len(second) and phonetic_key(first) == phonetic_key(second):
        return True
    return similarity(first, second) >= _NEARLY_EQUAL or is_abbreviation(left, right) or is_abbreviation(right, left)


def is_abbreviation(short: str, full: str) -> bool:
    """Tell whether a name abbreviates another: 京东方 of 京东方科技, 宝钢股份 of 宝山钢铁股份有限公司."""
    part, whole = company_core(short), company_core(full)
    if is_subsequence(part, whole) or (_MIN_PREFIX <= len(part) < len(whole) and whole.startswith(part)):
        return True
    return company_letters(short)[:1] in abbreviation_starts(full) and is_subsequence(
        company_letters(short), company_letters(full)
    )


def is_subsequence(short: str, full: str) -> bool:
    """Tell whether a text of four or more characters is a proper subsequence of a longer one."""
    if not _MIN_LENGTH <= len(short) < len(full):
        return False
    rest = iter(full)
    return all(character in rest for character in short)
