"""What a value is: a class for each kind, and the short names models use for them."""

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
        """Join what was broken over lines."""
        return Read(_SPACES.sub(" ", clean(raw)).strip() or None)


class Prose(Kind):
    """Text of several lines: progress, problems, next steps."""

    lines = True

    def is_blank(self, raw: str) -> bool:
        """Only a lone dash or slash is empty here: “无” is an answer."""
        return numerals.plain(raw).lower() in numerals.BLANKS

    def read_value(self, raw: object, context: Context) -> Read:
        """Keep line breaks, drop the rest of the control characters."""
        return Read(clean(raw) or None)


class People(Kind):
    """One or several persons by name; “张  三,李四” becomes “张三、李四”."""

    def read_value(self, raw: object, context: Context) -> Read:
        """Close the gaps inside names and set one separator."""
        names = [_HAN_GAP.sub("", _SPACES.sub(" ", name)).strip() for name in _LIST_MARKS.split(clean(raw))]
        return Read("、".join(name for name in names if name) or None)


class Units(People):
    """One or several units (单位), separated the same way."""


class Choice(Kind):
    """One word of a county's dictionary, or several where ``many``."""

    def __init__(self, dictionary: str = "", *, many: bool = False) -> None:
        super().__init__()
        self.dictionary = dictionary
        self.many = many

    def read_value(self, raw: object, context: Context) -> Read:
        """Accept the dictionary's words only; a book that sets none takes any."""
        text = _SPACES.sub("", clean(raw))
        words = [word for word in _LIST_MARKS.split(text) if word] if self.many else [text]
        known = context.terms.get(self.dictionary)
        for word in words:
            if known is not None and word not in known:
                raise Refusal(f"“{word}”不在可选项里，可选：{'、'.join(known)}；需要新词请到“设置—字典”添加。")
        return Read("、".join(words))


class Stage(Choice):
    """Where a project stands; moved by the stage log, so that every move has its day."""

    stamped = True


class YesNo(Kind):
    """Yes or no, ticked or not; never ticked is none."""

    impl = sa.SmallInteger
    _yes = frozenset(["是", "有", "已", "√", "✓", "✔", "对", "y", "yes", "true", "1", "已完成", "通过", "符合"])
    _no = frozenset(
        ["否", "无", "没有", "未", "×", "✗", "✘", "不", "n", "no", "false", "0", "未完成", "不通过", "不符合"]
    )

    def read_value(self, raw: object, context: Context) -> Read:
        """Take the ticks and words clerks use."""
        word = numerals.plain(clean(raw)).lower()
        if word in self._yes or word in self._no:
            return Read(word in self._yes)
        raise Refusal(f"“{clean(raw)}”请填 是 或 否。")

    def is_blank(self, raw: str) -> bool:
        """“无” answers no here."""
        return numerals.plain(raw).lower() in numerals.BLANKS | {"暂无"}

    def text(self, value: Any, mark: str = "") -> str:
        """Say 是 or 否."""
        return "" if value is None else mark + ("是" if value else "否")

    def store(self, value: Any) -> Stored:
        """Keep 1 or 0."""
        return None if value is None else int(value)

    def load(self, stored: Any) -> Any:
        """Give True or False."""
        return None if stored is None else bool(stored)


class Day(Kind):
    """A day, known to the day, the month or the year; kept as ISO text, which sorts and compares everywhere."""

    impl = sa.String(10)
    excel = "yyyy-mm-dd"

    def read_value(self, raw: object, context: Context) -> Read:
        """Read a date cell, a serial number or a typed day."""
        if isinstance(raw, date):
            return Read(dates.day_of(raw))
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 10_000 <= raw < 100_000_000:
            return Read(dates.read_serial(raw, from_1904=context.from_1904))
        return Read(*dates.read_day(clean(raw), context.today, context.year))

    def text(self, value: Any, mark: str = "") -> str:
        """Write 2026-09-02, 2026年9月 or 2026年."""
        return "" if value is None else dates.day_text(value, mark)

    def store(self, value: Any) -> Stored:
        """Keep ISO text."""
        return None if value is None else value.isoformat()

    def load(self, stored: Any) -> Any:
        """Give the date."""
        return None if stored is None else date.fromisoformat(stored)

    def cell(self, value: Any, mark: str = "") -> str | float | date | None:
        """Give a date cell, or text where only the month is known."""
        return self.text(value, mark) if mark and value else value


class Month(Day):
    """A calendar month, kept as its first day."""

    excel = 'yyyy"年"m"月"'

    def read_value(self, raw: object, context: Context) -> Read:
        """Read “2026年9月”, or any day of the month; “9月” takes the period's year."""
        if isinstance(raw, str) and (found := re.fullmatch(r"(\d{1,2})月份?", numerals.plain(raw))):
            raw = f"{context.year or context.today.year}-{found[1]}-1"
        return Read(super().read_value(raw, context).value.replace(day=1))

    def text(self, value: Any, mark: str = "") -> str:
        """Write 2026年9月."""
        return "" if value is None else dates.day_text(value, "月")


class Phone(Kind):
    """A telephone number, or several; private by nature."""

    private = True

    def read_value(self, raw: object, context: Context) -> Read:
        """Accept digits, area codes and extensions; refuse what cannot be dialled."""
        parts = [part.strip() for part in re.split(r"[、，,;；/\n]+", numerals.plain(clean(raw))) if part.strip()]
        for part in parts:
            digits = re.sub(r"[\s()+\-转]", "", part)
            if not digits.isdigit() or not 5 <= len(digits) <= 18:
                raise Refusal(f"“{part}”不是电话号码，请只填号码；姓名请填联系人栏。")
        return Read("、".join(parts))

    def mask(self, text: str) -> str:
        """138****1234."""
        return "、".join(f"{part[:3]}****{part[-4:]}" if len(part) > 7 else "****" for part in text.split("、"))


class Code(Kind):
    """A 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check digit."""

    def read_value(self, raw: object, context: Context) -> Read:
        """Refuse a code a sheet took for a number, and one whose check digit does not fit; never repair."""
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
    """A day with its time, to the minute; stamped by the program."""

    impl = sa.String(16)
    stamped = True

    def read_value(self, raw: object, context: Context) -> Read:
        """Read 2026-03-02 09:14; a day alone stands for its first minute."""
        found = re.fullmatch(r"(.*?)[T\s]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?", clean(raw))
        if found and not (int(found[2]) < 24 and int(found[3]) < 60):
            raise Refusal(f"“{clean(raw)}”不是时间，请写成 2026-9-2 09:14。")
        day = Day().read_value(found[1] if found else raw, context).value
        return Read(f"{day.isoformat()} {int(found[2]):02}:{found[3]}" if found else f"{day.isoformat()} 00:00")


class Link(Kind):
    """A row of another ledger by its id; read by its name through the context."""

    impl = sa.String(32)

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to

    def read_value(self, raw: object, context: Context) -> Read:
        """Find the row by its name; one picked from a list is known already."""
        if isinstance(raw, Picked):
            return Read(str(raw))
        if context.find is None:
            raise Refusal(f"“{clean(raw)}”要在账本里查找，这里查不到。")
        return Read(context.find(self.to, _SPACES.sub("", clean(raw))))


class Links(Kind):
    """Several rows of another ledger, their ids joined by blanks."""

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to

    def read_value(self, raw: object, context: Context) -> Read:
        """Find every row by its name; a tuple holds names and picked rows mixed."""
        one = Link(self.to)
        names = raw if isinstance(raw, tuple) else [name for name in _LIST_MARKS.split(clean(raw)) if name.strip()]
        return Read(" ".join(one.read_value(name, context).value for name in names) or None)


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
