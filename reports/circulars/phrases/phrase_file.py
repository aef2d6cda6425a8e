"""A county's wordings as a file, to be handed to another county or kept as part of a preset."""

import json
from collections.abc import Mapping
from pathlib import Path

from models.errors import UserError
from models.storage.files import atomic_write
from reports.circulars.phrases.bank import shipped_phrases

_KIND = "招商台账用语"
SUFFIX = ".json"


def write_phrases(path: Path, county: Mapping[str, str]) -> None:
    """Write the county's wordings, each with the name and the shipped text beside it for whoever reads the file."""
    phrases = shipped_phrases()
    entries = [
        {"key": key, "name": phrases[key].name, "text": text, "shipped": phrases[key].text}
        for key, text in county.items()
        if key in phrases
    ]
    content = json.dumps({"kind": _KIND, "phrases": entries}, ensure_ascii=False, indent=2)
    with atomic_write(path) as draft:
        draft.write_text(f"{content}\n", "utf-8")


def read_phrases(path: Path) -> dict[str, str]:
    """Read wordings by key; UserError for another file, and for a wording that cannot be filled in."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        raise UserError(f"“{path.name}”读不了，或者不是导出的用语。") from None
    if not isinstance(content, dict) or content.get("kind") != _KIND or not isinstance(content.get("phrases"), list):
        raise UserError(f"“{path.name}”不是导出的用语。")
    phrases, texts = shipped_phrases(), {}
    for entry in content["phrases"]:
        key, text = (entry.get("key"), entry.get("text")) if isinstance(entry, dict) else (None, None)
        if not isinstance(key, str) or not isinstance(text, str) or key not in phrases:
            raise UserError(f"“{path.name}”里有这个版本没有的用语，请先把程序升到同一版本。")
        try:
            texts[key] = phrases[key].check(text)
        except UserError as error:
            raise UserError(f"“{phrases[key].name}”：{error}") from None
    return texts
