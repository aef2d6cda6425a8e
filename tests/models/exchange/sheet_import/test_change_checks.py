"""Changes are held against the log and validated; what fails is neither written nor counted as a conflict."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.audit.edit_log import edits_of, heads
from models.exchange.sheet_import.row_outcome import ImportOptions, RowOutcome
from models.ledgers import Lead, Obligation, Project
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan, plan_and_apply
from tests.rows import add_lead, add_project, add_row


def test_a_cell_in_conflict_that_fails_validation_is_rejected_and_the_rest_is_written(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_project(session, "示例甲", {}, place="苏州")
        session.get_one(Project, row).status = "暂停"
        session.get_one(Project, row).status_reason = "缺资金"
    with book.writing("这里改") as session:
        session.get_one(Project, row).status_reason = "缺土地"
    table = import_table(
        "project",
        ("status_reason", "place"),
        ("", "宁波"),
        ids=[row],
        exported_values=[{"status_reason": "缺资金", "place": "苏州"}],
    )
    clearing = ImportOptions(clear_blanks=True)
    with book.reading() as session:
        plan = make_plan(session, table, clearing)
    assert (plan.conflict_count, set(plan.rows[0].values)) == (0, {"place"})
    assert "要写明原因" in plan.rows[0].rejected["status_reason"].message
    done = plan_and_apply(book, table, options=clearing)
    assert (done.counts[RowOutcome.CHANGED], done.conflicts) == (1, 0)
    with book.reading() as session:
        project = session.get_one(Project, row)
        assert (project.place, project.status_reason) == ("宁波", "缺土地")
        assert [key for key, edits in heads(edits_of(session, [row])[row]).items() if len(edits) > 1] == []


def test_a_change_is_not_refused_for_an_error_that_the_row_had_before(book: Store) -> None:
    with book.writing("新增") as session:
        days = {"raised_on": date(2026, 2, 1), "due": date(2026, 1, 1)}  # due before it was raised
        row = add_row(session, Obligation, name="示例事项", owner="示例甲", **days)
    table = import_table("obligation", ("owner",), ("示例乙",), ids=[row], exported_values=[{"owner": "示例甲"}])
    with book.reading() as session:
        (planned,) = make_plan(session, table).rows
    assert (planned.outcome, dict(planned.rejected)) == (RowOutcome.CHANGED, {})


@pytest.mark.parametrize("later", [9, 5, 12])
def test_a_value_applied_before_is_not_applied_again_whatever_came_after(book: Store, later: int) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(5))
    table = import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}])
    plan_and_apply(book, table)
    if later != 9:
        with book.writing("又改") as session:
            session.get_one(Lead, row).total = Decimal(later)
    with book.reading() as session:
        (planned,) = make_plan(session, table).rows
    # Back at 5 万元, the exported value, the book has left the sheet's change behind: it counts as new again.
    assert planned.outcome is (RowOutcome.CHANGED if later == 5 else RowOutcome.SAME)


def test_a_value_that_the_author_saw_go_is_a_change_when_it_comes_back(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(9))
    with book.writing("改") as session:
        session.get_one(Lead, row).total = Decimal(5)
    table = import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}])
    with book.reading() as session:
        seen = tuple(edit.id for edit in edits_of(session, [row])[row])
        seen_table = replace(table, rows=tuple(replace(there, seen_edits=seen) for there in table.rows))
        (planned,) = make_plan(session, seen_table).rows
    assert planned.outcome is RowOutcome.CHANGED
