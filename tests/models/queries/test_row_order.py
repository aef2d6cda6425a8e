"""A sorted table has its rows as people expect them, on both databases; the orders were written by hand."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.ledgers import Chain, Lead, Target, TaskForce
from models.ledgers.profile import Term
from models.queries import row_order
from models.queries.ledger_query import LedgerQuery, matching_ids, title_choices
from models.settings.dictionaries import add_term, move_term
from models.storage.store import Store
from tests.rows import add_row, add_task_force

Sort = tuple[tuple[str, bool], ...]


def values_in_order(session: Session, ledger: Any, key: str, sort: Sort, limit: int | None = None) -> list[Any]:
    """Return a field of the rows of a sorted query."""
    rows = matching_ids(session, LedgerQuery(ledger, sort=sort), limit)
    return [getattr(session.get_one(ledger, row), key) for row in rows]


def add_leads(session: Session, key: str, *values: object) -> None:
    """Add a lead for each value of one field."""
    for number, value in enumerate(values):
        add_row(session, Lead, **{"name": f"示例{number}", key: value})


def test_names_go_by_pinyin_and_their_numbers_by_value(book: Store) -> None:
    with book.writing("新增") as session:
        for name in ("示例第10号", "重庆示例", "示例第2号", "LNG示例", "长治示例", "安阳示例"):
            add_row(session, Lead, name=name)
        names = ["LNG示例", "安阳示例", "长治示例", "重庆示例", "示例第2号", "示例第10号"]
        assert values_in_order(session, Lead, "name", (("name", False),)) == names
        assert values_in_order(session, Lead, "name", (("name", True),)) == names[::-1]
        assert values_in_order(session, Lead, "name", (("name", False),), 2) == names[:2]


@pytest.mark.parametrize("descending", [False, True])
def test_blanks_stand_last_in_any_direction(book: Store, *, descending: bool) -> None:
    with book.writing("新增") as session:
        add_leads(session, "place", "浙江", None, "安徽", None, "河北")
        filled = ["浙江", "河北", "安徽"] if descending else ["安徽", "河北", "浙江"]
        assert values_in_order(session, Lead, "place", (("place", descending),)) == [*filled, None, None]


def test_terms_stand_as_in_the_countys_dictionary(book: Store) -> None:
    with book.writing("新增") as session:
        for word in ("新能源", "焦化", "铝"):
            add_term(session, "industry", word)
        add_leads(session, "industry", "铝", "自拟乙", "焦化", None, "新能源", "自拟甲")
        by_industry: Sort = (("industry", False),)
        expected = ["新能源", "焦化", "铝", "自拟甲", "自拟乙", None]
        assert values_in_order(session, Lead, "industry", by_industry) == expected, "words of no dictionary after it"
        move_term(session, session.query(Term).filter(Term.word == "铝").one().id, -1)
        session.flush()
        assert values_in_order(session, Lead, "industry", by_industry)[:3] == ["新能源", "铝", "焦化"]


def test_task_forces_stand_in_the_countys_order(book: Store) -> None:
    with book.writing("新增") as session:
        forces = {name: add_task_force(session, name, rank) for name, rank in (("铝", 1), ("焦化", 3), ("新能源", 2))}
        unranked = add_row(session, TaskForce, name="临时招商专班", short="临时")
        add_leads(session, "task_force", forces["焦化"], unranked, forces["新能源"], None, forces["铝"])
        ordered = [forces["铝"], forces["新能源"], forces["焦化"], unranked, None]
        assert values_in_order(session, Lead, "task_force", (("task_force", False),)) == ordered
        names = [name for _, name in title_choices(session, TaskForce)]
        assert names == ["铝招商专班", "新能源招商专班", "焦化招商专班", "临时招商专班"]


def test_several_task_forces_go_by_the_first(book: Store) -> None:
    with book.writing("新增") as session:
        first, second = (add_task_force(session, name, rank) for rank, name in enumerate(("铝", "焦化"), start=1))
        for forces in (second, f"{first} {second}", first):
            add_row(session, Target, metric="签约", period="2026", value=1, task_forces=forces)
        ordered = [first, f"{first} {second}", second]
        assert values_in_order(session, Target, "task_forces", (("task_forces", False),)) == ordered


def test_an_order_by_text_comes_before_one_by_number(book: Store) -> None:
    with book.writing("新增") as session:
        for place, day in (("浙江", 1), ("安徽", 2), ("浙江", 3), ("安徽", 4)):
            add_row(session, Lead, name=f"示例{day}", place=place, reported_on=date(2026, 3, day))
        sort: Sort = (("place", False), ("reported_on", True))
        assert values_in_order(session, Lead, "name", sort) == ["示例4", "示例2", "示例3", "示例1"]


def test_firms_that_read_alike_are_ordered_by_the_next_column(book: Store) -> None:
    with book.writing("新增") as session:
        for place, day in (("ＬＮＧ 园", 2), ("LNG园", 1), ("lng园", 3)):
            add_row(session, Lead, name=f"示例{day}", place=place, reported_on=date(2026, 3, day))
        sort: Sort = (("place", False), ("reported_on", False))
        assert values_in_order(session, Lead, "name", sort) == ["示例1", "示例2", "示例3"]


def test_a_changed_text_finds_its_new_place(book: Store) -> None:
    with book.writing("新增") as session:
        add_leads(session, "place", "安徽", "河北", "浙江")
        by_place: Sort = (("place", False),)
        assert values_in_order(session, Lead, "place", by_place) == ["安徽", "河北", "浙江"]
        session.query(Lead).filter(Lead.place == "安徽").one().place = "江苏"
        session.flush()
        assert values_in_order(session, Lead, "place", by_place) == ["河北", "江苏", "浙江"]
        session.query(Lead).filter(Lead.place == "江苏").one().place = "安徽"
        session.flush()
        assert values_in_order(session, Lead, "place", by_place) == ["安徽", "河北", "浙江"]
        for key in ("place", "name", "investor", "referrer", "remark"):
            values_in_order(session, Lead, "name", ((key, False),))
        assert values_in_order(session, Lead, "place", by_place) == ["安徽", "河北", "浙江"]


def test_ledgers_with_an_order_of_the_county_are_known() -> None:
    assert [ledger.__tablename__ for ledger in (TaskForce, Chain, Lead) if row_order.is_ranked(ledger)] == [
        "task_force",
        "chain",
    ]
