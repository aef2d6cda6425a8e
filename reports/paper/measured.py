"""Measuring a text: how wide each character is, how it stands beside others, what a mark could give."""

from dataclasses import dataclass
from typing import NamedTuple

from reports.paper.faces import Faces, Role
from reports.paper.tokens import CLOSING, OPENING, is_ideograph, is_western

GAP = 1 / 8  # em, between Chinese and Latin; may grow to twice this (CLREQ asks for a quarter at most)


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: the face's role, the size in points, and what is added after each full-width character."""

    role: Role
    size: float
    tracking: float = 0.0


class Letter(NamedTuple):
    """What a character is in one role: its width in ems, its face, and how it stands beside others."""

    em: float
    face: str
    wide: bool
    western: bool
    ideograph: bool
    half: bool  # half of it is blank and may go


class Letters(dict[str, Letter]):
    """The characters of one role, each looked at once."""

    def __init__(self, faces: Faces, role: Role) -> None:
        super().__init__()
        self._faces, self._role = faces, role

    def __missing__(self, character: str) -> Letter:
        glyph = self._faces.glyph(self._role, character)
        # The press refuses a text with a missing character before it comes here; measuring alone lets it count as wide.
        em, western = (glyph.width if glyph else 1.0), is_western(character)
        wide = em >= 0.9 and not western
        half = wide and (character in CLOSING or character in OPENING)
        letter = Letter(em, glyph.face if glyph else "", wide, western, is_ideograph(character), half)
        self[character] = letter
        return letter


class Measured:
    """A text with the width of every character and of the gap before it."""

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
        """Whether Chinese meets Latin just before this character."""
        return self.gaps[index] > 0.0

    def squeezable(self, index: int) -> bool:
        """Whether half of this character is blank and may go."""
        return self.letters[index].half

    def visible(self, start: int, end: int) -> int:
        """Where a line that would end at ``end`` ends once the spaces hanging over its edge are left out."""
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return end

    def full(self, start: int, end: int) -> float:
        """Give the natural width of a line, to the right edge of its last character."""
        end = self.visible(start, end)
        if end <= start:
            return 0.0
        after = self.style.tracking if self.letters[end - 1].wide else 0.0
        return self.sums[end] - self.sums[start] - self.gaps[start] - after

    def hung(self, start: int, end: int) -> float:
        """Give the natural width of a line with a closing mark at its end counted half (GB/T 15834, 5.1.10)."""
        end = self.visible(start, end)
        half = end > start and self.letters[end - 1].half and self.text[end - 1] in CLOSING
        return self.full(start, end) - (self.style.size / 2 if half else 0.0)

    def slack(self, start: int, end: int) -> float:
        """How much the marks of a line could give, but for its first opening and its last closing one."""
        end = self.visible(start, end)
        slack = self.blanks[end] - self.blanks[start]
        for index, kind in ((start, OPENING), (end - 1, CLOSING)):
            if end > start and self.squeezable(index) and self.text[index] in kind:
                slack -= self.style.size / 2
        return max(slack, 0.0)


def _meet(before: Letter, after: Letter) -> bool:
    """Whether a Chinese character and a Latin one stand side by side."""
    return before.western != after.western and (before.ideograph or after.ideograph)
