"""Fills a new book from a preset: what all counties begin with, and one county's published plan or its own preset."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from models.audit.recorder import add_many
from models.errors import UserError
from models.ledgers import County, Holiday, Scheme, SchemeItem, Setting, Term
from models.storage.preset_file import fill_from_file, is_preset_file, read_preset_file
from models.storage.preset_plan import Json, fill_from_plan
from models.storage.preset_rows import read_preset, scheme_rows, setting_rows, term_rows
from models.storage.store import Store

PRESET_NAMES = {"hejin": "河津市", "xiayi": "夏邑县", "xiangcheng": "襄城县", "blank": "空白县"}
UNNAMED_COUNTY = "（请填县市名称）"  # until the county's name is typed


def check_preset(preset: str) -> None:
    """Raise UserError unless a book can be filled from ``preset``: a known name, or the path of a preset's file."""
    if is_preset_file(preset):
        read_preset_file(Path(preset))
    elif preset not in PRESET_NAMES:
        names = "、".join(PRESET_NAMES)
        raise UserError(f"没有名为“{preset}”的预置，可选：{names}；也可以写“存为预置…”写出的文件。")


def fill_book(store: Store, preset: str, preset_folder: Path) -> None:
    """Fill an empty book with a preset as one batch: a name of PRESET_NAMES or a file's path; raises UserError."""
    check_preset(preset)
    with store.writing(f"新建账本：{PRESET_NAMES.get(preset) or Path(preset).stem}") as session:
        if preset not in PRESET_NAMES:
            fill_from_file(session, Path(preset))
            return
        plan: Json = {} if preset == "blank" else read_preset(preset_folder, f"{preset}.json")
        _fill_settings(session, preset_folder, {"cadence_set": preset, **plan.get("settings", {})})
        _fill_schemes(session, preset_folder, plan.get("schemes_in_use", ()))
        if plan:
            fill_from_plan(session, plan)
        else:
            add_many(session, County, [{"name": UNNAMED_COUNTY}])


def _fill_settings(session: Session, preset_folder: Path, chosen: Mapping[str, str]) -> None:
    """Add the dictionaries, definitions and holidays common to all counties, with what the preset chooses."""
    add_many(session, Term, term_rows(preset_folder))
    add_many(session, Setting, (_with_choice(row, chosen) for row in setting_rows(preset_folder)))
    days: list[tuple[str, str, str, str]] = read_preset(preset_folder, "holidays.json")
    add_many(
        session,
        Holiday,
        (
            {"on": date.fromisoformat(day), "kind": kind, "name": name, "state": state}
            for day, kind, name, state in days
        ),
    )


def _with_choice(row: dict[str, str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return a definition with the preset's own value; a cadence that no document orders stays unset."""
    value = chosen.get(row["key"])
    is_unknown = row["key"] == "cadence_set" and value not in row["choices"].split("、")
    return row if value is None or is_unknown else row | {"value": value}


def _fill_schemes(session: Session, preset_folder: Path, in_use: Collection[str]) -> None:
    """Add the ranking schemes of real circulars as examples; in use are only those that the preset names."""
    for row, items in scheme_rows(preset_folder):
        (scheme,) = add_many(session, Scheme, [row | ({"active": True} if row["name"] in in_use else {})])
        add_many(session, SchemeItem, (item | {"scheme": scheme} for item in items))
