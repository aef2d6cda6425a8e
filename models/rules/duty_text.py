"""A county's own rhythm as it is typed: “周动态：每周五；月通报：每月后5天；季排名：每季后10天”."""

import re

from models.errors import UserError
from models.rules.duty_schedule import FRIDAY, Duty

EXAMPLE = "周动态：每周五；月通报：每月后5天；季排名：每季后10天；年终总结：每年后31天"
_SOURCE = "本县自己定的"
_MAX_DAYS = 45  # a duty that falls due later would belong to the next period, and nobody looks back so far
_WEEKDAYS = "一二三四五六日"
_KINDS = {"半月": "half-month", "半年": "half-year", "月": "month", "季": "quarter", "季度": "quarter", "年": "year"}
_DUE = re.compile(r"每(?:周([一二三四五六日天])?|(半月|半年|月|季度|季|年)(?:末|后(\d+)[天日])?)")


def read_duties(text: str) -> tuple[Duty, ...]:
    """Parse duties separated by “；”, each “名称：每周五” or “名称：每月后5天”; raises UserError naming what is wrong.

    A week without its weekday is due on Friday, any other period without days on its last day.
    """
    duties: dict[str, Duty] = {}
    for part in re.split(r"[；;\n]+", text):
        if not part.strip():
            continue
        name, _, due = (piece.strip() for piece in part.replace(":", "：").partition("："))
        match = _DUE.fullmatch(re.sub(r"\s+", "", due))
        if not name or match is None:
            raise UserError(f"“{part.strip()}”看不懂，要写成这样：{EXAMPLE}。")
        if name in duties:
            raise UserError(f"“{name}”写了两次。")
        duties[name] = _duty(name, *match.groups())
    return tuple(duties.values())


def _duty(name: str, weekday: str | None, period: str | None, days: str | None) -> Duty:
    if period is None:
        day = _WEEKDAYS.index(weekday.replace("天", "日")) if weekday else FRIDAY
        return Duty(name, "week", day, _SOURCE)
    day = int(days or 0)
    if day > _MAX_DAYS:
        raise UserError(f"“{name}”写的是期末后{day}天，最多{_MAX_DAYS}天。")
    return Duty(name, _KINDS[period], day, _SOURCE)
