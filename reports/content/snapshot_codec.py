"""Snapshot codec: a circular's document as canonical JSON and back; every figure and row id is stored once."""

import base64
import dataclasses
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, TypedDict, Unpack

from reports.content.document import (
    Align,
    Annex,
    Chart,
    ChartKind,
    Document,
    DocumentLayout,
    FigureSource,
    Paragraph,
    Picture,
    Row,
    RowKind,
    SectionHeading,
    Series,
    Table,
    TableColumn,
    TextSpan,
)
from reports.figures.figure import Figure

JsonValue = str | int | float | None | list["JsonValue"] | dict[str, "JsonValue"]
_FORMAT_VERSION = 1  # version of the format; later readers must still read earlier versions
# Class names as issued circulars have them stored; a name here may never change, whatever its class is called now.
_CLASSES: dict[str, Any] = {
    "Align": Align,
    "Annex": Annex,
    "Chart": Chart,
    "ChartKind": ChartKind,
    "Column": TableColumn,
    "Document": Document,
    "Heading": SectionHeading,
    "Layout": DocumentLayout,
    "Paragraph": Paragraph,
    "Picture": Picture,
    "Row": Row,
    "RowKind": RowKind,
    "Series": Series,
    "Source": FigureSource,
    "Span": TextSpan,
    "Table": Table,
}
_STORED_NAMES = {stored_class: name for name, stored_class in _CLASSES.items()}
_ROWS = "rows"
# Fields with one value for each row of a figure are written as plain strings, without a type tag for each.
_PER_ROW_FIELDS: dict[str, Any] = {"parts": Decimal, "days": date.fromisoformat}
_OPTIONAL_FIELDS = {"operands", "relation"}  # written only where not empty, so that earlier snapshots keep their text


class SnapshotExtras(TypedDict, total=False):
    """What is stored beside an issued document of its making."""

    settings: Mapping[str, str]  # the county's definitions by key
    geometry: dict[str, object]  # of the printed page
    faces: list[list[str]]  # the fonts used: role, name
    findings: list[str]  # of the precheck
    head: str  # of the chain of edits
    program: str  # name and version


def encode_snapshot(document: Document, **extras: Unpack[SnapshotExtras]) -> str:
    """Encode a document, and beside it what else is stored of its making (plain JSON values)."""
    freezer = _SnapshotEncoder()
    body = freezer.encode(document)
    facts = {
        "form": _FORMAT_VERSION,
        "document": body,
        "figures": freezer.figures,
        _ROWS: list(freezer.rows),
        "besides": extras,
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decode_snapshot(text: str) -> Document:
    """Decode a snapshot into a document equal to the one encoded.

    Fields added to the program later take their defaults, so that early snapshots can still be read.
    """
    facts = json.loads(text)
    rows = facts[_ROWS]
    figures: list[Figure] = []
    for entry in facts["figures"]:  # the operands of a figure come before it
        figures.append(_decoded_figure(entry, rows, figures))
    document = _decoded(facts["document"], figures)
    if not isinstance(document, Document):
        raise TypeError("what was frozen is no document")
    return document


def snapshot_extras(text: str) -> SnapshotExtras:
    """Return what is stored beside the document."""
    extras: SnapshotExtras = json.loads(text)["besides"]
    return extras


def rows_of(text: str) -> dict[str, list[str]]:
    """Return the ids of all rows that the circular's figures were counted from, by ledger."""
    facts = json.loads(text)
    ids_by_ledger: dict[str, dict[str, None]] = {}
    for figure in facts["figures"]:
        if figure["ledger"]:
            ids = (facts[_ROWS][index] for index in figure[_ROWS])
            ids_by_ledger.setdefault(figure["ledger"], {}).update(dict.fromkeys(ids))
    return {ledger: list(ids) for ledger, ids in ids_by_ledger.items()}


class _SnapshotEncoder:
    """Encodes values as JSON values, numbering figures and row ids in the order of their appearance."""

    def __init__(self) -> None:
        self.figures: list[dict[str, Any]] = []
        self.rows: dict[str, int] = {}
        self._numbers: dict[Figure, int] = {}

    def encode(self, value: object) -> JsonValue:
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
                return {"~": _stored_name(value), "v": value.name}
            case tuple() | list():
                return [self.encode(item) for item in value]
        encoded: dict[str, JsonValue] = {"~": _stored_name(value)}
        return encoded | {key: self.encode(item) for key, item in _non_default_fields(value)}

    def _number(self, figure: Figure) -> int:
        if figure not in self._numbers:
            rows = [self.rows.setdefault(row, len(self.rows)) for row in figure.rows]
            facts = {name: self.encode(getattr(figure, name)) for name in _figure_fields(figure)}
            facts |= {
                name: [str(item) for item in getattr(figure, name)] for name in _PER_ROW_FIELDS if getattr(figure, name)
            }
            self._numbers[figure] = len(self.figures)
            self.figures.append(facts | {_ROWS: rows})
        return self._numbers[figure]


def _stored_name(value: object) -> str:
    """Return the name a value's class is stored under; TypeError for a class that cannot be stored."""
    if type(value) not in _STORED_NAMES:
        raise TypeError(f"cannot keep a {type(value).__name__}")
    return _STORED_NAMES[type(value)]


def _figure_fields(figure: Figure) -> list[str]:
    """List a figure's fields that are encoded one by one; optional ones only where they are not empty."""
    names = [field.name for field in dataclasses.fields(figure) if field.name not in _PER_ROW_FIELDS]
    return [name for name in names if name not in _OPTIONAL_FIELDS or getattr(figure, name)]


def _non_default_fields(value: object) -> Iterator[tuple[str, object]]:
    """Yield the fields of a dataclass that differ from their defaults; defaults are not written."""
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"cannot keep a {type(value).__name__}")
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if field.default is dataclasses.MISSING or held != field.default:
            yield field.name, held


def _decoded_figure(facts: Mapping[str, object], rows: list[str], before: list[Figure]) -> Figure:
    known = {field.name for field in dataclasses.fields(Figure)} - {_ROWS, *_PER_ROW_FIELDS}
    plain: dict[str, Any] = {key: _decoded(value, before) for key, value in facts.items() if key in known}
    lists: dict[str, Any] = {name: facts[name] for name in (_ROWS, *_PER_ROW_FIELDS) if name in facts}
    plain |= {name: tuple(map(read, lists[name])) for name, read in _PER_ROW_FIELDS.items() if name in lists}
    return Figure(**plain, rows=tuple(rows[index] for index in lists[_ROWS]))


def _decoded(value: object, figures: list[Figure]) -> object:
    if isinstance(value, list):
        return tuple(_decoded(item, figures) for item in value)
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
    stored_class = _CLASSES[value["~"]]
    if issubclass(stored_class, Enum):
        return stored_class[value["v"]]
    known = {field.name for field in dataclasses.fields(stored_class)}
    return stored_class(**{key: _decoded(item, figures) for key, item in value.items() if key in known})
