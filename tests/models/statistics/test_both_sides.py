"""Both sides together: of one enterprise, in groups, and an enterprise found by any of its names."""

import pytest

from models.errors import UserError
from models.ledgers import Enterprise
from models.statistics.both_sides import BothSides, find_party, grouped, read_both_sides
from models.storage.store import Store
from tests.kept_rows import DAY, add_both_sides, add_promise
from tests.rows import add_row


@pytest.fixture
def both(book: Store) -> BothSides:
    """Read a county of two firms, of which one has open promises and duties."""
    with book.writing("例") as session:
        add_both_sides(session)
        add_promise(session, "给乙的", enterprise=add_row(session, Enterprise, name="乙公司"))
    with book.reading() as session:
        return read_both_sides(session, DAY, with_expected=True)


def test_promises_rewards_and_duties_stand_apart(both: BothSides) -> None:
    assert (len(both.promises), len(both.rewards), len(both.duties)) == (8, 0, 3)
    assert [promise.name for promise in both.owed] == ["没兑的补助", "兑一半的补助"]


def test_an_enterprise_sees_what_is_about_it(both: BothSides) -> None:
    party = find_party(both, "乙公司")
    assert [promise.name for promise in both.of_party(party.row).promises] == ["给乙的"]
    assert both.of_party(party.row).duties == ()
    first = find_party(both, "甲公司")
    assert len(both.of_party(first.row).promises) == 7
    assert len(both.of_party(first.project).duties) == 3


def test_who_has_the_most_open_comes_first(both: BothSides) -> None:
    assert [party.name for party in both.parties.values()] == ["甲公司", "乙公司"]


def test_an_enterprise_is_found_by_row_name_project_or_what_it_is_about(both: BothSides) -> None:
    first = find_party(both, "甲公司")
    duty = both.duties[0]
    for text in (first.row, first.project, "甲公司项目", "甲", duty.row, both.owed[0].row):
        assert find_party(both, text).row == first.row, text


def test_several_and_none_are_said(both: BothSides) -> None:
    with pytest.raises(UserError, match="有2家企业的名称含“公司”，请写全称：甲公司、乙公司"):
        find_party(both, "公司")
    with pytest.raises(UserError, match="“丙公司”没有政府承诺，也没有企业履约事项；有的是：甲公司、乙公司"):
        find_party(both, "丙公司")


def test_a_promise_of_two_units_stands_under_each(both: BothSides) -> None:
    groups = grouped(both.promises, lambda promise: ("同一", promise.name[:1]))
    assert groups[0][0] == "同一"
    assert sum(len(items) for _, items in groups) == 2 * len(both.promises)
