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

from models.refusal import Refusal
from reports.reading import marks, old_marks, open_marks, plain
from reports.reading.limits import MEBI, Limits
from reports.reading.marks import Marks
from reports.reading.package import NOT_A_SHEET, Package, contents, open_package
from reports.reading.sheets import HIDDEN, VERY_HIDDEN, VISIBLE, Span, at
from reports.reading.unlock import unlock
from reports.reading.wire import Told

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELLS_A_LINE = 20_000
_RESAVE = "请在 WPS 里打开它，另存为 .xlsx 再导入"
_BROKEN = f"表格的内部结构坏了，读不出来；{_RESAVE}，打不开就请对方重新发一份。"
_OPEN_ELSEWHERE = "正被别的程序占用，读不出来；请在 WPS 里关闭它，或另存一份，再导入。"
_NOT_A_TABLE = "不是表格；请对方发 Excel 表格，或把内容抄进表格再导入。"
_OTHERS = (
    (b"%PDF", f"是 PDF，{_NOT_A_TABLE}"),
    (b"Rar!", NOT_A_SHEET),
    (b"7z\xbc\xaf", NOT_A_SHEET),
    (b"\xff\xd8\xff", f"是图片，{_NOT_A_TABLE}"),
    (b"\x89PNG", f"是图片，{_NOT_A_TABLE}"),
    (b"{\\rtf", f"是写字板文档，{_NOT_A_TABLE}"),
    (b"\x09\x08\x04\x00", f"是三十年前的表格格式，本程序读不出来；{_RESAVE}。"),
    (b"\x09\x02\x06\x00", f"是三十年前的表格格式，本程序读不出来；{_RESAVE}。"),
)
_PAGES = ("<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<div", "mime-version:")
_MACROS = "文件里有宏，没有运行，也没有读入。"
# The parser's enums are not hashable, so this is a list of pairs.
_SEEN = (
    (SheetVisibleEnum.Visible, VISIBLE),
    (SheetVisibleEnum.Hidden, HIDDEN),
    (SheetVisibleEnum.VeryHidden, VERY_HIDDEN),
)
_FAULTS = (CalamineError, OSError, ExpatError, zipfile.BadZipFile, zlib.error, struct.error, EOFError)
_SLIPS = (KeyError, IndexError, ValueError, OverflowError)  # raised when following references in a broken file

Tell = Callable[[Told], None]
Look = Callable[[str, int], Marks]  # sheet name and index → its annotations


def tell_file(path: Path, password: str | None, limits: Limits, tell: Tell) -> dict[str, Any]:
    """Stream a file's sheets; return the facts of the whole file (date system and notes). Raises UserError."""
    data = _bytes_of(path, limits)
    for magic, sentence in _OTHERS:
        if data.startswith(magic):
            raise Refusal(sentence)
    try:
        if data.startswith(_COMPOUND):
            return _tell_compound(data, password, limits, tell)
        if data.startswith(_ZIP):
            return _tell_package(data, limits, tell)
    except (*_FAULTS, *_SLIPS):
        raise Refusal(_BROKEN) from None
    except MemoryError:
        raise Refusal(f"表格大得不正常，读它要占 {limits.memory // MEBI} MB 以上的内存，没有读；{_RESAVE}。") from None
    return _tell_text(path.stem, data, limits, tell)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    """Read the whole file at once, so that changes by other programs meanwhile do not matter."""
    try:
        size = path.stat().st_size
        if size > limits.size:
            most = limits.size // MEBI
            raise Refusal(f"有 {size // MEBI} MB，超过 {most} MB，没有打开；请删去图片或分成几份再导入。")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refusal("文件不在了；请确认 U 盘还插着，再选一次。") from None
    except OSError:
        raise Refusal(_OPEN_ELSEWHERE) from None
    if not data:
        raise Refusal("是空文件，里面什么也没有；请对方重新发一份。")
    return data


# --- the three families ---------------------------------------------------------------------------------------------


def _tell_package(data: bytes, limits: Limits, tell: Tell) -> dict[str, Any]:
    """Stream an .xlsx, .xlsm, .xlsb or .ods."""
    package = open_package(data, limits)
    if package.kind == "ods":
        return _tell_sheets(package.data, _looker_of_open(package), limits, tell)
    main_part = contents(package)

    def look(name: str, place: int) -> Marks:
        if package.kind == "xlsb":
            return marks.in_records(package.zip.read(main_part.parts[name]))
        return marks.in_xml(package.zip, main_part.parts[name])

    summary = _tell_sheets(package.data, look, limits, tell)
    return {"notes": [*summary["notes"], *([_MACROS] if main_part.macros else [])], "from_1904": main_part.from_1904}


def _looker_of_open(package: Package) -> Look:
    """Return a reader that scans an .ods once, at the first sheet asked for."""
    manifest = "META-INF/manifest.xml"
    if manifest in package.zip.namelist() and b"encryption-data" in package.zip.read(manifest):
        raise Refusal("设有密码，.ods 的密码本程序打不开；请在 WPS 里打开，去掉密码另存为 .xlsx 再导入。")
    by_name: dict[str, Marks] = {}

    def look(name: str, place: int) -> Marks:
        if not by_name:
            by_name.update(open_marks.in_content(package.zip))
        return by_name.get(name) or Marks()

    return look


def _tell_compound(data: bytes, password: str | None, limits: Limits, tell: Tell) -> dict[str, Any]:
    """Stream an .xls or .et, or decrypt any workbook first."""
    with olefile.OleFileIO(io.BytesIO(data)) as compound:
        if compound.exists("EncryptionInfo"):
            return _tell_package(unlock(data, password), limits, tell)
        for other in ("WordDocument", "PowerPoint Document"):
            if compound.exists(other):
                raise Refusal(f"是 Word 或演示文稿，{_NOT_A_TABLE}")
        name = next((name for name in ("Workbook", "Book") if compound.exists(name)), None)
        if name is None:
            raise Refusal(f"里面没有表格；{_RESAVE}。")
        stream = compound.openstream(name).read()
        macros = compound.exists("_VBA_PROJECT_CUR")
    places, from_1904, locked = old_marks.globals_of(stream)
    if locked:
        return _tell_compound(unlock(data, password), None, limits, tell)

    def look(name: str, place: int) -> Marks:
        return old_marks.in_sheet(stream, places[place]) if place < len(places) else Marks()

    summary = _tell_sheets(data, look, limits, tell)
    return {"notes": [*summary["notes"], *([_MACROS] if macros else [])], "from_1904": from_1904}


def _tell_text(name: str, data: bytes, limits: Limits, tell: Tell) -> dict[str, Any]:
    """Stream a .csv; raise UserError for a web page or XML with the name of a spreadsheet."""
    text = plain.text_of(data)
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(_PAGES) or (head.startswith("<?xml") and "<html" in head):
        raise Refusal(f"其实是网页，只是名字像表格；{_RESAVE}。")
    if head.startswith("<"):
        raise Refusal(f"是 XML 文件，本程序读不出来；{_RESAVE}。")
    tell({"sheet": name, "visible": VISIBLE, "place": 0, "of": 1})
    _tell_rows(name, plain.rows_of(text, limits), limits, tell)
    tell({"marks": astuple(Marks())})
    return {"notes": [], "from_1904": False}


# --- sheets ---------------------------------------------------------------------------------------------------------


def _tell_sheets(data: bytes, look: Look, limits: Limits, tell: Tell) -> dict[str, Any]:
    """Stream the values of every worksheet and its annotations, which are collected while the parser works."""
    notes = []
    # The parser releases the GIL while it reads a sheet, so scanning in a second thread costs little time.
    with load_workbook(io.BytesIO(data)) as book, ThreadPoolExecutor(1) as looker:
        metas = book.sheets_metadata
        if len(metas) > limits.sheets:
            raise Refusal(f"有 {len(metas)} 张工作表，最多 {limits.sheets} 张；请只留下要报的，另存一份再导入。")
        for place, meta in enumerate(metas):
            if meta.typ != SheetTypeEnum.WorkSheet:
                if meta.typ != SheetTypeEnum.ChartSheet:
                    notes.append(f"“{meta.name}”是宏表，没有运行，也没有读入。")
                continue
            seen = next(word for visibility, word in _SEEN if visibility == meta.visible)
            tell({"sheet": meta.name, "visible": seen, "place": place, "of": len(metas)})
            pending = looker.submit(look, meta.name, place)
            merges = _tell_values(book, meta.name, limits, tell)
            annotations = pending.result()
            annotations.merges = merges if merges is not None else annotations.merges
            _tell_marks(meta.name, annotations, limits, tell)
    return {"notes": notes, "from_1904": False}


def _tell_values(book: CalamineWorkbook, name: str, limits: Limits, tell: Tell) -> list[Span] | None:
    """Stream a sheet's rows; return its merged areas, or None if the parser does not report them for this format."""
    sheet = book.get_sheet_by_name(name)
    if sheet.end is not None:
        bottom, right = sheet.end
        if bottom >= limits.rows or right >= limits.columns or (bottom + 1) * (right + 1) > limits.cells:
            raise Refusal(
                f"的“{name}”一直用到了 {at(bottom, right)}，大得不正常；请在 WPS 里按 Ctrl+End 找到最后一格，"
                "删掉多余的行和列（多半是无意中填了一格），另存后再导入。"
            )
        _tell_rows(name, _rows_of(sheet), limits, tell)
    ranges = sheet.merged_cell_ranges
    return None if ranges is None else [Span(*first, *last) for first, last in ranges]


def _rows_of(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """Yield rows from A1 on: the parser omits empty columns on the left, though not empty rows above."""
    left = sheet.start[1] if sheet.start else 0
    return ([""] * left + row for row in sheet.iter_rows()) if left else sheet.iter_rows()


def _tell_rows(name: str, rows: Iterable[list[Any]], limits: Limits, tell: Tell) -> None:
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
            raise Refusal(f"的“{name}”超过 {limits.rows:,} 行或 {limits.columns:,} 列；请分成几份再导入。")
        batch += [*blank, row]
        cells += len(row)
        blank = []
        if cells > _CELLS_A_LINE:
            tell(batch)
            batch, cells = [], 0
    if batch:
        tell(batch)


def _tell_marks(name: str, annotations: Marks, limits: Limits, tell: Tell) -> None:
    if len(annotations.merges) > limits.merges:
        raise Refusal(
            f"的“{name}”有 {len(annotations.merges):,} 处合并单元格，最多 {limits.merges:,} 处；"
            "请在 WPS 里取消合并，另存后再导入。"
        )
    tell({"marks": astuple(annotations)})
