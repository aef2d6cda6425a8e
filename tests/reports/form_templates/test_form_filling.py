"""What is told before a form is written, and that a form is written whole or not at all."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from models.errors import UserError
from models.rules.periods import read_period
from models.services import form_templates
from models.storage.store import Store
from reports.form_templates.form_filling import (
    FormSource,
    check_form,
    fill_form,
    form_notes,
    open_form,
    source_of_file,
    source_of_template,
)
from tests.reports.form_templates.filled import TODAY
from tests.reports.form_templates.forms import board_of, progress_form, simple_source, with_part
from tests.rows import copy_template, finish, open_unsynced
from tests.waiting import PROCESS_SECONDS

OCTOBER = read_period("2026-10")


def test_nothing_is_written_where_a_mark_cannot_be_filled(demo: Store, tmp_path: Path) -> None:
    out = tmp_path / "报.xlsx"
    out.write_bytes(b"before")
    source = simple_source({"A1": "{{不知道}}"})
    with pytest.raises(UserError, match="不认识“不知道”"):
        finish(fill_form(demo, source, OCTOBER, out, TODAY))
    assert out.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [out]
    assert len(check_form(demo, source, OCTOBER, TODAY).faults) == 1
    cells: dict[str, object] = {"A1": "{{签约项目.累计}}", "A2": "{{#专班}}{{名称}}"}
    check, board = check_form(demo, simple_source(cells), OCTOBER, TODAY), board_of(demo, "2026-10")
    assert check.faults == ()
    assert check.values == (
        ("签约项目.累计", board.year("signed").phrase),
        ("#专班", f"{len(board.facts.forces)}行"),
    )


def test_the_suffix_stays(demo: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"模板是 \.xlsx 文件，填好的也要存成 \.xlsx"):
        finish(fill_form(demo, simple_source({"A1": "{{县名}}"}), OCTOBER, tmp_path / "报.docx", TODAY))


def test_a_kept_form_is_filled_from_the_book(demo_book: Path, tmp_path: Path) -> None:
    path = progress_form(tmp_path / "进展.xlsx")
    with open_unsynced(copy_template(demo_book, tmp_path)) as book:
        with book.writing("添加") as session:
            row = form_templates.keep_template(session, path.name, path.read_bytes())
            form_templates.tie_cell(session, row, "进展情况", "H1", "县名")
        source = source_of_template(book, "进展")
        filled = finish(fill_form(book, source, OCTOBER, tmp_path / "报.xlsx", TODAY))
    assert source.content == path.read_bytes()
    assert (filled.path, filled.marks) == (tmp_path / "报.xlsx", 21)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("_xmlsignatures/sig1.xml", "填过以后签名失效"),
        ("xl/vbaProject.bin", "程序不运行宏"),
        ("xl/pivotTables/pivotTable1.xml", "点“刷新”"),
        ("xl/externalLinks/externalLink1.xml", "有公式引用别的文件"),
        ("xl/ctrlProps/ctrlProp1.xml", "工作表“表”要加行，按钮、切片器这类控件不会跟着往下移"),
    ],
)
def test_what_is_not_kept_is_said(part: str, sentence: str) -> None:
    source = with_part(simple_source({"A1": "{{#专班}}{{名称}}"}), part, b"<x/>")
    assert [note for note in form_notes(open_form(source)) if sentence in note]
    assert form_notes(open_form(simple_source({"A1": "{{县名}}"}))) == ()


def test_other_files_are_no_forms(tmp_path: Path) -> None:
    (tmp_path / "旧.xls").write_bytes(b"x")
    with pytest.raises(UserError, match=r"“旧\.xls”不是 \.xlsx、\.xlsm 或 \.docx"):
        source_of_file(tmp_path / "旧.xls")
    with pytest.raises(UserError, match="不是 Word 文档"):
        open_form(FormSource("表.docx", simple_source({"A1": "甲"}).content, {}))


def test_libreoffice_opens_it_and_reckons_the_totals(demo: Store, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice on this machine, so no filled form was opened")
    source = source_of_file(progress_form(tmp_path / "进展.xlsx"))
    finish(fill_form(demo, source, OCTOBER, tmp_path / "报.xlsx", TODAY))
    command = [office, f"-env:UserInstallation=file://{tmp_path / 'lo'}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(tmp_path), str(tmp_path / "报.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=PROCESS_SECONDS)  # noqa: S603 - our own command
    with pypdfium2.PdfDocument(tmp_path / "报.pdf") as printed:
        text = printed[0].get_textpage().get_text_bounded()
    board = board_of(demo, "2026-10")
    worth = board.year("signed_value").value
    assert worth is not None
    lines = text.splitlines()
    (total,) = [line for line in lines if line.startswith("合计")]
    (whole,) = [line for line in lines if line.startswith("全县 ") and "截至" not in line]
    assert total.split() == ["合计", board.year("signed").text, f"{worth * 10_000:,.2f}"]
    assert whole.split()[:3] == ["全县", *total.split()[1:]]
