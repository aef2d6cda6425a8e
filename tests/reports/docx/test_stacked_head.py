"""A head of several lines in Word: the names and 文件 of the printed page, in a table that is no table of the text."""

from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from reports.docx.circular_document import write_docx
from reports.docx.document_styles import blank_document
from reports.docx.returned_document import read_returned
from reports.docx.stacked_head import add_stacked_masthead
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker
from reports.pdf.stacked_masthead import StackedMasthead, fitting_masthead
from tests.reports.docx.office import office_pages
from tests.reports.pdf.sheets import circular, filler, table

JOINT = "中共郏县县委办公室\n郏县招商办"
SETTER = Typesetter(Breaker(FontSet.bundled()), GB9704, GB9704.width)


def test_names_stand_in_one_cell_and_the_suffix_in_another_as_wide_as_printed() -> None:
    ink = fitting_masthead(SETTER, f"{JOINT}文件", GB9704.masthead_size)
    assert isinstance(ink, StackedMasthead)
    word = blank_document()
    height = add_stacked_masthead(word, ink)
    (grid,) = word.tables
    names, suffix = grid.rows[0].cells
    assert (names.text, suffix.text) == (JOINT, "文件")
    assert (names.width, suffix.width) == pytest.approx((Pt(ink.names_width), Pt(ink.suffix_width)), abs=Pt(0.1))
    assert grid.rows[0].height == pytest.approx(Pt(height), abs=Pt(0.1))
    # A name that fills its cell must not go on to a second line: the last letter has no space after it.
    assert [paragraph.runs[-1].text for paragraph in names.paragraphs] == ["室", "办"]


def test_a_returned_file_has_only_the_tables_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "件.docx"
    write_docx(replace(circular(*filler(2), table(3)), masthead=f"{JOINT}文件"), path)
    assert len(docx.Document(str(path)).tables) == 2
    assert len(read_returned(path).tables) == 1


def test_an_office_shows_every_letter_of_it(tmp_path: Path) -> None:
    path = tmp_path / "件.docx"
    write_docx(replace(circular(*filler(2)), masthead=f"{JOINT}文件"), path)
    first = office_pages(path, tmp_path)[0].replace(" ", "")
    assert all(text in first for text in ("中共郏县县委办公室", "郏县招商办", "文件", "各乡镇人民政府"))
