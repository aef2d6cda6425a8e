"""Duplicate detection (撞单) in a book: which rows are suggested for what is typed, at which level, and which never."""

import itertools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.duplicates.detection import (
    DuplicateCandidate,
    DuplicateIndex,
    find_all_duplicates,
    name_similarity,
    ordered_pair,
    pinyin_key,
)
from models.duplicates.row_merge import record_decision
from models.ledgers import Clash, Enterprise, Lead, Project
from models.rules.similarity import ComparedRow, same_firm
from models.rules.vocabulary import DuplicateRuling, LeadState, ProjectStatus
from models.storage.store import Store
from tests.models.rules.company_names import DIFFERENT_FIRMS, SAME_FIRM
from tests.rows import add_lead, add_row, add_task_force, copy_template, finish, open_unsynced

CODE = "91110000600037341L"


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open an empty book."""
    with open_unsynced(copy_template(empty_book, tmp_path)) as opened:
        yield opened


def find_suspects(book: Store, name: str, investor: str = "", **facts: Any) -> list[DuplicateCandidate]:
    """Return the rows that may be duplicates of a row being typed."""
    with book.reading() as session:
        return DuplicateIndex(session).candidates(ComparedRow("", name, investor, **facts))


def put_lead(book: Store, name: str, investor: str | None = None, **facts: Any) -> str:
    """Add a lead in its own command."""
    with book.writing("示例") as session:
        return add_lead(session, name, investor=investor, **facts)


# --- the four levels --------------------------------------------------------------------------------------------------

EXISTING_LEAD: dict[str, Any] = {
    "name": "年产5万吨针状焦项目",
    "investor": "江苏恒远新材料有限公司",
    "total": Decimal(10_000),
    "industry": "焦化",
}


@pytest.mark.parametrize(
    ("name", "investor", "facts", "expected"),
    [
        # cores: “5万吨针状焦” of 6 characters; rapidfuzz's ratio is 2 × common ÷ both lengths.
        ("5万吨针状焦建设项目", "恒远新材料（江苏）股份有限公司", {}, (1, 100, "名称相似度100%，投资方相同")),
        ("年产5万吨针状焦油项目", "恒远新材料", {}, (2, 92, "名称相似度92%，投资方相同")),  # 12 ÷ 13
        ("年产5万吨煤系焦项目", "恒远新材料", {}, (3, 67, "名称相似度67%，投资方相同")),  # 8 ÷ 12
        ("年产8万吨针状焦项目", "恒远新材料", {"total": Decimal(10_000)}, None),  # another capacity
        ("年产5万吨针状焦项目二期", "恒远新材料", {"total": Decimal(10_000)}, None),
        ("年产5万吨针状焦扩建项目", "恒远新材料", {"total": Decimal(10_000)}, None),
        ("年产5万吨针状焦项目", "", {}, (2, 100, "名称相似度100%，缺投资方")),
        ("炭黑尾气发电", "恒远新材料", {"total": Decimal(9_100)}, (3, 0, "投资方相同，金额相差9.0%，名称相似度0%")),
        ("炭黑尾气发电", "恒远新材料", {"industry": "焦化"}, (4, 0, "投资方相同，行业相同，名称相似度0%")),
        ("炭黑尾气发电", "恒远新材料", {"total": Decimal(8_900)}, None),
        ("光伏电站", "远恒新能源有限公司", {"industry": "焦化"}, None),
        ("年产5万吨针状焦项目", "浙江恒远新材料有限公司", {}, None),  # another province's firm of that name
    ],
)
def test_how_sure_it_is(
    book: Store, name: str, investor: str, facts: dict[str, Any], expected: tuple[int, int, str] | None
) -> None:
    put_lead(book, **EXISTING_LEAD)
    suspects = find_suspects(book, name, investor, **facts)
    matches = [(suspect.match.level, suspect.match.likeness, suspect.match.reason) for suspect in suspects]
    assert matches == ([] if expected is None else [expected])


def test_one_code_is_one_firm_whatever_the_names(book: Store) -> None:
    with book.writing("示例") as session:
        firm = add_row(session, Enterprise, name="某某公司", code=CODE)
        add_lead(session, "甲线索", enterprise=firm)
    (suspect,) = find_suspects(book, "完全不同的项目", "另一家公司", code=CODE)
    assert (suspect.match.level, suspect.match.reason) == (1, f"统一社会信用代码相同（{CODE}）")


def test_a_row_linked_to_the_library_is_known_by_the_firms_name(book: Store) -> None:
    with book.writing("示例") as session:
        firm = add_row(session, Enterprise, name="江苏恒远新材料有限公司")
        add_lead(session, "针状焦项目", enterprise=firm)
    (suspect,) = find_suspects(book, "针状焦", "恒远新材料")
    assert suspect.match.level == 1


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ("华星材料有限公司", "华兴材料有限公司"),
        ("华星有限公司", "华兴有限公司"),
        ("深圳市深粮控股股份有限公司", "深粮控股"),
        ("深粮控股", "深圳市深粮控股股份有限公司"),
        ("宝山钢铁股份有限公司", "宝钢股份"),
        ("京东方", "京东方科技集团股份有限公司"),
        ("内蒙古伊利实业集团股份有限公司", "伊利集团"),
    ],
)
def test_a_firm_is_found_by_sound_and_by_its_short_name(book: Store, held: str, typed: str) -> None:
    put_lead(book, "年产5万吨针状焦项目", held, industry="焦化")
    # The projects have nothing in common, so only the firm can have led to it.
    assert [suspect.match.level for suspect in find_suspects(book, "光伏电站", typed, industry="焦化")] == [4]


# --- who is brought up, and who is not --------------------------------------------------------------------------------


def test_a_suspect_says_whose_it_is_and_since_when(book: Store) -> None:
    with book.writing("示例") as session:
        force = add_task_force(session, "焦化", 1)
        mine = add_lead(session, "针状焦项目", task_force=force, first_report="2026-03-02 09:14")
        project = add_row(session, Project, name="针状焦项目", task_force=force)
        born = session.get_one(Project, project).born
    assert born
    suspects = {suspect.row: suspect for suspect in find_suspects(book, "针状焦项目")}
    lead_suspect = suspects[mine]
    assert (lead_suspect.ledger, lead_suspect.task_force, lead_suspect.reported) == (Lead, "焦化", "2026-03-02 09:14")
    assert (suspects[project].ledger, len(suspects[project].reported)) == (Project, len("2026-03-02 09:14"))


def test_the_surest_comes_first_and_no_more_than_twenty(county: Store) -> None:
    with county.writing("示例") as session:
        for number in range(30):
            add_lead(session, f"针状焦{number}号")
        sure = add_lead(session, "针状焦项目", investor="恒远新材料有限公司")
    suspects = find_suspects(county, "针状焦", "恒远新材料")
    assert len(suspects) == 20
    assert suspects[0].row == sure
    assert [suspect.match.level for suspect in suspects] == sorted(suspect.match.level for suspect in suspects)


def test_a_row_is_no_rival_of_itself_nor_one_in_the_recycle_bin_of_anybody(book: Store) -> None:
    row = put_lead(book, **EXISTING_LEAD)
    put_lead(book, **EXISTING_LEAD, removed=True)
    with book.reading() as session:
        index = DuplicateIndex(session)
        (claim,) = index.claims
        assert (claim.row, index.candidates(claim)) == (row, [])


@pytest.mark.parametrize(
    ("facts", "is_suspect"),
    [
        ({}, True),
        ({"state": LeadState.REPORTED}, True),
        ({"state": LeadState.RECOGNISED}, True),
        ({"state": LeadState.REJECTED}, False),
        ({"moved_to": "市招商局"}, False),
        ({"moved_on": date(2026, 5, 6)}, False),
    ],
)
def test_a_lead_that_was_not_recognised_or_was_handed_on_blocks_nobody(
    book: Store, facts: dict[str, Any], *, is_suspect: bool
) -> None:
    put_lead(book, **EXISTING_LEAD, **facts)
    assert bool(find_suspects(book, EXISTING_LEAD["name"], EXISTING_LEAD["investor"])) is is_suspect


@pytest.mark.parametrize(
    ("status", "is_suspect"),
    [(ProjectStatus.PAUSED, True), (ProjectStatus.RESUMED, True), (ProjectStatus.WITHDRAWN, False)],
)
def test_a_project_withdrawn_from_the_library_blocks_nobody(book: Store, status: str, *, is_suspect: bool) -> None:
    with book.writing("退库") as session:
        add_row(session, Project, name="针状焦项目", investor="恒远新材料", status=status, status_on=date(2026, 5, 6))
    assert bool(find_suspects(book, "针状焦项目", "恒远新材料")) is is_suspect


def test_a_lead_and_the_project_it_grew_into_are_no_rivals(book: Store) -> None:
    row = put_lead(book, **EXISTING_LEAD)
    typed = ComparedRow("", EXISTING_LEAD["name"], EXISTING_LEAD["investor"])
    with book.reading() as session:
        assert [suspect.row for suspect in DuplicateIndex(session).candidates(typed)] == [row]
        # While the project is still being typed, its form says which lead it comes from.
        assert DuplicateIndex(session).candidates(typed, excluded={row}) == []
    with book.writing("转项目") as session:
        project = add_row(session, Project, **EXISTING_LEAD, lead=row)
    with book.reading() as session:
        index = DuplicateIndex(session)
        assert [claim.row for claim in index.claims] == [project]
        assert index.candidates(ComparedRow(row, EXISTING_LEAD["name"], EXISTING_LEAD["investor"])) == []
        assert index.candidates(index.claims[0]) == []
        assert [suspect.row for suspect in index.candidates(typed)] == [project]


def decide_pair(book: Store, first: str, second: str, decision: str) -> None:
    """Record a decision on two rows."""
    facts = {"name": "针状焦", "ledger": "lead", "decided_by": "王芳"}
    with book.writing("裁定") as session:
        record_decision(session, facts | {"first": first, "second": second, "decision": decision})


def test_two_rows_decided_different_are_not_brought_up_again(book: Store) -> None:
    first, second, third = (put_lead(book, **EXISTING_LEAD) for _ in range(3))

    def rivals(row: str) -> set[str]:
        with book.reading() as session:
            return {
                suspect.row
                for suspect in DuplicateIndex(session).candidates(
                    ComparedRow(row, EXISTING_LEAD["name"], EXISTING_LEAD["investor"])
                )
            }

    decide_pair(book, first, second, "待裁定")
    assert rivals(first) == {second, third}
    decide_pair(book, second, first, DuplicateRuling.DIFFERENT)
    assert (rivals(first), rivals(second), rivals(third)) == ({third}, {third}, {first, second})
    decide_pair(book, first, second, "是同一家")
    assert rivals(first) == {second, third}
    decide_pair(book, first, second, DuplicateRuling.DIFFERENT)
    with book.writing("移走裁定") as session:
        for row in session.query(Clash).filter(Clash.decision == DuplicateRuling.DIFFERENT):
            row.removed = True
    assert rivals(first) == {second, third}


def test_everything_is_compared_with_everything_each_pair_once(book: Store) -> None:
    with book.writing("示例") as session:
        first, other = add_lead(session, **EXISTING_LEAD), add_lead(session, **EXISTING_LEAD)
        weaker = add_lead(session, "炭黑尾气发电", investor="恒远新材料", industry="焦化")
        add_lead(session, "光伏电站", investor="远恒新能源有限公司")
    with book.reading() as session:
        pairs = finish(find_all_duplicates(session))
    assert [(frozenset((claim.row, suspect.row)), suspect.match.level) for claim, suspect in pairs] == [
        (frozenset((first, other)), 1),
        *[(frozenset(two), 4) for two in ((first, weaker), (other, weaker))],
    ]


def test_a_pair_is_one_pair_either_way() -> None:
    assert ordered_pair("b", "a") == ordered_pair("a", "b") == ("a", "b")


# --- the matcher on names everybody knows -----------------------------------------------------------------------------


def is_same_firm(first: str, other: str) -> bool:
    """Compare two firms as the book's index does."""
    return same_firm(first, other, similarity=name_similarity, phonetic_key=pinyin_key)


def test_short_and_full_names_are_found_to_be_one_firm() -> None:
    missed = [names for names in SAME_FIRM if not is_same_firm(*names)]
    # 华为 alone is two characters, and too many names begin with any two.
    assert missed == [("华为", "华为技术有限公司")]
    assert all(is_same_firm(other, first) for first, other in SAME_FIRM if (first, other) not in missed)


def test_names_that_only_look_alike_are_two_firms() -> None:
    assert [names for names in DIFFERENT_FIRMS if is_same_firm(*names) or is_same_firm(*reversed(names))] == []


def test_hardly_any_of_the_firms_is_taken_for_another() -> None:
    mixed = {
        (firm[0], other[0])
        for firm, other in itertools.combinations(SAME_FIRM, 2)
        for first, second in itertools.product(firm, other)
        if is_same_firm(first, second)
    }
    # 中国铝业股份 belongs to 中国铝业集团, and 中国石油 is how 中国石油化工 begins.
    assert mixed == {("中国石化", "中国石油"), ("中国铝业", "中铝集团")}
