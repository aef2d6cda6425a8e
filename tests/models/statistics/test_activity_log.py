"""The activity log of a week and the duties that follow it; plans and removed rows are not part of it."""

from datetime import date

import pytest

from models.statistics.activity_log import LEADS, RECOGNISED, VISITS_IN, VISITS_OUT, activity_log
from models.storage.store import Store
from tests.reports.county import small_county


@pytest.mark.parametrize(
    ("kind", "names"),
    [(LEADS, ["L1", "L7", "L2"]), (RECOGNISED, ["L3", "L1"]), (VISITS_OUT, ["V1", "V3"]), (VISITS_IN, ["V4"])],
)
def test_october_by_its_days(book: Store, kind: str, names: list[str]) -> None:
    small_county(book)
    with book.reading() as session:
        log = activity_log(session, date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 30))
    assert [event.name for event in log.entries_of(kind)] == names


def test_a_task_force_sees_its_own_and_the_duties_of_all(book: Store) -> None:
    ids = small_county(book)
    with book.reading() as session:
        log = activity_log(session, date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 8), ids["B"])
    assert {event.name for event in log.entries} == {"V3"}
    assert {"一周一研究", "每月一通报"} <= {entry.due.duty.name for entry in log.duties}
    assert all(date(2026, 10, 31) < entry.due.on <= date(2026, 11, 8) for entry in log.duties)
