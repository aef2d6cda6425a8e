"""The data of a period of the small county, by hand: its edges, what is overdue, what is due next, who did nothing."""

from datetime import date

import pytest

from models.ledgers import Milestone, Obligation, TaskForce
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars.parts.letterhead import display_name
from reports.circulars.parts.period_data import PeriodData, deadline, load_period_data
from reports.figures.figure import UNASSIGNED, PeriodFigures
from tests.reports.county import small_county
from tests.rows import add_project, add_row, add_task_force

CountyBook = tuple[Store, dict[str, str]]


def data_of(book: Store, period: str = "2026-10") -> PeriodData:
    """Load the data of a period."""
    with book.reading() as session:
        facts = read_statistics(session)
    return load_period_data(book, facts, read_period(period))


@pytest.mark.parametrize(
    ("period", "following"),
    [
        ("2026-10", "2026-11"),
        ("2026-12", "2027-01"),
        ("2026-10-1", "2026-10-2"),
        ("2026-10-2", "2026-11-1"),
        ("2026-W53", "2027-W01"),
        ("2026-Q4", "2027-Q1"),
        ("2026-H1", "2026-H2"),
        ("2026", "2027"),
    ],
)
def test_the_next_period_follows_across_the_year(county: CountyBook, period: str, following: str) -> None:
    assert data_of(county[0], period).next_period.key == following


@pytest.mark.parametrize(
    ("period", "overdue", "coming"),
    [
        ("2026-09", [], ["O2", "O3", "O1"]),  # O4 of 10 October was put off until 20 November
        ("2026-10-1", ["O2"], ["O3", "O1"]),  # due on the 15th, the last day of the half
        ("2026-10", ["O2", "O1"], ["O4", "O5"]),  # O3 was closed on the 19th, O2 only in November
        ("2026-11", ["O1", "O4", "O5"], ["O7"]),
    ],
)
def test_obligations_are_overdue_on_the_last_day(
    county: CountyBook, period: str, overdue: list[str], coming: list[str]
) -> None:
    data = data_of(county[0], period)
    assert [obligation.name for obligation in data.overdue] == overdue
    assert [obligation.name for obligation in data.next_due] == coming


@pytest.mark.parametrize(
    ("period", "moves"),
    [
        # P3's end has no day of its own; P4 went from started to production.
        ("2026-10", [("P5", "在谈"), ("P2", "签约"), ("P1", "开工"), ("P3", "签约"), ("P4", "投产")]),
        ("2026-10-2", [("P3", "签约"), ("P4", "投产")]),
        ("2026-W41", [("P2", "签约")]),
        ("2026-07", []),
    ],
)
def test_moves_stand_by_their_days(county: CountyBook, period: str, moves: list[tuple[str, str]]) -> None:
    data = data_of(county[0], period)
    assert [(move.course.name, move.stage) for move in data.moves] == moves


def test_a_move_names_the_library_it_left(county: CountyBook) -> None:
    libraries = {move.course.name: (move.before, move.library) for move in data_of(county[0]).moves}
    assert libraries["P5"][0] == ""  # its first stage
    assert libraries["P2"] == ("在谈库", "签约库")


@pytest.mark.parametrize(
    ("period", "late"),
    [
        ("2026-09", []),
        ("2026-10", ["P2"]),  # planned for the 25th; P6 has ended
        ("2026-11", ["P2"]),  # P7 was three days late, but has started
        ("2026-11-1", ["P2", "P7"]),  # on the 15th it was planned and not begun
    ],
)
def test_late_starts_are_those_of_the_last_day(county: CountyBook, period: str, late: list[str]) -> None:
    assert [course.name for course in data_of(county[0], period).late_starts] == late


@pytest.mark.parametrize(
    ("period", "idle"),
    [("2026-10", []), ("2026-W41", ["钢铁专班"]), ("2026-07", ["焦化专班", "钢铁专班"])],
)
def test_a_task_force_without_activity_and_without_stages_is_idle(
    county: CountyBook, period: str, idle: list[str]
) -> None:
    idle_forces = data_of(county[0], period).idle_task_forces()
    assert [display_name(force) for force in idle_forces] == idle


def test_a_task_force_s_data_hold_nothing_of_another(county: CountyBook) -> None:
    book, ids = county
    data = data_of(book)
    with book.reading() as session:
        force = session.get_one(TaskForce, ids["B"])
        session.expunge(force)
    narrowed = data.for_task_force(force)
    assert (data.scope_name, narrowed.scope_name) == ("全县", "钢铁专班")
    assert {entry.task_force for entry in narrowed.diary.entries} == {ids["B"]}
    assert [move.course.name for move in narrowed.moves] == ["P3", "P4"]


def test_counts_carry_their_unit_their_rows_and_their_span(county: CountyBook) -> None:
    book, ids = county
    figure = data_of(book).count("out")
    assert (figure.phrase, set(figure.rows), figure.ledger) == ("2次", {ids["V1"], ids["V3"]}, "visit")
    assert figure.formula == "日期在 2026-10-01 至 2026-10-31 的外出招商数"
    assert data_of(book).count("out", ids["A"]).rows == (ids["V1"],)


@pytest.mark.parametrize(
    ("plan_on", "done_on", "place"),
    [
        (date(2026, 10, 31), None, "overdue"),
        (date(2026, 10, 31), date(2026, 10, 31), ""),
        (date(2026, 10, 31), date(2026, 11, 1), "overdue"),  # not done when the month ended
        (date(2026, 11, 1), None, "next"),
        (date(2026, 11, 30), None, "next"),
        (date(2026, 12, 1), None, ""),
    ],
)
def test_a_milestone_is_overdue_next_or_neither(hejin: Store, plan_on: date, done_on: date | None, place: str) -> None:
    with hejin.writing("节点") as session:
        project = add_project(session, "焦化项目", {"在谈": date(2026, 3, 1)})
        add_row(session, Milestone, project=project, name="立项", plan_on=plan_on, done_on=done_on)
    data = data_of(hejin)
    steps = {"overdue": data.overdue_steps, "next": data.next_steps}
    assert {where for where, listed in steps.items() if listed} == ({place} if place else set())


def test_an_extension_counts_before_the_deadline() -> None:
    due, extended = date(2026, 10, 1), date(2026, 11, 1)
    assert deadline(Obligation(due=due)) == due
    assert deadline(Obligation(due=due, extended_to=extended)) == extended
    assert deadline(Obligation()) == date.max


def test_a_week_over_new_year_counts_each_row_in_one_year_to_date(book: Store) -> None:
    with book.writing("跨年") as session:
        force = add_task_force(session, "焦化", 1)
        for on in (date(2024, 12, 31), date(2025, 1, 3), date(2026, 12, 30), date(2027, 1, 2)):
            add_project(session, on.isoformat(), {"签约": on}, task_force=force)
    with book.reading() as session:
        facts = read_statistics(session)
    counted = {
        key: (figures.now("signed").text, figures.year("signed").text)
        for key in ("2025-W01", "2026-W53", "2027-W01")
        for figures in (PeriodFigures(facts, read_period(key)),)
    }
    # W53 is 28 December to 3 January: both of its signings are the week's, the one of December alone is of 2026.
    assert counted == {"2025-W01": ("2", "1"), "2026-W53": ("2", "1"), "2027-W01": ("0", "1")}


def test_rows_of_no_task_force_and_of_a_dissolved_one_make_up_the_difference(book: Store) -> None:
    ids = small_county(book)
    with book.writing("撤并") as session:
        session.get_one(TaskForce, ids["B"]).removed = True
    with book.reading() as session:
        figures = PeriodFigures(read_statistics(session), read_period("2026-10"))
    # 焦化 signed P1 and P2 this year, the dissolved 钢铁 P3; L7 was reported for no task force.
    assert [figures.year("signed", force).text for force in (None, ids["A"], UNASSIGNED)] == ["3", "2", "1"]
    assert [figures.now("leads_reported", force).text for force in (None, ids["A"], UNASSIGNED)] == ["3", "2", "1"]
    assert figures.target("signed_value", UNASSIGNED).text == "—"
