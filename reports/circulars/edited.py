"""A generated circular with the clerk's own words in it: which parts can be edited, and how the edits are laid over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.field import field_of
from models.ledgers import Circular
from models.refusal import Refusal
from reports.content import Annex, Block, Document, Heading, Paragraph, Span, figures
from reports.figures import Figure

HEAD = {  # parts of the head and foot: the document's field, and what a clerk calls it
    "@title": ("title", "标题"),
    "@recipients": ("recipients", "主送"),
    "@remark": ("remark", "附注"),
    "@dated": ("dated", field_of(Circular, "dated").label),
}
SIGNER = "@signer"  # recorded beside the number; a circular to those below prints no 签发人
_ADDED = re.compile(r"\+(\d+)@(.*)", re.DOTALL)
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Edit:
    """The clerk's words for one part (None: leave it out), and the program's at the time."""

    key: str
    text: str | None
    generated: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a circular as a list beside the preview shows it.

    ``text`` is what is printed, ``generated`` what the program says now, ``before`` what it said when the clerk
    edited; ``edit`` is what the clerk wrote, where anybody did.
    """

    key: str
    where: str
    text: str
    generated: str
    level: int = 0  # of a heading; 0 for running text
    edit: Edit | None = None
    before: str | None = None
    left_out: bool = False
    figures: tuple[Figure, ...] = ()

    @property
    def edited(self) -> bool:
        """Whether somebody put other words here."""
        return self.edit is not None

    @property
    def added(self) -> bool:
        """Whether the clerk wrote this part, and the program had none."""
        return self.key.startswith("+")

    @property
    def stale(self) -> bool:
        """Whether the program would now say something else than when the clerk edited (原句已变)."""
        return self.edited and not self.added and self.before != self.generated


@dataclass(frozen=True, slots=True)
class Edited:
    """A circular with the edits in it, its parts in reading order, and the edits whose place is gone."""

    document: Document
    parts: tuple[Part, ...]
    homeless: tuple[Edit, ...] = ()
    signer: str = ""


def edited(document: Document, edits: Sequence[Edit]) -> Edited:
    """Lay the clerk's words over a generated circular; a paragraph's figures stay figures wherever they still stand."""
    by_key = {edit.key: edit for edit in edits}
    desk = _Desk(by_key, tuple(figures(document)))
    head = [_head(document, key, by_key.get(key)) for key in HEAD]
    body = desk.lay("", document.body)
    annexes = tuple(_annex(desk, number, annex) for number, annex in enumerate(document.annexes, 1))
    changed: dict[str, Any] = {HEAD[part.key][0]: _value(part) for part in head}
    made = replace(document, body=body, annexes=annexes, **changed)
    signer = by_key.get(SIGNER)
    placed = {part.key for part in (*head, *desk.parts)} | {SIGNER}
    homeless = tuple(edit for edit in edits if edit.key not in placed)
    return Edited(made, (*head, *desk.parts), homeless, (signer.text or "") if signer else "")


def added_key(after: str, taken: Sequence[str]) -> str:
    """Give a new paragraph below another part its key: “+1@…”, numbered past those already there."""
    found = _ADDED.fullmatch(after)
    after = found[2] if found else after
    numbers = [int(one[1]) for one in map(_ADDED.fullmatch, taken) if one and one[2] == after]
    return f"+{max(numbers, default=0) + 1}@{after}"


def _head(document: Document, key: str, edit: Edit | None) -> Part:
    field, where = HEAD[key]
    value = getattr(document, field)
    generated = value.isoformat() if isinstance(value, date) else str(value)
    if edit is None:
        return Part(key, where, generated, generated)
    return Part(key, where, edit.text or "", generated, 0, edit, edit.generated)


def _value(part: Part) -> str | date:
    if part.key != "@dated":
        return part.text
    if not (found := _DAY.fullmatch(part.text)):
        raise Refusal(f"成文日期“{part.text}”写法不对，例如 2026-11-05。")
    return date(*map(int, found.groups()))


def _annex(desk: "_Desk", number: int, annex: Annex) -> Annex:
    return replace(annex, blocks=desk.lay(f"附件{number}", annex.blocks))


class _Desk:
    """Lays edits over blocks, one list of blocks after the other."""

    def __init__(self, edits: Mapping[str, Edit], known: tuple[Figure, ...]) -> None:
        self._edits, self._known = edits, known
        self.parts: list[Part] = []
        self._added: dict[str, list[Edit]] = {}
        for key, edit in sorted(edits.items(), key=lambda one: _order(one[0])):
            if found := _ADDED.fullmatch(key):
                self._added.setdefault(found[2], []).append(edit)

    def lay(self, room: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        laid: list[Block] = []
        for key, where, block in keyed(room, blocks):
            if isinstance(block, Heading):
                self.parts.append(Part(key, where, block.text, block.text, block.level))
                laid.append(block)
            elif isinstance(block, Paragraph):
                laid += self._paragraph(key, where, block)
            else:
                laid.append(block)
            for edit in self._added.pop(key, ()):
                spans = spanned(edit.text or "", self._known)
                mine = tuple(span.figure for span in spans if span.figure)
                self.parts.append(
                    Part(edit.key, f"{where}之后（加写）", edit.text or "", "", 0, edit, None, figures=mine)
                )
                laid += [Paragraph(spans, edit.key)] if edit.text else []
        return tuple(laid)

    def _paragraph(self, key: str, where: str, block: Paragraph) -> list[Block]:
        own = tuple(span.figure for span in block.spans if span.figure)
        edit = self._edits.get(key)
        if edit is None:
            self.parts.append(Part(key, where, block.text, block.text, figures=own))
            return [replace(block, key=key)]
        text = edit.text or ""
        out = not text
        self.parts.append(Part(key, where, text, block.text, 0, edit, edit.generated, out, own))
        return [] if out else [Paragraph(spanned(text, (*own, *self._known)), key)]


def keyed(room: str, blocks: Sequence[Block]) -> Iterator[tuple[str, str, Block]]:
    """Give each block with the key it is found by again and the words for its place.

    A paragraph's own key, else the headings above it without their numbers, and its place below the last of them.
    """
    path: list[str] = []
    below, taken = 0, dict[str, int]()
    for block in blocks:
        if isinstance(block, Heading):
            path = [*path[: block.level - 1], _ORDINAL.sub("", block.text)]
            below = 0
            key = "/".join(filter(None, (room, *path)))
            where = _where(room, path)
        elif isinstance(block, Paragraph):
            below += 1
            key = block.key or "/".join(filter(None, (room, *path, str(below))))
            where = f"{_where(room, path)}第{below}段"
        else:
            key, where = "", _where(room, path)
        if key:
            # Two of one name are told apart by their order.
            taken[key] = taken.get(key, 0) + 1
            key = key if taken[key] == 1 else f"{key}#{taken[key]}"
        yield key, where, block


def _where(room: str, path: Sequence[str]) -> str:
    if path:
        return f"{room}“{path[-1]}”"
    return room or "开头"


def _order(key: str) -> tuple[str, int]:
    found = _ADDED.fullmatch(key)
    return (found[2], int(found[1])) if found else (key, 0)


def spanned(text: str, known: Sequence[Figure]) -> tuple[Span, ...]:
    """Find the figures an edited sentence still prints, so that each keeps its way back to its rows.

    Looked for from left to right; of two that print alike the one that comes first in ``known`` is taken once, then
    the next. A bare number of one digit is nobody's: it may as well be a date or an ordinal.
    """
    printed: dict[str, list[Figure]] = {}
    for figure in dict.fromkeys(known):
        for said in dict.fromkeys((figure.phrase, figure.text)):
            if len(said) > 1 and figure.value is not None:
                printed.setdefault(said, []).append(figure)
    if not printed:
        return (Span(text),) if text else ()
    longest_first = sorted(printed, key=len, reverse=True)
    form = re.compile(r"(?<![\d.,])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\d]|[.,]\d)")
    spans: list[Span] = []
    at = 0
    for found in form.finditer(text):
        mine = printed[found[0]]
        figure = mine.pop(0) if len(mine) > 1 else mine[0]
        spans += [Span(text[at : found.start()]), Span(found[0], figure)]
        at = found.end()
    return tuple(span for span in (*spans, Span(text[at:])) if span.text)
