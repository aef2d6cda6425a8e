"""Search, chips and scope together make the view."""

from datetime import date

from desktop.table.filter_chips import FilterChip
from desktop.table.page_filters import PageFilters, known_sort_keys
from models.ledgers import Lead
from models.queries.ledger_query import Condition, LedgerQuery
from models.queries.scope import Scope

TODAY = date(2026, 11, 20)
CHIP = FilterChip(Condition("investor", "contains", "铝"), "意向投资方 含 铝")


def test_everything_narrows_together() -> None:
    narrowing = PageFilters(Lead, (("total", True),), search_text="园", filter_chips=[CHIP])
    view = narrowing.query(Scope("tf"), TODAY)
    assert view.search_text == "园"
    assert view.sort == (("total", True),)
    assert view.where == (CHIP.condition, Condition("task_force", "is", "tf"))
    assert not narrowing.is_unfiltered


def test_a_given_view_stands_under_its_heading() -> None:
    narrowing = PageFilters(Lead, filter_chips=[CHIP])
    narrowing.show_query(LedgerQuery(Lead, row_ids=("a",)), "通报数字的来源")
    assert narrowing.chip_texts() == ["通报数字的来源"]
    narrowing.filter_chips.append(CHIP)
    assert narrowing.query(Scope(), TODAY).row_ids == ("a",)
    narrowing.remove_chip(1)
    narrowing.remove_chip(0)
    assert narrowing.is_unfiltered
    assert narrowing.query(Scope(), TODAY) == LedgerQuery(Lead)


def test_what_a_ledger_has_no_more_is_no_order() -> None:
    assert known_sort_keys((("total", True), ("gone", False)), {"total": 1}) == (("total", True),)
