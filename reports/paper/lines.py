"""Break Chinese text into justified lines: punctuation rules of GB/T 15834, squeezing in preferred to pushing out."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from reports.paper.faces import Faces, Role
from reports.paper.measured import GAP, Letters, Measured, Style
from reports.paper.tokens import (
    CLOSING,
    NO_END,
    NO_START,
    OPENING,
    Token,
    is_western,
    may_break,
    pieces,
)
from reports.paper.tokens import tokens as cut

_SPACE = 1 / 3  # em; how much a space between Latin words may grow before Chinese characters are spread
_LOOSE = 2.0  # ems; a line this much too short takes the next token if its punctuation can be squeezed
_EPSILON = 1e-3


class Run(NamedTuple):
    """Consecutive characters with one font and one character spacing, starting at ``x``."""

    x: float
    face: str
    spacing: float
    text: str


class Line(NamedTuple):
    """One set line of a paragraph: its ``text`` begins at offset ``start`` of the paragraph; widths are in points.

    ``kerned_lefts`` are the left edges of the characters if they are not just the running sum of the widths; None saves
    memory in tables with thousands of lines.
    """

    text: str
    start: int
    style: Style
    widths: tuple[float, ...]
    runs: tuple[Run, ...]
    offsets: tuple[float, ...] | None = None

    @property
    def lefts(self) -> tuple[float, ...]:
        """The left edge of each character."""
        return self.offsets if self.offsets is not None else tuple(accumulate(self.widths[:-1], initial=0.0))

    @property
    def size(self) -> float:
        """The type size in points."""
        return self.style.size

    @property
    def width(self) -> float:
        """From the left edge of the first character to the right edge of the last that is not a space."""
        seen = len(self.text.rstrip(" "))
        if self.offsets is None:
            return sum(self.widths[:seen])
        return self.offsets[seen - 1] + self.widths[seen - 1] if seen else 0.0

    def span(self, start: int, end: int) -> tuple[float, float] | None:
        """Return left edge and width of the paragraph's ``[start:end]`` on this line; None if it is elsewhere."""
        first, last = max(start - self.start, 0), min(end - self.start, len(self.text)) - 1
        if first > last:
            return None
        lefts = self.lefts
        return lefts[first], lefts[last] + self.widths[last] - lefts[first]


def _ends(measured: Measured, first: float, rest: float) -> Iterator[int]:
    """Yield the character offset of each line end; the last one is the end of the text."""
    queue = list(cut(measured.text))
    narrowest = min(first, rest)
    at, measure = 0, first
    while at < len(queue):
        index = at
        while index < len(queue) and measured.hung(queue[at].start, queue[index].end) <= measure + _EPSILON:
            index += 1
        if index < len(queue):
            token = queue[index]
            if token.end - token.start > 1 and measured.full(token.start, token.end) > narrowest + _EPSILON:
                queue[index : index + 1] = pieces(token)
                continue
            last = max(index, at + 1) - 1
            index = _choose(measured, queue, at, last + 1, measure)
            if index == at:
                # One long token fills the line and a mark that may not begin a line follows: split the token.
                if queue[last].end - queue[last].start > 1:
                    queue[last : last + 1] = pieces(queue[last])
                    continue
                index = last + 1
        yield queue[index - 1].end
        at, measure = index, rest


def _choose(measured: Measured, queue: list[Token], at: int, fit: int, measure: float) -> int:
    """Move a line end from the last token that fits to the nearest position where a break is allowed.

    Returns ``first_token`` if there is none.
    """

    def allowed(index: int) -> bool:
        return index == len(queue) or may_break(queue[index - 1], queue[index])

    def squeezed(index: int) -> bool:
        start, end = queue[at].start, queue[index - 1].end
        return measured.hung(start, end) - measured.slack(start, end) <= measure + _EPSILON

    start = queue[at].start
    loose = measure - measured.full(start, queue[fit - 1].end) > _LOOSE * measured.style.size
    later = fit + 1 if allowed(fit) and loose and fit < len(queue) else fit
    while not allowed(later):
        later += 1
    if squeezed(later):
        return later
    earlier = fit
    while earlier > at and not allowed(earlier):
        earlier -= 1
    return earlier


def _stretches(measured: Measured, start: int, end: int, measure: float) -> dict[int, float]:
    """Return the extra space in points (negative: squeezed) before each character to fill ``measure``."""
    lack = measure - measured.full(start, end)
    if lack < -_EPSILON:
        # The closing mark at the end loses its blank half first; what is then missing is spread.
        lack = measure - measured.hung(start, end)
        if lack < -_EPSILON:
            return _squeezes(measured, start, end, measure)
    size = measured.style.size
    added: dict[int, float] = {}
    inner = range(start + 1, end)
    mixed = [index for index in inner if measured.mixed(index)]
    spaces = [index for index in inner if measured.text[index - 1] == " "]
    plain = [index for index in inner if index not in mixed and _stretchable(measured.text, index)]
    # Gaps beside Latin letters grow first, up to a limit; all gaps between Chinese characters share the rest.
    # A line of Latin text only has no gaps but those between its letters.
    last = plain or spaces or mixed or [index for index in inner if not _unbroken(measured.text, index)]
    for places, most in ((mixed, size * GAP), (spaces, size * _SPACE), (last, lack)):
        share = min(lack / len(places), most) if places else 0.0
        for index in places:
            added[index] = added.get(index, 0.0) + share
        lack -= share * len(places)
    return added


def _squeezes(measured: Measured, start: int, end: int, measure: float) -> dict[int, float]:
    """Return how much to take from the blank halves of punctuation marks; the last mark may hang over the edge."""
    surplus = measured.hung(start, end) - measure
    # A closing mark is blank on its right, so the next character moves; an opening mark is blank on its left, so the
    # mark itself moves.
    places = [
        index + (1 if measured.text[index] in CLOSING else 0)
        for index in range(start, end)
        if measured.squeezable(index)
        and not (index == start and measured.text[index] in OPENING)
        and not (index == end - 1 and measured.text[index] in CLOSING)
    ]
    share = surplus / len(places)
    taken: dict[int, float] = {}
    for place in places:
        taken[place] = taken.get(place, 0.0) - share
    return taken


def _stretchable(text: str, index: int) -> bool:
    """Return whether space may be added between a character and the one before it."""
    before, after = text[index - 1], text[index]
    if _unbroken(text, index):
        return False
    return not (is_western(before) and is_western(after)) or before == " "


def _unbroken(text: str, index: int) -> bool:
    """Return whether a character and the one before it form one —— or ……."""
    return text[index - 1] == text[index] and text[index] in "—…"


def _place(measured: Measured, start: int, end: int, measure: float | None) -> Line:
    """Position the characters of a line, justified to ``measure``; None leaves it at its natural width."""
    end_seen = measured.visible(start, end)
    added = {} if measure is None else _stretches(measured, start, end_seen, measure)
    lefts = []
    x = 0.0
    for index in range(start, end):
        if index > start:
            x += measured.gaps[index] + added.get(index, 0.0)
        lefts.append(x)
        x += measured.widths[index] + (measured.style.tracking if measured.letters[index].wide else 0.0)
    widths = tuple(measured.widths[start:end])
    runs = tuple(_runs(measured, start, end_seen, lefts))
    return Line(measured.text[start:end], start, measured.style, widths, runs, tuple(lefts))


def _runs(measured: Measured, start: int, end: int, lefts: list[float]) -> Iterator[Run]:
    """Group the characters of a line into runs with one font and one spacing."""
    first = start
    while first < end:
        face, spacing, last = measured.letters[first].face, 0.0, first
        while last + 1 < end and measured.letters[last + 1].face == face:
            step = lefts[last + 1 - start] - lefts[last - start] - measured.widths[last]
            if last == first:
                spacing = step
            elif abs(step - spacing) > _EPSILON:
                break
            last += 1
        yield Run(lefts[first - start], face, spacing, measured.text[first : last + 1])
        first = last + 1


class Breaker:
    """Breaks text into lines with one set of fonts; table cells are cached, since tables repeat them."""

    def __init__(self, faces: Faces) -> None:
        """Measure with these fonts."""
        self.faces = faces
        self._letters = {role: Letters(faces, role) for role in Role}
        self._cells = lru_cache(maxsize=8_000)(self._wrap)

    def paragraph(self, text: str, style: Style, measure: float, indent: float = 0.0) -> list[Line]:
        """Break a paragraph into justified lines, the first one indented; the last one keeps its natural width."""
        measured = self._measured(text, style)
        lines, start = [], 0
        for end in _ends(measured, measure - indent, measure):
            room = measure - indent if start == 0 else measure
            over = measured.full(start, end) > room + _EPSILON
            lines.append(_place(measured, start, end, room if end < len(text) or over else None))
            start = end
        return lines

    def cell(self, text: str, style: Style, measure: float) -> tuple[Line, ...]:
        """Break the text of a table cell into unjustified lines; line breaks in the text are kept."""
        return self._cells(text, style, measure)

    def single(self, text: str, style: Style) -> Line:
        """Set a text on one line at its natural width."""
        return _place(self._measured(text, style), 0, len(text), None)

    def width(self, text: str, style: Style) -> float:
        """Return the natural width of a text on one line, in points."""
        known = self._letters[style.role]
        letters = [known[character] for character in text.rstrip(" ")]
        if not letters:
            return 0.0
        width = sum([letter.em for letter in letters]) * style.size
        if style.tracking:
            width += style.tracking * sum([letter.wide for letter in letters[:-1]])
        if text.isascii() or not sum([letter.western for letter in letters]):
            return width
        return self._measured(text, style).full(0, len(text))

    def _measured(self, text: str, style: Style) -> Measured:
        return Measured(self._letters[style.role], text, style)

    def _wrap(self, text: str, style: Style, measure: float) -> tuple[Line, ...]:
        lines: list[Line] = []
        for part in text.split("\n"):
            whole = self._unmixed(part, style, measure)
            lines += [whole] if whole else self._broken(part, style, measure)
        return tuple(lines)

    def _unmixed(self, text: str, style: Style, measure: float) -> Line | None:
        """Set a number or short Chinese text that fits on one line without measuring gaps, as most cells need."""
        known = self._letters[style.role]
        letters = [known[character] for character in text]
        if style.tracking or (not text.isascii() and sum([letter.western for letter in letters])):
            return None
        widths = tuple([letter.em * style.size for letter in letters])
        if sum(widths) > measure:
            return None
        if len({letter.face for letter in letters}) == 1:
            return Line(text, 0, style, widths, (Run(0.0, letters[0].face, 0.0, text.rstrip(" ")),))
        runs, at, x = [], 0, 0.0
        for face, group in groupby(letters, key=lambda letter: letter.face):
            end = at + len(list(group))
            runs.append(Run(x, face, 0.0, text[at:end]))
            x += sum(widths[at:end])
            at = end
        return Line(text, 0, style, widths, tuple(runs))

    def _broken(self, text: str, style: Style, measure: float) -> Iterator[Line]:
        measured, start = self._measured(text, style), 0
        for end in _ends(measured, measure, measure):
            over = measured.full(start, end) > measure + _EPSILON
            yield _place(measured, start, end, measure if over else None)
            start = end


__all__ = ["NO_END", "NO_START", "Breaker", "Line", "Run", "Style"]
