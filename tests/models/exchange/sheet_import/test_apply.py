"""Applying an import writes exactly what the preview showed, in one batch that is undone as one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.audit import history
from models.audit.edit_log import REMOVED, conflicting_fields, edits_of, heads
from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.preview import ImportPlan, plan_import
from models.exchange.sheet_import.row_outcome import DEFAULT_OPTIONS, ImportOptions, RowOutcome
from models.ledgers import Enterprise, Lead, Project, StageMove, TaskForce
from models.queries.reading_context import reading_context
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan, plan_and_apply
from tests.rows import TODAY, add_lead, add_project, add_task_force, finish, replayed_values, stored_values

KEYS = ("name", "investor", "total", "task_force")


def plan_together(book: Store, *tables: ImportTable, options: ImportOptions = DEFAULT_OPTIONS) -> list[ImportPlan]:
    """Preview several import tables in one import context, as files received together are."""
    with book.reading() as session:
        reading = reading_context(session, today=TODAY, year=2026)
        import_context = ImportContext(session, reading, options)
        return [finish(plan_import(session, table, reading, options, import_context)) for table in tables]


def assert_sound(book: Store) -> None:
    """Assert that the book passes its check and that its rows equal the replay of their edits."""
    assert finish(check_integrity(book)).is_intact
    with book.reading() as session:
        assert stored_values(session) == replayed_values(session)


def test_new_and_changed_rows_are_one_batch_that_goes_back_as_one(book: Store) -> None:
    with book.writing("新增") as session:
        add_task_force(session, "焦化", 1)
        add_lead(session, "示例旧", investor="示例甲公司", total=Decimal(5))
    with book.reading() as session:
        before = stored_values(session)
    table = import_table("lead", KEYS, ("示例新", "示例乙公司", "1亿", "焦化"), ("示例旧", "示例甲公司", 7, "焦化"))
    done = plan_and_apply(book, table)
    assert (done.counts[RowOutcome.NEW], done.counts[RowOutcome.CHANGED], done.rejected) == (1, 1, ())
    with book.reading() as session:
        added = session.get_one(Lead, done.created[0])
        assert (added.name, added.total, bool(added.first_report)) == ("示例新", Decimal(10_000), True)
        assert session.query(Lead).filter_by(name="示例旧").one().total == Decimal(7)
    assert_sound(book)
    with book.writing("撤销", undoes=done.batch) as session:
        undone = history.undo(session, done.batch)
    assert undone.skipped == ()
    with book.reading() as session:
        after = stored_values(session)
    assert after.pop(done.created[0])["removed"] == 1
    assert after == before


def test_applying_the_same_sheet_twice_changes_nothing(book: Store) -> None:
    table = import_table("lead", KEYS[:3], ("示例新", "示例乙公司", "1亿"), ("示例另", "示例丙公司", 3))
    plan_and_apply(book, table)
    with book.reading() as session:
        before = stored_values(session)
    again = plan_and_apply(book, table)
    assert again.counts[RowOutcome.SAME] == 2
    with book.reading() as session:
        assert stored_values(session) == before


def test_a_row_changed_between_preview_and_writing_is_left_out_and_named(book: Store) -> None:
    with book.writing("新增") as session:
        first_row = add_lead(session, "示例一", total=Decimal(5))
        second_row = add_lead(session, "示例二", total=Decimal(5))
    table = import_table("lead", ("name", "total"), ("示例一", 6), ("示例二", 6), ("示例三", 6))
    with book.reading() as session:
        plan = make_plan(session, table)
    with book.writing("别人改") as session:
        session.get_one(Lead, first_row).total = Decimal(9)
        add_lead(session, "示例三")
    with book.writing("收表") as session:
        done = apply_plans(session, [plan])
    places = [message.split("：")[0] for message in done.rejected]
    assert places == ["《示例.xlsx》Sheet1 第4行", "《示例.xlsx》Sheet1 第6行"]
    with book.reading() as session:
        assert [session.get_one(Lead, row).total for row in (first_row, second_row)] == [Decimal(9), Decimal(6)]
        assert session.query(Lead).count() == 3


@pytest.mark.parametrize("edits_known", [True, False], ids=["edits known", "only the value known"])
def test_a_cell_changed_here_and_there_stands_with_both_values(book: Store, *, edits_known: bool) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一", total=Decimal(5), place="苏州")
    with book.reading() as session:
        seen = tuple(edit.id for edit in edits_of(session, [row])[row])
    with book.writing("这里改") as session:
        session.get_one(Lead, row).total = Decimal(8)
    table = import_table(
        "lead", ("total", "place"), (9, "宁波"), ids=[row], exported_values=[{"total": 50_000, "place": "苏州"}]
    )
    if edits_known:
        table = replace(table, rows=tuple(replace(there, seen_edits=seen) for there in table.rows))
    done = plan_and_apply(book, table)
    assert done.conflicts == 1
    with book.reading() as session:
        tops = heads(edits_of(session, [row])[row])
        assert session.get_one(Lead, row).place == "宁波"
    assert {key: len(edits) for key, edits in tops.items() if len(edits) > 1} == {"total": 2}
    assert_sound(book)


@pytest.mark.parametrize("resolved", [8, 12])
def test_a_conflict_that_was_settled_does_not_come_back_with_the_same_sheet(book: Store, resolved: int) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一", total=Decimal(5))
    with book.writing("这里改") as session:
        session.get_one(Lead, row).total = Decimal(8)
    table = import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}])
    assert plan_and_apply(book, table).conflicts == 1
    with book.writing("定") as session:
        session.get_one(Lead, row).total = Decimal(resolved)
    again = plan_and_apply(book, table)
    assert (again.conflicts, again.batch) == (0, "")
    with book.reading() as session:
        assert session.get_one(Lead, row).total == Decimal(resolved)


def test_a_row_removed_here_and_changed_there_is_contested_and_stays_removed(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一", total=Decimal(5))
    with book.writing("移走") as session:
        history.move_to_recycle_bin([session.get_one(Lead, row)])
    table = import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}])
    assert plan_and_apply(book, table).conflicts == 1
    with book.reading() as session:
        assert session.get_one(Lead, row).removed
        assert REMOVED in conflicting_fields(edits_of(session, [row])[row])
    assert_sound(book)


def test_two_files_that_set_one_cell_differently_are_a_conflict(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一", total=Decimal(5))
    first = import_table("lead", ("name", "total"), ("示例一", 6), file="甲.xlsx")
    other = import_table("lead", ("name", "total"), ("示例一", 7), file="乙.xlsx")
    same = import_table("lead", ("name", "total"), ("示例一", 6), file="丙.xlsx")
    plans = plan_together(book, first, other, same)
    assert [plan.conflict_count for plan in plans] == [0, 1, 0]
    with book.writing("收表") as session:
        apply_plans(session, plans)
    with book.reading() as session:
        assert len(heads(edits_of(session, [row])[row])["total"]) == 2
    assert_sound(book)


def test_rows_of_one_import_link_to_each_other_and_to_rows_made_for_unknown_names(book: Store) -> None:
    leads = import_table(
        "lead", ("name", "enterprise", "task_force"), ("示例一", "示例来企业", "焦化"), ("示例二", "示例未登记", "")
    )
    firms = import_table("enterprise", ("name",), ("示例来企业",), file="企业.xlsx")
    forces = import_table("task_force", ("name", "short"), ("焦化招商专班", "焦化"), file="专班.xlsx")
    plans = plan_together(book, forces, firms, leads, options=ImportOptions(create_links=True))
    with book.writing("收表") as session:
        done = apply_plans(session, plans[::-1])
    assert done.rejected == ()
    with book.reading() as session:
        names = dict(session.query(Enterprise.id, Enterprise.name).all())
        enterprise_names = {row.name: names[str(row.enterprise)] for row in session.query(Lead)}
        assert enterprise_names == {"示例一": "示例来企业", "示例二": "示例未登记"}
        assert len(names) == 2
        force = session.query(TaskForce).one().id
        assert session.query(Lead).filter_by(name="示例一").one().task_force == force
    assert_sound(book)


def test_a_project_s_days_become_its_stage_log(book: Store) -> None:
    with book.writing("新增") as session:
        old = add_project(session, "示例旧", {"签约": date(2024, 3, 1)})
    keys = ("name", "stage", "signed_on", "started_on")
    rows = (
        ("示例新", "开工", "2024-3-1", "2024-5-1"),
        ("示例旧", "开工", "2024-3-2", "2024-6-1"),
        ("示例谈", "", "", ""),
    )
    done = plan_and_apply(book, import_table("project", keys, *rows))
    assert done.rejected == ()
    with book.reading() as session:
        names = dict(session.query(Project.id, Project.name).all())
        moves = {(names[m.project], m.stage, m.on.isoformat()) for m in session.query(StageMove)}
        stages = {row.name: row.stage for row in session.query(Project)}
        assert session.get_one(Project, old).stage == "开工"
    assert moves == {
        ("示例新", "签约", "2024-03-01"),
        ("示例新", "开工", "2024-05-01"),
        ("示例旧", "签约", "2024-03-02"),
        ("示例旧", "开工", "2024-06-01"),
        ("示例谈", "在谈", "2026-11-20"),
    }
    assert stages == {"示例新": "开工", "示例旧": "开工", "示例谈": "在谈"}
    assert_sound(book)


def test_stage_moves_imported_as_a_ledger_of_their_own_move_their_projects(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_project(session, "示例旧", {"签约": date(2024, 3, 1)})
    plan_and_apply(book, import_table("stage_move", ("project", "stage", "on"), ("示例旧", "开工", "2024-5-1")))
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "开工"
    assert_sound(book)


def test_missing_rows_go_to_the_bin_where_ticked(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一")
    done = plan_and_apply(
        book, import_table("lead", KEYS, missing_rows=(row,)), options=ImportOptions(remove_missing=True)
    )
    with book.reading() as session:
        assert session.get_one(Lead, row).removed
    with book.writing("撤销", undoes=done.batch) as session:
        history.undo(session, done.batch)
    with book.reading() as session:
        assert not session.get_one(Lead, row).removed
