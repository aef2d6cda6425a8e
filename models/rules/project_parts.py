"""What tells the projects of one firm apart: phase (二期), block (B区), capacity (50万吨), extension (扩建)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from models.fields.chinese_numbers import read_numerals

_FIRST_PHASE = frozenset({"1"})
_CACHE_SIZE = 131_072
_NUMERALS = "一二三四五六七八九十"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_ORDINAL = rf"(?:\d+|[ivx]+|[{_NUMERALS}]+)"
_PHASES = re.compile(rf"((?:{_ORDINAL}期?[、,和及/])*{_ORDINAL})期")
_BLOCK = re.compile(
    rf"(?<![a-z\d])(?:([a-z]|\d+)(?:号|#)?(区|地块|标段|楼|厂房|车间|线)(?!域)|"
    rf"([{_NUMERALS}]+|[东西南北中])号?(区|地块|标段|楼|厂房|车间|线)"
    r"(?=$|[)\]】）,、\s]|项目|工程|建设|厂房|地块|扩建))"
)
_COMPASS = frozenset("东西南北中")
_EXTENSION = re.compile(r"扩建|扩产|扩能|增产|技改|技术改造")
_UNITS: dict[str, tuple[str, Decimal]] = {
    **{word: ("平方米", Decimal(1)) for word in ("平方米", "平米", "m2")},
    **{word: (word, Decimal(1)) for word in ("吨", "立方米", "亩", "条", "台", "套", "辆", "只", "件", "头", "羽")},
    **{word: (word, Decimal(1)) for word in ("支", "片", "株", "升", "公里")},
    **{word: ("千瓦时", Decimal(1000) ** power) for power, word in enumerate(("kwh", "mwh", "gwh"))},
    **{word: ("千瓦", Decimal(1)) for word in ("千瓦", "kw")},
    **{word: ("千瓦", Decimal(1000)) for word in ("兆瓦", "mw")},
    "gw": ("千瓦", Decimal(1_000_000)),
    "千瓦时": ("千瓦时", Decimal(1)),
    "兆瓦时": ("千瓦时", Decimal(1000)),
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_CAPACITY = re.compile(rf"([\d.零两百千万亿{_NUMERALS}]+?)({_UNIT})")
_THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class ProjectParts:
    """The marks in a project's name that tell it from the same firm's other projects.

    ``phases`` and ``blocks`` as written but with Arabic numerals; ``capacities`` by unit, in that unit; ``stem`` is the
    name without all of them.
    """

    phases: frozenset[str]
    blocks: frozenset[tuple[str, str]]
    capacities: tuple[tuple[str, frozenset[Decimal]], ...]
    is_extension: bool
    stem: str


@lru_cache(maxsize=_CACHE_SIZE)
def project_parts(name: str) -> ProjectParts:
    """Read the phases, blocks, capacities and the mark of an extension from a project's name."""
    text = _THOUSANDS_COMMA.sub("", unicodedata.normalize("NFKC", name).lower().replace("首期", "一期"))
    phases = {
        phase
        for written in _PHASES.findall(text)
        for ordinal in re.findall(_ORDINAL, written)
        for phase in _ordinals(ordinal)
    }
    written_blocks = ((latin or mark, kind or other) for latin, kind, mark, other in _BLOCK.findall(text))
    blocks = {(_ordinal(mark), kind) for mark, kind in written_blocks if mark not in _COMPASS or kind == "区"}
    capacities: dict[str, set[Decimal]] = {}
    for number, unit in _CAPACITY.findall(text):
        if (value := _number(number)) is not None:
            base, factor = _UNITS[unit]
            capacities.setdefault(base, set()).add(value * factor)
    stem = text
    for pattern in (_PHASES, _BLOCK, _CAPACITY, _EXTENSION):
        stem = pattern.sub("", stem)
    return ProjectParts(
        frozenset(phases),
        frozenset(blocks),
        tuple((unit, frozenset(values)) for unit, values in capacities.items()),
        bool(_EXTENSION.search(text)),
        stem,
    )


def parts_differ(left: str, right: str) -> bool:
    """Tell whether two names say that they are different phases, blocks, sizes or an extension of one project.

    A name without a phase is taken for the first phase. A block or a capacity that only one of them names says nothing.
    """
    first, second = project_parts(left), project_parts(right)
    if first.is_extension != second.is_extension:
        return True
    if (first.phases or second.phases) and not (first.phases or _FIRST_PHASE) & (second.phases or _FIRST_PHASE):
        return True
    other_capacities = dict(second.capacities)
    return _disjoint_by_kind(first.blocks, second.blocks) or any(
        unit in other_capacities and not values & other_capacities[unit] for unit, values in first.capacities
    )


def _disjoint_by_kind(first: Iterable[tuple[str, str]], second: Iterable[tuple[str, str]]) -> bool:
    """Tell whether both name blocks of one kind, such as 区, and none in common."""
    left, right = set(first), set(second)
    shared_kinds = {kind for _, kind in left} & {kind for _, kind in right}
    return bool(shared_kinds) and not left & right


def _ordinals(written: str) -> Iterable[str]:
    """Return the ordinals of one text: 一二 before 期 names two phases, 十二 names one."""
    if written in _ROMAN:
        return [_ROMAN[written]]
    if len(written) > 1 and written[0] in _NUMERALS and "十" not in written:
        return [_ordinal(numeral) for numeral in written]
    return [_ordinal(written)]


def _ordinal(written: str) -> str:
    """Return an ordinal in Arabic numerals; a letter stays as it is."""
    value = read_numerals(written) if written[0] in _NUMERALS else None
    return f"{value:f}" if value is not None else written.lstrip("0") or written


def _number(written: str) -> Decimal | None:
    try:
        return read_numerals(written)
    except InvalidOperation:
        return None
