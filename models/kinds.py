"""The field kinds: one class for each, and the annotated types that ledgers declare their fields with."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.orm import mapped_column

from models import dates, numerals
from models.amounts import Area, Fixed, Money, Percent
from models.kind import Context, Kind, Picked, Read, Stored, clean
from models.refusal import Refusal

_SPACES = re.compile(r"[\s\u00a0\u3000\u200b\ufeff]+")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LIST_MARKS = re.compile(r"[、，,;；/\n]+")


class Line(Kind):
    """One line of text."""

    def read_value(self, raw: object, context: Context) -> Read:
        """Join lines and collapse whitespace."""
        return Read(_SPACES.sub(" ", clean(raw)).strip() or None)


class Prose(Kind):
    """Text of several lines: progress, problems, next steps."""

    lines = True

    def is_blank(self, raw: str) -> bool:
        """Only a lone dash or slash is empty here: “无” is a valid text."""
        return numerals.plain(raw).lower() in numerals.BLANKS

    def read_value(self, raw: object, context: Context) -> Read:
        """Keep line breaks, drop the rest of the control characters."""
        return Read(clean(raw) or None)


class People(Kind):
    """One or several persons by name, joined by “、”: “张  三,李四” becomes “张三、李四”."""

    def read_value(self, raw: object, context: Context) -> Read:
        """Remove blanks inside Chinese names and normalise the separators."""
        names = [_HAN_GAP.sub("", _SPACES.sub(" ", name)).strip() for name in _LIST_MARKS.split(clean(raw))]
        return Read("、".join(name for name in names if name) or None)


class Units(People):
    """One or several organisations (单位), joined by “、”."""


class Choice(Kind):
    """One term of a county's dictionary, or several where ``many``, joined by “、”."""

    def __init__(self, dictionary: str = "", *, many: bool = False) -> None:
        super().__init__()
        self.dictionary = dictionary
        self.many = many

    def read_value(self, raw: object, context: Context) -> Read:
        """Accept terms of the dictionary only, any text where the book has no such dictionary; raises UserError."""
        text = _SPACES.sub("", clean(raw))
        words = [word for word in _LIST_MARKS.split(text) if word] if self.many else [text]
        known = context.terms.get(self.dictionary)
        for word in words:
            if known is not None and word not in known:
                raise Refusal(f"“{word}”不在可选项里，可选：{'、'.join(known)}；需要新词请到“设置—字典”添加。")
        return Read("、".join(words))


class Stage(Choice):
    """A project's stage; set by its stage log only, so that every change has its date."""

    stamped = True


class YesNo(Kind):
    """Yes, no, or not answered (None)."""

    impl = sa.SmallInteger
    _yes = frozenset(["是", "有", "已", "√", "✓", "✔", "对", "y", "yes", "true", "1", "已完成", "通过", "符合"])
    _no = frozenset(
        ["否", "无", "没有", "未", "×", "✗", "✘", "不", "n", "no", "false", "0", "未完成", "不通过", "不符合"]
    )

    def read_value(self, raw: object, context: Context) -> Read:
        """Accept the usual ticks and words for yes and no; raises UserError."""
        word = numerals.plain(clean(raw)).lower()
        if word in self._yes or word in self._no:
            return Read(word in self._yes)
        raise Refusal(f"“{clean(raw)}”请填 是 或 否。")

    def is_blank(self, raw: str) -> bool:
        """Unlike for other kinds, “无” means no and is not blank."""
        return numerals.plain(raw).lower() in numerals.BLANKS | {"暂无"}

    def text(self, value: Any, mark: str = "") -> str:
        """Format as 是 or 否."""
        return "" if value is None else mark + ("是" if value else "否")

    def store(self, value: Any) -> Stored:
        """Store 1 or 0."""
        return None if value is None else int(value)

    def load(self, stored: Any) -> Any:
        """Return True or False."""
        return None if stored is None else bool(stored)


class Day(Kind):
    """A date, known to the day, the month or the year (see its mark); stored as ISO text, which sorts and compares."""

    impl = sa.String(10)
    excel = "yyyy-mm-dd"

    def read_value(self, raw: object, context: Context) -> Read:
        """Read a date cell, an Excel serial or a typed day; raises UserError."""
        if isinstance(raw, date):
            return Read(dates.day_of(raw))
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 10_000 <= raw < 100_000_000:
            return Read(dates.read_serial(raw, from_1904=context.from_1904))
        return Read(*dates.read_day(clean(raw), context.today, context.year))

    def text(self, value: Any, mark: str = "") -> str:
        """Format as 2026-09-02, 2026年9月 or 2026年, by the mark."""
        return "" if value is None else dates.day_text(value, mark)

    def store(self, value: Any) -> Stored:
        """Store ISO text."""
        return None if value is None else value.isoformat()

    def load(self, stored: Any) -> Any:
        """Return the date."""
        return None if stored is None else date.fromisoformat(stored)

    def cell(self, value: Any, mark: str = "") -> str | float | date | None:
        """Return a date for a sheet's cell, or text where only the month or year is known."""
        return self.text(value, mark) if mark and value else value


class Month(Day):
    """A calendar month, stored as its first day."""

    excel = 'yyyy"年"m"月"'

    def read_value(self, raw: object, context: Context) -> Read:
        """Read “2026年9月”, “9月” (of the period's year), or any day of the month."""
        if isinstance(raw, str) and (match := re.fullmatch(r"(\d{1,2})月份?", numerals.plain(raw))):
            raw = f"{context.year or context.today.year}-{match[1]}-1"
        return Read(super().read_value(raw, context).value.replace(day=1))

    def text(self, value: Any, mark: str = "") -> str:
        """Format as 2026年9月."""
        return "" if value is None else dates.day_text(value, "月")


class Phone(Kind):
    """One or several telephone numbers, joined by “、”; always private."""

    private = True

    def read_value(self, raw: object, context: Context) -> Read:
        """Accept digits, area codes and extensions; raises UserError for anything else."""
        parts = [part.strip() for part in re.split(r"[、，,;；/\n]+", numerals.plain(clean(raw))) if part.strip()]
        for part in parts:
            digits = re.sub(r"[\s()+\-转]", "", part)
            if not digits.isdigit() or not 5 <= len(digits) <= 18:
                raise Refusal(f"“{part}”不是电话号码，请只填号码；姓名请填联系人栏。")
        return Read("、".join(parts))

    def mask(self, text: str) -> str:
        """Mask the middle of each number: 138****1234."""
        return "、".join(f"{part[:3]}****{part[-4:]}" if len(part) > 7 else "****" for part in text.split("、"))


class Code(Kind):
    """A 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check digit."""

    def read_value(self, raw: object, context: Context) -> Read:
        """Validate length and check digit; raises UserError, also for a number cell, whose last digits are lost."""
        from stdnum.cn import uscc
        from stdnum.exceptions import ValidationError

        if isinstance(raw, (int, float)):
            raise Refusal("代码被表格当成了数字，末几位可能已经丢失；请把该列设为文本后重新填写。")
        text = re.sub(r"[\s-]", "", numerals.plain(str(raw)).upper())
        if len(text) != 18:
            raise Refusal(f"“{text}”有 {len(text)} 位，统一社会信用代码应为 18 位。")
        try:
            uscc.validate(text)
        except ValidationError:
            raise Refusal(f"“{text}”校验位不对，请对照营业执照逐位核对。") from None
        return Read(text)


class Moment(Kind):
    """A date and time to the minute, as text; set by the program."""

    impl = sa.String(16)
    stamped = True

    def read_value(self, raw: object, context: Context) -> Read:
        """Read 2026-03-02 09:14; a date alone means 00:00. Raises UserError."""
        match = re.fullmatch(r"(.*?)[T\s]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", clean(raw))
        if match and not (int(match[2]) < 24 and int(match[3]) < 60):
            raise Refusal(f"“{clean(raw)}”不是时间，请写成 2026-9-2 09:14。")
        day = Day().read_value(match[1] if match else raw, context).value
        return Read(f"{day.isoformat()} {int(match[2]):02}:{match[3]}" if match else f"{day.isoformat()} 00:00")


class Link(Kind):
    """A link to a row of the table ``to``, stored as its id; read by name through the context's lookup."""

    impl = sa.String(32)

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to

    def read_value(self, raw: object, context: Context) -> Read:
        """Look the row up by its name, unless it was picked from a list; raises UserError."""
        if isinstance(raw, Picked):
            return Read(str(raw))
        if context.find is None:
            raise Refusal(f"“{clean(raw)}”要在账本里查找，这里查不到。")
        return Read(context.find(self.to, _SPACES.sub("", clean(raw))))


class Links(Kind):
    """Links to several rows of the table ``to``, stored as their ids joined by blanks."""

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to

    def read_value(self, raw: object, context: Context) -> Read:
        """Look every row up by its name; a tuple may mix names and picked rows. Raises UserError."""
        link = Link(self.to)
        names = raw if isinstance(raw, tuple) else [name for name in _LIST_MARKS.split(clean(raw)) if name.strip()]
        return Read(" ".join(link.read_value(name, context).value for name in names) or None)


Name = Annotated[str, mapped_column(Line())]
Note = Annotated[str, mapped_column(Prose())]
Person = Annotated[str, mapped_column(People())]
Unit = Annotated[str, mapped_column(Units())]
When = Annotated[date, mapped_column(Day())]
InMonth = Annotated[date, mapped_column(Month())]
Wan = Annotated[Decimal, mapped_column(Money("万元"))]
Yi = Annotated[Decimal, mapped_column(Money("亿元"))]
WanDollars = Annotated[Decimal, mapped_column(Money("万美元"))]
Mu = Annotated[Decimal, mapped_column(Area("亩", 2))]
SquareMetres = Annotated[Decimal, mapped_column(Area("㎡", 2))]
PerMu = Annotated[Decimal, mapped_column(Fixed("万元/亩", 4))]
Share = Annotated[Decimal, mapped_column(Percent())]
Tick = Annotated[bool, mapped_column(YesNo())]
Dial = Annotated[str, mapped_column(Phone())]
CreditCode = Annotated[str, mapped_column(Code())]
Stamp = Annotated[str, mapped_column(Moment())]
