"""How like a heading is to a field: by its label and aliases, and by the shape of the values below it."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from models.amounts import Fixed
from models.base import Ledger
from models.exchange.columns import columns
from models.field import Field
from models.kinds import Code, Day, People, Phone
from models.numerals import plain
from reports.reading.header import Heading
from reports.reading.headings import bare, split
from reports.reading.sheets import Value

LABEL, ALIAS, LAST_WORD, NEAR = 1.0, 0.95, 0.78, 0.6
LEAST = 0.45  # below it a likeness is chance
_MISFIT = 0.4  # what a likeness is worth where the values below are of another shape
_NUMBER = re.compile(
    r"[约超近逾]?[-+]?[\d,.]+(?:%|[十百千万亿]*(?:美?元|亩|㎡|平方米|[人个家户条次天])?)(?:左右|以上)?"
)
_DAY = re.compile(
    r"(?:19|20)\d\d[-年./]?(?:\d{1,2}[-月./]?)?(?:\d{1,2}日?)?(?:\s.*)?|\d{1,2}月\d{1,2}日?|\d{1,2}[./]\d{1,2}"
)
_PHONE = re.compile(r"(?:\+?86)?1\d{10}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d+)?")
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# Words that make another thing of the same noun: a planned start is no start, a month's money not the year's.
_QUALIFIERS = re.compile(
    r"计划|预计|预期|预估|实际|已|累计|本月|当月|本期|本旬|上月|本年|今年|当年|去年|上年|全年|年度|首|拟|其中|占|比例|增|"
    r"完成|注册|外资|产值|税|纳统|入库|备案|\d{4}年?|\d{1,2}月|开始|结束|来访|接洽|对方|我方|首谈|市领导|县领导|起止"
)


class Like(NamedTuple):
    """How like a column is to a field, 0 to 1, and how that was seen."""

    score: float
    why: str


class Names(NamedTuple):
    """A field's names: its label and aliases, folded, each with what it is worth."""

    field: Field
    exact: dict[str, tuple[float, str]]


@cache
def names_of(ledger: type[Ledger]) -> tuple[Names, ...]:
    """Fold the labels and aliases of all a ledger's columns once."""
    found = []
    for one in columns(ledger):
        exact = {bare(split(alias)[0]): (ALIAS, f"按别名“{alias}”") for alias in one.facts.aliases}
        found.append(Names(one, exact | {bare(split(one.label)[0]): (LABEL, "与栏名相同")}))
    return tuple(found)


def like(heading: Heading, names: Names) -> Like:
    """Compare a heading's words with a field's names, whole first, then its last row, then nearly."""
    whole, last = bare("".join(heading.parts)), bare(heading.parts[-1])
    if found := names.exact.get(whole):
        return Like(*found)
    if len(heading.parts) > 1:
        if found := names.exact.get(bare("".join(heading.parts[-2:]))):
            return Like(found[0] - 0.02, found[1])
        # “挂钩领导 市领导” is not one 领导 more; what gathers must not say a thing of its own.
        if (found := names.exact.get(last)) and not _QUALIFIERS.search("".join(heading.parts[:-1])):
            return Like(found[0] * LAST_WORD, f"{found[1]}（下一行的栏名）")
    near = max((_nearness(whole, name) for name in names.exact), default=0.0)
    return Like(near * NEAR, "栏名相近") if near else Like(0.0, "")


def _nearness(one: str, other: str) -> float:
    """Compare two names by their neighbouring characters; 0 where one says 计划 and the other does not."""
    if min(len(one), len(other)) < 3 or sorted(_QUALIFIERS.findall(one)) != sorted(_QUALIFIERS.findall(other)):
        return 0.0
    if one.endswith(other) or other.endswith(one) or one.startswith(other):
        return 1.0 if min(len(one), len(other)) * 2 >= max(len(one), len(other)) else 0.0
    pairs, others = _pairs(one), _pairs(other)
    dice = 2 * len(pairs & others) / (len(pairs) + len(others))
    return dice if dice >= 0.75 else 0.0


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


# --- values ---------------------------------------------------------------------------------------------------------


class Shape(NamedTuple):
    """What share of a column's first values are of each shape."""

    filled: int
    numbers: float
    days: float
    phones: float
    codes: float


def shape_of(values: Sequence[Value]) -> Shape:
    """Look at some values that are not blank."""
    texts = [plain(str(value)).replace(" ", "") for value in values]
    count = len(values) or 1
    numbers = sum(_is_number(value, text) for value, text in zip(values, texts, strict=True))
    days = sum(
        isinstance(value, date) or _DAY.fullmatch(text) is not None for value, text in zip(values, texts, strict=True)
    )
    phones = sum(
        any(_PHONE.fullmatch(part) for part in re.split(r"[、,/;]", text.removesuffix(".0"))) for text in texts
    )
    codes = sum(_CODE.fullmatch(text.upper()) is not None for text in texts)
    return Shape(len(values), numbers / count, days / count, phones / count, codes / count)


def _is_number(value: Value, text: str) -> bool:
    if isinstance(value, bool | date):
        return False
    return isinstance(value, (int, float)) or _NUMBER.fullmatch(text) is not None


def fits(shape: Shape, field: Field) -> float:
    """Give what a likeness is worth once the values are looked at: all of it, or less where they are another thing."""
    if shape.filled < 3:
        return 1.0
    kind = field.kind
    if isinstance(kind, Fixed):
        right = shape.numbers >= 0.3
    elif isinstance(kind, Day):
        right = shape.days >= 0.3 or shape.numbers >= 0.9
    elif isinstance(kind, Phone):
        right = shape.phones >= 0.3
    elif isinstance(kind, Code):
        right = shape.codes >= 0.1 or shape.numbers < 0.9
    elif isinstance(kind, People):
        right = shape.numbers < 0.8
    else:
        right = True
    return 1.0 if right else _MISFIT


def shaped_like(shape: Shape, names: Sequence[Names]) -> Field | None:
    """Find the one field whose values are unmistakable, where the heading said nothing."""
    if shape.filled < 3:
        return None
    for share, kind in ((shape.codes, Code), (shape.phones if not shape.days else 0.0, Phone)):
        found = [one.field for one in names if isinstance(one.field.kind, kind)]
        if share >= 0.8 and len(found) == 1:
            return found[0]
    return None
