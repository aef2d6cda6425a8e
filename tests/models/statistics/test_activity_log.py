"""The activity log of a week and the duties that follow it; plans and removed rows are not part of it."""

from collections import Counter
from datetime import date

import pytest

from models.duplicates.concession import concede
from models.ledgers import Lead
from models.statistics.activity_log import LEADS, RECOGNISED, VISITS_IN, VISITS_OUT, activity_log
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.reports.county import small_county
from tests.rows import add_lead, add_task_force


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
    with book.writing("节奏") as session:
        set_definitions(session, cadence_set="hejin")
    with book.reading() as session:
        log = activity_log(session, date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 8), ids["B"])
    assert {event.name for event in log.entries} == {"V3"}
    assert {"一周一研究", "每月一通报"} <= {entry.due.duty.name for entry in log.duties}
    assert all(date(2026, 10, 31) < entry.due.on <= date(2026, 11, 8) for entry in log.duties)


@pytest.mark.parametrize(("setting", "counted"), [("不计数", {}), ("计给让出的专班", {"焦化": 2}), (None, {})])
def test_a_conceded_lead_is_logged_as_it_counts(book: Store, setting: str | None, counted: dict[str, int]) -> None:
    """焦化 gave a lead up to 钢铁, which has one of its own; reported and recognised are two entries."""
    with book.writing("让出") as session:
        ids = {name: add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁"))}
        facts = {"reported_on": date(2026, 10, 5), "recognised_on": date(2026, 10, 20), "state": "已认定"}
        lost, won = (session.get_one(Lead, add_lead(session, name, task_force=ids[name], **facts)) for name in ids)
        concede(session, lost, won)
        if setting:
            set_definitions(session, ceded_counts=setting)
    with book.reading() as session:
        log = activity_log(session, date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31))
    names = {row: name for name, row in ids.items()}
    assert Counter(names[entry.task_force or ""] for entry in log.entries) == counted | {"钢铁": 2}
