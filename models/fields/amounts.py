"""Field kinds for exact numbers in one named unit: money, areas, percentages and counts."""

from decimal import Decimal
from typing import ClassVar

import sqlalchemy as sa

from models.errors import UserError
from models.fields import numerals
from models.fields.kind import CellValue, FieldKind, ReadContext, ReadValue, StoredValue, Value, number_of

_MAX_DIGITS = 14  # before the point; with four decimals the value still fits a 64-bit integer column


class FixedPointKind(FieldKind):
    """A fixed-point number, stored as an integer count of its last decimal place; subclasses name its unit."""

    impl = sa.BigInteger
    numeric = True
    excel_format = "General"  # for an empty cell; a cell with a number shows as many decimals as it has
    noun: ClassVar[str] = "数"

    def __init__(self, unit: str = "", places: int = 4) -> None:
        super().__init__()
        self.unit = unit
        self.places = places
        self.step = Decimal(1).scaleb(-places)

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Read a number cell or a typed amount into the field's unit; raises UserError for anything else."""
        if isinstance(raw, bool):
            raise UserError("这里要填数，不能填 是/否。")
        if isinstance(raw, (int, float, Decimal)):
            return ReadValue(self._quantized(Decimal(str(raw)), from_float=isinstance(raw, float)))
        amount = numerals.read_amount(str(raw))
        return ReadValue(self._quantized(self.scale(amount, str(raw).strip())), amount.mark)

    def scale(self, amount: numerals.Amount, raw: str) -> Decimal:
        """Convert a typed amount to the field's unit, by the typed unit only; raises UserError for another unit."""
        tens, noun = (4, self.unit[1:]) if self.unit.startswith("万") else (0, self.unit)
        if amount.noun not in {"", noun}:
            raise UserError(f"“{raw}”的单位与本栏“{self.unit or self.noun}”不同，请换算后再填。")
        bare = amount.power is None and not amount.noun
        return amount.count if bare else amount.count * Decimal(10) ** ((amount.power or 0) - tens)

    def _quantized(self, value: Decimal, *, from_float: bool = False) -> Decimal:
        """Return the value rounded to the field's places; raises UserError where that would lose digits.

        A float from a sheet may be off by less than a hundredth of the last place (binary rounding).
        """
        if not value.is_finite():
            raise UserError("这一格不是数，请填阿拉伯数字。")
        if value.adjusted() >= _MAX_DIGITS:
            raise UserError(f"{str(value)[:20]} 太大，请检查单位（本栏为{self.unit or self.noun}）。")
        fitted = value.quantize(self.step)
        if fitted != value and not (from_float and abs(fitted - value) < self.step / 100):
            raise UserError(
                f"{value.normalize():f} 的小数位太多，本栏（{self.unit or self.noun}）最多 {self.places} 位小数。"
            )
        return fitted

    def text(self, value: Value, mark: str = "") -> str:
        """Format with thousands separators and without trailing zeros."""
        return "" if value is None else f"{mark}{format_number(number_of(value))}"

    def store(self, value: Value) -> StoredValue:
        """Return the number as an integer count of the last decimal place; raises ValueError where it does not fit."""
        if value is None:
            return None
        steps = Decimal(number_of(value)) / self.step
        if steps != int(steps):
            raise ValueError(f"{value} does not fit {self.places} places")
        return int(steps)

    def load(self, stored: StoredValue) -> Value:
        """Return the Decimal for a stored integer."""
        return None if stored is None else Decimal(int(stored)) * self.step

    def excel_value(self, value: Value, mark: str = "") -> CellValue:
        """Return a number for a sheet's cell, or text where the value carries a mark (“约1,200万元”)."""
        if value is None:
            return None
        return f"{self.text(value, mark)}{self.unit}" if mark else float(number_of(value))

    def excel_format_for(self, decimals: int) -> str:
        """Return the Excel number format with thousands separators and so many decimals; “#” would leave a lone dot."""
        return "#,##0" + ("." + "0" * decimals if decimals else "")


_LEAST_POWER = 4  # 3千 alone may be 3,000 yuan or 3,000 万元


class MoneyKind(FixedPointKind):
    """Money in 万元, 亿元 or 万美元; 万 and 亿 convert as typed, yuan and dollars never."""

    noun = "金额"
    _powers: ClassVar[dict[str, int]] = {"元": 0, "万元": 4, "亿元": 8, "万美元": 4}

    def scale(self, amount: numerals.Amount, raw: str) -> Decimal:
        """Convert by the typed 万 or 亿; a bare number is in the field's unit, 元 alone is yuan."""
        noun = amount.noun.removeprefix("人民币").removesuffix("人民币")
        dollars = self.unit.endswith("美元")
        if noun not in {"", "元", "块", "美元", "美金"}:
            raise UserError(f"“{raw}”的币种或单位“{noun}”本栏不收，本栏单位是{self.unit}。")
        if (noun in {"美元", "美金"}) != dollars and (noun or amount.power is None) and noun:
            other = "美元金额请填“万美元”栏" if not dollars else "人民币金额请填“万元”栏"
            raise UserError(f"“{raw}”的币种与本栏（{self.unit}）不同：{other}。")
        if amount.power is None and not noun:
            return amount.count
        if amount.power is not None and 0 < amount.power < _LEAST_POWER and not noun:
            raise UserError(f"“{raw}”看不出是多少元还是多少万元，请把单位写全，例如 {raw}万元；本栏单位是{self.unit}。")
        if amount.power is None and amount.count < 10_000:
            raise UserError(f"“{raw}”不到一万元，是不是漏写了“万”或“亿”？请把单位写全，本栏单位是{self.unit}。")
        return amount.count * Decimal(10) ** ((amount.power or 0) - self._powers[self.unit])


class AreaKind(FixedPointKind):
    """An area in 亩, ㎡ or 万㎡; 亩 and ㎡ are never converted into each other."""

    noun = "面积"
    _unit_spellings: ClassVar[dict[str, tuple[str, ...]]] = {
        "亩": ("亩",),
        "㎡": ("㎡", "平方米", "平米", "平方"),
        "万㎡": ("㎡", "平方米", "平米", "平方"),
    }

    def scale(self, amount: numerals.Amount, raw: str) -> Decimal:
        """Accept the field's own unit in its usual spellings, with or without 万; else raises UserError."""
        if amount.noun and amount.noun not in self._unit_spellings[self.unit]:
            raise UserError(f"“{raw}”的单位与本栏“{self.unit}”不同，请换算后再填。")
        in_ten_thousands = 4 if self.unit.startswith("万") and (amount.noun or amount.power is not None) else 0
        return amount.count * Decimal(10) ** ((amount.power or 0) - in_ten_thousands)


class PercentKind(FixedPointKind):
    """A percentage, stored as the number before the sign: 12.5 for 12.5%."""

    noun = "百分数"

    def __init__(self, places: int = 2) -> None:
        super().__init__("%", places)


_MEASURE_UNITS = {"元", "块", "美元", "美金", "亩", "㎡", "平方", "平米", "%"}  # units a count does not take


class CountKind(FixedPointKind):
    """A whole number of things: 个, 家, 人, 次, 天."""

    def __init__(self, unit: str = "个") -> None:
        super().__init__(unit, 0)

    def load(self, stored: StoredValue) -> Value:
        """Return a plain int."""
        return None if stored is None else int(stored)

    def scale(self, amount: numerals.Amount, raw: str) -> Decimal:
        """Accept any measure word (“3个”, “3家”), but no unit such as 元 or 亩: UserError."""
        if len(amount.noun) > 2 or amount.noun in _MEASURE_UNITS:
            raise UserError(f"“{raw}”不是个数，请只填数字（单位：{self.unit}）。")
        return amount.count * Decimal(10) ** (amount.power or 0)


def format_number(value: Decimal | int) -> str:
    """Format a number with thousands separators and without trailing zeros: 1,200 or 0.35."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
