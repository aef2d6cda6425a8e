"""The document model of circulars, free of layout: plain dataclasses that the PDF, Word, Excel and screen writers read.

Class fields and enum members are stored in issued circulars (see the snapshot codec) and must not be renamed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reports.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A run of text, with the figure it prints, if any; ``phrase`` names what phrases of the bank it begins (keys)."""

    text: str
    figure: Figure | None = None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading of level 1 (一、) to 4 (（1）); its numbering is part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, first line indented two characters.

    ``key`` identifies it among the paragraphs of its kind of circular and is the same in every period, so that text
    edits find it again; empty where the text is not edited.
    """

    spans: tuple[TextSpan, ...]
    key: str = ""

    @property
    def text(self) -> str:
        """The paragraph as one string."""
        return "".join(span.text for span in self.spans)


class Align(Enum):
    """Horizontal alignment of a column's cells."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RowKind(Enum):
    """The role of a table row: plain, a group's title, or a total."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class TableColumn:
    r"""A table column: title (a line break is ``\n``), least width in Chinese characters, side."""

    title: str
    width: float
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; a GROUP row has a single cell that spans the table."""

    cells: tuple[TextSpan, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above it, the unit line at its right and notes below; the head repeats on every page."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()


class ChartKind(Enum):
    """The type of a chart: bars, a funnel of steps, ranking places and their change, or a trend over time."""

    BARS = "bars"
    FUNNEL = "funnel"
    PLACES = "places"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart, a figure for each label; None leaves a gap."""

    name: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, drawn alike on paper, on screen and in Excel; ``line`` is the reference value of all bars (序时进度).

    PLACES takes two series: the places of this period, then those of the previous one.
    """

    kind: ChartKind
    caption: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    line: Figure | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph (bytes of a PNG or JPEG) with its caption; without bytes, an empty frame to paste one into."""

    image: bytes
    caption: str


Block = SectionHeading | Paragraph | Table | Chart | Picture


class DocumentLayout(Enum):
    """Head and foot of a document: 公文 (GB/T 9704 §7), 信函 (§10.1), 纪要 (§10.3), or an office's 简报."""

    OFFICIAL = "公文"
    LETTER = "信函"
    MINUTES = "纪要"
    BULLETIN = "简报"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (附件): begins on a new page, landscape where its table is wide."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A row that a figure was counted from, with the name it had when the document was made."""

    ledger: str
    row: str
    name: str
    task_force: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole circular in the elements of GB/T 9704-2012 chapter 7; empty strings leave an element out."""

    title: str
    masthead: str  # 发文机关标志
    number: str  # 发文字号
    recipients: str  # 主送机关, without the colon
    body: tuple[Block, ...]
    signed_by: str  # 署名
    dated: date  # 成文日期
    annexes: tuple[Annex, ...] = ()
    remark: str = ""  # 附注, printed in full-width brackets
    copies_to: str = ""  # 抄送
    printed_by: str = ""  # 印发机关
    as_of: date | None = None  # 截至
    subject: str = ""  # for the file's own properties
    keywords: tuple[str, ...] = ()
    layout: DocumentLayout = DocumentLayout.OFFICIAL
    copy_number: str = ""  # 份号, six digits
    secrecy: str = ""  # 密级和保密期限; the program is for nothing secret, 内部 is what it prints
    urgency: str = ""  # 紧急程度
    signers: tuple[str, ...] = ()  # 签发人, printed beside the number of an upward document
    sealed: bool = False  # room is left for a seal over 署名 and 成文日期
    printed_on: date | None = None  # 印发日期; the day it is dated where none is given
    present: tuple[tuple[str, str], ...] = ()  # of 纪要: 出席, 列席, 请假 and their names
    sources: tuple[FigureSource, ...] = ()  # the rows behind its figures, where they are to be listed


def blocks(document: Document) -> Iterator[Block]:
    """Yield every block of a document, the body's first, then the annexes'."""
    yield from document.body
    for annex in document.annexes:
        yield from annex.blocks


def figures(document: Document) -> Iterator[Figure]:
    """Yield every figure a document prints, in reading order, repeats included."""
    for block in blocks(document):
        match block:
            case Paragraph(spans):
                yield from (span.figure for span in spans if span.figure)
            case Table(rows=rows):
                yield from (cell.figure for row in rows for cell in row.cells if cell.figure)
            case Chart(series=series, line=line):
                yield from (figure for row in series for figure in row.figures if figure)
                yield from (line,) if line else ()
            case SectionHeading() | Picture():
                pass
