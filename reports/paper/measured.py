"""Text metrics: the width of each character, the gaps between scripts, and how much punctuation can be squeezed."""

from dataclasses import dataclass
from typing import NamedTuple

from reports.paper.faces import Faces, Role
from reports.paper.tokens import CLOSING, OPENING, is_ideograph, is_western

GAP = 1 / 8  # em, between Chinese and Latin; may grow to twice this (CLREQ asks for a quarter at most)


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: font role, size in points, and the space added after each full-width character (points)."""

    role: Role
    size: float
    tracking: float = 0.0


class Letter(NamedTuple):
    """A character's metrics in one font role: width in ems, font name, and its class for spacing."""

    em: float
    face: str
    wide: bool
    western: bool
    ideograph: bool
    half: bool  # half of its width is blank and may be squeezed out


class Letters(dict[str, Letter]):
    """A cache of character metrics for one font role."""

    def __init__(self, faces: Faces, role: Role) -> None:
        super().__init__()
        self._faces, self._role = faces, role

    def __missing__(self, character: str) -> Letter:
        glyph = self._faces.glyph(self._role, character)
        # Printing rejects a text with a missing character before this point; when only measuring it counts as wide.
        em, western = (glyph.width if glyph else 1.0), is_western(character)
        wide = em >= 0.9 and not western
        half = wide and (character in CLOSING or character in OPENING)
        letter = Letter(em, glyph.face if glyph else "", wide, western, is_ideograph(character), half)
        self[character] = letter
        return letter


class Measured:
    """A text with the width of every character and of the gap before it, in points."""

    def __init__(self, letters: Letters, text: str, style: Style) -> None:
        self.text, self.style = text, style
        size, tracking = style.size, style.tracking
        self.letters = [letters[character] for character in text]
        self.widths = [letter.em * size for letter in self.letters]
        self.gaps = [0.0] * len(text)
        self.sums, self.blanks = [0.0], [0.0]
        at = blank = 0.0
        before: Letter | None = None
        for index, letter in enumerate(self.letters):
            if before and _meet(before, letter) and " " not in text[index - 1 : index + 1]:
                self.gaps[index] = size * GAP
            at += self.gaps[index] + self.widths[index] + (tracking if letter.wide else 0.0)
            blank += size / 2 if letter.half else 0.0
            self.sums.append(at)
            self.blanks.append(blank)
            before = letter

    def mixed(self, index: int) -> bool:
        """Return whether Chinese and Latin text meet just before this character."""
        return self.gaps[index] > 0.0

    def squeezable(self, index: int) -> bool:
        """Return whether half of this character is blank and may be squeezed out."""
        return self.letters[index].half

    def visible(self, start: int, end: int) -> int:
        """Return the end of a line without its trailing spaces, which may hang over the edge."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def full(self, start: int, end: int) -> float:
        """Return the natural width of a line, to the right edge of its last visible character."""
        end = self.visible(start, end)
        if end <= start:
            return 0.0
        after = self.style.tracking if self.letters[end - 1].wide else 0.0
        return self.sums[end] - self.sums[start] - self.gaps[start] - after

    def hung(self, start: int, end: int) -> float:
        """Return the natural width of a line, counting a closing mark at its end as half (GB/T 15834, 5.1.10)."""
        end = self.visible(start, end)
        half = end > start and self.letters[end - 1].half and self.text[end - 1] in CLOSING
        return self.full(start, end) - (self.style.size / 2 if half else 0.0)

    def slack(self, start: int, end: int) -> float:
        """Return how much the marks of a line can be squeezed, without its first opening and its last closing mark."""
        end = self.visible(start, end)
        slack = self.blanks[end] - self.blanks[start]
        for index, kind in ((start, OPENING), (end - 1, CLOSING)):
            if end > start and self.squeezable(index) and self.text[index] in kind:
                slack -= self.style.size / 2
        return max(slack, 0.0)


def _meet(before: Letter, after: Letter) -> bool:
    """Return whether one of two neighbours is Chinese and the other Latin."""
    return before.western != after.western and (before.ideograph or after.ideograph)
