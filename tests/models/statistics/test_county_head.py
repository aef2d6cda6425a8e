"""The head of a book names its county and task forces without reading a row of the ledgers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from models.errors import UserError
from models.statistics.county_head import read_county_head
from models.storage.store import Store
from reports.circulars.sheets.handouts import problems_document
from reports.circulars.workflow.compose import load_county_head, load_facts
from tests.rows import TODAY, add_task_force, copy_template, open_unsynced


@pytest.fixture
def hejin(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_unsynced(copy_template(hejin_book, tmp_path, "河津.zhuanban")) as opened:
        yield opened


def test_the_head_says_what_the_whole_of_the_data_says(hejin: Store) -> None:
    head, facts = load_county_head(hejin), load_facts(hejin)
    assert (head.county.name, dict(head.settings)) == ("河津市", dict(facts.settings))
    assert [force.short for force in head.forces] == [force.short for force in facts.forces]


def test_dissolved_forces_belong_to_the_years_they_had_a_day_in(hejin: Store) -> None:
    with hejin.writing("专班") as session:
        add_task_force(session, "撤销的", 99, dissolved=date(2026, 3, 1))
    with hejin.reading() as session:
        names = [
            {force.short for force in read_county_head(session, day).forces}
            for day in (date(2026, 12, 31), date(2027, 12, 31), date.max)
        ]
    assert ["撤销的" in shorts for shorts in names] == [True, False, False]


def test_a_book_without_its_county_says_where_to_name_it(book: Store) -> None:
    with pytest.raises(UserError, match="县情设置"):
        _ = load_county_head(book).county


def test_a_list_of_the_book_does_not_read_every_project_for_the_name_of_the_county(hejin: Store) -> None:
    statements: list[str] = []
    event.listen(hejin.engine, "before_cursor_execute", lambda *facts: statements.append(facts[2]))
    problems_document(hejin, TODAY)
    assert statements
    assert not [statement for statement in statements if "FROM stage_move" in statement or "FROM visit" in statement]
