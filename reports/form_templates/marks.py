"""The marks of a form, ``{{焦化专班.签约金额.累计|万元}}``: finding them in a text, putting values in their place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_MARK = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]*?)\s*(?:\}\}|｝｝)")
_HALF_OPEN = re.compile(r"\{\{|\}\}|｛｛|｝｝")
_WORD_BREAK = re.compile(r"[.．·]")
_OPTION_BREAK = re.compile(r"[|｜]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its words (``焦化专班``, ``签约金额``, ``累计``) and its options (``万元``).

    A row mark (``{{#项目|阶段=签约}}``) repeats its row for every row of a ledger; it prints nothing itself.
    """

    text: str  # between the braces
    words: tuple[str, ...]
    options: tuple[str, ...]
    repeats_row: bool

    @property
    def braced(self) -> str:
        """The mark as it is written in a cell."""
        return f"{{{{{self.text}}}}}"


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark and where it stands in a text."""

    mark: Mark
    start: int
    end: int


def read_mark(text: str) -> Mark:
    """Read what stands between the braces of a mark."""
    plain = text.strip()
    repeats = plain.startswith(("#", "＃"))
    head, *options = _OPTION_BREAK.split(plain[1:] if repeats else plain)
    words = tuple(word.strip() for word in _WORD_BREAK.split(head) if word.strip())
    return Mark(plain, words, tuple(option.strip() for option in options if option.strip()), repeats)


def marks_in(text: str) -> list[PlacedMark]:
    """Return the marks of a text in their order."""
    return [PlacedMark(read_mark(match[1]), *match.span()) for match in _MARK.finditer(text)]


def whole_mark(text: str) -> Mark | None:
    """Return the mark where a text is nothing but one: its cell then takes a number, not a text."""
    match = _MARK.fullmatch(text.strip())
    return read_mark(match[1]) if match else None


def has_broken_mark(text: str) -> bool:
    """Return whether braces are left over, which a clerk meant as a mark: ``{{签约项目}``."""
    return bool(_HALF_OPEN.search(_MARK.sub("", text)))


def replace_marks(runs: Sequence[str], value_of: Callable[[Mark], str]) -> list[str]:
    """Replace the marks of a text that is split into runs of different looks; return the runs' new texts.

    Office programs split a typed mark over runs as they please. The value takes the look of the run in which the mark
    begins.
    """
    texts = [""] * len(runs)
    bounds = [0]
    for run in runs:
        bounds.append(bounds[-1] + len(run))
    whole = "".join(runs)

    def copy(start: int, end: int) -> None:
        for number, (first, last) in enumerate(pairwise(bounds)):
            texts[number] += whole[max(start, first) : max(min(end, last), start, first)]

    at = 0
    for placed in marks_in(whole):
        copy(at, placed.start)
        holder = next(number for number, last in enumerate(bounds[1:]) if placed.start < last)
        texts[holder] += value_of(placed.mark)
        at = placed.end
    copy(at, len(whole))
    return texts
