"""The unit of a column's bare numbers: by its heading, the line above the table, a column of units, or the clerk."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from models.fields.amounts import AreaKind, CountKind, FixedPointKind, MoneyKind
from models.fields.chinese_numbers import is_written_in_numerals
from models.fields.field import Field
from models.fields.numerals import fold_width
from reports.import_reader.headings import SEPARATOR, split_unit
from reports.import_reader.sheet_grid import is_blank
from reports.import_reader.workbook_data import CellValue

UNIT_CHOICES = (
    "元",
    "万元",
    "百万元",
    "千万元",
    "亿元",
    "万美元",
    "亿美元",
)  # offered to the clerk for a column of money
_BARE_NUMBER = re.compile(r"([约超近逾]?)([-+]?\d[\d,]*(?:\.\d+)?)(左右|以上|余|多)?")
_MONEY_UNIT = re.compile(r"(?:[十百千]?[万亿]|[十百千]?[万亿]?(?:元|美元|欧元|港元|日元))")
_AREA_UNIT = re.compile(r"[十百千万]{0,2}(?:亩|㎡|平方米|公顷)")
_COUNT_POWER = re.compile(r"([十百千]?[万亿])(?:[人户家个件项台套条次]|人次)?")
_YUAN_IN_WAN = 10_000
_TWO_UNITS = (
    "{where}写了两个单位（{units}），分不清这个数是哪一种，没有收；"
    "请在“表头对照”里选定单位，或在格里写明（如 1.5亿元）。"
)
_CONTRADICTION = (
    "表上方写“单位：{line}”，栏名写“{heading}”，分不清这个数的单位，没有收；"
    "请在“表头对照”里选定单位，或在格里写明（如 1.5亿元）。"
)


class ColumnUnit(NamedTuple):
    """The unit to append to a column's bare numbers (empty: the field's own), and why it cannot be told, if so."""

    unit: str
    question: str = ""


def is_money_unit(text: str) -> bool:
    """Whether a cell holds a unit of money and nothing else."""
    return _MONEY_UNIT.fullmatch(split_unit(f"x（{text}）")[1]) is not None


def is_area_unit(text: str) -> bool:
    """Whether a text is a unit of area and nothing else."""
    return _AREA_UNIT.fullmatch(text) is not None


def column_unit(field: Field, of_heading: str, of_sheet: str, *, is_settled: bool = False) -> ColumnUnit:
    """Return the unit of a column's bare numbers.

    The heading decides, and the line above the table where the heading is silent. Two units of money in one place, or
    a heading against the line, are a question, unless the clerk ``is_settled`` on the heading's.
    """
    kind = field.kind
    if isinstance(kind, CountKind):
        power = _COUNT_POWER.fullmatch(of_heading)
        return ColumnUnit(power[1] if power else "")
    if not isinstance(kind, (MoneyKind, AreaKind)):
        return ColumnUnit("")
    shape = _MONEY_UNIT if isinstance(kind, MoneyKind) else _AREA_UNIT
    field_unit = kind.unit.replace("平方米", "㎡")
    in_heading, in_line = _units_of(of_heading, shape), _units_of(of_sheet, shape)
    # Dollar fields keep their own unit under a line 万元, which describes most columns and not each.
    in_line = [unit for unit in in_line if unit.endswith("美元") == field_unit.endswith("美元")]
    if len(in_heading) > 1:
        return ColumnUnit("", _TWO_UNITS.format(where="栏名", units=SEPARATOR.join(in_heading)))
    if in_heading:
        same_currency = [unit for unit in in_line if unit.endswith("美元") == in_heading[0].endswith("美元")]
        if same_currency and _full(in_heading[0]) not in map(_full, same_currency) and not is_settled:
            return ColumnUnit("", _CONTRADICTION.format(line=SEPARATOR.join(same_currency), heading=in_heading[0]))
        return ColumnUnit("" if _full(in_heading[0]) == field_unit else in_heading[0])
    if len(in_line) > 1:
        return ColumnUnit("", _TWO_UNITS.format(where="表上方", units=SEPARATOR.join(in_line)))
    return ColumnUnit("" if not in_line or _full(in_line[0]) == field_unit else in_line[0])


def _units_of(text: str, shape: re.Pattern[str]) -> list[str]:
    units = (unit.replace("平方米", "㎡") for unit in re.split("[、,，]", text))
    return list(dict.fromkeys(unit for unit in units if unit and shape.fullmatch(unit)))


def _full(unit: str) -> str:
    """Return a unit of money with its noun: 亿 is 亿元."""
    return f"{unit}元" if unit[-1:] in {"万", "亿"} else unit


def append_unit(value: CellValue, unit: str) -> object:
    """Append a unit to a bare number, in digits or in numerals; a value that names a unit is unchanged."""
    if isinstance(value, bool) or is_blank(value):
        return value
    if isinstance(value, (int, float)):
        return _number_with_unit(Decimal(repr(value)), unit)
    if not isinstance(value, str):
        return value
    text = fold_width(value).replace(" ", "")
    if match := _BARE_NUMBER.fullmatch(text):
        return f"{match[1]}{_number_with_unit(Decimal(match[2].replace(',', '')), unit)}{match[3] or ''}"
    if is_written_in_numerals(text) and not re.search("[万亿元]", text):
        return f"{text}{unit}"
    return value


def is_bare_number(value: CellValue) -> bool:
    """Whether a cell's number says no unit of its own."""
    if isinstance(value, str):
        return _BARE_NUMBER.fullmatch(fold_width(value).replace(" ", "")) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number_with_unit(number: Decimal, unit: str) -> str:
    """Format a number with its unit; amounts below 10,000 元 become 万元: the heading makes 元 certain."""
    if unit == "元" and abs(number) < _YUAN_IN_WAN:
        number, unit = number / _YUAN_IN_WAN, "万元"
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit


def find_unit_column(columns: Iterable[tuple[int, str, list[CellValue]]]) -> int | None:
    """Return the column that gives the unit of money row by row: headed 单位 and the like, with units below it."""
    for index, words, values in columns:
        if words in _UNIT_HEADINGS and values and all(is_money_unit(str(value)) for value in values):
            return index
    return None


_UNIT_HEADINGS = {"单位", "计量单位", "货币单位", "金额单位", "币种", "币种单位", "单位及币种"}


def is_numeric(field: Field) -> bool:
    """Whether a field holds a number, to which a unit may apply."""
    return isinstance(field.kind, FixedPointKind)
