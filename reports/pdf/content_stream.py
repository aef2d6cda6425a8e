"""Write a page's PDF content stream: text, rules and filled rectangles, with as few operators as possible.

Every text is marked as content of an element of the structure or as an artifact; rules and fills always are artifacts.

reportlab's text objects are ten times too slow for large tables. Its font subsetting is still used: it is asked once
per character which byte of which subset encodes it.
"""

import math
from collections.abc import Callable
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from reports.pdf.line_breaking import GlyphRun, PdfLine

Colour = tuple[float, float, float]
Marker = Callable[[str], str]
BLACK: Colour = (0.0, 0.0, 0.0)
LAYOUT_ARTIFACT = "/Artifact<</Type/Layout>>"  # rules and backgrounds
_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})
WORD_GAP = 0.08  # of the size: readers of PDFs take wider gaps between characters for blanks, some from 0.1
_SPREAD = 0.2  # of the size: letters further apart than this are spread, as in a short masthead
_SAME_SPACING = 1e-3  # points
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


def gap_after(line: PdfLine, number: int, begin: int) -> float:
    """Return the space after the run of this number, whose text is at ``begin`` of the line: up to the next run."""
    run = line.runs[number]
    if number + 1 == len(line.runs):
        return run.spacing
    following = line.runs[number + 1]
    natural = sum(line.widths[begin : begin + len(run.text)]) + run.spacing * (len(run.text) - 1)
    return following.x - run.x - natural


def is_spread(line: PdfLine) -> bool:
    """Return whether the letters of a line are spread, as in a short masthead."""
    return any(run.spacing > _SPREAD * line.style.size for run in line.runs)


def reads_with_blanks(line: PdfLine) -> bool:
    """Return whether readers of PDFs would find blanks in a line that has none."""
    runs = line.runs
    if not runs or (len(runs) == 1 and not runs[0].spacing):
        return False
    widest, begin = WORD_GAP * line.style.size, 0
    for number, run in enumerate(runs):
        if run.spacing > widest or gap_after(line, number, begin) > widest:
            return True
        begin += len(run.text)
    return False


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
        self._mark = ""
        self._marker: Marker | None = None
        self._tells_text = False  # whether the open mark tells the text of what it marks

    def set_mark(self, mark: str) -> None:
        """Mark what follows: ``mark`` is the operand of BDC, its role and properties; empty for no mark."""
        if self._mark:
            self._text.append("EMC")
        if mark:
            self._text.append(f"{mark} BDC")
        self._mark = mark
        self._marker, self._tells_text = None, False

    def mark_with(self, marker: Marker) -> None:
        """Mark what follows piece by piece, with what ``marker`` returns for each.

        Its argument is the text of a piece that readers of PDFs would not read as it is written, and empty for others.
        """
        self.set_mark("")
        self._marker = marker

    def _open_mark(self, text: str = "") -> None:
        """Begin a piece of marked content, unless plain text can go on in the piece that is open."""
        marker = self._marker
        if marker is None or (self._mark and not text and not self._tells_text):
            return
        self.set_mark(marker(text))
        self._marker, self._tells_text = marker, bool(text)

    def add_text(self, line: PdfLine, x: float, baseline: float, colour: Colour, horizontal_scale: float) -> None:
        """Add a line of text with its left end at ``x``."""
        out = self._text
        if not line.runs:
            return
        size, first = line.style.size, line.runs[0]
        is_plain = len(line.runs) == 1 and not first.spacing  # most cells of a long table
        if not is_plain and is_spread(line):
            self._open_mark(line.text)
        if colour != self._colour:
            out.append(f"{_rgb_operands(colour)} rg")
            self._colour = colour
        if horizontal_scale != self._scale:
            out.append(f"{horizontal_scale * 100:.3f} Tz")
            self._scale = horizontal_scale
        out.append(f"1 0 0 1 {x + first.x * horizontal_scale:.3f} {baseline:.3f} Tm")
        if is_plain:
            if self._marker is not None:
                self._open_mark()
            self._show(first.text, first.face, 0.0, size)
            return
        begin = 0
        widest = math.inf if self._marker is None or is_spread(line) else WORD_GAP * size
        for number, run in enumerate(line.runs):
            self._show_run(run, gap_after(line, number, begin), size, widest)
            begin += len(run.text)

    def _show_run(self, run: GlyphRun, gap: float, size: float, widest: float) -> None:
        """Show a run and the gap after it; gaps above ``widest`` are those that would be taken for blanks."""
        if abs(gap - run.spacing) <= _SAME_SPACING and gap <= widest:
            if widest < math.inf:
                self._open_mark()
            self._show(run.text, run.face, run.spacing, size)
            return
        pieces = [*run.text[:-1]] if run.spacing > widest else [run.text[:-1]] if len(run.text) > 1 else []
        for text, spacing in (*((piece, run.spacing) for piece in pieces), (run.text[-1], gap)):
            if spacing > widest:
                self._show_before_gap(text, run.face, spacing, size)
            else:
                if widest < math.inf:
                    self._open_mark()
                self._show(text, run.face, spacing, size)

    def _show_before_gap(self, character: str, face: str, gap: float, size: float) -> None:
        """Show a character before a gap that readers of PDFs would take for a blank.

        They are told that the character is all there is, and as the gap ends before the mark does, it belongs to it.
        """
        self._open_mark(character)
        self._show(character, face, gap, size)
        self._text.append("0 Tc")
        self._spacing = 0.0

    def _show(self, text: str, face: str, spacing: float, size: float) -> None:
        """Show characters in one font where the last ones ended; ``spacing`` follows each of them."""
        out = self._text
        if abs(spacing - self._spacing) > _SAME_SPACING:
            out.append(f"{spacing:.4f} Tc")
            self._spacing = spacing
        encoder = self._encoders.get(face)
        if encoder is None:
            encoder = self._encoders[face] = SubsetEncoder(face, self._canvas)
        for name, code in encoder.encode(text):
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
        if parts:
            parts = [f"{LAYOUT_ARTIFACT} BDC", *parts, "EMC"]
        self.set_mark("")
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
