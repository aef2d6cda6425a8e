"""Every page is registered by its own file, under a key of its own, and is built by its factory."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import page_registry
from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page, registered_pages
from desktop.pages import load_pages
from models.ledgers import LEDGERS


def test_pages_are_listed_by_group_and_order_and_unlisted_ones_last() -> None:
    listed = [(page.group, page.order) for page in load_pages() if page.group is not None]
    assert listed == sorted(listed)
    unlisted = [page.key for page in load_pages()[len(listed) :]]
    assert unlisted == [ledger.__tablename__ for ledger in LEDGERS if not ledger.about.in_navigation]


def test_a_page_is_one_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_registry, "_pages_by_key", {})
    first, second = (
        Page(key, key, "", group, 1, lambda _context, _links: QWidget())
        for key, group in (("late", PageGroup.TOOLS), ("early", PageGroup.TODAY))
    )
    register_page(first)
    register_page(second)
    assert registered_pages() == (second, first)
    with pytest.raises(ValueError, match="'late'"):
        register_page(first)


@pytest.mark.parametrize("page", load_pages(), ids=lambda page: page.key)
def test_every_page_is_built_and_refreshed(page: Page, page_context: PageContext, qtbot: QtBot) -> None:
    built = page.make(page_context, PageLinks())
    qtbot.addWidget(built)
    if isinstance(built, page_registry.RefreshablePage):
        built.refresh()
