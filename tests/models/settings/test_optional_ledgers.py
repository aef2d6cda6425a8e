"""Optional ledgers are in use where the county ticked their group, and only then."""

import pytest

from models.ledgers import LEDGERS, Fund, FundReturn, Lead
from models.settings.optional_ledgers import (
    groups_in_use,
    is_in_use,
    ledgers_in_use,
    listed_ledgers,
    optional_groups,
)
from models.storage.store import Store
from tests.definitions import set_definitions


def test_none_is_in_use_in_a_new_book(book: Store) -> None:
    with book.reading() as session:
        assert groups_in_use(session) == frozenset()
        assert set(LEDGERS) - set(ledgers_in_use(session)) == {each for each in LEDGERS if each.about.optional}
        assert is_in_use(session, Lead)
        assert not is_in_use(session, Fund)


@pytest.mark.parametrize("value", ["基金招商", " 基金招商 、没有这一类", "没有这一类、基金招商"])
def test_a_ticked_group_brings_all_its_ledgers_and_an_unknown_word_none(book: Store, value: str) -> None:
    with book.writing("口径") as session:
        set_definitions(session, optional_ledgers=value)
    with book.reading() as session:
        assert groups_in_use(session) == {"基金招商"}
        in_use = ledgers_in_use(session)
        assert {each for each in in_use if each.about.optional} == {Fund, FundReturn}
        assert in_use == tuple(each for each in LEDGERS if each in in_use)
        assert Fund in listed_ledgers(session)


def test_a_detail_ledger_is_of_the_group_of_its_parent() -> None:
    groups = {each.__tablename__: each.about.optional for each in LEDGERS}
    assert "基金招商" in optional_groups()
    assert groups["fund"] == groups["fund_return"]
