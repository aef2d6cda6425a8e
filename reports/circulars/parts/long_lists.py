"""Lists too long for a sentence: it names the first few and refers to the table that has them all.

A county of 300 task forces would otherwise get paragraphs of thousands of characters. This works on the finished
document, whatever its sentences say: a list is what stands between commas, its items divided by 、 or ；.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, zip_longest

from reports.circulars.parts.wording import column
from reports.content.document import Align, Annex, Document, Paragraph, Row, Table, TextSpan
from reports.figures.figure import Figure

_MOST_ITEMS = 30  # a longer list is cut
_NAMED_ITEMS = 8  # so many of it are still named
_TITLE = "正文所列名单"
_NOUNS = ("专班", "项目")
_SUBJECT_END = re.compile(r"([^（]+?)([\d,]+个)?(专班)([^\d（各].*)")


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: its place in the paragraph's text, its name, and what is said of it, perhaps by a figure."""

    start: int
    end: int
    name: str
    value: TextSpan

    def is_in(self, row_spans: Sequence[TextSpan]) -> bool:
        """Whether a table's row has the item: its name, and its figure if it has one."""
        texts = {span.text for span in row_spans}
        if self.name not in texts and self.name.removesuffix("专班") not in texts:
            return False
        figure = self.value.figure
        return figure is None or any(_same_number(span.figure, figure) for span in row_spans)


@dataclass(frozen=True, slots=True)
class LongList:
    """A list of a paragraph: the words that lead to it, its items, and whether each is a group of several.

    ``number_end`` is where “59个专班” ends that the paragraph itself has behind them; 0 where it has none.
    """

    lead: str
    items: tuple[ListItem, ...]
    is_grouped: bool = False
    number_end: int = 0

    @property
    def count_text(self) -> str:
        """How many items of what sort: 241个专班; empty for groups, whose number says nothing."""
        if self.is_grouped:
            return ""
        if self.number_end:
            return f"{len(self.items)}个{_NOUNS[0]}"
        nouns = (
            noun for noun in _NOUNS if self.items[-1].name.endswith(noun) or all(noun in i.name for i in self.items)
        )
        return f"{len(self.items)}个{next(nouns, '')}"


def with_short_lists(document: Document) -> Document:
    """Cut every list of more than thirty items; those that no table of the document has are added as an annex."""
    lists = {
        number: lists_of_block
        for number, block in enumerate(document.body)
        if isinstance(block, Paragraph) and (lists_of_block := list(_long_lists(block)))
    }
    if not lists:
        return document
    tables = _NamedTables(document)
    unlisted = [entry for in_block in lists.values() for entry in in_block if not tables.name_for(entry, in_block)]
    if unlisted:
        annex = Annex(_TITLE, tuple(map(_table_of, unlisted)))
        document = replace(document, annexes=(*document.annexes, annex))
        tables = _NamedTables(document)
    body = list(document.body)
    for number, in_block in lists.items():
        block = body[number]
        if isinstance(block, Paragraph):
            body[number] = _shortened(block, in_block, tables)
    return replace(document, body=tuple(body))


class _NamedTables:
    """The tables of a document by the names that a sentence calls them, and their rows by what stands in them."""

    def __init__(self, document: Document) -> None:
        named = [(block.caption.split("　")[0], block) for block in document.body if isinstance(block, Table)]
        for number, annex in enumerate(document.annexes, 1):
            name = f"附件{number}" if len(document.annexes) > 1 else "附件"
            named += [(name, block) for block in annex.blocks if isinstance(block, Table)]
        self._tables: list[tuple[str, dict[str, list[tuple[TextSpan, ...]]]]] = []
        for name, table in named:
            rows_by_text: dict[str, list[tuple[TextSpan, ...]]] = {}
            for table_row in table.rows:
                for span in table_row.cells:
                    rows_by_text.setdefault(span.text, []).append(table_row.cells)
            self._tables.append((name, rows_by_text))

    def name_for(self, wanted: LongList, in_block: Sequence[LongList]) -> str:
        """Return the name of the table that has every item of a list, the body's first; empty where none has.

        Names alone stand in many tables: they are looked up where another list of their paragraph has its figures.
        """
        compared = (
            [wanted] if wanted.items[0].value.text else [other for other in in_block if other.items[0].value.figure]
        )
        for name, rows_by_text in self._tables:
            has_all = partial(_has_all, rows_by_text)
            if name and has_all(wanted.items) and any(has_all(other.items) for other in compared):
                return name
        return ""

    @property
    def last_annex(self) -> str:
        """The name of the last annex."""
        return self._tables[-1][0]


def _same_number(first: Figure | None, second: Figure) -> bool:
    return first is not None and (first.key, first.value, first.rows) == (second.key, second.value, second.rows)


def _shortened(block: Paragraph, lists: Sequence[LongList], tables: _NamedTables) -> Paragraph:
    """Cut the lists of a paragraph, from the last to the first, so that the places of the others stay right."""
    for entry in reversed(lists):
        named, end = entry.items[_NAMED_ITEMS - 1].end, entry.items[-1].end
        behind = max(entry.number_end, end)
        number = [*_cut(block.spans, end, behind)] if behind > end else [TextSpan(entry.count_text)]
        where = TextSpan(f"（见{tables.name_for(entry, lists) or tables.last_annex}）")
        spans = (*_cut(block.spans, 0, named), TextSpan("等"), *number, where, *_cut(block.spans, behind, None))
        block = replace(block, spans=tuple(span for span in spans if span.text))
    return block


def _cut(spans: Sequence[TextSpan], start: int, end: int | None) -> Iterator[TextSpan]:
    """Yield the spans between two places of a paragraph's text; a figure is never divided, since no list does."""
    at = 0
    for span in spans:
        first, last = max(start - at, 0), len(span.text) if end is None else min(end - at, len(span.text))
        if first < last:
            yield replace(span, text=span.text[first:last])
        at += len(span.text)


def _has_all(rows_by_text: dict[str, list[tuple[TextSpan, ...]]], items: Sequence[ListItem]) -> bool:
    return all(
        any(
            item.is_in(cells)
            for name in (item.name, item.name.removesuffix("专班"))
            for cells in rows_by_text.get(name, ())
        )
        for item in items
    )


def _table_of(entry: LongList) -> Table:
    """Build the table of a list, two items to a row."""
    cells = [(TextSpan(str(number)), TextSpan(item.name), item.value) for number, item in enumerate(entry.items, 1)]
    half = -(-len(cells) // 2)
    blank = (TextSpan(""),) * 3
    rows = tuple(Row((*left, *right)) for left, right in zip_longest(cells[:half], cells[half:], fillvalue=blank))
    columns = (column("序号", 2.5), column("名称", 9, Align.LEFT), column("情况", 6, Align.LEFT)) * 2
    caption = entry.lead if entry.is_grouped else f"{entry.lead}（{entry.count_text}）"
    return Table(caption, columns, rows)


def _long_lists(block: Paragraph) -> Iterator[LongList]:
    """Yield the lists of more than thirty items in a paragraph, in their order."""
    text = block.text
    for start, end, separator in _clauses(text):
        places = [start, *(at for at in _outside_brackets(text, start, end) if text[at] == separator), end]
        if len(places) - 1 > _MOST_ITEMS:
            edges = [
                (first if number == 0 else first + 1, last) for number, (first, last) in enumerate(pairwise(places))
            ]
            *items, last_item = (_item(block.spans, text, first, last) for first, last in edges)
            last_item, number_end, predicate = _without_predicate(last_item, text)
            lead = _lead(text[:start]) or predicate
            yield LongList(lead, (*items, last_item), separator == "，", number_end)


def _without_predicate(item: ListItem, text: str) -> tuple[ListItem, int, str]:
    """Part the last name of a subject from its number and what is said of all: “己59个专班没有上报线索”."""
    parts = _SUBJECT_END.fullmatch(text[item.start : item.end])
    if parts is None:
        return item, 0, ""
    name, number, noun, predicate = parts.groups()
    end = item.start + len(name if number else name + noun)
    last = ListItem(item.start, end, name if number else name + noun, TextSpan(""))
    return last, item.end - len(predicate) if number else 0, predicate


def _lead(before: str) -> str:
    """Return what a list is of, from the words before it: “本月，新开工项目66个，其中” is 新开工项目66个."""
    clause = re.split("[。；]", before)[-1]
    parts = [part for part in re.split("[，：]", clause) if part not in {"", "其中"}] or [""]
    lead = parts[-1]
    for ending in ("分别为", "依次为", "的有", "有", "为"):
        lead = lead.removesuffix(ending)
    return f"{parts[-2]}，{lead}" if lead.startswith("按") and len(parts) > 1 else lead


def _clauses(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where lists may stand: behind a colon what ； or ， divides, else between two stops what 、 divides."""
    sentence = 0
    for at in [*(at for at in _outside_brackets(text, 0, len(text)) if text[at] == "。"), len(text)]:
        marks = [mark for mark in _outside_brackets(text, sentence, at) if text[mark] in "：；，"]
        colon = max((mark for mark in marks if text[mark] == "："), default=-1)
        behind = [text[mark] for mark in marks if mark > colon >= 0]
        if separator := next((mark for mark in "；，" if behind.count(mark) >= _MOST_ITEMS), ""):
            yield colon + 1, at, separator
        else:
            for first, last in pairwise([sentence - 1, *marks, at]):
                begin = first + 1
                yield begin + (2 if text.startswith("其中", begin) else 0), last, "、"
        sentence = at + 1


def _outside_brackets(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the places of a text that stand in no brackets."""
    depth = 0
    for at in range(start, end):
        depth += {"（": 1, "）": -1}.get(text[at], 0)
        if depth == 0:
            yield at


def _item(spans: Sequence[TextSpan], paragraph_text: str, start: int, end: int) -> ListItem:
    """Read an item: “焦化专班3条” by its figure, “焦化专班（低8.20）” by its last brackets."""
    at, text = 0, paragraph_text[start:end]
    for span in spans:
        if span.figure is not None and start < at < end:
            name, bracket, rest = text.partition("（") if "（" in text[: at - start] else (text[: at - start], "", "")
            value = rest.removesuffix("）") if bracket else text[at - start :]
            return ListItem(start, end, name, TextSpan(value, span.figure))
        at += len(span.text)
        if at >= end:
            break
    bracket_at = text.rfind("（") if text.endswith("）") else -1
    if "（" not in text[: max(bracket_at, 0)]:
        return ListItem(start, end, text, TextSpan(""))
    return ListItem(start, end, text[:bracket_at], TextSpan(text[bracket_at + 1 : -1]))
