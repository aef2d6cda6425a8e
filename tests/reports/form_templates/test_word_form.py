"""A Word form is filled: marks split over runs keep their look, rows of tables are repeated, the header too."""

import io
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from models.errors import UserError
from models.storage.store import Store
from reports.form_templates.form_filling import open_form, source_of_file
from reports.form_templates.word_form import WordForm
from tests.reports.form_templates.filled import filled_bytes
from tests.reports.form_templates.forms import board_of, word_form


def test_sentences_tables_and_header(demo: Store, tmp_path: Path) -> None:
    board = board_of(demo, "2026-10")
    document = docx.Document(io.BytesIO(filled_bytes(demo, source_of_file(word_form(tmp_path / "表.docx")))))
    sentence = document.paragraphs[0]
    assert sentence.text == (
        f"截至2026年10月31日，全县签约{board.year('signed').text}个，开工率{board.started_rate().text}%。"
    )
    looks = [(run.text, run.bold, run.font.size, run.italic) for run in sentence.runs]
    assert (f"全县签约{board.year('signed').text}", True, None, None) in looks
    assert ("", None, Pt(20), None) in looks
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(rows) == len(board.facts.forces) + 2
    assert [row[2] for row in rows[1:-1]] == [board.year("signed_value", force.id).text for force in board.facts.forces]
    assert rows[-1] == ["", "合计", board.year("signed_value").text]
    assert "招商引资" in document.sections[0].header.paragraphs[0].text


def test_faults_quote_their_paragraph(demo: Store, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("全县签约{{签约项日.累计}}个")
    document.add_paragraph("{{#专班}}")
    document.add_paragraph("{{开工率")
    document.save(str(tmp_path / "错.docx"))
    with pytest.raises(UserError) as caught:
        filled_bytes(demo, source_of_file(tmp_path / "错.docx"))
    lines = str(caught.value).splitlines()
    assert lines[0] == "有3处填不了，一格也没有写："
    assert lines[1].startswith("“全县签约{{签约项日.累计}}个”：不认识")
    assert "#标记要写在表格的一行里" in lines[2]
    assert "大括号不成对" in lines[3]


def test_a_preview_shows_the_paragraphs(tmp_path: Path) -> None:
    form = open_form(source_of_file(word_form(tmp_path / "表.docx")))
    assert isinstance(form, WordForm)
    assert next(form.paragraphs()).startswith("截至{{期间止}}，")
