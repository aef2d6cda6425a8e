"""Small workbooks as offices write them mean what their writers meant, or are asked about in words.

Each case of ``office_sheets.json`` has the cells (``rows``, or ``sheets`` by title) and what must stand in the book
afterwards (``want``), as the book stores it: amounts in yuan, areas in hundredths of a 亩. ``any`` lists
alternatives, ``or_say`` words that may be said instead of keeping a value, ``say`` words of which one must be said,
``unsaid`` words that must not, ``never`` words that may stand nowhere in the ledger.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from desktop.cli.main import main
from models.fields.base import ledger_by_table
from models.fields.field import fields
from models.storage import presets
from models.storage.store import Store
from resources import PRESETS
from tests.rows import copy_template, open_unsynced

Case = dict[str, object]
CASES: list[Case] = json.loads((Path(__file__).parent / "office_sheets.json").read_text("utf-8"))
EXIT_DECLINED = 2


@pytest.fixture(scope="module")
def blank_county(empty_book: Path, templates: Path) -> Path:
    """Make the book of a county that has only its dictionaries; to be copied."""
    path = copy_template(empty_book, templates, "空白县.zhuanban")
    with open_unsynced(path) as opened:
        presets.fill_book(opened, "blank", PRESETS)
    return path


def write_sheet(case: Case, folder: Path) -> Path:
    """Write a case's workbook."""
    encoding = case.get("csv")
    path = folder / f"{case['id']}.{'csv' if encoding else 'xlsx'}"
    if isinstance(encoding, str):
        with path.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows(case["rows"])  # type: ignore[arg-type]  # rows are lists of cells
        return path
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets = case.get("sheets") or {"项目": case["rows"]}
    assert isinstance(sheets, dict)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
        for span in case.get("merges", []):  # type: ignore[attr-defined]  # a list of addresses
            sheet.merge_cells(span)
        for number in case.get("hidden_rows", []):  # type: ignore[attr-defined]  # a list of numbers
            sheet.row_dimensions[number].hidden = True
    workbook.save(path)
    return path


def stored_rows(store: Store, ledger: str) -> list[Mapping[str, object]]:
    """Return a ledger's rows as stored, without those in the recycle bin."""
    table = ledger_by_table(ledger)
    keys = [field.key for field in fields(table)]
    columns = sa.table(ledger, *map(sa.column, [*keys, "removed"]))
    with store.reading() as session:
        query = sa.select(*(columns.c[key] for key in keys)).where(sa.not_(columns.c.removed))
        return [dict(zip(keys, row, strict=True)) for row in session.execute(query)]


def difference(want: Sequence[Mapping[str, object]], rows: Sequence[Mapping[str, object]], text: str) -> str:
    """Return how the rows differ from what must be there; empty where they do not."""
    if len(want) != len(rows):
        return f"{len(rows)} rows instead of {len(want)}"
    for expected in want:
        title, name = next(iter(expected.items()))
        row = next((candidate for candidate in rows if candidate[title] == name), None)
        if row is None:
            return f"no row {name}"
        for key, value in expected.items():
            if isinstance(value, dict):
                if row[key] != value["value"] and not any(word in text for word in value["or_say"]):
                    return f"{name}: {key} is {row[key]!r} and nothing is said of it"
            elif row[key] != value:
                return f"{name}: {key} is {row[key]!r} instead of {value!r}"
    return ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_a_sheet_means_what_its_writer_meant(
    case: Case, blank_county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copy_template(blank_county, tmp_path, "县.zhuanban")
    ledger = str(case.get("ledger", "project"))
    options = ["--ledger", ledger] if "ledger" in case else []
    exit_code = main(["intake", str(book), str(write_sheet(case, tmp_path)), "--create-links", *options])
    printed = capsys.readouterr()
    text = printed.out + printed.err
    with open_unsynced(book) as store:
        rows = stored_rows(store, ledger)
    if case.get("declined"):
        assert (exit_code, rows) == (EXIT_DECLINED, [])
        return
    want: Any = case["want"]
    alternatives = want["any"] if isinstance(want, dict) else [want]
    differences = [difference(wanted, rows, text) for wanted in alternatives]
    assert "" in differences, differences
    expected_words = case.get("say", [])
    assert isinstance(expected_words, list)
    assert not expected_words or any(word in text for word in expected_words), text
    assert not [word for word in case.get("unsaid", []) if word in text]  # type: ignore[attr-defined]  # a list of words
    stored_texts = [value for row in rows for value in row.values() if isinstance(value, str)]
    assert not [word for word in case.get("never", []) for value in stored_texts if word in value]  # type: ignore[attr-defined]  # the same
