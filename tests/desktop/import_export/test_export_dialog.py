"""导出台账: what is ticked already, what is missing, and the very file that comes out."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.import_export.export_dialog import ExportDialog
from desktop.import_export.import_jobs import export_job
from models.ledgers import ExportNote, Lead, TaskForce
from models.queries.scope import Scope
from tests.desktop.import_export.offices import fill_with_leads
from tests.rows import USUAL_LEDGERS, finish

ON = Qt.CheckState.Checked


@pytest.fixture
def dialog(page_context: PageContext, tmp_path: Path, qtbot: QtBot) -> ExportDialog:
    """Ask, with the leads in front and a task force chosen at the top."""
    fill_with_leads(page_context.book_session.store)
    force = page_context.book_session.read(lambda session: session.query(TaskForce).filter_by(short="焦化").one().id)
    page_context.scope = Scope(force, "month")
    dialog = ExportDialog(page_context, tmp_path, Lead)
    qtbot.addWidget(dialog)
    return dialog


def ticked(box: QListWidget) -> list[str]:
    """Read what is ticked."""
    return [box.item(row).text() for row in range(box.count()) if box.item(row).checkState() == ON]


def test_what_the_clerk_looks_at_is_ticked_already(dialog: ExportDialog, page_context: PageContext) -> None:
    assert ticked(dialog.ledgers) == ["线索"]
    assert ticked(dialog.task_forces) == ["焦化"]
    choice = dialog.choice()
    assert choice.ledgers == (Lead,)
    assert choice.period is not None
    assert choice.period.key == f"{page_context.today:%Y-%m}"
    assert choice.columns is None
    assert dialog.target().suffix == ".xlsx"


def test_away_from_a_ledger_the_usual_ones_are_ticked(page_context: PageContext, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ExportDialog(page_context, tmp_path)
    qtbot.addWidget(dialog)
    assert set(dialog.choice().ledgers) == set(USUAL_LEDGERS)
    assert dialog.choice().period is None


def test_it_goes_out_only_with_what_it_needs(dialog: ExportDialog) -> None:
    assert dialog.export_button.isEnabled()
    dialog.unmasked.click()
    assert (dialog.error_label.text(), dialog.export_button.isEnabled()) == ("不打码要写明理由。", False)
    dialog.reason.setText("报市局核对")
    assert dialog.export_button.isEnabled()
    dialog.password.setText("1234")
    assert "两遍密码不一样" in dialog.error_label.text()
    dialog.password_again.setText("1234")
    assert dialog.export_button.isEnabled()
    dialog.ledgers.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert "至少勾一个台账" in dialog.error_label.text()


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_what_was_chosen_is_what_comes_out(dialog: ExportDialog, page_context: PageContext, tmp_path: Path) -> None:
    page_context.preferences.update_table("lead", keys=("name", "place"))
    dialog.period.setCurrentIndex(0)
    dialog.shown_columns_only.click()
    dialog.unmasked.click()
    dialog.reason.setText("报市局核对")
    path = tmp_path / "出.xlsx"
    assert finish(export_job(page_context.book_session.store, path, dialog.choice())) == 2
    sheet = openpyxl.load_workbook(path)["线索"]
    assert [cell.value for cell in sheet[3]][:2] == ["*线索名称", "线索来源地"]
    assert page_context.book_session.read(lambda session: session.query(ExportNote).one().why) == "报市局核对"
