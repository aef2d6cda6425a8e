"""The preview of a form has its texts, marks, ties, merges and widths."""

from pathlib import Path

from models.services import form_templates
from reports.form_templates.form_preview import cell_name, preview_form
from tests.reports.form_templates.forms import LIST_SHEET, SHEET, progress_form, word_form
from tests.rows import copy_template, finish, open_unsynced


def test_sheets_and_paragraphs(demo_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(demo_book, tmp_path)) as book:
        rows = []
        for path in (progress_form(tmp_path / "进展.xlsx"), word_form(tmp_path / "函.docx")):
            with book.writing("添加") as session:
                rows.append(form_templates.keep_template(session, path.name, path.read_bytes()))
        with book.writing("对应") as session:
            form_templates.tie_cell(session, rows[0], SHEET, "H2", "开工率")
        workbook, document = (finish(preview_form(book, row)) for row in rows)
    sheet = workbook.sheets[0]
    assert [shown.name for shown in workbook.sheets] == [SHEET, LIST_SHEET]
    assert sheet.text_at(1, 1) == "{{县名}}招商引资进展情况统计表（{{期间}}）"
    assert sheet.text_at(2, 8) == "{{开工率}}"
    assert (2, 8) in sheet.marked
    assert (3, 1) not in sheet.marked
    assert (1, 1, 1, 6) in sheet.merges
    assert 5 < sheet.widths[0] < 8
    assert sheet.columns == 9
    assert workbook.marks == 21
    assert document.sheets == ()
    assert document.paragraphs[0].startswith("截至{{期间止}}，")
    assert cell_name(5, 28) == "AB5"
