"""After transfers and a dissolution every figure of a month is what plain SQL counts by day, and past months stay."""

from datetime import date
from random import Random

from models.ledgers import Lead, Project, TaskForce
from models.rules.periods import Period, read_period
from models.services.transfers import Handover, dissolve, transfer_rows
from models.storage.store import Store
from reports.circulars.workflow.compose import load_facts
from reports.figures.figure import PeriodFigures
from tests.reports.recount import COUNTED_TABLES, METRICS, STAGES, Recount, printed_number
from tests.rows import TODAY

JUNE, OCTOBER = read_period("2026-06"), read_period("2026-10")
YI = 10_000 * 10_000  # of the ten-thousandths of 万元 that the database keeps
MEASURES = (*COUNTED_TABLES, *STAGES, "funds", "funds_other_province", "funds_other_city")


def _hand_over_a_third(book: Store) -> None:
    """Hand a third of all projects and leads over, on days from July on, then dissolve the first task force."""
    chance = Random(20261129)  # noqa: S311 - the same rows every time
    with book.writing("流转") as session:
        forces = [force.id for force in session.query(TaskForce).order_by(TaskForce.rank, TaskForce.id)]
        owned: list[Project | Lead] = [
            *session.query(Project).order_by(Project.id),
            *session.query(Lead).order_by(Lead.id),
        ]
        for row in owned:
            if row.task_force and chance.random() < 1 / 3:
                to_force = chance.choice([force for force in forces if force != row.task_force])
                day = min(date(2026, chance.randint(7, 11), chance.randint(1, 20)), TODAY)
                transfer_rows(session, type(row), [row.id], Handover(to_force, day), TODAY)
    with book.writing("撤并") as session:
        dissolve(session, forces[0], Handover(forces[1], TODAY), TODAY, TODAY)


def _figures(book: Store, period: Period) -> PeriodFigures:
    return PeriodFigures(load_facts(book, period), period)


def _printed(board: PeriodFigures) -> dict[tuple[str, str | None], tuple[str, str]]:
    """Return what is printed of each metric for the county and each task force."""
    forces = [None, *(force.id for force in board.facts.forces)]
    printed: dict[tuple[str, str | None], tuple[str, str]] = {}
    for force in forces:
        printed["talks", force] = (board.talks(force).text, board.talks_amount(force).text)
        printed |= {(key, force): (board.now(key, force).text, board.year(key, force).text) for key in MEASURES}
    return printed


def test_figures_follow_the_days_of_transfers(demo: Store) -> None:
    path = demo.path
    assert path is not None
    before = _printed(_figures(demo, JUNE))
    _hand_over_a_third(demo)
    assert _printed(_figures(demo, JUNE)) == before
    board, recount = _figures(demo, OCTOBER), Recount(path)
    try:
        for (key, force), texts in _printed(board).items():
            if key == "talks":
                count, worth = recount.in_talks("COUNT(*)", force), recount.in_talks("SUM(total)", force) / YI
                assert texts == (printed_number(count, 0), printed_number(worth, 2)), force
            else:
                assert texts == tuple(recount.measure(key, scope, force) for scope in ("now", "year")), (key, force)
        for key in METRICS:
            for force in recount.forces():
                assert board.pace_gap(key, force).text == recount.ahead(key, force), (key, force)
    finally:
        recount.close()
