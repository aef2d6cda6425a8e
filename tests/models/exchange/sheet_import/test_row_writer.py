"""An import is written as one batch; undoing it takes back what nobody has touched since, and names the rest."""

from decimal import Decimal

from models.audit import history
from models.audit.edit_log import edits_of, parents_of
from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.row_outcome import ImportOptions, RowOutcome
from models.ledgers import Lead
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan, plan_and_apply
from tests.rows import add_lead

KEYS = ("name", "total", "place")


def lead_values(book: Store) -> dict[str, tuple[Decimal | None, str | None, bool]]:
    """Return the leads' totals, places and whether they are removed, by name."""
    with book.reading() as session:
        return {lead.name: (lead.total, lead.place, lead.removed) for lead in session.query(Lead)}


def test_an_empty_sheet_writes_nothing_and_has_no_batch(book: Store) -> None:
    done = plan_and_apply(book, import_table("lead", KEYS))
    assert (done.batch, set(done.counts.values()), done.created) == ("", {0}, ())


def test_no_plans_at_all_write_nothing(book: Store) -> None:
    with book.writing("收表") as session:
        done = apply_plans(session, [])
    assert (done.batch, sum(done.counts.values())) == ("", 0)


def test_a_sheet_of_one_row_writes_one_row(book: Store) -> None:
    done = plan_and_apply(book, import_table("lead", KEYS, ("示例甲", 5, "苏州")))
    assert (done.counts[RowOutcome.NEW], len(done.created)) == (1, 1)
    assert lead_values(book) == {"示例甲": (Decimal(5), "苏州", False)}


def test_a_row_that_stands_twice_is_written_once(book: Store) -> None:
    done = plan_and_apply(book, import_table("lead", KEYS, ("示例甲", 5, "苏州"), ("示例甲", 6, "宁波")))
    assert (done.counts[RowOutcome.NEW], done.counts[RowOutcome.DUPLICATE]) == (1, 1)
    assert lead_values(book) == {"示例甲": (Decimal(5), "苏州", False)}


def test_undo_takes_back_what_nobody_touched_since_and_names_the_rest(book: Store) -> None:
    with book.writing("新增") as session:
        untouched = add_lead(session, "示例旧一", total=Decimal(1), place="苏州")
        touched = add_lead(session, "示例旧二", total=Decimal(2), place="苏州")
    rows = (("示例旧一", 10, "宁波"), ("示例旧二", 20, "宁波"), ("示例新一", 30, "宁波"), ("示例新二", 40, "宁波"))
    done = plan_and_apply(book, import_table("lead", KEYS, *rows, ids=[untouched, touched, None, None]))
    new_touched = next(row for row in done.created if _name(book, row) == "示例新二")
    with book.writing("又改") as session:
        session.get_one(Lead, touched).total = Decimal(21)
        session.get_one(Lead, new_touched).place = "无锡"
    with book.writing("撤销", undoes=done.batch) as session:
        undone = history.undo(session, done.batch)
    assert {row for _, row in undone.skipped} == {touched, new_touched}
    values = lead_values(book)
    assert values["示例旧一"] == (Decimal(1), "苏州", False)
    assert values["示例新一"][2] is True
    assert values["示例旧二"][0] == Decimal(21)  # what was typed since stays
    assert values["示例新二"] == (Decimal(40), "无锡", False)


def _name(book: Store, row: str) -> str:
    with book.reading() as session:
        return session.get_one(Lead, row).name


def test_a_conflict_is_written_once_and_undone_with_the_batch(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(5), place="苏州")
    with book.writing("这里改") as session:
        session.get_one(Lead, row).total = Decimal(8)
    table = import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}])
    with book.reading() as session:
        plan = make_plan(session, table)
    with book.writing("收表") as session:
        done = apply_plans(session, [plan])
    assert (done.conflicts, done.counts[RowOutcome.CHANGED]) == (1, 1)
    with book.writing("撤销", undoes=done.batch) as session:
        history.undo(session, done.batch)
    assert lead_values(book)["示例甲"] == (Decimal(8), "苏州", False)


def test_a_cleared_cell_is_cleared_with_its_mark(book: Store) -> None:
    plan_and_apply(book, import_table("lead", KEYS, ("示例甲", "约5", "苏州")))
    done = plan_and_apply(
        book, import_table("lead", KEYS, ("示例甲", "", "苏州")), options=ImportOptions(clear_blanks=True)
    )
    assert done.counts[RowOutcome.CHANGED] == 1
    with book.reading() as session:
        lead = session.query(Lead).one()
        assert (lead.total, lead.mark_of("total")) == (None, "")


def test_a_conflicting_cell_stands_on_the_latest_edit_that_set_the_value_it_was_exported_with(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(5))
    for total in (8, 5, 7):
        with book.writing("改") as session:
            session.get_one(Lead, row).total = Decimal(total)
    with book.reading() as session:
        edits = [edit.id for edit in edits_of(session, [row])[row]]
    done = plan_and_apply(book, import_table("lead", ("total",), (9,), ids=[row], exported_values=[{"total": 50_000}]))
    assert done.conflicts == 1
    with book.reading() as session:
        latest = edits_of(session, [row])[row][-1]
    assert parents_of(latest)["total"] == [edits[2]]  # of 5, 8, 5, 7 the second 5
