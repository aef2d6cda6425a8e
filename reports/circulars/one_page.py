"""The one-page sheets as the window asks for them: made off its thread, shown like a circular."""

from collections.abc import Generator
from pathlib import Path

from models.files import made
from models.store import Store
from reports.circulars import sheets
from reports.circulars.production import Produced

SHEETS = {"project": "项目一页表", "reward": "奖励测算表"}  # by ledger
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "_"))


def produce_sheet(store: Store, ledger: str, row: str, folder: Path) -> Generator[tuple[int, int, str], None, Produced]:
    """Print the sheet of a project or a reward into a folder, under the row's own name."""
    yield 0, 2, "汇总数据"
    is_project = ledger == "project"
    document = sheets.project_document(store, row) if is_project else sheets.reward_document(store, row)
    yield 1, 2, "排版 PDF"
    title = document.title.partition("\n")[0].translate(_NOT_IN_FILE_NAMES)
    path = made(folder) / f"{title}{SHEETS[ledger]}.pdf"
    printed = (sheets.project_sheet if is_project else sheets.reward_sheet)(store, row, path)
    return Produced(document, path, None, printed)
