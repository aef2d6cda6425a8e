"""A pasted notice replaces all computed days of its year with the published ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.ledgers import Holiday
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.settings.definitions import load_work_calendar
from models.settings.holidays import notice_year, publish_holidays, read_festivals
from models.storage.store import Store
from tests.rows import copy_template, open_unsynced

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（周五）放假调休，共8天。2月14日（周日）、2月20日（周六）上班。"""


@pytest.fixture
def county(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open 河津's book, in which 2027 is computed."""
    with open_unsynced(copy_template(hejin_book, tmp_path)) as opened:
        yield opened


def test_the_year_stands_in_the_notice() -> None:
    assert notice_year(NOTICE) == 2027
    assert notice_year("1月1日放假") is None


def test_a_festival_is_described_in_one_line() -> None:
    assert [festival.summary for festival in read_festivals(NOTICE, 2027)] == [
        "元旦：放假 1月1日—1月3日，共 3 天",
        "春节：放假 2月5日—2月12日，共 8 天；上班 2月14日、2月20日",
    ]


def test_a_published_year_is_certain_and_its_computed_days_go(county: Store) -> None:
    with county.reading() as session:
        assert not load_work_calendar(session).is_certain(date(2027, 1, 4))
        before = {
            holiday.on
            for holiday in (session.get_one(Holiday, row) for row in matching_ids(session, LedgerQuery(Holiday)))
        }
    assert date(2027, 10, 1) in before
    with county.writing("记入") as session:
        assert publish_holidays(session, 2027, read_festivals(NOTICE, 2027)) == 13
    with county.reading() as session:
        table = load_work_calendar(session)
        rows = [session.get_one(Holiday, row) for row in matching_ids(session, LedgerQuery(Holiday))]
    assert table.is_certain(date(2027, 1, 4))
    assert table.is_workday(date(2027, 2, 14))
    assert not table.is_workday(date(2027, 2, 12))
    in_year = {holiday.on: (holiday.kind, holiday.state) for holiday in rows if holiday.on.year == 2027}
    assert len(in_year) == 13
    assert {state for _, state in in_year.values()} == {"已公布"}
    assert sum(holiday.on.year == 2026 for holiday in rows) == sum(day.year == 2026 for day in before)
    with county.writing("再记") as session:
        publish_holidays(session, 2027, read_festivals(NOTICE, 2027))
    with county.reading() as session:
        assert len(matching_ids(session, LedgerQuery(Holiday))) == len(rows)


def test_a_notice_of_another_year_is_rejected(county: Store) -> None:
    with county.writing("记入") as session, pytest.raises(UserError, match="2028"):
        publish_holidays(session, 2028, read_festivals(NOTICE, 2027))
