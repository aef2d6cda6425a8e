"""The exported workbook holds every row and field as it is, ready to print and to go on working in."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models import browse
from models.browse import View, listed_fields
from models.kind import Read
from models.kinds import Choice
from models.ledgers import LEDGERS, Lead, TaskForce
from models.record import add_many
from models.store import Store
from reports.workbook.ledgers import export
from tests.rows import finish, task_force


@pytest.fixture(scope="module")
def exported(demo_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Export the demonstration and open what came out."""
    from models import store

    path = tmp_path_factory.mktemp("export") / "台账.xlsx"
    with store.open_book(demo_book, write=False) as book:
        written = finish(export(book, path))
        with book.reading() as session:
            expected = {
                ledger.__tablename__: [row for _, row in browse.records(session, View(ledger), listed_fields(ledger))]
                for ledger in LEDGERS
            }
    return openpyxl.load_workbook(path), written, expected


def sheet_of(book: Any, ledger: Any) -> Worksheet:
    """Find a ledger's sheet by its title."""
    found = [sheet for sheet in book if sheet["A1"].value == f"{ledger.about.label}台账"]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.__tablename__)
def test_a_ledgers_sheet_has_its_rows_and_fields(exported: Any, ledger: Any) -> None:
    book, written, expected = exported
    sheet = sheet_of(book, ledger)
    titles, *lines = list(sheet.iter_rows(min_row=3, values_only=True))
    shown = listed_fields(ledger)
    assert [str(title) for title in titles] == [f"*{one.title}" if one.required else one.title for one in shown]
    assert len(lines) == written[ledger.__tablename__] == len(expected[ledger.__tablename__])
    for line, row in zip(lines, expected[ledger.__tablename__], strict=True):
        for held, cell in zip(line, row, strict=True):
            value = held.date() if isinstance(held, datetime) else held
            assert value == cell.value or (value is None and cell.value == "")


@pytest.mark.parametrize("ledger", [Lead, TaskForce], ids=lambda ledger: ledger.__tablename__)
def test_a_sheet_prints_on_a_page_with_its_head_repeated(exported: Any, ledger: Any) -> None:
    sheet = sheet_of(exported[0], ledger)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref.startswith("A3:")


def test_a_column_of_a_dictionary_offers_its_words(exported: Any) -> None:
    book, *_ = exported
    sheet = sheet_of(book, Lead)
    words = book.worksheets[0]
    assert words.sheet_state == "hidden"
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        name, _, place = rule.formula1.partition("!")
        assert name.lstrip("=") == words.title
        row = next(iter(words[place.replace("$", "")]))
        column = next(iter(rule.sqref.ranges)).min_col
        offered[listed_fields(Lead)[column - 1].key] = [cell.value for cell in row]
    single = {one.key for one in listed_fields(Lead) if isinstance(one.kind, Choice) and not one.kind.many}
    assert set(offered) == single
    assert offered["state"] == ["已上报", "已认定", "不予认定"]
    assert len(offered["industry"]) == 23
    assert None not in offered["industry"]


def test_values_are_cells_of_their_own_kind(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        force = task_force(session, "焦化", 1)
        facts = {
            "name": "=HYPERLINK(1)",
            "task_force": force,
            "total": Decimal("1200.5"),
            "tax": Read(Decimal(300), "约"),
            "reported_on": date(2026, 9, 2),
            "recognised_on": Read(date(2026, 9, 1), "月"),
            "followed": False,
            "phone": "13812345678",
            "content": "多行\n内容",
        }
        add_many(session, Lead, [facts])
    for unmasked, phone in ((False, "138****5678"), (True, "13812345678")):
        path = tmp_path / f"线索{unmasked}.xlsx"
        assert finish(export(book, path, [Lead], unmasked=unmasked)) == {"lead": 1}
        sheet = sheet_of(openpyxl.load_workbook(path), Lead)
        line = dict(zip([one.key for one in listed_fields(Lead)], next(sheet.iter_rows(min_row=4)), strict=True))
        held = {key: line[key].value for key in facts}
        assert held == {
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
        assert line["total"].number_format == "#,##0.####"
        assert line["reported_on"].number_format == "yyyy-mm-dd"


def test_an_export_stopped_half_way_leaves_nothing(
    demo: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "临时"))
    (tmp_path / "临时").mkdir()
    path = tmp_path / "出" / "台账.xlsx"
    steps = export(demo, path)
    done, of, what = next(steps)
    assert (done, of, what) == (0, len(LEDGERS), LEDGERS[0].about.label)
    next(steps)
    assert list((tmp_path / "临时").iterdir()) != []
    steps.close()
    assert list(path.parent.iterdir()) == []
    assert list((tmp_path / "临时").iterdir()) == []


def test_an_export_over_an_open_file_is_refused_in_words(demo: Store, tmp_path: Path) -> None:
    from models.refusal import Refusal

    path = tmp_path / "出" / "台账.xlsx"
    path.mkdir(parents=True)
    with pytest.raises(Refusal, match="写不进去"):
        finish(export(demo, path, [Lead]))
    assert list(path.parent.iterdir()) == [path]


def test_deleted_rows_stay_at_home(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        add_many(session, Lead, [{"name": "甲"}, {"name": "乙"}])
        session.query(Lead).filter_by(name="乙").one().removed = True
    assert finish(export(book, tmp_path / "线索.xlsx", [Lead])) == {"lead": 1}
