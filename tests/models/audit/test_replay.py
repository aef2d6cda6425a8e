"""Rows recomputed from their edits are what the edits say: values, marks, search, recycle bin, stages, conflicts."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from models.audit.edit_log import ConflictIndex, edits_of, heads
from models.audit.recorder import allow_raw_writes
from models.audit.replay import RowPatch, apply_patches, diverging_fields, replay_rows, replayed_state
from models.fields.kind import ReadValue
from models.ledgers import Lead, Project, StageMove
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.rows import add_lead, add_project, replayed_values, stored_values


def patch(book: Store, *patches: RowPatch) -> None:
    with book.writing("补改") as session:
        apply_patches(session, patches)


def tops(book: Store, row: str, key: str) -> list[str]:
    """Return the ids of the edits a field's value comes from."""
    with book.reading() as session:
        return [edit.id for edit in heads(edits_of(session, [row])[row])[key]]


def conflicting(book: Store) -> set[str]:
    with book.reading() as session:
        return set(session.execute(sa.select(ConflictIndex.row)).scalars())


@pytest.fixture
def row(book: Store) -> str:
    """Add a lead of 300 万元."""
    with book.writing("新增") as session:
        return add_lead(session, "示例甲", investor="甲公司", total=Decimal(300))


def rows_with(book: Store, text: str) -> list[str]:
    with book.reading() as session:
        return matching_ids(session, LedgerQuery(Lead, search_text=text))


def test_a_patch_changes_the_row_its_search_and_its_hash(book: Store, row: str) -> None:
    patch(book, RowPatch("lead", row, {"name": "示例乙"}, {"name": tops(book, row, "name")}))
    with book.reading() as session:
        lead = session.get_one(Lead, row)
        assert (lead.name, lead.investor, lead.total) == ("示例乙", "甲公司", Decimal(300))
    assert (rows_with(book, "示例乙"), rows_with(book, "示例甲")) == ([row], [])
    assert conflicting(book) == set()
    check_integrity(book)


def test_a_patch_may_clear_a_field(book: Store, row: str) -> None:
    patch(book, RowPatch("lead", row, {"investor": None}, {"investor": tops(book, row, "investor")}))
    with book.reading() as session:
        assert session.get_one(Lead, row).investor is None
    check_integrity(book)


def test_a_mark_is_replayed_with_its_value(book: Store, row: str) -> None:
    with book.writing("改") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(400), "约"))
    with book.writing("重算") as session:
        with allow_raw_writes(session) as connection:
            connection.execute(sa.update(Lead.__table__).where(Lead.id == row).values(total=1, marks=""))  # type: ignore[arg-type]
        replay_rows(session, {"lead": [row]})
    with book.reading() as session:
        lead = session.get_one(Lead, row)
        assert (lead.total, lead.mark_of("total")) == (Decimal(400), "约")
    check_integrity(book)


def test_a_row_in_the_bin_is_not_found_and_comes_back_found(book: Store, row: str) -> None:
    patch(book, RowPatch("lead", row, {"removed": 1}, {"removed": []}))
    assert rows_with(book, "示例甲") == []
    patch(book, RowPatch("lead", row, {"removed": None}, {"removed": tops(book, row, "removed")}))
    assert rows_with(book, "示例甲") == [row]
    check_integrity(book)


def test_two_values_nobody_chose_between_are_a_conflict_and_one_that_saw_both_ends_it(book: Store, row: str) -> None:
    born = tops(book, row, "investor")
    patch(book, RowPatch("lead", row, {"investor": "乙公司"}, {"investor": born}))
    patch(book, RowPatch("lead", row, {"investor": "丙公司"}, {"investor": born}))
    assert conflicting(book) == {row}
    rivals = tops(book, row, "investor")
    assert len(rivals) == 2
    patch(book, RowPatch("lead", row, {"investor": "丙公司"}, {"investor": rivals}))
    assert conflicting(book) == set()
    with book.reading() as session:
        assert session.get_one(Lead, row).investor == "丙公司"
    check_integrity(book)


def test_the_same_value_twice_is_no_conflict(book: Store, row: str) -> None:
    born = tops(book, row, "investor")
    for _ in range(2):
        patch(book, RowPatch("lead", row, {"investor": "乙公司"}, {"investor": born}))
    assert conflicting(book) == set()


def test_a_conflict_of_one_row_leaves_another_s_alone(book: Store, row: str) -> None:
    with book.writing("新增") as session:
        other = add_lead(session, "示例乙", investor="己公司")
    for each in (row, other):
        born = tops(book, each, "investor")
        patch(book, RowPatch("lead", each, {"investor": "乙公司"}, {"investor": born}))
        patch(book, RowPatch("lead", each, {"investor": "丙公司"}, {"investor": born}))
    assert conflicting(book) == {row, other}
    patch(book, RowPatch("lead", row, {"investor": "丁公司"}, {"investor": tops(book, row, "investor")}))
    assert conflicting(book) == {other}


def test_several_patches_of_one_row_in_one_command(book: Store, row: str) -> None:
    patch(
        book,
        RowPatch("lead", row, {"investor": "乙公司"}, {"investor": tops(book, row, "investor")}),
        RowPatch("lead", row, {"total": 5_000_000}, {"total": tops(book, row, "total")}),
    )
    with book.reading() as session:
        lead = session.get_one(Lead, row)
        assert (lead.investor, lead.total) == ("乙公司", Decimal(500))
    assert stored_values_equal_replayed(book)


def stored_values_equal_replayed(book: Store) -> bool:
    with book.reading() as session:
        return stored_values(session) == replayed_values(session)


# --- projects follow their stage moves ------------------------------------------------------------------------------
@pytest.fixture
def project(book: Store) -> str:
    """Add a project that was signed in March."""
    with book.writing("新增") as session:
        return add_project(session, "汾河焦化", {"在谈": date(2026, 1, 10), "签约": date(2026, 3, 5)})


def move_of(book: Store, project: str, stage: str) -> str:
    with book.reading() as session:
        return session.query(StageMove).filter_by(project=project, stage=stage).one().id


def test_two_stages_of_one_project_are_settled_by_its_stage_moves(book: Store, project: str) -> None:
    before = tops(book, project, "stage")
    for stage in ("开工", "在谈"):
        patch(book, RowPatch("project", project, {"stage": stage}, {"stage": before}))
    with book.reading() as session:
        assert diverging_fields(Project, edits_of(session, [project])[project]) == ["stage"]
        assert session.get_one(Project, project).stage == "签约"
    assert conflicting(book) == set(), "nobody need choose what the stage moves say"


def test_rows_not_asked_for_stay_as_they_are(book: Store, project: str, row: str) -> None:
    with book.reading() as session:
        before = stored_values(session)
    with book.writing("重算") as session:
        assert replay_rows(session, {"stage_move": [move_of(book, project, "签约")]}) == []
    with book.reading() as session:
        assert stored_values(session) == before


def test_nothing_to_replay_is_no_fault(book: Store) -> None:
    with book.writing("重算") as session:
        assert replay_rows(session, {}) == []
        assert replay_rows(session, {"lead": []}) == []


def test_the_state_of_one_edit_is_its_values_without_blanks(book: Store, row: str) -> None:
    with book.reading() as session:
        states, rivals = replayed_state(session.connection(), Lead, edits_of(session, [row]))
    assert {key: states[row][key] for key in ("name", "investor", "total")} == {
        "name": "示例甲",
        "investor": "甲公司",
        "total": 3_000_000,
    }
    assert None not in states[row].values()
    assert rivals == set()


def test_a_project_edited_in_one_book_has_no_diverging_stage(book: Store, project: str) -> None:
    with book.reading() as session:
        assert diverging_fields(Project, edits_of(session, [project])[project]) == []
