"""Parse a file inside the worker: detect its format, stream its sheets' values and annotations."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

import olefile
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from models.errors import UserError
from reports.import_reader.ipc import Message
from reports.import_reader.limits import MEBI, Limits
from reports.import_reader.parse import csv_reader, ods_annotations, xls_annotations, xlsx_annotations
from reports.import_reader.parse.decryption import decrypt
from reports.import_reader.parse.xlsx_annotations import SheetAnnotations
from reports.import_reader.parse.zip_package import NOT_A_SHEET, ZipPackage, open_package, workbook_parts
from reports.import_reader.workbook_data import HIDDEN, VERY_HIDDEN, VISIBLE, MergedArea, cell_name

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELLS_PER_MESSAGE = 20_000
_RESAVE = "请在 WPS 里打开它，另存为 .xlsx 再导入"
_BROKEN = f"表格的内部结构坏了，读不出来；{_RESAVE}，打不开就请对方重新发一份。"
_OPEN_ELSEWHERE = "正被别的程序占用，读不出来；请在 WPS 里关闭它，或另存一份，再导入。"
_NOT_A_TABLE = "不是表格；请对方发 Excel 表格，或把内容抄进表格再导入。"
_OTHER_FORMATS = (
    (b"%PDF", f"是 PDF，{_NOT_A_TABLE}"),
    (b"Rar!", NOT_A_SHEET),
    (b"7z\xbc\xaf", NOT_A_SHEET),
    (b"\xff\xd8\xff", f"是图片，{_NOT_A_TABLE}"),
    (b"\x89PNG", f"是图片，{_NOT_A_TABLE}"),
    (b"{\\rtf", f"是写字板文档，{_NOT_A_TABLE}"),
    (b"\x09\x08\x04\x00", f"是三十年前的表格格式，本程序读不出来；{_RESAVE}。"),
    (b"\x09\x02\x06\x00", f"是三十年前的表格格式，本程序读不出来；{_RESAVE}。"),
)
_HTML_STARTS = ("<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<div", "mime-version:")
_MACROS = "文件里有宏，没有运行，也没有读入。"
# The parser's enums are not hashable, so this is a list of pairs.
_VISIBILITIES = (
    (SheetVisibleEnum.Visible, VISIBLE),
    (SheetVisibleEnum.Hidden, HIDDEN),
    (SheetVisibleEnum.VeryHidden, VERY_HIDDEN),
)
_PARSE_ERRORS = (CalamineError, OSError, ExpatError, zipfile.BadZipFile, zlib.error, struct.error, EOFError)
_LOOKUP_ERRORS = (KeyError, IndexError, ValueError, OverflowError)  # raised when following references in a broken file

SendMessage = Callable[[Message], None]
AnnotationReader = Callable[[str, int], SheetAnnotations]  # sheet name and index → its annotations


def stream_file(path: Path, password: str | None, limits: Limits, send: SendMessage) -> dict[str, Any]:
    """Stream a file's sheets; return the facts of the whole file (date system and notes). Raises UserError."""
    data = _read_bytes(path, limits)
    for magic, sentence in _OTHER_FORMATS:
        if data.startswith(magic):
            raise UserError(sentence)
    try:
        if data.startswith(_COMPOUND):
            return _stream_compound(data, password, limits, send)
        if data.startswith(_ZIP):
            return _stream_package(data, limits, send)
    except (*_PARSE_ERRORS, *_LOOKUP_ERRORS):
        raise UserError(_BROKEN) from None
    except MemoryError:
        raise UserError(
            f"表格大得不正常，读它要占 {limits.memory // MEBI} MB 以上的内存，没有读；{_RESAVE}。"
        ) from None
    return _stream_text(path.stem, data, limits, send)


def _read_bytes(path: Path, limits: Limits) -> bytes:
    """Read the whole file at once, so that changes by other programs meanwhile do not matter."""
    try:
        size = path.stat().st_size
        if size > limits.size:
            most = limits.size // MEBI
            raise UserError(f"有 {size // MEBI} MB，超过 {most} MB，没有打开；请删去图片或分成几份再导入。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserError("文件不在了；请确认 U 盘还插着，再选一次。") from None
    except OSError:
        raise UserError(_OPEN_ELSEWHERE) from None
    if not data:
        raise UserError("是空文件，里面什么也没有；请对方重新发一份。")
    return data


# --- the three families ---------------------------------------------------------------------------------------------


def _stream_package(data: bytes, limits: Limits, send: SendMessage) -> dict[str, Any]:
    """Stream an .xlsx, .xlsm, .xlsb or .ods."""
    package = open_package(data, limits)
    if package.kind == "ods":
        return _stream_sheets(package.data, _ods_annotation_reader(package), limits, send)
    main_part = workbook_parts(package)

    def look(name: str, place: int) -> SheetAnnotations:
        if package.kind == "xlsb":
            return xlsx_annotations.annotations_in_xlsb(package.zip.read(main_part.parts[name]))
        return xlsx_annotations.annotations_in_xml(package.zip, main_part.parts[name])

    summary = _stream_sheets(package.data, look, limits, send)
    return {"notes": [*summary["notes"], *([_MACROS] if main_part.macros else [])], "from_1904": main_part.from_1904}


def _ods_annotation_reader(package: ZipPackage) -> AnnotationReader:
    """Return a reader that scans an .ods once, at the first sheet asked for."""
    manifest = "META-INF/manifest.xml"
    if manifest in package.zip.namelist() and b"encryption-data" in package.zip.read(manifest):
        raise UserError("设有密码，.ods 的密码本程序打不开；请在 WPS 里打开，去掉密码另存为 .xlsx 再导入。")
    by_name: dict[str, SheetAnnotations] = {}

    def look(name: str, place: int) -> SheetAnnotations:
        if not by_name:
            by_name.update(ods_annotations.annotations_in_ods(package.zip))
        return by_name.get(name) or SheetAnnotations()

    return look


def _stream_compound(data: bytes, password: str | None, limits: Limits, send: SendMessage) -> dict[str, Any]:
    """Stream an .xls or .et, or decrypt any workbook first."""
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        if compound.exists("EncryptionInfo"):
            return _stream_package(decrypt(data, password), limits, send)
        for other in ("WordDocument", "PowerPoint Document"):
            if compound.exists(other):
                raise UserError(f"是 Word 或演示文稿，{_NOT_A_TABLE}")
        name = next((name for name in ("Workbook", "Book") if compound.exists(name)), None)
        if name is None:
            raise UserError(f"里面没有表格；{_RESAVE}。")
        stream = compound.openstream(name).read()
        macros = compound.exists("_VBA_PROJECT_CUR")
    places, from_1904, locked = xls_annotations.read_globals(stream)
    if locked:
        return _stream_compound(decrypt(data, password), None, limits, send)

    def look(name: str, place: int) -> SheetAnnotations:
        return xls_annotations.annotations_in_xls(stream, places[place]) if place < len(places) else SheetAnnotations()

    summary = _stream_sheets(data, look, limits, send)
    return {"notes": [*summary["notes"], *([_MACROS] if macros else [])], "from_1904": from_1904}


def _stream_text(name: str, data: bytes, limits: Limits, send: SendMessage) -> dict[str, Any]:
    """Stream a .csv; raise UserError for a web page or XML with the name of a spreadsheet."""
    text = csv_reader.decode_text(data)
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(_HTML_STARTS) or (head.startswith("<?xml") and "<html" in head):
        raise UserError(f"其实是网页，只是名字像表格；{_RESAVE}。")
    if head.startswith("<"):
        raise UserError(f"是 XML 文件，本程序读不出来；{_RESAVE}。")
    send({"sheet": name, "visible": VISIBLE, "place": 0, "of": 1})
    _stream_rows(name, csv_reader.csv_rows(text, limits), limits, send)
    send({"marks": astuple(SheetAnnotations())})
    return {"notes": [], "from_1904": False}


# --- sheets ---------------------------------------------------------------------------------------------------------


def _stream_sheets(
    data: bytes, read_annotations: AnnotationReader, limits: Limits, send: SendMessage
) -> dict[str, Any]:
    """Stream the values of every worksheet and its annotations, which are collected while the parser works."""
    notes = []
    # The parser releases the GIL while it reads a sheet, so scanning in a second thread costs little time.
    with load_workbook(io.BytesIO(data)) as book, ThreadPoolExecutor(1) as looker:
        metas = book.sheets_metadata
        if len(metas) > limits.sheets:
            raise UserError(f"有 {len(metas)} 张工作表，最多 {limits.sheets} 张；请只留下要报的，另存一份再导入。")
        for place, meta in enumerate(metas):
            if meta.typ != SheetTypeEnum.WorkSheet:
                if meta.typ != SheetTypeEnum.ChartSheet:
                    notes.append(f"“{meta.name}”是宏表，没有运行，也没有读入。")
                continue
            seen = next(word for visibility, word in _VISIBILITIES if visibility == meta.visible)
            send({"sheet": meta.name, "visible": seen, "place": place, "of": len(metas)})
            pending = looker.submit(read_annotations, meta.name, place)
            merges = _stream_values(book, meta.name, limits, send)
            annotations = pending.result()
            annotations.merges = merges if merges is not None else annotations.merges
            _stream_annotations(meta.name, annotations, limits, send)
    return {"notes": notes, "from_1904": False}


def _stream_values(book: CalamineWorkbook, name: str, limits: Limits, send: SendMessage) -> list[MergedArea] | None:
    """Stream a sheet's rows; return its merged areas, or None if the parser does not report them for this format."""
    sheet = book.get_sheet_by_name(name)
    if sheet.end is not None:
        bottom, right = sheet.end
        if bottom >= limits.rows or right >= limits.columns or (bottom + 1) * (right + 1) > limits.cells:
            raise UserError(
                f"的“{name}”一直用到了 {cell_name(bottom, right)}，大得不正常；请在 WPS 里按 Ctrl+End 找到最后一格，"
                "删掉多余的行和列（多半是无意中填了一格），另存后再导入。"
            )
        _stream_rows(name, _rows_of(sheet), limits, send)
    ranges = sheet.merged_cell_ranges
    return None if ranges is None else [MergedArea(*first, *last) for first, last in ranges]


def _rows_of(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Yield rows from A1 on: the parser omits empty columns on the left, though not empty rows above."""
    left = sheet.start[1] if sheet.start else 0
    return ([""] * left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()


def _stream_rows(name: str, rows: Iterable[list[Any]], limits: Limits, send: SendMessage) -> None:
    """Stream rows in batches of some thousand cells, without blank rows at the end."""
    batch: list[list[Any]] = []
    blank: list[list[Any]] = []
    cells = row_count = 0
    for row in rows:
        if row.count("") == len(row):
            blank.append(row)
            continue
        row_count += len(blank) + 1
        if row_count > limits.rows or len(row) > limits.columns:
            raise UserError(f"的“{name}”超过 {limits.rows:,} 行或 {limits.columns:,} 列；请分成几份再导入。")
        batch += [*blank, row]
        cells += len(row)
        blank = []
        if cells > _CELLS_PER_MESSAGE:
            send(batch)
            batch, cells = [], 0
    if batch:
        send(batch)


def _stream_annotations(name: str, annotations: SheetAnnotations, limits: Limits, send: SendMessage) -> None:
    if len(annotations.merges) > limits.merges:
        raise UserError(
            f"的“{name}”有 {len(annotations.merges):,} 处合并单元格，最多 {limits.merges:,} 处；"
            "请在 WPS 里取消合并，另存后再导入。"
        )
    send({"marks": astuple(annotations)})
