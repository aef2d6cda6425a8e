"""Parts that were not changed are written byte for byte; what is no office file is refused with what to do."""

import io
import zipfile

import pytest

from models.errors import UserError
from reports.form_templates.office_package import OfficePackage
from tests.reports.form_templates.forms import simple_source, with_part


def parts(data: bytes) -> dict[str, bytes]:
    """Unpack a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_what_is_not_changed_is_the_same_to_the_byte() -> None:
    source = with_part(simple_source({"A1": "甲"}), "xl/media/image1.png", b"\x89PNG picture")
    package = OfficePackage("表.xlsx", source.content)
    package.changed("xl/workbook.xml").set("mark", "1")
    before, after = parts(source.content), parts(package.to_bytes())
    assert {name for name in before if before[name] != after[name]} == {"xl/workbook.xml"}
    assert list(before) == list(after)


def test_a_dropped_part_leaves_no_trace() -> None:
    package = OfficePackage("表.xlsx", simple_source({"A1": "甲"}).content)
    package.drop("xl/theme/theme1.xml")
    after = parts(package.to_bytes())
    assert "xl/theme/theme1.xml" not in after
    assert b"theme1" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0 old", "“表.xlsx”带打开密码，或者是老式的 .xls"),
        (b"PK not a zip", "“表.xlsx”文件没有传完整，或者已经损坏"),
    ],
)
def test_what_is_no_package_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        OfficePackage("表.xlsx", data)


def test_what_would_fill_the_memory_is_refused() -> None:
    blown_up = b"<x>" + b" " * (31 * 1024 * 1024) + b"</x>"
    package = OfficePackage("表.xlsx", with_part(simple_source({"A1": "甲"}), "xl/extra.xml", blown_up).content)
    with pytest.raises(UserError, match="里有一部分超过 30 MB，不像报表"):
        package.tree("xl/extra.xml")
    with pytest.raises(UserError, match=r"“表\.xlsx”超过 20 MB"):
        OfficePackage("表.xlsx", b"PK" + bytes(21 * 1024 * 1024))


def test_a_part_with_entities_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    source = with_part(simple_source({"A1": "甲"}), "xl/extra.xml", bomb)
    with pytest.raises(UserError, match="夹带了实体定义"):
        OfficePackage("表.xlsx", source.content)
