"""Breaking Chinese text into lines: no mark where it may not stand, squeezed in before pushed out, flush both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.paper.faces import Faces, Role
from reports.paper.tokens import CLOSING, NO_END, NO_START, OPENING, Token, is_ideograph, is_western, may_break, pieces
from reports.paper.tokens import tokens as cut

_GAP = 1 / 8  # em, between Chinese and Latin; may grow to twice this (CLREQ asks for a quarter at most)
_SPACE = 1 / 3  # em, what a space between Latin words may grow by before Chinese is spread
_LOOSE = 2.0  # ems; a line this short takes in the next token if its marks can be squeezed for it
_EPSILON = 1e-3


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: the face's role, the size in points, and what is added after each full-width character."""

    role: Role
    size: float
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn in one go: one face, one spacing, from ``x``."""

    x: float
    face: str
    spacing: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph: ``text`` stood at ``start``; ``lefts`` and ``widths`` tell where each character is."""

    text: str
    start: int
    style: Style
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    runs: tuple[Run, ...]

    @property
    def size(self) -> float:
        """The type size in points."""
        return self.style.size

    @property
    def width(self) -> float:
        """From the left edge of the first character to the right edge of the last that is not a space."""
        seen = len(self.text.rstrip(" "))
        return self.lefts[seen - 1] + self.widths[seen - 1] if seen else 0.0

    def span(self, start: int, end: int) -> tuple[float, float] | None:
        """Where the part of the paragraph from ``start`` to ``end`` lies on this line: left edge and width."""
        first, last = max(start - self.start, 0), min(end - self.start, len(self.text)) - 1
        if first > last:
            return None
        return self.lefts[first], self.lefts[last] + self.widths[last] - self.lefts[first]


class _Measured:
    """A text with the width of every character and of the gap before it."""

    def __init__(self, faces: Faces, text: str, style: Style) -> None:
        self.text, self.style = text, style
        size = style.size
        glyphs = [faces.glyph(style.role, character) for character in text]
        self.faces = [glyph.face if glyph else "" for glyph in glyphs]
        # The press refuses a text with a missing character before it comes here; measuring alone lets it count as wide.
        ems = [glyph.width if glyph else 1.0 for glyph in glyphs]
        self.wide = [em >= 0.9 and not is_western(character) for em, character in zip(ems, text, strict=True)]
        self.widths = [em * size for em in ems]
        self.advances = [
            width + (style.tracking if wide else 0.0) for width, wide in zip(self.widths, self.wide, strict=True)
        ]
        self.gaps = [self._gap(index) for index in range(len(text))]
        self.sums = [0.0]
        self.blanks = [0.0]
        for index in range(len(text)):
            self.sums.append(self.sums[-1] + self.gaps[index] + self.advances[index])
            self.blanks.append(self.blanks[-1] + (size / 2 if self.squeezable(index) else 0.0))

    def _gap(self, index: int) -> float:
        return self.style.size * _GAP if self.mixed(index) else 0.0

    def mixed(self, index: int) -> bool:
        """Whether Chinese meets Latin just before this character."""
        if index == 0:
            return False
        before, after = self.text[index - 1], self.text[index]
        if is_western(before) == is_western(after) or " " in (before, after):
            return False
        return is_ideograph(before) or is_ideograph(after)

    def squeezable(self, index: int) -> bool:
        """Whether half of this character is blank and may go."""
        return self.wide[index] and (self.text[index] in CLOSING or self.text[index] in OPENING)

    def visible(self, start: int, end: int) -> int:
        """Where a line that would end at ``end`` ends once the spaces hanging over its edge are left out."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def full(self, start: int, end: int) -> float:
        """Give the natural width of a line."""
        end = self.visible(start, end)
        return self.sums[end] - self.sums[start] - self.gaps[start] if end > start else 0.0

    def hung(self, start: int, end: int) -> float:
        """Give the natural width of a line with a closing mark at its end counted half (GB/T 15834, 5.1.10)."""
        end = self.visible(start, end)
        half = end > start and self.wide[end - 1] and self.text[end - 1] in CLOSING
        return self.full(start, end) - (self.style.size / 2 if half else 0.0)

    def slack(self, start: int, end: int) -> float:
        """How much the marks of a line could give, but for its first opening and its last closing one."""
        end = self.visible(start, end)
        slack = self.blanks[end] - self.blanks[start]
        for index, kind in ((start, OPENING), (end - 1, CLOSING)):
            if end > start and self.squeezable(index) and self.text[index] in kind:
                slack -= self.style.size / 2
        return max(slack, 0.0)


def _ends(measured: _Measured, first: float, rest: float) -> Iterator[int]:
    """Choose where the lines end: character offsets, the last one the end of the text."""
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
                # One long token fills the line and a mark follows it: cut the token, so that its end goes over too.
                if queue[last].end - queue[last].start > 1:
                    queue[last : last + 1] = pieces(queue[last])
                    continue
                index = last + 1
        yield queue[index - 1].end
        at, measure = index, rest


def _choose(measured: _Measured, queue: list[Token], at: int, fit: int, measure: float) -> int:
    """Move the end of a line from the last token that fits to the nearest place where it may be.

    Gives ``at`` where there is none.
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


def _stretches(measured: _Measured, start: int, end: int, measure: float) -> dict[int, float]:
    """Spread what a line lacks, or take what it has too much: what to add before each character."""
    lack = measure - measured.full(start, end)
    if lack < -_EPSILON:
        return _squeezes(measured, start, end, measure)
    size = measured.style.size
    added: dict[int, float] = {}
    inner = range(start + 1, end)
    mixed = [index for index in inner if measured.mixed(index)]
    spaces = [index for index in inner if measured.text[index - 1] == " "]
    plain = [index for index in inner if index not in mixed and _stretchable(measured.text, index)]
    # Gaps beside Latin letters give first, up to what looks right; what is then left all gaps in Chinese share.
    for places, most in ((mixed, size * _GAP), (spaces, size * _SPACE), (plain, lack)):
        share = min(lack / len(places), most) if places else 0.0
        for index in places:
            added[index] = added.get(index, 0.0) + share
        lack -= share * len(places)
    return added


def _squeezes(measured: _Measured, start: int, end: int, measure: float) -> dict[int, float]:
    """Take what a line has too much from the blank halves of its marks, after letting its last one hang."""
    surplus = measured.hung(start, end) - measure
    if surplus <= _EPSILON:
        return {}
    # A closing mark is blank on its right, so what follows moves; an opening one on its left, so it moves itself.
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
    """Whether room may be made between a character and the one before it."""
    before, after = text[index - 1], text[index]
    if before == after and before in "—…":
        return False
    return not (is_western(before) and is_western(after)) or before == " "


def _place(measured: _Measured, start: int, end: int, measure: float | None) -> Line:
    """Put the characters of a line where they go; ``measure`` is what to fill, None leaves the line as it is."""
    end_seen = measured.visible(start, end)
    added = {} if measure is None else _stretches(measured, start, end_seen, measure)
    lefts = []
    x = 0.0
    for index in range(start, end):
        if index > start:
            x += measured.gaps[index] + added.get(index, 0.0)
        lefts.append(x)
        x += measured.advances[index]
    widths = tuple(measured.widths[start:end])
    return Line(
        measured.text[start:end],
        start,
        measured.style,
        tuple(lefts),
        widths,
        tuple(_runs(measured, start, end_seen, lefts)),
    )


def _runs(measured: _Measured, start: int, end: int, lefts: list[float]) -> Iterator[Run]:
    """Gather the characters of a line into runs of one face and one spacing."""
    first = start
    while first < end:
        face, spacing, last = measured.faces[first], 0.0, first
        while last + 1 < end and measured.faces[last + 1] == face:
            step = lefts[last + 1 - start] - lefts[last - start] - measured.widths[last]
            if last == first:
                spacing = step
            elif abs(step - spacing) > _EPSILON:
                break
            last += 1
        yield Run(lefts[first - start], face, spacing, measured.text[first : last + 1])
        first = last + 1


class Breaker:
    """Breaks paragraphs into lines in one set of faces, remembering what tables repeat."""

    def __init__(self, faces: Faces) -> None:
        """Measure with these faces."""
        self.faces = faces
        self._cells = lru_cache(maxsize=20_000)(self._wrap)

    def paragraph(self, text: str, style: Style, measure: float, indent: float = 0.0) -> list[Line]:
        """Break a paragraph flush on both sides, its first line indented, its last line ending where it ends."""
        measured = _Measured(self.faces, text, style)
        lines, start = [], 0
        for end in _ends(measured, measure - indent, measure):
            room = measure - indent if start == 0 else measure
            over = measured.full(start, end) > room + _EPSILON
            lines.append(_place(measured, start, end, room if end < len(text) or over else None))
            start = end
        return lines

    def cell(self, text: str, style: Style, measure: float) -> tuple[Line, ...]:
        """Break the text of a table cell, ragged; a line break in the text is kept."""
        return self._cells(text, style, measure)

    def single(self, text: str, style: Style) -> Line:
        """Set a text on one line at its natural width."""
        return _place(_Measured(self.faces, text, style), 0, len(text), None)

    def width(self, text: str, style: Style) -> float:
        """Tell the natural width of a text on one line."""
        return _Measured(self.faces, text, style).full(0, len(text))

    def _wrap(self, text: str, style: Style, measure: float) -> tuple[Line, ...]:
        lines = []
        for part in text.split("\n"):
            measured, start = _Measured(self.faces, part, style), 0
            for end in _ends(measured, measure, measure):
                over = measured.full(start, end) > measure + _EPSILON
                lines.append(_place(measured, start, end, measure if over else None))
                start = end
            if not part:
                lines.append(_place(measured, 0, 0, None))
        return tuple(lines)


__all__ = ["NO_END", "NO_START", "Breaker", "Line", "Run", "Style"]
