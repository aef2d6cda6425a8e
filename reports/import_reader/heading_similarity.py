"""Similarity of a heading to a field: by label and aliases, and by the kind of values below it."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from models.errors import UserError
from models.exchange.sheet_import.import_columns import import_columns
from models.fields.amounts import FixedPointKind
from models.fields.base import Ledger
from models.fields.field import Field
from models.fields.kinds import CreditCodeKind, DayKind, PeopleKind, PhoneKind
from models.fields.numerals import fold_width, read_amount
from models.ledgers import LEDGERS
from reports.import_reader.header_rows import ColumnHeading
from reports.import_reader.headings import core_words, split_unit
from reports.import_reader.workbook_data import CellValue

LABEL, ALIAS, FOLDED_LABEL, LAST_WORD, SIMILAR = 1.0, 0.95, 0.93, 0.78, 0.6
MIN_SCORE = 0.45  # a lower similarity is chance
_PART_OF = "其中"  # a part of the column before it: of the total, as a rule
_MISFIT_FACTOR = 0.4  # factor on the similarity if the values below are of another kind
_NUMBER = re.compile(
    r"[约超近逾]?[-+]?[\d,.]+(?:%|[十百千万亿]*(?:美?元|亩|㎡|平方米|[人个家户条次天])?)(?:左右|以上)?"
)
_DAY = re.compile(
    r"(?:19|20)\d\d[-年./]?(?:\d{1,2}[-月./]?)?(?:\d{1,2}日?)?(?:[T上下午]*\d{1,2}[:时].*)?"
    r"|\d{1,2}月\d{1,2}日?|\d{1,2}[./]\d{1,2}"
)
_PHONE = re.compile(r"(?:\+?86)?1\d{10}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d+)?")
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
# When a sum was made says nothing of what it is of: 截至10月底累计到位资金.
_AS_OF = re.compile(r"^截[至止](?:目前|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末)?)")
# Words that change what the same noun means: a planned start is not a start, a month's amount not the year's.
_QUALIFIERS = re.compile(
    r"计划|预计|预期|预估|实际|已|累计|本月|当月|本期|本旬|上月|本年|今年|当年|去年|上年|全年|年度|首|拟|其中|占|比例|增|"
    r"完成|注册|外资|产值|税|纳统|入库|备案|\d{4}年?|\d{1,2}月|开始|结束|来访|接洽|对方|我方|首谈|市领导|县领导|起止"
)


class Similarity(NamedTuple):
    """Similarity of a column to a field, 0 to 1, and the reason shown to the clerk."""

    score: float
    reason: str


class FieldNames(NamedTuple):
    """A field's label and aliases, normalised, each with its score and reason."""

    field: Field
    written_label: str  # as it is written, its unit taken off: 走访企业（库） is not 走访企业
    exact_scores: dict[str, tuple[float, str]]


@cache
def field_names(ledger: type[Ledger]) -> tuple[FieldNames, ...]:
    """Normalise the labels and aliases of all of a ledger's columns; cached."""
    names = []
    for field in import_columns(ledger):
        label = split_unit(field.label)[0]
        folded = core_words(label)
        # Brackets may tell two fields apart (走访企业, 走访企业（库）): without them a label weighs less than an alias.
        scores = {folded: (LABEL if folded == label else FOLDED_LABEL, "与栏名相同")}
        scores |= {core_words(split_unit(alias)[0]): (ALIAS, f"按别名“{alias}”") for alias in field.facts.aliases}
        if folded == label:
            scores[folded] = (LABEL, "与栏名相同")
        names.append(FieldNames(field, label, scores))
    return tuple(names)


@cache
def known_headings() -> frozenset[str]:
    """Return the labels and aliases of all ledgers, normalised: the words by which a header row is told from data."""
    ledgers = (ledger for ledger in LEDGERS if ledger.about.in_navigation)
    return frozenset(name for ledger in ledgers for names in field_names(ledger) for name in names.exact_scores)


def heading_similarity(heading: ColumnHeading, names: FieldNames) -> Similarity:
    """Compare a heading with a field's names: the whole heading first, then its last rows, then by similarity."""
    whole, last = core_words("".join(heading.parts)), core_words(heading.parts[-1])
    if split_unit("".join(heading.parts))[0] == names.written_label:
        return Similarity(LABEL, "与栏名相同")
    if match := names.exact_scores.get(whole):
        return Similarity(*match)
    if match := names.exact_scores.get(_AS_OF.sub("", whole)):
        return Similarity(match[0] - 0.02, match[1])
    if len(heading.parts) > 1:
        if match := names.exact_scores.get(core_words("".join(heading.parts[-2:]))):
            return Similarity(match[0] - 0.02, match[1])
        # “挂钩领导 市领导” is not 市领导: a group heading must not contain a qualifier.
        if (match := names.exact_scores.get(last)) and not _QUALIFIERS.search("".join(heading.parts[:-1])):
            return Similarity(match[0] * LAST_WORD, f"{match[1]}（下一行的栏名）")
    if whole.startswith(_PART_OF) and (match := names.exact_scores.get(whole.removeprefix(_PART_OF))):
        return Similarity(match[0] * SIMILAR, f"{match[1]}，写着“其中”")
    near = max((_name_similarity(whole, name) for name in names.exact_scores), default=0.0)
    return Similarity(near * SIMILAR, "栏名相近") if near else Similarity(0.0, "")


def _name_similarity(name: str, other: str) -> float:
    """Compare two names by their character bigrams (Dice coefficient); 0 if their qualifiers (计划 …) differ."""
    if min(len(name), len(other)) < 3 or _qualifiers(name) != _qualifiers(other):
        return 0.0
    if name.endswith(other) or other.endswith(name) or name.startswith(other):
        return 1.0 if min(len(name), len(other)) * 2 >= max(len(name), len(other)) else 0.0
    pairs, others = _bigrams(name), _bigrams(other)
    coefficient = 2 * len(pairs & others) / (len(pairs) + len(others))
    return coefficient if coefficient >= 0.75 else 0.0


@lru_cache(maxsize=4096)
def _qualifiers(text: str) -> list[str]:
    return sorted(_QUALIFIERS.findall(text))


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


# --- values ---------------------------------------------------------------------------------------------------------


class ValueShape(NamedTuple):
    """The share of a column's first values that look like each kind."""

    filled: int
    numbers: float
    days: float
    phones: float
    codes: float


def value_shape(values: Sequence[CellValue]) -> ValueShape:
    """Classify some non-blank values."""
    texts = [fold_width(str(value)).replace(" ", "") for value in values]
    count = len(values) or 1
    numbers = sum(_is_number(value, text) for value, text in zip(values, texts, strict=True))
    days = sum(
        isinstance(value, date) or _DAY.fullmatch(text) is not None for value, text in zip(values, texts, strict=True)
    )
    phones = sum(
        any(_PHONE.fullmatch(part) for part in re.split(r"[、,/;]", text.removesuffix(".0"))) for text in texts
    )
    codes = sum(_CODE.fullmatch(text.upper()) is not None for text in texts)
    return ValueShape(len(values), numbers / count, days / count, phones / count, codes / count)


def _is_number(value: CellValue, text: str) -> bool:
    if isinstance(value, bool | date):
        return False
    if isinstance(value, (int, float)) or _NUMBER.fullmatch(text) is not None:
        return True
    try:
        return bool(read_amount(text))
    except UserError:
        return False


def shape_factor(shape: ValueShape, field: Field) -> float:
    """Return the factor on a similarity given the values below the heading: 1, or less if they are of another kind."""
    if shape.filled < 3:
        return 1.0
    kind = field.kind
    if isinstance(kind, FixedPointKind):
        right = shape.numbers >= 0.3
    elif isinstance(kind, DayKind):
        right = shape.days >= 0.3 or shape.numbers >= 0.9
    elif isinstance(kind, PhoneKind):
        right = shape.phones >= 0.3
    elif isinstance(kind, CreditCodeKind):
        right = shape.codes >= 0.1 or shape.numbers < 0.9
    elif isinstance(kind, PeopleKind):
        right = shape.numbers < 0.8
    else:
        right = True
    return 1.0 if right else _MISFIT_FACTOR


def field_by_shape(shape: ValueShape, names: Sequence[FieldNames]) -> Field | None:
    """Find the only field whose values are unmistakable (codes, phone numbers), for a heading that matched nothing."""
    if shape.filled < 3:
        return None
    for share, kind in ((shape.codes, CreditCodeKind), (shape.phones if not shape.days else 0.0, PhoneKind)):
        fields = [candidate.field for candidate in names if isinstance(candidate.field.kind, kind)]
        if share >= 0.8 and len(fields) == 1:
            return fields[0]
    return None
