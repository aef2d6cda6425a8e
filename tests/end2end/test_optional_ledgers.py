"""An optional ledger is out of sight until the county ticks it, then there everywhere; unticked, its rows stay."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app.preferences import Preferences
from desktop.import_export.export_dialog import ExportDialog
from desktop.main_window import MainWindow
from desktop.pages.settings_page import SettingsPage
from desktop.pages.special_progress_page import SpecialProgressPage
from desktop.settings.definitions_editor import DefinitionsEditor
from desktop.settings.tick_choices import TickChoices
from desktop.shell.finder import page_items
from models.ledgers import Fund, LandStandard, Milestone, PermitStep, Project
from models.storage.store import Session
from reports.import_reader.import_workflow import plan_files
from reports.xlsx.ledger_workbook import export_ledgers
from tests.end2end.test_policies_and_reviews import parts_of, save, sheet_text, type_fields
from tests.reports.xlsx.hands import open_workbook
from tests.rows import add_row, copy_template, finish
from tests.windows import WindowOpener


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


def test_a_page_of_a_ledger_out_of_use_is_not_opened_again(
    opener: WindowOpener, preferences: Preferences, hejin_book: Path, tmp_path: Path
) -> None:
    preferences.update(page="fund")
    window = opener(copy_template(hejin_book, tmp_path / "book"))
    assert window.navigation.current_key() == "home"


def test_merging_takes_rows_of_a_ledger_that_is_not_ticked(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    _, book_session = parts_of(window)
    book_session.run("示例", lambda session: add_row(session, Fund, name="示例基金"))
    path = tmp_path / "基金.xlsx"
    finish(export_ledgers(book_session.store, path, ledgers=[Fund]))
    run = finish(plan_files(book_session.store, [path]))
    assert [plan.ledger for plan in run.plans] == [Fund]


def show_project(window: MainWindow, row: str) -> None:
    """Bring a project to the front, as a click on it does."""
    window.go("project")
    assert window.ledger_page is not None
    window.ledger_page.show_row(row)
    window.actions_.refresh()


def laid_out(session: Session, project: str) -> tuple[int, int, int]:
    """Count the steps and indicators of a project, and the steps of the county."""
    of_project = {"project": project, "removed": False}
    return (
        session.query(Milestone).filter_by(**of_project).count(),
        session.query(LandStandard).filter_by(**of_project).count(),
        session.query(PermitStep).filter_by(removed=False).count(),
    )


def test_a_site_is_laid_out_on_a_project_in_one_command(window: MainWindow, qtbot: QtBot) -> None:
    _, book_session = parts_of(window)
    actions = window.actions_.actions_by_name
    row = book_session.run("示例", lambda session: add_row(session, Project, name="示例标准地项目"))
    show_project(window, row)
    assert not actions["lay_out_site"].isEnabled()
    assert "专项招商进度" not in labels(window)
    tick(window, qtbot, "拿地即开工")
    tick(window, qtbot, "标准地")
    show_project(window, row)
    assert actions["lay_out_site"].isEnabled()
    actions["lay_out_site"].trigger()
    assert book_session.read(lambda session: laid_out(session, row)) == (6, 5, 6)
    actions["undo"].trigger()
    assert book_session.read(lambda session: laid_out(session, row)) == (0, 0, 0)
    actions["redo"].trigger()
    assert book_session.read(lambda session: laid_out(session, row)) == (6, 5, 6)


def test_what_was_laid_out_is_read_on_the_page_and_printed(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    row = book_session.run("示例", lambda session: add_row(session, Project, name="示例标准地项目"))
    tick(window, qtbot, "拿地即开工")
    tick(window, qtbot, "标准地")
    show_project(window, row)
    window.actions_.actions_by_name["lay_out_site"].trigger()
    standard = book_session.read(
        lambda session: session.query(LandStandard).filter_by(project=row, indicator="亩均税收").one().id
    )
    panel.open_row(LandStandard, standard)
    type_fields(panel, {"promised": "12", "real": "9.5"})
    save(panel, qtbot)
    window.go("special_progress")
    assert window.controller is not None
    page = window.controller.page_stack.front_page(SpecialProgressPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.view_choice.count() == 3)
    qtbot.waitUntil(lambda: page.summary_label.text() == "1个项目排了审批步骤")
    page.view_choice.setCurrentIndex(2)
    page.view_choice.activated.emit(2)
    assert page.summary_label.text() == "5项指标，已达标0项，未达标1项"
    page.open_button.click()
    assert window.ledger_page is not None
    assert window.ledger_page.ledger is LandStandard
    window.actions_.actions_by_name["special_sheet"].trigger()
    text = sheet_text(window, qtbot)
    for words in ("专项招商进度表", "亩均税收", "未达标", "土地出让合同"):
        assert words in text, words
