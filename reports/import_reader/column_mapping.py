"""Map the columns of a foreign table to the fields of a ledger, and guess which ledger it is."""

import re
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from models.fields.base import Ledger, ledger_by_table
from models.fields.kinds import FirmNameKind
from models.fields.numerals import fold_width
from models.ledgers import LEDGERS
from reports.import_reader.column_units import find_unit_column, is_numeric
from reports.import_reader.header_rows import ColumnHeading
from reports.import_reader.heading_similarity import (
    ALIAS,
    MIN_SCORE,
    FieldNames,
    Similarity,
    field_by_shape,
    field_names,
    heading_similarity,
    shape_factor,
    value_shape,
)
from reports.import_reader.headings import core_words
from reports.import_reader.paired_columns import DAY_RANGES, names_a_phone_too, paired_fields, split_days
from reports.import_reader.period_columns import PeriodColumns, Settled, TableYear
from reports.import_reader.row_roles import ORDINAL_HEADING
from reports.import_reader.sheet_grid import is_blank
from reports.import_reader.table_detection import SheetLayout
from reports.import_reader.workbook_data import CellValue, SheetData

_SHAPE_SAMPLE = 60  # values of a column used to classify it
_SHOWN_SAMPLES = 3
_MAX_LEDGERS = 5
_MIN_KNOWN, _MIN_KNOWN_SHARE = 2, 0.4  # columns that must be known for a table to belong to a ledger
_MANY_KNOWN = 5  # as many are enough, however many more there are: a wide form has a column for every month
NO_FIELD = "没有对应的栏，不导入"
_ORDINAL = "编排用的号，不导入"
_BY_HAND, _LEFT_BY_HAND = "手工对应", "手工略去"
_LEFT_OUT_BEFORE = "上次就没有导入这一列"
_ROW_UNITS = "各行金额的单位"
_KNOWN_TO_BE_LEFT = {_ORDINAL, _ROW_UNITS}
_SURE_SCORE = 0.7
_ROW_NUMBER = re.compile(r"[(]?(?:\d{1,5}|[一二三四五六七八九十百]{1,4})(?:[-.、)]\d{0,3})*[)]?")
_MIN_LEDGER_SCORE = 0.15  # a lower score means that table and ledger have hardly a column in common
_REMEMBERED = Similarity(1.2, "上次就是这样对应的")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The field a column is mapped to (``key``, None if left out), with its heading, index, unit and first values.

    ``reason`` tells the clerk how the field was found; ``is_certain`` is False if the clerk should check it.
    ``second_key`` is the second field of a column that holds two (联系人及电话); ``is_unit_settled`` is True where the
    clerk chose the unit.
    """

    header: str
    index: int
    key: str | None
    unit: str = ""
    samples: tuple[str, ...] = ()
    reason: str = ""
    is_certain: bool = True
    second_key: str | None = None
    is_unit_settled: bool = False


@dataclass(frozen=True, slots=True)
class LedgerMapping:
    """The mapping of a sheet to one ledger (its table name); ``score``, 0 to 1, ranks the candidate ledgers.

    Change a column with ``dataclasses.replace`` or ``with_field``; building the import rows uses the result.
    """

    ledger: str
    columns: tuple[ColumnMapping, ...]
    score: float = 0.0
    unit_column: int | None = None

    @property
    def unread_columns(self) -> tuple[ColumnMapping, ...]:
        """The columns for which the ledger has no field."""
        return tuple(column for column in self.columns if column.key is None and column.reason not in _KNOWN_TO_BE_LEFT)

    @property
    def is_likely(self) -> bool:
        """Whether the table belongs to this ledger beyond chance: it names the rows, and enough of it is known."""
        title = ledger_by_table(self.ledger).about.title
        known = [column for column in self.columns if column.key]
        considered = [column for column in self.columns if column.key or column.reason == NO_FIELD]
        return (
            any(column.key == title and column.is_certain for column in known)
            and len(known) >= min(_MIN_KNOWN, len(considered))
            and (len(known) >= _MIN_KNOWN_SHARE * len(considered) or len(known) >= _MANY_KNOWN)
        )

    def with_unit(self, index: int, unit: str) -> "LedgerMapping":
        """Return the mapping with the unit of a column's bare numbers as the clerk settled it."""
        columns = (
            replace(column, unit=unit, is_unit_settled=True) if column.index == index else column
            for column in self.columns
        )
        return replace(self, columns=tuple(columns))

    def with_field(self, index: int, key: str | None) -> "LedgerMapping":
        """Return the mapping with another field, or none, for a column; a column that had that field loses it."""
        changed = []
        for column in self.columns:
            if column.index == index:
                changed.append(replace(column, key=key, reason=_BY_HAND if key else _LEFT_BY_HAND, is_certain=True))
            elif key is not None and column.key == key:
                changed.append(replace(column, key=None, reason="已对应给别的列", is_certain=True))
            else:
                changed.append(column)
        return replace(self, columns=tuple(changed))

    @property
    def is_set_by_hand(self) -> bool:
        """Whether the clerk mapped a column, or left one out."""
        return any(column.reason in {_BY_HAND, _LEFT_BY_HAND} for column in self.columns)

    def to_remember(self) -> dict[str, str]:
        """Return what to remember for this sender: field key ("" for a column left out) by normalised heading."""
        return {core_words(column.header.replace(" ", "")): column.key or "" for column in self.columns}


_UNSETTLED: Settled = (None, NO_FIELD, 0.0)
PastMappings = Dict[str, Dict[str, str]]  # by ledger: the remembered mappings of this sender


def guess_ledgers(
    sheet: SheetData,
    layout: SheetLayout,
    past: PastMappings | None = None,
    today: date | None = None,
    groups: Collection[str] = (),
) -> tuple[LedgerMapping, ...]:
    """Return the ledgers a table may belong to, the most likely first; optional ones only where in ``groups``."""
    seen = _TableSample(sheet, layout, today)
    mappings = []
    for ledger in LEDGERS:
        if ledger.about.in_navigation and (not ledger.about.optional or ledger.about.optional in groups):
            mapping = _map_to_ledger(seen, ledger, past or {})
            keys = {column.key for column in mapping.columns}
            if mapping.score >= _MIN_LEDGER_SCORE and (
                ledger.about.title in keys or len(keys) > 2
            ):  # None is one of them
                mappings.append(mapping)
    return tuple(sorted(mappings, key=lambda mapping: -mapping.score)[:_MAX_LEDGERS])


def map_columns(
    sheet: SheetData,
    layout: SheetLayout,
    ledger: str,
    past: PastMappings | None = None,
    today: date | None = None,
) -> LedgerMapping:
    """Map a table's columns onto one ledger, chosen by the clerk."""
    return _map_to_ledger(_TableSample(sheet, layout, today), ledger_by_table(ledger), past or {})


class _TableSample:
    """A table's headings with the first values below each, collected once for all ledgers."""

    def __init__(self, sheet: SheetData, layout: SheetLayout, today: date | None) -> None:
        self.layout = layout
        self.table_year = TableYear.of(layout, today)
        self.headings = layout.headings
        self.values: list[list[CellValue]] = []
        for heading in self.headings:
            filled = (sheet.rows[row][heading.column] for row in layout.data_rows)
            self.values.append(list(islice((value for value in filled if not is_blank(value)), _SHAPE_SAMPLE)))
        self.filled = {place for place, values in enumerate(self.values) if values}
        self.shapes = [value_shape(values) for values in self.values]
        self.title = f"{layout.sheet} {layout.title}"


def _map_to_ledger(seen: _TableSample, ledger: type[Ledger], past: PastMappings) -> LedgerMapping:
    known = past.get(ledger.__tablename__, {})
    names = field_names(ledger)
    keys = {candidate.field.key for candidate in names}
    period_columns = PeriodColumns(seen.headings, names, seen.table_year, seen.filled)
    ranked: list[tuple[float, int, str, str]] = []
    settled: dict[int, Settled] = {}
    for place, heading in enumerate(seen.headings):
        past_key = known.get(core_words(heading.text.replace(" ", "")))
        if (
            past_key is not None
            and (past_key in keys or not past_key)
            and not period_columns.objection(place, past_key)
        ):
            why = _REMEMBERED.reason if past_key else _LEFT_OUT_BEFORE
            settled[place] = (past_key or None, why, _REMEMBERED.score)
        elif len(heading.parts) == 1 and _is_ordinal(heading.parts[0], seen.values[place]):
            settled[place] = (None, _ORDINAL, 0.0)
        else:
            ranked += [
                (score, -place, candidate.field.key, likeness.reason)
                for candidate in names
                if place not in period_columns.periods or not is_numeric(candidate.field)
                for likeness in [heading_similarity(heading, candidate)]
                if (score := likeness.score * shape_factor(seen.shapes[place], candidate.field)) >= MIN_SCORE
            ]
    unit_column = _settle_unit_column(seen, settled)
    settled |= period_columns.settle(place for place in range(len(seen.headings)) if place not in settled)
    pairs = _settle_pairs(seen, names, settled)
    taken = {key for key, _, _ in settled.values() if key} | set(pairs.values())
    for score, minus_place, key, why in sorted(ranked, reverse=True):
        if -minus_place not in settled and key not in taken:
            settled[-minus_place] = (key, why, score)
            taken.add(key)
    for place, shape in enumerate(seen.shapes):
        if place not in settled and (field := field_by_shape(shape, names)) and field.key not in taken:
            settled[place] = (field.key, "按内容看像", 0.5)
            taken.add(field.key)
    _part_days(seen, ledger, settled, pairs)
    columns = [
        replace(_column_mapping(seen, place, *settled.get(place, _UNSETTLED)), second_key=pairs.get(place))
        for place in range(len(seen.headings))
    ]
    return LedgerMapping(ledger.__tablename__, tuple(columns), _score(seen, ledger, settled), unit_column)


def _is_ordinal(heading: str, values: Sequence[CellValue]) -> bool:
    """Whether a column only numbers the rows: 1 2 3, 一 二 三, 1-1; the codes below 编号 are none."""
    is_named_so = ORDINAL_HEADING.fullmatch(core_words(heading).lower()) is not None
    return is_named_so and all(_ROW_NUMBER.fullmatch(fold_width(_shown_sample(value))) for value in values)


def _settle_unit_column(seen: _TableSample, settled: dict[int, Settled]) -> int | None:
    """Settle the column that gives the unit of money row by row; return its index, None where there is none."""
    words = (
        (heading.column, core_words(heading.parts[-1]), values)
        for heading, values in zip(seen.headings, seen.values, strict=True)
    )
    index = find_unit_column(words)
    for place, heading in enumerate(seen.headings):
        if heading.column == index:
            settled[place] = (None, _ROW_UNITS, 0.0)
    return index


def _settle_pairs(seen: _TableSample, names: Sequence[FieldNames], settled: dict[int, Settled]) -> dict[int, str]:
    """Settle the columns that join two fields; return the second field's key by the column's place."""
    pairs: dict[int, str] = {}
    exact = {name for candidate in names for name in candidate.exact_scores}
    for place, heading in enumerate(seen.headings):
        words = "".join(heading.parts)
        is_field = core_words(words) in exact and not names_a_phone_too(words)
        keys = paired_fields(words, names) if place not in settled and not is_field else None
        if keys is None and place not in settled and _is_of_firm(heading, names):
            keys = paired_fields(heading.parts[-1], names)  # 投资方 over 联系人及电话
        if keys is not None and not {key for key, _, _ in settled.values()} & set(keys):
            settled[place] = (keys[0], "一列写了两项，拆开导入", ALIAS)
            pairs[place] = keys[1]
    return pairs


def _part_days(seen: _TableSample, ledger: type[Ledger], settled: dict[int, Settled], pairs: dict[int, str]) -> None:
    """Settle a column of days whose cells write the first and the last, “10月12日-15日”, as both."""
    for first, last in DAY_RANGES.get(ledger.__tablename__, ()):
        place = next((place for place, (key, _, _) in settled.items() if key == first), None)
        has_last = any(key == last for key, _, _ in settled.values())
        if place is not None and not has_last and place not in pairs and any(map(split_days, seen.values[place])):
            settled[place] = (first, "有的格写了起止两天，拆开导入", settled[place][2])
            pairs[place] = last


def _is_of_firm(heading: ColumnHeading, names: Sequence[FieldNames]) -> bool:
    """Whether a heading stands below one that names the investor."""
    group = core_words("".join(heading.parts[:-1]))
    return any(group in candidate.exact_scores for candidate in names if isinstance(candidate.field.kind, FirmNameKind))


def _column_mapping(seen: _TableSample, place: int, key: str | None, why: str, score: float) -> ColumnMapping:
    heading: ColumnHeading = seen.headings[place]
    samples = tuple(_shown_sample(value) for value in seen.values[place][:_SHOWN_SAMPLES])
    sure = key is None or score >= _SURE_SCORE
    return ColumnMapping(heading.text, heading.column, key, heading.unit, samples, why, sure)


def _shown_sample(value: CellValue) -> str:
    """Format a value as the sheet shows it, shortened to 20 characters."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = " ".join(str(value).split())
    return text if len(text) <= 20 else f"{text[:19]}…"


def _score(seen: _TableSample, ledger: type[Ledger], settled: Dict[int, Settled]) -> float:
    """Score the mapping by the share of columns mapped, whether one is the title field, and the sheet's title."""
    considered = [place for place in range(len(seen.headings)) if settled.get(place, (None, "", 1.0))[2] > 0]
    scores = [min(score, 1.0) for key, _, score in settled.values() if key]
    share = sum(scores) / max(len(considered), 1)
    has_title = any(key == ledger.about.title for key, _, _ in settled.values())
    in_title = any(word in seen.title for word in (ledger.about.label, *ledger.about.sheet_words))
    exact = sum(score >= ALIAS for score in scores) / max(len(considered), 1)
    return round(min(1.0, 0.55 * share + 0.15 * exact + 0.1 * has_title + 0.2 * in_title), 3)
