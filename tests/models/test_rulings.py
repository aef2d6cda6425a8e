"""Suspicions are laid before a person with both sides, the earlier first; what is ruled stays ruled."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import rulings
from models.clashes import DIFFERENT
from models.ledgers import Clash, Enterprise, Lead, Negotiation, Project, Visit
from models.refusal import Refusal
from models.rulings import SAME, TOGETHER, Case, looking, open_cases
from models.store import Session, Store
from tests.rows import TODAY, add, copied, finish, lead, open_fast, task_force

FIRM = "浙江华星铝业有限公司"


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a book in which two task forces chase one firm."""
    with open_fast(copied(empty_book, tmp_path)) as opened:
        with opened.writing("示例") as session:
            fill(session)
        yield opened


def fill(session: Session) -> None:
    one, other = task_force(session, "铝", 1), task_force(session, "钢", 2)
    facts = {"investor": FIRM, "total": Decimal(20000)}
    late = lead(session, "铝板带项目", task_force=other, first_report="2026-04-01 08:00", content="铝板", **facts)
    soon = lead(session, "铝板带项目", task_force=one, first_report="2026-03-02 09:14", content="铝带", **facts)
    add(session, Visit, direction="外出", company=FIRM, lead=soon, on=date(2026, 3, 10))
    add(session, Negotiation, subject="谈", lead=late)


def only(county: Store) -> Case:
    """Find the one suspicion."""
    (case,) = finish(open_cases(county))
    return case


def test_the_earlier_side_stands_first_with_its_evidence(county: Store) -> None:
    case = only(county)
    assert (case.level, case.likeness) == (1, 100)
    assert (case.first.task_force, case.second.task_force) == ("铝招商专班", "钢招商专班")
    assert case.first.reported == "2026-03-02 09:14"
    assert case.first.facts[-1][1] == "走访 1 次，最早 2026-03-10"
    assert case.second.facts[-1][1].startswith("洽谈 1")
    assert case.may_unite


@pytest.mark.parametrize("decision", [DIFFERENT, TOGETHER])
def test_what_is_ruled_is_no_longer_open(county: Store, decision: str) -> None:
    case = only(county)
    with county.writing("裁定") as session:
        row = rulings.settle(session, case, decision, "王敏", TODAY)
    with county.reading() as session:
        ruling = session.get_one(Clash, row)
        assert (ruling.decision, ruling.decided_by, ruling.decided_on) == (decision, "王敏", TODAY)
        assert (ruling.first_report, ruling.level, ruling.likeness) == ("2026-03-02 09:14", 1, Decimal(100))
        assert "铝招商专班" in str(ruling.evidence)
        assert rulings.still_open(session, [case]) == []
    assert finish(open_cases(county)) == []


def test_merging_keeps_the_earlier_row_and_what_was_chosen(county: Store) -> None:
    case = only(county)
    with county.reading() as session:
        asked = {one.key: (one.first, one.second) for one in rulings.choices(session, case)}
    assert asked["content"] == ("铝带", "铝板")
    assert "investor" not in asked
    with county.writing("合并") as session:
        assert rulings.merge(session, case, ("content",), "王敏", TODAY) == 1
    with county.reading() as session:
        kept = session.get_one(Lead, case.first.row)
        assert (kept.content, kept.first_report) == ("铝板", "2026-03-02 09:14")
        assert session.get_one(Lead, case.second.row).removed
        assert [one.decision for one in session.query(Clash)] == [SAME]
        assert rulings.still_open(session, [case]) == []
        with pytest.raises(Refusal, match="已不在"):
            rulings.choices(session, Case(1, 100, "", case.first, case.second))


def test_a_lead_and_a_project_do_not_become_one(county: Store) -> None:
    with county.writing("示例") as session:
        add(session, Project, name="铝板带项目", investor=FIRM)
    case = next(one for one in finish(open_cases(county)) if not one.may_unite)
    assert case.second.ledger is Project
    with county.writing("合并") as session, pytest.raises(Refusal, match="两本台账"):
        rulings.merge(session, case, (), "王敏", TODAY)


def test_what_is_typed_is_compared_and_a_ruling_silences_it(county: Store) -> None:
    typed: dict[str, object] = {"name": "铝板带项目", "investor": FIRM, "total": "很多"}
    index, found = finish(looking(county, None, Lead, "", typed))
    assert [one.task_force for one in found] == ["铝", "钢"] or [one.task_force for one in found] == ["钢", "铝"]
    assert finish(looking(county, index, Lead, "", {"name": "铝"}))[1] == []
    case = only(county)
    _, found = finish(looking(county, index, Lead, case.first.row, {}))
    assert [one.row for one in found] == [case.second.row]
    with county.writing("裁定") as session:
        rulings.rule_out(session, Lead, case.first.row, found[0], "王敏", TODAY)
    assert finish(looking(county, index, Lead, case.first.row, {}))[1] == []
    with county.writing("裁定") as session, pytest.raises(Refusal, match="已不在"):
        rulings.rule_out(session, Lead, "没有的行", found[0], "王敏", TODAY)


def test_a_linked_firm_speaks_by_its_code_and_the_lead_grown_out_of_is_no_rival(county: Store) -> None:
    with county.writing("示例") as session:
        firm = add(session, Enterprise, name=FIRM, code="91140000MA0TEST123")
        add(session, Lead, name="别的名字", enterprise=firm)
    typed: dict[str, object] = {"name": "全新的项目", "enterprise": FIRM}
    _, found = finish(looking(county, None, Project, "", typed))
    assert found[0].clash.reason.startswith("统一社会信用代码相同")
    _, found = finish(looking(county, None, Project, "", {**typed, "lead": "别的名字"}))
    assert all(one.name != "别的名字" for one in found)


def test_an_empty_book_has_no_suspicions(empty_book: Path, tmp_path: Path) -> None:
    with open_fast(copied(empty_book, tmp_path)) as opened:
        assert finish(open_cases(opened)) == []
