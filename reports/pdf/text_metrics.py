"""Text metrics: the width of each character, the gaps between scripts, and how much punctuation can be squeezed."""

from dataclasses import dataclass
from typing import NamedTuple

from reports.pdf.break_rules import CLOSING_MARKS, OPENING_MARKS, is_ideograph, is_western
from reports.pdf.fonts import FontRole, FontSet

SCRIPT_GAP = 1 / 8  # em, between Chinese and Latin; may grow to twice this (CLREQ asks for a quarter at most)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set: font role, size in points, and the space added after each full-width character (points)."""

    role: FontRole
    size: float
    tracking: float = 0.0


class CharMetrics(NamedTuple):
    """A character's metrics in one font role: width in ems, font name, and its class for spacing."""

    em: float
    face: str
    is_wide: bool
    is_western: bool
    is_ideograph: bool
    has_blank_half: bool  # half of its width is blank and may be squeezed out


class CharMetricsCache(dict[str, CharMetrics]):
    """A cache of character metrics for one font role."""

    def __init__(self, faces: FontSet, role: FontRole) -> None:
        super().__init__()
        self._faces, self._role = faces, role

    def __missing__(self, character: str) -> CharMetrics:
        glyph = self._faces.glyph(self._role, character)
        # Printing rejects a text with a missing character before this point; when only measuring it counts as wide.
        em, western = (glyph.width if glyph else 1.0), is_western(character)
        wide = em >= 0.9 and not western
        half = wide and (character in CLOSING_MARKS or character in OPENING_MARKS)
        letter = CharMetrics(em, glyph.face if glyph else "", wide, western, is_ideograph(character), half)
        self[character] = letter
        return letter


class MeasuredText:
    """A text with the width of every character and of the gap before it, in points."""

    def __init__(self, metrics: CharMetricsCache, text: str, style: TextStyle) -> None:
        self.text, self.style = text, style
        size, tracking = style.size, style.tracking
        self.metrics = [metrics[character] for character in text]
        self.widths = [letter.em * size for letter in self.metrics]
        self.gaps = [0.0] * len(text)
        self.width_sums, self.blank_sums = [0.0], [0.0]
        at = blank = 0.0
        before: CharMetrics | None = None
        for index, letter in enumerate(self.metrics):
            if before and _is_script_boundary(before, letter) and " " not in text[index - 1 : index + 1]:
                self.gaps[index] = size * SCRIPT_GAP
            at += self.gaps[index] + self.widths[index] + (tracking if letter.is_wide else 0.0)
            blank += size / 2 if letter.has_blank_half else 0.0
            self.width_sums.append(at)
            self.blank_sums.append(blank)
            before = letter

    def is_script_change(self, index: int) -> bool:
        """Return whether Chinese and Latin text meet just before this character."""
        return self.gaps[index] > 0.0

    def is_squeezable(self, index: int) -> bool:
        """Return whether half of this character is blank and may be squeezed out."""
        return self.metrics[index].has_blank_half

    def visible_end(self, start: int, end: int) -> int:
        """Return the end of a line without its trailing spaces, which may hang over the edge."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def natural_width(self, start: int, end: int) -> float:
        """Return the natural width of a line, to the right edge of its last visible character."""
        end = self.visible_end(start, end)
        if end <= start:
            return 0.0
        after = self.style.tracking if self.metrics[end - 1].is_wide else 0.0
        return self.width_sums[end] - self.width_sums[start] - self.gaps[start] - after

    def hanging_width(self, start: int, end: int) -> float:
        """Return the natural width of a line, counting a closing mark at its end as half (GB/T 15834, 5.1.10)."""
        end = self.visible_end(start, end)
        half = end > start and self.metrics[end - 1].has_blank_half and self.text[end - 1] in CLOSING_MARKS
        return self.natural_width(start, end) - (self.style.size / 2 if half else 0.0)

    def squeeze_room(self, start: int, end: int) -> float:
        """Return how much the marks of a line can be squeezed, without its first opening and its last closing mark."""
        end = self.visible_end(start, end)
        slack = self.blank_sums[end] - self.blank_sums[start]
        for index, kind in ((start, OPENING_MARKS), (end - 1, CLOSING_MARKS)):
            if end > start and self.is_squeezable(index) and self.text[index] in kind:
                slack -= self.style.size / 2
        return max(slack, 0.0)


def _is_script_boundary(before: CharMetrics, after: CharMetrics) -> bool:
    """Return whether one of two neighbours is Chinese and the other Latin."""
    return before.is_western != after.is_western and (before.is_ideograph or after.is_ideograph)
