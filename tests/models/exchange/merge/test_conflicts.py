"""Conflicts show both sides with who, when and from where; a decision holds in every book, history keeps the loser."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.audit import history
from models.errors import UserError
from models.exchange.merge.conflicts import (
    Conflict,
    ConflictChoice,
    count_conflicting,
    list_conflicts,
    settle_all_conflicts,
    settle_conflicts,
)
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Lead
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.models.exchange.books import conflict_keys, merge_into, open_books, shared_state
from tests.rows import add_lead, add_row, finish


@pytest.fixture
def two(empty_book: Path, tmp_path: Path, book: Store) -> Iterator[list[Store]]:
    """Open two books, the second on either database."""
    with open_books(empty_book, tmp_path, 2) as books:
        yield [books[1], book]


@pytest.fixture
def row(two: list[Store]) -> str:
    """Make a lead that both books have."""
    with two[0].writing("新增") as session:
        row = add_lead(session, "炭黑项目", place="太原")
    merge_into(two[0], two[1])
    return row


def change(book: Store, row: str, label: str = "改", **facts: Any) -> None:
    """Change a lead."""
    with book.writing(label) as session:
        for key, value in facts.items():
            setattr(session.get_one(Lead, row), key, value)


def exchange_both_ways(two: list[Store]) -> list[Conflict]:
    """Merge both books into each other; return their conflicts, which must be the same."""
    merge_into(two[0], two[1])
    merge_into(two[1], two[0])
    merge_into(two[0], two[1])
    assert conflict_keys(two[0]) == conflict_keys(two[1])
    assert {row: state for row, state in shared_state(two[0]).items()} == shared_state(two[1])  # noqa: C416 - either may be a subset
    for book in two:
        report = finish(check_integrity(book))
        assert report.is_intact, report.faults
    return conflicts_now(two[1])


def conflicts_now(book: Store) -> list[Conflict]:
    """List a book's conflicts."""
    with book.reading() as session:
        return list_conflicts(session)


def settle_conflict(book: Store, conflict: Conflict, **chosen: Any) -> None:
    """Settle a conflict."""
    with book.writing("裁定") as session:
        settle_conflicts(session, conflict.ledger, [ConflictChoice(conflict.row, conflict.key, **chosen)])


def test_both_values_are_shown_with_who_and_where_they_come_from(two: list[Store], row: str) -> None:
    change(two[0], row, "去苏州", place="苏州")
    change(two[1], row, "去宁波", place="宁波")
    (conflict,) = exchange_both_ways(two)
    assert (conflict.row, conflict.name, conflict.key, conflict.label) == (row, "炭黑项目", "place", "线索来源地")
    first, second = conflict.competing
    assert (first.value, first.who, first.batch_label, first.ours) == ("苏州", "示例乙", "去苏州", False)
    assert (second.value, second.who, second.batch_label, second.ours) == ("宁波", "示例甲", "去宁波", True)
    assert first.at < second.at
    assert first.book != second.book
    with two[1].reading() as session:
        assert session.get_one(Lead, row).place == "宁波"
        assert count_conflicting(session) == 1


def test_the_same_value_on_both_sides_is_no_conflict_and_other_fields_do_not_meet(two: list[Store], row: str) -> None:
    change(two[0], row, place="苏州", name="炭黑一期")
    change(two[1], row, place="苏州", reason="尚可")
    assert exchange_both_ways(two) == []
    with two[1].reading() as session:
        merged = session.get_one(Lead, row)
        assert (merged.place, merged.name, merged.reason) == ("苏州", "炭黑一期", "尚可")
        assert count_conflicting(session) == 0


@pytest.mark.parametrize("side", [0, 1])
def test_what_is_chosen_holds_in_both_books_and_the_loser_stays_in_the_history(
    two: list[Store], row: str, side: int
) -> None:
    change(two[0], row, place="苏州")
    change(two[1], row, place="宁波")
    (conflict,) = exchange_both_ways(two)
    settle_conflict(two[1], conflict, edit=conflict.competing[side].edit)
    assert exchange_both_ways(two) == []
    for book in two:
        with book.reading() as session:
            settled = session.get_one(Lead, row)
            assert settled.place == ("苏州", "宁波")[side]
            new_values = {change.new for entry in history.row_history(session, settled) for change in entry.changes}
            assert {"苏州", "宁波"} <= new_values


def test_a_third_value_may_be_typed(two: list[Store], row: str) -> None:
    change(two[0], row, place="苏州")
    change(two[1], row, place="宁波")
    (conflict,) = exchange_both_ways(two)
    settle_conflict(two[0], conflict, typed=ReadValue("杭州"))
    assert exchange_both_ways(two) == []
    with two[1].reading() as session:
        assert session.get_one(Lead, row).place == "杭州"


def test_a_mark_goes_with_its_own_value(two: list[Store], row: str) -> None:
    with two[0].writing("估") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(7), "约"))
    change(two[1], row, total=Decimal(8))
    (conflict,) = exchange_both_ways(two)
    assert [(rival.value, rival.mark) for rival in conflict.competing] == [(70_000, "约"), (80_000, "")]
    with two[1].reading() as session:
        assert (session.get_one(Lead, row).total, session.get_one(Lead, row).mark_of("total")) == (Decimal(8), "")
    settle_conflict(two[1], conflict, edit=conflict.competing[0].edit)
    assert exchange_both_ways(two) == []
    with two[0].reading() as session:
        assert (session.get_one(Lead, row).total, session.get_one(Lead, row).mark_of("total")) == (Decimal(7), "约")


def test_a_mark_alone_changed_meets_a_value_changed(two: list[Store], row: str) -> None:
    change(two[0], row, total=Decimal(5))
    exchange_both_ways(two)
    with two[0].writing("存疑") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(5), "约"))
    change(two[1], row, total=Decimal(8))
    (conflict,) = exchange_both_ways(two)
    assert [(rival.value, rival.mark) for rival in conflict.competing] == [(50_000, "约"), (80_000, "")]


def test_typing_into_the_row_does_not_settle_what_nobody_had_before_their_eyes(two: list[Store], row: str) -> None:
    change(two[0], row, place="苏州")
    change(two[1], row, place="宁波")
    exchange_both_ways(two)
    change(two[1], row, place="温州")
    (conflict,) = exchange_both_ways(two)
    assert {rival.value for rival in conflict.competing} == {"苏州", "温州"}


@pytest.mark.parametrize("keep", [True, False])
def test_removed_here_and_edited_there_is_a_conflict(two: list[Store], row: str, keep: bool) -> None:
    change(two[1], row, place="宁波")
    with two[0].writing("删除") as session:
        history.move_to_recycle_bin([session.get_one(Lead, row)])
    (conflict,) = exchange_both_ways(two)
    assert (conflict.key, conflict.label) == ("removed", "回收站")
    assert [(rival.removed, rival.keys) for rival in conflict.competing] == [(False, ("place",)), (True, ())]
    settle_conflict(two[0], conflict, edit=conflict.competing[keep].edit)
    assert exchange_both_ways(two) == []
    with two[1].reading() as session:
        assert session.get_one(Lead, row).removed is keep
        assert session.get_one(Lead, row).place == "宁波"


def test_who_removed_a_row_knowing_all_its_edits_is_not_asked(two: list[Store], row: str) -> None:
    change(two[1], row, place="宁波")
    exchange_both_ways(two)
    with two[0].writing("删除") as session:
        history.move_to_recycle_bin([session.get_one(Lead, row)])
    assert exchange_both_ways(two) == []
    with two[1].reading() as session:
        assert session.get_one(Lead, row).removed


def test_a_side_can_be_taken_in_many_conflicts_at_once(two: list[Store]) -> None:
    with two[0].writing("新增") as session:
        rows = [add_lead(session, f"线索{number}") for number in range(5)]
        firm = add_row(session, Enterprise, name="示例公司")
    exchange_both_ways(two)
    for book, place in zip(two, ("苏州", "宁波"), strict=True):
        for row in rows:
            change(book, row, place=place)
        with book.writing("改") as session:
            session.get_one(Enterprise, firm).name = place
    open_conflicts = exchange_both_ways(two)
    assert len(open_conflicts) == 6
    theirs = next(rival.book for rival in open_conflicts[0].competing if not rival.ours)
    with two[1].writing("全部采用对方的") as session:
        assert settle_all_conflicts(session, open_conflicts[:4], book=theirs) == (4, [])
    with two[1].writing("全部采用我方的") as session:
        assert settle_all_conflicts(session, list_conflicts(session)) == (2, [])
    assert exchange_both_ways(two) == []
    with two[0].reading() as session:
        places = [*(str(row.place) for row in session.query(Lead)), session.get_one(Enterprise, firm).name]
        assert sorted(places) == ["宁波"] * 2 + ["苏州"] * 4


def test_a_side_without_a_value_leaves_the_conflict_and_a_settled_one_is_rejected(two: list[Store], row: str) -> None:
    change(two[0], row, name="苏")
    change(two[1], row, name="宁")
    (conflict,) = exchange_both_ways(two)
    with two[1].writing("采用第三家") as session:
        assert settle_all_conflicts(session, [conflict], book="f" * 32) == (0, [conflict])
    with pytest.raises(UserError, match="必填"):
        settle_conflict(two[1], conflict, typed=ReadValue(None))
    with pytest.raises(UserError, match="已经有人处理过"):
        settle_conflict(two[1], conflict, edit="f" * 32)
    assert len(conflicts_now(two[1])) == 1


def test_a_choice_can_be_undone_and_the_conflict_is_settled_the_old_way(two: list[Store], row: str) -> None:
    change(two[0], row, place="苏州")
    change(two[1], row, place="宁波")
    (conflict,) = exchange_both_ways(two)
    settle_conflict(two[1], conflict, edit=conflict.competing[0].edit)
    with two[1].reading() as session:
        last = history.undoable(session)[0]
    assert last is not None
    with two[1].writing("撤销", undoes=last.id) as session:
        history.undo(session, last.id)
        assert session.get_one(Lead, row).place == "宁波"
    assert finish(check_integrity(two[1])).is_intact
