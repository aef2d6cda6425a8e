"""签约前审查表: what is missing stands on top, each unit and point in its line, risk words with the rules they name."""

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from desktop.cli import main
from models.errors import UserError
from models.ledgers import AgreementPoint, Project, UnitOpinion
from models.storage.store import Store
from reports.circulars.sheets import sheet_files
from reports.circulars.sheets.one_page import produce_sheet
from reports.circulars.workflow.compose import export
from reports.content.document import Table
from tests.reports.circulars.sheets.test_sheet_files import document_text, words
from tests.rows import TODAY, add_project, add_row, finish

DAY = date(2026, 11, 3)


@pytest.fixture
def project(hejin: Store) -> str:
    """Add a project in talks with one opinion against it and one risky point."""
    with hejin.writing("项目") as session:
        facts = {"registered": 5000, "controller": "示例甲", "advice": "建议签约", "lawyer": True, "lawyer_on": DAY}
        row = add_project(session, "铝材项目（示例）", {"在谈": DAY}, **facts)
        against = {"opinion": "不同意", "text": "选址压覆水源地", "on": DAY, "asked_on": date(2026, 10, 30)}
        add_row(session, UnitOpinion, project=row, unit="生态环境局", **against)
        add_row(session, AgreementPoint, project=row, point="用地", text="实行零地价", clause="第六条")
        add_row(session, AgreementPoint, project=row, point="投资总额", waived=True)
    return row


def test_what_is_missing_stands_on_top(hejin: Store, project: str) -> None:
    document = sheet_files.signing_document(hejin, project, TODAY)
    text = document_text(document)
    assert "截至2026年11月20日，6项没有齐备。" in text
    assert "司法审核｜提醒｜● 齐备" in text
    assert "集体决策｜提醒｜■ 决策会议、决策日期、决策文号没有填" in text
    assert "发改局、自然资源局、应急管理局、行政审批局、财政局还没有意见；生态环境局不同意" in text
    assert "协议要点“用地”（未审查，写着“零地价”）" in text


def test_every_unit_and_point_of_the_county_has_a_line(hejin: Store, project: str) -> None:
    text = document_text(sheet_files.signing_document(hejin, project, TODAY))
    assert "发改局｜—｜没有送审｜—｜—｜—" in text
    assert "生态环境局｜2026-10-30｜不同意｜选址压覆水源地｜2026-11-03｜—" in text
    assert "用地｜实行零地价｜第六条" in text
    assert "投资总额｜本项目不适用｜—" in text
    assert "退出和违约｜没有写明｜—" in text


def test_a_risk_word_is_named_with_its_rules_and_the_county_s_note(hejin: Store, project: str) -> None:
    document = sheet_files.signing_document(hejin, project, TODAY)
    rules = "国办发〔2006〕100号（土地出让收支管理）、《公平竞争审查条例实施办法》第十九条"
    assert f"协议要点“用地”｜未审查｜写着“零地价”｜{rules}" in document_text(document)
    (noted,) = (block for block in document.body if isinstance(block, Table) and block.notes)
    assert "以有权机关审查为准" in noted.notes[0]


def test_it_is_printed_and_written_as_word_from_window_and_command_line(
    hejin: Store, project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, pdf, word = str(hejin.path), tmp_path / "表.pdf", tmp_path / "表.docx"
    hejin.close()
    assert main.main(["sheet", book, "--signing", "铝材", "--out", str(pdf), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"] <= 2
    assert "铝材项目（示例）签约前审查表" in words(pdf)
    assert main.main(["sheet", book, "--signing", project, "--out", str(word)]) == 0
    assert "已写出签约前审查表" in capsys.readouterr().out
    cells = {cell.text for table in docx.Document(str(word)).tables for row in table.rows for cell in row.cells}
    assert {"选址压覆水源地", "实行零地价"} <= cells
    assert main.main(["sheet", book, "--reviews", "--out", str(word)]) == main.EXIT_USER_ERROR
    assert "公平竞争审查清单只有 PDF" in capsys.readouterr().err


def test_the_window_exports_it_as_pdf_and_word(hejin: Store, project: str, tmp_path: Path) -> None:
    produced = finish(produce_sheet(hejin, "signing", project, tmp_path / "表"))
    paths = finish(export(hejin, produced, tmp_path / "导出"))
    assert [path.name for path in paths] == ["铝材项目（示例）签约前审查表.pdf", "铝材项目（示例）签约前审查表.docx"]


def test_a_project_in_the_recycle_bin_has_no_sheet(hejin: Store, project: str) -> None:
    with hejin.writing("删除") as session:
        session.get_one(Project, project).removed = True
    with pytest.raises(UserError, match="已不在账本里"):
        sheet_files.signing_document(hejin, project, TODAY)
