"""An optional ledger is out of sight until the county ticks it, then there everywhere; unticked, its rows stay."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.import_export.export_dialog import ExportDialog
from desktop.main_window import MainWindow
from desktop.pages.settings_page import SettingsPage
from desktop.settings.definitions_editor import DefinitionsEditor
from desktop.settings.tick_choices import TickChoices
from desktop.shell.finder import page_items
from models.ledgers import Fund
from reports.import_reader.import_workflow import plan_files
from reports.xlsx.ledger_workbook import export_ledgers
from tests.end2end.test_policies_and_reviews import parts_of, save, type_fields
from tests.reports.xlsx.hands import open_workbook
from tests.rows import add_row, finish


def tick(window: MainWindow, qtbot: QtBot, group: str) -> None:
    """Tick or untick a group of optional ledgers in the settings, and wait for the navigation to follow."""
    window.go("profile")
    assert window.controller is not None
    page = window.controller.page_stack.front_page(SettingsPage)
    assert page is not None
    page.go("统计口径")
    editor = page.editors["统计口径"]
    assert isinstance(editor, DefinitionsEditor)
    boxes = editor.value_editors["optional_ledgers"]
    assert isinstance(boxes, TickChoices)
    before = labels(window)
    boxes.boxes[group].click()
    qtbot.waitUntil(lambda: labels(window) != before)


def labels(window: MainWindow) -> list[str]:
    """List the pages of the navigation."""
    return [item.label for item in window.navigation.navigation_items]


def export_offers(window: MainWindow, folder: Path, qtbot: QtBot) -> list[str]:
    """List the ledgers that the dialog of an export offers."""
    assert window.controller is not None
    dialog = ExportDialog(window.controller.context, folder)
    qtbot.addWidget(dialog)
    return [dialog.ledgers.item(row).text() for row in range(dialog.ledgers.count())]


def test_a_ledger_is_ticked_filled_and_unticked_again(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    panel, book_session = parts_of(window)
    assert "招商基金" not in labels(window)
    assert "招商基金" not in export_offers(window, tmp_path, qtbot)
    tick(window, qtbot, "基金招商")
    assert "招商基金" in labels(window)
    assert "基金返投" in labels(window)
    assert "招商基金" in [item.label for item in page_items(window.navigation.navigation_items, window.go)]
    window.go("fund")
    window.actions_.actions_by_name["add_row"].trigger()
    type_fields(panel, {"name": "河津新材料产业基金（示例）", "county_share": "3000", "promised": "150"})
    save(panel, qtbot)
    assert "招商基金" in export_offers(window, tmp_path, qtbot)
    path = tmp_path / "导出.xlsx"
    written = finish(export_ledgers(book_session.store, path))
    assert (written["fund"], written["fund_return"]) == (1, 0)
    assert "招商基金" in open_workbook(path).sheetnames

    tick(window, qtbot, "基金招商")
    assert "招商基金" not in labels(window)
    assert "fund" not in finish(export_ledgers(book_session.store, tmp_path / "不含.xlsx"))
    stored = book_session.read(lambda session: [(fund.name, fund.removed) for fund in session.query(Fund)])
    assert stored == [("河津新材料产业基金（示例）", False)]
    # The tick is a command like any other.
    window.actions_.actions_by_name["undo"].trigger()
    qtbot.waitUntil(lambda: "招商基金" in labels(window))


def test_merging_takes_rows_of_a_ledger_that_is_not_ticked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    _, book_session = parts_of(window)
    book_session.run("示例", lambda session: add_row(session, Fund, name="示例基金"))
    path = tmp_path / "基金.xlsx"
    finish(export_ledgers(book_session.store, path, ledgers=[Fund]))
    run = finish(plan_files(book_session.store, [path]))
    assert [plan.ledger for plan in run.plans] == [Fund]
