"""Reading a written circular back in tests: its sentences, and the cells of a table by its caption."""

from collections.abc import Iterator

from reports.content.document import Annex, Block, Document, Paragraph, SectionHeading, Table, blocks


def sentences(document: Document) -> list[str]:
    """Give the headings and paragraphs of body and annexes."""
    return [block.text for block in blocks(document) if isinstance(block, SectionHeading | Paragraph)]


def cells(document: Document, caption: str) -> list[list[str]]:
    """Give the cells of the one table whose caption begins so."""
    (captioned,) = (table for table in tables(blocks(document)) if table.caption.startswith(caption))
    return [[cell.text for cell in row.cells] for row in captioned.rows]


def tables(candidates: Iterator[Block]) -> list[Table]:
    """Pick the tables."""
    return [block for block in candidates if isinstance(block, Table)]


def annex(document: Document, title: str) -> Annex:
    """Give the one annex with a word in its title."""
    (match,) = (annex for annex in document.annexes if title in annex.title)
    return match


def is_printed(text: str, page_text: str) -> bool:
    """Return whether a paragraph is on the pages, whole or in two parts around a chart at the top of a page."""
    most = max(end for end in range(len(text) + 1) if text[:end] in page_text)
    return text[most:] in page_text
