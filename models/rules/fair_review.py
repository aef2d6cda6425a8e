"""Fair competition review (公平竞争审查): which texts are tied to moving in, tax or local statistics, and what is open.

A word of the county's dictionary stands for itself; one written “纳统＋奖” asks for all its parts in one sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.rules.vocabulary import ReviewState, TierBase, TierMeasure

_SENTENCE_ENDS = re.compile(r"[。；;！!？?\n]")
_JOINTS = re.compile(r"[＋+]")
CLEARED = frozenset({ReviewState.PASSED, ReviewState.EXCEPTION})
PAYING_GATE = "公平竞争审查"


# The rules that name what a word stands for, by parts of the word; the first rule that fits counts.
_TAX_RULE = "《税收征收管理法》第三条、《公平竞争审查条例》第十条"
_LAND_RULE = "国办发〔2006〕100号（土地出让收支管理）、《公平竞争审查条例实施办法》第十九条"
_REWARD_RULE = "《公平竞争审查条例》第十条、实施办法第十九条"
_RULES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("地价", "出让金", "土地出让", "换项目"), _LAND_RULE),
    (("减免", "减税", "免税", "免征", "核定征收"), _TAX_RULE),
    (("税", "返", "退", "列收列支", "留成", "财税", "迁", "注册地", "纳统", "统计"), _REWARD_RULE),
)


def laws_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the rules that name what the words stand for, each once; a county's own words may have none."""
    rules = (next((rule for parts, rule in _RULES if any(part in word for part in parts)), "") for word in words)
    return tuple(dict.fromkeys(filter(None, rules)))


def words_in(texts: Iterable[str | None], words: Iterable[str]) -> tuple[str, ...]:
    """Return the dictionary's words that occur in the texts, in the order of the dictionary, joints as “……”.

    Joined words are left out where a word before them says the same: “按税收贡献” makes “税收贡献……奖” superfluous.
    """
    listed = tuple(words)
    compact = ["".join(text.split()) for text in texts if text]
    begins = _beginnings(listed)
    sentences = [part for text in compact if begins.search(text) for part in _SENTENCE_ENDS.split(text)]
    if not sentences:
        return ()
    occurring: list[str] = []
    for word in listed:
        parts = [part for part in _JOINTS.split(word) if part]
        if len(parts) > 1 and any(parts[0] in earlier for earlier in occurring):
            continue
        if parts and any(all(part in sentence for part in parts) for sentence in sentences):
            occurring.append("……".join(parts))
    return tuple(occurring)


@lru_cache(maxsize=8)
def _beginnings(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the words' first parts: nearly all texts have none, and are done with at once."""
    firsts = [next((re.escape(part) for part in _JOINTS.split(word) if part), "") for word in words]
    return re.compile("|".join(filter(None, firsts)) or r"(?!)")


def tier_grounds(measures: Iterable[str | None], bases: Iterable[str | None]) -> tuple[str, ...]:
    """Return why the tiers of a policy are tied: they count what is listed locally, or the tax that is paid."""
    grounds = []
    if TierMeasure.LISTED in set(measures):
        grounds.append("按固投入库额（纳统）定档")
    if TierBase.TAX_INCREMENT in set(bases):
        grounds.append("按税收增量计奖")
    return tuple(grounds)


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """Where a policy or promise stands: state, day and ground of the review, and why it is tied (or marked so by hand).

    ``mark`` is what a person decided: tied, not tied, or None for the rule.
    """

    state: str = ReviewState.OPEN
    on: date | None = None
    ground: str = ""
    words: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    mark: bool | None = None

    @property
    def is_tied(self) -> bool:
        """Whether it is tied to moving in, paying tax or being counted locally; a person's decision counts first."""
        return bool(self.words or self.grounds) if self.mark is None else self.mark

    @property
    def is_cleared(self) -> bool:
        """Whether the review was passed, or an exception applies with its ground and day."""
        if self.state == ReviewState.EXCEPTION:
            return bool(self.ground.strip()) and self.on is not None
        return self.state in CLEARED

    @property
    def needs_review(self) -> bool:
        """Whether it should not be signed or paid as it stands: tied and not cleared, or refused or stopped."""
        if self.state in {ReviewState.REFUSED, ReviewState.STOPPED}:
            return True
        return self.is_tied and not self.is_cleared

    @property
    def state_text(self) -> str:
        """The state with its day and, for an exception, its ground."""
        day = f"（{self.on.isoformat()}）" if self.on else ""
        ground = f"：{self.ground}" if self.state == ReviewState.EXCEPTION and self.ground else ""
        return f"{self.state}{day}{ground}"

    @property
    def law_text(self) -> str:
        """The rules that name what it is tied to, as one phrase; empty where a person decided that it is not tied."""
        return "；".join(laws_of((*self.words, *self.grounds))) if self.is_tied else ""

    @property
    def tie_text(self) -> str:
        """Why it is tied, as one phrase; what a person decided is said too."""
        quoted = "".join(f"“{word}”" for word in self.words)
        reasons = [*([f"写着{quoted}"] if quoted else []), *self.grounds]
        if self.mark is not None:
            reasons.append("人工核对为挂钩" if self.mark else "人工核对为不挂钩")
        return "，".join(reasons)
