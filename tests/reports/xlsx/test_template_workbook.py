"""An empty sheet has the headings an import understands, and examples that it leaves out."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.row_outcome import FundsOptions, ImportOptions
from models.ledgers import Funding, Project, StageMove
from models.storage.store import Store
from reports.import_reader.column_mapping import guess_ledgers
from reports.import_reader.import_file import ImportRequest
from reports.import_reader.import_workflow import apply_import, plan_files
from reports.import_reader.sandbox import DEFAULT_LIMITS, read_file
from reports.import_reader.table_detection import detect_layouts
from reports.xlsx.template_workbook import TEMPLATES, write_template
from tests.rows import finish

AS_OF = FundsOptions(datetime(2026, 10, 31).date())  # noqa: DTZ001 - a day has no zone


@pytest.mark.parametrize("step", TEMPLATES)
def test_every_heading_is_understood_and_the_examples_are_left_out(book: Store, tmp_path: Path, step: str) -> None:
    template, path = TEMPLATES[step], tmp_path / "空表.xlsx"
    write_template(book, path, template)
    workbook = finish(read_file(path, None, DEFAULT_LIMITS))
    (layout,) = detect_layouts(workbook)
    assert len(layout.example_rows) == len(template.examples) >= 2
    assert layout.data_rows == ()
    mapping = next(guess for guess in guess_ledgers(workbook.sheets[0], layout))
    assert mapping.ledger == template.ledger.__tablename__
    assert tuple(column.key for column in mapping.columns if column.key) == template.keys
    assert all(column.is_certain for column in mapping.columns)
    assert {key for row in template.examples for key in row} <= set(template.keys)


def test_a_filled_sheet_brings_stages_and_funds(book: Store, tmp_path: Path) -> None:
    template, path = TEMPLATES["projects"], tmp_path / "项目.xlsx"
    write_template(book, path, template)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    values = {
        "name": "示例：轴承项目",
        "total": 8000,
        "signed_on": "2024.3.18",
        "started_on": datetime(2025, 6, 30),  # noqa: DTZ001 - as a spreadsheet stores a day
        "funds_to_date": 5000,
        "funds_of_year": 1200,
    }
    line = 4 + len(template.examples)
    for number, key in enumerate(template.keys, 2):
        sheet.cell(line, number).value = values.get(key)
    workbook.save(path)
    run = finish(plan_files(book, [path], ImportRequest(options=ImportOptions(funds=AS_OF))))
    assert [row.rejected for plan in run.plans for row in plan.rows] == [{}]
    assert any("填写示例 2 行没有收" in remark for remark in run.files[0].remarks)
    apply_import(book, run)
    with book.reading() as session:
        moves = session.execute(sa.select(StageMove.stage, StageMove.on).order_by(StageMove.on)).all()
        placed = session.execute(sa.select(Funding.amount, Funding.covers_to).order_by(Funding.covers_to)).all()
        assert session.query(Project).count() == 1
    assert [(stage, on.isoformat()) for stage, on in moves] == [("签约", "2024-03-18"), ("开工", "2025-06-30")]
    assert [(str(amount), str(last)) for amount, last in placed] == [
        ("3800.0000", "2025-12-31"),
        ("1200.0000", "2026-10-31"),
    ]


def test_amounts_say_their_unit_and_choices_come_from_the_book(book: Store, tmp_path: Path) -> None:
    path = tmp_path / "项目.xlsx"
    write_template(book, path, TEMPLATES["projects"])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    headings = [cell.value for cell in sheet[3]]
    assert headings[0] == "序号"
    assert "累计到位资金（万元）" in headings
    assert import_column(Project, "signed_on").label in headings
    validations = {str(rule.sqref).partition(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert len(validations) == len(headings) - 1
