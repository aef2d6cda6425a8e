"""Search, chips and scope together make the view."""

from datetime import date

from desktop.grid.filters import Filter
from desktop.grid.narrowing import Narrowing, sort_known
from models.browse import Condition, View
from models.ledgers import Lead
from models.scope import Scope

TODAY = date(2026, 11, 20)
CHIP = Filter(Condition("investor", "contains", "铝"), "意向投资方 含 铝")


def test_everything_narrows_together() -> None:
    narrowing = Narrowing(Lead, (("total", True),), typed="园", filters=[CHIP])
    view = narrowing.view(Scope("tf"), TODAY)
    assert view.typed == "园"
    assert view.sort == (("total", True),)
    assert view.where == (CHIP.condition, Condition("task_force", "is", "tf"))
    assert not narrowing.plain


def test_a_given_view_stands_under_its_heading() -> None:
    narrowing = Narrowing(Lead, filters=[CHIP])
    narrowing.show(View(Lead, within=("a",)), "通报数字的来源")
    assert narrowing.chips() == ["通报数字的来源"]
    narrowing.filters.append(CHIP)
    assert narrowing.view(Scope(), TODAY).within == ("a",)
    narrowing.drop(1)
    narrowing.drop(0)
    assert narrowing.plain
    assert narrowing.view(Scope(), TODAY) == View(Lead)


def test_what_a_ledger_has_no_more_is_no_order() -> None:
    assert sort_known((("total", True), ("gone", False)), {"total": 1}) == (("total", True),)
