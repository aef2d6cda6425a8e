"""What is written reads back equal, for every kind and whatever was typed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit.recorder import add_many
from models.errors import UserError
from models.exchange.sheet_import.import_rows import UNKNOWN
from models.fields.field import field_of, fields
from models.fields.kind import ReadContext
from models.fields.kinds import LinkKind, LinksKind
from models.ledgers import Clash, Enterprise, Funding, Lead
from models.storage.store import Store
from reports.xlsx.ledger_workbook import export_ledgers
from reports.xlsx.row_writer import escape_xml
from reports.xlsx.sheet_styles import CUT_MARK
from tests.reports.xlsx.hands import import_table_of, open_workbook, read_returned, touched_cells
from tests.rows import READ_CONTEXT, add_project, copy_template, finish, open_unsynced

ODD_TEXTS = [
    "=1+1",
    "+86",
    "-5",
    "@甲",
    "'引号",
    "<r><t>甲</t></r>",
    "_x0041_",
    "a&b<c>",
    "　甲　",
    "甲\n乙",
    "𬭎𠮷",
    "１２３",
]
TEXTS = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["91110000600037341L", "110101199003070000", "012345678901234567890", "汉" * 40_000, "𠮷" * 20_000]
    ),
)
NUMBERS = st.one_of(
    st.integers(-(10**13), 10**13).map(str),
    st.decimals(-(10**13), 10**13, places=4).map(str),
    st.sampled_from(["约300", "超1.2亿", "１，２００", "0", "0.0001", "99999999999999.9999", "12345678901234.5678"]),
)
DAYS = st.one_of(st.dates(date(1901, 1, 1), date(2199, 12, 31)).map(str), st.sampled_from(["2026年9月", "2026年"]))
RAW = {"Fixed": NUMBERS, "Money": NUMBERS, "Area": NUMBERS, "Percent": NUMBERS, "Count": NUMBERS}
RAW |= {"Day": DAYS, "Month": DAYS, "Moment": st.just("2026-03-02 09:14"), "YesNo": st.sampled_from(["是", "否"])}
RAW |= {"Phone": st.sampled_from(["13812345678", "0359-5012345、010-12345678"])}
RAW |= {"Code": st.sampled_from(["91110000600037341L", "９１１１０００００６０００３７３４１l"])}


@st.composite
def typed(draw: st.DrawFn, ledger: Any) -> dict[str, str]:
    """Type a row: what its kinds may meet, blanks among it."""
    row = {"name": "甲"}
    for field in fields(ledger):
        if not isinstance(field.kind, (LinkKind, LinksKind)) and draw(st.booleans()):
            row[field.key] = draw(RAW.get(type(field.kind).__name__, TEXTS))
    return {key: raw for key, raw in row.items() if any(field.key == key for field in fields(ledger))}


def read_typed_row(ledger: Any, raw: dict[str, str]) -> dict[str, Any] | None:
    """Read typed texts as the window would: an invalid cell stays empty; None for a row that lacks a required field."""
    typed_values = {}
    for key, text in raw.items():
        try:
            typed_values[key] = field_of(ledger, key).kind.read(text, READ_CONTEXT)
        except UserError:
            continue
    missing = [
        field
        for field in fields(ledger)
        if field.required and getattr(typed_values.get(field.key), "value", None) is None
    ]
    return None if missing else typed_values


@settings(max_examples=25)
@given(st.data())
def test_whatever_was_typed_comes_back_equal(empty_book: Path, data: st.DataObject) -> None:
    ledgers = [Lead, Enterprise, Clash]
    with TemporaryDirectory() as folder, open_unsynced(copy_template(empty_book, Path(folder))) as book:
        with book.writing("新增") as session:
            for ledger in ledgers:
                rows = data.draw(st.lists(typed(ledger), min_size=1, max_size=4))
                add_many(session, ledger, [row for row in (read_typed_row(ledger, raw) for raw in rows) if row])
        path = Path(folder) / "台账.xlsx"
        finish(export_ledgers(book, path, ledgers=ledgers, unmasked=True, reason="核对"))
        back = read_returned(path)
    assert touched_cells(back) == {}
    for offer in back.import_tables:
        ledger = next(ledger for ledger in ledgers if ledger.__tablename__ == offer.ledger)
        for row in offer.rows:
            for cell in row.cells:
                kind = field_of(ledger, cell.key).kind
                if isinstance(cell.raw, str) and cell.raw.endswith(CUT_MARK):
                    assert str(cell.exported).startswith(cell.raw[:1000].strip())
                    continue
                read = kind.read(cell.raw, ReadContext(today=READ_CONTEXT.today))
                assert (kind.store(read.value), read.mark) == (cell.exported, cell.exported_mark), (cell.key, cell.raw)
                assert cell.exported is not UNKNOWN


def test_months_and_links_come_back_as_what_they_were(book: Store, tmp_path: Path) -> None:
    with book.writing("新增") as session:
        project_id = add_project(session, "甲项目", {})
        month = field_of(Funding, "month").kind.read("2026年9月", READ_CONTEXT)
        facts = {"project": project_id, "month": month, "amount": Decimal("12.5")}
        add_many(session, Funding, [facts])
    path = tmp_path / "台账.xlsx"
    finish(export_ledgers(book, path, ledgers=[Funding]))
    back = read_returned(path)
    assert touched_cells(back) == {}
    (row,) = import_table_of(back, "funding").rows
    values = {cell.key: (cell.raw, cell.exported) for cell in row.cells}
    assert values["project"] == ("甲项目", project_id)
    assert values["month"] == (date(2026, 9, 1), "2026-09-01")


def test_a_text_too_long_for_a_cell_is_cut_and_its_original_never_overwritten(book: Store, tmp_path: Path) -> None:
    text = "很长的进展" * 8000
    with book.writing("新增") as session:
        add_many(session, Lead, [{"name": "甲", "progress": text}, {"name": "乙", "progress": text}])
    path = tmp_path / "长文.xlsx"
    finish(export_ledgers(book, path, ledgers=[Lead]))
    assert touched_cells(read_returned(path)) == {}
    workbook = open_workbook(path)
    sheet = workbook["线索"]
    (column,) = [cell.column for cell in sheet[3] if cell.value == "最新进展"]
    assert sheet.cell(4, column).value.endswith(CUT_MARK)
    sheet.cell(4, column).value = "补一句：" + sheet.cell(4, column).value
    sheet.cell(5, column).value = "全换成新的"
    workbook.save(path)
    first, second = touched_cells(read_returned(path)).values()
    assert "截短" in first.fault
    assert (second.raw, second.exported, second.fault) == ("全换成新的", text, "")


@pytest.mark.parametrize(
    ("text", "xml"),
    [("a&b<c>", "a&amp;b&lt;c&gt;"), ("\x01", "_x0001_"), ("_x0041_", "_x005F_x0041_"), ("甲\n乙", "甲\n乙")],
)
def test_characters_xml_cannot_hold_are_escaped_as_excel_does(text: str, xml: str) -> None:
    assert escape_xml(text) == xml
