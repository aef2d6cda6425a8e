"""The county's own definitions (口径) as the rules want them: typed, with the sources' own words as default."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers.profile import Holiday, Setting
from models.refusal import Refusal
from models.rules import deadlines, rewards, stages
from models.rules.screening import Thresholds
from models.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Definitions:
    """A book's settings by key, and what each rule makes of them."""

    values: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)  # as the clerk knows them, by key

    def word(self, key: str, default: str) -> str:
        """Give a setting, or what holds where the county set nothing."""
        return self.values.get(key) or default

    def number(self, key: str, default: str) -> Decimal:
        """Give a setting that is a number, nothing below nought; one that is none is refused by its name."""
        text = self.word(key, default)
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or found < 0:
            raise Refusal(f"口径“{self._name(key)}”应是数字，现在是“{text}”；请到“设置—统计口径”更正。")
        return found

    def days(self, key: str, default: str) -> int:
        """Give a setting that is a whole number of days."""
        found = self.number(key, default)
        if found != int(found):
            raise Refusal(f"口径“{self._name(key)}”应是整天数，现在是“{found:f}”；请到“设置—统计口径”更正。")
        return int(found)

    def _name(self, key: str) -> str:
        return self.names.get(key) or key

    @property
    def counts_working_days(self) -> bool:
        """Whether 13710 counts working days."""
        return self.word("deadline_count", deadlines.NATURAL) == deadlines.WORKING

    @property
    def warn_days(self) -> int:
        """How many days before its deadline an item turns yellow."""
        return self.days("warn_days", "3")

    @property
    def libraries(self) -> dict[str, tuple[str, ...]]:
        """The four libraries and their stages: “线索库：线索、研判；在谈库：在谈”."""
        text = self.values.get("libraries") or ""
        found = {}
        for part in text.replace(":", "：").replace(";", "；").split("；"):
            name, _, names = part.partition("：")
            if name.strip() and names.strip():
                found[name.strip()] = tuple(one.strip() for one in names.split("、") if one.strip())
        return found or dict(stages.LIBRARIES)

    @property
    def watch(self) -> stages.Watch:
        """What the rolling warning looks at."""
        profile = self.word("stale_profile", "五日")
        if profile not in stages.PROFILES:
            offered = "、".join(stages.PROFILES)
            raise Refusal(f"口径“{self._name('stale_profile')}”没有“{profile}”这一档，可选：{offered}。")
        days = stages.PROFILES[profile]
        working = self.word("stale_count", deadlines.NATURAL) == deadlines.WORKING
        return stages.Watch(dict.fromkeys(self.libraries, days), self.days("node_ahead", "5"), working)

    @property
    def gates_bind(self) -> bool:
        """Whether a gate stops a project, or only speaks."""
        return self.word("gates", "提醒") == "必须"

    @property
    def boundary(self) -> str:
        """Whose tier a referral reward's boundary is."""
        return self.word("reward_boundary", rewards.LOWER)

    @property
    def mode(self) -> str:
        """Whether a referral reward is on the whole amount or slab by slab."""
        return self.word("reward_mode", rewards.WHOLE)

    @property
    def reading(self) -> str:
        """Whether all three per-mu figures must reach a tier."""
        return self.word("reward_reading", rewards.ALL)

    @property
    def thresholds(self) -> Thresholds:
        """The least per mu a project must bring."""
        return Thresholds(
            self.number("invest_per_mu", "200"), self.number("output_per_mu", "150"), self.number("tax_per_mu", "10")
        )


def definitions(session: Session) -> Definitions:
    """Read a book's definitions."""
    query = sa.select(Setting.key, Setting.value, Setting.name).where(Setting.removed.is_(False)).order_by(Setting.id)
    found = session.execute(query).all()
    return Definitions({key: value or "" for key, value, _ in found}, {key: name for key, _, name in found})


def holidays(session: Session) -> Calendar:
    """Read a book's holiday table."""
    query = sa.select(Holiday.on, Holiday.kind, Holiday.state).where(Holiday.removed.is_(False))
    return Calendar.of((on, kind, state or "") for on, kind, state in session.execute(query))


# The rules in the order and the words a clerk knows them by, each with its definitions.
RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "通报和排名怎么算",
        (
            "pace",
            "signed",
            "started_base",
            "produced_base",
            "funds_base",
            "rank_by",
            "boards",
            "size_bands",
            "rounding",
        ),
    ),
    ("四库和预警", ("libraries", "stale_profile", "stale_count", "node_ahead")),
    ("责任事项和时限", ("deadline_count", "warn_days")),
    ("撞单裁定", ("ceded_counts",)),
    ("工作节奏", ("cadence_set",)),
    ("签约、开工的关口", ("gates", "invest_per_mu", "output_per_mu", "tax_per_mu")),
    ("奖励测算", ("reward_boundary", "reward_mode", "reward_reading")),
    (
        "公文的版面",
        ("page_top", "page_left", "page_right", "page_bottom", "page_lines", "page_chars", "duplex", "faces"),
    ),
    ("公文的版头", ("masthead_size", "masthead_drop", "masthead_colour")),
)
_SPOKEN = {
    "cadence_set": {
        "hejin": "河津：一周一研究、半月一调度、每月一通报",
        "xiayi": "夏邑：周动态、周调度、月通报、季排名",
        "xiangcheng": "襄城：周汇总、月例会、月通报、季考评",
    },
}


def grouped(keys: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Put definitions under the rules they belong to; what a county wrote down besides comes last."""
    known = list(keys)
    found = [(rule, tuple(key for key in own if key in known)) for rule, own in RULES]
    named = {key for _, own in RULES for key in own}
    found.append(("本县文件里的规定", tuple(sorted(key for key in known if key not in named))))
    return [(rule, own) for rule, own in found if own]


def spoken(key: str) -> Mapping[str, str]:
    """Give the clerk's words for values that are kept as a short name."""
    return _SPOKEN.get(key, {})


def prove(session: Session) -> None:
    """Refuse definitions no rule can reckon with, as soon as one is set rather than when a report is due."""
    session.flush()
    found = definitions(session)
    _ = (found.watch, found.warn_days, found.thresholds)  # each refuses what it cannot read
