"""The exported workbook holds every row and field as it is, ready to print and to go on working in."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from models.audit.recorder import add_many
from models.errors import UserError
from models.fields.field import field_of
from models.fields.kind import ReadValue
from models.fields.kinds import ChoiceKind, LinkKind, YesNoKind
from models.ledgers import Circular, ExportNote, Lead, StageMove, TaskForce
from models.queries import ledger_query
from models.queries.ledger_query import LedgerQuery, table_fields
from models.rules.periods import read_period
from models.storage.store import Store
from reports.xlsx.ledger_sheet import LedgerSheet, LedgerSheetLayout
from reports.xlsx.ledger_workbook import export_ledgers
from reports.xlsx.row_writer import StreamingWorksheet
from reports.xlsx.sheet_styles import Styles
from tests.reports.xlsx.hands import open_workbook, read_returned
from tests.rows import USUAL_LEDGERS, add_lead, add_project, add_task_force, finish

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def exported(demo_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Export the demonstration and open what came out."""
    from models.storage import store

    path = tmp_path_factory.mktemp("export") / "台账.xlsx"
    with store.open_book(demo_book, write=False) as book:
        written = finish(export_ledgers(book, path))
        with book.reading() as session:
            expected = {
                ledger.__tablename__: dict(
                    ledger_query.iter_records(session, LedgerQuery(ledger), table_fields(ledger))
                )
                for ledger in USUAL_LEDGERS
            }
    return open_workbook(path), written, expected


def sheet_of(book: Any, ledger: Any) -> Worksheet:
    """Find a ledger's sheet by its title."""
    matches = [sheet for sheet in book if sheet["A1"].value == f"{ledger.about.label}台账"]
    assert len(matches) == 1
    return matches[0]


def test_the_guide_comes_first_then_the_ledgers_and_what_is_hidden_last(exported: Any) -> None:
    book, *_ = exported
    assert [sheet.title for sheet in book][:3] == ["填表说明", "线索", "走访"]
    assert [(sheet.title, sheet.sheet_state) for sheet in book][-2:] == [
        ("字典", "hidden"),
        ("_招商台账_", "veryHidden"),
    ]
    assert book.active.title == "线索"
    assert len(book.sheetnames) == len(USUAL_LEDGERS) + 3
    assert Circular not in USUAL_LEDGERS
    instructions = {(row[0], row[1]): row for row in book["填表说明"].iter_rows(min_row=8, values_only=True)}
    assert len(instructions) >= sum(len(table_fields(ledger)) for ledger in USUAL_LEDGERS)
    assert instructions["线索", "预计总投资"][2] == "万元"
    assert instructions["线索", "线索名称"][3] == "必填"
    assert instructions["线索", "认定情况"][6] == "已上报、已认定、不予认定"
    assert "不用填" in str(instructions["线索", "首报时间"][4])


def test_an_export_does_not_depend_on_the_seed_of_hashes(demo_book: Path, tmp_path: Path) -> None:
    exports = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.xlsx"
        command = [sys.executable, "-m", "desktop", "export", str(demo_book), "--ledger", "visit", "--out", str(target)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 - our own program
        with zipfile.ZipFile(target) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        hidden = max(name for name in parts if name.startswith("xl/worksheets/sheet"))  # the last: it has ids
        exports.append({name: part for name, part in parts.items() if name not in {hidden, "docProps/core.xml"}})
    assert exports[0] == exports[1]


def test_the_formats_of_a_column_are_numbered_quoted_text_first_then_default_then_numbers() -> None:
    asked: list[dict[str, object]] = []

    class RecordedStyles(Styles):
        def format_index(self, **facts: Any) -> int:
            asked.append(facts)
            return len(asked)

    with xlsxwriter.Workbook(io.BytesIO()) as book:
        layout = LedgerSheetLayout(Lead, (field_of(Lead, "total"),), 1, frozenset())
        sheet = LedgerSheet(book.add_worksheet("线索", StreamingWorksheet), RecordedStyles(book), layout, {})
        asked.clear()
        sheet.writers({})
    assert [(facts["num_format"], "quote_prefix" in facts) for facts in asked] == [
        ("General", True),
        ("General", False),
        *((number_format, False) for number_format in ("#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000")),
    ]


@pytest.mark.parametrize("ledger", USUAL_LEDGERS, ids=lambda ledger: ledger.__tablename__)
def test_a_ledgers_sheet_has_its_rows_and_fields(exported: Any, ledger: Any) -> None:
    book, written, expected = exported
    sheet = sheet_of(book, ledger)
    titles, *lines = list(sheet.iter_rows(min_row=3, values_only=True))
    shown = table_fields(ledger)
    plain = [str(title).removeprefix("*").removesuffix("（万元）") for title in titles]
    assert plain == [*(field.title.removesuffix("（万元）") for field in shown), "编号（勿改）"]
    assert [str(title).startswith("*") for title in titles[:-1]] == [field.required for field in shown]
    rows = expected[ledger.__tablename__]
    assert len(lines) == written[ledger.__tablename__] == len(rows)
    for *line, code in lines:
        for held, cell in zip(line, rows[str(code)[:-1]], strict=True):
            value = held.date() if isinstance(held, datetime) else held
            assert value == cell.value or (value is None and cell.value == "")


def test_the_unit_line_stands_only_where_all_money_is_in_one_unit(exported: Any) -> None:
    book, *_ = exported
    leads, projects = (list(book[name].iter_rows(min_row=2, max_row=3, values_only=True)) for name in ("线索", "项目"))
    assert "单位：万元" in leads[0]
    assert "预计总投资" in leads[1]
    assert not any("单位：" in str(value) for value in projects[0])
    assert {"总投资（万元）", "外资（万美元）"} & set(projects[1])


def test_the_head_is_protected_and_the_rows_are_free(exported: Any) -> None:
    sheet = sheet_of(exported[0], Lead)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    allowed = ("sort", "autoFilter", "insertRows", "deleteRows", "formatCells", "formatColumns")
    assert not any(getattr(sheet.protection, option) for option in allowed), "openpyxl says True for what is forbidden"
    assert all(cell.protection.locked for cell in sheet[3])
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=4, max_row=30) for cell in row)
    free = [dimension for dimension in sheet.column_dimensions.values() if not dimension.protection.locked]
    assert max(dimension.max for dimension in free) == 16_384
    assert all(cell.comment is not None for cell in sheet[3][:-1])
    code = sheet[3][-1]
    assert sheet.column_dimensions[code.column_letter].hidden


@pytest.mark.parametrize("ledger", [Lead, TaskForce], ids=lambda ledger: ledger.__tablename__)
def test_a_sheet_prints_on_a_page_with_its_head_repeated(exported: Any, ledger: Any) -> None:
    sheet = sheet_of(exported[0], ledger)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref.startswith("A3:")


def test_a_column_of_a_dictionary_offers_its_words(exported: Any) -> None:
    book, *_ = exported
    sheet = sheet_of(book, Lead)
    words = book["字典"]
    assert words.sheet_state == "hidden"
    offered = {}
    ticks = []
    for rule in sheet.data_validations.dataValidation:
        if rule.formula1.startswith('"'):
            ticks.append(rule.formula1)
            continue
        name, _, place = rule.formula1.partition("!")
        assert name.lstrip("=") == words.title
        row = next(iter(words[place.replace("$", "")]))
        column = next(iter(rule.sqref.ranges)).min_col
        offered[table_fields(Lead)[column - 1].key] = [cell.value for cell in row]
    fields = table_fields(Lead)
    linked = {field.key for field in fields if isinstance(field.kind, LinkKind)} & set(offered)
    chosen = {field.key for field in fields if isinstance(field.kind, ChoiceKind)}
    assert set(offered) == chosen | linked
    assert "task_force" in linked
    assert "焦化行业招商专班" in offered["task_force"]
    assert ticks == ['"是,否"'] * sum(isinstance(field.kind, YesNoKind) for field in fields)
    assert offered["state"] == ["已上报", "已认定", "不予认定"]
    assert len(offered["industry"]) == 23
    assert None not in offered["industry"]


def test_values_are_cells_of_their_own_kind(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        force = add_task_force(session, "焦化", 1)
        facts = {
            "name": "=HYPERLINK(1)",
            "task_force": force,
            "total": Decimal("1200.5"),
            "tax": ReadValue(Decimal(300), "约"),
            "reported_on": date(2026, 9, 2),
            "recognised_on": ReadValue(date(2026, 9, 1), "月"),
            "followed": False,
            "phone": "13812345678",
            "content": "多行\n内容",
        }
        add_many(session, Lead, [facts])
    for unmasked, phone in ((False, "138****5678"), (True, "13812345678")):
        path = tmp_path / f"线索{unmasked}.xlsx"
        assert finish(export_ledgers(book, path, ledgers=[Lead], unmasked=unmasked, reason="核对")) == {"lead": 1}
        sheet = sheet_of(open_workbook(path), Lead)
        line = dict(zip([field.key for field in table_fields(Lead)], next(sheet.iter_rows(min_row=4)), strict=False))
        values = {key: line[key].value for key in facts}
        assert values == {
            "name": "=HYPERLINK(1)",
            "task_force": "焦化招商专班",
            "total": 1200.5,
            "tax": "约300万元",
            "reported_on": datetime(2026, 9, 2),  # noqa: DTZ001 - a sheet's cell has no time zone
            "recognised_on": "2026年9月",
            "followed": "否",
            "phone": phone,
            "content": "多行\n内容",
        }
        assert line["name"].data_type == "s"
        assert line["total"].number_format == "#,##0.0"
        assert line["name"].quotePrefix
        assert line["reported_on"].number_format == "yyyy-mm-dd"


def test_an_export_stopped_half_way_leaves_nothing(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "临时"))
    (tmp_path / "临时").mkdir()
    path = tmp_path / "出" / "台账.xlsx"
    steps = export_ledgers(demo, path)
    done, of, what = next(steps)
    assert (done, what) == (0, "线索")
    assert of > 1000
    next(steps)
    assert list((tmp_path / "临时").iterdir()) != []
    steps.close()
    assert list(path.parent.iterdir()) == []
    assert list((tmp_path / "临时").iterdir()) == []


def test_an_export_over_an_open_file_is_refused_in_words(demo: Store, tmp_path: Path) -> None:
    path = tmp_path / "出" / "台账.xlsx"
    path.mkdir(parents=True)
    with pytest.raises(UserError, match="写不进去"):
        finish(export_ledgers(demo, path, ledgers=[Lead]))
    assert list(path.parent.iterdir()) == [path]


def test_deleted_rows_stay_at_home(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        add_many(session, Lead, [{"name": "甲"}, {"name": "乙"}])
        session.query(Lead).filter_by(name="乙").one().removed = True
    assert finish(export_ledgers(book, tmp_path / "线索.xlsx", ledgers=[Lead])) == {"lead": 1}


def test_telephones_leave_in_full_only_with_a_reason_that_the_book_keeps(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        add_lead(session, phone="13812345678")
    path = tmp_path / "线索.xlsx"
    with pytest.raises(UserError, match="理由"):
        finish(export_ledgers(book, path, ledgers=[Lead], unmasked=True, reason="  "))
    assert not path.exists()
    finish(export_ledgers(book, path, ledgers=[Lead], unmasked=True, reason="报市局核对"))
    with book.reading() as session:
        note = session.query(ExportNote).one()
        assert (note.by, note.what, note.why, note.rows) == ("示例甲", "线索", "报市局核对", 1)
        assert note.at


@pytest.mark.parametrize("unmasked", [False, True])
def test_a_masked_export_hides_telephones_in_its_hidden_part_too(book: Store, tmp_path: Path, unmasked: bool) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, phone="13812345678")
    path = tmp_path / "线索.xlsx"
    finish(export_ledgers(book, path, ledgers=[Lead], unmasked=unmasked, reason="核对"))
    back = read_returned(path)
    assert back.changeset is not None
    assert set(back.changeset.seen_edits()) == {row}
    returned_text = repr(back.changeset) + repr(back.import_tables)
    assert ("13812345678" in returned_text) == unmasked


def test_task_force_and_period_choose_the_rows(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        ours, theirs = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        for name, force, day in (("甲", ours, 5), ("乙", theirs, 6)):
            add_lead(session, name, task_force=force, reported_on=date(2020, 9, day))
            add_project(session, f"{name}项目", {"签约": date(2020, 9, day)}, task_force=force)
    path = tmp_path / "专班.xlsx"
    chosen = [Lead, StageMove, TaskForce]
    assert finish(export_ledgers(book, path, ledgers=chosen, task_forces=[ours])) == {
        "lead": 1,
        "stage_move": 1,
        "task_force": 1,
    }
    assert "乙" not in {
        cell for sheet in open_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row
    }
    # Rows of another year leave all the same, for they were changed today; a period without both has none.
    today = date.today()  # noqa: DTZ011 - the book's own clock
    for period, rows in (("2020-09", 2), ("2020-10", 0), (f"{today.year}-{today.month:02}", 2)):
        assert finish(export_ledgers(book, path, ledgers=[Lead], period=read_period(period))) == {"lead": rows}, period


def test_chosen_columns_are_all_that_leaves(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        add_lead(session, investor="示例投资", place="不出门")
    path = tmp_path / "两栏.xlsx"
    finish(export_ledgers(book, path, ledgers=[Lead], columns={"lead": ["name", "investor"]}))
    assert [cell.value for cell in open_workbook(path)["线索"][3]] == ["*线索名称", "意向投资方", "编号（勿改）"]
    back = read_returned(path)
    assert "不出门" not in repr(back)
    assert back.changeset is None or not back.changeset.edits


def test_a_password_is_asked_for(demo: Store, tmp_path: Path) -> None:
    from reports.import_reader.sandbox import NeedsPassword

    path = tmp_path / "加密.xlsx"
    finish(export_ledgers(demo, path, ledgers=[TaskForce], password="河津2026"))  # noqa: S106 - an example's
    assert path.read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    with pytest.raises(NeedsPassword):
        read_returned(path)
    assert len(read_returned(path, "河津2026").import_tables[0].rows) == 16
