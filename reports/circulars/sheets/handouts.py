"""Printed lists and handbooks, from an open book to a PDF: 督办单, 企业问题清单, 拜访计划, 专班工作手册."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from models.errors import UserError
from models.ledgers import TaskForce
from models.rules.periods import previous_month
from models.settings.definitions import load_definitions
from models.statistics import duty_calendar
from models.statistics.duty_calendar import PlannedDuty
from models.statistics.handbook import handbook
from models.statistics.inspections import inspections
from models.statistics.people import people_of_year
from models.statistics.review_risks import review_note, review_risks
from models.statistics.supervision import (
    DAYS_AHEAD,
    items_by_unit,
    items_of_unit,
    supervision_items,
    urgent_items,
    warn_days,
)
from models.statistics.unrecognised_funds import unrecognised_funds
from models.statistics.visit_progress import visit_progress
from models.storage.store import Session, Store
from reports.circulars.sheets import (
    dormant_sheet,
    inspection_list,
    problem_list,
    recognition_list,
    review_list,
    special_sheet,
    supervision_sheet,
    visit_plan_sheet,
)
from reports.circulars.sheets import handbook_sheet as pages
from reports.circulars.sheets.sheet_files import SHEET_GEOMETRY
from reports.circulars.workflow.compose import load_county_head, load_facts
from reports.content.document import Document
from reports.figures.dormant_figures import board_figures
from reports.figures.figure import PeriodFigures
from reports.figures.quota_figures import quotas
from reports.figures.special_tables import special_tables
from reports.pdf.geometry import Geometry, mm
from reports.pdf.page_profile import fonts_from_settings, geometry_from_settings
from reports.pdf.pdf_renderer import PrintPart, PrintResult, print_documents, print_pdf

# A list is printed on a landscape page (297 × 210 mm), so that it is upright on the screen too.
LIST_GEOMETRY = replace(
    SHEET_GEOMETRY,
    page_width=mm(297),
    page_height=mm(210),
    width=mm(263),
    height=mm(178),
    top=mm(14),
    lines=36,
    chars=70,
)
_DUTY_DAYS_AHEAD = 31  # days of duties a handbook shows
_LAYOUT_ATTEMPTS = (
    (10, 10.5),
    (10, 9.5),
    (8, 9.0),
    (6, 8.5),
    (5, 8.0),
    (4, 7.5),
)  # rows of a list, and the type, in turn
_MAX_HANDBOOK_PAGES = 2  # a task force's handbook holds on a sheet printed on both sides


def supervision_parts(store: Store, recipient: str, today: date, ahead: int = DAYS_AHEAD) -> list[PrintPart]:
    """Compose the 督办单 of a unit or task force by name; with an empty name those of all units, behind a summary.

    Raises UserError where nothing is overdue or due within ``ahead`` days.
    """
    head = load_county_head(store)
    with store.reading() as session:
        due_matters, warn = urgent_items(supervision_items(session), today, ahead), warn_days(session)
    if not due_matters:
        raise UserError(f"没有逾期的、超过反馈时限的和{ahead}天内到期的责任事项，不用督办。")
    context, letter = (
        supervision_sheet.SupervisionContext(head.county, today, ahead, warn),
        geometry_from_settings(head.settings),
    )
    if recipient:
        unit, unit_matters = items_of_unit(due_matters, recipient)
        return [(supervision_sheet.draft(context, unit, unit_matters), letter)]
    units = items_by_unit(due_matters)
    letters: list[PrintPart] = [
        (supervision_sheet.draft(context, unit, unit_matters), letter) for unit, unit_matters in units
    ]
    return [(supervision_sheet.summary(context, units), SHEET_GEOMETRY), *letters]


def problems_document(store: Store, today: date) -> Document:
    """Compose the list of enterprises' problems as of today: the open ones, then those settled this year."""
    county = load_county_head(store).county
    with store.reading() as session:
        every, warn = supervision_items(session), warn_days(session)
    return problem_list.draft(problem_list.ProblemListRequest(county, today, warn, date(today.year, 1, 1)), every)


def reviews_document(store: Store, today: date) -> Document:
    """Compose the list of policies and promises that need a fair competition review; UserError where there are none."""
    county = load_county_head(store).county
    with store.reading() as session:
        risks, note = review_risks(session), review_note(session)
    if not risks:
        raise UserError("账本里没有与迁入、纳税、纳统挂钩的政策和承诺，不用出公平竞争审查清单。")
    return review_list.draft(review_list.ReviewListRequest(county, today, note), risks)


def dormant_document(store: Store, today: date) -> Document:
    """Compose the sheet of dormant firms and idle assets; UserError where there are none."""
    figures = board_figures(store, today)
    if not figures.board.groups:
        raise UserError("账本里还没有僵尸企业和闲置资产，请先在“僵尸企业”“资产要素”里登记。")
    return dormant_sheet.draft(load_county_head(store).county, figures)


def visit_plan_document(store: Store, year: int, today: date) -> Document:
    """Compose how far the visit plan of a year is; UserError where there is none."""
    county = load_county_head(store).county
    with store.reading() as session:
        progress, days = visit_progress(session, year, today), load_definitions(session).contact_days
    if not progress.total.planned:
        raise UserError(f"账本里没有{year}年的拜访计划，请先在“拜访计划”里登记，或者从企业库排计划。")
    return visit_plan_sheet.draft(visit_plan_sheet.VisitPlanRequest(county, today, days), progress)


def recognition_document(store: Store, today: date) -> Document:
    """Compose the list of placed funds that are not recognised; UserError where all are."""
    county = load_county_head(store).county
    with store.reading() as session:
        payments, definitions = unrecognised_funds(session), load_definitions(session)
        request = recognition_list.RecognitionListRequest(
            county, today, definitions.funds_counted, definitions.funds_proof
        )
    if not payments:
        raise UserError("上报的到位资金都已认定，不用出未认定清单。")
    return recognition_list.draft(request, payments)


def special_document(store: Store, today: date) -> Document:
    """Compose what the optional ledgers in use come to; UserError where the county uses none."""
    county = load_county_head(store).county
    with store.reading() as session:
        tables = special_tables(session, today)
    if not tables:
        raise UserError("本县没有启用选用台账；要用的，先到“设置—统计口径—选用台账”勾上。")
    return special_sheet.draft(county, tables, today)


def inspections_document(store: Store, today: date) -> Document:
    """Compose the list of the year's inspections of firms; UserError where there are none."""
    county = load_county_head(store).county
    with store.reading() as session:
        records = inspections(session, load_definitions(session), today)
    days = ((record, record.on or record.planned_on or record.asked_on) for record in records)
    of_year = [record for record, day in days if day is None or day.year == today.year]
    if not of_year:
        raise UserError("今年还没有登记涉企检查，请先在“更多 · 涉企检查”里登记。")
    return inspection_list.draft(county, today, of_year)


def handbook_document(store: Store, force: str, today: date, max_rows: int = 10, *, unmasked: bool = False) -> Document:
    """Compose one task force's handbook, its lists cut to ``max_rows``; telephones are masked unless ``unmasked``."""
    return pages.draft(_handbook_input(store, force, today, unmasked=unmasked), max_rows)


def _handbook_input(store: Store, force: str, today: date, *, unmasked: bool) -> pages.HandbookInput:
    facts = load_facts(store)
    # Figures are those of the last whole month: the days so far compared with a whole month's pace would mislead.
    period = previous_month(today + timedelta(days=1))
    board = PeriodFigures(facts, period)
    with store.reading() as session:
        force_handbook = handbook(session, force, today, unmasked=unmasked)
        coming = _coming_duties(session, today)
        owed = tuple(matter for matter in supervision_items(session) if matter.is_open and matter.force == force)
        warn = warn_days(session)
        people = people_of_year(session, today)
    only = [task_force for task_force in facts.forces if task_force.id == force]
    asked = quotas(store, only, period) if facts.quotas else None
    return pages.HandbookInput(facts.county, today, warn, force_handbook, board, asked, coming, owed, people)


def _coming_duties(session: Session, today: date) -> tuple[PlannedDuty, ...]:
    try:
        return tuple(duty_calendar.duty_calendar(session, today, today + timedelta(days=_DUTY_DAYS_AHEAD)))
    except UserError:  # An unreadable cadence is reported where it is set; it must not stop the handbook.
        return ()


def print_supervision(store: Store, recipient: str, path: Path, today: date, ahead: int = DAYS_AHEAD) -> PrintResult:
    """Print the 督办单 of a unit or task force, or those of all units into one PDF."""
    letters = supervision_parts(store, recipient, today, ahead)
    return print_documents(letters, path, faces=fonts_from_settings(load_county_head(store).settings))


def print_handbook(store: Store, force: str, path: Path, today: date, *, unmasked: bool = False) -> PrintResult:
    """Print a task force's handbook on at most two pages, or those of all task forces where ``force`` is empty."""
    parts = [_fitted_handbook(store, force_id, path, today, unmasked=unmasked) for force_id in _force_ids(store, force)]
    return print_documents(parts, path)


def first_force(store: Store) -> str:
    """Return the id of the first task force; UserError for a book that has none."""
    for force in load_county_head(store).forces:
        return str(force.id)
    raise UserError("账本里还没有招商专班，请先登记专班。")


def _force_ids(store: Store, force: str) -> list[str]:
    return (
        [force]
        if force
        else [first_force(store), *(task_force.id for task_force in load_county_head(store).forces[1:])]
    )


def _fitted_handbook(store: Store, force: str, path: Path, today: date, *, unmasked: bool) -> PrintPart:
    """Return the fullest version of a handbook that fits two pages, or the shortest where none does."""
    data = _handbook_input(store, force, today, unmasked=unmasked)
    fitted: PrintPart | None = None
    for document, geometry in _layout_attempts(data):
        fitted = document, geometry
        if print_pdf(document, path, geometry=geometry).pages <= _MAX_HANDBOOK_PAGES:
            break
    if fitted is None:
        raise ValueError("nothing to print")
    return fitted


def _layout_attempts(data: pages.HandbookInput) -> Iterator[PrintPart]:
    return ((pages.draft(data, most), _sheet_geometry(size)) for most, size in _LAYOUT_ATTEMPTS)


def _sheet_geometry(size: float) -> Geometry:
    return replace(SHEET_GEOMETRY, table_size=size)


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
    listed = "、".join(force.short_name for force in named or every)
    problem = f"有{len(named)}个专班的名称含“{text}”，请写全称" if named else f"没有名为“{text}”的专班"
    raise UserError(f"{problem}：{listed}。")
