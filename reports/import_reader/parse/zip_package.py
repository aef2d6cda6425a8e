"""The zip package of .xlsx, .xlsb and .ods: checked before a parser sees it, and repaired where parsers would fail."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from models.errors import UserError
from reports.import_reader.limits import MEBI, Limits

_CHECKED_BYTES = 4096  # bytes; a document type declaration comes before the root element
_MIMETYPE = "mimetype"  # without it the parser does not know an .ods
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_ENCODING = re.compile(r"(<\?xml[^>]*?)\s+encoding=(?:\"[^\"]*\"|'[^']*')")
_BROKEN = "文件没有传完整，或者已经损坏；请对方重新发一份。"
_OTHER_DOCUMENTS = {
    "word/": "是 Word 文档，不是表格；请把里面的表格复制到新建的表格里另存，再导入。",
    "ppt/": "是演示文稿，不是表格；请对方发 Excel 表格。",
}
NOT_A_SHEET = "里面没有表格；如果是压缩包，请先解压，再导入里面的表格文件。"


@dataclass(slots=True)
class ZipPackage:
    """A checked zip package: its bytes for the parser, the open zip, and the kind of workbook."""

    data: bytes
    zip: zipfile.ZipFile
    kind: str  # xlsx, xlsb or ods


@dataclass(slots=True)
class WorkbookParts:
    """From the main part of an .xlsx or .xlsb: each sheet's part by sheet name, macros, date system."""

    parts: dict[str, str] = field(default_factory=dict)
    macros: bool = False
    from_1904: bool = False


def open_package(data: bytes, limits: Limits) -> ZipPackage:
    """Open and check the zip of a workbook; raises UserError for one that fails a check or holds no sheets."""
    data, archive = checked_zip(data, limits)
    return ZipPackage(data, archive, _package_kind(archive))


def checked_zip(data: bytes, limits: Limits) -> tuple[bytes, zipfile.ZipFile]:
    """Open and check a zip: complete, not encrypted, no zip bomb, no entities; repair names and encodings.

    Returns the bytes, repaired where need be, and the open zip; raises UserError for a file that fails a check.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check_size(archive, limits)
        odd = _check_part_heads(archive) | {info.filename for info in archive.infolist() if "\\" in info.orig_filename}
        names = archive.namelist()
        if odd or ("content.xml" in names and _MIMETYPE not in names):
            data = _repaired(archive, odd)
            archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError):
        raise UserError(_BROKEN) from None
    return data, archive


def _check_size(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raise UserError for a zip that unpacks to too much, is encrypted, or has two parts of the same name."""
    infos = archive.infolist()
    inflated = sum(info.file_size for info in infos)
    if len(infos) > limits.parts or inflated > limits.inflated:
        raise UserError(
            f"解压后有 {inflated // MEBI:,} MB、{len(infos):,} 个部分，远远超过正常的表格（最多 "
            f"{limits.inflated // MEBI} MB），没有打开；请核实来源，或只留下要报的行另存一份再发。"
        )
    if any(info.flag_bits & 1 for info in infos):
        raise UserError("是加了密码的压缩包；请先解压，再导入里面的表格文件。")
    if len({info.filename for info in infos}) != len(infos):
        raise UserError("里面有同名的部分，WPS 存不出这样的文件，没有打开；请核实来源，请对方重新另存一份。")


def _check_part_heads(archive: zipfile.ZipFile) -> set[str]:
    """Return the parts in UTF-16; raise UserError if any part declares entities, in whatever encoding."""
    odd = set()
    for info in archive.infolist():
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(info) as part:
            head = part.read(_CHECKED_BYTES)
        if head.startswith(_UTF16):
            odd.add(info.filename)
            head = head.replace(b"\0", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise UserError(
                "夹带了实体定义（常用来撑爆电脑），WPS 存不出这样的文件，没有打开；请核实来源，请对方重新另存一份。"
            )
    return odd


def _repaired(archive: zipfile.ZipFile, utf16_parts: set[str]) -> bytes:
    """Rewrite the zip in memory with “/” in names and UTF-8 in parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        if "content.xml" in archive.namelist() and _MIMETYPE not in archive.namelist():
            out.writestr(_MIMETYPE, "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        for info in archive.infolist():
            part = archive.read(info)
            if info.filename in utf16_parts and part.startswith(_UTF16):
                text = part.decode("utf-16" if part[:2] in _UTF16[:2] else "utf-16-le" if part[1] == 0 else "utf-16-be")
                part = _ENCODING.sub(r"\1", text, count=1).encode()
            out.writestr(info.filename.replace("\\", "/"), part)
    return whole.getvalue()


def _package_kind(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    for name in names:
        if name.endswith("workbook.bin"):
            return "xlsb"
        if name == "content.xml":
            return "ods"
        for start, sentence in _OTHER_DOCUMENTS.items():
            if name.startswith(start):
                raise UserError(sentence)
    if "[Content_Types].xml" in names:
        return "xlsx"
    raise UserError(NOT_A_SHEET)


# --- what the main part says ----------------------------------------------------------------------------------------


def workbook_parts(package: ZipPackage) -> WorkbookParts:
    """Read the sheet names of an .xlsx or .xlsb and their parts; UserError if the package is broken."""
    names = {name.lower(): name for name in package.zip.namelist()}
    macros = any(name.endswith("vbaproject.bin") for name in names)
    try:
        main = next(
            target for kind, target in _relationships(package.zip, names, "").values() if kind == "officeDocument"
        )
        targets = _relationships(package.zip, names, main)
        if package.kind == "xlsb":
            return WorkbookParts({name: targets[key][1] for key, name in _xlsb_sheets(package.zip.read(main))}, macros)
        tree = ET.fromstring(package.zip.read(main))  # noqa: S314 - no part with entities comes this far
    except (ET.ParseError, KeyError, StopIteration, ValueError, zipfile.BadZipFile, zlib.error):
        raise UserError(_BROKEN) from None
    result = WorkbookParts(macros=macros)
    for element in tree.iter():
        tag = _local(element.tag)
        if tag == "workbookPr":
            result.from_1904 = _attribute(element, "date1904") in {"1", "true"}
        elif tag == "sheet" and (target := targets.get(_attribute(element, "id"))):
            result.parts[_attribute(element, "name")] = target[1]
    return result


def _relationships(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> dict[str, tuple[str, str]]:
    """Return a part's relationships by id: the last segment of the type, and the target part."""
    place = PurePosixPath(part)
    rels = names[str(place.parent / "_rels" / f"{place.name}.rels").lower() if part else "_rels/.rels"]
    tree = ET.fromstring(archive.read(rels))  # noqa: S314 - no part with entities comes this far
    relations = {}
    for element in tree.iter():
        if _local(element.tag) == "Relationship" and _attribute(element, "TargetMode") != "External":
            target = _attribute(element, "Target").replace("\\", "/")
            whole = _resolve_target(place.parent, target)
            if whole.lower() in names:
                kind = _attribute(element, "Type").rpartition("/")[2]
                relations[_attribute(element, "Id")] = (kind, names[whole.lower()])
    return relations


def _resolve_target(folder: PurePosixPath, target: str) -> str:
    """Resolve a relationship target with “../” or “/” against a folder of the package."""
    steps: list[str] = [] if target.startswith("/") else [step for step in folder.parts if step != "."]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ET.Element, name: str) -> str:
    """Return an attribute ignoring its namespace, which differs between strict and transitional files."""
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def xlsb_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield an .xlsb part's records: type, offset and length of the body (MS-XLSB 2.1.4)."""
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80 and place < end:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while place < end and shift < 28:
            byte = data[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, place, min(size, end - place)
        place += size


def _xlsb_sheets(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the relationship id and name of every sheet in an .xlsb's main part (BrtBundleSh)."""
    for kind, start, size in xlsb_records(data):
        if kind == 156:
            body = data[start : start + size]
            cut = 12 + 2 * int.from_bytes(body[8:12], "little")
            yield (
                body[12:cut].decode("utf-16-le"),
                body[cut + 4 : cut + 4 + 2 * int.from_bytes(body[cut : cut + 4], "little")].decode("utf-16-le"),
            )
