"""History, undo, redo and the recycle bin: a command can always be undone without touching another's work."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.audit import history
from models.audit.edit_log import EditRecord
from models.audit.edit_writer import edit_writer
from models.audit.recorder import add_many
from models.errors import UserError
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Lead, Project
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.rows import add_lead, add_row, copy_template, finish, open_unsynced, replayed_values, stored_values


def change(book: Store, row: str, label: str = "改", **facts: Any) -> str:
    """Change a lead in its own command; return the batch id."""
    with book.writing(label) as session:
        changed = session.get_one(Lead, row)
        for key, value in facts.items():
            setattr(changed, key, value)
        return edit_writer(session).batch


def create_leads(book: Store, *names: str, label: str = "新增") -> list[str]:
    """Add leads in one command."""
    with book.writing(label) as session:
        return [add_lead(session, name) for name in names]


def undo_or_redo(book: Store, *, redo: bool = False, who: str = "示例甲") -> history.UndoResult | None:
    """Undo or redo, as Ctrl+Z and Ctrl+Y do."""
    with book.reading() as session:
        batch = history.undoable(session, who)[redo]
    if batch is None:
        return None
    with Store(book.engine, who, None, None).writing(f"撤销：{batch.label}", undoes=batch.id) as session:
        return history.undo(session, batch.id)


def undo_as(book: Store, who: str, batch: str) -> str:
    """Undo a batch of anybody as another user; return the batch of the undo."""
    with Store(book.engine, who, None, None).writing("撤销", undoes=batch) as session:
        history.undo(session, batch)
        return edit_writer(session).batch


def read_lead(book: Store, row: str) -> Lead:
    """Read a lead."""
    with book.reading() as session:
        return session.get_one(Lead, row)


def test_a_step_that_another_user_has_undone_is_passed_over(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    change(book, row, "改名", name="乙")
    step = change(book, row, "改地点", place="苏州")
    theirs = undo_as(book, "示例乙", step)
    undo_or_redo(book)
    assert (read_lead(book, row).name, read_lead(book, row).place) == ("甲", None)
    undo_or_redo(book, redo=True)
    undo_as(book, "示例乙", theirs)  # the other user brings it back
    assert (read_lead(book, row).name, read_lead(book, row).place) == ("乙", "苏州")


def test_a_redo_is_not_offered_again_after_another_user_undid_the_step(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    step = change(book, row, "改名", name="乙")
    undo_or_redo(book)
    undo_or_redo(book, redo=True)
    undo_as(book, "示例乙", step)
    assert read_lead(book, row).name == "甲"
    undo_or_redo(book)
    assert read_lead(book, row).removed  # the step before, not the one undone already


def test_an_undo_that_another_user_took_back_is_not_redone(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    change(book, row, "改名", name="乙")
    undo_or_redo(book)
    with book.reading() as session:
        mine = history.undoable(session, "示例甲")[1]
    assert mine is not None
    undo_as(book, "示例乙", mine.id)
    assert read_lead(book, row).name == "乙"
    assert undo_or_redo(book, redo=True) is None


def test_every_step_is_taken_back_in_turn_and_brought_again(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    for name in "乙丙丁":
        change(book, row, f"改为{name}", name=name)
    for name in "丙乙甲":
        undo_or_redo(book)
        assert (read_lead(book, row).name, read_lead(book, row).removed) == (name, False)
    undo_or_redo(book)
    assert read_lead(book, row).removed
    assert undo_or_redo(book) is None
    undo_or_redo(book, redo=True)
    assert not read_lead(book, row).removed
    for name in "乙丙丁":
        undo_or_redo(book, redo=True)
        assert read_lead(book, row).name == name
    assert undo_or_redo(book, redo=True) is None
    assert finish(check_integrity(book)).is_intact


def test_up_and_down_and_up_again(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    change(book, row, name="乙")
    change(book, row, name="丙")
    steps = [
        (False, "乙"),
        (True, "丙"),
        (False, "乙"),
        (False, "甲"),
        (True, "乙"),
        (False, "甲"),
        (True, "乙"),
        (True, "丙"),
    ]
    for redo, name in steps:
        undo_or_redo(book, redo=redo)
        assert read_lead(book, row).name == name


def test_a_new_command_ends_what_could_be_redone(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    change(book, row, name="乙")
    undo_or_redo(book)
    change(book, row, place="苏州")
    assert undo_or_redo(book, redo=True) is None
    undo_or_redo(book)
    assert (read_lead(book, row).name, read_lead(book, row).place) == ("甲", None)


def test_an_undone_import_leaves_the_row_somebody_worked_on_and_names_it(book: Store) -> None:
    with book.writing("导入") as session:
        touched, untouched = add_many(session, Lead, [{"name": "甲"}, {"name": "乙"}])
        batch = edit_writer(session).batch
    change(book, touched, "另有人改", place="苏州")
    with book.writing("撤销：导入", undoes=batch) as session:
        undone = history.undo(session, batch)
    assert undone == history.UndoResult("导入", 1, (("lead", touched),))
    assert not read_lead(book, touched).removed
    assert read_lead(book, untouched).removed


def test_an_undone_import_spares_a_field_somebody_set_since_and_takes_back_the_rest(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    batch = change(book, row, "导入", place="苏州", total=Decimal(5))
    change(book, row, "另有人改", place="宁波")
    with book.writing("撤销：导入", undoes=batch) as session:
        undone = history.undo(session, batch)
    assert undone.skipped == (("lead", row),)
    assert (read_lead(book, row).place, read_lead(book, row).total) == ("宁波", None)


def test_a_row_worked_on_and_set_back_again_counts_as_untouched(book: Store) -> None:
    (row,) = create_leads(book, "甲", label="导入")
    change(book, row, "改", place="苏州")
    undo_or_redo(book)
    undone = undo_or_redo(book)
    assert undone == history.UndoResult("导入", 1, ())
    assert read_lead(book, row).removed


def test_everybody_takes_back_only_their_own_and_what_others_changed_blocks_nobody(book: Store) -> None:
    (row,) = create_leads(book, "甲", label="第一步")
    change(book, row, "第二步", total=Decimal(5))
    change(book, row, "第三步", place="苏州")
    with Store(book.engine, "示例乙", None, None).writing("别人改") as session:
        session.get_one(Lead, row).place = "宁波"
    undone = [undo_or_redo(book, who="示例甲") for _ in range(2)]
    assert undone == [
        history.UndoResult("第三步", 0, (("lead", row),), has_changes=False),
        history.UndoResult("第二步", 1, ()),
    ]
    assert (read_lead(book, row).place, read_lead(book, row).total) == ("宁波", None)
    undo_or_redo(book, who="示例乙")
    assert read_lead(book, row).place == "苏州"


def test_marks_go_back_with_their_values(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    with book.writing("估") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(3), "约"))
    with book.writing("核") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(4)))
    undo_or_redo(book)
    assert (read_lead(book, row).total, read_lead(book, row).mark_of("total")) == (Decimal(3), "约")
    undo_or_redo(book)
    assert (read_lead(book, row).total, read_lead(book, row).mark_of("total")) == (None, "")


def test_a_second_undo_of_a_batch_says_that_nothing_changed(book: Store) -> None:
    create_leads(book, "甲", "乙", label="收表")
    with book.reading() as session:
        batch = history.undoable(session)[0]
    assert batch is not None
    results = []
    for _ in range(2):
        with book.writing("撤销：收表", undoes=batch.id) as session:
            results.append(history.undo(session, batch.id))
    assert results == [history.UndoResult("收表", 2, ()), history.UndoResult("收表", 0, (), has_changes=False)]


def test_a_batch_that_is_not_in_the_book_is_rejected(book: Store) -> None:
    with pytest.raises(UserError, match="不在账本里"), book.writing("撤销") as session:
        history.undo(session, "f" * 32)


def test_a_rows_history_is_listed_latest_first_with_old_and_new(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    change(book, row, "改地方", place="苏州", total=Decimal(3))
    with book.writing("删除") as session:
        history.move_to_recycle_bin(history.fetch_rows(session, Lead, [row]))
    with book.reading() as session:
        entries = history.row_history(session, session.get_one(Lead, row))
    assert [entry.label for entry in entries] == ["删除", "改地方", "新增"]
    assert {entry.who for entry in entries} == {"示例甲"}
    assert [(c.label, c.old, c.new) for c in entries[0].changes] == [("在回收站", None, 1)]
    assert {(c.label, c.old, c.new) for c in entries[1].changes} == {
        ("线索来源地", None, "苏州"),
        ("预计总投资", None, 30_000),
    }


def test_one_value_is_brought_back_from_any_point_of_its_history(book: Store) -> None:
    (row,) = create_leads(book, "甲")
    with book.writing("估") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(3), "约"))
    change(book, row, total=Decimal(4), place="苏州", marks={})
    with book.reading() as session:
        estimate = history.row_history(session, session.get_one(Lead, row))[1].edit
    with book.writing("恢复") as session:
        history.restore_value(session, session.get_one(Lead, row), "total", estimate)
    current = read_lead(book, row)
    assert (current.total, current.mark_of("total"), current.place) == (Decimal(3), "约", "苏州")
    other = create_leads(book, "乙")[0]
    with pytest.raises(UserError, match="不属于这一行"), book.writing("恢复") as session:
        history.restore_value(session, session.get_one(Lead, other), "total", estimate)


def test_a_firm_s_name_comes_back_with_its_link(book: Store) -> None:
    with book.writing("示例") as session:
        firm = add_row(session, Enterprise, name="甲公司")
        row = add_lead(session, investor="甲公司", enterprise=firm, place="苏州")
    with book.reading() as session:
        linked = history.row_history(session, session.get_one(Lead, row))[0].edit
    change(book, row, investor="乙公司", enterprise=None, place="大同")
    with book.writing("恢复") as session:
        history.restore_value(session, session.get_one(Lead, row), "investor", linked)
    lead = read_lead(book, row)
    assert (lead.investor, lead.enterprise, lead.place) == ("甲公司", firm, "大同")


def test_the_recycle_bin_gives_back_what_it_took(book: Store) -> None:
    rows = create_leads(book, *"甲乙丙")
    with book.writing("删除") as session:
        history.move_to_recycle_bin(history.fetch_rows(session, Lead, rows[:2]))
    assert [read_lead(book, row).removed for row in rows] == [True, True, False]
    with book.writing("恢复") as session:
        history.restore_from_recycle_bin(history.fetch_rows(session, Lead, rows))
    assert not any(read_lead(book, row).removed for row in rows)
    assert finish(check_integrity(book)).is_intact


def test_undoing_a_new_project_takes_its_first_stage_with_it(book: Store) -> None:
    with book.writing("新增项目") as session:
        project = Project(name="甲")
        session.add(project)
        session.flush()
        project.advance(session, "在谈", date(2026, 9, 1))
    assert undo_or_redo(book) == history.UndoResult("新增项目", 2, ())
    with book.reading() as session:
        assert {row["removed"] for row in stored_values(session).values()} == {1}


# --- random work: whatever is done, undone and redone, rows are what their edits say

NAMES = st.sampled_from("甲乙丙丁")
COMMANDS = st.one_of(
    st.tuples(st.just("add"), NAMES),
    st.tuples(st.just("name"), st.integers(0, 5), NAMES),
    st.tuples(st.just("total"), st.integers(0, 5), st.none() | st.integers(0, 3)),
    st.tuples(st.just("mark"), st.integers(0, 5), st.sampled_from(["约", ""])),
    st.tuples(st.just("bin"), st.integers(0, 5)),
    st.tuples(st.just("both"), NAMES),
    st.just(("undo",)),
    st.just(("undo",)),
    st.just(("redo",)),
)


def run_random_command(session: Session, rows: list[str], command: tuple[Any, ...]) -> None:
    """Run one random command."""
    kind, *arguments = command
    if kind == "add":
        rows.append(add_lead(session, arguments[0]))
        return
    if kind == "both":
        for row in rows:
            session.get_one(Lead, row).name = arguments[0]
        return
    if not rows:
        return
    target = session.get_one(Lead, rows[arguments[0] % len(rows)])
    actions: dict[str, Callable[[], None]] = {
        "name": lambda: setattr(target, "name", arguments[1]),
        "total": lambda: target.assign("total", ReadValue(None if arguments[1] is None else Decimal(arguments[1]))),
        "mark": lambda: target.assign("total", ReadValue(target.total, arguments[1])),
        "bin": lambda: setattr(target, "removed", not target.removed),
    }
    actions[kind]()


@pytest.mark.campaign
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings().max_examples // 2)
@given(commands=st.lists(COMMANDS, min_size=3, max_size=14))
def test_random_work_is_always_what_the_log_says_and_undo_is_exact(
    empty_book: Path, tmp_path: Path, commands: list[tuple[Any, ...]]
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        run_undo_and_redo(book, commands)
        report = finish(check_integrity(book))
        assert report.is_intact, report.faults
        with book.reading() as session:
            assert session.query(EditRecord).count() == report.edits


def live_rows(book: Store) -> dict[str, dict[str, Any]]:
    """Return the rows not in the recycle bin, after asserting that they equal the replay of the log."""
    with book.reading() as session:
        now = stored_values(session)
        assert now == replayed_values(session)
    return {row: values for row, values in now.items() if "removed" not in values}


def run_undo_and_redo(book: Store, commands: list[tuple[Any, ...]]) -> None:
    """Run random commands, comparing the book with snapshots taken before each."""
    rows: list[str] = []
    past, future = [live_rows(book)], list[dict[str, dict[str, Any]]]()
    for command in commands:
        if command == ("undo",):
            if len(past) > 1:
                undo_or_redo(book)
                future.append(past.pop())
        elif command == ("redo",):
            if future:
                undo_or_redo(book, redo=True)
                past.append(future.pop())
        else:
            with book.writing("随手") as session:
                run_random_command(session, rows, command)
                session.flush()
                wrote = edit_writer(session).has_edits
            if wrote:
                past.append(live_rows(book))
                future.clear()
        assert live_rows(book) == past[-1]
