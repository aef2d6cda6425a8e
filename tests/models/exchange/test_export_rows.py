"""Which rows an export takes: of whom, of which days, and in pages of stored values."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.recorder import allow_raw_writes
from models.exchange.export_rows import (
    ExportBounds,
    book_id,
    count_export_rows,
    dropdown_names,
    export_pages,
    linked_row_names,
)
from models.fields.base import Ledger
from models.ledgers import Chain, Enterprise, Funding, Lead, Project, TaskForce, Term, Visit
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def exported(book: Store, ledger: type[Ledger], bounds: ExportBounds, page_size: int = 1000) -> list[str]:
    """Return the ids of the exported rows; their number is what the count says."""
    with book.reading() as session:
        pages = list(export_pages(session, ledger, ("remark",), bounds, page_size))
        rows = [row[0] for page in pages for row in page]
        assert count_export_rows(session, ledger, bounds) == len(rows)
    assert all(len(page) <= page_size for page in pages)
    return rows


def let_rest_since_2020(session: Session, ledger: type[Ledger]) -> None:
    """Let all rows of a ledger seem last touched in 2020; no edit says so, which only a test may do."""
    with allow_raw_writes(session) as connection:
        connection.execute(sa.update(ledger).values(touched=1_577_836_800_000))


def test_rows_in_the_recycle_bin_stay(book: Store) -> None:
    with book.writing("行") as session:
        kept, removed = add_lead(session, "在"), add_lead(session, "删")
        session.get_one(Lead, removed).removed = True
    assert exported(book, Lead, ExportBounds()) == [kept]


@pytest.mark.parametrize("page_size", [1, 2, 3, 4, 1000])
def test_pages_hold_every_row_once_in_the_order_of_creation(book: Store, page_size: int) -> None:
    with book.writing("行") as session:
        rows = [add_lead(session, f"线索{number}") for number in range(4)]
    assert exported(book, Lead, ExportBounds(), page_size) == rows


def test_values_are_as_stored(book: Store) -> None:
    with book.writing("行") as session:
        lead = add_lead(session, "甲", total=Decimal("1.5"), reported_on=OCTOBER[0])
    with book.reading() as session:
        ((row,),) = export_pages(session, Lead, ("name", "total", "reported_on"), ExportBounds())
    # Amounts are counted in ten-thousandths.
    row_id, _, *values = row
    assert (row_id, *values[:2]) == (lead, "甲", 15_000)
    assert str(values[2]) == "2026-10-01"


def test_a_task_force_gets_its_own_rows_and_its_projects_details(book: Store) -> None:
    with book.writing("两个专班") as session:
        first, second = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        rows: dict[str, list[str]] = {"lead": [], "project": [], "funding": []}
        for force in (first, second, None):
            rows["lead"].append(add_lead(session, "线索", task_force=force))
            project = add_project(session, "项目", {}, task_force=force)
            rows["project"].append(project)
            rows["funding"].append(add_row(session, Funding, project=project, month=OCTOBER[0]))
        term = add_row(session, Term, dictionary="region", word="京津冀")
    for ledger in (Lead, Project, Funding):
        of_ledger = rows[ledger.__tablename__]
        assert exported(book, ledger, ExportBounds((first,))) == of_ledger[:1]
        assert exported(book, ledger, ExportBounds((first, second))) == of_ledger[:2]
        assert exported(book, ledger, ExportBounds()) == of_ledger
    assert exported(book, TaskForce, ExportBounds((second,))) == [second]
    assert exported(book, Term, ExportBounds((second,))) == [term]  # words belong to no task force


def test_a_period_takes_the_rows_of_its_days_both_ends_included(book: Store) -> None:
    days = (date(2026, 9, 30), OCTOBER[0], OCTOBER[1], date(2026, 11, 1))
    with book.writing("走访") as session:
        visits = [add_row(session, Visit, company="企业", direction="外出", on=on) for on in days]
        firm = add_row(session, Enterprise, name="企业没有日期")
        add_row(session, Visit, company="企业没有日期", direction="外出")
        let_rest_since_2020(session, Visit)
    assert exported(book, Visit, ExportBounds(days=OCTOBER)) == visits[1:3]
    assert exported(book, Enterprise, ExportBounds(days=OCTOBER)) == [firm]


def test_a_row_changed_in_the_period_goes_along_whatever_its_day(book: Store) -> None:
    today = datetime.now().date()  # noqa: DTZ005 - the clerk's own day
    with book.writing("走访") as session:
        visit = add_row(session, Visit, company="企业", direction="外出", on=date(2020, 1, 1))
    assert exported(book, Visit, ExportBounds(days=(today, today))) == [visit]
    yesterday = today - timedelta(days=1)
    assert exported(book, Visit, ExportBounds(days=(yesterday, yesterday))) == []


def test_a_drop_down_lists_names_once_and_not_too_many(book: Store) -> None:
    with book.writing("链") as session:
        for name in ("乙链", "甲链", "甲链"):
            add_row(session, Chain, name=name)
        removed = add_row(session, Chain, name="删链")
        session.get_one(Chain, removed).removed = True
    with book.reading() as session:
        assert dropdown_names(session, "chain", ExportBounds(), 3) == sorted(["甲链", "乙链"])
        assert dropdown_names(session, "chain", ExportBounds(), 2) == sorted(["甲链", "乙链"])
        assert dropdown_names(session, "chain", ExportBounds(), 1) == []


def test_linked_rows_are_named_and_a_book_has_an_id(book: Store) -> None:
    with book.writing("专班") as session:
        first, second = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
    with book.reading() as session:
        names = linked_row_names(session, "task_force", {first, second, "没有这一行"})
        assert book_id(session)
    assert names == {first: "焦化招商专班", second: "钢铁招商专班"}
