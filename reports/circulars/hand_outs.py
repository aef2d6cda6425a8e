"""Printed lists and handbooks, from an open book to a PDF: 督办单, 企业问题清单, 专班工作手册."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from models import duties
from models.duties import Planned
from models.handbook import handbook
from models.ledgers import TaskForce
from models.refusal import Refusal
from models.rules.periods import month_before
from models.store import Session, Store
from models.supervision import AHEAD, by_unit, matters, pressing, warn_days, whose
from reports.circulars import handbook as pages
from reports.circulars import problem_list, supervision
from reports.circulars.production import facts_of
from reports.circulars.sheets import SHEET
from reports.content import Document
from reports.figures import Board
from reports.paper.bound import Part, print_bound
from reports.paper.geometry import Geometry, mm
from reports.paper.press import Printed, print_pdf
from reports.paper.profile import faces_of, geometry_of
from reports.quotas import quotas

# A list is printed on a landscape page (297 × 210 mm), so that it is upright on the screen too.
LIST = replace(
    SHEET, page_width=mm(297), page_height=mm(210), width=mm(263), height=mm(178), top=mm(14), lines=36, chars=70
)
_COMING = 31  # days of duties a handbook shows
_TRIES = ((10, 10.5), (10, 9.5), (8, 9.0), (6, 8.5), (5, 8.0), (4, 7.5))  # rows of a list, and the type, in turn
_PAGES = 2  # a task force's handbook holds on a sheet printed on both sides


def supervision_parts(store: Store, whom: str, today: date, ahead: int = AHEAD) -> list[Part]:
    """Compose the 督办单 of a unit or task force by name; with an empty name those of all units, behind a summary.

    Raises UserError where nothing is overdue or due within ``ahead`` days.
    """
    facts = facts_of(store)
    with store.reading() as session:
        due_matters, warn = pressing(matters(session), today, ahead), warn_days(session)
    if not due_matters:
        raise Refusal(f"没有逾期的、超过反馈时限的和{ahead}天内到期的责任事项，不用督办。")
    context, letter = supervision.Chase(facts.county, today, ahead, warn), geometry_of(facts.settings)
    if whom:
        unit, unit_matters = whose(due_matters, whom)
        return [(supervision.draft(context, unit, unit_matters), letter)]
    units = by_unit(due_matters)
    letters: list[Part] = [(supervision.draft(context, unit, unit_matters), letter) for unit, unit_matters in units]
    return [(supervision.summary(context, units), SHEET), *letters]


def problems_document(store: Store, today: date) -> Document:
    """Compose the list of enterprises' problems as of today: the open ones, then those settled this year."""
    county = facts_of(store).county
    with store.reading() as session:
        every, warn = matters(session), warn_days(session)
    return problem_list.draft(problem_list.Asked(county, today, warn, date(today.year, 1, 1)), every)


def handbook_document(store: Store, force: str, today: date, most: int = 10, *, unmasked: bool = False) -> Document:
    """Compose one task force's handbook, its lists cut to ``max_rows``; telephones are masked unless ``unmasked``."""
    return pages.draft(_told(store, force, today, unmasked=unmasked), most)


def _told(store: Store, force: str, today: date, *, unmasked: bool) -> pages.Told:
    facts = facts_of(store)
    # Figures are those of the last whole month: the days so far compared with a whole month's pace would mislead.
    period = month_before(today + timedelta(days=1))
    board = Board(facts, period)
    with store.reading() as session:
        force_handbook = handbook(session, force, today, unmasked=unmasked)
        coming = _coming(session, today)
        owed = tuple(matter for matter in matters(session) if matter.is_open and matter.force == force)
        warn = warn_days(session)
    only = [task_force for task_force in facts.forces if task_force.id == force]
    asked = quotas(store, only, period) if facts.quotas else None
    return pages.Told(facts.county, today, warn, force_handbook, board, asked, coming, owed)


def _coming(session: Session, today: date) -> tuple[Planned, ...]:
    try:
        return tuple(duties.calendar(session, today, today + timedelta(days=_COMING)))
    except Refusal:  # An unreadable cadence is reported where it is set; it must not stop the handbook.
        return ()


def print_supervision(store: Store, whom: str, path: Path, today: date, ahead: int = AHEAD) -> Printed:
    """Print the 督办单 of a unit or task force, or those of all units into one PDF."""
    return print_bound(supervision_parts(store, whom, today, ahead), path, faces=faces_of(facts_of(store).settings))


def print_problems(store: Store, path: Path, today: date) -> Printed:
    """Print the list of firms' problems."""
    return print_pdf(problems_document(store, today), path, geometry=LIST)


def print_handbook(store: Store, force: str, path: Path, today: date, *, unmasked: bool = False) -> Printed:
    """Print a task force's handbook on at most two pages, or those of all task forces where ``force`` is empty."""
    parts = [_fitted(store, force_id, path, today, unmasked=unmasked) for force_id in _forces(store, force)]
    return print_bound(parts, path)


def first_force(store: Store) -> str:
    """Return the id of the first task force; UserError for a book that has none."""
    for force in facts_of(store).forces:
        return str(force.id)
    raise Refusal("账本里还没有招商专班，请先登记专班。")


def _forces(store: Store, force: str) -> list[str]:
    return [force] if force else [first_force(store), *(task_force.id for task_force in facts_of(store).forces[1:])]


def _fitted(store: Store, force: str, path: Path, today: date, *, unmasked: bool) -> Part:
    """Return the fullest version of a handbook that fits two pages, or the shortest where none does."""
    data = _told(store, force, today, unmasked=unmasked)
    fitted: Part | None = None
    for document, geometry in _tries(data):
        fitted = document, geometry
        if print_pdf(document, path, geometry=geometry).pages <= _PAGES:
            break
    if fitted is None:
        raise ValueError("nothing to print")
    return fitted


def _tries(data: pages.Told) -> Iterator[Part]:
    return ((pages.draft(data, most), _sized(size)) for most, size in _TRIES)


def _sized(size: float) -> Geometry:
    return replace(SHEET, table_size=size)


def find_force(session: Session, text: str) -> str:
    """Return the id of a task force given its id, name or short name; UserError for no match or several."""
    if session.get(TaskForce, text) is not None:
        return text
    every = session.query(TaskForce).filter(TaskForce.removed.is_(False)).order_by(TaskForce.rank, TaskForce.id).all()
    named = [force for force in every if text in {force.name, force.short, f"{force.short}专班"}] or [
        force for force in every if text in force.name
    ]
    if len(named) == 1:
        return named[0].id
    listed = "、".join(force.short or force.name for force in named or every)
    problem = f"有{len(named)}个专班的名称含“{text}”，请写全称" if named else f"没有名为“{text}”的专班"
    raise Refusal(f"{problem}：{listed}。")
