"""Printing of sheets about one row for the window and the command line: 项目一页表, 奖励测算表, 客商接待方案."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from models.errors import UserError
from models.ledgers import Project
from models.queries.row_detail import load_row_detail
from models.services.gates import signing_checks
from models.statistics.project_profile import project_profile
from models.statistics.review_risks import project_promises, review_note
from models.statistics.reward_claims import calculate_claim
from models.statistics.signing_review import read_signing_review
from models.statistics.visit_profile import visit_profile
from models.storage.store import Store
from reports.circulars.sheets.project_sheet import draft as draft_project
from reports.circulars.sheets.reception_sheet import draft as draft_reception
from reports.circulars.sheets.reward_sheet import draft as draft_reward
from reports.circulars.sheets.signing_sheet import SigningSheetInput
from reports.circulars.sheets.signing_sheet import draft as draft_signing
from reports.circulars.workflow.compose import load_county_head
from reports.content.document import Document
from reports.pdf.geometry import Geometry, mm
from reports.pdf.pdf_renderer import PrintResult, print_pdf

# A sheet is no official document, so its margins and type sizes are chosen to fit one page.
SHEET_GEOMETRY = Geometry(
    top=mm(14),
    left=mm(17),
    width=mm(176),
    height=mm(264),
    lines=54,
    chars=47,
    size=10.5,
    title_size=18.0,
    title_pitch=26.0,
    table_size=10.5,
    small_size=10.5,
)
# A reception plan is handed to leaders, so its type is larger; it may take several pages.
RECEPTION_GEOMETRY = replace(SHEET_GEOMETRY, lines=42, chars=42, size=12.0, title_pitch=30.0, table_size=11.0)
# A reward's sheet has few lines, so its type is larger; a long note or caution makes it smaller.
_REWARD_GEOMETRIES = (
    replace(SHEET_GEOMETRY, lines=40, chars=40, size=12.5, title_size=22.0, title_pitch=34.0),
    replace(SHEET_GEOMETRY, lines=45, chars=43, size=11.5, title_size=20.0, title_pitch=30.0),
    SHEET_GEOMETRY,
)
# Pairs of maximum rows of a list and type size of tables (pt), tried in turn until the sheet fits one page. No type is
# smaller than 9 points: for a size below it tables close up their rows instead.
_LAYOUT_ATTEMPTS = (
    (12, 10.5),
    (12, 10.0),
    (9, 9.5),
    (7, 9.0),
    (6, 8.5),
    (5, 8.0),
    (4, 8.0),
    (3, 7.5),
    (2, 7.5),
    (2, 6.5),
    (1, 6.5),
)

_SIGNING_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5)


def project_document(store: Store, project: str, max_rows: int = 12, today: date | None = None) -> Document:
    """Compose one project's sheet, its lists cut to ``max_rows``."""
    day = today or date.today()  # noqa: DTZ011 - the clerk's own day
    with store.reading() as session:
        profile = project_profile(session, project, day)
    return draft_project(profile, day, _county(store), max_rows)


def reward_document(store: Store, reward: str, today: date | None = None) -> Document:
    """Compose one reward claim's sheet."""
    day = today or date.today()  # noqa: DTZ011 - the clerk's own day
    with store.reading() as session:
        reward_claim, note = calculate_claim(session, reward, day), review_note(session)
    return draft_reward(reward_claim, day, _county(store), note)


def reception_document(store: Store, visit: str, today: date | None = None) -> Document:
    """Compose the plan of a visit or a planned visit: 客商接待方案, or 外出拜访方案 for one that goes out."""
    day = today or date.today()  # noqa: DTZ011 - the clerk's own day
    with store.reading() as session:
        profile = visit_profile(session, visit, day)
    return draft_reception(profile, day, _county(store))


def project_sheet(store: Store, project: str, path: Path, today: date | None = None) -> PrintResult:
    """Print one project's sheet on one page, cutting its lists as far as needed."""
    drafts = ((project_document(store, project, most, today), size) for most, size in _LAYOUT_ATTEMPTS)
    return _on_one_page(drafts, path, SHEET_GEOMETRY)


def reward_sheet(store: Store, reward: str, path: Path, today: date | None = None) -> PrintResult:
    """Print one reward claim's sheet on one page."""
    document = reward_document(store, reward, today)
    for geometry in _REWARD_GEOMETRIES:
        printed = _on_one_page(((document, geometry.size - less) for less in (0.5, 1.5)), path, geometry)
        if printed.pages == 1:
            break
    return printed


def signing_document(store: Store, project: str, today: date | None = None) -> Document:
    """Compose a project's sheet of the review before signing; UserError where the project is gone."""
    day = today or date.today()  # noqa: DTZ011 - the clerk's own day
    county = _county(store)
    with store.reading() as session:
        row, detail = session.get(Project, project), load_row_detail(session, Project, project)
        if row is None or detail is None or detail.removed:
            raise UserError("这个项目已不在账本里，请刷新后再试。")
        promises, review = tuple(project_promises(session, project)), read_signing_review(session, project)
        checks, note = signing_checks(session, row), review_note(session)
        return draft_signing(SigningSheetInput(county, day, detail, review, promises, checks, note))


def signing_sheet(store: Store, project: str, path: Path, today: date | None = None) -> PrintResult:
    """Print the sheet of the review before signing on one page, or on two in a readable type where it is long."""
    document = signing_document(store, project, today)
    printed = _on_one_page(((document, size) for size in _SIGNING_SIZES), path, SHEET_GEOMETRY)
    return printed if printed.pages == 1 else print_pdf(document, path, geometry=SHEET_GEOMETRY)


def _on_one_page(drafts: Iterable[tuple[Document, float]], path: Path, geometry: Geometry) -> PrintResult:
    """Print the fullest draft that fits one page, or the shortest where none does."""
    printed: PrintResult | None = None
    for document, size in drafts:
        printed = print_pdf(document, path, geometry=replace(geometry, table_size=size))
        if printed.pages == 1:
            break
    if printed is None:
        raise ValueError("nothing to print")
    return printed


def _county(store: Store) -> str:
    return str(load_county_head(store).county.name)
