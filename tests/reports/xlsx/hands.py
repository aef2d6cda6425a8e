"""What happens to a workbook in other offices: edited by hand, saved by LibreOffice, sent back."""

import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.exchange.sheet_import.import_rows import ImportCell, ImportRow, ImportTable
from reports.import_reader.own_workbook.returned_workbook import ReturnedWorkbook, read_returned_workbook
from reports.import_reader.sandbox import read_file
from tests.rows import finish
from tests.waiting import PROCESS_SECONDS

FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}


def open_workbook(path: Path) -> Any:
    """Open a workbook; openpyxl cannot keep a print area of whole columns, and says so for each sheet."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Print area cannot be set")
        return openpyxl.load_workbook(path)


def read_returned(path: Path, password: str | None = None) -> ReturnedWorkbook:
    """Read a file as it came back; it must be known as ours."""
    back = read_returned_workbook(finish(read_file(path, password)))
    assert back is not None
    return back


def saved_by_libreoffice(path: Path, folder: Path, suffix: str) -> Path:
    """Open a workbook in LibreOffice and save it again."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice on this machine, so nothing was saved by LibreOffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / suffix
    command = [program, profile, "--headless", "--convert-to", f"{suffix}:{FILTERS[suffix]}", "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=PROCESS_SECONDS)  # noqa: S603 - found above
    return out / f"{path.stem}.{suffix}"


def import_table_of(back: ReturnedWorkbook, ledger: str) -> ImportTable:
    """Find what came back for a ledger."""
    (match,) = [offer for offer in back.import_tables if offer.ledger == ledger]
    return match


def touched_cells(back: ReturnedWorkbook) -> dict[tuple[str, str | None, str], ImportCell]:
    """Give the cells the hand touched, by ledger, row and key."""
    return {
        (offer.ledger, row.row, cell.key): cell
        for offer in back.import_tables
        for row in offer.rows
        for cell in row.cells
        if not cell.untouched
    }


def row_named(offer: ImportTable, name: str) -> ImportRow:
    """Find the one row of that name."""
    (match,) = [row for row in offer.rows if row.raw("name") == name]
    return match


def line_of(sheet: Any, name: str) -> int:
    """Find the row of a sheet, as Excel counts, that holds this text."""
    (line,) = {cell.row for row in sheet.iter_rows() for cell in row if cell.value == name}
    return int(line)


def column_of(sheet: Any, heading: str) -> int:
    """Find the column of a sheet, as Excel counts, under this heading."""
    (column,) = [cell.column for cell in sheet[3] if cell.value == heading]
    return int(column)
