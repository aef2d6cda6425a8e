"""A preset made from a county's own book: its rules, words and structure in a file, without its records and persons.

The file is JSON: rows by table in the order they were made, each as field key to stored value; a link is the place of
the row it links to, counted from 0. ``without`` names what the program ships and the county removed, so that it does
not come back when a book made from the preset is opened.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.recorder import add_stored
from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import Field, field_of
from models.fields.kind import StoredValue, StoredValues, clean_text
from models.fields.kinds import LinkKind
from models.ledgers import LEDGERS, County, Scheme, Setting, TaskForce, Term
from models.settings.guide_progress import PREFIX as GUIDE_PREFIX
from models.storage.files import atomic_write, os_error_text
from models.storage.preset_rows import scheme_rows, setting_rows, term_rows
from models.storage.store import Store

SCHEMA = "zhaoshang.preset/2"
SUFFIX = ".json"
_MAX_BYTES = 5_000_000  # a county's rules take a hundredth of it
_MAX_NUMBER = 2**53
_PRESET_LEDGERS = tuple(ledger for ledger in LEDGERS if ledger.about.preset_keys)  # parents first
_NUMBER_OF_PERSON = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")  # mobile phones and identity cards
_NUMBER_LEFT_OUT = "（号码未带出）"
_NOT_ONE = "“{}”不是招商台账的预置文件：{}。预置用“文件 · 存为预置…”写出。"


@dataclass(frozen=True, slots=True)
class PresetFile:
    """A preset read from a file and checked: the rows of each ledger with their marks, and what it does without."""

    name: str
    rows: Mapping[type[Ledger], list[tuple[StoredValues, dict[str, str]]]]
    without: Mapping[str, list[list[str]]]


def preset_fields(ledger: type[Ledger]) -> tuple[Field, ...]:
    """Return the fields of a ledger that a preset holds."""
    return tuple(field_of(ledger, key) for key in ledger.about.preset_keys)


def write_preset_file(store: Store, path: Path, preset_folder: Path) -> dict[str, int]:
    """Write a book's preset; return how many rows of each ledger it holds, by the ledger's label. Raises UserError."""
    with store.reading() as session:
        preset = preset_data(session, preset_folder)
    with atomic_write(path) as draft:
        draft.write_text(json.dumps(preset, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return {ledger.about.label: len(preset["rows"][ledger.__tablename__]) for ledger in _PRESET_LEDGERS}


def preset_data(session: Session, preset_folder: Path) -> dict[str, Any]:
    """Return a book's preset as the data of its file."""
    rows: dict[str, list[dict[str, Any]]] = {}
    places: dict[str, int] = {}
    for ledger in _PRESET_LEDGERS:
        listed: list[dict[str, Any]] = []
        rows[ledger.__tablename__] = listed
        for row in _rows_of(session, ledger):
            values = dict(_values_of(row, places))
            if all(field.key in values for field in preset_fields(ledger) if field.required):
                places[row.id] = len(listed)
                listed.append(values)
    name = next((str(row["name"]) for row in rows[County.__tablename__]), "")
    return {"schema": SCHEMA, "name": name, "rows": rows, "without": _without(rows, preset_folder)}


def _rows_of(session: Session, ledger: type[Ledger]) -> list[Ledger]:
    query = sa.select(ledger).where(ledger.removed.is_(False)).order_by(ledger.id)
    if ledger is TaskForce:
        query = query.where(TaskForce.dissolved.is_(None))
    if ledger is Setting:
        query = query.where(sa.not_(Setting.key.startswith(GUIDE_PREFIX, autoescape=True)))
    return list(session.execute(query).scalars())


def _values_of(row: Ledger, places: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """Yield what a preset holds of a row; a link to a row that it does not hold is left out."""
    kept = preset_fields(type(row))
    for field in kept:
        stored = field.kind.store(getattr(row, field.key))
        if isinstance(field.kind, LinkKind):
            stored = places.get(str(stored))
        elif isinstance(stored, str):
            stored = _NUMBER_OF_PERSON.sub(_NUMBER_LEFT_OUT, stored)
        if stored is not None:
            yield field.key, stored
    if marks := {field.key: row.marks[field.key] for field in kept if field.key in (row.marks or {})}:
        yield "marks", marks


def _without(rows: Mapping[str, list[dict[str, Any]]], preset_folder: Path) -> dict[str, list[list[str]]]:
    """List what the program ships and the book does not have."""
    has_terms = {(row["dictionary"], row["word"]) for row in rows[Term.__tablename__]}
    has_keys = {row["key"] for row in rows[Setting.__tablename__]}
    has_schemes = {row["name"] for row in rows[Scheme.__tablename__]}
    shipped = [[str(row["dictionary"]), str(row["word"])] for row in term_rows(preset_folder)]
    return {
        "words": [word for word in shipped if tuple(word) not in has_terms],
        "definitions": [[row["key"], row["name"]] for row in setting_rows(preset_folder) if row["key"] not in has_keys],
        "schemes": [[str(row["name"])] for row, _ in scheme_rows(preset_folder) if row["name"] not in has_schemes],
    }


def is_preset_file(preset: str) -> bool:
    """Whether a preset is named by its file."""
    return Path(preset).suffix.lower() == SUFFIX


def fill_from_file(session: Session, path: Path) -> None:
    """Add the rows of a preset's file to an empty book; raises UserError."""
    preset = read_preset_file(path)
    ids: dict[str, list[str]] = {}
    for ledger, rows in preset.rows.items():
        links = {field.key: field.kind.to for field in preset_fields(ledger) if isinstance(field.kind, LinkKind)}
        linked = [
            (
                {key: ids[links[key]][int(value or 0)] if key in links else value for key, value in values.items()},
                marks,
            )
            for values, marks in rows
        ]
        ids[ledger.__tablename__] = add_stored(session, ledger, linked)
    for dictionary, word in preset.without["words"]:
        session.add(Term(dictionary=dictionary, word=word, removed=True))
    for key, name in preset.without["definitions"]:
        session.add(Setting(key=key, name=name, removed=True))
    for (name,) in preset.without["schemes"]:
        session.add(Scheme(name=name, removed=True))


def read_preset_file(path: Path) -> PresetFile:
    """Read a preset's file and check every value of it; raises UserError."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UserError(_NOT_ONE.format(path.name, "文件太大"))
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"预置文件“{path}”打不开（{os_error_text(error)}）。") from error
    except (ValueError, RecursionError) as error:
        raise UserError(_NOT_ONE.format(path.name, "读不懂")) from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or not isinstance(data.get("rows"), dict):
        raise UserError(_NOT_ONE.format(path.name, "没有预置的标记"))
    try:
        rows = _checked_rows(data["rows"])
        lengths = (("words", 2), ("definitions", 2), ("schemes", 1))
        without = {key: _checked_words(data, key, length) for key, length in lengths}
    except ValueError as error:
        raise UserError(_NOT_ONE.format(path.name, str(error))) from error
    return PresetFile(str(data.get("name", "")), rows, without)


def _checked_rows(data: dict[str, Any]) -> dict[type[Ledger], list[tuple[StoredValues, dict[str, str]]]]:
    """Check all rows; raises ValueError with the reason in Chinese."""
    known = {ledger.__tablename__ for ledger in _PRESET_LEDGERS}
    if unknown := sorted(set(data) - known):
        raise ValueError(f"不认识“{unknown[0]}”，可能是更新的程序写的")
    counts = {name: len(rows) for name, rows in data.items() if isinstance(rows, list)}
    if counts.get(County.__tablename__) != 1:
        raise ValueError("里面应有一个县的县情")
    return {
        ledger: [_checked_row(ledger, row, counts) for row in data.get(ledger.__tablename__, ())]
        for ledger in _PRESET_LEDGERS
    }


def _checked_row(ledger: type[Ledger], row: object, counts: Mapping[str, int]) -> tuple[StoredValues, dict[str, str]]:
    label, known = ledger.about.label, {field.key: field for field in preset_fields(ledger)}
    if not isinstance(row, dict):
        raise ValueError(f"{label}里有一行不是一行")  # noqa: TRY004 - one kind of error for all that is wrong
    marks = row.get("marks", {})
    if not isinstance(marks, dict) or not all(isinstance(mark, str) and key in known for key, mark in marks.items()):
        raise ValueError(f"{label}里有看不懂的记号")
    values: StoredValues = {}
    for key, raw in row.items():
        if key == "marks":
            continue
        if key not in known:
            raise ValueError(f"{label}没有“{key}”这一栏，可能是更新的程序写的")
        values[key] = _checked_value(known[key], raw, counts)
    if missing := [field.label for field in known.values() if field.required and values.get(field.key) in {None, ""}]:
        raise ValueError(f"{label}里有一行没有{missing[0]}")
    return values, dict(marks)


def _checked_value(field: Field, raw: object, counts: Mapping[str, int]) -> StoredValue:
    """Return a stored value that its field can hold; raises ValueError."""
    if isinstance(field.kind, LinkKind):
        if type(raw) is not int or not 0 <= raw < counts.get(field.kind.to, 0):
            raise ValueError(f"{field.label}指的一行不在里面")
        return raw
    stored = clean_text(raw) if isinstance(raw, str) else raw
    if not isinstance(stored, str) and (type(stored) is not int or abs(stored) > _MAX_NUMBER):
        raise ValueError(f"{field.label}的值看不懂")
    try:
        if field.kind.store(field.kind.load(stored)) == stored:
            return stored
    except (ArithmeticError, TypeError, ValueError):
        pass
    raise ValueError(f"{field.label}不能是“{str(stored)[:20]}”")


def _checked_words(data: Mapping[str, Any], key: str, length: int) -> list[list[str]]:
    without = data.get("without", {})
    words = without.get(key, []) if isinstance(without, dict) else None
    if not isinstance(words, list) or not all(
        isinstance(word, list) and len(word) == length and all(isinstance(part, str) and part for part in word)
        for word in words
    ):
        raise ValueError("去掉的词看不懂")
    return words
