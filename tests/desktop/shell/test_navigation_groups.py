"""Every ledger a clerk keeps is in the navigation once, and the groups follow each other with lines between them."""

from PySide6.QtWidgets import QWidget

from desktop.app.page_registry import Page, PageGroup
from desktop.pages import load_pages
from desktop.shell.navigation import MORE_KEY
from desktop.shell.navigation_groups import navigation_items
from models.ledgers import LEDGERS
from models.settings.optional_ledgers import optional_groups


def page(key: str, group: PageGroup | None) -> Page:
    """Make a page that is never built."""
    return Page(key, key.title(), "", group, 1, lambda _context, _links: QWidget())


def test_every_listed_ledger_has_its_page_once() -> None:
    keys = [item.key for item in navigation_items(load_pages(), optional_groups()) if item.key]
    assert len(keys) == len(set(keys))
    tables = {ledger.__tablename__ for ledger in LEDGERS}
    assert tables & set(keys) == {ledger.__tablename__ for ledger in LEDGERS if ledger.about.in_navigation}


def test_pages_of_optional_ledgers_are_listed_where_their_group_is_in_use() -> None:
    keys = {item.key for item in navigation_items(load_pages(), ["基金招商"]) if item.key}
    without = {item.key for item in navigation_items(load_pages()) if item.key}
    assert {"fund", "fund_return"} <= keys - without


def test_a_line_stands_between_groups_and_more_unfolds_its_own() -> None:
    groups = [PageGroup.TODAY, PageGroup.TODAY, PageGroup.REFERENCE, PageGroup.MORE, PageGroup.TOOLS, None]
    pages = [page(f"page{number}", group) for number, group in enumerate(groups)]
    items = list(navigation_items(pages))
    assert [item.key for item in items] == ["page0", "page1", "", "page2", MORE_KEY, "page3", "", "page4"]
    assert [item.key for item in items if item.fold == MORE_KEY] == ["page3"]
    assert (items[0].label, items[0].waiting_count) == ("Page0", 0)


def test_the_day_begins_with_what_waits() -> None:
    labels = [item.label for item in navigation_items(load_pages()) if item.key]
    assert labels[:9] == ["工作台", "工作节奏", "日历", "线索", "走访", "洽谈", "项目", "责任事项", "企业库"]
    assert labels.index("企业库") < labels.index("撞单裁定") < labels.index("招商活动") < labels.index("产业链图谱")
    assert labels.index("更多") + 1 == labels.index("活动漏斗")
    assert labels[-1] == "使用说明"
