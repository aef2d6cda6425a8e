"""One-page sheets to print from the window and the command line: a project's (项目一页表), a reward's (奖励测算表)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from models.claims import claim
from models.portrait import portrait
from models.store import Store
from reports.circulars.production import facts_of
from reports.circulars.project_sheet import draft as draft_project
from reports.circulars.reward_sheet import draft as draft_reward
from reports.content import Document
from reports.paper.geometry import Geometry, mm
from reports.paper.press import Printed, print_pdf

# A sheet is no official document: its margins and type are its own, so that a page holds it.
SHEET = Geometry(
    top=mm(18),
    left=mm(18),
    width=mm(174),
    height=mm(258),
    lines=46,
    chars=44,
    size=11.0,
    title_size=18.0,
    title_pitch=26.0,
    table_size=10.5,
    small_size=10.5,
)
_TRIES = ((12, 10.5), (12, 9.5), (8, 9.5), (8, 8.5), (6, 8.5), (4, 8.0), (3, 7.5))  # rows a list shows, size of tables


def project_document(store: Store, project: str, most: int = 12, today: date | None = None) -> Document:
    """Write one project's sheet, lists cut to so many rows."""
    day = today or date.today()  # noqa: DTZ011 - the clerk's own day
    with store.reading() as session:
        found = portrait(session, project, day)
    return draft_project(found, day, _county(store), most)


def reward_document(store: Store, reward: str, today: date | None = None) -> Document:
    """Write one claim's sheet."""
    day = today or date.today()  # noqa: DTZ011 - the clerk's own day
    with store.reading() as session:
        found = claim(session, reward)
    return draft_reward(found, day, _county(store))


def project_sheet(store: Store, project: str, path: Path, today: date | None = None) -> Printed:
    """Print one project's sheet on one page, its lists cut as far as that takes."""
    drafts = ((project_document(store, project, most, today), size) for most, size in _TRIES)
    return _on_one_page(drafts, path)


def reward_sheet(store: Store, reward: str, path: Path, today: date | None = None) -> Printed:
    """Print one claim's sheet on one page."""
    document = reward_document(store, reward, today)
    return _on_one_page(((document, size) for _, size in _TRIES), path)


def _on_one_page(drafts: Iterable[tuple[Document, float]], path: Path) -> Printed:
    """Print the fullest draft that one page holds, or the shortest there is."""
    printed: Printed | None = None
    for document, size in drafts:
        printed = print_pdf(document, path, geometry=replace(SHEET, table_size=size))
        if printed.pages == 1:
            break
    if printed is None:
        raise ValueError("nothing to print")
    return printed


def _county(store: Store) -> str:
    return str(facts_of(store).county.name)
