"""Benchmark: what the first page and the pages read in a job take in a county of 300 task forces."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.queries.scope import Scope
from models.statistics.both_sides import read_both_sides
from models.statistics.dashboard import dashboard_items
from models.statistics.dormant_board import dormant_board
from models.statistics.people import people_of_year
from models.statistics.review_risks import review_risks
from models.statistics.unrecognised_funds import unrecognised_funds
from models.statistics.visit_plans import proposed_matches, visit_plan_year
from models.statistics.visit_progress import visit_progress
from models.storage import store
from tests.benchmarks.large_county import TODAY

MAX_SECONDS = 1.0
READINGS: dict[str, Callable[[Session], object]] = {
    "工作台": lambda session: dashboard_items(session, Scope(), TODAY),
    "双兑现": lambda session: read_both_sides(session, TODAY, with_expected=True),
    "拜访进度": lambda session: visit_progress(session, TODAY.year, TODAY),
    "可以对上的走访": lambda session: proposed_matches(session, visit_plan_year(session, TODAY.year, TODAY)),
    "未认定到位资金": unrecognised_funds,
    "公平竞争审查": review_risks,
    "僵尸企业盘活": lambda session: dormant_board(session, TODAY),
    "招商队伍": lambda session: people_of_year(session, TODAY),
}


@pytest.mark.parametrize("name", list(READINGS))
def test_a_reading_of_a_large_county(county: Path, report: Callable[[str, float, float], None], name: str) -> None:
    """Print the processor seconds of one reading, in a session that has read nothing yet."""
    with store.open_book(county, write=False) as book, book.reading() as session:
        began = time.process_time()
        READINGS[name](session)
        report(f"300 个专班的{name}，处理器秒", time.process_time() - began, MAX_SECONDS)
