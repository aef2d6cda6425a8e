"""A filter finds a text however its width, case, blanks and brackets are typed, on both databases."""

import pytest

from models.ledgers import Lead
from models.queries.ledger_query import Condition, LedgerQuery, matching_ids
from models.storage.store import Store
from tests.rows import add_row, add_task_force

REMARKS = {
    "甲": "LNG项目（二期）",
    "乙": "ｌｎｇ 项 目(二期)",
    "丙": "光伏，占地3000㎡\n已选址",
    "丁": "依据豫招〔2026〕5号",
    "戊": "100%自筹 a.b",
    "己": "⽤地八十亩",
    "庚": None,
}


def names_of(book: Store, condition: Condition) -> str:
    """Return the names of the leads that a filter leaves, the oldest first."""
    with book.reading() as session:
        rows = matching_ids(session, LedgerQuery(Lead, where=(condition,)))
        return "".join(session.get_one(Lead, row).name for row in reversed(rows))


@pytest.fixture
def leads(book: Store) -> Store:
    """Add a lead for each remark."""
    with book.writing("新增") as session:
        for name, remark in REMARKS.items():
            add_row(session, Lead, name=name, remark=remark)
    return book


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        *(
            ("lng", "甲乙"),
            ("ＬＮＧ项目", "甲乙"),
            ("项目（二期）", "甲乙"),
            ("项目 (二期)", "甲乙"),
            ("[二期]", "甲乙"),
        ),
        *(("3000m2", "丙"), ("3000㎡", "丙"), ("３０００M2已选址", "丙"), ("光伏,占地", "丙")),
        *(("〔2026〕5号", "丁"), ("(2026)5号", "丁"), ("［2026］５号", "丁"), ("【2026】", "丁")),
        *(("100％", "戊"), ("A.B", "戊"), ("a?b", ""), (".*", ""), ("%", "戊"), ("用地", "己"), ("\\", ""), ("^", "")),
    ],
)
def test_a_text_is_found_however_it_is_typed(leads: Store, typed: str, names: str) -> None:
    assert names_of(leads, Condition("remark", "contains", typed)) == names
    others = "".join(name for name in REMARKS if name not in names)
    assert names_of(leads, Condition("remark", "lacks", typed)) == others


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        *(("lng项目(二期)", "甲乙"), ("LNG 项目 [二期]", "甲乙"), ("LNG项目", ""), ("项目（二期）", "")),
        *(("光伏,占地3000m2已选址", "丙"), ("用地八十亩", "己")),
    ],
)
def test_a_whole_text_is_equal_however_it_is_typed(leads: Store, typed: str, names: str) -> None:
    assert names_of(leads, Condition("remark", "is", typed)) == names
    others = "".join(name for name in REMARKS if name not in names)
    assert names_of(leads, Condition("remark", "not", typed)) == others


def test_the_name_of_a_linked_row_is_found_so_too(book: Store) -> None:
    with book.writing("新增") as session:
        add_row(session, Lead, name="甲", task_force=add_task_force(session, "新材料（LNG）", 1))
        add_row(session, Lead, name="乙", task_force=add_task_force(session, "焦化", 2))
    assert names_of(book, Condition("task_force", "contains", "材料(lng)")) == "甲"


def test_removed_rows_are_searched_so_too(book: Store) -> None:
    with book.writing("新增") as session:
        add_row(session, Lead, name="示例LNG（二期）", removed=True)
        add_row(session, Lead, name="示例光伏", removed=True)
    with book.reading() as session:
        assert len(matching_ids(session, LedgerQuery(Lead, search_text="lng(二期)", removed=True))) == 1
