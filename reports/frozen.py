"""A circular's content as text that can be kept for ever, and back again: canonical JSON, each figure and row once."""

import base64
import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from reports import content
from reports.content import Document
from reports.figures import Figure

_FORM = 1  # of the text; a reader that knows more forms reads this one still
_CLASSES: dict[str, Any] = {
    name: one
    for name, one in vars(content).items()
    if isinstance(one, type) and (dataclasses.is_dataclass(one) or issubclass(one, Enum)) and one is not Enum
}
_ROWS = "rows"
# What there is one of for each row of a figure is written plainly, without a word of its kind each time.
_PLAINLY: dict[str, Any] = {"parts": Decimal, "days": date.fromisoformat}
_SELDOM = {"operands", "relation"}  # written only where there are any, so that what was frozen before stays as it is


def freeze(document: Document, **besides: Any) -> str:
    """Write a document, and beside it what else shall be kept of its making (plain JSON values)."""
    freezer = _Freezer()
    body = freezer.put(document)
    facts = {"form": _FORM, "document": body, "figures": freezer.figures, _ROWS: list(freezer.rows), "besides": besides}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str) -> Document:
    """Give the document back, equal to the one that was frozen.

    A field the program has learnt since keeps its default, so that what was frozen early can still be read.
    """
    facts = json.loads(text)
    rows = facts[_ROWS]
    figures: list[Figure] = []
    for one in facts["figures"]:  # what a figure follows from stands before it
        figures.append(_figure(one, rows, figures))
    document = _back(facts["document"], figures)
    if not isinstance(document, Document):
        raise TypeError("what was frozen is no document")
    return document


def besides(text: str) -> dict[str, Any]:
    """Give what was kept beside the document."""
    found: dict[str, Any] = json.loads(text)["besides"]
    return found


def rows_of(text: str) -> dict[str, list[str]]:
    """Give, by ledger, the ids of every row a figure of the circular was counted from."""
    facts = json.loads(text)
    found: dict[str, dict[str, None]] = {}
    for figure in facts["figures"]:
        if figure["ledger"]:
            found.setdefault(figure["ledger"], {}).update(dict.fromkeys(facts[_ROWS][one] for one in figure[_ROWS]))
    return {ledger: list(ids) for ledger, ids in found.items()}


class _Freezer:
    """Turns values into JSON's own, numbering figures and rows as they come."""

    def __init__(self) -> None:
        self.figures: list[dict[str, Any]] = []
        self.rows: dict[str, int] = {}
        self._known: dict[Figure, int] = {}

    def put(self, value: Any) -> Any:
        match value:
            case None | bool() | str() | int() | float():
                return value
            case Figure():
                return {"~": "figure", "n": self._number(value)}
            case Decimal():
                return {"~": "decimal", "v": str(value)}
            case date():
                return {"~": "date", "v": value.isoformat()}
            case bytes():
                return {"~": "bytes", "v": base64.b64encode(value).decode()}
            case Enum():
                return {"~": type(value).__name__, "v": value.name}
            case tuple() | list():
                return [self.put(one) for one in value]
        if type(value).__name__ not in _CLASSES:
            raise TypeError(f"cannot keep a {type(value).__name__}")
        return {"~": type(value).__name__} | {key: self.put(one) for key, one in _told(value)}

    def _number(self, figure: Figure) -> int:
        if figure not in self._known:
            rows = [self.rows.setdefault(row, len(self.rows)) for row in figure.rows]
            facts = {name: self.put(getattr(figure, name)) for name in _figure_fields(figure)}
            facts |= {name: [str(one) for one in getattr(figure, name)] for name in _PLAINLY if getattr(figure, name)}
            self._known[figure] = len(self.figures)
            self.figures.append(facts | {_ROWS: rows})
        return self._known[figure]


def _figure_fields(figure: Figure) -> list[str]:
    """List a figure's fields that are written as they are; those of seldom use only where it has any."""
    names = [field.name for field in dataclasses.fields(figure) if field.name not in _PLAINLY]
    return [name for name in names if name not in _SELDOM or getattr(figure, name)]


def _told(value: Any) -> Iterator[tuple[str, Any]]:
    """Give what a dataclass holds besides its defaults, which need not be written."""
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if field.default is dataclasses.MISSING or held != field.default:
            yield field.name, held


def _figure(facts: dict[str, Any], rows: list[str], before: list[Figure]) -> Figure:
    known = {field.name for field in dataclasses.fields(Figure)} - {_ROWS, *_PLAINLY}
    plain = {key: _back(value, before) for key, value in facts.items() if key in known}
    plain |= {name: tuple(map(read, facts[name])) for name, read in _PLAINLY.items() if name in facts}
    return Figure(**plain, rows=tuple(rows[one] for one in facts[_ROWS]))


def _back(value: Any, figures: list[Figure]) -> Any:
    if isinstance(value, list):
        return tuple(_back(one, figures) for one in value)
    if not isinstance(value, dict):
        return value
    match value["~"]:
        case "figure":
            return figures[value["n"]]
        case "decimal":
            return Decimal(value["v"])
        case "date":
            return date.fromisoformat(value["v"])
        case "bytes":
            return base64.b64decode(value["v"])
    made = _CLASSES[value["~"]]
    if issubclass(made, Enum):
        return made[value["v"]]
    known = {field.name for field in dataclasses.fields(made)}
    return made(**{key: _back(one, figures) for key, one in value.items() if key in known})
