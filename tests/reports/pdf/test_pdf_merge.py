"""Letters to many units in one file: every page of each, in order, with its own numbers, headings and figures."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from models.errors import UserError
from reports.content.document import Annex, Document
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import Geometry
from reports.pdf.pdf_merge import print_merged_pdf
from reports.pdf.pdf_renderer import PrintResult, print_pdf
from tests.reports.pdf.sheets import PrintedReader, circular, figure_span, filler, paragraph, table

GEOMETRY = Geometry(duplex=False)
SHORT = replace(circular(paragraph("请发改局于", figure_span("3", "日"), "内答复。")), title="督办单\n发改局")
LONG = replace(circular(*filler(40), paragraph("本月签约", figure_span("174"), "。")), title="督办单\n住建局")
WIDE = replace(circular(annexes=(Annex("附表", (table(3),), landscape=True),)), title="督办单\n环保局")


def merged(folder: Path, *documents: Document, name: str = "合订.pdf") -> PrintedReader:
    printed = print_merged_pdf([(document, GEOMETRY) for document in documents], folder / name, faces=FontSet.bundled())
    return PrintedReader(folder / name, printed)


def alone(folder: Path, document: Document) -> PrintResult:
    return print_pdf(document, folder / "单.pdf", faces=FontSet.bundled(), geometry=GEOMETRY)


def test_every_page_of_every_letter_is_there_in_order(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG, WIDE)
    assert reader.printed.pages == len(reader.pdf) == sum(alone(tmp_path, each).pages for each in (SHORT, LONG, WIDE))
    assert "发改局于" in reader.text(1)
    assert "招商引资是经济工作的生命线" in reader.text(2)


def test_each_letter_counts_its_own_pages(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG)
    pages = alone(tmp_path, LONG).pages
    assert pages > 1
    assert "—1—" in reader.text(2).replace(" ", "")
    assert f"—{pages}—" in reader.text(1 + pages).replace(" ", "")


def test_figures_are_found_on_their_page_of_the_whole(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG, SHORT)
    marks = reader.printed.marks
    assert len(marks) == 3
    assert [mark.page for mark in marks] == [1, reader.printed.pages - 1, reader.printed.pages]
    for mark in marks:
        under = reader.text_under(mark.page, (mark.x - 0.5, mark.y, mark.x + mark.width + 0.5, mark.y + mark.height))
        assert under.replace(" ", "") == mark.figure.phrase


def test_the_outline_has_a_line_for_each_letter(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG, SHORT)
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in reader.pdf.get_toc() if entry.level == 0]
    last = reader.printed.pages - 1
    assert [pair for pair in entries if pair[0].startswith("督办单")] == [
        ("督办单发改局", 0),
        ("督办单住建局", 1),
        ("督办单发改局", last),
    ]


def test_pages_on_their_side_are_known(tmp_path: Path) -> None:
    single = alone(tmp_path, WIDE).sideways
    assert single
    reader = merged(tmp_path, SHORT, WIDE)
    assert reader.printed.sideways == tuple(page + 1 for page in single)
    assert all("附表" in reader.text(page) or "第3产业链" in reader.text(page) for page in reader.printed.sideways)


def test_on_both_sides_of_the_paper_each_letter_begins_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    """A letter of one page without 版记 is followed by an empty page, the last letter is not."""
    letter = replace(SHORT, printed_by="", copies_to="")
    path = tmp_path / "双面.pdf"
    printed = print_merged_pdf([(letter, Geometry())] * 3, path, faces=FontSet.bundled())
    texts = [PrintedReader(path, printed).text(page) for page in range(1, printed.pages + 1)]
    assert ["发改局于" in text for text in texts] == [True, False, True, False, True]
    assert [mark.page for mark in printed.marks] == [1, 3, 5]


def test_the_same_letters_are_the_same_bytes(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, WIDE, name="甲.pdf")
    merged(tmp_path, SHORT, WIDE, name="乙.pdf")
    assert (tmp_path / "甲.pdf").read_bytes() == (tmp_path / "乙.pdf").read_bytes()


def test_one_letter_is_printed_as_if_by_itself(tmp_path: Path) -> None:
    merged(tmp_path, SHORT)
    alone(tmp_path, SHORT)
    assert (tmp_path / "合订.pdf").read_bytes() == (tmp_path / "单.pdf").read_bytes()


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, LONG)
    pdf = pypdfium2.PdfDocument(tmp_path / "合订.pdf")
    assert pdf.get_metadata_value("Title") == "督办单发改局"
    assert pdf.get_metadata_value("Producer") == "招商台账"
    pdf.close()


def test_a_character_in_no_font_leaves_the_old_file(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, LONG)
    before = (tmp_path / "合订.pdf").read_bytes()
    with pytest.raises(UserError):
        merged(tmp_path, SHORT, replace(LONG, title="\U0001f600"))
    assert (tmp_path / "合订.pdf").read_bytes() == before
