"""Our own sheets copied into a plain workbook come back whole: their headings alone say which field is which."""

import json
from pathlib import Path

import openpyxl
import pytest

from desktop.cli.main import main
from models.fields.base import ledger_by_table
from models.ledgers import LEDGERS
from reports.import_reader.heading_similarity import FOLDED_LABEL, field_names
from tests.rows import copy_template


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
@pytest.mark.parametrize("ledger", ["visit", "project", "lead", "negotiation"])
def test_a_copied_sheet_brings_its_rows_back(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ledger: str
) -> None:
    book = copy_template(demo_book, tmp_path, "县.zhuanban")
    exported, copied = tmp_path / "导出.xlsx", tmp_path / "抄来的.xlsx"
    assert main(["export", str(book), "--ledger", ledger, "--out", str(exported)]) == 0
    plain = openpyxl.Workbook()
    sheet = plain.active
    assert sheet is not None
    visible = openpyxl.load_workbook(exported)[ledger_by_table(ledger).about.label]
    for row in visible.iter_rows(values_only=True):
        sheet.append(row)
    plain.save(copied)
    capsys.readouterr()
    assert main(["intake", str(book), str(copied), "--ledger", ledger, "--dry-run", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["counts"]["refused"] == 0
    assert file["counts"]["new"] == 0
    assert file["counts"]["same"] > 0


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_all_ledgers_come_back_without_the_hidden_sheets(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every row is found again, also where names are shared: 112 cells were refused and 149 rows asked about."""
    book = copy_template(demo_book, tmp_path, "县.zhuanban")
    exported = tmp_path / "导出.xlsx"
    assert main(["export", str(book), "--out", str(exported)]) == 0
    workbook = openpyxl.load_workbook(exported)
    for sheet in [sheet for sheet in workbook.worksheets if sheet.sheet_state != "visible"]:
        workbook.remove(sheet)
    workbook.save(exported)
    capsys.readouterr()
    assert main(["intake", str(book), str(exported), "--dry-run", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert file["counts"].pop("same") > 2000
    assert set(file["counts"].values()) == {0}
    assert {"chain_node", "enterprise", "feedback", "target", "reward"} <= {s["ledger"] for s in file["sheets"]}


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.__tablename__)
def test_no_two_fields_of_a_ledger_are_headed_alike(ledger: type) -> None:
    """A heading means one field: two may share a folded name only where the bracket of one tells them apart."""
    owners: dict[str, str] = {}
    for names in field_names(ledger):
        for name, (score, _) in names.exact_scores.items():
            if score > FOLDED_LABEL:
                assert owners.setdefault(name, names.field.key) == names.field.key, name
