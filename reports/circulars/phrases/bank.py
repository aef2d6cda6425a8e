"""The phrase bank: sentences with named slots, of which the county may word any its own way.

Circulars choose a phrase by the situation (more than last month, fewer, none, the first issue …), never at random, so
that the same data always give the same text. The county's wording of a phrase is kept among its settings.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from models.errors import UserError
from models.settings.phrases import PREFIX
from reports.content.document import TextSpan
from reports.figures.figure import Figure
from resources import PRESETS

SlotValue = Figure | str | tuple[TextSpan, ...]

_SLOT = re.compile(r"\{([^{}]*)\}")
_ENDS = "。；，：、"  # a phrase that others follow must end as the shipped one does
_MAX_LENGTH = 200  # characters


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence or clause of circulars: the part of the circular and the situation it is for, and its shipped text.

    Slots stand in braces, ``{个数}``; the program fills in a figure with its unit, a name, or a clause that begins with
    its own comma and may be empty.
    """

    key: str
    part: str
    when: str
    text: str

    @property
    def name(self) -> str:
        """What a clerk calls it: “洽谈签约 · 比上月多”."""
        return f"{self.part} · {self.when}"

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that it may use, in the order of the shipped text."""
        return tuple(dict.fromkeys(_SLOT.findall(self.text)))

    def check(self, typed: str) -> str:
        """Return a wording of the county without surrounding blanks; UserError where it cannot be filled in."""
        text = " ".join(typed.split())
        if not text:
            raise UserError("用语不能空着；不想用自己的说法，请点“恢复原话”。")
        if len(text) > _MAX_LENGTH:
            raise UserError(f"用语最多 {_MAX_LENGTH} 字，现在有 {len(text)} 字。")
        offered = "".join(f"{{{slot}}}" for slot in self.slots) or "没有"
        for slot in _SLOT.findall(text):
            if slot not in self.slots:
                raise UserError(f"这句里没有“{{{slot}}}”这一空；可以用的空是：{offered}。")
        rest = _SLOT.sub("", text)
        if "{" in rest or "}" in rest:
            raise UserError("花括号要成对写，例如 {个数}。")
        if re.search(r"\d", rest):
            raise UserError(f"用语里不要写死数字，数由程序填在空里；可以用的空是：{offered}。")
        if missing := [slot for slot in self.slots if f"{{{slot}}}" not in text and not _is_optional(slot)]:
            raise UserError(f"少了“{{{missing[0]}}}”，这个数或名称就印不出来了。")
        wanted = self.text[-1] if self.text[-1] in _ENDS else ""
        if wanted and not text.endswith(wanted):
            raise UserError(f"这句要以“{wanted}”结尾，好和后面的话接上。")
        if not wanted and text[-1] in _ENDS:
            raise UserError(f"这句后面还接着别的话，末尾不要写“{text[-1]}”。")
        return text


def _is_optional(slot: str) -> bool:
    """Whether a county may leave a slot out: names of the scope and of the period, which the title has already."""
    return slot in {"范围", "期间", "这一期", "上期"}


@lru_cache(maxsize=1)
def shipped_phrases() -> Mapping[str, Phrase]:
    """Return the shipped phrases by key, in the order of circulars."""
    entries: list[dict[str, str]] = json.loads((PRESETS / "phrases.json").read_text("utf-8"))
    return {entry["key"]: Phrase(**entry) for entry in entries}


def county_text(settings: Mapping[str, str], key: str) -> str:
    """Return the county's wording of a phrase, or the shipped one where it has none that can be filled in."""
    phrase = shipped_phrases()[key]
    if typed := settings.get(f"{PREFIX}{key}", ""):
        try:
            return phrase.check(typed)
        except UserError:
            return phrase.text  # it came from another book or an older program; the check before issuing names it
    return phrase.text


def faulty_phrases(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the county's wordings that cannot be used, by the phrase's name, each with the reason."""
    faults: dict[str, str] = {}
    for key, phrase in shipped_phrases().items():
        try:
            if typed := settings.get(f"{PREFIX}{key}", ""):
                phrase.check(typed)
        except UserError as error:
            faults[phrase.name] = str(error)
    return faults


def say(settings: Mapping[str, str], key: str, values: Mapping[str, SlotValue] | None = None) -> tuple[TextSpan, ...]:
    """Fill in a phrase as the county words it; its first span tells which it is (``phrases_of`` reads it back)."""
    text, filled = county_text(settings, key), values or {}
    spans: list[TextSpan] = []
    at = 0
    for slot in _SLOT.finditer(text):
        spans.append(TextSpan(text[at : slot.start()]))
        value = filled[slot[1]]
        if isinstance(value, Figure):
            spans.append(TextSpan(value.phrase, value))
        else:
            spans += [TextSpan(value)] if isinstance(value, str) else value
        at = slot.end()
    printed = [span for span in (*spans, TextSpan(text[at:])) if span.text]
    if not printed:
        return ()
    # It may begin with a phrase that fills a slot, which stays named.
    return replace(printed[0], phrase=f"{key} {printed[0].phrase}".strip()), *printed[1:]


def phrases_of(spans: Iterable[TextSpan]) -> tuple[Phrase, ...]:
    """Return the phrases that a paragraph was made of, each once, in their order."""
    keys = dict.fromkeys(key for span in spans for key in span.phrase.split())
    known = shipped_phrases()
    return tuple(known[key] for key in keys if key in known)
