"""Duplicate candidates show both sides, the earlier first; a recorded decision closes them for good."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.duplicates import decisions
from models.duplicates.decisions import DuplicateCase, check_typed_row, open_cases
from models.errors import UserError
from models.fields.kind import PickedRow
from models.ledgers import Clash, Enterprise, Lead, Negotiation, Project, Visit
from models.rules.vocabulary import DuplicateRuling
from models.storage.store import Session, Store
from tests.rows import TODAY, add_lead, add_row, add_task_force, copy_template, finish, open_unsynced

FIRM = "浙江华星铝业有限公司"


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a book in which two task forces pursue one firm."""
    with open_unsynced(copy_template(empty_book, tmp_path)) as opened:
        with opened.writing("示例") as session:
            fill(session)
        yield opened


def fill(session: Session) -> None:
    aluminium, steel = add_task_force(session, "铝", 1), add_task_force(session, "钢", 2)
    facts = {"investor": FIRM, "total": Decimal(20000)}
    late = add_lead(session, "铝板带项目", task_force=steel, first_report="2026-04-01 08:00", content="铝板", **facts)
    soon = add_lead(
        session, "铝板带项目", task_force=aluminium, first_report="2026-03-02 09:14", content="铝带", **facts
    )
    add_row(session, Visit, direction="外出", company=FIRM, lead=soon, on=date(2026, 3, 10))
    add_row(session, Negotiation, subject="谈", lead=late)


def only_candidate(county: Store) -> DuplicateCase:
    """Return the only duplicate candidate."""
    (candidate,) = finish(open_cases(county))
    return candidate


def test_the_earlier_side_stands_first_with_its_evidence(county: Store) -> None:
    candidate = only_candidate(county)
    assert (candidate.level, candidate.likeness) == (1, 100)
    assert (candidate.first.task_force, candidate.second.task_force) == ("铝招商专班", "钢招商专班")
    assert candidate.first.reported == "2026-03-02 09:14"
    assert candidate.first.facts[-1][1] == "走访 1 次，最早 2026-03-10"
    assert candidate.second.facts[-1][1].startswith("洽谈 1")
    assert candidate.can_merge


def test_the_registered_date_stands_beside_the_moment_of_entry(county: Store) -> None:
    candidate = only_candidate(county)
    assert candidate.first.report_text == "2026-03-02 09:14 录入"
    with county.writing("登记") as session:
        session.get_one(Lead, candidate.first.row).reported_on = date(2026, 2, 27)
    side = only_candidate(county).first
    assert (side.registered, side.report_text) == ("2026-02-27", "2026-02-27 登记，2026-03-02 09:14 录入")
    with county.writing("裁定") as session:
        row = decisions.decide_case(session, only_candidate(county), DuplicateRuling.SHARED, "王敏", TODAY)
        assert "2026-02-27 登记" in str(session.get_one(Clash, row).evidence)


def test_a_case_with_a_released_lead_is_open_no_longer(county: Store) -> None:
    candidate = only_candidate(county)
    with county.writing("流转") as session:
        session.get_one(Lead, candidate.first.row).moved_on = date(2026, 5, 6)
    with county.reading() as session:
        assert decisions.still_open(session, [candidate]) == []
    assert finish(open_cases(county)) == []


@pytest.mark.parametrize("decision", [DuplicateRuling.DIFFERENT, DuplicateRuling.SHARED])
def test_what_is_decided_is_no_longer_open(county: Store, decision: str) -> None:
    candidate = only_candidate(county)
    with county.writing("裁定") as session:
        row = decisions.decide_case(session, candidate, decision, "王敏", TODAY)
    with county.reading() as session:
        recorded = session.get_one(Clash, row)
        assert (recorded.decision, recorded.decided_by, recorded.decided_on) == (decision, "王敏", TODAY)
        assert (recorded.first_report, recorded.level, recorded.likeness) == ("2026-03-02 09:14", 1, Decimal(100))
        assert "铝招商专班" in str(recorded.evidence)
        assert decisions.still_open(session, [candidate]) == []
    assert finish(open_cases(county)) == []


def test_merging_keeps_the_earlier_row_and_what_was_chosen(county: Store) -> None:
    candidate = only_candidate(county)
    with county.reading() as session:
        choices = {choice.key: (choice.first, choice.second) for choice in decisions.merge_choices(session, candidate)}
    assert choices["content"] == ("铝带", "铝板")
    assert "investor" not in choices
    with county.writing("合并") as session:
        assert decisions.merge_case(session, candidate, ("content",), "王敏", TODAY) == 1
    with county.reading() as session:
        merged = session.get_one(Lead, candidate.first.row)
        assert (merged.content, merged.first_report) == ("铝板", "2026-03-02 09:14")
        assert session.get_one(Lead, candidate.second.row).removed
        assert [row.decision for row in session.query(Clash)] == [DuplicateRuling.SAME]
        assert decisions.still_open(session, [candidate]) == []
        with pytest.raises(UserError, match="已不在"):
            decisions.merge_choices(session, DuplicateCase(1, 100, "", candidate.first, candidate.second))


def test_a_lead_and_a_project_do_not_become_one(county: Store) -> None:
    with county.writing("示例") as session:
        add_row(session, Project, name="铝板带项目", investor=FIRM)
    cross_ledger = next(candidate for candidate in finish(open_cases(county)) if not candidate.can_merge)
    assert cross_ledger.second.ledger is Project
    with county.writing("合并") as session, pytest.raises(UserError, match="两本台账"):
        decisions.merge_case(session, cross_ledger, (), "王敏", TODAY)


def test_what_is_typed_is_compared_and_a_decision_silences_it(county: Store) -> None:
    typed: dict[str, object] = {"name": "铝板带项目", "investor": FIRM, "total": "很多"}
    index, suspects = finish(check_typed_row(county, None, Lead, "", typed))
    assert [suspect.task_force for suspect in suspects] in (["铝", "钢"], ["钢", "铝"])
    assert finish(check_typed_row(county, index, Lead, "", {"name": "铝"}))[1] == []
    candidate = only_candidate(county)
    _, suspects = finish(check_typed_row(county, index, Lead, candidate.first.row, {}))
    assert [suspect.row for suspect in suspects] == [candidate.second.row]
    with county.writing("裁定") as session:
        decisions.mark_different(session, Lead, candidate.first.row, suspects[0], "王敏", TODAY)
    assert finish(check_typed_row(county, index, Lead, candidate.first.row, {}))[1] == []
    with county.writing("裁定") as session, pytest.raises(UserError, match="已不在"):
        decisions.mark_different(session, Lead, "没有的行", suspects[0], "王敏", TODAY)


def test_a_linked_firm_speaks_by_its_code_and_the_lead_grown_out_of_is_no_rival(county: Store) -> None:
    with county.writing("示例") as session:
        firm = add_row(session, Enterprise, name=FIRM, code="91140000MA0TEST123")
        add_row(session, Lead, name="别的名字", enterprise=firm)
    typed: dict[str, object] = {"name": "全新的项目", "enterprise": FIRM}
    _, suspects = finish(check_typed_row(county, None, Project, "", typed))
    assert suspects[0].match.reason.startswith("统一社会信用代码相同")
    _, suspects = finish(check_typed_row(county, None, Project, "", {**typed, "lead": "别的名字"}))
    assert all(suspect.name != "别的名字" for suspect in suspects)
    picked: dict[str, object] = {"name": "全新的项目", "investor": PickedRow(firm)}  # as the form gives it
    _, suspects = finish(check_typed_row(county, None, Project, "", picked))
    assert suspects[0].match.reason.startswith("统一社会信用代码相同")


def test_an_empty_book_has_no_suspicions(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as opened:
        assert finish(open_cases(opened)) == []
