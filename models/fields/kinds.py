"""The field kinds: one class for each, and the annotated types that ledgers declare their fields with."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.orm import mapped_column

from models.errors import UserError
from models.fields import dates, numerals
from models.fields.amounts import AreaKind, FixedPointKind, MoneyKind, PercentKind
from models.fields.kind import (
    CellValue,
    FieldKind,
    PickedRow,
    ReadContext,
    ReadValue,
    StoredValue,
    Value,
    clean_text,
    date_of,
    number_of,
    text_of,
)

_SPACES = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_SPACE_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LIST_SEPARATORS = re.compile(r"[、，,;；/\n]+")


class LineKind(FieldKind):
    """One line of text."""

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Join lines and collapse whitespace."""
        return ReadValue(_SPACES.sub(" ", clean_text(raw)).strip() or None)


class FirmNameKind(LineKind):
    """The name of a firm that may be in the library of enterprises: free text, beside a link where it is there.

    To a clerk both are one field. ``link`` is the key of the link. A firm of the library fills fields of the row that
    are still empty: ``firm_fields`` pairs a field of the row with one of the firm, ``contact_fields`` with one of the
    firm's contact. While the field of ``not_where`` has its value, the firm's own fields are not taken over.
    """

    to = "enterprise"

    def __init__(
        self,
        link: str = "",
        *,
        firm_fields: tuple[tuple[str, str], ...] = (),
        contact_fields: tuple[tuple[str, str], ...] = (),
        not_where: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self.link = link
        self.firm_fields = firm_fields
        self.contact_fields = contact_fields
        self.not_where = not_where

    @property
    def filled_keys(self) -> tuple[str, ...]:
        """The keys of the fields that a firm fills."""
        return tuple(key for key, _ in (*self.firm_fields, *self.contact_fields))


class ProseKind(FieldKind):
    """Text of several lines: progress, problems, next steps."""

    multiline = True

    def is_blank(self, raw: str) -> bool:
        """Only a lone dash or slash is empty here: “无” is a valid text."""
        if "一" <= raw[:1] <= "龥":
            return False  # the fast path: no dash begins so
        return numerals.fold_width(raw).lower() in numerals.BLANKS

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Keep line breaks, drop the rest of the control characters."""
        return ReadValue(clean_text(raw) or None)


class PeopleKind(FieldKind):
    """One or several persons by name, joined by “、”: “张  三,李四” becomes “张三、李四”."""

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Remove blanks inside Chinese names and normalise the separators."""
        names = [
            _SPACE_BETWEEN_HAN.sub("", _SPACES.sub(" ", name)).strip()
            for name in _LIST_SEPARATORS.split(clean_text(raw))
        ]
        return ReadValue("、".join(name for name in names if name) or None)


class OrgUnitsKind(PeopleKind):
    """One or several organisations (单位), joined by “、”."""


class ChoiceKind(FieldKind):
    """One term of a county's dictionary, or several where ``many``, joined by “、”.

    ``spellings`` are words that other offices use for a term: 走出去 for 外出.
    """

    def __init__(
        self, dictionary: str = "", *, many: bool = False, spellings: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__()
        self.dictionary = dictionary
        self.many = many
        self.spellings = spellings

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Accept terms of the dictionary only, any text where the book has no such dictionary; raises UserError."""
        text = _SPACES.sub("", clean_text(raw))
        words = [word for word in _LIST_SEPARATORS.split(text) if word] if self.many else [text]
        known = context.terms.get(self.dictionary)
        words = [self._term_for(word, known) for word in words]
        for word in words:
            if known is not None and word not in known:
                raise UserError(f"“{word}”不在可选项里，可选：{'、'.join(known)}；需要新词请到“设置—字典”添加。")
        return ReadValue("、".join(words))

    def _term_for(self, word: str, known: Collection[str] | None) -> str:
        """Return the term that a word stands for; the word itself where it is a term or stands for none."""
        return word if known is None or word in known else self.spellings.get(word, word)


class StageKind(ChoiceKind):
    """A project's stage; set by its stage log only, so that every change has its date."""

    set_by_program = True


# What stands for a tick in sheets; some of the words are states of other fields as well.
_YES_WORDS = ("是", "有", "已", "√", "✓", "✔", "对", "y", "yes", "true", "1", "已完成", "通过", "符合")
_NO_WORDS = ("否", "无", "没有", "未", "×", "✗", "✘", "不", "n", "no", "false", "0", "未完成", "不通过", "不符合")


class YesNoKind(FieldKind):
    """Yes, no, or not answered (None)."""

    impl = sa.SmallInteger
    _yes = frozenset(_YES_WORDS)
    _no = frozenset(_NO_WORDS)

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Accept the usual ticks and words for yes and no; raises UserError."""
        word = numerals.fold_width(clean_text(raw)).lower()
        if word in self._yes or word in self._no:
            return ReadValue(word in self._yes)
        raise UserError(f"“{clean_text(raw)}”请填 是 或 否。")

    def is_blank(self, raw: str) -> bool:
        """Unlike for other kinds, “无” means no and is not blank."""
        return numerals.fold_width(raw).lower() in numerals.BLANKS | {"暂无"}

    def text(self, value: Value, mark: str = "") -> str:
        """Format as 是 or 否."""
        return "" if value is None else mark + ("是" if value else "否")

    def store(self, value: Value) -> StoredValue:
        """Store 1 or 0."""
        return None if value is None else int(number_of(value))

    def load(self, stored: StoredValue) -> Value:
        """Return True or False."""
        return None if stored is None else bool(stored)


class DayKind(FieldKind):
    """A date, known to the day, the month or the year (see its mark); stored as ISO text, which sorts and compares."""

    impl = sa.String(10)
    excel_format = "yyyy-mm-dd"

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Read a date cell, an Excel serial or a typed day; raises UserError."""
        if isinstance(raw, date):
            return ReadValue(dates.day_of(raw))
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 10_000 <= raw < 100_000_000:
            return ReadValue(dates.read_serial(raw, from_1904=context.from_1904))
        return ReadValue(*dates.read_day(clean_text(raw), context.today, context.year))

    def text(self, value: Value, mark: str = "") -> str:
        """Format as 2026-09-02, 2026年9月 or 2026年, by the mark."""
        return "" if value is None else dates.day_text(date_of(value), mark)

    def store(self, value: Value) -> StoredValue:
        """Store ISO text."""
        return None if value is None else date_of(value).isoformat()

    def load(self, stored: StoredValue) -> Value:
        """Return the date."""
        return None if stored is None else date.fromisoformat(text_of(stored))

    def excel_value(self, value: Value, mark: str = "") -> CellValue:
        """Return a date for a sheet's cell, or text where only the month or year is known."""
        return self.text(value, mark) if mark and value else None if value is None else date_of(value)


class MonthKind(DayKind):
    """A calendar month, stored as its first day."""

    excel_format = 'yyyy"年"m"月"'

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Read “2026年9月”, “9月” (of the period's year), or any day of the month."""
        if isinstance(raw, str) and (match := re.fullmatch(r"(\d{1,2})月份?", numerals.fold_width(raw))):
            raw = f"{context.year or context.today.year}-{match[1]}-1"
        read = super().read_value(raw, context)
        return ReadValue(date_of(read.value).replace(day=1))

    def text(self, value: Value, mark: str = "") -> str:
        """Format as 2026年9月."""
        return "" if value is None else dates.day_text(date_of(value), "月")


class PhoneKind(FieldKind):
    """One or several telephone numbers, joined by “、”; always private."""

    private = True

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Accept digits, area codes and extensions; raises UserError for anything else."""
        parts = [
            part.strip() for part in re.split(r"[、，,;；/\n]+", numerals.fold_width(clean_text(raw))) if part.strip()
        ]
        for part in parts:
            digits = re.sub(r"[\s()+\-转]", "", part)
            if "*" in digits:
                raise UserError(f"“{part}”是打了码的号码，不是全的；请填完整的号码，或留空。")
            if not digits.isdigit() or not 5 <= len(digits) <= 18:
                raise UserError(f"“{part}”不是电话号码，请只填号码；姓名请填联系人栏。")
        return ReadValue("、".join(parts))

    def mask(self, text: str) -> str:
        """Mask the middle of each number: 138****1234."""
        return "、".join(f"{part[:3]}****{part[-4:]}" if len(part) > 7 else "****" for part in text.split("、"))


class CreditCodeKind(FieldKind):
    """A 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check digit."""

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Validate length and check digit; raises UserError, also for a number cell, whose last digits are lost."""
        from stdnum.cn import uscc
        from stdnum.exceptions import ValidationError

        if isinstance(raw, (int, float)):
            raise UserError("代码被表格当成了数字，末几位可能已经丢失；请把该列设为文本后重新填写。")
        text = re.sub(r"[\s-]", "", numerals.fold_width(str(raw)).upper())
        if len(text) != 18:
            raise UserError(f"“{text}”有 {len(text)} 位，统一社会信用代码应为 18 位。")
        try:
            uscc.validate(text)
        except ValidationError:
            raise UserError(f"“{text}”校验位不对，请对照营业执照逐位核对。") from None
        return ReadValue(text)


class MomentKind(FieldKind):
    """A date and time to the minute, as text; set by the program."""

    impl = sa.String(16)
    set_by_program = True

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Read 2026-03-02 09:14; a date alone means 00:00. Raises UserError."""
        match = re.fullmatch(r"(.*?)[T\s]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", clean_text(raw))
        if match and not (int(match[2]) < 24 and int(match[3]) < 60):
            raise UserError(f"“{clean_text(raw)}”不是时间，请写成 2026-9-2 09:14。")
        day = date_of(DayKind().read_value(match[1] if match else raw, context).value)
        return ReadValue(f"{day.isoformat()} {int(match[2]):02}:{match[3]}" if match else f"{day.isoformat()} 00:00")


class LinkKind(FieldKind):
    """A link to a row of the table ``to``, stored as its id; read by name through the context's lookup."""

    impl = sa.String(32)

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Look the row up by its name, unless it was picked from a list; raises UserError."""
        if isinstance(raw, PickedRow):
            return ReadValue(str(raw))
        if context.find_row is None:
            raise UserError(f"“{clean_text(raw)}”要在账本里查找，这里查不到。")
        return ReadValue(context.find_row(self.to, _SPACES.sub("", clean_text(raw))))


class LinksKind(FieldKind):
    """Links to several rows of the table ``to``, stored as their ids joined by blanks."""

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to

    def read_value(self, raw: object, context: ReadContext) -> ReadValue:
        """Look every row up by its name; a tuple may mix names and picked rows. Raises UserError."""
        link = LinkKind(self.to)
        names = raw if isinstance(raw, tuple) else self.names_in(raw)
        return ReadValue(" ".join(str(link.read_value(name, context).value) for name in names) or None)

    @staticmethod
    def names_in(raw: object) -> list[str]:
        """Return the names that a cell or an editor lists."""
        return [name for name in _LIST_SEPARATORS.split(clean_text(raw)) if name.strip()]


ShortText = Annotated[str, mapped_column(LineKind())]
LongText = Annotated[str, mapped_column(ProseKind())]
PersonNames = Annotated[str, mapped_column(PeopleKind())]
OrgUnits = Annotated[str, mapped_column(OrgUnitsKind())]
CalendarDay = Annotated[date, mapped_column(DayKind())]
CalendarMonth = Annotated[date, mapped_column(MonthKind())]
Wan = Annotated[Decimal, mapped_column(MoneyKind("万元"))]
Yi = Annotated[Decimal, mapped_column(MoneyKind("亿元"))]
WanDollars = Annotated[Decimal, mapped_column(MoneyKind("万美元"))]
Mu = Annotated[Decimal, mapped_column(AreaKind("亩", 2))]
SquareMetres = Annotated[Decimal, mapped_column(AreaKind("㎡", 2))]
PerMu = Annotated[Decimal, mapped_column(FixedPointKind("万元/亩", 4))]
Percentage = Annotated[Decimal, mapped_column(PercentKind())]
YesNoFlag = Annotated[bool, mapped_column(YesNoKind())]
PhoneNumbers = Annotated[str, mapped_column(PhoneKind())]
CreditCode = Annotated[str, mapped_column(CreditCodeKind())]
Timestamp = Annotated[str, mapped_column(MomentKind())]
