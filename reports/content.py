"""What a circular says, before anybody decides its looks: plain dataclasses that paper, sheet and screen read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reports.figures import Figure


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, with the figure it prints where it prints one."""

    text: str
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) to 4 (（1）); its numbering is part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, first line indented two characters."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The paragraph as one string."""
        return "".join(span.text for span in self.spans)


class Align(Enum):
    """Which side of its cell a column keeps to."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class RowKind(Enum):
    """Why a table row is there: a plain one, a group's title, or a sum."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    r"""A table column: title (a line break is ``\n``), least width in Chinese characters, side."""

    title: str
    width: float
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; a GROUP row has a single cell that spans the table."""

    cells: tuple[Span, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above it, the unit line at its right and notes below; the head repeats on every page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (附件): begins on a new page, landscape where its table is wide."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


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


def blocks(document: Document) -> Iterator[Block]:
    """Every block of a document, its annexes' after its body's."""
    yield from document.body
    for annex in document.annexes:
        yield from annex.blocks


def figures(document: Document) -> Iterator[Figure]:
    """Every figure a document prints, in reading order, repeats included."""
    for block in blocks(document):
        match block:
            case Paragraph(spans):
                yield from (span.figure for span in spans if span.figure)
            case Table(rows=rows):
                yield from (cell.figure for row in rows for cell in row.cells if cell.figure)
            case Heading():
                pass
