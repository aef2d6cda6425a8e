"""What a refused cell may have meant is offered, and only where its field would take it."""

import pytest

from models.audit.recorder import add_many
from models.ledgers import Term
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_task_force


def suggestion(book: Store, key: str, raw: object) -> str:
    """Return what is suggested for a refused cell of a lead."""
    with book.writing("词和专班") as session:
        add_task_force(session, "焦化", 1)
        add_task_force(session, "钢铁", 2)
        states = ("已上报", "已认定", "不予认定")
        add_many(session, Term, [{"dictionary": "lead_state", "word": word, "rank": 1} for word in states])
    with book.reading() as session:
        (row,) = make_plan(session, import_table("lead", ("name", key), ("示例项目", raw))).rows
    return row.rejected[key].suggestion


@pytest.mark.parametrize(
    ("key", "raw", "expected"),
    [
        # The lower end of a range, with the unit that stands behind it.
        ("total", "3-5亿元", "3亿元"),
        ("total", "3亿元—5亿元", "3亿元"),
        ("total", "1,200至1,500万元", "1,200万元"),
        ("total", "0.5~1亿", "0.5亿"),
        ("total", "若干", ""),
        ("total", "一期3亿元，二期5亿元", "3亿元"),
        # A day within a sentence.
        ("reported_on", "约2026年9月2日前后", "2026年9月2日"),
        ("reported_on", "计划2026-9", "2026-9"),
        ("reported_on", "待定", ""),
        ("reported_on", "2026年13月1日上报", ""),  # no calendar has it
        # The nearest word or name.
        ("state", "已认定了", "已认定"),
        ("state", "风马牛", ""),
        ("task_force", "焦化组", "焦化"),
        ("task_force", "风马牛", ""),
    ],
)
def test_the_nearest_that_the_field_takes_is_suggested(book: Store, key: str, raw: str, expected: str) -> None:
    assert suggestion(book, key, raw) == expected
