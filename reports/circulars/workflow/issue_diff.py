"""Differences between two versions of a circular (sentences, table cells) with their places; the correction note."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.sources import TITLE as LISTED
from reports.circulars.workflow.text_overrides import HEAD_PARTS, keyed_blocks
from reports.content.document import (
    Align,
    Annex,
    Block,
    Document,
    Paragraph,
    Row,
    RowKind,
    SectionHeading,
    Table,
    TableColumn,
    TextSpan,
)
from reports.figures.figure import EMPTY

_CORRECTION = "更正说明"  # the key of the paragraph, the title of the annex
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_NUMBERED = re.compile(r"^表\s*\d+\s*")
_COLUMNS = (
    TableColumn("序号", 2.5),
    TableColumn("位置", 7, Align.LEFT),
    TableColumn("原来", 9, Align.LEFT),
    TableColumn("更正为", 9, Align.LEFT),
)


@dataclass(frozen=True, slots=True)
class CircularChange:
    """One difference between two versions; ``old`` is empty for something added, ``new`` for something removed."""

    where: str
    old: str
    new: str


def changes(old: Document, new: Document) -> tuple[CircularChange, ...]:
    """List the differences between two versions; 发文字号 and 成文日期 belong to each version and are not compared."""
    all_changes = [
        CircularChange(where, str(getattr(old, field)), str(getattr(new, field)))
        for field, where in HEAD_PARTS.values()
        if field != "dated" and getattr(old, field) != getattr(new, field)
    ]
    for section, then, now in _paired_sections(old, new):
        all_changes += _compare_blocks(section, then, now)
    return tuple(all_changes)


def _paired_sections(old: Document, new: Document) -> Iterator[tuple[str, tuple[Block, ...], tuple[Block, ...]]]:
    """Pair the body with the body and annexes by title; the correction note itself is left out."""
    yield "", _without_correction(old.body), _without_correction(new.body)
    # The list of sources only repeats figures: a change in it is already reported where the figure is printed.
    apart = {_CORRECTION, LISTED}
    then = {annex.title: annex.blocks for annex in old.annexes if annex.title not in apart}
    now = {annex.title: annex.blocks for annex in new.annexes if annex.title not in apart}
    for title in dict.fromkeys((*then, *now)):
        yield f"附件“{title.replace(chr(10), '')}”", then.get(title, ()), now.get(title, ())


def _without_correction(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if not (isinstance(block, Paragraph) and block.key == _CORRECTION))


def _compare_blocks(section: str, old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[CircularChange]:
    then, now = _keyed_texts(section, old), _keyed_texts(section, new)
    for key in dict.fromkeys((*then, *now)):
        where = (now.get(key) or then[key])[0]
        yield from _compare_sentences(where, then.get(key, ("", ""))[1], now.get(key, ("", ""))[1])
    before, after = _tables_by_name(old), _tables_by_name(new)
    for caption in dict.fromkeys((*before, *after)):
        where = f"{section}表“{caption}”" if caption else f"{section}的表"
        yield from _compare_tables(where, before.get(caption), after.get(caption))


def _keyed_texts(section: str, blocks: tuple[Block, ...]) -> dict[str, tuple[str, str]]:
    """Return headings and paragraphs by key, each as (place, text)."""
    return {
        key: (where, block.text)
        for key, where, block in keyed_blocks(section, blocks)
        if isinstance(block, (SectionHeading, Paragraph))
    }


def _compare_sentences(where: str, old: str, new: str) -> Iterator[CircularChange]:
    """Yield the sentences of a paragraph that differ."""
    then, now = _SENTENCE.findall(old), _SENTENCE.findall(new)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield CircularChange(where, "".join(then[a:b]), "".join(now[c:d]))


def _tables_by_name(blocks: tuple[Block, ...]) -> dict[str, Table]:
    tables_by_name: dict[str, Table] = {}
    for block in blocks:
        if isinstance(block, Table):
            name = _NUMBERED.sub("", block.caption)
            number = sum(known_name.split("#")[0] == name for known_name in tables_by_name) + 1
            tables_by_name[name if number == 1 else f"{name}#{number}"] = block
    return tables_by_name


def _compare_tables(where: str, old: Table | None, new: Table | None) -> Iterator[CircularChange]:
    """Yield the cells that differ, by row and column; a whole row where it was added or removed."""
    then, now = _rows_by_name(old), _rows_by_name(new)
    titles = [column.title.replace("\n", "") for column in (new or old or Table("", (), ())).columns]
    for name in dict.fromkeys((*then, *now)):
        old_row, new_row = then.get(name), now.get(name)
        if old_row is None or new_row is None:
            yield CircularChange(f"{where}“{name}”一行", _row_text(old_row, titles), _row_text(new_row, titles))
            continue
        for number, (before, after) in enumerate(zip(old_row.cells, new_row.cells, strict=False)):
            # 序号 shifts with every row added or removed, so a change in it alone is not reported.
            if before.text != after.text and titles[number] != "序号":
                yield CircularChange(f"{where}“{name}”的“{titles[number]}”", before.text, after.text)


def _rows_by_name(table: Table | None) -> dict[str, Row]:
    """Return a table's rows by name: the text of the first cell that is neither a figure nor an ordinal number."""
    rows_by_name: dict[str, Row] = {}
    for row in table.rows if table else ():
        if row.kind is RowKind.GROUP:
            continue
        words = (cell.text for cell in row.cells if not cell.figure and not cell.text.strip().isdigit())
        name = next((word for word in words if word.strip()), "")
        number = sum(known_name.split("#")[0] == name for known_name in rows_by_name) + 1
        rows_by_name[name if number == 1 else f"{name}#{number}"] = row
    return rows_by_name


def _row_text(row: Row | None, titles: Sequence[str]) -> str:
    """Return a row as text: its words, and its non-zero numbers each with the title of its column."""
    if row is None:
        return ""
    parts = []
    for title, cell in zip(titles, row.cells, strict=False):
        if cell.figure is None and cell.text.strip() not in {"", EMPTY} and title != "序号":
            parts.append(cell.text)
        elif cell.figure is not None and cell.figure.value:
            parts.append(f"{title} {cell.text}")
    return "，".join(parts)


def with_correction_note(
    document: Document, number: str, old: Document, version_changes: tuple[CircularChange, ...]
) -> Document:
    """Add to a new version the note of what it corrects: a first paragraph and an annex that lists every change."""
    title, mark = old.title.replace("\n", ""), f"（{number}）" if number else ""
    first = f"{long_date(old.printed_on or old.dated)}印发的《{title}》{mark}有{len(version_changes)}处需要更正，"
    opening = Paragraph((TextSpan(f"{first}更正情况见附件“{_CORRECTION}”，以本件为准。"),), _CORRECTION)
    rows = tuple(
        Row(tuple(map(TextSpan, (str(count), change.where, change.old or "（无）", change.new or "（删去）"))))
        for count, change in enumerate(version_changes, 1)
    )
    annex = Annex(_CORRECTION, (Table("", _COLUMNS, rows),))
    return replace(document, body=(opening, *document.body), annexes=(*document.annexes, annex))
