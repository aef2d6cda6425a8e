"""A Word file as it comes back: text as revised, parts by their bookmarks, other files refused in words."""

import zipfile
from pathlib import Path

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from models.errors import UserError
from reports.docx.document_styles import blank_document
from reports.docx.returned_document import read_returned
from reports.docx.text_marks import TextMarker, mark_name


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a path for a Word file."""
    return tmp_path / "改稿.docx"


def test_lines_have_their_part_and_headings_their_level(path: Path) -> None:
    word, marker = blank_document(), TextMarker()
    word.add_paragraph("一、总体情况", style="Heading 1")
    marker.mark(word.add_paragraph("正文\t一"), "总体情况/1")
    word.add_paragraph("加写的")
    word.save(str(path))
    returned = read_returned(path)
    assert [(line.text, line.mark, line.level) for line in returned.lines] == [
        ("一、总体情况", "", 1),
        ("正文\t一", mark_name("总体情况/1"), 0),
        ("加写的", "", 0),
    ]
    assert not returned.has_revisions


def test_tracked_changes_are_read_as_accepted(path: Path) -> None:
    word = blank_document()
    line = word.add_paragraph("签约")
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    for kind, body in (("del", run.format("delText", "九个")), ("ins", run.format("t", "十个"))):
        line._p.append(parse_xml(f"<w:{kind} {nsdecls('w')} w:id='1' w:author='示例'>{body}</w:{kind}>"))  # noqa: SLF001 - no API for revisions
    word.save(str(path))
    returned = read_returned(path)
    assert [line.text for line in returned.lines] == ["签约十个"]
    assert returned.has_revisions


def test_tables_are_read_cell_by_cell_and_not_as_lines(path: Path) -> None:
    word = blank_document()
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "焦化", "9"
    word.save(str(path))
    returned = read_returned(path)
    assert returned.tables == ((("焦化", "9"),),)
    assert returned.lines == ()


def test_what_is_no_word_file_is_refused_with_a_way_out(path: Path) -> None:
    path.write_bytes("通报".encode())
    with pytest.raises(UserError, match="另存为“Word 文档"):
        read_returned(path)


def test_another_zip_file_is_refused_too(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("甲.txt", "通报")
    with pytest.raises(UserError, match="文件或已损坏"):
        read_returned(path)


def test_a_file_that_is_gone_is_said_to_be(path: Path) -> None:
    with pytest.raises(UserError, match="打不开"):
        read_returned(path)


def test_a_file_that_unpacks_to_too_much_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blank_document().save(str(path))
    monkeypatch.setattr("reports.docx.returned_document._MAX_BYTES", 1000)
    with pytest.raises(UserError, match="太大"):
        read_returned(path)
