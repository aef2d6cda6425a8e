"""What two versions of a circular say differently: sentences and figures, old and new, each with its place."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.circulars.edited import HEAD, keyed
from reports.circulars.letterhead import said
from reports.circulars.sources import TITLE as LISTED
from reports.content import Align, Annex, Block, Column, Document, Heading, Paragraph, Row, RowKind, Span, Table
from reports.figures import EMPTY

_CORRECTION = "更正说明"  # the key of the paragraph, the title of the annex
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_NUMBERED = re.compile(r"^表\s*\d+\s*")
_COLUMNS = (
    Column("序号", 2.5),
    Column("位置", 7, Align.LEFT),
    Column("原来", 9, Align.LEFT),
    Column("更正为", 9, Align.LEFT),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; an empty side means that there was nothing, or that there is nothing any more."""

    where: str
    old: str
    new: str


def changes(old: Document, new: Document) -> tuple[Change, ...]:
    """Name what changed from one version to the next; number and day are each version's own and do not count."""
    found = [
        Change(where, str(getattr(old, field)), str(getattr(new, field)))
        for field, where in HEAD.values()
        if field != "dated" and getattr(old, field) != getattr(new, field)
    ]
    for room, then, now in _rooms(old, new):
        found += _blocks(room, then, now)
    return tuple(found)


def _rooms(old: Document, new: Document) -> Iterator[tuple[str, tuple[Block, ...], tuple[Block, ...]]]:
    """Pair body with body and annex with annex, by their titles; what a correction says of itself is left out."""
    yield "", _plain(old.body), _plain(new.body)
    # A list of sources says nothing of its own: what changed in it has changed where it stands.
    apart = {_CORRECTION, LISTED}
    then = {annex.title: annex.blocks for annex in old.annexes if annex.title not in apart}
    now = {annex.title: annex.blocks for annex in new.annexes if annex.title not in apart}
    for title in dict.fromkeys((*then, *now)):
        yield f"附件“{title.replace(chr(10), '')}”", then.get(title, ()), now.get(title, ())


def _plain(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(one for one in blocks if not (isinstance(one, Paragraph) and one.key == _CORRECTION))


def _blocks(room: str, old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[Change]:
    then, now = _texts(room, old), _texts(room, new)
    for key in dict.fromkeys((*then, *now)):
        where = (now.get(key) or then[key])[0]
        yield from _sentences(where, then.get(key, ("", ""))[1], now.get(key, ("", ""))[1])
    before, after = _tables(old), _tables(new)
    for caption in dict.fromkeys((*before, *after)):
        where = f"{room}表“{caption}”" if caption else f"{room}的表"
        yield from _table(where, before.get(caption), after.get(caption))


def _texts(room: str, blocks: tuple[Block, ...]) -> dict[str, tuple[str, str]]:
    """Give headings and paragraphs by their keys: where they stand, what they say."""
    return {
        key: (where, block.text) for key, where, block in keyed(room, blocks) if isinstance(block, (Heading, Paragraph))
    }


def _sentences(where: str, old: str, new: str) -> Iterator[Change]:
    """Name the sentences of a paragraph that differ."""
    then, now = _SENTENCE.findall(old), _SENTENCE.findall(new)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Change(where, "".join(then[a:b]), "".join(now[c:d]))


def _tables(blocks: tuple[Block, ...]) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for block in blocks:
        if isinstance(block, Table):
            name = _NUMBERED.sub("", block.caption)
            number = sum(one.split("#")[0] == name for one in found) + 1
            found[name if number == 1 else f"{name}#{number}"] = block
    return found


def _table(where: str, old: Table | None, new: Table | None) -> Iterator[Change]:
    """Name the cells that differ, by row and column; whole rows where one came or went."""
    then, now = _rows(old), _rows(new)
    titles = [column.title.replace("\n", "") for column in (new or old or Table("", (), ())).columns]
    for name in dict.fromkeys((*then, *now)):
        one, other = then.get(name), now.get(name)
        if one is None or other is None:
            yield Change(f"{where}“{name}”一行", _line(one, titles), _line(other, titles))
            continue
        for number, (before, after) in enumerate(zip(one.cells, other.cells, strict=False)):
            # 序号 moves with every row that comes or goes, and says nothing by itself.
            if before.text != after.text and titles[number] != "序号":
                yield Change(f"{where}“{name}”的“{titles[number]}”", before.text, after.text)


def _rows(table: Table | None) -> dict[str, Row]:
    """Give a table's rows by what names them: the first cell that is no figure and no ordinal."""
    found: dict[str, Row] = {}
    for row in table.rows if table else ():
        if row.kind is RowKind.GROUP:
            continue
        words = (cell.text for cell in row.cells if not cell.figure and not cell.text.strip().isdigit())
        name = next((word for word in words if word.strip()), "")
        number = sum(one.split("#")[0] == name for one in found) + 1
        found[name if number == 1 else f"{name}#{number}"] = row
    return found


def _line(row: Row | None, titles: Sequence[str]) -> str:
    """Say what a row holds: its words, and its numbers that are not nought, each by its column."""
    if row is None:
        return ""
    said = []
    for title, cell in zip(titles, row.cells, strict=False):
        if cell.figure is None and cell.text.strip() not in {"", EMPTY} and title != "序号":
            said.append(cell.text)
        elif cell.figure is not None and cell.figure.value:
            said.append(f"{title} {cell.text}")
    return "，".join(said)


def corrected(document: Document, number: str, old: Document, found: tuple[Change, ...]) -> Document:
    """Say in a new version which one it puts right, and in what: a first paragraph, and an annex with every change."""
    title, mark = old.title.replace("\n", ""), f"（{number}）" if number else ""
    first = f"{said(old.dated)}印发的《{title}》{mark}有{len(found)}处需要更正，"
    opening = Paragraph((Span(f"{first}更正情况见附件“{_CORRECTION}”，以本件为准。"),), _CORRECTION)
    rows = tuple(
        Row(tuple(map(Span, (str(count), one.where, one.old or "（无）", one.new or "（删去）"))))
        for count, one in enumerate(found, 1)
    )
    annex = Annex(_CORRECTION, (Table("", _COLUMNS, rows),))
    return replace(document, body=(opening, *document.body), annexes=(*document.annexes, annex))
