"""Sheets about many rows, from an open book to a PDF: 督办单, 企业问题清单, 专班工作手册."""

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

# A list lies on its side: the page itself is turned, so that nobody turns it on the screen.
LIST = replace(
    SHEET, page_width=mm(297), page_height=mm(210), width=mm(263), height=mm(178), top=mm(14), lines=36, chars=70
)
_COMING = 31  # days of duties a handbook shows
_TRIES = ((10, 10.5), (10, 9.5), (8, 9.0), (6, 8.5), (5, 8.0), (4, 7.5))  # rows of a list, and the type, in turn
_PAGES = 2  # a task force's handbook holds on a sheet printed on both sides


def supervision_parts(store: Store, whom: str, today: date, ahead: int = AHEAD) -> list[Part]:
    """Write the 督办单 of a unit or a task force by its name; of all of them where none is named, a list on top."""
    facts = facts_of(store)
    with store.reading() as session:
        some, warn = pressing(matters(session), today, ahead), warn_days(session)
    if not some:
        raise Refusal(f"没有逾期的、超过反馈时限的和{ahead}天内到期的责任事项，不用督办。")
    chase, letter = supervision.Chase(facts.county, today, ahead, warn), geometry_of(facts.settings)
    if whom:
        unit, mine = whose(some, whom)
        return [(supervision.draft(chase, unit, mine), letter)]
    units = by_unit(some)
    letters: list[Part] = [(supervision.draft(chase, unit, mine), letter) for unit, mine in units]
    return [(supervision.summary(chase, units), SHEET), *letters]


def problems_document(store: Store, today: date) -> Document:
    """Write the list of firms' problems as it stands, those settled this year below."""
    county = facts_of(store).county
    with store.reading() as session:
        every, warn = matters(session), warn_days(session)
    return problem_list.draft(problem_list.Asked(county, today, warn, date(today.year, 1, 1)), every)


def handbook_document(store: Store, force: str, today: date, most: int = 10, *, unmasked: bool = False) -> Document:
    """Write one task force's handbook, lists cut to so many rows; telephones are masked unless asked for."""
    return pages.draft(_told(store, force, today, unmasked=unmasked), most)


def _told(store: Store, force: str, today: date, *, unmasked: bool) -> pages.Told:
    facts = facts_of(store)
    # Its figures are those of the last circular: half a month held against a whole month's pace would be unfair.
    period = month_before(today + timedelta(days=1))
    board = Board(facts, period)
    with store.reading() as session:
        found = handbook(session, force, today, unmasked=unmasked)
        coming = _coming(session, today)
        owed = tuple(one for one in matters(session) if one.is_open and one.force == force)
        warn = warn_days(session)
    asked = quotas(store, [one for one in facts.forces if one.id == force], period) if facts.quotas else None
    return pages.Told(facts.county, today, warn, found, board, asked, coming, owed)


def _coming(session: Session, today: date) -> tuple[Planned, ...]:
    try:
        return tuple(duties.calendar(session, today, today + timedelta(days=_COMING)))
    except Refusal:  # A cadence nobody knows is told where it is set; a handbook is not held up by it.
        return ()


def print_supervision(store: Store, whom: str, path: Path, today: date, ahead: int = AHEAD) -> Printed:
    """Print the 督办单 of a unit or a task force, or of all of them one after the other."""
    return print_bound(supervision_parts(store, whom, today, ahead), path, faces=faces_of(facts_of(store).settings))


def print_problems(store: Store, path: Path, today: date) -> Printed:
    """Print the list of firms' problems."""
    return print_pdf(problems_document(store, today), path, geometry=LIST)


def print_handbook(store: Store, force: str, path: Path, today: date, *, unmasked: bool = False) -> Printed:
    """Print a task force's handbook on two pages at the most, or all task forces' where none is named."""
    parts = [_fitted(store, one, path, today, unmasked=unmasked) for one in _forces(store, force)]
    return print_bound(parts, path)


def first_force(store: Store) -> str:
    """Give the task force that stands first; refuse a book that has none."""
    for one in facts_of(store).forces:
        return str(one.id)
    raise Refusal("账本里还没有招商专班，请先登记专班。")


def _forces(store: Store, force: str) -> list[str]:
    return [force] if force else [first_force(store), *(one.id for one in facts_of(store).forces[1:])]


def _fitted(store: Store, force: str, path: Path, today: date, *, unmasked: bool) -> Part:
    """Give the fullest pages that two sides hold, or the shortest there are."""
    told = _told(store, force, today, unmasked=unmasked)
    fitted: Part | None = None
    for document, geometry in _tries(told):
        fitted = document, geometry
        if print_pdf(document, path, geometry=geometry).pages <= _PAGES:
            break
    if fitted is None:
        raise ValueError("nothing to print")
    return fitted


def _tries(told: pages.Told) -> Iterator[Part]:
    return ((pages.draft(told, most), _sized(size)) for most, size in _TRIES)


def _sized(size: float) -> Geometry:
    return replace(SHEET, table_size=size)


def find_force(session: Session, text: str) -> str:
    """Find a task force by its id, its name or its short name; refuse a name none or several have."""
    if session.get(TaskForce, text) is not None:
        return text
    kept = session.query(TaskForce).filter(TaskForce.removed.is_(False)).order_by(TaskForce.rank, TaskForce.id).all()
    named = [one for one in kept if text in {one.name, one.short, f"{one.short}专班"}] or [
        one for one in kept if text in one.name
    ]
    if len(named) == 1:
        return named[0].id
    listed = "、".join(one.short or one.name for one in named or kept)
    said = f"有{len(named)}个专班的名称含“{text}”，请写全称" if named else f"没有名为“{text}”的专班"
    raise Refusal(f"{said}：{listed}。")
