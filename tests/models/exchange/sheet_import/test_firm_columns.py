"""A sheet that has only the name or only the link of a firm gives a new row both; a row of the book is left alone."""

from collections.abc import Sequence

import pytest

from models.exchange.sheet_import.row_outcome import ImportOptions, RowOutcome
from models.ledgers import Enterprise, Lead, Visit
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan, plan_and_apply
from tests.rows import add_lead, add_row


@pytest.fixture
def firms(book: Store) -> dict[str, str]:
    """Add firms, two of them of one name; return their ids by what they are called."""
    with book.writing("示例") as session:
        for place in ("河津", "韩城"):
            add_row(session, Enterprise, name="龙门实业", place=place)
        return {"甲": add_row(session, Enterprise, name="甲公司", short="甲", place="太原")}


@pytest.mark.parametrize(
    ("keys", "cells", "named"),
    [
        (("name", "investor"), ("线索", "甲公司"), ("甲公司", "甲")),
        (("name", "investor"), ("线索", "甲"), ("甲", "甲")),  # linked by its short name, kept as the sheet writes it
        (("name", "investor"), ("线索", "龙门实业"), ("龙门实业", None)),
        (("name", "investor"), ("线索", "乙公司"), ("乙公司", None)),
        (("name", "investor", "enterprise"), ("线索", "甲公司", ""), ("甲公司", None)),
        (("name", "enterprise"), ("线索", "甲"), ("甲公司", "甲")),
        (("name", "investor", "enterprise"), ("线索", "", "甲公司"), (None, "甲")),
        (("name", "investor", "enterprise"), ("线索", "甲厂", "甲公司"), ("甲厂", "甲")),
    ],
)
def test_a_new_lead_gets_what_its_sheet_has_no_column_for(
    book: Store, firms: dict[str, str], keys: Sequence[str], cells: Sequence[str], named: tuple[str | None, str | None]
) -> None:
    plan_and_apply(book, import_table("lead", keys, cells))
    with book.reading() as session:
        (lead,) = session.query(Lead)
        assert (lead.investor, lead.enterprise) == (named[0], firms[named[1]] if named[1] else None)
        assert lead.place is None  # a sheet's row says itself what it knows


@pytest.mark.parametrize("keys", [("direction", "enterprise"), ("direction", "enterprise", "company")])
def test_a_visit_with_its_firm_s_link_alone_is_not_refused_for_its_name(
    book: Store, firms: dict[str, str], keys: Sequence[str]
) -> None:
    cells = ("外出", "甲公司", "")[: len(keys)]
    plan_and_apply(book, import_table("visit", keys, cells))
    with book.reading() as session:
        (visit,) = session.query(Visit)
        assert (visit.company, visit.enterprise) == ("甲公司", firms["甲"])


def test_a_firm_that_comes_with_the_same_import_is_named_as_the_sheet_writes_it(book: Store) -> None:
    with book.reading() as session:
        plan = make_plan(
            session,
            import_table("visit", ("direction", "enterprise"), ("外出", "丙公司")),
            ImportOptions(create_links=True),
        )
    assert plan.rows[0].outcome is RowOutcome.NEW
    assert plan.rows[0].values["company"].value == "丙公司"


@pytest.mark.usefixtures("firms")
def test_a_row_of_the_book_keeps_its_link_as_the_sheet_says_nothing_of_it(book: Store) -> None:
    with book.writing("示例") as session:
        row = add_lead(session, "线索", investor="旧名", enterprise=None)
    plan_and_apply(book, import_table("lead", ("name", "investor"), ("线索", "甲公司"), ids=[row]))
    with book.reading() as session:
        lead = session.get_one(Lead, row)
        assert (lead.investor, lead.enterprise) == ("甲公司", None)
