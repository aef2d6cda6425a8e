"""导出台账: what is ticked already, what is missing, and the very file that comes out."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from desktop.exchange.export_dialog import ExportDialog
from desktop.exchange.steps import writing
from desktop.pages.fittings import Fittings
from models.ledgers import ExportNote, Lead, TaskForce
from models.scope import Scope
from reports.workbook.ledgers import USUAL
from tests.desktop.exchange.offices import furnished
from tests.rows import finish

ON = Qt.CheckState.Checked


@pytest.fixture
def dialog(fittings: Fittings, tmp_path: Path, qtbot: QtBot) -> ExportDialog:
    """Ask, with the leads in front and a task force chosen at the top."""
    furnished(fittings.desk.store)
    force = fittings.desk.ask(lambda session: session.query(TaskForce).filter_by(short="焦化").one().id)
    fittings.scope = Scope(force, "month")
    dialog = ExportDialog(fittings, tmp_path, Lead)
    qtbot.addWidget(dialog)
    return dialog


def ticked(box: QListWidget) -> list[str]:
    """Read what is ticked."""
    return [box.item(row).text() for row in range(box.count()) if box.item(row).checkState() == ON]


def test_what_the_clerk_looks_at_is_ticked_already(dialog: ExportDialog, fittings: Fittings) -> None:
    assert ticked(dialog.ledgers) == ["线索"]
    assert ticked(dialog.task_forces) == ["焦化"]
    choice = dialog.choice()
    assert choice.ledgers == (Lead,)
    assert choice.period is not None
    assert choice.period.key == f"{fittings.today:%Y-%m}"
    assert choice.columns is None
    assert dialog.target().suffix == ".xlsx"


def test_away_from_a_ledger_the_usual_ones_are_ticked(fittings: Fittings, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ExportDialog(fittings, tmp_path)
    qtbot.addWidget(dialog)
    assert set(dialog.choice().ledgers) == set(USUAL)
    assert dialog.choice().period is None


def test_it_goes_out_only_with_what_it_needs(dialog: ExportDialog) -> None:
    assert dialog.go.isEnabled()
    dialog.unmasked.click()
    assert (dialog.wrong.text(), dialog.go.isEnabled()) == ("不打码要写明理由。", False)
    dialog.reason.setText("报市局核对")
    assert dialog.go.isEnabled()
    dialog.password.setText("1234")
    assert "两遍密码不一样" in dialog.wrong.text()
    dialog.again.setText("1234")
    assert dialog.go.isEnabled()
    dialog.ledgers.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert "至少勾一个台账" in dialog.wrong.text()


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_what_was_chosen_is_what_comes_out(dialog: ExportDialog, fittings: Fittings, tmp_path: Path) -> None:
    fittings.preferences.arrange("lead", keys=("name", "place"))
    dialog.period.setCurrentIndex(0)
    dialog.as_shown.click()
    dialog.unmasked.click()
    dialog.reason.setText("报市局核对")
    path = tmp_path / "出.xlsx"
    assert finish(writing(fittings.desk.store, path, dialog.choice())) == 2
    sheet = openpyxl.load_workbook(path)["线索"]
    assert [cell.value for cell in sheet[3]][:2] == ["*线索名称", "线索来源地"]
    assert fittings.desk.ask(lambda session: session.query(ExportNote).one().why) == "报市局核对"
