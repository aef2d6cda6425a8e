"""Break Chinese text into justified lines: punctuation rules of GB/T 15834, squeezing in preferred to pushing out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from reports.pdf.break_rules import (
    CLOSING_MARKS,
    NOT_AT_LINE_END,
    NOT_AT_LINE_START,
    OPENING_MARKS,
    Token,
    is_western,
    may_break,
    split_token,
)
from reports.pdf.break_rules import tokenize as cut
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.text_metrics import SCRIPT_GAP, CharMetricsCache, MeasuredText, TextStyle

_MAX_SPACE_GROWTH = 1 / 3  # em; how much a space between Latin words may grow before Chinese characters are spread
_SHORTEST_LAST_LINE = 3.5  # ems: a paragraph does not end with a word of two characters and a mark on its own
_MOST_CHARACTERS = 3_000  # of a paragraph whose line ends are chosen together: it takes time
_LONE_CHARACTER, _LEAST_BALANCED = 1.9, 6.0  # ems: the last line of a cell that is avoided, in cells at least so wide
_SHORT_LAST_LINE_COST = 40.0  # square ems of stretching that are accepted for it
_MOST_LOOSENED = 2.5  # ems that a line may lack before all line ends are chosen together
_LOOSE_LINE = 2.0  # ems; a line this much too short takes the next token if its punctuation can be squeezed
_EPSILON = 1e-3


class GlyphRun(NamedTuple):
    """Consecutive characters with one font and one character spacing, starting at ``x``."""

    x: float
    face: str
    spacing: float
    text: str


class PdfLine(NamedTuple):
    """One set line of a paragraph: its ``text`` begins at offset ``start`` of the paragraph; widths are in points.

    ``kerned_lefts`` are the left edges of the characters if they are not just the running sum of the widths; None saves
    memory in tables with thousands of lines.
    """

    text: str
    start: int
    style: TextStyle
    widths: tuple[float, ...]
    runs: tuple[GlyphRun, ...]
    kerned_lefts: tuple[float, ...] | None = None

    @property
    def lefts(self) -> tuple[float, ...]:
        """The left edge of each character."""
        return self.kerned_lefts if self.kerned_lefts is not None else tuple(accumulate(self.widths[:-1], initial=0.0))

    @property
    def size(self) -> float:
        """The type size in points."""
        return self.style.size

    @property
    def width(self) -> float:
        """From the left edge of the first character to the right edge of the last that is not a space."""
        seen = len(self.text.rstrip(" "))
        if self.kerned_lefts is None:
            return sum(self.widths[:seen])
        return self.kerned_lefts[seen - 1] + self.widths[seen - 1] if seen else 0.0

    def span(self, start: int, end: int) -> tuple[float, float] | None:
        """Return left edge and width of the paragraph's ``[start:end]`` on this line; None if it is elsewhere."""
        first, last = max(start - self.start, 0), min(end - self.start, len(self.text)) - 1
        if first > last:
            return None
        lefts = self.lefts
        return lefts[first], lefts[last] + self.widths[last] - lefts[first]


def _line_ends(measured: MeasuredText, first: float, rest: float) -> Iterator[int]:
    """Yield the character offset of each line end; the last one is the end of the text."""
    queue = list(cut(measured.text))
    narrowest = min(first, rest)
    at, measure = 0, first
    while at < len(queue):
        index = at
        while index < len(queue) and measured.hanging_width(queue[at].start, queue[index].end) <= measure + _EPSILON:
            index += 1
        if index < len(queue):
            token = queue[index]
            if token.end - token.start > 1 and measured.natural_width(token.start, token.end) > narrowest + _EPSILON:
                queue[index : index + 1] = split_token(token)
                continue
            last = max(index, at + 1) - 1
            index = _choose_line_end(measured, queue, at, last + 1, measure)
            if index == at:
                # One long token fills the line and a mark that may not begin a line follows: split the token.
                if queue[last].end - queue[last].start > 1:
                    queue[last : last + 1] = split_token(queue[last])
                    continue
                index = last + 1
        yield queue[index - 1].end
        at, measure = index, rest


def _paragraph_ends(measured: MeasuredText, first: float, rest: float) -> list[int]:
    """Return the line ends of a paragraph, none of whose lines is torn apart and whose last is not a single word.

    Lines are filled one by one; only where that goes wrong all line ends are chosen together.
    """
    ends = list(_line_ends(measured, first, rest))
    size = measured.style.size
    if len(ends) < 2:
        return ends
    lacks = [measure - width for measure, width in _line_widths(measured, ends, first, rest)]
    is_short = measured.natural_width(ends[-2], ends[-1]) < _SHORTEST_LAST_LINE * size
    is_loose = max(lacks[:-1]) > _MOST_LOOSENED * size
    if not (is_short or is_loose) or len(measured.text) > _MOST_CHARACTERS:
        return ends
    return _cheapest_ends(measured, first, rest) or ends


def _cell_ends(measured: MeasuredText, measure: float) -> list[int]:
    """Return the line ends of a table cell; its last line does not hold a single character if that can be helped."""
    ends = list(_line_ends(measured, measure, measure))
    size = measured.style.size
    is_lone = len(ends) > 1 and measured.natural_width(ends[-2], ends[-1]) < _LONE_CHARACTER * size
    if not is_lone or measure < _LEAST_BALANCED * size:
        return ends
    return _cheapest_ends(measured, measure, measure) or ends


def _line_widths(
    measured: MeasuredText, ends: Sequence[int], first: float, rest: float
) -> Iterator[tuple[float, float]]:
    """Yield the measure and the natural width of each line."""
    for number, (start, end) in enumerate(pairwise([0, *ends])):
        yield (rest if number else first), measured.natural_width(start, end)


def _cheapest_ends(measured: MeasuredText, first: float, rest: float) -> list[int]:
    """Choose all line ends together, so that what lines are stretched or squeezed by adds up to the least.

    Returns no ends if a token is too long for a line.
    """
    queue = cut(measured.text)
    costs, before = {0: 0.0}, dict[int, int]()
    for start in range(len(queue)):
        if start not in costs:
            continue
        for end, cost in _lines_from(measured, queue, start, rest if start else first):
            if costs[start] + cost < costs.get(end, float("inf")) - _EPSILON:
                costs[end], before[end] = costs[start] + cost, start
    at, ends = len(queue), list[int]()
    while at in before:
        ends.append(queue[at - 1].end)
        at = before[at]
    return ends[::-1]


def _lines_from(
    measured: MeasuredText, queue: Sequence[Token], start: int, measure: float
) -> Iterator[tuple[int, float]]:
    """Yield the token behind each line that may begin with a token, and what the line costs."""
    size, begin = measured.style.size, queue[start].start
    for index in range(start, len(queue)):
        stop = queue[index].end
        room = measured.squeeze_room(begin, stop)
        if measured.hanging_width(begin, stop) - room > measure + _EPSILON:
            # A closing mark may still fit where the character before it does not.
            if measured.hanging_width(begin, stop) - room > measure + size:
                return
            continue
        if index + 1 < len(queue) and not may_break(queue[index], queue[index + 1]):
            continue
        lack = (measure - measured.natural_width(begin, stop)) / size
        if index + 1 < len(queue):
            yield index + 1, (lack if lack > 0 else 2 * lack) ** 2
        else:
            is_short = start and measured.natural_width(begin, stop) < _SHORTEST_LAST_LINE * size
            yield index + 1, (_SHORT_LAST_LINE_COST if is_short else 0.0) + (2 * min(lack, 0.0)) ** 2


def _choose_line_end(
    measured: MeasuredText, queue: list[Token], first_token: int, fitting_end: int, measure: float
) -> int:
    """Move a line end from the last token that fits to the nearest position where a break is allowed.

    Returns ``first_token`` if there is none.
    """

    def allowed(index: int) -> bool:
        return index == len(queue) or may_break(queue[index - 1], queue[index])

    def squeezed(index: int) -> bool:
        start, end = queue[first_token].start, queue[index - 1].end
        return measured.hanging_width(start, end) - measured.squeeze_room(start, end) <= measure + _EPSILON

    start = queue[first_token].start
    loose = measure - measured.natural_width(start, queue[fitting_end - 1].end) > _LOOSE_LINE * measured.style.size
    later = fitting_end + 1 if allowed(fitting_end) and loose and fitting_end < len(queue) else fitting_end
    while not allowed(later):
        later += 1
    if squeezed(later):
        return later
    earlier = fitting_end
    while earlier > first_token and not allowed(earlier):
        earlier -= 1
    return earlier


def _extra_spacing(measured: MeasuredText, start: int, end: int, measure: float) -> dict[int, float]:
    """Return the extra space in points (negative: squeezed) before each character to fill ``measure``."""
    lack = measure - measured.natural_width(start, end)
    if lack < -_EPSILON:
        # The closing mark at the end loses its blank half first; what is then missing is spread.
        lack = measure - measured.hanging_width(start, end)
        if lack < -_EPSILON:
            return _squeezed_spacing(measured, start, end, measure)
    size = measured.style.size
    added: dict[int, float] = {}
    inner = range(start + 1, end)
    mixed = [index for index in inner if measured.is_script_change(index)]
    spaces = [index for index in inner if measured.text[index - 1] == " "]
    plain = [index for index in inner if index not in mixed and _is_stretchable(measured.text, index)]
    # Blanks grow first, up to a limit; all gaps between Chinese characters share the rest. Gaps beside Latin letters do
    # not grow: wider ones are taken for blanks by whoever reads the text out of the file.
    # A line of Latin text only has no gaps but those between its letters.
    last = plain or spaces or mixed or [index for index in inner if not _is_joined_pair(measured.text, index)]
    if plain and lack > len(plain) * size * SCRIPT_GAP:
        # In a line so loose that all gaps are wider than those beside Latin letters, these are as wide as the others.
        added = dict.fromkeys(mixed, -size * SCRIPT_GAP)
        lack += len(mixed) * size * SCRIPT_GAP
        last = [*plain, *mixed]
    for places, most in ((spaces, size * _MAX_SPACE_GROWTH), (last, lack)):
        share = min(lack / len(places), most) if places else 0.0
        for index in places:
            added[index] = added.get(index, 0.0) + share
        lack -= share * len(places)
    return added


def _squeezed_spacing(measured: MeasuredText, start: int, end: int, measure: float) -> dict[int, float]:
    """Return how much to take from the blank halves of punctuation marks; the last mark may hang over the edge."""
    surplus = measured.hanging_width(start, end) - measure
    # A closing mark is blank on its right, so the next character moves; an opening mark is blank on its left, so the
    # mark itself moves.
    places = [
        index + (1 if measured.text[index] in CLOSING_MARKS else 0)
        for index in range(start, end)
        if measured.is_squeezable(index)
        and not (index == start and measured.text[index] in OPENING_MARKS)
        and not (index == end - 1 and measured.text[index] in CLOSING_MARKS)
    ]
    share = surplus / len(places)
    taken: dict[int, float] = {}
    for place in places:
        taken[place] = taken.get(place, 0.0) - share
    return taken


def _is_stretchable(text: str, index: int) -> bool:
    """Return whether space may be added between a character and the one before it."""
    before, after = text[index - 1], text[index]
    if _is_joined_pair(text, index):
        return False
    return not (is_western(before) and is_western(after)) or before == " "


def _is_joined_pair(text: str, index: int) -> bool:
    """Return whether a character and the one before it form one —— or ……."""
    return text[index - 1] == text[index] and text[index] in "—…"


def _place_line(measured: MeasuredText, start: int, end: int, measure: float | None) -> PdfLine:
    """Position the characters of a line, justified to ``measure``; None leaves it at its natural width."""
    end_seen = measured.visible_end(start, end)
    added = {} if measure is None else _extra_spacing(measured, start, end_seen, measure)
    lefts = []
    x = 0.0
    for index in range(start, end):
        if index > start:
            x += measured.gaps[index] + added.get(index, 0.0)
        lefts.append(x)
        x += measured.widths[index] + (measured.style.tracking if measured.metrics[index].is_wide else 0.0)
    widths = tuple(measured.widths[start:end])
    runs = tuple(_runs(measured, start, end_seen, lefts))
    return PdfLine(measured.text[start:end], start, measured.style, widths, runs, tuple(lefts))


def _runs(measured: MeasuredText, start: int, end: int, lefts: list[float]) -> Iterator[GlyphRun]:
    """Group the characters of a line into runs with one font and one spacing."""
    first = start
    while first < end:
        face, spacing, last = measured.metrics[first].face, 0.0, first
        while last + 1 < end and measured.metrics[last + 1].face == face:
            step = lefts[last + 1 - start] - lefts[last - start] - measured.widths[last]
            if last == first:
                spacing = step
            elif abs(step - spacing) > _EPSILON:
                break
            last += 1
        yield GlyphRun(lefts[first - start], face, spacing, measured.text[first : last + 1])
        first = last + 1


class Breaker:
    """Breaks text into lines with one set of fonts; table cells are cached, since tables repeat them."""

    def __init__(self, faces: FontSet) -> None:
        """Measure with these fonts."""
        self.faces = faces
        self._metrics = {role: CharMetricsCache(faces, role) for role in FontRole}
        self._cells = lru_cache(maxsize=8_000)(self._wrap)
        # A text is set several times, with another height of lines or another order of tables.
        self._paragraphs = lru_cache(maxsize=500)(self._paragraph)

    def paragraph(self, text: str, style: TextStyle, measure: float, indent: float = 0.0) -> list[PdfLine]:
        """Break a paragraph into justified lines, the first one indented; the last one keeps its natural width."""
        return list(self._paragraphs(text, style, measure, indent))

    def _paragraph(self, text: str, style: TextStyle, measure: float, indent: float) -> list[PdfLine]:
        measured = self._measured(text, style)
        lines, start = [], 0
        for end in _paragraph_ends(measured, measure - indent, measure):
            room = measure - indent if start == 0 else measure
            over = measured.natural_width(start, end) > room + _EPSILON
            lines.append(_place_line(measured, start, end, room if end < len(text) or over else None))
            start = end
        return lines

    def cell(self, text: str, style: TextStyle, measure: float) -> tuple[PdfLine, ...]:
        """Break the text of a table cell into unjustified lines; line breaks in the text are kept."""
        return self._cells(text, style, measure)

    def single(self, text: str, style: TextStyle) -> PdfLine:
        """Set a text on one line at its natural width."""
        return _place_line(self._measured(text, style), 0, len(text), None)

    def width(self, text: str, style: TextStyle) -> float:
        """Return the natural width of a text on one line, in points."""
        known = self._metrics[style.role]
        letters = [known[character] for character in text.rstrip(" ")]
        if not letters:
            return 0.0
        width = sum([letter.em for letter in letters]) * style.size
        if style.tracking:
            width += style.tracking * sum([letter.is_wide for letter in letters[:-1]])
        if text.isascii() or not sum([letter.is_western for letter in letters]):
            return width
        return self._measured(text, style).natural_width(0, len(text))

    def _measured(self, text: str, style: TextStyle) -> MeasuredText:
        return MeasuredText(self._metrics[style.role], text, style)

    def _wrap(self, text: str, style: TextStyle, measure: float) -> tuple[PdfLine, ...]:
        lines: list[PdfLine] = []
        for part in text.split("\n"):
            whole = self._single_line_cell(part, style, measure)
            lines += [whole] if whole else self._wrapped_lines(part, style, measure)
        return tuple(lines)

    def _single_line_cell(self, text: str, style: TextStyle, measure: float) -> PdfLine | None:
        """Set a number or short Chinese text that fits on one line without measuring gaps, as most cells need."""
        known = self._metrics[style.role]
        letters = [known[character] for character in text]
        if style.tracking or (not text.isascii() and sum([letter.is_western for letter in letters])):
            return None
        widths = tuple([letter.em * style.size for letter in letters])
        if sum(widths) > measure:
            return None
        if len({letter.face for letter in letters}) == 1:
            return PdfLine(text, 0, style, widths, (GlyphRun(0.0, letters[0].face, 0.0, text.rstrip(" ")),))
        runs, at, x = [], 0, 0.0
        for face, group in groupby(letters, key=lambda letter: letter.face):
            end = at + len(list(group))
            runs.append(GlyphRun(x, face, 0.0, text[at:end]))
            x += sum(widths[at:end])
            at = end
        return PdfLine(text, 0, style, widths, tuple(runs))

    def _wrapped_lines(self, text: str, style: TextStyle, measure: float) -> Iterator[PdfLine]:
        measured, start = self._measured(text, style), 0
        for end in _cell_ends(measured, measure):
            over = measured.natural_width(start, end) > measure + _EPSILON
            yield _place_line(measured, start, end, measure if over else None)
            start = end


__all__ = ["NOT_AT_LINE_END", "NOT_AT_LINE_START", "Breaker", "GlyphRun", "PdfLine", "TextStyle"]
