"""What a hand changed in the Word file of a draft, part by part, to be taken back as text edits.

The file is held against the one that the program would write now: marked paragraphs are known by their bookmarks,
everything else by its place. Figures live in the ledgers, so numbers changed in tables are named and never taken.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from reports.circulars.workflow.text_overrides import CircularPart, EditedCircular, added_key
from reports.docx.circular_document import write_docx
from reports.docx.returned_document import ReturnedDocument, ReturnedParagraph, read_returned
from reports.docx.text_marks import mark_name

_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_MAX_SHOWN = 30  # characters of a text in a sentence about it
_SINGLE_LINE_PARTS = {"@recipients": "：", "@remark": ""}


@dataclass(frozen=True, slots=True)
class WordChange:
    """One part as the Word file has it: ``text`` None where its paragraph was deleted.

    ``lost_figures`` are numbers counted from the ledgers that the new text no longer prints; ``new_numbers`` are
    numbers in it that the program did not count.
    """

    key: str
    where: str
    before: str
    text: str | None
    generated: str | None
    lost_figures: tuple[str, ...] = ()
    new_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordChanges:
    """The changes that can be taken, and sentences about those that cannot or that the clerk must know."""

    changes: tuple[WordChange, ...]
    remarks: tuple[str, ...]


def read_word_changes(edited: EditedCircular, path: Path) -> WordChanges:
    """Compare a Word file with the draft it was made from; raises UserError if the file cannot be read."""
    returned = read_returned(path)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "底稿.docx"
        write_docx(edited.document, written)
        expected = read_returned(written)
    return compare(edited.parts, expected, returned)


def compare(parts: Sequence[CircularPart], expected: ReturnedDocument, returned: ReturnedDocument) -> WordChanges:
    """Compare two readings of a Word file: the program's own and the changed one."""
    by_mark = {mark_name(part.key): part for part in parts}
    returned = _recognise_lines(expected, returned)
    if not any(line.mark in by_mark for line in returned.lines):
        return WordChanges((), ("这个文件不是从这一期通报导出的，或段落标记已经没有了；没有可收回的。",))
    changes = [*_marked_changes(by_mark, expected, returned)]
    placed, remarks = _unmarked_changes(by_mark, expected, returned)
    remarks += _table_remarks(expected, returned)
    if returned.has_revisions:
        remarks.insert(0, "文件里有修订标记，按接受全部修订后的文字读。")
    return WordChanges((*changes, *placed), tuple(remarks))


def _recognise_lines(expected: ReturnedDocument, returned: ReturnedDocument) -> ReturnedDocument:
    """Give lines without a bookmark that of the part whose text they are: copied text loses its bookmarks."""
    present = {line.mark for line in returned.lines}
    missing = {line.text.strip(): line.mark for line in expected.lines if line.mark and line.mark not in present}
    lines = tuple(
        replace(line, mark=missing.pop(line.text.strip(), "")) if not line.mark else line for line in returned.lines
    )
    return replace(returned, lines=lines)


def _marked_changes(
    by_mark: dict[str, CircularPart], expected: ReturnedDocument, returned: ReturnedDocument
) -> Iterator[WordChange]:
    """Compare each part with all paragraphs that bear its bookmark."""
    before, after = _texts_by_mark(expected), _texts_by_mark(returned)
    for mark, old in before.items():
        part = by_mark.get(mark)
        if part is None or after.get(mark) == old:
            continue
        if mark not in after:
            if part.key not in {"@title", "@recipients", "@remark"}:
                yield WordChange(part.key, part.where, part.text, None, part.generated)
            continue
        text = _part_text(part, after[mark])
        if text != part.text:
            lost, new = _numbers_changed(part, text)
            generated = None if part.is_added else part.generated
            yield WordChange(part.key, part.where, part.text, text or None, generated, lost, new)


def _texts_by_mark(document: ReturnedDocument) -> dict[str, str]:
    """Join the paragraphs of each bookmark; a clerk who splits a paragraph keeps one part."""
    texts: dict[str, str] = {}
    for line in document.lines:
        if line.mark:
            texts[line.mark] = f"{texts[line.mark]}\n{line.text}" if line.mark in texts else line.text
    return texts


def _part_text(part: CircularPart, text: str) -> str:
    """Return what stands in the file as the text of the part: without the colon and brackets the page adds."""
    text = text.strip()
    if part.key == "@title":
        return text if "\n" in part.text else text.replace("\n", "")
    if part.key in _SINGLE_LINE_PARTS:
        return text.rstrip("：").strip("（）()")
    return text


def _numbers_changed(part: CircularPart, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return counted figures that the text no longer prints, and numbers in it that the part did not have."""
    lost = tuple(
        dict.fromkeys(
            figure.phrase
            for figure in part.figures
            if _prints(part.text, figure.text) and not _prints(text, figure.text)
        )
    )
    known = {*_NUMBER.findall(part.text), *_NUMBER.findall(part.generated)}
    return lost, tuple(dict.fromkeys(number for number in _NUMBER.findall(text) if number not in known))


def _prints(text: str, number: str) -> bool:
    """Return whether a number stands in a text by itself, not within a longer one."""
    return bool(number) and re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text) is not None


def _unmarked_changes(
    by_mark: dict[str, CircularPart], expected: ReturnedDocument, returned: ReturnedDocument
) -> tuple[list[WordChange], list[str]]:
    """Return paragraphs written in between as added parts, and remarks about other text that was changed."""
    old = [_identity(line) for line in expected.lines if line.text.strip()]
    lines = [line for line in returned.lines if line.text.strip()]
    new = [_identity(line) for line in lines]
    added: list[WordChange] = []
    remarks: list[str] = []
    taken = [part.key for part in by_mark.values()]
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        # What only stands elsewhere, a caption above which a paragraph was written, was neither changed nor added.
        gone = [text for text in old[first:last] if not text.startswith("part_") and text not in new]
        fresh = [at for at in range(begin, end) if not lines[at].mark and new[at] not in old]
        if gone:
            changed = "、".join(f"“{_short(text)}”" for text in gone)
            remarks.append(f"{changed}改了或删了：这里由程序排印，没有收回。")
        for at in fresh:
            above = next((by_mark[line.mark] for line in reversed(lines[:at]) if line.mark in by_mark), None)
            if gone or above is None or above.key.startswith("@") or lines[at].level:
                remarks.append(f"“{_short(lines[at].text)}”不在正文段落里，没有收回。")
                continue
            key = added_key(above.key, taken)
            taken.append(key)
            text = lines[at].text.strip()
            numbers = tuple(dict.fromkeys(_NUMBER.findall(text)))
            added.append(WordChange(key, f"{above.where}之后（加写）", "", text, None, (), numbers))
    return added, remarks


def _identity(line: ReturnedParagraph) -> str:
    return line.mark or line.text.strip()


def _table_remarks(expected: ReturnedDocument, returned: ReturnedDocument) -> list[str]:
    """Name the cells that were changed: a table is counted, and changes belong into the ledger."""
    if len(expected.tables) != len(returned.tables):
        return [f"表格从{len(expected.tables)}张变成{len(returned.tables)}张：表格由台账算出，没有收回。"]
    remarks = []
    for number, (old, new) in enumerate(zip(expected.tables, returned.tables, strict=True), 1):
        cells = [
            f"第{row}行“{_short(before)}”改成“{_short(after)}”"
            for row, (old_row, new_row) in enumerate(zip(old, new, strict=False), 1)
            for before, after in zip(old_row, new_row, strict=False)
            if before.split() != after.split()
        ]
        if len(old) != len(new):
            cells.append(f"{len(old)}行变成{len(new)}行")
        if cells:
            more = f"等{len(cells)}处" if len(cells) > 3 else ""
            remarks.append(f"第{number}张表{'、'.join(cells[:3])}{more}：表里的数由台账算出，没有收回；请改台账。")
    return remarks


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
