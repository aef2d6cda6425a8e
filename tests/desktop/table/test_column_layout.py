"""The columns of a table stay as the clerk arranged them: which, in which order, how wide, sorted by which."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.app.preferences import Preferences
from desktop.pages.ledger_page import LedgerPage
from desktop.table.column_layout import ColumnLayout, remembered_columns
from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable, column_width
from models.ledgers import Lead
from models.queries.ledger_query import LedgerQuery
from models.storage.store import Session
from tests.rows import add_lead

NAME = Lead.__tablename__


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> LedgerPage:
    """Show the leads."""
    page_context.book_session.run("示例", lambda session: add_lead(session, "示例甲"))
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    return page


def reopened(page_context: PageContext, qtbot: QtBot) -> LedgerPage:
    """Open the page as the next start of the program would."""
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    return page


def shown_keys(page: LedgerPage) -> list[str]:
    """Return the keys of the columns from left to right."""
    return [page.model.keys[column] for column in page.grid.column_order()]


def test_a_new_table_has_the_ledger_s_own_columns(page: LedgerPage, preferences: Preferences) -> None:
    assert shown_keys(page) == list(Lead.about.columns)
    assert remembered_columns(preferences, Lead) == (Lead.about.columns, ())


def test_a_width_dragged_is_kept(page: LedgerPage, page_context: PageContext, qtbot: QtBot) -> None:
    column = page.model.keys.index("investor")
    page.grid.horizontalHeader().resizeSection(column, 333)
    preferences = page_context.preferences
    qtbot.waitUntil(lambda: preferences.current.layout(NAME).widths.get("investor") == 333)
    again = reopened(page_context, qtbot)
    assert again.grid.columnWidth(again.model.keys.index("investor")) == 333


def test_a_column_dragged_is_kept(page: LedgerPage, page_context: PageContext, qtbot: QtBot) -> None:
    before = shown_keys(page)
    page.grid.horizontalHeader().moveSection(0, 2)
    expected = [before[1], before[2], before[0], *before[3:]]
    assert shown_keys(page) == expected
    qtbot.waitUntil(lambda: list(page_context.preferences.current.layout(NAME).keys) == expected)
    assert shown_keys(reopened(page_context, qtbot)) == expected


def test_chosen_columns_are_shown_in_their_order_and_kept(
    page: LedgerPage, page_context: PageContext, qtbot: QtBot
) -> None:
    page.grid.horizontalHeader().moveSection(0, 2)
    layout = ColumnLayout(Lead, page.model, page.grid, page_context.preferences, page)
    layout.show_columns(("name", "total", "phone"))
    assert shown_keys(page) == ["name", "total", "phone"]
    assert remembered_columns(page_context.preferences, Lead)[0] == ("name", "total", "phone")


def test_a_field_that_is_no_more_is_forgotten(preferences: Preferences) -> None:
    preferences.update_table(NAME, keys=("name", "gone", "total"), sort=(("gone", True),))
    assert remembered_columns(preferences, Lead) == (("name", "total"), ())
    preferences.update_table(NAME, keys=("gone",), sort=(("total", True),))
    assert remembered_columns(preferences, Lead) == (Lead.about.columns, (("total", True),))


def test_one_ledger_s_columns_are_not_another_s(preferences: Preferences) -> None:
    preferences.update_table("project", keys=("name",))
    assert remembered_columns(preferences, Lead)[0] == Lead.about.columns


@pytest.fixture
def layout(page: LedgerPage, page_context: PageContext) -> ColumnLayout:
    """Return the layout of the table."""
    return ColumnLayout(Lead, page.model, page.grid, page_context.preferences, page)


def test_a_sorting_is_kept_and_taken_back(layout: ColumnLayout, page: LedgerPage, page_context: PageContext) -> None:
    column = page.model.keys.index("total")
    assert layout.sort_keys(column, descending=True) == (("total", True),)
    assert remembered_columns(page_context.preferences, Lead)[1] == (("total", True),)
    assert layout.sort_keys(-1, descending=False) == ()
    assert remembered_columns(page_context.preferences, Lead)[1] == ()


def test_the_heading_shows_the_sorting(layout: ColumnLayout, page: LedgerPage) -> None:
    head = page.grid.horizontalHeader()
    layout.show_sort((("total", True),))
    assert head.sortIndicatorSection() == page.model.keys.index("total")
    layout.show_sort((("remark", False),))
    assert head.sortIndicatorSection() == -1, "a column that is not shown"
    layout.show_sort(())
    assert head.sortIndicatorSection() == -1


@pytest.mark.parametrize(
    ("characters", "title", "width"),
    [
        (10, "名称", 10 * 14 + 20),
        (40, "名称", 26 * 14 + 20),
        (2, "预计总投资（万元）", 9 * 14 + 8 + 20),
        (2, "ab", 2 * 14 + 20),
        (1, "LNG", 3 * 8 + 8 + 20),
    ],
)
def test_a_column_is_as_wide_as_its_texts_or_its_heading(characters: int, title: str, width: int) -> None:
    assert column_width(characters, title) == width


def test_widths_are_those_of_the_fields_until_somebody_drags(page_context: PageContext, qtbot: QtBot) -> None:
    grid = LedgerTable()
    qtbot.addWidget(grid)
    model = LedgerModel(page_context.book_session, LedgerQuery(Lead), Lead.about.columns, grid)
    grid.setModel(model)
    ColumnLayout(Lead, model, grid, page_context.preferences, grid).set_widths()
    widths = [column_width(field.facts.width, field.title) for field in model.fields]
    assert [grid.columnWidth(column) for column in range(len(widths))] == widths


def test_rows_alike_stay_as_they_were_sorted_before(
    page: LedgerPage, page_context: PageContext, preferences: Preferences, qtbot: QtBot
) -> None:
    def fill(session: Session) -> None:
        for name, owner, total in (("乙", "王", 2), ("丙", "李", 2), ("丁", "王", 1)):
            add_lead(session, name, owner=owner, total=total)

    page_context.book_session.run("示例", fill)
    for key in ("name", "total", "owner"):
        page.grid.sort_changed.emit(page.model.keys.index(key), key == "name")
    names = page.model.keys.index("name")
    # By owner; of 王 first what costs less; of equal cost the later name first. 示例甲 has no owner.
    assert [page.model.text(row, names) for row in range(4)] == ["丙", "丁", "乙", "示例甲"]
    assert remembered_columns(preferences, Lead)[1] == (("owner", False), ("total", False), ("name", True))
    again = reopened(page_context, qtbot)
    again.refresh()
    assert again.model.row_ids == page.model.row_ids
