"""Read a Word file back: its paragraphs with our bookmarks, and its tables, as the hand that changed it left them."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.oxml.ns import qn
from lxml.etree import _Element

from models.errors import UserError
from reports.docx.stacked_head import MASTHEAD_TABLE
from reports.docx.text_marks import base_name

_MAX_BYTES = 200 << 20  # unpacked; a circular with photographs has a tenth of it
# What python-docx and the packed file raise for a file that is no .docx, locked by a password, or cut short.
_DAMAGE = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    zlib.error,
)
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent")}  # what a reviser has struck out, and text boxes
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}


@dataclass(frozen=True, slots=True)
class ReturnedParagraph:
    """A paragraph outside tables: its text, the bookmark of its part if any, and the level if it is a heading."""

    text: str
    mark: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class ReturnedDocument:
    """The text of a Word file; ``has_revisions`` where tracked changes are read as accepted."""

    lines: tuple[ReturnedParagraph, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    has_revisions: bool = False


def read_returned(path: Path) -> ReturnedDocument:
    """Read a .docx; raises UserError for any other file, a damaged one, or one unpacked to more than 200 MB."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        body = docx.Document(str(path)).element.body if size <= _MAX_BYTES else None
    except OSError as fault:
        raise UserError(f"“{path.name}”打不开：可能正在 Word 或 WPS 里打开，或U盘已拔出；请关闭后再试。") from fault
    except _DAMAGE as fault:
        raise UserError(
            f"“{path.name}”不是 .docx 文件或已损坏；请在 Word 或 WPS 里另存为“Word 文档（.docx）”再收回。"
        ) from fault
    if body is None:
        raise UserError(f"“{path.name}”太大，不像是通报的 Word 文件；请核对后再选。")
    lines, tables = [], []
    for element in body:
        if element.tag == qn("w:p"):
            lines.append(_line(element))
        elif element.tag == qn("w:tbl") and not _is_masthead(element):
            tables.append(_cells(element))
    revised = body.find(f".//{qn('w:ins')}") is not None or body.find(f".//{qn('w:del')}") is not None
    return ReturnedDocument(tuple(lines), tuple(tables), revised)


def _line(element: _Element) -> ReturnedParagraph:
    marks = (base_name(mark.get(qn("w:name")) or "") for mark in element.iter(qn("w:bookmarkStart")))
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = (style.get(qn("w:val")) or "") if style is not None else ""
    level = int(name[-1]) if name[:-1] in {"Heading", ""} and name[-1:].isdigit() else 0
    return ReturnedParagraph(_text(element), next(filter(None, marks), ""), level)


def _is_masthead(table: _Element) -> bool:
    caption = table.find(f".//{qn('w:tblCaption')}")
    return caption is not None and caption.get(qn("w:val")) == MASTHEAD_TABLE


def _cells(table: _Element) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple("\n".join(_text(line) for line in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc")))
        for row in table.iter(qn("w:tr"))
    )


def _text(element: _Element) -> str:
    """Return the text of a paragraph as it reads once all tracked changes are accepted."""
    parts = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _SKIPPED and not child.tag.endswith("Pr"):
            parts.append(_text(child))
    return "".join(parts)
