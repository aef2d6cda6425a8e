"""How the county stands is said first: tiles against the pace of the year, the libraries, charts; all open rows."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.county_status import CountyStatus, status_job
from models.ledgers import Lead, Project
from tests.reports.county import small_county
from tests.rows import finish

OCTOBER = date(2026, 10, 20)


def shown(page_context: PageContext, qtbot: QtBot) -> tuple[CountyStatus, dict[str, str]]:
    """Fill the county counted by hand, and show how it stands in October."""
    ids = small_county(page_context.book_session.store)
    status = CountyStatus(page_context)
    qtbot.addWidget(status)
    qtbot.addWidget(status.charts)
    status.show_status(finish(status_job(page_context.book_session.store, OCTOBER)))
    return status, ids


def test_a_tile_says_how_far_a_target_is_and_opens_its_rows(page_context: PageContext, qtbot: QtBot) -> None:
    status, ids = shown(page_context, qtbot)
    tile = next(tile for tile in status.tiles if tile.texts()[0] == "签约金额")
    assert tile.accessibleName().startswith("签约金额，")
    with qtbot.waitSignal(status.rows_wanted) as signal:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert signal.args is not None
    ledger, rows, heading = signal.args
    assert ledger is Project
    assert set(rows) <= set(ids.values())
    assert heading == "签约金额（累计）"


def test_what_is_behind_the_pace_is_marked_in_words_too(page_context: PageContext, qtbot: QtBot) -> None:
    status, _ = shown(page_context, qtbot)
    for tile in status.tiles:
        assert tile.accessibleName().endswith("慢于序时") == any(text.startswith("慢") for text in tile.texts())
    assert any(text.startswith("慢") for tile in status.tiles for text in tile.texts())


def test_a_library_opens_what_is_in_it(page_context: PageContext, qtbot: QtBot) -> None:
    status, ids = shown(page_context, qtbot)
    names = [tile.texts()[0] for tile in status.library_tiles]
    assert names == ["线索库", "在谈库", "签约库", "建设投产库"]
    with qtbot.waitSignal(status.rows_wanted) as signal:
        qtbot.mouseClick(status.library_tiles[0], Qt.MouseButton.LeftButton)
    assert signal.args is not None
    ledger, rows, heading = signal.args
    assert (ledger, heading) == (Lead, "线索库")
    # L7 was rejected, the sixth is in the recycle bin.
    assert {name for name, row in ids.items() if row in rows} == {"L1", "L2", "L3", "L4", "L5", "L8", "L9"}


def test_a_bar_opens_the_projects_behind_it(page_context: PageContext, qtbot: QtBot) -> None:
    status, ids = shown(page_context, qtbot)
    by_force, trend = status.charts.views
    assert [bar.figure and bar.figure.unit for bar in by_force.figure_areas()] == ["%", "%"]
    by_force.setFocus()
    qtbot.keyClick(by_force, Qt.Key.Key_Down)
    with qtbot.waitSignal(status.rows_wanted) as signal:
        qtbot.keyClick(by_force, Qt.Key.Key_Return)
    assert signal.args is not None
    ledger, rows, heading = signal.args
    assert ledger is Project
    assert set(rows) <= set(ids.values())
    assert heading == "签约金额完成率"
    assert "逐月签约金额和到位资金" in trend.accessibleName()


def test_a_book_without_targets_shows_nothing(page_context: PageContext, qtbot: QtBot) -> None:
    status = CountyStatus(page_context)
    qtbot.addWidget(status)
    with qtbot.waitSignal(page_context.jobs.ended):
        status.show()
    assert (status.tiles, status.library_tiles, status.charts.views) == ([], [], [])
    assert status.sizeHint().height() == 0  # today's items stand at the top of the page


def test_it_is_reckoned_only_while_it_is_seen(page_context: PageContext, qtbot: QtBot) -> None:
    status = CountyStatus(page_context)
    qtbot.addWidget(status)
    status.refresh()
    assert not page_context.jobs.busy
    with qtbot.waitSignal(page_context.jobs.ended):
        status.show()
