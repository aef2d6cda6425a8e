"""Builders of workbooks as offices and attackers send them."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.errors import UserError
from reports.import_reader.limits import Limits
from reports.import_reader.sandbox import DEFAULT_LIMITS, read_file
from reports.import_reader.workbook_data import MergedArea, SheetData, WorkbookData

_WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def sheet_xml(cells: str, after: str = "", before: str = "") -> str:
    """Wrap rows of cells as a worksheet."""
    return _SHEET.format(f"{before}<sheetData>{cells}</sheetData>{after}")


def text_cell(at: str, text: str) -> str:
    """Write one cell of words."""
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def raw_xlsx(path: Path, sheet: str | bytes, *, slash: str = "/", encoding: str = "utf-8") -> Path:
    """Zip the least an .xlsx can be around one sheet's XML."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS.format(kind=f"{_OFFICE}/officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _RELS.format(kind=f"{_OFFICE}/worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, part in parts.items():
            data = (
                part
                if isinstance(part, bytes)
                else f'<?xml version="1.0" encoding="{encoding}"?>{part}'.encode(encoding)
            )
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("/", slash)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, data)
    return path


def xlsx(path: Path, rows: Sequence[Any], merges: Sequence[str] = (), sheet: str = "Sheet1") -> Path:
    """Save rows (each a list) as a clerk's workbook."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    book.save(path)
    return path


def zipped(names: dict[str, bytes]) -> bytes:
    """Zip some parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as out:
        for name, part in names.items():
            out.writestr(name, part)
    return whole.getvalue()


def read(path: Path, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> WorkbookData:
    """Read a file to its end."""
    steps = read_file(path, password, limits)
    try:
        while True:
            next(steps)
    except StopIteration as end:
        workbook: WorkbookData = end.value
        return workbook


def user_error_of(path: Path, limits: Limits = DEFAULT_LIMITS, password: str | None = None) -> UserError:
    """Return the UserError of reading a file; its sentence names the file, and no bug of the worker caused it."""
    with pytest.raises(UserError) as caught:
        read(path, password, limits)
    assert f"“{path.name}”" in str(caught.value)
    assert str(caught.value).endswith("。")
    notes = "".join(getattr(caught.value, "__notes__", ()))
    assert "Traceback" not in notes or "PanicException" in notes, notes
    return caught.value


def sheet_of(rows: Sequence[Any], merges: Sequence[tuple[int, int, int, int]] = (), name: str = "Sheet1") -> SheetData:
    """Make a sheet as the worker would have sent it."""
    width = max(map(len, rows))
    full = [[*("" if value is None else value for value in row), *[""] * (width - len(row))] for row in rows]
    return SheetData(name, full, merges=tuple(MergedArea(*merge) for merge in merges))
