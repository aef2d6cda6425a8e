"""A circular comes out whole, the same each time, and can be read back."""

import re
from pathlib import Path

import pytest

from models.errors import UserError
from reports.content.document import Annex, SectionHeading, blocks, figures
from reports.pdf.fonts import FontSet
from reports.pdf.pdf_renderer import print_pdf
from tests.reports.pdf.sheets import (
    PrintedReader,
    body_only,
    circular,
    figure_span,
    filler,
    paragraph,
    print_circular,
    table,
)

WHOLE = circular(
    SectionHeading(1, "一、总体情况"),
    paragraph("全县新签约项目", figure_span("174"), "，完成率", figure_span("82.19", "%", 2), "。"),
    table(9),
    annexes=(Annex("附表", (table(30),), landscape=True),),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> PrintedReader:
    return print_circular(tmp_path_factory.mktemp("whole"), WHOLE)


def test_the_same_circular_gives_the_same_bytes(tmp_path: Path, whole: PrintedReader) -> None:
    again = print_circular(tmp_path, WHOLE)
    assert again.path.read_bytes() == whole.path.read_bytes()
    assert again.printed == whole.printed


def test_every_figure_of_the_content_is_marked(whole: PrintedReader) -> None:
    assert {mark.figure for mark in whole.printed.marks} == set(figures(WHOLE))
    assert len(list(blocks(WHOLE))) == 4


def test_no_face_is_named_that_is_not_embedded(whole: PrintedReader) -> None:
    content = whole.path.read_bytes()
    assert b"Helvetica" not in content
    assert b"ASCII85" not in content
    assert len(re.findall(rb"/FontFile2", content)) == len(re.findall(rb"/Type /FontDescriptor", content))


def test_the_file_says_what_it_is(whole: PrintedReader) -> None:
    facts = whole.pdf.get_metadata_dict()
    assert facts["Title"] == WHOLE.title
    assert facts["Author"] == WHOLE.signed_by
    assert facts["Subject"] == "月通报"
    assert b"/Lang (zh-CN)" in whole.path.read_bytes()


def test_all_that_was_written_can_be_read_back(tmp_path: Path) -> None:
    body = list(filler(40))
    text = print_circular(tmp_path, body_only(*body)).all_text()
    text = re.sub(r"— \d+ —", "", text)
    assert text.count(body[0].text) == 40


def test_pages_are_numbered_through(whole: PrintedReader) -> None:
    for page in range(1, whole.printed.pages + 1):
        assert f"— {page} —" in whole.text(page)


def test_a_draft_says_so_and_a_clean_print_does_not(tmp_path: Path, whole: PrintedReader) -> None:
    assert "稿" in print_circular(tmp_path, WHOLE, draft=True).text(2)
    assert "稿" not in whole.text(2)


def test_a_print_that_fails_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "circular.pdf"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        print_pdf(WHOLE, path, faces=FontSet.bundled())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
