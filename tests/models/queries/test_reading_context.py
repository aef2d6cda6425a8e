"""Rows are found by the names that clerks type: whole, short, by code, in any width and case."""

import pytest

from models.errors import UserError
from models.ledgers import Enterprise, Term
from models.queries.reading_context import RowFinder, reading_context
from models.storage.store import Store
from tests.rows import TODAY, add_row, add_task_force

CODE = "91110000600037341L"


def find(book: Store, ledger: str, typed: str) -> str:
    """Find a row by what a clerk typed."""
    with book.reading() as session:
        return RowFinder(session)(ledger, typed)


@pytest.mark.parametrize("typed", ["焦化招商专班", "焦化", "焦化专班", " 焦化 "])
def test_a_task_force_is_found_by_its_name_its_short_name_and_with_its_ending(book: Store, typed: str) -> None:
    with book.writing("专班") as session:
        add_task_force(session, "钢铁", 1)
        force = add_task_force(session, "焦化", 2)
    assert find(book, "task_force", typed) == force


@pytest.mark.parametrize("typed", ["ABC集团", "abc集团", "ＡＢＣ集团", CODE, CODE.lower()])
def test_width_and_case_make_no_difference_and_a_code_is_a_name(book: Store, typed: str) -> None:
    with book.writing("企业") as session:
        firm = add_row(session, Enterprise, name="ABC集团", code=CODE)
        add_row(session, Enterprise, name="别的集团")
    assert find(book, "enterprise", typed) == firm


def test_several_of_a_name_are_counted_and_none_is_hinted_at(book: Store) -> None:
    with book.writing("企业") as session:
        for name in ("恒远集团", "恒远集团", "恒远新材料公司"):
            add_row(session, Enterprise, name=name)
        removed = add_row(session, Enterprise, name="删去公司")
        session.get_one(Enterprise, removed).removed = True
    with pytest.raises(UserError, match=r"“恒远集团”在.+里有 2 个，请从列表里选"):
        find(book, "enterprise", "恒远集团")
    with pytest.raises(UserError, match=r"“恒远”不在.+里，相近的有：.*恒远新材料公司"):
        find(book, "enterprise", "恒远")
    with pytest.raises(UserError, match=r"“删去公司”不在.+里，请先在“.+”里新增"):
        find(book, "enterprise", "删去公司")


def test_names_are_read_once_for_a_command(book: Store) -> None:
    with book.writing("企业") as session:
        first = add_row(session, Enterprise, name="甲公司")
        finder = RowFinder(session)
        assert finder("enterprise", "甲公司") == first
        add_row(session, Enterprise, name="乙公司")
        with pytest.raises(UserError):
            finder("enterprise", "乙公司")
        assert RowFinder(session)("enterprise", "乙公司")


def test_the_context_of_reading_has_the_day_the_year_and_the_county_s_words(book: Store) -> None:
    with book.writing("词") as session:
        for word, rank in (("长三角", 2), ("京津冀", 1), ("删掉的", 3)):
            add_row(session, Term, dictionary="region", word=word, rank=rank)
        session.query(Term).filter_by(word="删掉的").one().removed = True
    with book.reading() as session:
        context = reading_context(session, today=TODAY, year=2025)
        assert (context.today, context.year) == (TODAY, 2025)
        assert list(context.terms["region"]) == ["京津冀", "长三角"]
        assert context.find_row is not None
