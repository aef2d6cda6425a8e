"""The head and the signature of the printed page as Word paragraphs: the same boxes that the PDF draws, as text."""

from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

from reports.docx.document_styles import set_font, set_tracking
from reports.docx.stacked_head import add_stacked_masthead
from reports.docx.xml_order import borders, put, with_values
from reports.pdf.elements import TextInk
from reports.pdf.fonts import FontRole
from reports.pdf.geometry import Geometry
from reports.pdf.letter_head import LetterheadInk
from reports.pdf.line_breaking import PdfLine
from reports.pdf.masthead import HorizontalRule, MastheadInk, TextStack
from reports.pdf.pagination import LayoutBox
from reports.pdf.stacked_masthead import StackedMasthead

_BASELINE = 0.8  # of a line of exact height: where Word and WPS put the baseline
_ROOM = 1.4  # of the type size: an exact line lower than this cuts letters off
_PDF_ASCENT = 0.88  # of the size: where the PDF puts the baseline below the top of a character
_MASTHEAD_ASCENT = 0.85
_RULE_LINE = 1.0  # points: height of the empty paragraph that carries a rule
_CLOSE = 0.5  # points
_SLACK = 1.0  # points: less than the head of the printed page, or rounding costs the page its last line
_SAFETY = 0.99
_EXACT = 1e-6  # of a twentieth of a point: 34.0 stays 34.0


class BoxWriter:
    """Writes layout boxes below each other; blank boxes become the space before the next paragraph."""

    def __init__(self, word: WordDocument, geometry: Geometry, measure: float) -> None:
        """Write into ``word``; ``measure`` is the width of a line in points."""
        self._word, self._geometry, self._measure = word, geometry, measure
        self._gap = self._depth = 0.0

    def write(self, boxes: Iterable[LayoutBox]) -> None:
        """Write boxes from the top of the page or below the boxes written before."""
        for box in boxes:
            if box.snap_to_grid:
                pitch = self._geometry.line_pitch
                down = -(-(self._depth - 0.01) // pitch) * pitch - self._depth
                self._gap, self._depth = self._gap + down, self._depth + down
            self._box(box)
            self._depth += box.height

    def skip(self, height: float) -> None:
        """Leave this much space above the next box, in points."""
        self._gap += height
        self._depth += height

    def close(self) -> None:
        """Turn space that no paragraph has taken into an empty paragraph of that height."""
        if self._gap - _SLACK > _CLOSE:
            self._line(self._gap - _SLACK, keep=True)
        self._gap = 0.0

    def _box(self, box: LayoutBox) -> None:
        match box.ink:
            case None:
                self._gap += box.height
            case TextStack(lines):
                for line in lines:
                    self._text(line, box)
                self._gap += box.height - sum(line.height for line in lines)
            case MastheadInk():
                self._masthead(box.ink)
                self._gap += box.height - box.ink.height
            case StackedMasthead():
                self._stacked_masthead(box.ink)
                self._gap += box.height - box.ink.height
            case HorizontalRule():
                self._rule(box.ink)
                self._gap += box.height - _RULE_LINE
            case LetterheadInk():
                # Word's own header holds it and moves the text below itself.
                self._gap += box.height - max(box.ink.depth, 0.0)
            case TextInk():
                self._text(box.ink, box)
                self._gap += box.height - box.ink.height
            case _:
                self._gap += box.height

    def _line(self, height: float, *, keep: bool) -> Paragraph:
        """Add a paragraph of exactly this height below the space that has gathered."""
        paragraph = self._word.add_paragraph()
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, _rounded_down(height)
        form.alignment = WD_ALIGN_PARAGRAPH.LEFT
        form.keep_with_next = keep or None
        # Snapped to the grid, a line that is higher than its pitch would take two.
        put(paragraph._p.get_or_add_pPr(), with_values("w:snapToGrid", [("val", 0)]))  # noqa: SLF001 - no API for it
        return paragraph

    def _spaced(self, height: float, size: float, baseline: float, *, keep: bool) -> Paragraph:
        """Add a line whose baseline lies ``baseline`` points below the top of its box, which is ``height`` high.

        The line is made high enough for its letters; what it takes from the space above and below is given back.
        """
        room = max(height, size * _ROOM)
        rise = baseline - _BASELINE * room if room > height + _CLOSE else 0.0
        before = max(self._gap + rise, 0.0)
        paragraph = self._line(room, keep=keep)
        paragraph.paragraph_format.space_before = _rounded_down(before)
        self._gap = self._gap + height - before - room
        return paragraph

    def _masthead(self, ink: MastheadInk) -> None:
        size = ink.line.size
        paragraph = self._spaced(ink.height, size, _MASTHEAD_ASCENT * size, keep=True)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = set_font(paragraph.add_run(ink.line.text), FontRole.TITLE, size, colour=ink.colour)
        # Rounded down, so that a name which fills the line stays on it.
        set_tracking(run, ink.line.style.tracking * _SAFETY, ink.horizontal_scale * _SAFETY)

    def _stacked_masthead(self, ink: StackedMasthead) -> None:
        rise = (_BASELINE * ink.pitch) - _MASTHEAD_ASCENT * ink.names[0].size
        self._gap -= max(rise, 0.0)
        self.close()
        height = add_stacked_masthead(self._word, ink)
        self._gap += ink.height + max(rise, 0.0) - height

    def _rule(self, ink: HorizontalRule) -> None:
        paragraph = self._line(_RULE_LINE, keep=True)
        paragraph.paragraph_format.space_before = Pt(max(self._gap, 0.0))
        self._gap = min(self._gap, 0.0)
        colour = "".join(f"{round(part * 255):02X}" for part in ink.colour)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx draws no borders
        put(properties, borders("w:pBdr", [("top", ink.width, colour)]))

    def _text(self, ink: TextInk, box: LayoutBox) -> None:
        """Write lines that stand side by side: the first indented or centred, the others at tab stops."""
        parts = [(x, line) for x, line in ink.parts if line.text.strip()]
        if not parts:
            self._gap += ink.height
            return
        size = max(line.size for _, line in parts)
        baseline = (ink.height - size) / 2 + _PDF_ASCENT * size
        paragraph = self._spaced(ink.height, size, baseline, keep=box.keep_with_next)
        if all(line.style.role is FontRole.TITLE for _, line in parts):
            height = paragraph.paragraph_format.line_spacing
            paragraph.style = "Title"
            paragraph.paragraph_format.line_spacing = height
        self._place(paragraph, parts)
        end = 0.0
        for number, (x, line) in enumerate(parts):
            # A text that follows at once gets no tab: in Word the text before it may already reach past the stop.
            if number and x - end > _CLOSE * size:
                paragraph.add_run("\t")
            end = x + line.width
            set_font(paragraph.add_run(line.text), line.style.role, size)

    def _place(self, paragraph: Paragraph, parts: Sequence[tuple[float, PdfLine]]) -> None:
        (x, first), form = parts[0], paragraph.paragraph_format
        if len(parts) == 1 and x > _CLOSE and abs(x + first.width / 2 - self._measure / 2) < _CLOSE:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
            return
        if len(parts) == 1 and x > self._measure / 2 and abs(x + first.width - self._measure) < _CLOSE:
            form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            return
        form.left_indent = Pt(x)
        for number, (at, line) in enumerate(parts[1:], 2):
            if number == len(parts):
                form.tab_stops.add_tab_stop(Pt(at + line.width), WD_TAB_ALIGNMENT.RIGHT)
            else:
                form.tab_stops.add_tab_stop(Pt(at))


def _rounded_down(points: float) -> Length:
    """Return a height in Word's twentieths of a point, like the pitch of running text never the larger one."""
    return Pt(int(points * 20 + _EXACT) / 20)
