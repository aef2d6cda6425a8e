"""Text edits of a generated circular: which parts can be edited, their keys, and how stored edits are applied."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.errors import UserError
from models.fields.field import field_of
from models.ledgers import Circular
from reports.circulars.phrases.bank import Phrase, phrases_of
from reports.content.document import Annex, Block, Document, Paragraph, SectionHeading, TextSpan, figures
from reports.figures.figure import Figure

DATED = "@dated"
HEAD_PARTS = {  # parts of the head and foot: the document's field, and what a clerk calls it
    "@title": ("title", "标题"),
    "@recipients": ("recipients", "主送"),
    "@remark": ("remark", "附注"),
    DATED: ("dated", field_of(Circular, "dated").label),
}
TITLE_BREAK = "／"  # typed in a title it breaks the line there, as a line break does
SIGNER = "@signer"  # recorded beside the number; a circular to those below prints no 签发人
_ADDED = re.compile(r"\+(\d+)@(.*)", re.DOTALL)
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class TextEdit:
    """The clerk's text for one part (None: leave the part out) and the text the program generated at that time."""

    key: str
    text: str | None
    generated: str | None


@dataclass(frozen=True, slots=True)
class CircularPart:
    """One editable part of a circular, as the list beside the preview shows it.

    ``text`` is what is printed, ``generated`` what the program generates now, ``before`` what it generated when the
    clerk edited; ``edit`` is the clerk's edit, None where there is none.
    """

    key: str
    where: str
    text: str
    generated: str
    level: int = 0  # of a heading; 0 for running text
    edit: TextEdit | None = None
    before: str | None = None
    left_out: bool = False
    figures: tuple[Figure, ...] = ()
    phrases: tuple[Phrase, ...] = ()  # what the program chose from the phrase bank

    @property
    def is_edited(self) -> bool:
        """Whether the clerk has edited this part."""
        return self.edit is not None

    @property
    def is_added(self) -> bool:
        """Whether the clerk added this paragraph, which has no generated counterpart."""
        return self.key.startswith("+")

    @property
    def is_stale(self) -> bool:
        """Whether the generated text has changed since the clerk edited it (原句已变).

        The day of issue that is generated as 成文日期 changes every day, which makes no day the clerk chose doubtful.
        """
        return self.is_edited and not self.is_added and self.key != DATED and self.before != self.generated


@dataclass(frozen=True, slots=True)
class EditedCircular:
    """A circular with its edits applied, its parts in reading order, and the edits whose part no longer exists."""

    document: Document
    parts: tuple[CircularPart, ...]
    orphaned: tuple[TextEdit, ...] = ()
    signer: str = ""


def apply_edits(document: Document, edits: Sequence[TextEdit]) -> EditedCircular:
    """Apply edits to a generated circular; figures that an edited paragraph still prints stay linked to their rows."""
    by_key = {edit.key: edit for edit in edits}
    overlay = _EditApplier(by_key, tuple(figures(document)))
    head = [_head_part(document, key, by_key.get(key)) for key in HEAD_PARTS]
    body = overlay.apply("", document.body)
    annexes = tuple(_annex(overlay, number, annex) for number, annex in enumerate(document.annexes, 1))
    changed: dict[str, Any] = {HEAD_PARTS[part.key][0]: _part_value(part) for part in head}
    result = replace(document, body=body, annexes=annexes, **changed)
    signer = by_key.get(SIGNER)
    placed = {part.key for part in (*head, *overlay.parts)} | {SIGNER}
    homeless = tuple(edit for edit in edits if edit.key not in placed)
    return EditedCircular(result, (*head, *overlay.parts), homeless, (signer.text or "") if signer else "")


def added_key(after: str, taken: Sequence[str]) -> str:
    """Return the key of a new paragraph below another part: “+1@…”, numbered after those already taken."""
    match = _ADDED.fullmatch(after)
    after = match[2] if match else after
    numbers = [int(added[1]) for added in map(_ADDED.fullmatch, taken) if added and added[2] == after]
    return f"+{max(numbers, default=0) + 1}@{after}"


def _head_part(document: Document, key: str, edit: TextEdit | None) -> CircularPart:
    field, where = HEAD_PARTS[key]
    value = getattr(document, field)
    generated = value.isoformat() if isinstance(value, date) else str(value)
    if edit is None:
        return CircularPart(key, where, generated, generated)
    return CircularPart(key, where, edit.text or "", generated, 0, edit, edit.generated)


def _part_value(part: CircularPart) -> str | date:
    if part.key == "@title":
        return "\n".join(line.strip() for line in part.text.replace(TITLE_BREAK, "\n").splitlines())
    if part.key != DATED:
        return part.text
    if not (match := _DAY.fullmatch(part.text)):
        raise UserError(f"成文日期“{part.text}”写法不对，例如 2026-11-05。")
    return date(*map(int, match.groups()))


def _annex(overlay: "_EditApplier", number: int, annex: Annex) -> Annex:
    return replace(annex, blocks=overlay.apply(f"附件{number}", annex.blocks))


class _EditApplier:
    """Applies edits to lists of blocks (body, then annexes) and collects the editable parts."""

    def __init__(self, edits: Mapping[str, TextEdit], known: tuple[Figure, ...]) -> None:
        self._edits, self._known = edits, known
        self.parts: list[CircularPart] = []
        self._added: dict[str, list[TextEdit]] = {}
        for key, edit in sorted(edits.items(), key=lambda pair: _added_order(pair[0])):
            if match := _ADDED.fullmatch(key):
                self._added.setdefault(match[2], []).append(edit)

    def apply(self, section: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        laid: list[Block] = []
        for key, where, block in keyed_blocks(section, blocks):
            if isinstance(block, SectionHeading):
                self.parts.append(CircularPart(key, where, block.text, block.text, block.level))
                laid.append(block)
            elif isinstance(block, Paragraph):
                laid += self._paragraph(key, where, block)
            else:
                laid.append(block)
            for edit in self._added.pop(key, ()):
                spans = text_with_figures(edit.text or "", self._known)
                span_figures = tuple(span.figure for span in spans if span.figure)
                self.parts.append(
                    CircularPart(
                        edit.key, f"{where}之后（加写）", edit.text or "", "", 0, edit, None, figures=span_figures
                    )
                )
                laid += [Paragraph(spans, edit.key)] if edit.text else []
        return tuple(laid)

    def _paragraph(self, key: str, where: str, block: Paragraph) -> list[Block]:
        block_figures = tuple(span.figure for span in block.spans if span.figure)
        edit = self._edits.get(key)
        if edit is None:
            chosen = phrases_of(block.spans)
            self.parts.append(CircularPart(key, where, block.text, block.text, figures=block_figures, phrases=chosen))
            return [replace(block, key=key)]
        text = edit.text or ""
        out = not text
        self.parts.append(CircularPart(key, where, text, block.text, 0, edit, edit.generated, out, block_figures))
        return [] if out else [Paragraph(text_with_figures(text, (*block_figures, *self._known)), key)]


def keyed_blocks(section: str, blocks: Sequence[Block]) -> Iterator[tuple[str, str, Block]]:
    """Yield each block with the key that identifies it in later drafts and a description of its place.

    The key is a paragraph's own, else the headings above it without their numbers plus its position below the last.
    """
    path: list[str] = []
    below, taken = 0, dict[str, int]()
    for block in blocks:
        if isinstance(block, SectionHeading):
            path = [*path[: block.level - 1], _ORDINAL.sub("", block.text)]
            below = 0
            key = "/".join(filter(None, (section, *path)))
            where = _place_text(section, path)
        elif isinstance(block, Paragraph):
            below += 1
            key = block.key or "/".join(filter(None, (section, *path, str(below))))
            where = f"{_place_text(section, path)}第{below}段"
        else:
            key, where = "", _place_text(section, path)
        if key:
            # Blocks that share a key are distinguished by their order.
            taken[key] = taken.get(key, 0) + 1
            key = key if taken[key] == 1 else f"{key}#{taken[key]}"
        yield key, where, block


def _place_text(section: str, path: Sequence[str]) -> str:
    if path:
        return f"{section}“{path[-1]}”"
    return section or "开头"


def _added_order(key: str) -> tuple[str, int]:
    match = _ADDED.fullmatch(key)
    return (match[2], int(match[1])) if match else (key, 0)


def text_with_figures(text: str, known: Sequence[Figure]) -> tuple[TextSpan, ...]:
    """Split an edited sentence into spans, linking the numbers it still prints to their figures and so to their rows.

    The search goes from left to right; figures that print alike are taken in the order of ``known``, each once while
    others remain. A single digit is never linked: it may as well be part of a date or an ordinal.
    """
    printed: dict[str, list[Figure]] = {}
    for figure in dict.fromkeys(known):
        for printed_form in dict.fromkeys((figure.phrase, figure.text)):
            if len(printed_form) > 1 and figure.value is not None:
                printed.setdefault(printed_form, []).append(figure)
    if not printed:
        return (TextSpan(text),) if text else ()
    longest_first = sorted(printed, key=len, reverse=True)
    form = re.compile(r"(?<![\d.,])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\d]|[.,]\d)")
    spans: list[TextSpan] = []
    at = 0
    for match in form.finditer(text):
        candidates = printed[match[0]]
        figure = candidates.pop(0) if len(candidates) > 1 else candidates[0]
        spans += [TextSpan(text[at : match.start()]), TextSpan(match[0], figure)]
        at = match.end()
    return tuple(span for span in (*spans, TextSpan(text[at:])) if span.text)
