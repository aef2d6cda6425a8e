"""客商接待方案 as it is printed, as Word, and from the command line."""

from datetime import date
from pathlib import Path

import docx
import pytest

from desktop.cli import main
from models.ledgers import County, Visit
from models.storage.store import Store
from reports.circulars.sheets import sheet_files
from reports.circulars.sheets.one_page import produce_sheet
from reports.circulars.workflow.compose import export
from tests.models.statistics.test_visit_profile import TODAY, guests
from tests.reports.circulars.sheets.test_sheet_files import document_text
from tests.rows import add_row, finish


@pytest.fixture
def visits(book: Store) -> tuple[str, str]:
    """Fill a county with a planned visit of guests and the one prepared for it."""
    with book.writing("县情") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
    return guests(book)


def test_guests_get_an_itinerary_and_the_host_a_brief(book: Store, visits: tuple[str, str]) -> None:
    document = sheet_files.reception_document(book, visits[1], TODAY)
    assert document.title == "示例铝业有限公司\n客商接待方案"
    text = document_text(document)
    for words in (
        "来访日期｜2026-06-09",
        "陪同人员｜李明",
        "6月9日 9:00｜看地块｜—｜—｜—｜14:00｜座谈",
        "6月10日 8:00｜送站",
        "主营业务｜铝板带",
        "赵总｜董事长｜—｜2026-03-02",
        "台账里有没有销号的责任事项1件、线索2条、以前的走访1次；最近一次联系是2026年3月2日。",
        "供电方案",
        "2026-03-02｜外出｜—｜看厂",
    ):
        assert words in text, words


def test_a_plan_without_a_visit_leaves_lines_for_the_itinerary(book: Store, visits: tuple[str, str]) -> None:
    with book.writing("没有准备") as session:
        session.get_one(Visit, visits[1]).plan = None
    text = document_text(sheet_files.reception_document(book, visits[0], TODAY))
    assert "来访日期｜2026年6月（日期待定）" in text
    assert "主陪领导｜王强" in text
    assert "看地块" not in text


def test_a_visit_out_is_called_so_and_a_firm_outside_the_library_too(book: Store, visits: tuple[str, str]) -> None:
    assert visits
    with book.writing("外出") as session:
        row = add_row(session, Visit, direction="外出", company="没有入库的", on=date(2026, 6, 2))
    document = sheet_files.reception_document(book, row, TODAY)
    assert document.title.endswith("外出拜访方案")
    text = document_text(document)
    assert "“没有入库的”还不在企业库里" in text
    assert "台账里还没有这家企业的线索、洽谈、项目和走访。" in text


def test_it_is_exported_as_word_too(book: Store, visits: tuple[str, str], tmp_path: Path) -> None:
    produced = finish(produce_sheet(book, "reception", visits[1], tmp_path / "表"))
    paths = finish(export(book, produced, tmp_path / "出"))
    assert [path.name for path in paths] == [f"示例铝业有限公司_客商接待方案.{suffix}" for suffix in ("pdf", "docx")]
    word = docx.Document(str(paths[1]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {"看地块", "铝板带", "供电方案"} <= set(cells)


def test_the_command_line_takes_the_firm_s_name(
    demo: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, _ = guests(demo)
    for option, value, name in (
        ("--reception", "示例铝业有限公司", "接待.pdf"),
        ("--reception", plan, "接待.docx"),
        ("--visit-plan", "2026", "计划.pdf"),
        ("--visit-plan", "2026", "计划.docx"),
    ):
        assert main.main(["sheet", str(demo.path), option, value, "--out", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 1000
    assert "已打印接待方案" in capsys.readouterr().out
    out = ["--out", str(tmp_path / "无.pdf")]
    assert main.main(["sheet", str(demo.path), "--visit-plan", "2019", *out]) == main.EXIT_USER_ERROR
    assert "没有2019年的拜访计划" in capsys.readouterr().err
