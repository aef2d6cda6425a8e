"""The zip of a workbook: declined with a reason before a parser sees it, or repaired so that a parser reads it."""

import io
import zipfile
from collections.abc import Callable
from struct import pack

import pytest

from models.errors import UserError
from reports.import_reader.limits import MEBI, Limits
from reports.import_reader.parse.zip_package import ZipPackage, open_package, workbook_parts, xlsb_records
from tests.reports.import_reader.files import zipped

LIMITS = Limits()
TYPES = {"[Content_Types].xml": b"<Types/>"}
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def relationships(*entries: tuple[str, str, str], mode: str = "", namespace: str = REL) -> bytes:
    """Write relationships: (id, last segment of the type, target)."""
    inside = "".join(
        f'<Relationship Id="{key}" Type="{namespace}/{kind}" Target="{target}"{mode}/>' for key, kind, target in entries
    )
    return f'<Relationships xmlns="urn:r">{inside}</Relationships>'.encode()


def workbook(*sheets: tuple[str, str], properties: str = "") -> bytes:
    """Write the main part: (sheet name, relationship id)."""
    inside = "".join(f'<sheet name="{name}" sheetId="1" r:id="{key}"/>' for name, key in sheets)
    return f'<workbook xmlns="urn:w" xmlns:r="{REL}">{properties}<sheets>{inside}</sheets></workbook>'.encode()


def package(**changes: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook of two sheets."""
    return {
        **TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(("线索", "rId1"), ("项目", "rId2")),
        "xl/_rels/workbook.xml.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml")
        ),
        "xl/worksheets/sheet1.xml": b"<worksheet/>",
        "xl/worksheets/sheet2.xml": b"<worksheet/>",
    } | changes


def opened(parts: dict[str, bytes]) -> ZipPackage:
    return open_package(zipped(parts), LIMITS)


def reason(parts: dict[str, bytes], limits: Limits = LIMITS) -> str:
    with pytest.raises(UserError) as caught:
        open_package(zipped(parts), limits)
    return str(caught.value)


# --- what may pass --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        (package(), "xlsx"),
        ({**TYPES, "xl/workbook.bin": b""}, "xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<c/>"}, "ods"),
    ],
)
def test_the_kind_of_workbook_is_told_by_its_parts(parts: dict[str, bytes], kind: str) -> None:
    assert opened(parts).kind == kind


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({**TYPES, "word/document.xml": b"<w/>"}, "是 Word 文档"),
        ({**TYPES, "ppt/presentation.xml": b"<p/>"}, "是演示文稿"),
        ({"台账/甲.xlsx": b"PK"}, "请先解压"),
        ({"[Content_Types].xml": b'<!DOCTYPE x [<!ENTITY a "b">]><Types/>'}, "实体定义"),
        (package(**{"xl/styles.xml": b'<?xml version="1.0"?>\n<!ENTITY a "b"><s/>'}), "实体定义"),
        (package(**{"XL/STYLES.XML": "<!DOCTYPE x><s/>".encode("utf-16")}), "实体定义"),
        (package(**{"xl/_rels/x.rels": "<!DOCTYPE x><s/>".encode("utf-16-be")}), "实体定义"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(parts: dict[str, bytes], words: str) -> None:
    assert words in reason(parts)


def test_a_declaration_in_a_picture_or_deep_in_a_text_is_none() -> None:
    deep = b"<s>" + b" " * 5000 + b"&lt;!DOCTYPE</s>"
    assert opened(package(**{"xl/media/image1.png": b"<!DOCTYPE", "xl/notes.xml": deep})).kind == "xlsx"


def test_a_zip_that_unpacks_to_too_much_or_into_too_many_parts() -> None:
    parts = package(**{"xl/media/nought.bin": b"\0" * (2 * MEBI)})
    assert opened(parts).kind == "xlsx"
    assert "解压后有 2 MB" in reason(parts, Limits(inflated=2 * MEBI - 1))
    assert "最多 1 MB" in reason(parts, Limits(inflated=MEBI))
    assert "7 个部分" in reason(parts, Limits(parts=6))


def test_exactly_as_much_as_allowed_is_allowed() -> None:
    parts = package()
    size = sum(len(part) for part in parts.values())
    assert open_package(zipped(parts), Limits(inflated=size, parts=6)).kind == "xlsx"
    assert "没有打开" in reason(parts, Limits(inflated=size - 1))
    assert "没有打开" in reason(parts, Limits(parts=5))


def test_a_locked_archive_is_told_from_a_locked_workbook() -> None:
    data = bytearray(zipped(package()))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    with pytest.raises(UserError, match="先解压"):
        open_package(bytes(data), LIMITS)


def test_two_parts_of_one_name_are_no_workbook_of_wps() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", b"<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/workbook.xml", b"<b/>")
    with pytest.raises(UserError, match="同名的部分"):
        open_package(out.getvalue(), LIMITS)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_file_not_sent_whole_says_so(cut: float) -> None:
    data = zipped(package(**{"xl/worksheets/sheet1.xml": b"<worksheet/>" * 500}))
    with pytest.raises(UserError, match="没有传完整"):
        open_package(data[: int(len(data) * cut)], LIMITS)


# --- what is repaired -----------------------------------------------------------------------------------------------
def test_backslashes_in_names_are_turned() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in package().items():
            info = zipfile.ZipInfo("x")
            info.filename = name.replace("/", "\\")
            archive.writestr(info, part)
    repaired = open_package(out.getvalue(), LIMITS)
    assert workbook_parts(repaired).parts == {"线索": "xl/worksheets/sheet1.xml", "项目": "xl/worksheets/sheet2.xml"}
    assert zipfile.ZipFile(io.BytesIO(repaired.data)).namelist() == repaired.zip.namelist()


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
    ],
    ids=["little endian with mark", "big endian with mark", "little endian", "big endian"],
)
def test_parts_in_utf16_become_utf8_and_no_longer_say_otherwise(encode: Callable[[str], bytes]) -> None:
    text = '<?xml version="1.0" encoding="UTF-16" standalone="yes"?><worksheet>𬭎光</worksheet>'
    part = opened(package(**{"xl/worksheets/sheet1.xml": encode(text)})).zip.read("xl/worksheets/sheet1.xml")
    assert part.decode("utf-8") == '<?xml version="1.0" standalone="yes"?><worksheet>𬭎光</worksheet>'


def test_an_ods_without_its_type_gets_one_first() -> None:
    repaired = opened({"content.xml": b"<c/>", "meta.xml": b"<m/>"})
    assert repaired.zip.namelist() == ["mimetype", "content.xml", "meta.xml"]
    assert repaired.zip.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"


def test_a_sound_workbook_is_passed_on_byte_for_byte() -> None:
    data = zipped(package())
    assert open_package(data, LIMITS).data is data


# --- sheets and their parts -----------------------------------------------------------------------------------------
def test_sheets_are_found_by_relationship_and_not_by_number() -> None:
    parts = package(
        **{
            "xl/_rels/workbook.xml.rels": relationships(
                ("rId1", "worksheet", "worksheets/sheet2.xml"), ("rId2", "worksheet", "worksheets/sheet1.xml")
            )
        }
    )
    assert workbook_parts(opened(parts)).parts == {
        "线索": "xl/worksheets/sheet2.xml",
        "项目": "xl/worksheets/sheet1.xml",
    }


@pytest.mark.parametrize(
    "target",
    [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "worksheets/../worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
        "Worksheets/Sheet1.XML",
    ],
)
def test_targets_however_they_are_written(target: str) -> None:
    parts = package(**{"xl/_rels/workbook.xml.rels": relationships(("rId1", "worksheet", target))})
    assert workbook_parts(opened(parts)).parts == {"线索": "xl/worksheets/sheet1.xml"}


def test_a_strict_workbook_has_other_namespaces_and_the_same_sheets() -> None:
    strict = workbook(("线索", "rId1"), ("项目", "rId2")).replace(REL.encode(), STRICT.encode())
    rels = relationships(("rId1", "officeDocument", "xl/workbook.xml"), namespace=STRICT)
    parts = workbook_parts(opened(package(**{"xl/workbook.xml": strict, "_rels/.rels": rels}))).parts
    assert set(parts) == {"线索", "项目"}


def test_links_to_other_files_are_not_followed() -> None:
    rels = relationships(("rId1", "worksheet", "worksheets/sheet1.xml"), mode=' TargetMode="External"')
    assert workbook_parts(opened(package(**{"xl/_rels/workbook.xml.rels": rels}))).parts == {}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<workbookPr date1904="1"/>', True),
        ('<workbookPr date1904="true"/>', True),
        ('<workbookPr date1904="0"/>', False),
        ("<workbookPr/>", False),
        ("", False),
    ],
)
def test_the_calendar_of_the_workbook(properties: str, expected: bool) -> None:
    parts = package(**{"xl/workbook.xml": workbook(("线索", "rId1"), properties=properties)})
    assert workbook_parts(opened(parts)).from_1904 is expected


def test_macros_are_noticed_wherever_they_stand() -> None:
    assert not workbook_parts(opened(package())).macros
    assert workbook_parts(opened(package(**{"xl/vbaProject.bin": b""}))).macros


@pytest.mark.parametrize(
    "changes",
    [
        {"_rels/.rels": relationships(("rId1", "core-properties", "xl/workbook.xml"))},
        {"_rels/.rels": relationships(("rId1", "officeDocument", "xl/gone.xml"))},
        {"xl/workbook.xml": b"<workbook><sheets>"},
        {"_rels/.rels": b""},
    ],
    ids=["no main part", "main part gone", "main part cut", "no relationships"],
)
def test_a_package_without_its_main_part_is_broken(changes: dict[str, bytes]) -> None:
    with pytest.raises(UserError, match="已经损坏"):
        workbook_parts(opened(package(**changes)))


def wide_text(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def test_the_sheets_of_an_xlsb() -> None:
    bundles = b""
    for key, name in (("rId1", "线索"), ("rId2", "项目")):
        body = pack("<II", 0, 1) + wide_text(key) + wide_text(name)
        bundles += bytes([156 & 0x7F | 0x80, 156 >> 7, len(body)]) + body
    parts = {
        **TYPES,
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": bundles,
        "xl/_rels/workbook.bin.rels": relationships(
            ("rId1", "worksheet", "worksheets/sheet1.bin"), ("rId2", "worksheet", "worksheets/sheet2.bin")
        ),
        "xl/worksheets/sheet1.bin": b"",
        "xl/worksheets/sheet2.bin": b"",
    }
    assert workbook_parts(opened(parts)).parts == {
        "线索": "xl/worksheets/sheet1.bin",
        "项目": "xl/worksheets/sheet2.bin",
    }


@pytest.mark.parametrize(
    ("data", "records"),
    [
        (b"", []),
        (b"\x00\x02ab", [(0, 2, 2)]),
        (b"\x9c\x01\x01x", [(156, 3, 1)]),
        (b"\x05\x80\x01" + b"x" * 128, [(5, 3, 128)]),
        (b"\x01\x00\x02\x01z", [(1, 2, 0), (2, 4, 1)]),
        (b"\x01\x09ab", [(1, 2, 2)]),
        (b"\x81", [(129, 1, 0)]),
    ],
    ids=["empty", "short", "type in two bytes", "length in two bytes", "two records", "cut body", "cut head"],
)
def test_records_of_an_xlsb(data: bytes, records: list[tuple[int, int, int]]) -> None:
    assert list(xlsb_records(data)) == records
