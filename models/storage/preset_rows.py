"""The rows that every preset shares, as the files of the preset folder hold them: words, definitions, schemes."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.fields.kind import Value

PresetRow = dict[str, Value]  # a row of a ledger by field key


def read_preset(preset_folder: Path, name: str) -> Any:
    """Read a file of the preset folder."""
    return json.loads((preset_folder / name).read_text("utf-8"))


def term_rows(preset_folder: Path) -> list[PresetRow]:
    """Return every term of every dictionary as a row, in order."""
    return [
        {"dictionary": name, "word": word, "rank": rank, "source": words["source"]}
        for name, words in read_preset(preset_folder, "dictionaries.json").items()
        for rank, word in enumerate(words["words"], start=1)
    ]


def setting_rows(preset_folder: Path) -> list[dict[str, str]]:
    """Return every definition as a row, with the value of the source document; what is typed by a county has none."""
    return [{key: text for key, text in row.items() if text} for row in read_preset(preset_folder, "definitions.json")]


def scheme_rows(preset_folder: Path) -> list[tuple[PresetRow, list[PresetRow]]]:
    """Return every ranking scheme as a row, with the rows of its indicators; none is in use by itself.

    What no ledger can count is in the remark.
    """
    plain = ("name", "subject", "grouping", "span", "goal", "least", "ends", "source")
    numbers = ("weight", "cap", "each", "most")
    return [
        (
            {key: plan.get(key) for key in plain} | {"remark": "\n".join(plan["notes"])},
            [
                item | {key: Decimal(item[key]) for key in numbers if key in item} | {"rank": rank}
                for rank, item in enumerate(plan["items"], start=1)
            ],
        )
        for plan in read_preset(preset_folder, "schemes.json")
    ]
