"""Every ledger a clerk keeps has a page, and each page once."""

from desktop.shell.page_registry import navigation_items
from models.ledgers import LEDGERS, Circular


def test_every_listed_ledger_has_its_page_once() -> None:
    keys = [place.key for place in navigation_items({}) if place.key]
    assert len(keys) == len(set(keys))
    listed = {ledger.__tablename__ for ledger in LEDGERS if ledger.about.in_navigation and ledger is not Circular}
    assert listed <= set(keys)
    pages = {"home", "rhythm", "clashes", "chain_map", "more", "funnel"}
    assert set(keys) - listed == pages | {"receiving", "circulars", "bin", "profile", "manual"}


def test_the_day_begins_with_what_waits() -> None:
    labels = [place.label for place in navigation_items({"lead": 4}) if place.key]
    assert labels[:8] == ["工作台", "工作节奏", "线索", "走访", "洽谈", "项目", "责任事项", "企业库"]
    assert next(place.waiting_count for place in navigation_items({"lead": 4}) if place.key == "lead") == 4
