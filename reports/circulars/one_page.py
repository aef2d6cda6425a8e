"""Sheets and wall charts for the window: printed by a background job and previewed like a circular."""

from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path

from models.storage.files import ensure_folder
from models.storage.store import Store
from reports.circulars import hand_outs, sheets
from reports.circulars.production import ProducedCircular
from reports.content import Document
from reports.paper.press import PrintResult
from reports.paper.wall import PaperSize
from reports.wall import posters

PrintedSheet = tuple[Document, PrintResult]
SHEETS = {
    "project": "项目一页表",
    "reward": "奖励测算表",
    "supervision": "督办单",
    "problems": "企业问题清单",
    "handbook": "专班工作手册",
    "wall": "项目挂图",
    "chain": "产业链挂图",
}
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "_"))


def produce_sheet(
    store: Store, sheet: str, about: str, folder: Path
) -> Generator[tuple[int, int, str], None, ProducedCircular]:
    """Print a sheet of SHEETS into a folder, under the name of what it is about.

    ``about`` is the row id of a project, a reward or a task force, or a unit's name for 督办单 (empty: all). For a wall
    chart it is the paper size, for a chain's wall chart the chain's row id, a blank and the paper size.
    """
    yield 0, 2, "汇总数据"
    folder, today = ensure_folder(folder), date.today()  # noqa: DTZ011 - the clerk's own day
    draft = folder / f"{SHEETS[sheet]}.pdf"
    yield 1, 2, "排版 PDF"
    document, printed = _SHEET_PRINTERS[sheet](store, about, draft, today)
    title = document.title.partition("\n")[0].translate(_NOT_IN_FILE_NAMES)
    whom = document.recipients.translate(_NOT_IN_FILE_NAMES)
    name = title if SHEETS[sheet] in title else f"{title}{SHEETS[sheet]}"
    path = draft.replace(folder / f"{whom}{name}.pdf")
    return ProducedCircular(document, path, None, printed)


def _project(store: Store, row: str, path: Path, today: date) -> PrintedSheet:
    return sheets.project_document(store, row), sheets.project_sheet(store, row, path, today)


def _reward(store: Store, row: str, path: Path, today: date) -> PrintedSheet:
    return sheets.reward_document(store, row), sheets.reward_sheet(store, row, path, today)


def _supervision(store: Store, whom: str, path: Path, today: date) -> PrintedSheet:
    document = hand_outs.supervision_parts(store, whom, today)[0][0]
    return document, hand_outs.print_supervision(store, whom, path, today)


def _problems(store: Store, _: str, path: Path, today: date) -> PrintedSheet:
    return hand_outs.problems_document(store, today), hand_outs.print_problems(store, path, today)


def _handbook(store: Store, force: str, path: Path, today: date) -> PrintedSheet:
    printed = hand_outs.print_handbook(store, force, path, today)
    return hand_outs.handbook_document(store, force or hand_outs.first_force(store), today), printed


def _wall(store: Store, paper: str, path: Path, today: date) -> PrintedSheet:
    poster = posters.project_wall_chart(store, today, PaperSize[paper or "A3"])
    return poster.document, poster.print(path)


def _chain(store: Store, about: str, path: Path, today: date) -> PrintedSheet:
    row, _, paper = about.partition(" ")
    poster = posters.chain_wall_chart(store, row, today, PaperSize[paper or "A3"])
    return poster.document, poster.print(path)


_SHEET_PRINTERS: dict[str, Callable[[Store, str, Path, date], PrintedSheet]] = {
    "project": _project,
    "reward": _reward,
    "supervision": _supervision,
    "problems": _problems,
    "handbook": _handbook,
    "wall": _wall,
    "chain": _chain,
}
