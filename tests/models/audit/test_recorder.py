"""Every change of a ledger is recorded as an edit, on both databases, and no way of writing bypasses the recorder."""

import json
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import EditBatch, EditRecord, edits_of
from models.audit.recorder import add_many, allow_raw_writes
from models.errors import UserError
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Lead, Project, StageMove, Term
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.rows import add_lead, add_row, finish, replayed_values, stored_values


def edits_of_row(book: Store, row: str) -> list[Any]:
    """Return a row's edits."""
    with book.reading() as session:
        return edits_of(session, [row])[row]


def test_an_edit_says_what_who_when_and_in_which_command(book: Store) -> None:
    before = time.time_ns() // 1_000_000
    with book.writing("新增线索") as session:
        row = add_lead(session, "炭黑项目", total=Decimal("1200.5"), reported_on=date(2026, 9, 2))
    (edit,) = edits_of_row(book, row)
    values = json.loads(edit.values)
    assert values["name"] == "炭黑项目"
    assert values["total"] == 12_005_000  # whole steps of a ten-thousandth of 万元
    assert values["reported_on"] == "2026-09-02"
    assert edit.who == "示例甲"
    assert edit.ledger == "lead"
    with book.reading() as session:
        batch = session.execute(sa.select(EditBatch)).scalar_one()
        saved = session.get_one(Lead, row)
    assert (batch.label, batch.who, batch.id) == ("新增线索", "示例甲", edit.batch)
    assert before <= saved.born == saved.touched == batch.at <= time.time_ns() // 1_000_000


def test_an_edit_names_only_what_changed_and_the_edit_it_replaces(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "甲", place="苏州")
    with book.writing("改") as session:
        session.get_one(Lead, row).place = "宁波"
    first, second = edits_of_row(book, row)
    assert json.loads(second.values) == {"place": "宁波"}
    assert json.loads(second.saw) == {"place": [first.id]}
    assert second.clock > first.clock


def test_saving_without_a_change_writes_nothing(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "甲", total=Decimal(3))
    with book.writing("没有改") as session:
        saved = session.get_one(Lead, row)
        saved.total = Decimal("3.0000")
        saved.name = "甲"
    assert len(edits_of_row(book, row)) == 1
    with book.reading() as session:
        assert [batch.label for batch in session.execute(sa.select(EditBatch)).scalars()] == ["新增"]


def test_a_mark_is_logged_beside_its_value_and_leaves_with_it(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "甲")
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(30_000), "约"))
    with book.reading() as session:
        assert session.get_one(Lead, row).mark_of("total") == "约"
    with book.writing("核实") as session:
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(28_000)))
    changes = [json.loads(edit.values) for edit in edits_of_row(book, row)]
    assert changes[1] == {"total": 300_000_000, "total~": "约"}
    assert changes[2] == {"total": 280_000_000, "total~": None}
    with book.reading() as session:
        assert session.get_one(Lead, row).mark_of("total") == ""


def test_a_command_that_fails_leaves_nothing(book: Store) -> None:
    with pytest.raises(UserError, match="必填"), book.writing("两行") as session:  # noqa: PT012 - the second fails
        add_lead(session, "甲")
        session.add(Lead(place="没有名称"))
        session.flush()
    with book.reading() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(EditRecord)).scalar_one() == 0
        assert stored_values(session) == {}
    assert finish(check_integrity(book)).is_intact


def test_a_row_added_in_bulk_is_logged_like_any_other(book: Store) -> None:
    with book.writing("导入") as session:
        (row,) = add_many(session, Lead, [{"name": "甲", "total": ReadValue(Decimal(30_000), "约"), "followed": True}])
        with pytest.raises(UserError, match="线索名称"):
            add_many(session, Lead, [{"total": Decimal(1)}])
    with book.writing("再导入") as session:
        other = add_lead(session, "甲", total=Decimal(30_000), followed=True, marks={"total": "约"})
    bulk, single = (json.loads(edits_of_row(book, lead_id)[0].values) for lead_id in (row, other))
    stamp = single.pop("first_report")
    assert bulk == single
    assert len(stamp) == len("2026-11-20 09:14")
    assert finish(check_integrity(book)).is_intact


def test_a_lead_is_stamped_with_its_first_report_and_nobody_can_change_it(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "甲")
    with book.reading() as session:
        stamp = session.get_one(Lead, row).first_report
    assert stamp
    for value in ("2020-01-01 08:00", None):
        with pytest.raises(UserError, match="首次登记"), book.writing("改首报") as session:
            session.get_one(Lead, row).first_report = value
    with book.reading() as session:
        assert session.get_one(Lead, row).first_report == stamp


def test_a_stage_corrected_to_an_earlier_day_is_a_new_move(book: Store) -> None:
    with book.writing("新增") as session:
        project = Project(name="甲")
        session.add(project)
        session.flush()
        project.advance(session, "在谈", date(2026, 3, 1))
        project.advance(session, "签约", date(2026, 6, 1), by="示例乙")
    with book.writing("补记") as session:
        session.get_one(Project, project.id).advance(session, "在谈", date(2026, 2, 1))
    with book.reading() as session:
        assert session.get_one(Project, project.id).stage == "签约"
        moves = session.execute(sa.select(StageMove.stage, StageMove.on).order_by(StageMove.on)).all()
    assert [tuple(move) for move in moves] == [
        ("在谈", date(2026, 2, 1)),
        ("在谈", date(2026, 3, 1)),
        ("签约", date(2026, 6, 1)),
    ]


BYPASSES: dict[str, Callable[[Session], object]] = {
    "orm_update": lambda s: s.execute(sa.update(Lead).values(name="乙")),
    "orm_delete": lambda s: s.execute(sa.delete(Lead)),
    "orm_insert": lambda s: s.execute(sa.insert(Lead), [{"name": "乙"}]),
    "query_update": lambda s: s.query(Lead).update({"name": "乙"}),
    "bulk_insert": lambda s: s.bulk_insert_mappings(Lead.__mapper__, [{"name": "乙"}]),
    "bulk_save": lambda s: s.bulk_save_objects([Lead(name="乙", first_report="2026-01-01 00:00")]),
    "core_update": lambda s: s.execute(sa.update(sa.table("lead", sa.column("name"))).values(name="乙")),
    "core_insert_select": lambda s: s.execute(
        sa.insert(sa.table("lead", sa.column("id"))).from_select(["id"], sa.select(Term.id))
    ),
    "raw_update": lambda s: s.execute(sa.text("UPDATE lead SET name = '乙'")),
    "raw_delete": lambda s: s.execute(sa.text('delete\nfrom "lead"')),
    "raw_or_replace": lambda s: s.execute(sa.text("INSERT OR REPLACE INTO lead (id) VALUES ('1')")),
    "raw_schema": lambda s: s.execute(sa.text("UPDATE main.lead SET name = '乙'")),
    "raw_with": lambda s: s.execute(sa.text("WITH one AS (SELECT 1) UPDATE lead SET name = '乙'")),
    "raw_comment": lambda s: s.execute(sa.text("/* harmless */ UPDATE lead SET name = '乙'")),
    "raw_truncate": lambda s: s.execute(sa.text("TRUNCATE lead")),
    "driver": lambda s: s.connection().exec_driver_sql("UPDATE lead SET name = '乙'"),
    "log_update": lambda s: s.execute(sa.update(EditRecord).values(who="别人")),
    "log_delete": lambda s: s.execute(sa.text("DELETE FROM edit")),
    "log_replace": lambda s: s.execute(sa.text("REPLACE INTO edit (id) VALUES ('1')")),
    "session_delete": lambda s: [s.delete(row) for row in s.query(Lead)],  # type: ignore[func-returns-value]  # called for its effect
}


@pytest.mark.parametrize("slip", BYPASSES.values(), ids=BYPASSES)
def test_nothing_slips_past_the_log(book: Store, slip: Callable[[Session], object]) -> None:
    with book.writing("新增") as session:
        add_lead(session, "甲")
        add_row(session, Enterprise, name="企业")
    with book.reading() as session:
        before = stored_values(session)
    with pytest.raises(TypeError), book.writing("绕过") as session:
        slip(session)
    with book.reading() as session:
        assert stored_values(session) == replayed_values(session) == before
    assert finish(check_integrity(book)).is_intact


def test_a_reading_session_cannot_write(book: Store) -> None:
    with pytest.raises(TypeError, match="outside"), book.reading() as session:
        add_lead(session, "甲")


def test_the_door_that_failed_half_way_is_shut_again(book: Store) -> None:
    with pytest.raises(sa.exc.IntegrityError), book.writing("不存在的专班") as session:
        add_lead(session, "甲", task_force="f" * 32)
    with pytest.raises(TypeError), book.writing("绕过") as session:
        session.execute(sa.update(Lead).values(name="乙"))


def test_raw_writes_are_refused_again_after_an_error_inside_the_block_that_allowed_them(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "甲")
    with book.writing("绕过") as session:
        with pytest.raises(LookupError), allow_raw_writes(session):
            raise LookupError
        with pytest.raises(TypeError, match="slip past"):
            session.execute(sa.update(Lead).values(name="乙"))


def test_the_log_cannot_be_rewritten_even_past_the_program(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "甲")
    for sentence in ("UPDATE edit SET who = '别人'", "DELETE FROM edit"):
        bare = book.engine.raw_connection()
        with pytest.raises(book.engine.dialect.loaded_dbapi.Error, match="append-only"):
            bare.cursor().execute(sentence)
        bare.rollback()
        bare.close()
    assert finish(check_integrity(book)).is_intact
