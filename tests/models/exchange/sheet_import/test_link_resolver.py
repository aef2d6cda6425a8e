"""Links to rows that are only planned become links to their ids once these are written, or are left out and named."""

from datetime import date

from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.preview import ImportPlan, decide_row, plan_import
from models.exchange.sheet_import.row_outcome import (
    DEFAULT_OPTIONS,
    ApplyResult,
    DuplicateAnswer,
    ImportOptions,
    RowDecision,
    RowOutcome,
)
from models.ledgers import Activity, Circular, Contact, Enterprise, Lead, StageMove
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.models.exchange.offers import import_table, plan_and_apply
from tests.rows import TODAY, add_project, add_row, finish


def plan_together(book: Store, *tables: ImportTable, options: ImportOptions = DEFAULT_OPTIONS) -> list[ImportPlan]:
    """Preview several tables in one import."""
    with book.reading() as session:
        reading = reading_context(session, today=TODAY, year=2026)
        context = ImportContext(session, reading, options)
        return [finish(plan_import(session, table, reading, options, context)) for table in tables]


def write(book: Store, plans: list[ImportPlan]) -> ApplyResult:
    """Apply plans as one batch."""
    with book.writing("收表") as session:
        return apply_plans(session, plans)


def test_two_rows_that_name_one_unknown_firm_get_one_firm(book: Store) -> None:
    table = import_table("lead", ("name", "enterprise"), ("示例甲", "示例新公司"), ("示例乙", "示例 新公司"))
    done = plan_and_apply(book, table, options=ImportOptions(create_links=True))
    assert (done.counts[RowOutcome.NEW], done.rejected) == (2, ())
    with book.reading() as session:
        (firm,) = session.query(Enterprise).all()
        assert [lead.enterprise for lead in session.query(Lead)] == [firm.id, firm.id]


def test_a_firm_that_is_named_only_by_a_row_left_out_is_not_made(book: Store) -> None:
    plans = plan_together(
        book,
        import_table("lead", ("name", "enterprise"), ("示例甲", "示例新公司")),
        options=ImportOptions(create_links=True),
    )
    with book.reading() as session:
        decide_row(session, plans[0], 4, RowDecision(DuplicateAnswer.SKIP))
    assert write(book, plans).batch == ""
    with book.reading() as session:
        assert session.query(Enterprise).count() == 0


def test_a_link_to_a_row_that_is_not_taken_is_left_out_and_a_row_that_requires_it_too(book: Store) -> None:
    firms = import_table("enterprise", ("name",), ("示例新公司",), file="企业.xlsx")
    leads = import_table("lead", ("name", "enterprise"), ("示例甲", "示例新公司"), file="线索.xlsx")
    contacts = import_table("contact", ("enterprise", "name"), ("示例新公司", "示例人"), file="联系人.xlsx")
    plans = plan_together(book, firms, leads, contacts)
    with book.reading() as session:
        decide_row(session, plans[0], 4, RowDecision(DuplicateAnswer.SKIP))
    done = write(book, plans)
    assert done.rejected == (
        "《线索.xlsx》Sheet1 第4行：关联企业：所指的那一行没有收进来，这一格没有写入。",
        "《联系人.xlsx》Sheet1 第4行：所在企业：所指的那一行没有收进来，这一格没有写入。",
    )
    with book.reading() as session:
        assert [(lead.name, lead.enterprise) for lead in session.query(Lead)] == [("示例甲", None)]
        assert session.query(Contact).count() == 0


def test_a_lead_links_to_an_activity_that_comes_with_it(book: Store) -> None:
    activities = import_table("activity", ("name",), ("示例推介会",), file="活动.xlsx")
    leads = import_table("lead", ("name", "activity"), ("示例甲", "示例推介会"), file="线索.xlsx")
    done = write(book, plan_together(book, activities, leads))
    assert done.rejected == ()
    with book.reading() as session:
        assert session.query(Lead).one().activity == session.query(Activity).one().id


def test_a_row_links_to_a_row_above_it_in_its_own_sheet(book: Store) -> None:
    with book.writing("新增") as session:
        add_project(session, "示例甲", {"在谈": date(2026, 1, 5)})
    rows = (("示例甲", "签约", "2026-3-1", ""), ("示例甲", "开工", "2026-5-1", "签约"))
    done = plan_and_apply(book, import_table("stage_move", ("project", "stage", "on", "corrects"), *rows))
    assert done.rejected == ()
    with book.reading() as session:
        ids = {move.stage: move.id for move in session.query(StageMove)}
        moves = {move.stage: move.corrects for move in session.query(StageMove)}
    assert moves == {"在谈": None, "签约": None, "开工": ids["签约"]}


def test_a_list_of_links_holds_a_row_above_it_in_its_own_sheet(book: Store) -> None:
    first, second = "示例县招商引资月通报（十月）", "示例县招商引资月通报（十月更正）"
    rows = ((first, "2026-10", ""), (second, "2026-10", first))
    done = plan_and_apply(book, import_table("circular", ("title", "period", "corrects"), *rows))
    assert done.rejected == ()
    with book.reading() as session:
        circulars = {circular.title: circular for circular in session.query(Circular)}
    assert circulars[second].corrects == circulars[first].id
    assert circulars[first].corrects is None


def test_a_firm_that_a_later_table_brings_is_not_made_a_second_time(book: Store) -> None:
    leads = import_table("lead", ("name", "enterprise"), ("示例甲", "示例新公司"), file="线索.xlsx")
    firms = import_table("enterprise", ("name", "place"), ("示例新公司", "苏州"), file="企业.xlsx")
    done = write(book, plan_together(book, leads, firms, options=ImportOptions(create_links=True)))
    assert done.rejected == ()
    with book.reading() as session:
        firm = session.query(Enterprise).one()
        assert (firm.place, session.query(Lead).one().enterprise) == ("苏州", firm.id)


def test_a_name_that_the_book_has_is_the_book_s_row_even_where_another_of_it_comes(book: Store) -> None:
    with book.writing("新增") as session:
        firm = add_row(session, Enterprise, name="示例恒远公司")
    firms = import_table("enterprise", ("name",), ("示例恒远公司",), file="企业.xlsx")
    leads = import_table("lead", ("name", "enterprise"), ("示例甲", "示例恒远公司"), file="线索.xlsx")
    with book.reading() as session:
        reading = reading_context(session, today=TODAY, year=2026)
        context = ImportContext(session, reading, DEFAULT_OPTIONS)
        answers = {4: RowDecision(DuplicateAnswer.NEW)}
        plans = [finish(plan_import(session, firms, reading, DEFAULT_OPTIONS, context, answers))]
        plans.append(finish(plan_import(session, leads, reading, DEFAULT_OPTIONS, context)))
    assert write(book, plans).counts[RowOutcome.NEW] == 2
    with book.reading() as session:
        assert session.query(Lead).one().enterprise == firm
