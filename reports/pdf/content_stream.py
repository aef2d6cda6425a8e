"""Write a page's PDF content stream: text, rules and filled rectangles, with as few operators as possible.

reportlab's text objects are ten times too slow for large tables. Its font subsetting is still used: it is asked once
per character which byte of which subset encodes it.
"""

from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from reports.pdf.line_breaking import PdfLine

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})
_JOIN_TOLERANCE = 0.01  # points; rules whose ends are this close are joined


class SubsetEncoder:
    """Encodes text in one font of one PDF: which subset and byte stands for each character."""

    def __init__(self, face: str, canvas: Canvas) -> None:
        self._font: Any = pdfmetrics.getFont(face)
        self._document = canvas._doc  # noqa: SLF001 - reportlab subsets fonts per document and has no public access to it
        self._subset_names: dict[int, str] = {}
        self._codes: dict[str, tuple[int, str]] = {}

    def encode(self, text: str) -> list[tuple[str, str]]:
        """Return a text as escaped PDF strings, each with the name of the font subset it is encoded in."""
        if text.isascii():
            # The first subset of every font encodes ASCII as itself.
            return [(self._subset_name(0), text.translate(_ESCAPED))]
        codes = self._codes
        strings: list[tuple[str, str]] = []
        at, part = -1, ""
        for character in text:
            subset, code = codes.get(character) or self._assign(character)
            if subset != at:
                if part:
                    strings.append((self._subset_name(at), part))
                at, part = subset, ""
            part += code
        strings.append((self._subset_name(at), part))
        return strings

    def _assign(self, character: str) -> tuple[int, str]:
        ((subset, code),) = self._font.splitString(character, self._document)
        byte = code[0]
        plain = chr(byte).translate(_ESCAPED) if 32 <= byte < 127 else f"\\{byte:03o}"
        self._codes[character] = (subset, plain)
        return subset, plain

    def _subset_name(self, subset: int) -> str:
        if subset not in self._subset_names:
            self._font.splitString(" ", self._document)  # a font that wrote nothing yet has no subsets
            self._subset_names[subset] = self._font.getSubsetInternalName(subset, self._document)
        return self._subset_names[subset]


class ContentStream:
    """Collects what is drawn in one frame; fills lie below rules, rules below text."""

    def __init__(self, canvas: Canvas, encoders: dict[str, SubsetEncoder]) -> None:
        self._canvas, self._encoders = canvas, encoders
        self._fills: list[str] = []
        self._rules: list[str] = []
        self._text: list[str] = []
        self._vertical_rules: dict[tuple[float, float, Colour], list[float]] = {}
        self._rule_style: tuple[float, Colour] | None = None
        self._font: tuple[str, float] | None = None
        self._spacing, self._scale, self._colour = 0.0, 1.0, BLACK

    def add_text(self, line: PdfLine, x: float, baseline: float, colour: Colour, horizontal_scale: float) -> None:
        """Add a line of text with its left end at ``x``."""
        out = self._text
        if colour != self._colour:
            out.append(f"{_rgb_operands(colour)} rg")
            self._colour = colour
        if horizontal_scale != self._scale:
            out.append(f"{horizontal_scale * 100:.3f} Tz")
            self._scale = horizontal_scale
        size = line.style.size
        for left, face, spacing, text in line.runs:
            if spacing != self._spacing:
                out.append(f"{spacing:.4f} Tc")
                self._spacing = spacing
            out.append(f"1 0 0 1 {x + left * horizontal_scale:.3f} {baseline:.3f} Tm")
            alphabet = self._encoders.get(face)
            if alphabet is None:
                alphabet = self._encoders[face] = SubsetEncoder(face, self._canvas)
            for name, code in alphabet.encode(text):
                if self._font != (name, size):
                    out.append(f"{name} {size:g} Tf")
                    self._font = (name, size)
                out.append(f"({code}) Tj")

    def add_rule(self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour) -> None:
        """Add a straight line; a vertical one that continues a previous one is joined to it."""
        if start[0] != end[0]:
            self._add_stroke(start, end, width, colour)
            return
        key = (start[0], width, colour)
        fall = self._vertical_rules.get(key)
        if fall is not None and abs(fall[1] - start[1]) < _JOIN_TOLERANCE:
            fall[1] = end[1]
            return
        if fall is not None:
            self._add_stroke((start[0], fall[0]), (start[0], fall[1]), width, colour)
        self._vertical_rules[key] = [start[1], end[1]]

    def add_fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Add a filled rectangle given by its lower left corner."""
        self._fills.append(f"{_rgb_operands(colour)} rg {x:.3f} {y:.3f} {width:.3f} {height:.3f} re f")

    def flush(self) -> None:
        """Write everything collected to the canvas."""
        for (x, width, colour), (top, low) in self._vertical_rules.items():
            self._add_stroke((x, top), (x, low), width, colour)
        parts = [*self._fills, *self._rules]
        if self._text:
            parts += ["0 0 0 rg BT", *self._text, "ET"]
        if parts:
            self._canvas.addLiteral("q " + "\n".join(parts) + " Q")

    def _add_stroke(self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour) -> None:
        if self._rule_style != (width, colour):
            self._rules.append(f"{width:.3f} w {_rgb_operands(colour)} RG")
            self._rule_style = (width, colour)
        self._rules.append(f"{start[0]:.3f} {start[1]:.3f} m {end[0]:.3f} {end[1]:.3f} l S")


def _rgb_operands(colour: Colour) -> str:
    return f"{colour[0]:.3g} {colour[1]:.3g} {colour[2]:.3g}"
