"""What a begun book has so far is read from its rows: counted by hand."""

from datetime import date
from decimal import Decimal

from models.ledgers import Enterprise, Funding, Obligation, PastFigure, Project, TaskForce
from models.statistics.moving_in import read_moving_in_state
from models.storage.store import Store
from tests.rows import TODAY, add_project, add_row, add_task_force

D = Decimal
YEARS_END, OCTOBER = date(2025, 12, 31), date(2026, 10, 31)


def test_an_empty_book_has_nothing_yet(book: Store) -> None:
    with book.reading() as session:
        state = read_moving_in_state(session, TODAY)
    assert (state.forces, state.firms, state.projects, state.moves, state.openings) == (0, 0, 0, 0, 0)
    assert (state.opening_day, state.opening_sum, state.past_figures, state.past_year) == (None, D(0), 0, 2025)
    assert (state.undated, state.open_obligations, state.forces_without_unit) == ((), (), ())


def test_the_rows_of_each_step_are_counted(book: Store) -> None:
    with book.writing("示例") as session:
        add_task_force(session, "焦化", 1, lead_units="县工信局")
        bare = add_row(session, TaskForce, name="钢铁招商专班")
        add_row(session, Enterprise, name="某企业")
        dated = add_project(session, "甲", {"签约": date(2024, 5, 1), "投产": OCTOBER})
        undated = add_row(session, Project, name="乙", stage="开工")
        add_project(session, "丙", {"在谈": OCTOBER})
        add_project(session, "丁", {"签约": OCTOBER})
        session.get_one(Project, add_project(session, "删掉的", {"签约": OCTOBER})).removed = True
        for last, amount in ((YEARS_END, 900), (OCTOBER, 100), (None, 7)):
            month = (last or OCTOBER).replace(day=1)
            add_row(session, Funding, project=dated, month=month, covers_to=last, amount=D(amount))
        still_open = add_row(session, Obligation, name="没办完的", state="办理中")
        add_row(session, Obligation, name="销号的", closed_on=OCTOBER)
        add_row(session, Obligation, name="也销号的", state="已销号")
        for period in ("2025-09", "2025", "2024-12"):
            add_row(session, PastFigure, metric="签约金额", period=period, value=D(1))
    with book.reading() as session:
        state = read_moving_in_state(session, TODAY)
    assert (state.forces, state.forces_without_unit, state.firms, state.projects) == (2, (bare,), 1, 4)
    assert (state.moves, state.undated) == (5, (undated,))
    assert (state.openings, state.opening_sum, state.opening_day) == (2, D(1000), OCTOBER)
    assert (state.projects_with_funds, state.open_obligations, state.past_figures) == (1, (still_open,), 2)
