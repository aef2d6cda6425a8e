"""Break a title into balanced lines: whole words, in the shape of a trapezium or a lozenge (GB/T 9704, 7.3.1)."""

from functools import cache
from itertools import accumulate, combinations, pairwise

from reports.pdf.break_rules import Token, may_break, tokenize
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.title_words import word_interiors

_SPLIT_WORD_COST = 100.0  # cost of splitting a word, in ems of unevenness: any other shape is better
_BAD_EDGE_COST = 1.5  # cost of a line that begins with 的 or ends with 和
_GOOD_START_COST = -1.0  # a line that begins with 关于 reads well
_MOST_LINES = 4


def balance_title(breaker: Breaker, text: str, style: TextStyle, measure: float) -> list[str]:
    """Break a title into the fewest lines that hold it, as evenly as possible and between words."""
    lines: list[str] = []
    for part in text.splitlines():
        lines += _break_part(breaker, part.strip(), style, measure)
    return lines


def _break_part(breaker: Breaker, text: str, style: TextStyle, measure: float) -> list[str]:
    least = int(breaker.width(text, style) // measure) + 1
    fallback: list[str] = []
    for count in range(least, _MOST_LINES + 1):
        lines = _best_lines(breaker, text, style, measure, count)
        # An extra line is better than a split word.
        if lines and (len(lines) == 1 or not word_interiors(text) & set(accumulate(map(len, lines)))):
            return lines
        fallback = fallback or lines
    return fallback or [line.text for line in breaker.paragraph(text, style, measure)]


def _best_lines(breaker: Breaker, text: str, style: TextStyle, measure: float, count: int) -> list[str]:
    """Try every way to break a title into ``count`` lines; return the best, or no lines if none fits."""
    queue = tokenize(text)
    joints = [index for index in range(1, len(queue)) if may_break(queue[index - 1], queue[index])]
    inside = word_interiors(text) if count > 1 else frozenset[int]()

    @cache
    def width(start: int, end: int) -> float:
        return breaker.width(text[start:end], style)

    best: tuple[float, list[str]] | None = None
    for chosen in combinations(joints, count - 1):
        cuts = [0, *(queue[index].start for index in chosen), len(text)]
        widths = [width(start, end) for start, end in pairwise(cuts)]
        if max(widths) > measure:
            continue
        cost = _unevenness(widths, style.size) + sum(_break_cost(text, queue[index], inside) for index in chosen)
        if best is None or cost < best[0]:
            best = (cost, [text[start:end] for start, end in pairwise(cuts)])
    return best[1] if best else []


def _break_cost(text: str, after: Token, inside: frozenset[int]) -> float:
    """Return the cost of a line break before this token."""
    at = after.start
    price = _SPLIT_WORD_COST if at in inside else 0.0
    if after.text[0] in "的和与及等" or text[at - 1] in "和与及第各关":
        price += _BAD_EDGE_COST
    if text.startswith("关于", at):
        price += _GOOD_START_COST
    return price


def _unevenness(widths: list[float], size: float) -> float:
    """Return, in ems, how far line widths are from a trapezium or lozenge: small, steady differences."""
    steps = [(after - before) / size for before, after in pairwise(widths)]
    # Lines of equal length make a rectangle, which the standard excludes.
    cost = sum(max(abs(step) - 4, 0) + (1.0 if abs(step) < 0.5 else 0.0) for step in steps)
    waisted = any(before < 0 < after for before, after in pairwise(steps))
    return cost + (4.0 if waisted else 0.0) + (max(widths) - min(widths)) / size / 10
